import { Numbers } from './numbers'

/** The search keys of titles, each kept once: adverts often have the same title, and each is compared with a phrase once. */
export class Titles {
  #numbers = new Map<string, number>()
  readonly #keys: string[] = []
  /** Where the titles of each slot begin in `#held`. */
  #starts = new Numbers()
  #held = new Numbers()

  push(keys: readonly string[]): void {
    this.#starts.push(this.#held.all.length)
    for (const key of keys) {
      const known = this.#numbers.get(key) ?? this.#keys.push(key) - 1
      this.#numbers.set(key, known)
      this.#held.push(known)
    }
  }

  /** Whether a title of the slot holds the phrase; made for one phrase and many slots. */
  holding(phrase: string): (slot: number) => boolean {
    const [starts, held, keys] = [this.#starts.all, this.#held.all, this.#keys]
    const answers = new Uint8Array(keys.length)
    const isHeld = (title: number) => (answers[title] ||= keys[title]?.includes(phrase) ? 2 : 1) === 2
    return (slot) => {
      const end = starts[slot + 1] ?? held.length
      for (let at = starts[slot] ?? end; at < end; at += 1) if (isHeld(held[at] ?? 0)) return true
      return false
    }
  }
}
