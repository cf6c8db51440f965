import { floorDiv } from './whole'

export interface Offer {
  readonly person: string
  readonly vacancy: string
  readonly score: number
  /** Tie key of the vacancy, then of the person. */
  readonly tie?: number
}

const byOffer = (a: Offer, b: Offer) =>
  b.score - a.score || (a.tie ?? 0) - (b.tie ?? 0) || (a.vacancy < b.vacancy ? -1 : a.vacancy > b.vacancy ? 1 : 0) || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0)

/**
 * Takes pairs by falling score while the person has fewer than `most` suggestions and the vacancy has capacity. As both sides use one
 * score this is the stable assignment.
 */
export function assign(offers: readonly Offer[], capacityOf: (vacancy: string) => number, most = 5): Offer[] {
  const [given, taken] = [new Map<string, number>(), new Map<string, number>()]
  return [...offers].sort(byOffer).filter(({ person, vacancy }) => {
    const [has, holds] = [given.get(person) ?? 0, taken.get(vacancy) ?? 0]
    if (has >= most || holds >= capacityOf(vacancy)) return false
    given.set(person, has + 1)
    taken.set(vacancy, holds + 1)
    return true
  })
}

/** Each vacancy that nobody was given is offered to its best person with the fewest suggestions, as an extra line. */
export function cover(assigned: readonly Offer[], offers: readonly Offer[]): Offer[] {
  const given = new Map<string, number>()
  for (const { person } of assigned) given.set(person, (given.get(person) ?? 0) + 1)
  const reached = new Set(assigned.map(({ vacancy }) => vacancy))
  const left = new Map<string, Offer[]>()
  for (const offer of offers) if (!reached.has(offer.vacancy)) left.set(offer.vacancy, [...(left.get(offer.vacancy) ?? []), offer])
  return [...left.keys()].sort().flatMap((vacancy) => {
    const [best] = (left.get(vacancy) ?? []).sort((a, b) => (given.get(a.person) ?? 0) - (given.get(b.person) ?? 0) || byOffer(a, b))
    if (!best) return []
    given.set(best.person, (given.get(best.person) ?? 0) + 1)
    return [best]
  })
}

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
