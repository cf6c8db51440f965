import { sql } from 'kysely'
import { addWorkingDays, type CalendarDate } from '../../../kernel/calendar'
import { isUuid, newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'

export interface Review {
  id: string
  version: number
  personId: string
  vacancyId: string | null
  question: string
  byParty: string
  askedOn: CalendarDate
  dueOn: CalendarDate
  answer: string | null
  answeredOn: CalendarDate | null
}
const daysToAnswer = 5

const columns = ['id', 'version', 'person_id as personId', 'vacancy_id as vacancyId', 'question', 'by_party as byParty', 'asked_on as askedOn', 'due_on as dueOn', 'answer', 'answered_on as answeredOn'] as const

/** A person is asked to look again at a pair, or at a whole list. While one question about it is open a second is refused. */
export async function askForReview(tx: Tx, { country }: Platform, asked: { personId: string; vacancyId: string | null; question: string; by: 'jobseeker' | 'counsellor' }): Promise<Outcome<{ dueOn: CalendarDate }, 'asked-already'>> {
  const { actor, now, today } = tx.context
  const dueOn = addWorkingDays(today, daysToAnswer, { workDays: country.workDays as readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], holidays: country.holidays })
  const { rows } = await sql<{ id: string }>`
    insert into match_review (id, created_at, person_id, vacancy_id, by_party, asked_by, question, asked_on, due_on)
    values (${newId()}, ${now}, ${asked.personId}, ${asked.vacancyId}, ${asked.by}, ${actor.accountId}, ${asked.question}, ${today}, ${dueOn})
    on conflict (person_id, vacancy_id) where answered_on is null do nothing returning id`.execute(tx.db)
  if (rows.length === 0) return refused('asked-already')
  tx.note({ action: 'match.review-asked', subjectKind: 'person', subjectId: asked.personId, purpose: 'matching', basis: asked.by === 'jobseeker' ? 'own' : 'assignment', fields: ['question'] })
  return done({ dueOn })
}

export async function answerReview(tx: Tx, id: string, version: number, answer: string): Promise<Outcome<Review, 'not-found' | 'stale'>> {
  const { actor, today } = tx.context
  const review = await findReview(tx, id)
  if (!review) return refused('not-found')
  if (review.version !== version || review.answeredOn) return refused('stale')
  await tx.db.updateTable('match_review').set({ answer, answered_by: actor.accountId, answered_on: today, version: version + 1 }).where('id', '=', id).where('version', '=', version).execute()
  tx.note({ action: 'match.review-answered', subjectKind: 'person', subjectId: review.personId, purpose: 'matching', basis: 'assignment', fields: ['answer'] })
  return done(review)
}

export const findReview = async (reader: Reader, id: string): Promise<Review | undefined> =>
  isUuid(id) ? reader.db.selectFrom('match_review').select(columns).where('id', '=', id).executeTakeFirst() : undefined

export const listReviewsOf = (reader: Reader, personId: string): Promise<Review[]> =>
  reader.db.selectFrom('match_review').select(columns).where('person_id', '=', personId).orderBy('asked_on', 'desc').orderBy('id', 'desc').limit(10).execute()

export const listOpenReviews = (reader: Reader): Promise<Review[]> =>
  reader.db.selectFrom('match_review').select(columns).where('answered_on', 'is', null).orderBy('due_on').orderBy('id').limit(200).execute()
