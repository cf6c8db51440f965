import { compare, exact, fraction, multiply, toDecimal } from '../../../kernel/exact'

export interface Wage {
  /** Decimal text. */
  amount: string | null
  period: string | null
  hoursPerWeek: number | null
  daysPerWeek: number | null
}

/** The wage of a month, for comparison only: 52 weeks in 12 months. Null for piece work and where the hours or days are not known. */
export function monthlyWage({ amount, period, hoursPerWeek, daysPerWeek }: Wage): string | null {
  if (amount === null) return null
  const weekly = (times: number | null) => (times === null ? null : toDecimal(multiply(multiply(exact(amount), exact(times)), fraction(52n, 12n)), 2))
  switch (period) {
    case 'month':
      return toDecimal(exact(amount), 2)
    case 'week':
      return weekly(1)
    case 'day':
      return weekly(daysPerWeek)
    case 'hour':
      return weekly(hoursPerWeek)
    default:
      return null
  }
}

/** Whether a wage is more than `times` the median. All decimal text. */
export function exceeds(wage: string, median: string, times: string): boolean {
  return compare(exact(wage), multiply(exact(median), exact(times))) > 0
}
