import type { CalendarDate, Weekday, WorkingCalendar } from '../../../kernel/calendar'

/** The time of an instant on a country's clock, `HH:MM`. */
export const timeIn = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)

/** The instant at which a country's clock shows this day and time (`HH:MM`). */
export function instantOf(day: CalendarDate, time: string, timeZone: string): Date {
  const asUtc = new Date(`${day}T${time}:00Z`)
  return new Date(asUtc.getTime() - offsetOf(asUtc, timeZone))
}

/** Milliseconds by which the country's clock is ahead of UTC. */
function offsetOf(instant: Date, timeZone: string): number {
  const parts = new Map(
    new Intl.DateTimeFormat('en', {
      calendar: 'iso8601', numberingSystem: 'latn', timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: string) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - Math.floor(instant.getTime() / 60_000) * 60_000
}

/** The working week and the holidays of a country, as the kernel counts with them. */
export const workingCalendar = ({ workDays, holidays }: { workDays: readonly number[]; holidays: ReadonlySet<string> }): WorkingCalendar => ({
  workDays: workDays as readonly Weekday[],
  holidays,
})
