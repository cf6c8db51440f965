import type { FilterFacts } from '../search-index/columns'
import type { QueryPart } from '../search-index/gate'
import type { Kept } from '../search-index/kept'
import type { IndexQuery } from '../search-index/search-index'
import { fits } from './fits'

/** What a query reads of a vacancy: what it is found by, its words for beginnings, and the facts of the filters. */
export interface Standing extends FilterFacts {
  tokens: readonly string[]
  words: { weights: ReadonlyMap<string, number> }
}
type Query = Pick<IndexQuery, 'parts' | 'need'>

/** One query with the searches that ask it, by their filters. */
interface Asked extends Query {
  leads: readonly string[]
  byFilter: Map<string, Set<string>>
}
/** Every vacancy has it: the lead of queries without words. */
const always = ''
/** A beginning is stored with this letter, which no token begins with. */
const beginning = (start: string) => `b${start}`
const shortestBeginning = 3

/**
 * Searches that wait for a vacancy. Each query stands under few leads, one of which every vacancy has that it finds; only
 * queries under a lead of the vacancy are then tried. Equal words are tried once, and so are equal filters.
 */
export class StandingSearches {
  #queries = new Map<string, Asked>()
  #led = new Map<string, Set<Asked>>()
  #filters = new Map<string, Kept>()
  #placeOf = new Map<string, { words: string; filter: string }>()

  get size(): number {
    return this.#placeOf.size
  }

  /** The different words of all searches. */
  words(): string[] {
    return [...this.#queries.keys()]
  }

  /** Adds a search, or puts it in the place of the one with the same id. `read` is called for words that no other search has. */
  put(id: string, words: string, kept: Kept, read: (words: string) => Query): void {
    const filter = JSON.stringify(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)))
    const place = this.#placeOf.get(id)
    if (place?.words === words && place.filter === filter) return
    this.remove(id)
    this.#filters.set(filter, kept)
    const asked = this.#queries.get(words) ?? this.#add(words, read(words))
    const ids = asked.byFilter.get(filter)
    if (ids) ids.add(id)
    else asked.byFilter.set(filter, new Set([id]))
    this.#placeOf.set(id, { words, filter })
  }

  remove(id: string): void {
    const place = this.#placeOf.get(id)
    const asked = place && this.#queries.get(place.words)
    if (!asked) return
    this.#placeOf.delete(id)
    const ids = asked.byFilter.get(place.filter)
    ids?.delete(id)
    if (ids?.size === 0) asked.byFilter.delete(place.filter)
    if (asked.byFilter.size > 0) return
    this.#queries.delete(place.words)
    this.#unlead(asked)
  }

  /** What words mean from now on: a mistyped word means what the adverts hold. */
  mean(words: string, { parts, need }: Query): void {
    const asked = this.#queries.get(words)
    if (!asked || JSON.stringify([asked.parts, asked.need]) === JSON.stringify([parts, need])) return
    this.#unlead(asked)
    Object.assign(asked, { parts, need, leads: this.#leadsOf({ parts, need }) })
    this.#lead(asked)
  }

  /** The searches that find this vacancy. */
  finding(vacancy: Standing): string[] {
    const [tokens, starts] = [new Set(vacancy.tokens), startsOf(vacancy.words.weights.keys())]
    const kept = new Map<string, boolean>()
    const isKept = (filter: string) => {
      const known = kept.get(filter) ?? fits(vacancy, this.#filters.get(filter) ?? {})
      kept.set(filter, known)
      return known
    }
    const found: string[] = []
    for (const asked of this.#ledBy(tokens, starts)) {
      if (!isAnswered(asked, tokens, starts)) continue
      for (const [filter, ids] of asked.byFilter) if (isKept(filter)) for (const id of ids) found.push(id)
    }
    return found
  }

  #ledBy(tokens: ReadonlySet<string>, starts: ReadonlySet<string>): Set<Asked> {
    const led = new Set<Asked>()
    const add = (lead: string) => this.#led.get(lead)?.forEach((asked) => led.add(asked))
    add(always)
    for (const token of tokens) add(token)
    for (const start of starts) add(beginning(start))
    return led
  }

  #add(words: string, { parts, need }: Query): Asked {
    const asked: Asked = { parts, need, leads: this.#leadsOf({ parts, need }), byFilter: new Map() }
    this.#queries.set(words, asked)
    this.#lead(asked)
    return asked
  }

  #lead(asked: Asked): void {
    for (const lead of asked.leads) {
      const held = this.#led.get(lead)
      if (held) held.add(asked)
      else this.#led.set(lead, new Set([asked]))
    }
  }

  #unlead(asked: Asked): void {
    for (const lead of asked.leads) this.#led.get(lead)?.delete(asked)
  }

  /** Leads of as many parts as a vacancy cannot lack all at once: of one that must be there, else of the free ones with the fewest queries. */
  #leadsOf({ parts, need }: Query): string[] {
    if (parts.length === 0) return [always]
    const read = parts.map((part) => this.#leadsOfPart(part)).sort((a, b) => a.queries - b.queries)
    const must = read.find(({ part }) => part.must)
    const free = read.filter(({ part }) => !part.must)
    const chosen = must ? [must] : free.slice(0, free.length - Math.max(1, need) + 1)
    return [...new Set(chosen.flatMap(({ leads }) => leads))]
  }

  /** One token of each alternative, the one with the fewest queries, and the beginning. */
  #leadsOfPart(part: QueryPart): { part: QueryPart; leads: string[]; queries: number } {
    const led = (lead: string) => this.#led.get(lead)?.size ?? 0
    const leads = part.any.flatMap((tokens) => (tokens.length === 0 ? [] : [tokens.reduce((best, token) => (led(token) < led(best) ? token : best))]))
    if (part.begins !== undefined) leads.push(beginning(part.begins))
    return { part, leads, queries: leads.reduce((sum, lead) => sum + led(lead), 0) }
  }
}

/** Whether a vacancy has the parts of a query: every one that must be there, and enough of the others. */
export function isAnswered({ parts, need }: Query, tokens: ReadonlySet<string>, starts: ReadonlySet<string>): boolean {
  let [free, had] = [0, 0]
  for (const { any, begins, must } of parts) {
    const has = any.some((all) => all.length > 0 && all.every((token) => tokens.has(token))) || (begins !== undefined && starts.has(begins))
    if (must && !has) return false
    if (must) continue
    free += 1
    if (has) had += 1
  }
  return free === 0 || had >= Math.max(1, need)
}

/** All beginnings of three Latin letters or more with which the words begin. */
export function startsOf(words: Iterable<string>): Set<string> {
  const starts = new Set<string>()
  for (const word of words) {
    const latin = /^[a-z]{3,}/.exec(word)?.[0] ?? ''
    for (let length = shortestBeginning; length <= latin.length; length += 1) starts.add(latin.slice(0, length))
  }
  return starts
}
