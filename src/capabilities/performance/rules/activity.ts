import { type CalendarDate, daysBetween } from '../../../kernel/calendar'
import { add, compare, divide, type Exact, exact, fraction, isZero, multiply, smallest, sum, zero } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'

export const activityStates = ['not-started', 'planning', 'procurement', 'running', 'finalising', 'done', 'deferred', 'cancelled'] as const
export type ActivityState = (typeof activityStates)[number]
export type Move = 'start' | 'plan' | 'procure' | 'finalise' | 'accept' | 'defer' | 'cancel' | 'resume'

export interface Deliverable {
  readonly weight: Exact
  readonly state: 'open' | 'done' | 'accepted'
}

const leadsTo: Record<Move, { from: readonly ActivityState[]; to: ActivityState }> = {
  start: { from: ['not-started', 'planning', 'procurement'], to: 'running' },
  plan: { from: ['not-started'], to: 'planning' },
  procure: { from: ['not-started', 'planning'], to: 'procurement' },
  finalise: { from: ['running'], to: 'finalising' },
  accept: { from: ['running', 'finalising'], to: 'done' },
  defer: { from: ['not-started', 'planning', 'procurement', 'running', 'finalising'], to: 'deferred' },
  cancel: { from: ['not-started', 'planning', 'procurement', 'running', 'finalising', 'deferred'], to: 'cancelled' },
  resume: { from: ['deferred'], to: 'not-started' },
}

/** The moves that a state allows to people; `finalise` and `accept` follow from deliverables. */
export const movesFrom = (state: ActivityState): Move[] => (['plan', 'procure', 'start', 'defer', 'cancel', 'resume'] as const).filter((move) => leadsTo[move].from.includes(state))

/** The state after a move. Deferring needs a later day and a reason, cancelling a reason. */
export function moveActivity(state: ActivityState, move: Move, given: { reason: string; until: CalendarDate | null; today: CalendarDate }): Outcome<ActivityState, 'not-from-here' | 'reason-missing' | 'day-missing' | 'waits'> {
  const { from, to } = leadsTo[move]
  if (!from.includes(state)) return refused('not-from-here')
  if ((move === 'defer' || move === 'cancel') && given.reason.trim() === '') return refused('reason-missing')
  if (move === 'defer' && (given.until === null || given.until <= given.today)) return refused('day-missing')
  if (move === 'resume' && given.until !== null && given.until > given.today) return refused('waits')
  return done(to)
}

/** What the state becomes when deliverables changed: finalising when only the last is open, done when all are accepted. */
export function stateAfterDeliverables(state: ActivityState, deliverables: readonly Deliverable[]): ActivityState {
  if ((state !== 'running' && state !== 'finalising') || deliverables.length === 0) return state
  if (deliverables.every((one) => one.state === 'accepted')) return 'done'
  return state === 'running' && deliverables.filter((one) => one.state === 'open').length <= 1 ? 'finalising' : state
}

/** Days without a word after which an activity that is being done is marked. A default. */
export const silentDays = 60
/** Days since anything was written about an activity that is being done; null while that is recent, or where nothing is awaited. */
export function daysSilent({ state, movedOn }: { state: ActivityState; movedOn: CalendarDate }, today: CalendarDate): number | null {
  const days = daysBetween(movedOn, today)
  return (state === 'running' || state === 'finalising') && days >= silentDays ? days : null
}

const cap = exact(95)

/** Exact percent, or null: a deferred or cancelled activity has none, which is not zero. A typed percentage stays at 95 until accepted. */
export function percentComplete(activity: { state: ActivityState; deliverables: readonly Deliverable[]; typed: Exact | null; occurrences?: { held: number; planned: number } }): Exact | null {
  const { state, deliverables, typed, occurrences } = activity
  if (state === 'deferred' || state === 'cancelled') return null
  if (occurrences && occurrences.planned > 0) return smallest(exact(100), fraction(BigInt(occurrences.held) * 100n, BigInt(occurrences.planned)))
  const whole = sum(deliverables.map(({ weight }) => weight))
  if (!isZero(whole)) return multiply(divide(sum(deliverables.filter((one) => one.state !== 'open').map(({ weight }) => weight)), whole), exact(100))
  if (state === 'done') return exact(100)
  return typed ? smallest(typed, cap) : zero
}

export interface CurvePoint {
  readonly on: CalendarDate
  readonly percent: Exact
}

/** The percent that the plan asks for on a day: straight lines between its points. Null: no plan is recorded. */
export function plannedPercent(plan: { startOn: CalendarDate | null; dueOn: CalendarDate | null; curve?: readonly CurvePoint[] }, on: CalendarDate): Exact | null {
  const points = plan.curve && plan.curve.length > 1 ? [...plan.curve].sort((a, b) => (a.on < b.on ? -1 : 1)) : plan.startOn && plan.dueOn ? [{ on: plan.startOn, percent: zero }, { on: plan.dueOn, percent: exact(100) }] : []
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  if (on <= first.on) return on < first.on || first.on !== last.on ? first.percent : last.percent
  if (on >= last.on) return last.percent
  const next = points.findIndex((point) => point.on >= on)
  const [a, b] = [points[next - 1] ?? first, points[next] ?? last]
  const share = fraction(BigInt(daysBetween(a.on, on)), BigInt(Math.max(1, daysBetween(a.on, b.on))))
  return add(a.percent, multiply(share, add(b.percent, { numerator: -a.percent.numerator, denominator: a.percent.denominator })))
}

export type Schedule = 'on-schedule' | 'behind' | 'no-plan' | 'not-counted'
export function scheduleOf(complete: Exact | null, planned: Exact | null): Schedule {
  if (complete === null) return 'not-counted'
  if (planned === null) return 'no-plan'
  return compare(complete, planned) >= 0 ? 'on-schedule' : 'behind'
}

/** Share of activities on schedule; those without a plan are counted apart. */
export function onSchedule(found: readonly Schedule[]): { onTime: number; counted: number; withoutPlan: number } {
  const counted = found.filter((one) => one === 'on-schedule' || one === 'behind')
  return { onTime: counted.filter((one) => one === 'on-schedule').length, counted: counted.length, withoutPlan: found.filter((one) => one === 'no-plan').length }
}

/** Weighted mean of the activities of an output that are neither deferred nor cancelled. */
export function outputPercent(activities: readonly { weight: Exact; percent: Exact | null }[]): Exact | null {
  const counted = activities.flatMap(({ weight, percent }) => (percent === null ? [] : [{ weight, percent }]))
  const whole = sum(counted.map(({ weight }) => weight))
  return isZero(whole) ? null : divide(sum(counted.map(({ weight, percent }) => multiply(weight, percent))), whole)
}

/** The codes of a circle of dependencies, or null: "A needs B needs A". */
export function circleOf(needs: ReadonlyMap<string, readonly string[]>): string[] | null {
  const settled = new Set<string>()
  const walk = (code: string, trail: readonly string[]): string[] | null => {
    const at = trail.indexOf(code)
    if (at >= 0) return [...trail.slice(at), code]
    if (settled.has(code)) return null
    for (const next of needs.get(code) ?? []) {
      const circle = walk(next, [...trail, code])
      if (circle) return circle
    }
    settled.add(code)
    return null
  }
  for (const code of needs.keys()) {
    const circle = walk(code, [])
    if (circle) return circle
  }
  return null
}
