import { isLatin, lettersOf, type ReadTitle } from './title-features'

/** A title or a describing text of a code. `weight`: how often it counts. */
export interface Evidence {
  code: string
  title: ReadTitle
  weight: number
  /** Text about the code: its words count, but it is no title. */
  isText: boolean
}
export interface ClueModel {
  /** The likeliest codes for a title, with chances that add up to at most 1. */
  chances(title: ReadTitle): Map<string, number>
}

/** Weights of the kinds of clues: the naming word, two neighbouring words, four letters. A word counts 1. */
const weightOf = { head: 0.7, pair: 0.3, letters: 0.2 } as const
const smoothing = 15
const priorWeight = 0.3
const mostCodes = 15

function cluesOf({ words, head, pairs }: ReadTitle): Map<string, number> {
  const clues = new Map<string, number>()
  words.forEach((word, at) => {
    const next = words[at + 1]
    if (next !== undefined) clues.set(word < next ? `${word} ${next}` : `${next} ${word}`, weightOf.pair)
    if (isLatin(word)) for (const letters of lettersOf(word, 4)) clues.set(`~${letters}`, weightOf.letters)
    clues.set(word, 1)
  })
  if (head !== undefined) clues.set(`^${head}`, weightOf.head)
  for (const pair of pairs) clues.set(pair, weightOf.pair)
  return clues
}

/** How often each clue stands in the titles of each code: naive Bayes, with words of describing texts as weak evidence. */
export function buildClueModel(evidence: readonly Evidence[]): ClueModel {
  const numbers = new Map<string, number>()
  const codes: string[] = []
  const sizes: number[] = []
  const counts = new Map<string, Map<number, number>>()
  const totals = new Map<string, number>()
  let all = 0
  for (const { code, title, weight, isText } of evidence) {
    let number = numbers.get(code)
    if (number === undefined) {
      numbers.set(code, (number = codes.length))
      codes.push(code)
      sizes.push(0)
    }
    for (const clue of isText ? new Set(title.words) : cluesOf(title).keys()) {
      let held = counts.get(clue)
      if (!held) counts.set(clue, (held = new Map()))
      held.set(number, (held.get(number) ?? 0) + weight)
      totals.set(clue, (totals.get(clue) ?? 0) + weight)
    }
    if (isText) continue
    sizes[number] = (sizes[number] ?? 0) + weight
    all += weight
  }
  return {
    chances(title) {
      const clues = [...cluesOf(title)].flatMap(([clue, weight]) => {
        const held = counts.get(clue)
        return held ? [{ held, weight, background: (totals.get(clue) ?? 0) / all }] : []
      })
      if (clues.length === 0) return new Map()
      const scores = codes.map((_, number) => priorWeight * Math.log(((sizes[number] ?? 0) + 1) / all))
      for (const { held, weight, background } of clues) {
        for (let number = 0; number < codes.length; number += 1) {
          scores[number] = (scores[number] ?? 0) + weight * Math.log(((held.get(number) ?? 0) + smoothing * background) / ((sizes[number] ?? 0) + smoothing))
        }
      }
      const order = scores.map((score, number) => ({ score, number })).sort((a, b) => b.score - a.score)
      const highest = order[0]?.score ?? 0
      const shares = order.map(({ score }) => Math.exp(score - highest))
      const sum = shares.reduce((total, share) => total + share, 0)
      return new Map(order.slice(0, mostCodes).map(({ number }, at) => [codes[number] ?? '', (shares[at] ?? 0) / sum]))
    },
  }
}
