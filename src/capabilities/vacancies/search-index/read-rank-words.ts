/** Weights of the fields by the letter under which their words are stored: title, occupation, employer and place, body. */
export const titleWeight = 7
const fieldWeight: Readonly<Record<string, number>> = { A: titleWeight, B: 8, C: 5, D: 1 }

export interface RankWords {
  /** Sum of field weight times occurrences, by word. */
  readonly weights: ReadonlyMap<string, number>
  /** Words of all fields. */
  readonly length: number
  /** Words that only name the employer or a place. */
  readonly names: ReadonlySet<string>
}

const isName = (places: string) => places !== '' && places.split(',').every((place) => place.endsWith('C'))

/** Reads the stored words, written as PostgreSQL prints them: 'word':1A,4 'other':2B. A position without letter is of the body. */
export function readRankWords(text: string): RankWords {
  const weights = new Map<string, number>()
  const names = new Set<string>()
  let length = 0
  for (const [, quoted = '', places = ''] of text.matchAll(/'((?:[^'\\]|''|\\.)*)'(?::([0-9A-D,*]+))?/g)) {
    const word = quoted.replaceAll("''", "'").replace(/\\(.)/g, '$1')
    let weight = 0
    for (const place of places.split(',')) {
      weight += fieldWeight[place.at(-1) ?? ''] ?? 1
      length += 1
    }
    weights.set(word, (weights.get(word) ?? 0) + weight)
    if (isName(places)) names.add(word)
  }
  return { weights, length, names }
}
