import type { Actor, Role } from '../../kernel/actor'
import { addWorkingDays, type CalendarDate, lastOfMonth, type WorkingCalendar } from '../../kernel/calendar'
import { type Period, parsePeriod, periodOf, previousPeriod } from '../../kernel/period'

/**
 * How far a reader's figures reach. `own`: the reader's centre, exact, because the records are its own, and the agency's
 * total beside it. `all`: every centre, exact. `released`: finished months of the whole agency, small cells hidden.
 */
export type Sight = { readonly level: 'own'; readonly centre: string } | { readonly level: 'all' } | { readonly level: 'released' }

export const readers: readonly Role[] = ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator']
/** Who may see the rows behind a number: day, centre, sex, age band, province; never a person. */
export const rowReaders: readonly Role[] = ['counsellor', 'chief', 'headquarters', 'statistician']
/** Who may go on from a row to its record; the record's own door still decides. */
export const recordReaders: readonly Role[] = ['counsellor', 'chief', 'headquarters']

export function sightOf(actor: Actor): Sight {
  if (actor.role === 'headquarters' || actor.role === 'statistician') return { level: 'all' }
  if ((actor.role === 'counsellor' || actor.role === 'chief') && actor.centreCode !== null) return { level: 'own', centre: actor.centreCode }
  return { level: 'released' }
}

export const seesRows = (actor: Actor): boolean => rowReaders.includes(actor.role) && sightOf(actor).level !== 'released'
export const seesRecords = (actor: Actor): boolean => recordReaders.includes(actor.role) && sightOf(actor).level !== 'released'

/** Working days after the end of a month until its figures are released. */
export const daysToRelease = 10
export const releaseDay = (month: Period, calendar: WorkingCalendar): CalendarDate => addWorkingDays(month.to, daysToRelease, calendar)

/** The newest month that a reader may see. */
export function newestMonth(sight: Sight, today: CalendarDate, calendar: WorkingCalendar): Period {
  let month = periodOf('month', today)
  if (sight.level !== 'released') return month
  while (releaseDay(month, calendar) > today) month = previousPeriod(month)
  return month
}

/** The month of an address when the reader may see it. */
export function readableMonth(key: string | undefined, newest: Period): Period | undefined {
  if (key === undefined) return newest
  const month = parsePeriod(key)
  return month?.kind === 'month' && month.to === lastOfMonth(month.from) && month.from <= newest.from ? month : undefined
}
