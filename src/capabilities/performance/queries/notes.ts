import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

export type NoteSubject = 'indicator' | 'plan' | 'cycle'
const nameOf = (column: 'created_by' | 'answered_by') => sql<string | null>`(select coalesce(a.display_name, a.username) from account a where a.id = ${sql.ref(`n.${column}`)})`

/** Questions about one subject, newest first; of one centre, or of all that the reader reaches. */
export const listNotes = (reader: Reader, subject: NoteSubject, id: string, centreId: string | null) => {
  const found = reader.db.selectFrom('review_note as n').innerJoin('centre as c', 'c.id', 'n.centre_id').selectAll('n').select(['c.code as centre_code', nameOf('created_by').as('asked_by'), nameOf('answered_by').as('answerer')])
    .where('n.subject', '=', subject).where('n.subject_id', '=', id).orderBy('n.created_at', 'desc').limit(50)
  return (centreId === null ? found : found.where('n.centre_id', '=', centreId)).execute()
}
export type NoteRow = Awaited<ReturnType<typeof listNotes>>[number]
export const findNote = (reader: Reader, id: string) => reader.db.selectFrom('review_note').selectAll().where('id', '=', id).executeTakeFirst()

/** What waits for an answer at a centre. */
export const listOpenNotes = (reader: Reader, centreId: string) =>
  reader.db.selectFrom('review_note').select(['id', 'subject', 'subject_id', 'text', 'addressee_post', 'due_on']).where('centre_id', '=', centreId).where('state', '=', 'open').orderBy('due_on').orderBy('created_at').limit(50).execute()

/** Indicators of a centre about which somebody was asked. */
export const listAskedIndicators = async (reader: Reader, centreId: string): Promise<ReadonlySet<string>> =>
  new Set((await reader.db.selectFrom('review_note').select('subject_id').where('centre_id', '=', centreId).where('subject', '=', 'indicator').execute()).map(({ subject_id }) => subject_id))
