import type { Kept } from './kept'
import { placeOf, Postings } from './postings'
import type { RankWords } from './read-rank-words'

/** What the index knows of a public vacancy. */
export interface IndexedVacancy {
  id: string
  /** Changes with every change of the record. */
  stamp: string
  tokens: readonly string[]
  words: RankWords
  /** Search keys of the titles, for the exact phrase. */
  titleKeys: readonly string[]
  provinceCode: string | null
  districtCode: string | null
  isco: string | null
  contract: string
  educationMin: string | null
  accessible: boolean | null
  /** Monthly wage at most, or at least where no most is stated; null when none is shown or comparable. */
  wageMonth: number | null
  wageCurrency: string | null
  publishedOn: string
}
/** A query as the gate reads it, and the words that only order what it let in. */
export interface IndexQuery {
  parts: readonly { any: readonly (readonly string[])[]; begins?: string | undefined; must?: boolean | undefined }[]
  need: number
  words: readonly { word: string; weight: number }[]
  /** Key of all that was typed. */
  phrase: string
}
export interface IndexAnswer {
  total: number
  ids: string[]
  facets: Record<'province' | 'group' | 'contract', Record<string, number>>
}

/** BM25 with k1 1.2 and b 0.75. `tf`: sum of field weight times occurrences. */
export function bm25({ all, holders, tf, length, average }: { all: number; holders: number; tf: number; length: number; average: number }): number {
  return idf(all, holders) * saturation(tf, length / average)
}
const idf = (all: number, holders: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
const saturation = (tf: number, relativeLength: number) => (tf * 2.2) / (tf + 1.2 * (0.25 + 0.75 * relativeLength))
const phraseInTitle = 10

/** What is kept of a vacancy; its tokens and words live in the postings. */
type Held = Omit<IndexedVacancy, 'tokens' | 'words'> & { length: number }

/** An index in memory over public vacancies: the same ones are found as by SQL; BM25 orders them. */
export class SearchIndex {
  #vacancies: (Held | undefined)[] = []
  #lengths: number[] = []
  #slotOf = new Map<string, number>()
  #tokens = new Postings()
  #words = new Postings()
  #vocabulary: string[] | undefined
  #length = 0

  #counts = { tally: new Uint8Array(0), musts: new Uint8Array(0) }
  #scoresKept = new Float32Array(0)

  /** A counter for every slot, kept between searches so that a search asks for no memory. */
  #cleared(name: 'tally' | 'musts', total: number): Uint8Array {
    if (this.#counts[name].length < total) this.#counts[name] = new Uint8Array(total * 2)
    return this.#counts[name].fill(0, 0, total)
  }

  get size(): number {
    return this.#slotOf.size
  }

  stampOf(id: string): string | undefined {
    const slot = this.#slotOf.get(id)
    return slot === undefined ? undefined : this.#vacancies[slot]?.stamp
  }

  ids(): IterableIterator<string> {
    return this.#slotOf.keys()
  }

  /** Adds a vacancy, or puts it in the place of the one with the same id. */
  put({ tokens, words, ...rest }: IndexedVacancy): void {
    this.remove(rest.id)
    const slot = this.#vacancies.length
    this.#vacancies.push({ ...rest, length: words.length })
    this.#lengths.push(words.length)
    this.#slotOf.set(rest.id, slot)
    for (const token of tokens) this.#tokens.add(token, slot)
    for (const [word, weight] of words.weights) {
      if (!this.#words.has(word)) this.#vocabulary = undefined
      this.#words.add(word, slot, weight)
    }
    this.#length += words.length
  }

  remove(id: string): void {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return
    this.#length -= this.#vacancies[slot]?.length ?? 0
    this.#vacancies[slot] = undefined
    this.#slotOf.delete(id)
  }

  /** Half of the slots or more are empty: building anew saves memory. */
  get isWorn(): boolean {
    return this.#vacancies.length > 1000 && this.#slotOf.size * 2 < this.#vacancies.length
  }

  search(query: IndexQuery, kept: Kept, page: { size: number; skip: number }): IndexAnswer {
    const found = this.#found(query).filter((slot) => isKept(this.#vacancies[slot], kept))
    const facets: IndexAnswer['facets'] = { province: {}, group: {}, contract: {} }
    const count = (facet: Record<string, number>, code: string) => (facet[code] = (facet[code] ?? 0) + 1)
    for (const slot of found) {
      const vacancy = this.#vacancies[slot]
      if (!vacancy) continue
      count(facets.province, vacancy.provinceCode ?? '')
      count(facets.group, vacancy.isco?.slice(0, 1) ?? '')
      count(facets.contract, vacancy.contract)
    }
    return { total: found.length, ids: this.#best(found, query, page), facets }
  }

  /** Slots that the gate lets in. */
  #found({ parts, need }: IndexQuery): number[] {
    const total = this.#vacancies.length
    const isThere = (slot: number) => this.#vacancies[slot] !== undefined
    if (parts.length === 0) return [...this.#slotOf.values()]
    // As in SQL: where a part may be lacking, at least one of such parts is there.
    const least = parts.some(({ must }) => !must) ? Math.max(1, need) : 0
    const [only] = parts
    if (only && parts.length === 1 && (only.must || need <= 1)) return [...this.#ofPart(only)].filter(isThere)
    const tally = this.#cleared('tally', total)
    let must = 0
    const musts = this.#cleared('musts', total)
    const touched: number[] = []
    for (const part of parts) {
      if (part.must) must += 1
      for (const slot of this.#ofPart(part)) {
        if (tally[slot] === 0 && musts[slot] === 0) touched.push(slot)
        if (part.must) musts[slot] = (musts[slot] ?? 0) + 1
        else tally[slot] = (tally[slot] ?? 0) + 1
      }
    }
    return touched.filter((slot) => musts[slot] === must && (tally[slot] ?? 0) >= least && isThere(slot))
  }

  #ofPart({ any, begins }: IndexQuery['parts'][number]): Iterable<number> {
    const [only] = any
    if (any.length === 1 && only && begins === undefined) return this.#tokens.all(only)
    const slots = new Set<number>()
    for (const tokens of any) for (const slot of this.#tokens.all(tokens)) slots.add(slot)
    if (begins !== undefined) for (const word of this.#beginningWith(begins)) for (const slot of this.#words.of(word)) slots.add(slot)
    return slots
  }

  #beginningWith(begins: string): string[] {
    const words = (this.#vocabulary ??= this.#words.keys().sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    let low = 0
    for (let high = words.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((words[middle] ?? '') < begins) low = middle + 1
      else high = middle
    }
    const found: string[] = []
    for (let at = low; words[at]?.startsWith(begins); at += 1) found.push(words[at] ?? '')
    return found
  }

  /** The page of the best: score, then newest, then id. */
  #best(found: readonly number[], query: IndexQuery, { size, skip }: { size: number; skip: number }): string[] {
    const scores = this.#scores(found, query)
    const order = (a: number, b: number) => {
      const [one, other] = [this.#vacancies[a], this.#vacancies[b]]
      if (!one || !other) return 0
      return (scores[b] ?? 0) - (scores[a] ?? 0) || (one.publishedOn < other.publishedOn ? 1 : one.publishedOn > other.publishedOn ? -1 : one.id < other.id ? -1 : 1)
    }
    return firstOf(found, skip + size, order).slice(skip).flatMap((slot) => this.#vacancies[slot]?.id ?? [])
  }

  #scores(found: readonly number[], { words, phrase }: IndexQuery): Float32Array {
    if (this.#scoresKept.length < this.#vacancies.length) this.#scoresKept = new Float32Array(this.#vacancies.length * 2)
    const scores = this.#scoresKept.fill(0, 0, this.#vacancies.length)
    const [all, average] = [this.size, this.#length / Math.max(1, this.size)]
    for (const { word, weight } of words) {
      const [slots, tfs] = [this.#words.of(word), this.#words.weightsOf(word)]
      const rarity = weight * idf(all, slots.length)
      const add = (slot: number, at: number) => {
        scores[slot] = (scores[slot] ?? 0) + rarity * saturation(tfs[at] ?? 0, (this.#lengths[slot] ?? 0) / average)
      }
      if (found.length * 16 > slots.length) for (let at = 0; at < slots.length; at += 1) add(slots[at] ?? 0, at)
      else {
        for (const slot of found) {
          const at = placeOf(slots, slot)
          if (slots[at] === slot) add(slot, at)
        }
      }
    }
    if (phrase === '') return scores
    for (const slot of found) {
      const score = scores[slot] ?? 0
      if (score > 0 && this.#vacancies[slot]?.titleKeys.some((key) => key.includes(phrase))) scores[slot] = score + phraseInTitle
    }
    return scores
  }
}

/** What a vacancy does not state never hides it. */
function isKept(vacancy: Held | undefined, kept: Kept): boolean {
  if (!vacancy) return false
  const fits = (asked: string | undefined, stated: string | null) => asked === undefined || stated === null || stated === asked
  if (!fits(kept.province, vacancy.provinceCode) || !fits(kept.district, vacancy.districtCode)) return false
  if (kept.group !== undefined && vacancy.isco !== null && vacancy.isco.slice(0, kept.group.length) !== kept.group) return false
  if (kept.contract !== undefined && vacancy.contract !== kept.contract) return false
  if (kept.wage !== undefined && vacancy.wageMonth !== null && vacancy.wageCurrency === kept.currency && vacancy.wageMonth < Number(kept.wage)) return false
  if (kept.education && vacancy.educationMin !== null && !kept.education.includes(vacancy.educationMin)) return false
  if (kept.accessible && vacancy.accessible === false) return false
  return kept.since === undefined || vacancy.publishedOn >= kept.since
}

/** The first of an order, without ordering the rest. */
function firstOf(slots: readonly number[], most: number, order: (a: number, b: number) => number): number[] {
  let kept: number[] = []
  let last: number | undefined
  for (const slot of slots) {
    if (last !== undefined && kept.length >= most && order(slot, last) >= 0) continue
    kept.push(slot)
    if (kept.length < most * 4 + 64) continue
    kept = kept.sort(order).slice(0, most)
    last = kept[most - 1]
  }
  return kept.sort(order).slice(0, most)
}
