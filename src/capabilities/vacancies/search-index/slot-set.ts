import type { Room, Row } from './numbers'

/** A set of slots as bits, kept between searches so that a search asks for no memory. */
export class SlotSet {
  #bits = new Uint32Array(0)
  #used = 0

  constructor(private readonly room: Room) {}

  /** Empties the set and makes room for slots below `total`. */
  clear(total: number): void {
    this.#used = (total + 31) >>> 5
    if (this.#bits.length < this.#used) this.#bits = new Uint32Array(this.#used * 2)
    else this.#bits.fill(0, 0, this.#used)
  }

  add(slots: Row): void {
    const bits = this.#bits
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[at] ?? 0
      bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31))
    }
  }

  /** Those of the slots that are in the set, in their order. */
  among(slots: Row): Row {
    return among(slots, this.#bits, this.room)
  }

  /** All slots of the set, rising. */
  all(): Row {
    return slotsOf(this.#bits, this.#used, this.room)
  }
}

/** The slots whose bits are set in the first `used` words, rising. */
export function slotsOf(bits: Uint32Array, used: number, room: Room): Row {
  let count = 0
  for (let at = 0; at < used; at += 1) count += ones(bits[at] ?? 0)
  const slots = room.row(count)
  for (let at = 0, next = 0; at < used; at += 1) {
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) slots[next++] = at * 32 + 31 - Math.clz32(word & -word)
  }
  return slots
}

/** Those of the slots whose bit is set. */
export function among(slots: Row, bits: Uint32Array, room: Room): Row {
  const found = room.row(slots.length)
  let count = 0
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0
    found[count] = slot
    count += ((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1
  }
  return found.subarray(0, count)
}

function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
