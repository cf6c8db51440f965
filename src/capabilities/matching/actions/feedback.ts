import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'

export const rejectReasons = ['has-the-skill-missing', 'lacks-skill', 'too-far', 'wage', 'hours', 'already-working', 'not-interested', 'wrong-occupation-code', 'employer-unsuitable', 'duplicate', 'other'] as const
export type RejectReason = (typeof rejectReasons)[number]

export interface Feedback {
  personId: string
  vacancyId: string
  answer: 'accept' | 'reject' | 'later'
  reason: RejectReason | null
  note: string | null
  by: 'jobseeker' | 'counsellor'
}

/** Keeps an answer to a suggestion that was made. It changes no score; a person's own no rests the pair. */
export async function giveFeedback(tx: Tx, { personId, vacancyId, answer, reason, note, by }: Feedback): Promise<Outcome<void, 'not-suggested'>> {
  const { actor, now, today } = tx.context
  const shown = await tx.db.selectFrom('match_impression').select('list_id').where('person_id', '=', personId).where('vacancy_id', '=', vacancyId).orderBy('made_on', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!shown) return refused('not-suggested')
  await tx.db.insertInto('match_feedback').values({
    id: newId(), created_at: now, list_id: shown.list_id, person_id: personId, vacancy_id: vacancyId, answered_on: today, answer, reason, note, by_account: actor.accountId, by_party: by,
  }).execute()
  tx.note({ action: 'match.answer', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: by === 'jobseeker' ? 'own' : 'assignment', fields: ['answer', 'reason'] })
  await sql`select match_refresh(2000, ${today})`.execute(tx.db)
  return done()
}
