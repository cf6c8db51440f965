/** Numbers that are only read. One type of array, so that loops over them stay fast. */
export type Row = Uint32Array
export const noNumbers: Row = new Uint32Array(0)

/** Room for the rows of one search. It is used again by the next, so that a search leaves nothing behind to clean up. */
export class Room {
  #held = new Uint32Array(1024)
  #used = 0
  #wanted = 0

  /** The rows that were given out are not read any more. */
  clear(): void {
    if (this.#wanted > this.#held.length) this.#held = new Uint32Array(this.#wanted * 2)
    this.#used = this.#wanted = 0
  }

  /** A row of this length; what it holds is left over from others. */
  row(length: number): Row {
    this.#wanted += length
    if (this.#used + length > this.#held.length) return new Uint32Array(length)
    this.#used += length
    return this.#held.subarray(this.#used - length, this.#used)
  }
}

/** Whole numbers from 0 to 4,294,967,295 in a row that grows at its end. */
export class Numbers {
  #held = new Uint32Array(4)
  #length = 0
  #view: Row = noNumbers

  push(value: number): void {
    if (this.#length === this.#held.length) {
      const wider = new Uint32Array(this.#length * 2)
      wider.set(this.#held)
      this.#held = wider
    }
    this.#held[this.#length] = value
    this.#length += 1
  }

  /** The numbers of this moment. */
  get all(): Row {
    if (this.#view.length !== this.#length) this.#view = this.#held.subarray(0, this.#length)
    return this.#view
  }
}
