/** Every word of the adverts in order, for words that begin with what was typed. New words wait in a short list. */
export class Vocabulary {
  #sorted: string[] = []
  #added: string[] = []

  add(word: string): void {
    this.#added.push(word)
    if (this.#added.length < 64 + this.#sorted.length / 16) return
    this.#sorted = [...this.#sorted, ...this.#added].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    this.#added = []
  }

  beginningWith(start: string): string[] {
    const words = this.#sorted
    let low = 0
    for (let high = words.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((words[middle] ?? '') < start) low = middle + 1
      else high = middle
    }
    const found: string[] = []
    for (let at = low; words[at]?.startsWith(start); at += 1) found.push(words[at] ?? '')
    return [...found, ...this.#added.filter((word) => word.startsWith(start))]
  }
}

/** Mistakes that are forgiven in a Latin word: one from 4 letters on, two from 8. */
export const mistakesForgiven = (word: string): number => (word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0)

/** Latin words by first letter and length, for words with a typing mistake. The first letter is believed. */
export class NearWords {
  #byStart = new Map<string, Set<string>>()

  add(word: string): void {
    if (!/^[a-z]{3,40}$/.test(word)) return
    const key = word.charAt(0) + word.length
    const held = this.#byStart.get(key)
    if (held) held.add(word)
    else this.#byStart.set(key, new Set([word]))
  }

  /** The words with the fewest mistakes, when these are few enough to be forgiven. */
  nearest(typed: string): string[] {
    let least = mistakesForgiven(typed)
    let found: string[] = []
    for (let length = typed.length - least, most = typed.length + least; length <= most; length += 1) {
      for (const word of this.#byStart.get(typed.charAt(0) + length) ?? []) {
        const mistakes = mistakesBetween(typed, word, least)
        if (mistakes > least) continue
        if (mistakes < least) found = []
        least = mistakes
        found.push(word)
      }
    }
    return found
  }

  /** The word that shares most of its three-letter pieces with the typed one, when these are half of all or more. */
  alike(typed: string): string | undefined {
    const own = trigrams(typed)
    let [best, share] = [undefined as string | undefined, 0.5]
    for (const [key, words] of this.#byStart) {
      if (Math.abs(Number(key.slice(1)) - typed.length) > 4) continue
      for (const word of words) {
        const other = trigrams(word)
        let both = 0
        for (const piece of own) if (other.has(piece)) both += 1
        const found = (2 * both) / (own.size + other.size)
        if (word !== typed && (found > share || (found === share && word < (best ?? '\uffff')))) [best, share] = [word, found]
      }
    }
    return best
  }
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

/** Letters that are wrong, missing, too many or exchanged with their neighbour; counting stops above `most`. */
export function mistakesBetween(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    let least = row
    for (let at = 1; at <= b.length; at += 1) {
      const isSame = a[row - 1] === b[at - 1]
      let cost = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1))
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]) cost = Math.min(cost, (before[at - 2] ?? 0) + 1)
      next.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last] = [last, next]
  }
  return last[b.length] ?? 0
}
