import type { Entered } from './funnel'
import { differs, type Expected } from './standardise'

interface Standing {
  readonly code: string
  readonly entered: Entered
  readonly expected: Expected | null
}
/** Two centres of which the first counts the higher share and does less than is expected of the people who came to it. */
export interface Turned {
  readonly higher: { readonly code: string; readonly share: number; readonly ratio: number }
  readonly lower: { readonly code: string; readonly share: number; readonly ratio: number }
  /** Neither differs from what chance explains. */
  readonly isChance: boolean
}

/** The pairs whose order turns when the people who came are taken into account, those with the widest gap of shares first. */
export function turnedPairs(centres: readonly Standing[], most: number): Turned[] {
  const known = centres.flatMap(({ code, entered: { k, n }, expected }) => (n === 0 || expected === null || expected.ratio === null ? [] : [{ code, share: k / n, ratio: expected.ratio, isChance: differs(expected) === 'no' }]))
  const pairs = known.flatMap((higher) => known.filter((lower) => higher.share > lower.share && higher.ratio < lower.ratio).map((lower): Turned => ({ higher, lower, isChance: higher.isChance && lower.isChance })))
  return pairs.sort((x, y) => y.higher.share - y.lower.share - (x.higher.share - x.lower.share)).slice(0, most)
}
