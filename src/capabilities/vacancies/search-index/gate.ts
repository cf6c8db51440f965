import { noNumbers, type Room, type Row } from './numbers'
import type { Postings } from './postings'
import { SlotSet } from './slot-set'
import type { Vocabulary } from './vocabulary'

/** A part of a query: all tokens of one alternative are there, or a word that begins so. */
export interface QueryPart {
  any: readonly (readonly string[])[]
  begins?: string | undefined
  must?: boolean | undefined
}

/** Which slots have the parts of a query: the same ones that SQL finds. */
export class Gate {
  #set: SlotSet
  #tally = new Uint8Array(0)

  constructor(
    readonly tokens: Postings,
    readonly words: Postings,
    readonly vocabulary: Vocabulary,
    readonly room: Room,
  ) {
    this.#set = new SlotSet(room)
  }

  /** Slots below `total`, rising, with every part that must be there and `need` of the others: with at least one, if there are others. */
  open(parts: readonly QueryPart[], need: number, total: number): Row {
    const free = parts.filter(({ must }) => !must)
    const least = free.length > 0 ? Math.max(1, need) : 0
    if (least >= free.length) return least > free.length ? noNumbers : this.#all(parts, total)
    const musts = parts.filter(({ must }) => must)
    const some = this.#some(free, least, total)
    return musts.length === 0 ? some : this.#within(some, this.#all(musts, total), total)
  }

  /** Slots with all of the parts. What needs no choice is looked up together, the rarest token first. */
  #all(parts: readonly QueryPart[], total: number): Row {
    const plain = parts.flatMap(({ any, begins }) => (any.length === 1 && begins === undefined ? (any[0] ?? []) : []))
    let found = plain.length > 0 ? this.tokens.all(plain) : undefined
    for (const part of parts) {
      if (part.any.length === 1 && part.begins === undefined) continue
      if (found?.length === 0) return found
      found = found ? this.#among(found, part, total) : this.#ofPart(part, total)
    }
    return found ?? noNumbers
  }

  #lists({ any, begins }: QueryPart): Row[] {
    const beginning = begins === undefined ? [] : this.vocabulary.beginningWith(begins).map((word) => this.words.of(word))
    return [...any.map((tokens) => this.tokens.all(tokens)), ...beginning].filter(({ length }) => length > 0)
  }

  #ofPart(part: QueryPart, total: number): Row {
    const lists = this.#lists(part)
    if (lists.length <= 1) return lists[0] ?? noNumbers
    this.#fill(lists, total)
    return this.#set.all()
  }

  #among(slots: Row, part: QueryPart, total: number): Row {
    this.#fill(this.#lists(part), total)
    return this.#set.among(slots)
  }

  #within(slots: Row, others: Row, total: number): Row {
    this.#fill([others], total)
    return this.#set.among(slots)
  }

  #fill(lists: readonly Row[], total: number): void {
    this.#set.clear(total)
    for (const list of lists) this.#set.add(list)
  }

  /** Slots with `least` of the parts or more. */
  #some(parts: readonly QueryPart[], least: number, total: number): Row {
    if (this.#tally.length < total) this.#tally = new Uint8Array(total * 2)
    const tally = this.#tally.fill(0, 0, total)
    const lists = parts.map((part) => this.#ofPart(part, total))
    for (const slots of lists) for (let at = 0; at < slots.length; at += 1) tally[slots[at] ?? 0] = (tally[slots[at] ?? 0] ?? 0) + 1
    this.#fill(lists, total)
    const touched = this.#set.all()
    let count = 0
    for (let at = 0; at < touched.length; at += 1) {
      const slot = touched[at] ?? 0
      touched[count] = slot
      if ((tally[slot] ?? 0) >= least) count += 1
    }
    return touched.subarray(0, count)
  }
}
