import { compare, divide, type Exact, exact, isZero, multiply, round, subtract, toDecimal, zero } from '../../../kernel/exact'

export const directions = ['up', 'down', 'band', 'none'] as const
export type Direction = (typeof directions)[number]
export type LightName = 'on-target' | 'close' | 'behind' | 'far-behind' | 'no-data' | 'not-due'
export type TargetStanding = 'not-due' | 'no-data' | 'not-computable' | 'met' | 'not-met'

/** Shares of the target from which a light is on target, close, behind; below is far behind. A default that may be changed. */
export const lightLimits: { readonly onTarget: Exact; readonly close: Exact; readonly behind: Exact } = { onTarget: exact(1), close: exact('0.9'), behind: exact('0.6') }

export interface Attained {
  /** Exact share of the target; null where a percentage would say nothing. */
  readonly share: Exact | null
  readonly isMet: boolean
}

/** An actual against a target. A nil return is data: zero. */
export function attain(direction: Direction, actual: Exact, target: Exact): Attained {
  if (direction === 'down') {
    if (isZero(actual)) return { share: null, isMet: true }
    return { share: divide(target, actual), isMet: compare(actual, target) <= 0 }
  }
  if (isZero(target)) return { share: null, isMet: compare(actual, zero) >= 0 }
  return { share: divide(actual, target), isMet: compare(actual, target) >= 0 }
}

/** Inside a band or not; no percentage. */
export const attainBand = (actual: Exact, { lo, hi }: { lo: Exact; hi: Exact }): Attained => ({ share: null, isMet: compare(actual, lo) >= 0 && compare(actual, hi) <= 0 })

/** The light. Boundaries compare fractions: nine tenths is close, three fifths is behind. */
export function lightOf({ share, isMet }: Attained, limits = lightLimits): LightName {
  if (share === null) return isMet ? 'on-target' : 'behind'
  if (compare(share, limits.onTarget) >= 0) return 'on-target'
  if (compare(share, limits.close) >= 0) return 'close'
  return compare(share, limits.behind) >= 0 ? 'behind' : 'far-behind'
}

/** The first that applies. */
export function standingOf(facts: { isDue: boolean; hasData: boolean; attained: Attained | null }): TargetStanding {
  if (!facts.isDue) return 'not-due'
  if (!facts.hasData) return 'no-data'
  if (!facts.attained) return 'not-computable'
  return facts.attained.isMet ? 'met' : 'not-met'
}

/** A share as percent with one decimal, with two where one would cross the boundary of a light. */
export function percentOf(share: Exact, limits = lightLimits): string {
  const percent = multiply(share, exact(100))
  const seen: Attained = { share: divide(round(percent, 1), exact(100)), isMet: true }
  return toDecimal(percent, lightOf(seen, limits) === lightOf({ share, isMet: true }, limits) ? 1 : 2)
}

/** How far from the baseline to the target; null when both are equal. Only for stocks, rates and closed periods. */
export function distanceTravelled(baseline: Exact, target: Exact, actual: Exact): Exact | null {
  const way = subtract(target, baseline)
  return isZero(way) ? null : divide(subtract(actual, baseline), way)
}
