import type { Esco } from '../../../platform/classifications/esco/read-esco'

/**
 * How near two occupations are in the words of the classification: their names, their descriptions and the names of
 * their skills. It finds moves that lead into another branch of ISCO, and skills that are worded differently.
 */
export interface Kinship {
  /** The concept of an occupation: its own, else that of its unit group; undefined when neither is known. */
  conceptOf(occupation: { isco?: string | null | undefined; esco?: string | undefined }): number | undefined
  /** Nearness of a concept to every concept, in ten-thousandths. */
  towards(concept: number): Uint16Array
}
/** Shares of the three kinds of words, and the factor in percent by which their mean is raised (cut at 10,000). */
export interface KinshipSettings {
  readonly names: number
  readonly descriptions: number
  readonly skills: number
  readonly factor: number
}

interface Concept {
  names: string
  description: string
  skills: string
}

/** Words of three letters and more; short ones tell nothing. */
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]{3,}/g) ?? []

/** One kind of words of all concepts, as postings of normalised weights. */
class Words {
  readonly #bags: Map<string, number>[]
  readonly #postings = new Map<string, { at: number[]; weight: number[] }>()

  constructor(texts: readonly string[]) {
    const counted = texts.map((text) => {
      const counts = new Map<string, number>()
      for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
      return counts
    })
    const holders = new Map<string, number>()
    for (const counts of counted) for (const word of counts.keys()) holders.set(word, (holders.get(word) ?? 0) + 1)
    this.#bags = counted.map((counts, at) => {
      const weighted = [...counts].map(([word, count]) => [word, (1 + Math.log(count)) * Math.log(texts.length / (holders.get(word) ?? 1))] as const)
      const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
      const bag = new Map(weighted.map(([word, weight]) => [word, weight / length]))
      for (const [word, weight] of bag) {
        let posting = this.#postings.get(word)
        if (!posting) this.#postings.set(word, (posting = { at: [], weight: [] }))
        posting.at.push(at)
        posting.weight.push(weight)
      }
      return bag
    })
  }

  /** Adds share times the cosine with a concept to the sums. */
  addTo(sums: Float64Array, concept: number, share: number): void {
    for (const [word, weight] of this.#bags[concept] ?? []) {
      const posting = this.#postings.get(word)
      if (!posting) continue
      for (let index = 0; index < posting.at.length; index += 1) {
        const at = posting.at[index] ?? 0
        sums[at] = (sums[at] ?? 0) + share * weight * (posting.weight[index] ?? 0)
      }
    }
  }
}

/** Concepts: every occupation of ESCO, then every unit group as the sum of its occupations. */
export function buildKinship(esco: Esco, settings: KinshipSettings): Kinship {
  const skillNames: string[][] = esco.occupations.map(() => [])
  for (const { occupation, skill } of esco.relations) skillNames[occupation]?.push(esco.skills[skill]?.label ?? '')
  const concepts: Concept[] = esco.occupations.map(({ label, otherLabels, description }, at) => ({ names: [label, ...otherLabels].join(' '), description, skills: (skillNames[at] ?? []).join(' ') }))
  const numbers = new Map(esco.occupations.map(({ uri }, at) => [uri, at]))
  const definitions = new Map(esco.iscoDefinitions.map(({ isco, text }) => [isco, text]))
  for (const isco of new Set(esco.occupations.map((occupation) => occupation.isco))) {
    const members = esco.occupations.flatMap((occupation, at) => (occupation.isco === isco ? (concepts[at] ?? []) : []))
    numbers.set(isco, concepts.length)
    concepts.push({
      names: members.map(({ names }) => names).join(' '),
      description: [definitions.get(isco) ?? '', ...members.map(({ description }) => description)].join(' '),
      skills: members.map(({ skills }) => skills).join(' '),
    })
  }
  const kinds = [
    { words: new Words(concepts.map(({ names }) => names)), share: settings.names },
    { words: new Words(concepts.map(({ description }) => description)), share: settings.descriptions },
    { words: new Words(concepts.map(({ skills }) => skills)), share: settings.skills },
  ]
  const whole = settings.names + settings.descriptions + settings.skills
  const known = new Map<number, Uint16Array>()
  return {
    conceptOf: ({ isco, esco: uri }) => (uri === undefined ? undefined : numbers.get(uri)) ?? (isco === undefined || isco === null ? undefined : numbers.get(isco)),
    towards(concept) {
      let near = known.get(concept)
      if (!near) {
        const sums = new Float64Array(concepts.length)
        for (const { words, share } of kinds) if (share > 0) words.addTo(sums, concept, share / whole)
        near = Uint16Array.from(sums, (sum) => Math.min(10_000, Math.floor(sum * settings.factor * 100)))
        known.set(concept, near)
      }
      return near
    },
  }
}
