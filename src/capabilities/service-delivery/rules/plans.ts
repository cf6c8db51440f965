import { addDays, daysBetween, type CalendarDate } from '../../../kernel/calendar'
import { fraction, toDecimal } from '../../../kernel/exact'
import type { Band } from './profiling'

/** A plan is looked at again after so many days; without contact for twice that it lapses. */
export const reviewDays: Readonly<Record<Band, number>> = { A: 90, B: 30, C: 14 }
export const nextReview = (band: Band, on: CalendarDate): CalendarDate => addDays(on, reviewDays[band])
export const lapsesAfter = (band: Band, lastContact: CalendarDate): CalendarDate => addDays(lastContact, 2 * reviewDays[band])

export const mostActions = 5
/** People of band B and C agree on a plan within so many days of their acceptance. */
export const daysToAgree = 15

/** Plan coverage in percent with one decimal: of the people of band B or C accepted at least 15 days before, those with a plan agreed in time. */
export const coverage = (people: readonly { band: Band; acceptedOn: CalendarDate; agreedOn: CalendarDate | null }[], cutOff: CalendarDate): string | undefined => {
  const due = people.filter(({ band, acceptedOn }) => band !== 'A' && daysBetween(acceptedOn, cutOff) >= daysToAgree)
  const inTime = due.filter(({ acceptedOn, agreedOn }) => agreedOn !== null && daysBetween(acceptedOn, agreedOn) <= daysToAgree)
  return oneDecimal(inTime.length * 100, due.length)
}

/** Minutes a month that a counsellor's people need: 10 for A, 30 for B, 60 for C. */
export const loadMinutes = ({ A, B, C }: Readonly<Record<Band, number>>): number => 10 * A + 30 * B + 60 * C
export const loadHours = (people: Readonly<Record<Band, number>>): string | undefined => oneDecimal(loadMinutes(people), 60)

const oneDecimal = (part: number, whole: number): string | undefined => (whole === 0 ? undefined : toDecimal(fraction(BigInt(part), BigInt(whole)), 1))
