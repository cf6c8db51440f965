import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'

export const rejectReasons = ['has-the-skill-missing', 'lacks-skill', 'too-far', 'wage', 'hours', 'already-working', 'not-interested', 'wrong-occupation-code', 'employer-unsuitable', 'duplicate', 'other'] as const
export type RejectReason = (typeof rejectReasons)[number]

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
