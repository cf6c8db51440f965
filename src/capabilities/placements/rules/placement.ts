import { addDays, addMonths, type CalendarDate, daysBetween } from '../../../kernel/calendar'

/** How sure it is that a placement happened: only our staff say so; one side says so; both do, or a paper was seen; a side denies it. */
export type Level = 'reported' | 'one-side' | 'two-side' | 'refuted'
export type PlacementState = 'announced' | 'started' | 'ended' | 'not-started' | 'void'
export type PlacementParty = 'jobseeker' | 'employer' | 'counsellor'

export const evidenceSources = ['employer', 'jobseeker', 'document', 'site-visit'] as const
export const evidenceMethods = ['call', 'link', 'sms', 'counter', 'file'] as const
export const placementKinds = ['employment', 'internship', 'apprenticeship', 'overseas'] as const
export const endReasons = ['contract-end', 'quit', 'dismissed', 'closed', 'other'] as const
export const notStartedReasons = ['person-declined', 'employer-cancelled', 'conditions-differ', 'illness', 'other'] as const

export interface Evidence {
  source: (typeof evidenceSources)[number]
  says: 'started' | 'did-not-start'
}

/** The party that recorded it speaks for itself once the work has started; staff never do. */
export function levelOf(placement: { recordedParty: PlacementParty; state: PlacementState }, evidence: readonly Evidence[]): Level {
  if (evidence.some(({ says }) => says === 'did-not-start')) return 'refuted'
  const sides = new Set<string>(evidence.map(({ source }) => source))
  if (placement.recordedParty !== 'counsellor' && (placement.state === 'started' || placement.state === 'ended')) sides.add(placement.recordedParty)
  if (sides.has('document') || (sides.has('employer') && sides.has('jobseeker'))) return 'two-side'
  return sides.size > 0 ? 'one-side' : 'reported'
}

export type StartFault = 'too-far-ahead' | 'too-long-ago'

/** A start more than 60 days ahead or 365 days back needs the chief. */
export function judgeStart(start: CalendarDate, today: CalendarDate, byChief: boolean): StartFault | null {
  if (byChief) return null
  const ahead = daysBetween(today, start)
  return ahead > 60 ? 'too-far-ahead' : ahead < -365 ? 'too-long-ago' : null
}

const confirmDays = { first: 3, again: 10, last: 30 }

/** Both sides are asked 3 days after the start, again after 10; after 30 days the task ends "not confirmed". */
export function confirmStep(start: CalendarDate, today: CalendarDate): 'not-yet' | 'ask' | 'ask-again' | 'ended' {
  const days = daysBetween(start, today)
  return days < confirmDays.first ? 'not-yet' : days < confirmDays.again ? 'ask' : days < confirmDays.last ? 'ask-again' : 'ended'
}

const rounds = [1, 3, 6] as const
export const followUpRounds = (start: CalendarDate): { round: number; dueOn: CalendarDate }[] => rounds.map((round) => ({ round, dueOn: addMonths(start, round) }))

/** From 7 days before to 30 days after the due day. */
export function followUpWindow(dueOn: CalendarDate, today: CalendarDate): 'before' | 'open' | 'closed' {
  return today < addDays(dueOn, -7) ? 'before' : today > addDays(dueOn, 30) ? 'closed' : 'open'
}

export const followUpOutcomes = ['same-employer', 'other-employer', 'self-employed', 'training', 'not-working', 'abroad', 'deceased', 'refused', 'not-reached'] as const
export const attemptChannels = ['call', 'sms', 'chat', 'visit', 'employer'] as const

export interface Attempt {
  channel: string
  partOfDay: string
}

export const partOfDay = (hour: number): 'morning' | 'afternoon' | 'evening' => (hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening')

/** "Not reached" needs five tries, on two channels, at two parts of the day. */
export const mayCloseNotReached = (attempts: readonly Attempt[]): boolean =>
  attempts.length >= 5 && new Set(attempts.map(({ channel }) => channel)).size >= 2 && new Set(attempts.map((attempt) => attempt.partOfDay)).size >= 2

export interface Retention {
  due: number
  reached: number
  /** Per cent of the reached, and bounds over all that were due; null when nobody was. */
  share: number | null
  low: number | null
  high: number | null
}

const percent = (part: number, whole: number) => (whole === 0 ? null : Math.round((part * 1000) / whole) / 10)

/** Still with the same employer, of those reached; bounds as if all others had left, or all had stayed. */
export function retentionOf(outcomes: readonly string[]): Retention {
  const same = outcomes.filter((outcome) => outcome === 'same-employer').length
  const unknown = outcomes.filter((outcome) => outcome === 'not-reached' || outcome === 'refused').length
  const due = outcomes.length
  return { due, reached: due - unknown, share: percent(same, due - unknown), low: percent(same, due), high: percent(same + unknown, due) }
}
