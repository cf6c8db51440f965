/** The sum divided by the count; null for an empty list. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return values.reduce((total, value) => total + value, 0) / values.length
}

/** The middle value, or the mean of the two middle ones; null for an empty list. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5)
}

/**
 * The value below which a share `p` (0 to 1) of the list lies, linear between neighbours: the same as
 * `percentile_cont` in SQL. Null for an empty list.
 */
export function quantile(values: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError('a quantile lies between 0 and 1')
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * p
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (position - Math.floor(position))
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson score interval of a share, `successes` out of `n`; `z` 1.96 covers 95 %. Null when n is 0.
 * Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
 */
export function wilsonInterval(successes: number, n: number, z = 1.959963984540054): Interval | null {
  if (n === 0) return null
  if (!(n > 0 && successes >= 0 && successes <= n)) throw new RangeError('successes must lie between 0 and n')
  const share = successes / n
  const centre = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const divisor = 1 + (z * z) / n
  const low = successes === 0 ? 0 : Math.max(0, (centre - spread) / divisor)
  const high = successes === n ? 1 : Math.min(1, (centre + spread) / divisor)
  return { low, high }
}
