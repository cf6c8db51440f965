import { createHash } from 'node:crypto'
import { addWorkingDays, type CalendarDate, type WorkingCalendar } from '../../../kernel/calendar'
import { done, type Outcome, refused } from '../../../kernel/outcome'

export const periodStates = ['open', 'submitted', 'verified', 'locked', 'published'] as const
export type PeriodStateName = (typeof periodStates)[number]
export type PeriodStep = 'submit' | 'return' | 'verify' | 'lock' | 'release' | 'reopen'

/** Who did what to a month of a centre so far. */
export interface PeriodHistory {
  readonly state: PeriodStateName
  readonly verifiedBy: string | null
  readonly lockedBy: string | null
  readonly proposedBy: string | null
}
export type PeriodRefusal = 'not-now' | 'not-over' | 'not-your-step' | 'silent-days' | 'findings-open' | 'same-person' | 'not-proposed' | 'short-reason'

const steps: Record<PeriodStep, { from: readonly PeriodStateName[]; to: PeriodStateName; who: readonly string[] }> = {
  submit: { from: ['open'], to: 'submitted', who: ['chief'] },
  return: { from: ['submitted'], to: 'open', who: ['headquarters'] },
  verify: { from: ['submitted'], to: 'verified', who: ['headquarters'] },
  lock: { from: ['verified'], to: 'locked', who: ['headquarters'] },
  release: { from: ['locked'], to: 'published', who: ['headquarters'] },
  reopen: { from: ['locked', 'published'], to: 'open', who: ['headquarters'] },
}
export const shortestReason = 20

/** Steps that this role may take from a state, for the buttons. */
export const stepsFrom = (state: PeriodStateName, role: string): PeriodStep[] =>
  (Object.keys(steps) as PeriodStep[]).filter((step) => steps[step].from.includes(state) && steps[step].who.includes(role))

/**
 * The next state of a month. Two people stand behind every step that cannot be taken back: who verifies does not lock,
 * who proposes a release or a reopening does not decide it.
 */
export function takeStep(
  history: PeriodHistory, step: PeriodStep,
  given: { accountId: string; role: string; today: CalendarDate; periodTo: CalendarDate; reason: string; silentDays: number; openFindings: number },
): Outcome<PeriodStateName, PeriodRefusal> {
  const rule = steps[step]
  if (!rule.who.includes(given.role)) return refused('not-your-step')
  if (!rule.from.includes(history.state)) return refused('not-now')
  const needsReason = step === 'return' || step === 'reopen' || (step === 'submit' && given.silentDays > 0)
  if (step === 'submit') {
    if (given.today <= given.periodTo) return refused('not-over')
    if (given.silentDays > 0 && given.reason.trim() === '') return refused('silent-days')
  }
  if (step === 'verify' && given.openFindings > 0 && given.reason.trim() === '') return refused('findings-open')
  if (step === 'lock' && history.verifiedBy === given.accountId) return refused('same-person')
  if (step === 'release' || step === 'reopen') {
    if (history.proposedBy === null) return refused('not-proposed')
    if (history.proposedBy === given.accountId) return refused('same-person')
  }
  if (needsReason && step !== 'submit' && [...given.reason.trim()].length < (step === 'reopen' ? shortestReason : 1)) return refused('short-reason')
  return done(rule.to)
}

/** Working days after the month's end: submit by 3, verify by 6, lock at the end of 8, publish on 10. */
export const deadlines = { submit: 3, verify: 6, lock: 8, publish: 10 } as const
export const dueDay = (periodTo: CalendarDate, step: keyof typeof deadlines, calendar: WorkingCalendar): CalendarDate => addWorkingDays(periodTo, deadlines[step], calendar)

/** Names a set of records for ever, in whatever order they come. */
export const setDigest = (keys: readonly string[]): string =>
  createHash('sha256').update(`openpes-ids-1\n${[...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((key) => `${key}\n`).join('')}`).digest('hex')

export interface Difference {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

/** How today's records differ from the locked ones. */
export function differenceOf(locked: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Difference {
  let [added, removed, changed] = [0, 0, 0]
  for (const [key, amount] of now) {
    if (!locked.has(key)) added += 1
    else if (locked.get(key) !== amount) changed += 1
  }
  for (const key of locked.keys()) if (!now.has(key)) removed += 1
  return { added, removed, changed }
}
