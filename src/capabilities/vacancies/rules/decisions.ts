import type { Actor } from '../../../kernel/actor'
import { addDays, type CalendarDate, daysBetween } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import { type ClosingReason, type Decision, type Finding, longestWindow, type Vacancy } from '../model'

/** Two cautions weigh as much as a hold. */
const cautionsOfAHold = 2
const daysToReopen = 14

export const isOpen = (finding: Finding): boolean => finding.decision === null

/** Findings that need a second person: holds, and cautions when there are two or more. */
export function holdsOf(findings: readonly Finding[]): Finding[] {
  const cautions = findings.filter(({ effect }) => effect === 'caution')
  return findings.filter(({ effect }) => effect === 'hold' || effect === 'pause' || (effect === 'caution' && cautions.length >= cautionsOfAHold))
}

/** Which decision settles a finding in the inspector's own form; null when another person must decide, or nobody can. */
export function decisionAsked(finding: Finding, findings: readonly Finding[]): Decision | null {
  if (holdsOf(findings).includes(finding)) return null
  if (finding.effect === 'caution') return 'checked'
  if (finding.effect === 'justify') return 'justified'
  return finding.effect === 'explain' ? 'explained' : null
}

/** A hold is decided by a chief or headquarters, never by the person who entered the vacancy. */
export function mayClearHold(actor: Actor, vacancy: Pick<Vacancy, 'createdBy'>): boolean {
  return (actor.role === 'chief' || actor.role === 'headquarters') && actor.accountId !== null && actor.accountId !== vacancy.createdBy
}

export type ApprovalRefusal = 'own-entry' | 'open-refusals' | 'open-holds' | 'second-person' | 'open-cautions' | 'open-limits'

/** May this inspector let the vacancy through? `findings` carry the decisions of this very form. */
export function approve(vacancy: Pick<Vacancy, 'createdBy'>, findings: readonly Finding[], actor: Pick<Actor, 'accountId'>): Outcome<void, ApprovalRefusal> {
  if (actor.accountId === null || actor.accountId === vacancy.createdBy) return refused('own-entry')
  if (findings.some((finding) => finding.effect === 'refuse' && isOpen(finding))) return refused('open-refusals')
  const holds = holdsOf(findings)
  if (holds.some((finding) => finding.decision !== 'cleared' && finding.decision !== 'removed')) return refused('open-holds')
  if (holds.some(({ decision, decidedBy }) => decision === 'cleared' && decidedBy === actor.accountId)) return refused('second-person')
  if (findings.some((finding) => finding.effect === 'caution' && isOpen(finding))) return refused('open-cautions')
  if (findings.some((finding) => (finding.effect === 'justify' || finding.effect === 'explain') && isOpen(finding))) return refused('open-limits')
  return done()
}

/** The days of publication: from today or the wished day, for the wished number of days. */
export function publicationOf(vacancy: Pick<Vacancy, 'publishFrom' | 'windowDays'>, today: CalendarDate): { from: CalendarDate; until: CalendarDate } {
  const from = vacancy.publishFrom !== null && vacancy.publishFrom > today ? vacancy.publishFrom : today
  return { from, until: addDays(from, vacancy.windowDays) }
}

export function extend(vacancy: Pick<Vacancy, 'state' | 'validUntil'>, until: CalendarDate, today: CalendarDate): Outcome<CalendarDate, 'wrong-state' | 'too-early' | 'too-late'> {
  if (vacancy.state !== 'published' && vacancy.state !== 'paused') return refused('wrong-state')
  if (until <= today) return refused('too-early')
  return daysBetween(today, until) > longestWindow ? refused('too-late') : done(until)
}

/** "Filled by the centre" needs a placement for every post; what others filled is "filled otherwise". */
export function close(vacancy: Pick<Vacancy, 'state' | 'posts' | 'filled'>, reason: ClosingReason): Outcome<void, 'wrong-state' | 'placements-missing'> {
  if (vacancy.state !== 'published' && vacancy.state !== 'paused') return refused('wrong-state')
  return reason === 'filled-by-centre' && vacancy.filled < vacancy.posts ? refused('placements-missing') : done()
}

/** The reason that the record itself proves when the time of publication has passed. */
export const reasonAtExpiry = ({ posts, filled }: Pick<Vacancy, 'posts' | 'filled'>): ClosingReason => (filled >= posts ? 'filled-by-centre' : 'not-filled')

export function reopen(vacancy: Pick<Vacancy, 'state' | 'closedOn'>, today: CalendarDate): Outcome<void, 'wrong-state' | 'too-late'> {
  if (vacancy.state !== 'closed' || vacancy.closedOn === null) return refused('wrong-state')
  return daysBetween(vacancy.closedOn, today) > daysToReopen ? refused('too-late') : done()
}

/** How many open referrals a vacancy takes before it says "applications closed for now". */
export const openReferralsAllowed = ({ posts, maxOpenReferrals }: Pick<Vacancy, 'posts' | 'maxOpenReferrals'>): number => Math.min(80, maxOpenReferrals ?? 20 * posts)
