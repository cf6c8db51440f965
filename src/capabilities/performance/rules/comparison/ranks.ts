import type { Entered } from './funnel'

/** A generator of numbers in [0, 1) that gives the same row for the same text. */
export function seeded(text: string): () => number {
  let state = 2166136261
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A draw of the gamma distribution of shape `a` (Marsaglia and Tsang 2000). */
function gamma(a: number, random: () => number): number {
  if (a < 1) return gamma(a + 1, random) * Math.max(1e-300, random()) ** (1 / a)
  const d = a - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

export interface RankInterval {
  readonly from: number
  readonly to: number
  readonly of: number
}

/** Between which places each centre lies, as 95 of 100 draws say: "place 3 to 11 of 14". Seeded, so that a page always says the same. */
export function rankIntervals(centres: readonly Entered[], seed: string, draws = 1000): RankInterval[] {
  const [k, n] = [centres.reduce((sum, one) => sum + one.k, 0), centres.reduce((sum, one) => sum + one.n, 0)]
  const p = n === 0 ? 0.5 : Math.min(0.999, Math.max(0.001, k / n))
  const random = seeded(seed)
  const places = centres.map((): number[] => [])
  for (let draw = 0; draw < draws; draw += 1) {
    const rates = centres.map((centre) => {
      const [a, b] = [gamma(centre.k + 10 * p, random), gamma(centre.n - centre.k + 10 * (1 - p), random)]
      return a / (a + b)
    })
    const order = rates.map((_, i) => i).sort((a, b) => (rates[b] ?? 0) - (rates[a] ?? 0))
    order.forEach((centre, place) => places[centre]?.push(place + 1))
  }
  return places.map((found) => {
    const sorted = found.sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
    return { from: at(0.025), to: at(0.975), of: centres.length }
  })
}
