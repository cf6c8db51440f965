/** Limits of chance around a rate for centres of any size (D. Spiegelhalter, Statistics in Medicine 2005, doi 10.1002/sim.1970). */
export interface FunnelLimits {
  readonly low998: number
  readonly low95: number
  readonly high95: number
  readonly high998: number
}

const logFactorials: number[] = [0]
function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i += 1) logFactorials.push((logFactorials[i - 1] ?? 0) + Math.log(i))
  return logFactorials[n] ?? 0
}

/** The share that the quantile `q` of a binomial has, interpolated between whole numbers. */
function quantileShare(p: number, n: number, q: number): number {
  if (p <= 0 || p >= 1) return p <= 0 ? 0 : 1
  let below = 0
  for (let r = 0; r <= n; r += 1) {
    const here = Math.exp(logFactorial(n) - logFactorial(r) - logFactorial(n - r) + r * Math.log(p) + (n - r) * Math.log1p(-p))
    below += here
    if (below >= q || r === n) return Math.min(1, Math.max(0, r - (here > 0 ? (below - q) / here : 0)) / n)
  }
  return 1
}

/** Exact binomial limits for `n` entries at the true rate `p`, widened by the root of `dispersion` when it is above 1. */
export function funnelLimits(p: number, n: number, dispersion = 1): FunnelLimits {
  const widen = Math.sqrt(Math.max(1, dispersion))
  const at = (q: number) => Math.min(1, Math.max(0, p + (quantileShare(p, n, q) - p) * widen))
  return { low998: at(0.001), low95: at(0.025), high95: at(0.975), high998: at(0.999) }
}

/** How much more the centres differ than chance explains: mean squared z after the ends are pulled in by a tenth. */
export function dispersionOf(z: readonly number[]): number {
  if (z.length === 0) return 1
  const sorted = [...z].sort((a, b) => a - b)
  const cut = Math.floor(sorted.length * 0.1)
  const [low = 0, high = 0] = [sorted[cut], sorted[sorted.length - 1 - cut]]
  return sorted.reduce((sum, value) => sum + Math.min(high, Math.max(low, value)) ** 2, 0) / sorted.length
}

/** Dispersion is applied only where it can be judged. */
export const usedDispersion = (z: readonly number[]): number => (z.length >= 10 ? Math.max(1, dispersionOf(z)) : 1)

export interface Entered {
  readonly k: number
  readonly n: number
}
export type Reading = 'above' | 'below' | 'within' | 'too-few'

/** Whether anything may be said of so few. */
export const isEnough = ({ n }: Entered, p: number): boolean => n >= 20 && n * p >= 5

/** On which side of which limit a centre lies in one period. */
function sideOf({ k, n }: Entered, p: number, dispersion: number): { side: -1 | 0 | 1; isFar: boolean } {
  const { low998, low95, high95, high998 } = funnelLimits(p, n, dispersion)
  const share = k / n
  if (share > high95) return { side: 1, isFar: share > high998 }
  return share < low95 ? { side: -1, isFar: share < low998 } : { side: 0, isFar: false }
}

/**
 * What may be said of a centre: outside 99.8 %, or outside 95 % on the same side in two periods running. `pooled` is the
 * last twelve months, for a period that is too small; if those are too few as well, nothing is said.
 */
export function readFunnel(now: Entered, before: Entered | null, pooled: Entered, p: number, dispersion = 1): Reading {
  const used = isEnough(now, p) ? now : pooled
  if (!isEnough(used, p)) return 'too-few'
  const { side, isFar } = sideOf(used, p, dispersion)
  if (side === 0) return 'within'
  const word = side > 0 ? 'above' : 'below'
  if (isFar) return word
  return used === now && before && isEnough(before, p) && sideOf(before, p, dispersion).side === side ? word : 'within'
}

/** z of each centre around the rate of all, for the dispersion. */
export const zScores = (centres: readonly Entered[], p: number): number[] =>
  p <= 0 || p >= 1 ? [] : centres.filter(({ n }) => n > 0).map(({ k, n }) => (k / n - p) / Math.sqrt((p * (1 - p)) / n))
