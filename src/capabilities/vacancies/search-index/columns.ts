import { Column, Together } from './column'
import { type Facets, facetNames, type FacetName, type Kept } from './kept'
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

/** One filter: which facts of a column fit, and the facet that does not obey it. */
interface Test {
  facet: number
  bySlot: Row
  fits: Uint8Array
}

/** Among the numbers of facets: no test failed; every facet obeys. */
const [nothing, noFacet] = [254, 255]
const facetOf = (name: FacetName) => facetNames.indexOf(name)
const dayNumber = (day: string) => Number(day.replaceAll('-', ''))
const yesNo = (answer: boolean | null) => (answer === null ? '' : answer ? 'yes' : 'no')

/** The beginning of the band in which a wage stands, as the database says it: bands begin at 1, 2 and 5 of each power of ten. */
export function wageBand(wage: number): string {
  if (wage < 1) return '0'
  const digits = String(Math.trunc(wage))
  const first = digits.charAt(0)
  return (first < '2' ? '1' : first < '5' ? '2' : '5').padEnd(digits.length, '0')
}

/** Filters and counts over slots, by column; '' stands for "not stated". What a vacancy does not state never hides it. */
export class Columns {
  #province = new Column<string>()
  #major = new Column<string>()
  #contract = new Column<string>()
  #education = new Column<string>()
  #accessible = new Column<string>()
  #district = new Column<string>()
  #isco = new Column<string>()
  /** Currency and wage of a month, '' where either is not stated. */
  #wage = new Column<string>()
  #band = new Column<string>()
  #day = new Column<string>()
  #places = new Together([this.#province, this.#major])
  #terms = new Together([this.#contract, this.#education, this.#accessible, this.#band])
  /** 20261123 for 23 November 2026, by slot. */
  #published = new Numbers()

  get published(): Row {
    return this.#published.all
  }

  push({ provinceCode, districtCode, isco, contract, educationMin, accessible, wageMonth, wageCurrency, publishedOn }: FilterFacts): void {
    this.#places.push([provinceCode ?? '', isco?.slice(0, 1) ?? ''])
    const isPaid = wageMonth !== null && wageCurrency !== null
    this.#terms.push([contract, educationMin ?? '', yesNo(accessible), isPaid ? `${wageCurrency} ${wageBand(wageMonth)}` : ''])
    this.#district.push(districtCode ?? '')
    this.#isco.push(isco ?? '')
    this.#wage.push(isPaid ? `${wageCurrency} ${wageMonth}` : '')
    this.#day.push(publishedOn)
    this.#published.push(dayNumber(publishedOn))
  }

  /** The slots that all filters keep, and for each facet the counts among those that the other filters keep. */
  sift(slots: Row, kept: Kept, newSince: string): { slots: Row; facets: Facets } {
    const { left, only } = split(slots, this.#tests(kept))
    const facet = (name: FacetName, column: Column<string>, counts: Uint32Array | undefined): [FacetName, Record<string, number>] => {
      const more = only.get(facetOf(name))
      const added = more && column.count(more)
      return [name, Object.fromEntries(column.facts.map((code, at): [string, number] => [code, (counts?.[at] ?? 0) + (added?.[at] ?? 0)]).filter(([, count]) => count > 0))]
    }
    const [[province, major], [contract, education, accessible, band]] = [this.#places.count(left), this.#terms.count(left)]
    const days = [left, only.get(facetOf('since')) ?? noNumbers].map((some) => this.#day.count(some))
    const week = this.#day.facts.reduce((sum, day, at) => (day >= newSince ? sum + (days[0]?.[at] ?? 0) + (days[1]?.[at] ?? 0) : sum), 0)
    const facets = [
      facet('province', this.#province, province), facet('group', this.#major, major), facet('contract', this.#contract, contract),
      facet('education', this.#education, education), facet('accessible', this.#accessible, accessible), facet('wage', this.#band, band), ['since', { week }],
    ]
    return { slots: left, facets: Object.fromEntries(facets) as Facets }
  }

  #tests({ province, district, group, contract, education, accessible, since, wage, currency }: Kept): Test[] {
    const tests: Test[] = []
    const test = (facet: number, column: Column<string>, fits: (fact: string) => boolean) => tests.push({ facet, bySlot: column.bySlot, fits: column.where(fits) })
    const orNone = (fits: (fact: string) => boolean) => (fact: string) => fact === '' || fits(fact)
    if (province !== undefined) test(facetOf('province'), this.#province, orNone((code) => code === province))
    if (district !== undefined) test(facetOf('province'), this.#district, orNone((code) => code === district))
    if (group !== undefined) test(facetOf('group'), this.#isco, orNone((code) => code.startsWith(group)))
    if (contract !== undefined) test(facetOf('contract'), this.#contract, (code) => code === contract)
    if (education) test(facetOf('education'), this.#education, orNone((code) => education.includes(code)))
    if (accessible) test(facetOf('accessible'), this.#accessible, (answer) => answer !== 'no')
    if (since !== undefined) test(facetOf('since'), this.#day, (day) => day >= since)
    if (wage !== undefined) {
      const [least, other] = [Number(wage), `${currency ?? ''} `]
      test(facetOf('wage'), this.#wage, orNone((fact) => !fact.startsWith(other) || Number(fact.slice(other.length)) >= least))
    }
    return tests
  }
}

/** What all tests let through; and by facet what only the filter of that facet keeps out. */
function split(slots: Row, tests: readonly Test[]): { left: Row; only: ReadonlyMap<number, Row> } {
  if (tests.length === 0) return { left: slots, only: new Map() }
  const failed = new Uint8Array(slots.length).fill(nothing)
  for (const { facet, bySlot, fits } of tests) {
    for (let at = 0; at < slots.length; at += 1) {
      if (fits[bySlot[slots[at] ?? 0] ?? 0] === 1) continue
      failed[at] = failed[at] === nothing || failed[at] === facet ? facet : noFacet
    }
  }
  const those = (facet: number) => slots.filter((_slot, at) => failed[at] === facet)
  return { left: those(nothing), only: new Map([...new Set(tests.map(({ facet }) => facet))].filter((facet) => facet !== noFacet).map((facet) => [facet, those(facet)])) }
}
