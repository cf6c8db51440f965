import { noNumbers, Numbers, type Room, type Row } from './numbers'
import { among, slotsOf } from './slot-set'

/** A token in more than one of so many vacancies is kept as bits too, once it was asked for. */
const denseFrom = 32

/** Which slots hold a token, rising, each with a weight. Slots are only added at the end, so the order keeps itself. */
export class Postings {
  readonly #slots = new Map<string, Numbers>()
  readonly #weights: Map<string, Numbers> | undefined
  readonly #bits = new Map<string, Uint32Array>()
  #common = new Uint32Array(0)
  #last = 0

  constructor(private readonly room: Room, { weighted = false } = {}) {
    if (weighted) this.#weights = new Map()
  }

  add(token: string, slot: number, weight = 1): void {
    grown(this.#slots, token).push(slot)
    if (this.#weights) grown(this.#weights, token).push(weight)
    this.#last = slot
    const bits = this.#bits.get(token)
    if (bits && slot >>> 5 < bits.length) setBit(bits, slot)
    else if (bits) this.#bits.delete(token)
  }

  has(token: string): boolean {
    return this.#slots.has(token)
  }

  of(token: string): Row {
    return this.#slots.get(token)?.all ?? noNumbers
  }

  weightsOf(token: string): Row {
    return this.#weights?.get(token)?.all ?? noNumbers
  }

  /** Slots that hold all of the tokens; the rarest token leads. */
  all(tokens: readonly string[]): Row {
    const [first, ...others] = tokens.map((token) => ({ token, slots: this.of(token) })).sort((a, b) => a.slots.length - b.slots.length)
    let found = first?.slots ?? noNumbers
    if (others.length > 2 && found.length * denseFrom > this.#last * 2) return this.#allByBits(tokens)
    for (const { token, slots } of others) {
      if (found.length === 0) break
      found = slots.length * denseFrom > this.#last ? among(found, this.#bitsOf(token, slots), this.room) : both(found, slots, this.room)
    }
    return found
  }

  /** The same for tokens that many hold: 32 slots at once. */
  #allByBits(tokens: readonly string[]): Row {
    const sets = tokens.map((token) => this.#bitsOf(token, this.of(token)))
    const used = Math.min(...sets.map(({ length }) => length))
    if (this.#common.length < used) this.#common = new Uint32Array(used * 2)
    const common = this.#common.fill(-1, 0, used)
    for (const bits of sets) for (let at = 0; at < used; at += 1) common[at] = (common[at] ?? 0) & (bits[at] ?? 0)
    return slotsOf(common, used, this.room)
  }

  /** Whether any slot holds all of the tokens. */
  anyOf(tokens: readonly string[]): boolean {
    const [first, ...others] = tokens.map((token) => this.of(token)).sort((a, b) => a.length - b.length)
    if (first === undefined) return false
    const places = new Int32Array(others.length)
    for (let at = 0; at < first.length; at += 1) {
      const slot = first[at] ?? 0
      if (others.every((slots, n) => slots[(places[n] = placeOf(slots, slot, places[n]))] === slot)) return true
    }
    return false
  }

  #bitsOf(token: string, slots: Row): Uint32Array {
    let bits = this.#bits.get(token)
    if (!bits) {
      this.#bits.set(token, (bits = new Uint32Array(((this.#last * 9) >>> 8) + 8)))
      for (let at = 0; at < slots.length; at += 1) setBit(bits, slots[at] ?? 0)
    }
    return bits
  }
}

const setBit = (bits: Uint32Array, slot: number) => (bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31)))

function grown(held: Map<string, Numbers>, token: string): Numbers {
  const known = held.get(token)
  if (known) return known
  const made = new Numbers()
  held.set(token, made)
  return made
}

/** Where a slot stands in a rising list from `low` on, or would stand. */
export function placeOf(slots: Row, slot: number, from = 0, to = slots.length): number {
  let low = from
  for (let high = to; low < high; ) {
    const middle = (low + high) >> 1
    if ((slots[middle] ?? 0) < slot) low = middle + 1
    else high = middle
  }
  return low
}

/** Slots in both rising lists. A much longer list is searched by doubling steps, another one is walked through. */
function both(few: Row, many: Row, room: Room): Row {
  const found = room.row(few.length)
  return found.subarray(0, few.length * 16 < many.length ? bySteps(few, many, found) : byWalking(few, many, found))
}

function byWalking(few: Row, many: Row, found: Row): number {
  let [at, other, count] = [0, 0, 0]
  while (at < few.length && other < many.length) {
    const [slot, held] = [few[at] ?? 0, many[other] ?? 0]
    if (slot === held) found[count++] = slot
    if (slot <= held) at += 1
    if (held <= slot) other += 1
  }
  return count
}

function bySteps(few: Row, many: Row, found: Row): number {
  let [at, count] = [0, 0]
  for (let place = 0; place < few.length; place += 1) {
    const slot = few[place] ?? 0
    let step = 1
    while (at + step < many.length && (many[at + step] ?? 0) < slot) {
      at += step
      step *= 2
    }
    at = placeOf(many, slot, at, Math.min(many.length, at + step + 1))
    if (many[at] === slot) found[count++] = slot
  }
  return count
}
