// One new vacancy against many saved searches: ours by leads, and a plain loop over the same read queries, taking turns.
import { fits } from '../../src/capabilities/vacancies/alerts/fits'
import { isAnswered, type Standing, StandingSearches, startsOf } from '../../src/capabilities/vacancies/alerts/standing-searches'
import type { Kept } from '../../src/capabilities/vacancies/search-index/kept'
import { type ReadQuery, readQuery } from '../../src/capabilities/vacancies/search-index/read-query'
import type { Country } from '../../src/platform/country/index'
import { indexTokens, rankingWords } from '../../src/platform/text/tokens'
import { adverts, typedQuery } from './adverts'

const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const shown = (values: readonly number[]) => [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(2)).join(' / ')

const someFilters = (): Kept => {
  const filters: Kept[] = [{}, {}, { province: String(pick(25)) }, { group: String(1 + pick(9)) }, { province: String(pick(25)), group: String(1 + pick(9)) }, { contract: 'open-ended' }]
  return filters[pick(filters.length)] ?? {}
}

let seed = 23
/** Its own row of numbers below `most`: that of the adverts comes back to its beginning too soon for so many searches. */
function pick(most: number): number {
  seed = (seed + 0x6d2b79f5) | 0
  const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
  return ((mixed ^ (mixed >>> 13)) >>> 0) % most
}
const languages = ['English', 'Khmer'] as const
const pools = languages.map((language) => [...new Set(Array.from({ length: 2000 }, () => typedQuery(language)))])
/** Nothing, or one to three of what people type in one language: most searches differ from all others. */
function someWords(): string {
  const pool = pools[pick(languages.length)] ?? []
  return pick(20) === 0 ? '' : Array.from({ length: 1 + pick(3) }, () => pool[pick(pool.length)] ?? '').join(' ')
}

export function compareStanding(country: Country, count = 100_000, vacancies = 100): void {
  const read = new Map<string, ReadQuery>()
  const queryOf = (words: string) => {
    const known = read.get(words) ?? readQuery(words, country)
    read.set(words, known)
    return known
  }
  const searches = Array.from({ length: count }, (_, at) => ({ id: String(at), words: someWords(), kept: someFilters() }))
  const began = performance.now()
  const standing = new StandingSearches()
  for (const { id, words, kept } of searches) standing.put(id, words, kept, queryOf)
  const built = performance.now() - began
  const plain = searches.map(({ id, words, kept }) => ({ id, kept, query: queryOf(words) }))
  const times: Record<'ours' | 'loop', number[]> = { ours: [], loop: [] }
  let [found, mismatches] = [0, 0]
  for (const { title, body } of adverts(vacancies)) {
    const text = `${title}\n${body}`
    const vacancy: Standing = {
      tokens: indexTokens(text), words: { weights: new Map(rankingWords(text).map((word) => [word, 1])) }, provinceCode: String(pick(25)), districtCode: null, isco: String(1000 + pick(8000)),
      contract: 'open-ended', educationMin: null, accessible: null, wageMonth: null, wageCurrency: null, publishedOn: '2026-11-27',
    }
    let from = performance.now()
    const ours = standing.finding(vacancy)
    times.ours.push(performance.now() - from)
    from = performance.now()
    const [tokens, starts] = [new Set(vacancy.tokens), startsOf(vacancy.words.weights.keys())]
    const loop = plain.filter(({ query, kept }) => isAnswered(query, tokens, starts) && fits(vacancy, kept)).map(({ id }) => id)
    times.loop.push(performance.now() - from)
    found += ours.length
    const both = new Set(loop)
    if (ours.length !== loop.length || ours.some((id) => !both.has(id))) mismatches += 1
  }
  console.log(`\nOne new vacancy against ${count} saved searches (${read.size} different), ms p50 / p95 / p99 of ${vacancies}; read and filled in ${(built / 1000).toFixed(1)} s`)
  console.log(`  OpenPES: ${shown(times.ours)}; ${(found / vacancies).toFixed(0)} searches found on average`)
  console.log(`  plain loop: ${shown(times.loop)}; × ${[0.5, 0.99].map((share) => (quantile(times.loop, share) / quantile(times.ours, share)).toFixed(0)).join(' and × ')} of ours at p50 and p99; ${mismatches} mismatches`)
}
