import { addWorkingDays, type CalendarDate, type WorkingCalendar } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { AppointmentState, AppointmentStep } from '../model'

const moves: Record<AppointmentStep, { from: readonly AppointmentState[]; to: AppointmentState }> = {
  'check-in': { from: ['booked'], to: 'arrived' },
  finish: { from: ['arrived', 'needs-result'], to: 'done' },
  'no-show': { from: ['needs-result'], to: 'no-show' },
  excuse: { from: ['needs-result'], to: 'excused' },
  'cancel-for-customer': { from: ['booked'], to: 'cancelled-by-customer' },
  'cancel-by-centre': { from: ['booked'], to: 'cancelled-by-centre' },
}

/** What may happen to an appointment. Nobody checks in before the day, and a missed one is decided only after its day. */
export function takeStep(state: AppointmentState, step: AppointmentStep, day: CalendarDate, today: CalendarDate): Outcome<AppointmentState, 'not-in-this-state' | 'not-today'> {
  const { from, to } = moves[step]
  if (!from.includes(state)) return refused('not-in-this-state')
  if (step === 'check-in' && day !== today) return refused('not-today')
  return done(to)
}

export const stepsFor = (state: AppointmentState, day: CalendarDate, today: CalendarDate): AppointmentStep[] =>
  (Object.keys(moves) as AppointmentStep[]).filter((step) => takeStep(state, step, day, today).ok)

export const isCancelled = (state: AppointmentState): boolean => state === 'cancelled-by-customer' || state === 'cancelled-by-centre'

/** A missed appointment is decided within two working days after its day. */
export const resultDue = (day: CalendarDate, calendar: WorkingCalendar): CalendarDate => addWorkingDays(day, 2, calendar)

/** No-shows of all who came or did not; undefined when there is none of both. */
export const noShowRate = (noShow: number, finished: number): number | undefined => (noShow + finished === 0 ? undefined : noShow / (noShow + finished))

/** So many missed appointments put "call and ask why" on the desk; nothing is withdrawn from the person. */
export const noShowsBeforeCall = 2

/** Times of `count` slots one after the other, `HH:MM`; those after midnight are left out. */
export function slotTimes(starts: string, minutes: number, count: number): string[] {
  const [hour = 0, minute = 0] = starts.split(':').map(Number)
  return Array.from({ length: count }, (_, i) => hour * 60 + minute + i * minutes)
    .filter((at) => at + minutes <= 24 * 60)
    .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
}
