import { addDays, addMonths, type CalendarDate, firstOfMonth, lastOfMonth } from '../../../kernel/calendar'
import { type Period, periodOf } from '../../../kernel/period'

export const accumulations = ['period', 'year-to-date', 'rolling-12', 'as-at', 'cohort'] as const
export type Accumulation = (typeof accumulations)[number]

/** Which days enter an indicator when the newest data are those of `month`. A cohort takes the last three months whose time is over. */
export function windowOf(accumulation: Accumulation, month: Period, cohort: { withinDays: number; today: CalendarDate } | null): { from: CalendarDate; to: CalendarDate } {
  switch (accumulation) {
    case 'year-to-date':
      return { from: periodOf('year', month.from).from, to: month.to }
    case 'rolling-12':
      return { from: addMonths(month.from, -11), to: month.to }
    case 'cohort': {
      let to = month.to
      if (cohort) while (addDays(to, cohort.withinDays) >= cohort.today) to = lastOfMonth(addMonths(firstOfMonth(to), -1))
      return { from: addMonths(firstOfMonth(to), -2), to }
    }
    default:
      return { from: month.from, to: month.to }
  }
}
