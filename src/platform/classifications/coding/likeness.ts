import { isLatin, lettersOf, type ReadTitle } from './title-features'

/** Weights of the kinds: a word, the word that names the work, two neighbouring clusters, three letters of a word. */
const weightOf = { word: 2, head: 1.6, pair: 1, letters: 0.6 } as const

function featuresOf({ words, head, pairs }: ReadTitle): Map<string, number> {
  const features = new Map<string, number>()
  for (const word of words) {
    features.set(`w${word}`, weightOf.word)
    if (isLatin(word)) for (const letters of lettersOf(word, 3)) features.set(`t${letters}`, weightOf.letters)
  }
  if (head !== undefined) features.set(`h${head}`, weightOf.head)
  for (const pair of pairs) features.set(pair, weightOf.pair)
  return features
}

export interface Likeness {
  /** The labels that are most like a title, best first, each with its likeness from 0 to 1. */
  nearest(title: ReadTitle, most: number): { at: number; like: number }[]
}

interface Posting {
  at: number[]
  weight: number[]
}

/** Cosine of weighted features. `trust` multiplies the likeness of a label. */
export function buildLikeness(titles: readonly ReadTitle[], trust: readonly number[]): Likeness {
  const features = titles.map(featuresOf)
  const holders = new Map<string, number>()
  for (const one of features) for (const name of one.keys()) holders.set(name, (holders.get(name) ?? 0) + 1)
  const weigh = (one: ReadonlyMap<string, number>) => {
    const weighted = [...one].map(([name, weight]) => ({ name, weight: weight * Math.log(1 + titles.length / (holders.get(name) ?? 1)) }))
    const length = Math.sqrt(weighted.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
    return weighted.map(({ name, weight }) => ({ name, weight: weight / length }))
  }
  const postings = new Map<string, Posting>()
  features.forEach((one, at) => {
    for (const { name, weight } of weigh(one)) {
      let posting = postings.get(name)
      if (!posting) postings.set(name, (posting = { at: [], weight: [] }))
      posting.at.push(at)
      posting.weight.push(weight * (trust[at] ?? 1))
    }
  })
  return {
    nearest(title, most) {
      const likes = new Float32Array(titles.length)
      for (const { name, weight } of weigh(featuresOf(title))) {
        const posting = postings.get(name)
        if (!posting) continue
        for (let index = 0; index < posting.at.length; index += 1) {
          const at = posting.at[index] ?? 0
          likes[at] = (likes[at] ?? 0) + weight * (posting.weight[index] ?? 0)
        }
      }
      return best(likes, most)
    },
  }
}

function best(likes: Float32Array, most: number): { at: number; like: number }[] {
  const order = (a: { at: number; like: number }, b: { at: number; like: number }) => b.like - a.like || a.at - b.at
  let found: { at: number; like: number }[] = []
  let least = 0
  likes.forEach((like, at) => {
    if (like <= least) return
    found.push({ at, like })
    if (found.length < most * 8) return
    found = found.sort(order).slice(0, most)
    least = found[most - 1]?.like ?? 0
  })
  return found.sort(order).slice(0, most)
}
