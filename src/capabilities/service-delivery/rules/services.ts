import { daysBetween, type CalendarDate } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'

/** Services that write themselves from the record behind them; nobody enters them by hand. */
export const automaticCodes: ReadonlySet<string> = new Set(['REG', 'REF', 'EVA', 'EIN', 'FUP'])

/** So many days back every counsellor may write down a service; later it is the chief. */
export const daysBack = 14

/** How many days late a service is written down on `today`. */
export function lateness(day: CalendarDate, today: CalendarDate, isChief: boolean): Outcome<number, 'day-in-future' | 'day-needs-chief'> {
  const late = daysBetween(day, today)
  if (late < 0) return refused('day-in-future')
  if (late > daysBack && !isChief) return refused('day-needs-chief')
  return done(late)
}

/** The next step lies on or after the day of the service. */
export const isNextStepSound = (day: CalendarDate, nextStep: string | null, due: CalendarDate | null): boolean => (due === null || due >= day) && (due === null) === (nextStep === null)

/** Numbers of a group session: each person once, unnamed people as counts. */
export interface Attendance {
  named: readonly { sex: string }[]
  unnamedF: number
  unnamedM: number
  unnamedNs: number
}

export function countAttendance({ named, unnamedF, unnamedM, unnamedNs }: Attendance) {
  const women = named.filter(({ sex }) => sex === 'F').length
  return { instances: named.length + unnamedF + unnamedM + unnamedNs, female: women + unnamedF, distinct: named.length }
}
