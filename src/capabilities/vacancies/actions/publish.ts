import type { CalendarDate } from '../../../kernel/calendar'
import { refused, type Outcome, done } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findEmployerLine, isVerified } from '../../employers/index'
import { vacancyClosed } from '../happenings'
import type { ClosingReason, UnfilledReason, Vacancy } from '../model'
import { mayKeep } from '../policy'
import { writeHistory, writePostsChange } from '../queries/records'
import * as rules from '../rules/decisions'
import { move, type StateRefusal, updateVacancy } from './state'

export type KeepRefusal = StateRefusal | 'not-allowed' | 'employer-closed' | 'inspector-first' | 'too-early' | 'too-late' | 'placements-missing' | 'posts-filled'

export async function pauseVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, reason: string): Promise<Outcome<Vacancy, KeepRefusal>> {
  if (!mayKeep(tx.context.actor, vacancy)) return refused('not-allowed')
  return move(tx, platform, vacancy, 'pause', { state_reason: reason })
}

/** Resumes what was paused. After a complaint only an inspector may; an employer that is not verified any more may not at all. */
export async function resumeVacancy(tx: Tx, platform: Platform, vacancy: Vacancy): Promise<Outcome<Vacancy, KeepRefusal>> {
  const { actor, today } = tx.context
  if (!mayKeep(actor, vacancy)) return refused('not-allowed')
  if (vacancy.stateReason === 'complaint' && !actor.duties.includes('inspector')) return refused('inspector-first')
  const employer = await findEmployerLine(tx, vacancy.employerId)
  if (!employer || !isVerified(employer, today)) return refused('employer-closed')
  if (vacancy.validUntil !== null && vacancy.validUntil < today) return refused('too-late')
  return move(tx, platform, vacancy, 'resume', { state_reason: null })
}

export async function extendVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, until: CalendarDate): Promise<Outcome<void, KeepRefusal>> {
  if (!mayKeep(tx.context.actor, vacancy)) return refused('not-allowed')
  const outcome = rules.extend(vacancy, until, tx.context.today)
  if (!outcome.ok) return outcome
  if (!(await updateVacancy(tx, platform, vacancy, { valid_until: until }))) return refused('stale')
  await writeHistory(tx, vacancy, [{ field: 'validUntil', before: vacancy.validUntil, after: until }])
  tx.note({ action: 'vacancy.extend', subjectKind: 'vacancy', subjectId: vacancy.id, fields: ['valid_until'] })
  return done()
}

/** Closes a vacancy and tells whoever follows it, such as its open referrals. */
export async function closeVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, reason: ClosingReason, more: { stateReason?: 'taken-down' | 'expired'; unfilledReason?: UnfilledReason | undefined } = {}): Promise<Outcome<Vacancy, KeepRefusal>> {
  if (!mayKeep(tx.context.actor, vacancy)) return refused('not-allowed')
  const allowed = rules.close(vacancy, reason)
  if (!allowed.ok) return allowed
  const moved = await move(tx, platform, vacancy, 'close', { closed_on: tx.context.today, closing_reason: reason, state_reason: more.stateReason ?? null, unfilled_reason: reason === 'not-filled' ? (more.unfilledReason ?? null) : null })
  if (!moved.ok) return moved
  if (vacancy.posts > vacancy.filled) await writePostsChange(tx, vacancy, 'closed', vacancy.filled - vacancy.posts, reason)
  await vacancyClosed.tell(tx, platform, { vacancyId: vacancy.id, reason })
  return moved
}

export async function reopenVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, reason: string): Promise<Outcome<Vacancy, KeepRefusal>> {
  const { today } = tx.context
  if (!mayKeep(tx.context.actor, vacancy)) return refused('not-allowed')
  const allowed = rules.reopen(vacancy, today)
  if (!allowed.ok) return allowed
  if (vacancy.filled >= vacancy.posts) return refused('posts-filled')
  if (vacancy.stateReason === 'taken-down') return refused('inspector-first')
  const moved = await move(tx, platform, vacancy, 'reopen', { closed_on: null, closing_reason: null, unfilled_reason: null, state_reason: reason, decision_due_on: today, valid_until: null })
  if (moved.ok) await writePostsChange(tx, vacancy, 'increase', vacancy.posts - vacancy.filled, 'reopened')
  return moved
}

/** Takes a vacancy down at once for good: closed, never to be reopened, its text known as rejected. */
export async function takeDown(tx: Tx, platform: Platform, vacancy: Vacancy): Promise<Outcome<Vacancy, KeepRefusal>> {
  if (!tx.context.actor.duties.includes('inspector')) return refused('not-allowed')
  return closeVacancy(tx, platform, vacancy, 'not-filled', { stateReason: 'taken-down' })
}
