/** What makes the work of centres alike: people on the register, posts for a jobseeker, and whether it lies in a town. */
export interface PeerFacts {
  readonly code: string
  readonly values: readonly number[]
}
/** A group has at least this many members, or comparing with it says whose figure is whose. */
export const fewestPeers = 4

/** Each value as a distance from the mean in standard deviations; what is alike for all counts nothing. */
function standardised(facts: readonly PeerFacts[]): number[][] {
  const size = facts[0]?.values.length ?? 0
  const columns = Array.from({ length: size }, (_, at) => facts.map(({ values }) => values[at] ?? 0))
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length
    const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length)
    return column.map((value) => (sd === 0 ? 0 : (value - mean) / sd))
  })
  return facts.map((_, row) => scaled.map((column) => column[row] ?? 0))
}

const distance = (a: readonly number[], b: readonly number[]) => Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0))

/** Groups around the most central members (k-medoids), as many as keep at least `fewestPeers` in each. Same facts, same groups. */
export function proposeGroups(given: readonly PeerFacts[], wanted = Math.floor(given.length / fewestPeers)): string[][] {
  const facts = [...given].sort((a, b) => (a.code < b.code ? -1 : 1))
  for (let count = Math.min(wanted, Math.floor(facts.length / fewestPeers)); count > 1; count -= 1) {
    const groups = medoidGroups(standardised(facts), count)
    if (groups.every((group) => group.length >= fewestPeers)) return groups.map((group) => group.map((at) => facts[at]?.code ?? ''))
  }
  return facts.length === 0 ? [] : [facts.map(({ code }) => code)]
}

function medoidGroups(points: readonly (readonly number[])[], count: number): number[][] {
  const gap = points.map((a) => points.map((b) => distance(a, b)))
  const between = (a: number, b: number) => gap[a]?.[b] ?? 0
  const cost = (medoids: readonly number[]) => points.reduce((sum, _, at) => sum + Math.min(...medoids.map((medoid) => between(at, medoid))), 0)
  const all = points.map((_, at) => at)
  let medoids: number[] = []
  while (medoids.length < count) {
    const next = all.filter((at) => !medoids.includes(at)).reduce<{ at: number; cost: number } | null>((best, at) => (best === null || cost([...medoids, at]) < best.cost ? { at, cost: cost([...medoids, at]) } : best), null)
    if (!next) break
    medoids = [...medoids, next.at]
  }
  for (let better = true; better; ) {
    better = false
    for (const [place] of medoids.entries()) {
      for (const at of all) {
        const changed = medoids.with(place, at)
        if (!medoids.includes(at) && cost(changed) < cost(medoids) - 1e-9) [medoids, better] = [changed, true]
      }
    }
  }
  return medoids.map((medoid) => all.filter((at) => medoids.every((other) => between(at, medoid) < between(at, other) || other === medoid || (between(at, medoid) === between(at, other) && medoid < other))))
}

export interface PeerBand {
  readonly count: number
  readonly low: number
  readonly middle: number
  readonly high: number
}
/** The middle half of the other members and their median; null where the group is too small. */
export function peerBand(others: readonly number[]): PeerBand | null {
  if (others.length < fewestPeers - 1) return null
  const sorted = [...others].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const [a, b] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return a + (b - a) * (place - Math.floor(place))
  }
  return { count: sorted.length, low: at(0.25), middle: at(0.5), high: at(0.75) }
}
