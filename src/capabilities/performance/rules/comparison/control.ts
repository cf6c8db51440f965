export interface ControlLimits {
  readonly mean: number
  readonly low: number
  readonly high: number
}
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Own history of a small count (under 50 a month): the mean and 2.66 mean moving ranges. Null under two months. */
export function individuals(values: readonly number[]): (ControlLimits & { movingRange: number }) | null {
  if (values.length < 2) return null
  const mean = average(values)
  const movingRange = average(values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0))))
  return { mean, movingRange, low: Math.max(0, mean - 2.66 * movingRange), high: mean + 2.66 * movingRange }
}

/** Own history of a share: three standard deviations with the month's own n. */
export function proportions(months: readonly { k: number; n: number }[]): ControlLimits[] {
  const [k, n] = [months.reduce((sum, month) => sum + month.k, 0), months.reduce((sum, month) => sum + month.n, 0)]
  const mean = n === 0 ? 0 : k / n
  return months.map((month) => {
    const sd = month.n === 0 ? 1 : Math.sqrt((mean * (1 - mean)) / month.n)
    return { mean, low: Math.max(0, mean - 3 * sd), high: Math.min(1, mean + 3 * sd) }
  })
}

/** Own history of a large count, per open day. */
export function perOpenDay(months: readonly { count: number; days: number }[]): ControlLimits[] {
  const days = months.reduce((sum, month) => sum + month.days, 0)
  const mean = days === 0 ? 0 : months.reduce((sum, month) => sum + month.count, 0) / days
  return months.map((month) => {
    const sd = month.days === 0 ? 0 : Math.sqrt(mean / month.days)
    return { mean, low: Math.max(0, mean - 3 * sd), high: mean + 3 * sd }
  })
}

export type Signal = 'above-limit' | 'below-limit' | 'eight-above' | 'eight-below'

/** Whether the newest month says something: outside its limits, or the eighth in a row on one side of the mean. */
export function signalOf(values: readonly number[], limits: readonly ControlLimits[]): Signal | null {
  const [last, limit] = [values.at(-1), limits.at(-1)]
  if (last === undefined || !limit) return null
  if (last > limit.high) return 'above-limit'
  if (last < limit.low) return 'below-limit'
  const sides = values.slice(-8).map((value, i) => Math.sign(value - (limits[limits.length - Math.min(8, values.length) + i]?.mean ?? 0)))
  if (sides.length < 8) return null
  return sides.every((side) => side > 0) ? 'eight-above' : sides.every((side) => side < 0) ? 'eight-below' : null
}
