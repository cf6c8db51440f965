import { Columns, type FilterFacts } from './columns'
import { Gate, type QueryPart } from './gate'
import type { Facets, Kept, Page } from './kept'
import { Room, type Row } from './numbers'
import { Postings } from './postings'
import { firstOf, type RankedBy, Ranking } from './ranking'
import type { RankWords } from './read-rank-words'
import { NearWords, Vocabulary } from './vocabulary'

/** What the index knows of a public vacancy. */
export interface IndexedVacancy extends FilterFacts {
  id: string
  /** Changes with every change of the record. */
  stamp: string
  tokens: readonly string[]
  words: RankWords
  /** Search keys of the titles, for the exact phrase. */
  titleKeys: readonly string[]
}
/** A query as the gate reads it, and the words that only order what it let in. */
export interface IndexQuery extends RankedBy {
  parts: readonly QueryPart[]
  need: number
}
export interface IndexAnswer {
  total: number
  ids: string[]
  facets: Facets
}

const mostMeant = 3

/** An index in memory over public vacancies: the same ones are found as by SQL; BM25 orders them. */
export class SearchIndex {
  /** By slot; undefined where the vacancy is gone. Tokens, words and filters live in the postings and columns. */
  #vacancies: ({ id: string; stamp: string } | undefined)[] = []
  #slotOf = new Map<string, number>()
  #room = new Room()
  #tokens = new Postings(this.#room)
  #words = new Postings(this.#room, { weighted: true })
  #vocabulary = new Vocabulary()
  #near = new NearWords()
  #gate = new Gate(this.#tokens, this.#words, this.#vocabulary, this.#room)
  #ranking = new Ranking(this.#words, this.#room)
  #columns = new Columns()
  /** Words of all adverts. */
  #length = 0

  /** `placeWords`: names of places, in which a mistake is forgiven as in the words of an advert. */
  constructor(placeWords: Iterable<string> = []) {
    for (const word of placeWords) this.#near.add(word)
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
  put({ tokens, words, id, stamp, titleKeys, ...facts }: IndexedVacancy): void {
    this.remove(id)
    const slot = this.#vacancies.push({ id, stamp }) - 1
    this.#slotOf.set(id, slot)
    this.#columns.push(facts)
    this.#ranking.push(words.length, titleKeys)
    for (const token of tokens) this.#tokens.add(token, slot)
    for (const [word, weight] of words.weights) {
      if (!this.#words.has(word)) this.#vocabulary.add(word)
      if (!words.names.has(word)) this.#near.add(word)
      this.#words.add(word, slot, weight)
    }
    this.#length += words.length
  }

  remove(id: string): void {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return
    this.#length -= this.#ranking.lengthOf(slot)
    this.#vacancies[slot] = undefined
    this.#slotOf.delete(id)
  }

  /** Half of the slots or more are empty: building anew saves memory. */
  get isWorn(): boolean {
    return this.#vacancies.length > 1000 && this.#slotOf.size * 2 < this.#vacancies.length
  }

  /** Whether any advert holds all of these tokens, now or a short time ago. */
  holds(tokens: readonly string[]): boolean {
    return this.#tokens.anyOf(tokens)
  }

  hasWordBeginning(start: string): boolean {
    return this.#vocabulary.beginningWith(start).length > 0
  }

  /** Words of the adverts that a Latin word with a typing mistake may mean, the commonest first. Never a name of an employer. */
  meantBy(typed: string): string[] {
    const common = (word: string) => this.#tokens.of(`w${word}`).length
    return this.#near.nearest(typed).filter((word) => common(word) > 0).sort((a, b) => common(b) - common(a) || (a < b ? -1 : 1)).slice(0, mostMeant)
  }

  /** A word that looks like the typed one without being near enough to be taken for it; to be offered. */
  alike(typed: string): string | undefined {
    return this.#near.alike(typed)
  }

  search(query: IndexQuery, kept: Kept, page: Page): IndexAnswer {
    this.#room.clear()
    const { slots, facets } = this.#columns.sift(this.#found(query), kept, page.newSince)
    return { total: slots.length, ids: this.#best(slots, query, page), facets }
  }

  /** Slots that the gate lets in and whose vacancy is still there. */
  #found({ parts, need }: IndexQuery): Row {
    if (parts.length === 0) return Uint32Array.from(this.#slotOf.values())
    const slots = this.#gate.open(parts, need, this.#vacancies.length)
    return this.#slotOf.size === this.#vacancies.length ? slots : slots.filter((slot) => this.#vacancies[slot] !== undefined)
  }

  /** The ids of the page: score, then newest, then id. */
  #best(found: Row, query: IndexQuery, { size, skip }: Page): string[] {
    if (size === 0) return []
    const scores = this.#ranking.scores(found, query, skip + size, { size: this.size, average: this.#length / Math.max(1, this.size) })
    const idOf = (slot: number) => this.#vacancies[slot]?.id ?? ''
    return firstOf(found, skip + size, scores, this.#columns.published, idOf).slice(skip).map(idOf)
  }
}
