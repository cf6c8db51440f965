import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { NoteSubject } from '../queries/notes'

/** Asks a post about a figure, a plan or a cycle. The text never changes. */
export async function askNote(tx: Tx, about: { subject: NoteSubject; subjectId: string; centreId: string }, given: { text: string; post: string; dueOn: CalendarDate | null }): Promise<string> {
  const id = newId()
  const { now, actor } = tx.context
  await tx.db.insertInto('review_note').values({
    id, created_at: now, created_by: actor.accountId ?? '', centre_id: about.centreId, subject: about.subject, subject_id: about.subjectId, text: given.text, addressee_post: given.post, due_on: given.dueOn, state: 'open',
  }).execute()
  tx.note({ action: 'note.ask', subjectKind: 'review-note', subjectId: id })
  return id
}

/** Answers once. */
export async function answerNote(tx: Tx, id: string, answer: string): Promise<Outcome<void, 'not-found' | 'not-now'>> {
  const note = await tx.db.selectFrom('review_note').select('state').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!note) return refused('not-found')
  if (note.state !== 'open') return refused('not-now')
  const { now, actor } = tx.context
  await tx.db.updateTable('review_note').set({ state: 'answered', answer, answered_by: actor.accountId, answered_at: now }).where('id', '=', id).execute()
  tx.note({ action: 'note.answer', subjectKind: 'review-note', subjectId: id })
  return done()
}

/** Whoever asked closes an answered note. */
export async function closeNote(tx: Tx, id: string): Promise<Outcome<void, 'not-found' | 'not-now' | 'asker-closes'>> {
  const note = await tx.db.selectFrom('review_note').select(['state', 'created_by']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!note) return refused('not-found')
  if (note.state !== 'answered') return refused('not-now')
  const { now, actor } = tx.context
  if (note.created_by !== actor.accountId && actor.role !== 'headquarters') return refused('asker-closes')
  await tx.db.updateTable('review_note').set({ state: 'closed', closed_by: actor.accountId, closed_at: now }).where('id', '=', id).execute()
  tx.note({ action: 'note.close', subjectKind: 'review-note', subjectId: id })
  return done()
}
