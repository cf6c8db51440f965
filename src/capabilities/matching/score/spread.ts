import { floorDiv } from './whole'

export const capacityOf = (openPosts: number, maxOpen: number | null) => Math.max(1, Math.min(5 * openPosts, maxOpen ?? Number.MAX_SAFE_INTEGER))

/** FNV-1a with 32 bits over UTF-8. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** Ranks 1 to 10 as scored; from rank 11 pairs in the same band of 200 points change their order from day to day, so that demand spreads. */
export function shuffleTail<T extends { score: number; personCode: string; vacancyCode: string }>(list: readonly T[], day: string): T[] {
  const keyed = list.slice(10).map((one) => ({ one, band: floorDiv(one.score, 200), key: fnv1a(`${day}|${one.personCode}|${one.vacancyCode}`) }))
  return [...list.slice(0, 10), ...keyed.sort((a, b) => b.band - a.band || a.key - b.key).map(({ one }) => one)]
}

/** Weight of a rank in what a list exposes: round(10000 / log2(1 + rank)). */
export const exposureOf = (rank: number) => Math.round(10_000 / Math.log2(1 + rank))

/** Concentration from 0 (all equal) to nearly 1 (one has all). */
export function gini(values: readonly number[]): number {
  const rising = [...values].sort((a, b) => a - b)
  const total = rising.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  return rising.reduce((sum, value, at) => sum + (2 * (at + 1) - rising.length - 1) * value, 0) / (rising.length * total)
}

/** Share shown of those eligible, against the others; undefined for a group under 20 eligible people. */
export function reach(group: { shown: number; eligible: number }, others: { shown: number; eligible: number }): number | undefined {
  if (group.eligible < 20 || others.eligible < 20 || others.shown === 0) return undefined
  return (group.shown / group.eligible) / (others.shown / others.eligible)
}
