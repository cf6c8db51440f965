import type { VacancyFacts } from '../score/facts'
import { columnsOf } from './vacancy-columns'
import { bump, bytes, integers, Numbering, runningSum, shorts } from './columns'

/** Vacancies of one district, or of a province without one: numbers from `from` to `to`. */
export interface VacancyBlock {
  readonly at: number
  readonly district: string | null
  readonly province: string | null
  readonly from: number
  readonly to: number
}
type Growing = { -readonly [K in keyof VacancyBlock]: VacancyBlock[K] }
const emptyVector: ReadonlyMap<number, number> = new Map()
/** Numbers that a posting takes: the vacancy, its cell by minor group and block, and how much it asks. */
export const entryWidth = 3
export const minorOf = (isco: string) => isco.slice(0, 3)

/** Vacancies laid out by district and occupation, with their skills as postings: for each skill the vacancies that ask for it, and how much. */
export function buildVacancyIndex(vacancies: readonly VacancyFacts[]) {
  const [occupations, minors] = [new Numbering<string>(), new Numbering<string>()]
  const sorted = vacancies
    .map((vacancy) => ({ vacancy, place: `${vacancy.district ?? ''} ${vacancy.province ?? ''}`, isco: vacancy.isco ?? '' }))
    .sort((x, y) => (x.place < y.place ? -1 : x.place > y.place ? 1 : x.isco < y.isco ? -1 : x.isco > y.isco ? 1 : 0))
  const count = sorted.length
  const asksNothing = bytes(count)
  const blocks: Growing[] = []
  const cells: { block: number; minor: number; run: number }[] = []
  const runs: { occupation: number; from: number }[] = []
  const numberOf = new Map<string, number>()
  sorted.forEach(({ vacancy, isco }, number) => {
    const [occupation, minor] = [occupations.of(isco, () => isco), minors.of(minorOf(isco), () => minorOf(isco))]
    asksNothing[number] = vacancy.vector.size === 0 ? 1 : 0
    numberOf.set(vacancy.vacancyId, number)
    let block = blocks.at(-1)
    const isNew = block?.district !== vacancy.district || block.province !== vacancy.province
    if (!block || isNew) blocks.push((block = { at: blocks.length, district: vacancy.district, province: vacancy.province, from: number, to: number }))
    if (isNew || cells.at(-1)?.minor !== minor) cells.push({ block: block.at, minor, run: runs.length })
    if (isNew || runs.at(-1)?.occupation !== occupation) runs.push({ occupation, from: number })
    block.to = number + 1
  })
  const asked = vectorsOf(sorted.map(({ vacancy }) => vacancy.vector))
  const [cellMinor, cellRun, cellOf] = [shorts(cells.length), integers(cells.length + 1).fill(runs.length), integers(blocks.length * minors.values.length)]
  cells.forEach(({ block, minor, run }, cell) => {
    cellMinor[cell] = minor
    cellRun[cell] = run
    cellOf[minor * blocks.length + block] = cell + 1
  })
  const [runOccupation, runFrom] = [shorts(runs.length), integers(runs.length + 1).fill(count)]
  runs.forEach(({ occupation, from }, run) => {
    runOccupation[run] = occupation
    runFrom[run] = from
  })
  const placeOf = sorted.map(({ isco }) => (minors.find(minorOf(isco)) ?? 0) * blocks.length)
  const bySkill = postings(asked, blocks, placeOf)
  return {
    count, blocks: blocks as readonly VacancyBlock[], occupations: occupations.values, minors: minors.values, cellMinor, asksNothing, numberOf, dead: bytes(count), bySkill, columns: columnsOf(sorted.map(({ vacancy }) => vacancy)),
    /** By minor group and block: the number of the cell and one; 0 where there is none. */
    cellOf,
    /** The runs of one occupation that make up each cell, from `cellRun` on, and the vacancies of each, from `runFrom` on. */
    cellRun, runOccupation, runFrom,
    /** Facts without their skills: those stand in the postings. */
    listed: sorted.map(({ vacancy }): VacancyFacts => ({ ...vacancy, vector: emptyVector })),
  }
}
export type VacancyIndex = ReturnType<typeof buildVacancyIndex>

/** What each vacancy asks, and how much: `first` is where its skills begin. */
function vectorsOf(vectors: readonly VacancyFacts['vector'][]) {
  const first = integers(vectors.length + 1)
  vectors.forEach(({ size }, number) => (first[number + 1] = (first[number] ?? 0) + size))
  const total = first[vectors.length] ?? 0
  const [skill, a] = [shorts(total), shorts(total)]
  let at = 0
  for (const vector of vectors) {
    for (const [one, value] of vector) {
      skill[at] = one
      a[at++] = value
    }
  }
  return { first, skill, a }
}

/** The vacancies that ask for each skill, with their cell and how much they ask: `first` is where those of a skill begin in each block. */
function postings({ first: firstOf, skill, a: values }: ReturnType<typeof vectorsOf>, blocks: readonly VacancyBlock[], minorPlace: readonly number[]) {
  const skills = skill.reduce((most, one) => Math.max(most, one), 0) + 1
  const width = blocks.length
  const first = integers(skills * width + 1)
  const eachAsked = (visit: (place: number, number: number, i: number, block: number) => void) => {
    for (const { at, from, to } of blocks) {
      for (let number = from; number < to; number += 1) for (let i = firstOf[number] ?? 0; i < (firstOf[number + 1] ?? 0); i += 1) visit((skill[i] ?? 0) * width + at, number, i, at)
    }
  }
  eachAsked((place) => bump(first, place + 1))
  runningSum(first)
  const entries = integers(skill.length * entryWidth)
  const next = first.slice()
  eachAsked((place, number, i, block) => entries.set([number, (minorPlace[number] ?? 0) + block, values[i] ?? 0], bump(next, place) * entryWidth))
  return { first, entries, skills, width }
}
