/** Numbers that are only read. One type of array, so that loops over them stay fast. */
export type Row = Uint32Array
export const noNumbers: Row = new Uint32Array(0)

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
