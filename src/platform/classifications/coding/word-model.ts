import { headWord, titleWords } from './title-features'

interface Labelled {
  code: string
  text: string
}
export interface WordModel {
  /** The likeliest codes for the words of a title, with chances that add up to at most 1. */
  chances(words: readonly string[]): Map<string, number>
  labelOf(code: string): number
}
export const modelKnobs = { smooth: 0.4, most: 12, prior: 0.3, temper: 1 }

/** How often each word stands in the labels of each unit group: naive Bayes over words. */
export function buildWordModel(labels: readonly Labelled[]): WordModel {
  const numbers = new Map<string, number>()
  const codes: string[] = []
  const firsts: number[] = []
  const sizes: number[] = []
  const counts = new Map<string, Map<number, number>>()
  labels.forEach(({ code, text }, at) => {
    let number = numbers.get(code)
    if (number === undefined) {
      numbers.set(code, (number = codes.length))
      codes.push(code)
      firsts.push(at)
      sizes.push(0)
    }
    const words = new Set(titleWords(text))
    void headWord
    for (const word of words) {
      let held = counts.get(word)
      if (!held) counts.set(word, (held = new Map()))
      held.set(number, (held.get(number) ?? 0) + 1)
    }
    sizes[number] = (sizes[number] ?? 0) + 1
  })
  const all = labels.length
  return {
    labelOf: (code) => firsts[numbers.get(code) ?? 0] ?? 0,
    chances(words) {
      const known = [...new Set(words)].flatMap((word) => counts.get(word) ?? [])
      if (known.length === 0) return new Map()
      const scores = codes.map((_, number) => modelKnobs.prior * Math.log((sizes[number] ?? 0) / all))
      for (const held of known) {
        let total = 0
        for (const count of held.values()) total += count
        const background = total / all
        for (let number = 0; number < codes.length; number += 1) {
          const size = sizes[number] ?? 0
          scores[number] = (scores[number] ?? 0) + Math.log(((held.get(number) ?? 0) + modelKnobs.smooth * background * 20) / (size + modelKnobs.smooth * 20))
        }
      }
      const order = scores.map((score, number) => ({ score, number })).sort((a, b) => b.score - a.score)
      const best = order[0]?.score ?? 0
      let sum = 0
      const weights = order.map(({ score }) => {
        const weight = Math.exp((score - best) * modelKnobs.temper)
        sum += weight
        return weight
      })
      return new Map(order.slice(0, modelKnobs.most).map(({ number }, at) => [codes[number] ?? '', (weights[at] ?? 0) / sum]))
    },
  }
}
