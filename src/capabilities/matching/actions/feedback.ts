import { sql } from 'kysely'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { ScoredPair } from '../queries/scores'
import { constants } from '../score/constants'
import { parts } from '../score/facts'

export const rejectReasons = ['has-the-skill-missing', 'lacks-skill', 'too-far', 'wage', 'hours', 'already-working', 'not-interested', 'wrong-occupation-code', 'employer-unsuitable', 'duplicate', 'other'] as const
export type RejectReason = (typeof rejectReasons)[number]

export interface ShownList {
  kind: 'candidates' | 'vacancies'
  subjectId: string
  engine: 'index' | 'sql'
  pairs: readonly ScoredPair[]
}

/** Writes down a list as its reader saw it. `visible` are the people whom the reader may see: nothing is kept of the others. */
export async function recordList(tx: Tx, { kind, subjectId, engine, pairs }: ShownList, visible: ReadonlySet<string>): Promise<string> {
  const { actor, now, today } = tx.context
  const id = newId()
  await tx.db.insertInto('match_list').values({
    id, code: newPublicCode(), kind, subject_id: subjectId, centre_id: actor.centreIds[0] ?? null, reader_id: actor.accountId, made_at: now, made_on: today, weights_version: constants.version, engine, eligible: pairs.length,
  }).execute()
  const rows = pairs.map((pair, at) => ({ pair, rank: at + 1 })).filter(({ pair }) => visible.has(pair.personId))
  if (rows.length === 0) return id
  await tx.db.insertInto('match_impression').values(rows.map(({ pair, rank }) => ({
    id: newId(), list_id: id, person_id: pair.personId, vacancy_id: pair.vacancyId, made_on: today, rank, score: pair.score, parts: parts.map((part) => pair.parts[part]), line: pair.line,
  }))).execute()
  return id
}

export interface Feedback {
  personId: string
  vacancyId: string
  listId: string | null
  answer: 'accept' | 'reject' | 'later'
  reason: RejectReason | null
  note: string | null
  by: 'jobseeker' | 'counsellor'
}

/** Keeps an answer to a suggestion. It changes no score; a person's own no rests the pair. */
export async function giveFeedback(tx: Tx, { personId, vacancyId, listId, answer, reason, note, by }: Feedback): Promise<void> {
  const { actor, now, today } = tx.context
  await tx.db.insertInto('match_feedback').values({
    id: newId(), created_at: now, list_id: listId, person_id: personId, vacancy_id: vacancyId, answered_on: today, answer, reason, note, by_account: actor.accountId, by_party: by,
  }).execute()
  tx.note({ action: 'match.answer', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: by === 'jobseeker' ? 'own' : 'assignment', fields: ['answer', 'reason'] })
  await sql`select match_refresh(2000, ${today})`.execute(tx.db)
}
