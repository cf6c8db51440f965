import { Columns, type FilterFacts } from './columns'
import type { Facets, Kept, Page } from './kept'
import { noNumbers, Numbers, type Row } from './numbers'
import { placeOf, Postings } from './postings'
import { type RankWords, titleWeight } from './read-rank-words'
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
  facets: Facets
}

/** BM25 with k1 1.2 and b 0.75. `tf`: sum of field weight times occurrences. */
export function bm25({ all, holders, tf, length, average }: { all: number; holders: number; tf: number; length: number; average: number }): number {
  return idf(all, holders) * saturation(tf, normOf(length / average))
}
const idf = (all: number, holders: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
const normOf = (relativeLength: number) => 1.2 * (0.25 + 0.75 * relativeLength)
const mostSaturation = 2.2
const saturation = (tf: number, norm: number) => (tf * mostSaturation) / (tf + norm)
const phraseInTitle = 10
const mostMeant = 3

/** What is kept of a vacancy; its tokens, words and filters live in the postings and columns. */
interface Held {
  id: string
  stamp: string
  titles: readonly Title[]
}
/** One for all adverts with this title, so that each is compared with a phrase once. */
interface Title {
  key: string
  phrase: string
  holdsPhrase: boolean
}

/** An index in memory over public vacancies: the same ones are found as by SQL; BM25 orders them. */
export class SearchIndex {
  #vacancies: (Held | undefined)[] = []
  #lengths = new Numbers()
  #slotOf = new Map<string, number>()
  #tokens = new Postings()
  #words = new Postings({ weighted: true })
  #columns = new Columns()
  #vocabulary = new Vocabulary()
  #near = new NearWords()
  #titles = new Map<string, Title>()
  #length = 0

  #counts = { tally: new Uint8Array(0), musts: new Uint8Array(0), seen: new Uint8Array(0) }
  #norms = { average: -1, bySlot: new Float32Array(0) }
  #scoresKept = new Float32Array(0)

  /** `placeWords`: names of places, in which a mistake is forgiven as in the words of an advert. */
  constructor(placeWords: Iterable<string> = []) {
    for (const word of placeWords) this.#near.add(word)
  }

  /** A counter for every slot, kept between searches so that a search asks for no memory. */
  #cleared(name: 'tally' | 'musts' | 'seen', total: number): Uint8Array {
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
  put({ tokens, words, id, stamp, titleKeys, ...facts }: IndexedVacancy): void {
    this.remove(id)
    const slot = this.#vacancies.length
    this.#vacancies.push({ id, stamp, titles: titleKeys.map((key) => this.#title(key)) })
    this.#lengths.push(words.length)
    this.#columns.push(facts)
    this.#slotOf.set(id, slot)
    for (const token of tokens) this.#tokens.add(token, slot)
    for (const [word, weight] of words.weights) {
      if (!this.#words.has(word)) this.#vocabulary.add(word)
      if (!words.names.has(word)) this.#near.add(word)
      this.#words.add(word, slot, weight)
    }
    this.#length += words.length
  }

  #title(key: string): Title {
    const known = this.#titles.get(key) ?? { key, phrase: '', holdsPhrase: true }
    this.#titles.set(key, known)
    return known
  }

  remove(id: string): void {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return
    this.#length -= this.#lengths.all[slot] ?? 0
    this.#vacancies[slot] = undefined
    this.#slotOf.delete(id)
  }

  /** Half of the slots or more are empty: building anew saves memory. */
  get isWorn(): boolean {
    return this.#vacancies.length > 1000 && this.#slotOf.size * 2 < this.#vacancies.length
  }

  /** Whether any advert holds all of these tokens, now or a short time ago. */
  holds(tokens: readonly string[]): boolean {
    return this.#tokens.all(tokens).length > 0
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
    const { slots, facets } = this.#columns.sift(this.#found(query), kept, page.newSince)
    return { total: slots.length, ids: this.#best(slots, query, page), facets }
  }

  /** Slots that the gate lets in. */
  #found({ parts, need }: IndexQuery): Row {
    const total = this.#vacancies.length
    const isThere = this.#slotOf.size === total ? undefined : (slot: number) => this.#vacancies[slot] !== undefined
    const present = (slots: Row): Row => (isThere ? slots.filter(isThere) : slots)
    if (parts.length === 0) return Uint32Array.from(this.#slotOf.values())
    // As in SQL: where a part may be lacking, at least one of such parts is there.
    const least = parts.some(({ must }) => !must) ? Math.max(1, need) : 0
    const [only] = parts
    if (only && parts.length === 1 && (only.must || need <= 1)) return present(this.#ofPart(only))
    const tally = this.#cleared('tally', total)
    let must = 0
    const musts = this.#cleared('musts', total)
    const touched = new Numbers()
    for (const part of parts) {
      if (part.must) must += 1
      const slots = this.#ofPart(part)
      for (let at = 0; at < slots.length; at += 1) {
        const slot = slots[at] ?? 0
        if (tally[slot] === 0 && musts[slot] === 0) touched.push(slot)
        if (part.must) musts[slot] = (musts[slot] ?? 0) + 1
        else tally[slot] = (tally[slot] ?? 0) + 1
      }
    }
    return present(touched.all.filter((slot) => musts[slot] === must && (tally[slot] ?? 0) >= least))
  }

  #ofPart({ any, begins }: IndexQuery['parts'][number]): Row {
    const [only] = any
    if (any.length === 1 && only && begins === undefined) return this.#tokens.all(only)
    const lists = [...any.map((tokens) => this.#tokens.all(tokens)), ...(begins === undefined ? [] : this.#vocabulary.beginningWith(begins).map((word) => this.#words.of(word)))].filter(({ length }) => length > 0)
    if (lists.length <= 1) return lists[0] ?? noNumbers
    const [seen, slots] = [this.#cleared('seen', this.#vacancies.length), new Numbers()]
    for (const list of lists) {
      for (let at = 0; at < list.length; at += 1) {
        const slot = list[at] ?? 0
        if (seen[slot] === 1) continue
        seen[slot] = 1
        slots.push(slot)
      }
    }
    return slots.all
  }

  /** The page of the best: score, then newest, then id. */
  #best(found: Row, query: IndexQuery, { size, skip }: Page): string[] {
    if (size === 0) return []
    const scores = this.#scores(found, query, skip + size)
    const { published } = this.#columns
    const idOf = (slot: number) => this.#vacancies[slot]?.id ?? ''
    const order = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || (published[b] ?? 0) - (published[a] ?? 0) || (idOf(a) < idOf(b) ? -1 : 1)
    return firstOf(found, skip + size, order).slice(skip).map(idOf)
  }

  /** The scores by slot. They are whole for the best `most` that were found and for every slot that is as good. */
  #scores(found: Row, { words, phrase }: IndexQuery, most: number): Float32Array {
    if (this.#scoresKept.length < this.#vacancies.length) this.#scoresKept = new Float32Array(this.#vacancies.length * 2)
    const scores = this.#scoresKept.fill(0, 0, this.#vacancies.length)
    const norms = this.#normsNow()
    const lists = words.map(({ word, weight }) => ({ slots: this.#words.of(word), tfs: this.#words.weightsOf(word), rarity: weight * idf(this.size, this.#words.of(word).length) })).sort((a, b) => a.slots.length - b.slots.length)
    this.#addPhrase(scores, found, phrase, lists.find(({ slots }) => slots.length > 0))
    let left = found
    for (const [place, { slots, tfs, rarity }] of lists.entries()) {
      if (place > 0 && slots.length > fewSlots) left = near(left, scores, most, lists.slice(place).reduce((sum, list) => sum + list.rarity * mostSaturation, 0))
      if (left.length * 8 > slots.length) {
        for (let at = 0; at < slots.length; at += 1) {
          const slot = slots[at] ?? 0
          scores[slot] = (scores[slot] ?? 0) + rarity * saturation(tfs[at] ?? 0, norms[slot] ?? 1)
        }
        continue
      }
      for (let one = 0; one < left.length; one += 1) {
        const slot = left[one] ?? 0
        const at = placeOf(slots, slot)
        if (slots[at] === slot) scores[slot] = (scores[slot] ?? 0) + rarity * saturation(tfs[at] ?? 0, norms[slot] ?? 1)
      }
    }
    return scores
  }

  /** Titles that hold all that was typed as it stands. They hold its rarest word, so only adverts with that in the title are looked at. */
  #addPhrase(scores: Float32Array, found: Row, phrase: string, rarest: { slots: Row; tfs: Row } | undefined): void {
    if (phrase === '' || rarest === undefined) return
    const { slots, tfs } = rarest
    const holds = (title: Title) => {
      if (title.phrase !== phrase) Object.assign(title, { phrase, holdsPhrase: title.key.includes(phrase) })
      return title.holdsPhrase
    }
    const look = (slot: number, at: number) => {
      if ((tfs[at] ?? 0) >= titleWeight && this.#vacancies[slot]?.titles.some(holds)) scores[slot] = (scores[slot] ?? 0) + phraseInTitle
    }
    if (found.length * 8 > slots.length) slots.forEach(look)
    else {
      for (let one = 0; one < found.length; one += 1) {
        const slot = found[one] ?? 0
        const at = placeOf(slots, slot)
        if (slots[at] === slot) look(slot, at)
      }
    }
  }

  #normsNow(): Float32Array {
    const [lengths, average] = [this.#lengths.all, this.#length / Math.max(1, this.size)]
    if (this.#norms.average === average && this.#norms.bySlot.length === lengths.length) return this.#norms.bySlot
    const bySlot = Float32Array.from(lengths, (length) => normOf(length / average))
    this.#norms = { average, bySlot }
    return bySlot
  }
}

const fewSlots = 2000
const sampleSize = 1024

/** The slots that can still be among the best `most` when each may gain up to `gain`: by the scores of a sample, which never promise too much. */
function near(slots: Row, scores: Float32Array, most: number, gain: number): Row {
  if (slots.length < 4 * most || most > sampleSize / 4) return slots
  const step = Math.max(1, Math.floor(slots.length / sampleSize))
  const sample = new Float32Array(Math.floor(slots.length / step))
  for (let at = 0; at < sample.length; at += 1) sample[at] = scores[slots[at * step] ?? 0] ?? 0
  sample.sort()
  const border = (sample[sample.length - most] ?? 0) - gain
  return border <= 0 ? slots : slots.filter((slot) => (scores[slot] ?? 0) >= border)
}

/** The first of an order, without ordering the rest. */
function firstOf(slots: Row, most: number, order: (a: number, b: number) => number): number[] {
  let kept: number[] = []
  let last: number | undefined
  for (let place = 0; place < slots.length; place += 1) {
    const slot = slots[place] ?? 0
    if (last !== undefined && kept.length >= most && order(slot, last) >= 0) continue
    kept.push(slot)
    if (kept.length < most * 4 + 64) continue
    kept = kept.sort(order).slice(0, most)
    last = kept[most - 1]
  }
  return kept.sort(order).slice(0, most)
}
