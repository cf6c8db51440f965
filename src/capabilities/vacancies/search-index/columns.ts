import { type Facets, facetNames, type Kept } from './kept'
import { noNumbers, Numbers, type Row } from './numbers'

/** What the filters of the portal read of a vacancy. */
export interface FilterFacts {
  provinceCode: string | null
  districtCode: string | null
  isco: string | null
  contract: string
  educationMin: string | null
  accessible: boolean | null
  /** Monthly wage at most, or at least where no most is stated; null when none is shown or comparable. */
  wageMonth: number | null
  wageCurrency: string | null
  publishedOn: string
}

/** Codes as small numbers; 0 stands for "not stated". */
class Codes {
  #numbers = new Map<string, number>([['', 0]])
  readonly all = ['']

  of(code: string | null): number {
    const known = this.#numbers.get(code ?? '')
    if (known !== undefined) return known
    this.#numbers.set(code ?? '', this.all.length)
    return this.all.push(code ?? '') - 1
  }
}

interface Test {
  /** The facet that does not obey this filter, or `noFacet`. */
  facet: number
  fits(slot: number): boolean
}

/** Among the numbers of facets: no test failed; every facet obeys. */
const [nothing, noFacet] = [-2, -1]
const [province, group, contract, education, accessible, since] = [0, 1, 2, 3, 4, 5]
const dayNumber = (day: string) => Number(day.replaceAll('-', ''))

/** Filters and counts over slots, by column. What a vacancy does not state never hides it. */
export class Columns {
  #codes = facetNames.map(() => new Codes())
  /** For each facet the number of the code, by slot. */
  #values = facetNames.map(() => new Numbers())
  #facts: FilterFacts[] = []
  /** 20261123 for 23 November 2026, by slot. */
  #published = new Numbers()

  get published(): Row {
    return this.#published.all
  }

  push(facts: FilterFacts): void {
    const codes = [facts.provinceCode, facts.isco?.slice(0, 1) ?? '', facts.contract, facts.educationMin, facts.accessible === null ? '' : facts.accessible ? 'yes' : 'no', '']
    codes.forEach((code, facet) => this.#values[facet]?.push(this.#codes[facet]?.of(code) ?? 0))
    this.#facts.push(facts)
    this.#published.push(dayNumber(facts.publishedOn))
  }

  /** The slots that all filters keep, and for each facet the counts among those that the other filters keep. */
  sift(slots: Row, kept: Kept, newSince: string): { slots: Row; facets: Facets } {
    const { left, only } = this.#split(slots, this.#tests(kept))
    const facets = facetNames.map((name, facet) => [name, name === 'since' ? this.#fresh(left, only[facet] ?? noNumbers, newSince) : this.#counted(facet, left, only[facet] ?? noNumbers)])
    return { slots: left, facets: Object.fromEntries(facets) as Facets }
  }

  /** What all tests let through; and by facet what only the filter of that facet keeps out. */
  #split(slots: Row, tests: readonly Test[]): { left: Row; only: readonly Row[] } {
    if (tests.length === 0) return { left: slots, only: [] }
    const [left, only] = [new Numbers(), facetNames.map(() => new Numbers())]
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[at] ?? 0
      let failed = nothing
      for (const { facet, fits } of tests) {
        if (fits(slot)) continue
        const isFirst = failed === nothing
        failed = isFirst || failed === facet ? facet : noFacet
        if (failed === noFacet) break
      }
      if (failed === nothing) left.push(slot)
      else only[failed]?.push(slot)
    }
    return { left: left.all, only: only.map(({ all }) => all) }
  }

  #counted(facet: number, ...lists: Row[]): Record<string, number> {
    const [values, codes] = [this.#values[facet]?.all ?? noNumbers, this.#codes[facet]?.all ?? []]
    const counts = new Int32Array(codes.length)
    for (const slots of lists) {
      for (let at = 0; at < slots.length; at += 1) {
        const code = values[slots[at] ?? 0] ?? 0
        counts[code] = (counts[code] ?? 0) + 1
      }
    }
    return Object.fromEntries(codes.flatMap((code, at): [string, number][] => ((counts[at] ?? 0) > 0 ? [[code, counts[at] ?? 0]] : [])))
  }

  #fresh(left: Row, only: Row, newSince: string): Record<string, number> {
    const [published, border] = [this.published, dayNumber(newSince)]
    let week = 0
    for (const slots of [left, only]) for (let at = 0; at < slots.length; at += 1) if ((published[slots[at] ?? 0] ?? 0) >= border) week += 1
    return { week }
  }

  #tests(kept: Kept): Test[] {
    const tests: Test[] = []
    const facts = this.#facts
    const is = (facet: number, wanted: string, orNone = true) => {
      const [values, number] = [this.#values[facet]?.all ?? noNumbers, this.#codes[facet]?.of(wanted)]
      tests.push({ facet, fits: (slot) => values[slot] === number || (orNone && values[slot] === 0) })
    }
    if (kept.province !== undefined) is(province, kept.province)
    if (kept.district !== undefined) tests.push({ facet: province, fits: (slot) => (facts[slot]?.districtCode ?? kept.district) === kept.district })
    const { group: wanted } = kept
    if (wanted !== undefined) tests.push({ facet: group, fits: (slot) => facts[slot]?.isco?.startsWith(wanted) ?? true })
    if (kept.contract !== undefined) is(contract, kept.contract, false)
    const { education: own } = kept
    if (own) {
      const fits = (code: string | null | undefined) => (code ?? null) === null || own.includes(code ?? '')
      tests.push({ facet: education, fits: (slot) => fits(facts[slot]?.educationMin) })
    }
    if (kept.accessible) tests.push({ facet: accessible, fits: (slot) => facts[slot]?.accessible !== false })
    if (kept.since !== undefined) {
      const [border, published] = [dayNumber(kept.since), this.published]
      tests.push({ facet: since, fits: (slot) => (published[slot] ?? 0) >= border })
    }
    if (kept.wage !== undefined) {
      const [least, currency] = [Number(kept.wage), kept.currency]
      tests.push({ facet: noFacet, fits: (slot) => facts[slot]?.wageCurrency !== currency || (facts[slot]?.wageMonth ?? least) >= least })
    }
    return tests
  }
}
