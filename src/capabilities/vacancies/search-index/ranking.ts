import { Numbers, type Room, type Row } from './numbers'
import { placeOf, type Postings } from './postings'
import { titleWeight } from './read-rank-words'
import { Titles } from './titles'

/** BM25 with k1 1.2 and b 0.75. `tf`: sum of field weight times occurrences. */
export function bm25({ all, holders, tf, length, average }: { all: number; holders: number; tf: number; length: number; average: number }): number {
  return idf(all, holders) * saturation(tf, normOf(length / average))
}
const idf = (all: number, holders: number) => Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
const normOf = (relativeLength: number) => 1.2 * (0.25 + 0.75 * relativeLength)
const mostSaturation = 2.2
const saturation = (tf: number, norm: number) => (tf * mostSaturation) / (tf + norm)
const phraseInTitle = 10

/** What orders the adverts that were found. */
export interface RankedBy {
  words: readonly { word: string; weight: number }[]
  /** Key of all that was typed. */
  phrase: string
}

/** One word of a query: who has it and how much it counts. */
interface Listed {
  slots: Row
  tfs: Row
  rarity: number
}

/** Orders slots by BM25 of dictionary words and by the exact phrase in a title. */
export class Ranking {
  #lengths = new Numbers()
  #titles = new Titles()
  #norms = { average: -1, bySlot: new Float32Array(0) }
  #scores = new Float32Array(0)

  constructor(
    readonly words: Postings,
    readonly room: Room,
  ) {}

  push(length: number, titleKeys: readonly string[]): void {
    this.#lengths.push(length)
    this.#titles.push(titleKeys)
  }

  lengthOf(slot: number): number {
    return this.#lengths.all[slot] ?? 0
  }

  /**
   * The scores of the slots that were found, to be read until the next call. They are whole for the best `most` that were found and for every
   * slot that is as good. `size` and `average`: number of adverts and mean of their words.
   */
  scores(found: Row, { words, phrase }: RankedBy, most: number, { size, average }: { size: number; average: number }): Float32Array {
    const total = this.#lengths.all.length
    if (this.#scores.length < total) this.#scores = new Float32Array(total * 2)
    const scores = this.#scores
    for (let at = 0; at < found.length; at += 1) scores[found[at] ?? 0] = 0
    const norms = this.#normsNow(average)
    const lists = words.map(({ word, weight }): Listed => ({ slots: this.words.of(word), tfs: this.words.weightsOf(word), rarity: weight * idf(size, this.words.of(word).length) }))
    lists.sort((a, b) => a.slots.length - b.slots.length)
    this.#addPhrase(scores, found, phrase, lists.find(({ slots }) => slots.length > 0))
    let left = found
    for (const [place, list] of lists.entries()) {
      if (place > 0 && list.slots.length > fewSlots) left = near(left, scores, this.room, most, lists.slice(place).reduce((sum, { rarity }) => sum + rarity * mostSaturation, 0))
      addWord(scores, left, list, norms)
    }
    return scores
  }

  /** Titles that hold all that was typed as it stands. They hold its rarest word, so only adverts with that in the title are looked at. */
  #addPhrase(scores: Float32Array, found: Row, phrase: string, rarest: Listed | undefined): void {
    if (phrase === '' || rarest === undefined) return
    const holds = this.#titles.holding(phrase)
    forEachOf(rarest, found, (slot, tf) => {
      if (tf >= titleWeight && holds(slot)) scores[slot] = (scores[slot] ?? 0) + phraseInTitle
    })
  }

  #normsNow(average: number): Float32Array {
    const lengths = this.#lengths.all
    if (this.#norms.average === average && this.#norms.bySlot.length === lengths.length) return this.#norms.bySlot
    const bySlot = Float32Array.from(lengths, (length) => normOf(length / average))
    this.#norms = { average, bySlot }
    return bySlot
  }
}

/** At least the slots of `wanted` that have the word; all that have it where looking them up would take longer. */
function forEachOf({ slots, tfs }: Listed, wanted: Row, each: (slot: number, tf: number) => void): void {
  if (wanted.length * 8 > slots.length) {
    for (let at = 0; at < slots.length; at += 1) each(slots[at] ?? 0, tfs[at] ?? 0)
    return
  }
  for (let one = 0; one < wanted.length; one += 1) {
    const slot = wanted[one] ?? 0
    const at = placeOf(slots, slot)
    if (slots[at] === slot) each(slot, tfs[at] ?? 0)
  }
}

function addWord(scores: Float32Array, wanted: Row, list: Listed, norms: Float32Array): void {
  const { rarity } = list
  forEachOf(list, wanted, (slot, tf) => {
    scores[slot] = (scores[slot] ?? 0) + rarity * saturation(tf, norms[slot] ?? 1)
  })
}

const fewSlots = 2000
const sampleSize = 1024

/** The slots that can still be among the best `most` when each may gain up to `gain`: by the scores of a sample, which never promise too much. */
function near(slots: Row, scores: Float32Array, room: Room, most: number, gain: number): Row {
  if (slots.length < 4 * most || most > sampleSize / 4) return slots
  const step = Math.max(1, Math.floor(slots.length / sampleSize))
  const border = leastOfBest(slots, scores, step, most) - gain
  if (border <= 0) return slots
  const left = room.row(slots.length)
  let count = 0
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0
    left[count] = slot
    if ((scores[slot] ?? 0) >= border) count += 1
  }
  return left.subarray(0, count)
}

/** The least of the `most` highest scores of every `step`-th slot. */
function leastOfBest(slots: Row, scores: Float32Array, step: number, most: number): number {
  const best = new Float32Array(most)
  for (let one = 0; one < slots.length; one += step) {
    const score = scores[slots[one] ?? 0] ?? 0
    if (score <= (best[0] ?? 0)) continue
    let at = 1
    for (; at < most && (best[at] ?? 0) < score; at += 1) best[at - 1] = best[at] ?? 0
    best[at - 1] = score
  }
  return best[0] ?? 0
}

/** The first `most` slots by score, then newest, then id, without ordering the rest. */
export function firstOf(slots: Row, most: number, scores: Float32Array, published: Row, idOf: (slot: number) => string): number[] {
  const order = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || (published[b] ?? 0) - (published[a] ?? 0) || (idOf(a) < idOf(b) ? -1 : 1)
  let kept: number[] = []
  let [leastScore, leastDay, last] = [-1, 0, 0]
  for (let place = 0; place < slots.length; place += 1) {
    const slot = slots[place] ?? 0
    const score = scores[slot] ?? 0
    if (score < leastScore) continue
    if (score === leastScore && ((published[slot] ?? 0) < leastDay || order(slot, last) > 0)) continue
    kept.push(slot)
    if (kept.length < most * 4 + 64) continue
    kept = kept.sort(order).slice(0, most)
    last = kept[most - 1] ?? 0
    ;[leastScore, leastDay] = [scores[last] ?? 0, published[last] ?? 0]
  }
  return kept.sort(order).slice(0, most)
}
