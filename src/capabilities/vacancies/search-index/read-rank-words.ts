/** Weights of the fields by the letter under which their words are stored: title, occupation, employer and place, body. */
const fieldWeight: Readonly<Record<string, number>> = { A: 7, B: 8, C: 5, D: 1 }

export interface RankWords {
  /** Sum of field weight times occurrences, by word. */
  readonly weights: ReadonlyMap<string, number>
  /** Words of all fields. */
  readonly length: number
}

/** Reads the stored words, written as PostgreSQL prints them: 'word':1A,4 'other':2B. A position without letter is of the body. */
export function readRankWords(text: string): RankWords {
  const weights = new Map<string, number>()
  let length = 0
  for (const [, quoted = '', places = ''] of text.matchAll(/'((?:[^'\\]|''|\\.)*)'(?::([0-9A-D,*]+))?/g)) {
    const word = quoted.replaceAll("''", "'").replace(/\\(.)/g, '$1')
    let weight = 0
    for (const place of places.split(',')) {
      weight += fieldWeight[place.at(-1) ?? ''] ?? 1
      length += 1
    }
    weights.set(word, (weights.get(word) ?? 0) + weight)
  }
  return { weights, length }
}
