import { addDays, type CalendarDate, daysBetween, parseIsoDay } from '../../../kernel/calendar'

const first = parseIsoDay('1970-01-01')
/** A day as the number of days since 1970, as the score counts them. */
export function dayNumber(day: CalendarDate): number {
  if (!first) throw new Error('1970-01-01 is a day')
  return daysBetween(first, day)
}

export function dayOf(number: number): CalendarDate {
  if (!first) throw new Error('1970-01-01 is a day')
  return addDays(first, number)
}
