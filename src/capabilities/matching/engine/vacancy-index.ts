import type { VacancyFacts } from '../score/facts'
import { vacancyTie } from '../score/pair'
import { columnsOf } from './vacancy-columns'
import { bump, bytes, integers, Numbering, runningSum, shorts, words } from './columns'

/** Vacancies of one district, or of a province without one: numbers from `from` to `to`, in cells of one ISCO minor group from `firstCell` to `endCell`. */
export interface VacancyBlock {
  readonly at: number
  readonly district: string | null
  readonly province: string | null
  readonly from: number
  readonly to: number
  readonly firstCell: number
  readonly endCell: number
}
type Growing = { -readonly [K in keyof VacancyBlock]: VacancyBlock[K] }
const emptyVector: ReadonlyMap<number, number> = new Map()
export const minorOf = (isco: string) => isco.slice(0, 3)

/** Vacancies laid out by district and occupation, with their skills as postings: for each skill the vacancies that ask for it, and how much. */
export function buildVacancyIndex(vacancies: readonly VacancyFacts[]) {
  const [occupations, minors] = [new Numbering<string>(), new Numbering<string>()]
  const sorted = vacancies
    .map((vacancy) => ({ vacancy, place: `${vacancy.district ?? ''} ${vacancy.province ?? ''}`, isco: vacancy.isco ?? '' }))
    .sort((x, y) => (x.place < y.place ? -1 : x.place > y.place ? 1 : x.isco < y.isco ? -1 : x.isco > y.isco ? 1 : 0))
  const count = sorted.length
  const [occupationOf, tie, asksNothing] = [shorts(count), integers(count), bytes(count)]
  const blocks: Growing[] = []
  const cells: { minor: number; from: number }[] = []
  const numberOf = new Map<string, number>()
  sorted.forEach(({ vacancy, isco }, number) => {
    const minor = minors.of(minorOf(isco), () => minorOf(isco))
    occupationOf[number] = occupations.of(isco, () => isco)
    tie[number] = vacancyTie(vacancy)
    asksNothing[number] = vacancy.vector.size === 0 ? 1 : 0
    numberOf.set(vacancy.vacancyId, number)
    let block = blocks.at(-1)
    const isNew = block?.district !== vacancy.district || block.province !== vacancy.province
    if (!block || isNew) blocks.push((block = { at: blocks.length, district: vacancy.district, province: vacancy.province, from: number, to: number, firstCell: cells.length, endCell: 0 }))
    if (isNew || cells.at(-1)?.minor !== minor) cells.push({ minor, from: number })
    block.to = number + 1
    block.endCell = cells.length
  })
  const bySkill = postings(sorted.map(({ vacancy }) => vacancy.vector), blocks)
  const [cellMinor, cellFrom] = [shorts(cells.length), words(cells.length + 1).fill(count)]
  const mostAsked = shorts(minors.values.length * bySkill.skills)
  cells.forEach(({ minor, from }, cell) => {
    cellMinor[cell] = minor
    cellFrom[cell] = from
    for (let number = from; number < (cells[cell + 1]?.from ?? count); number += 1) {
      for (const [skill, a] of sorted[number]?.vacancy.vector ?? []) {
        const at = skill * minors.values.length + minor
        if (a > (mostAsked[at] ?? 0)) mostAsked[at] = a
      }
    }
  })
  return {
    count, blocks: blocks as readonly VacancyBlock[], occupations: occupations.values, minors: minors.values, occupationOf, cellMinor, cellFrom, tie, asksNothing, numberOf, dead: bytes(count), bySkill, columns: columnsOf(sorted.map(({ vacancy }) => vacancy)),
    /** Most that any vacancy of a minor group asks of a skill, by skill and minor group. */
    mostAsked,
    /** Facts without their skills: those stand in the postings. */
    listed: sorted.map(({ vacancy }): VacancyFacts => ({ ...vacancy, vector: emptyVector })),
  }
}
export type VacancyIndex = ReturnType<typeof buildVacancyIndex>

/** `first`: where the vacancies of a skill begin in each block, by skill and block. */
function postings(vectors: readonly VacancyFacts['vector'][], blocks: readonly VacancyBlock[]) {
  let most = 0
  for (const vector of vectors) for (const skill of vector.keys()) most = Math.max(most, skill)
  const width = blocks.length
  const first = words((most + 1) * width + 1)
  const eachBlock = (visit: (skill: number, block: number, number: number, value: number) => void) => {
    blocks.forEach(({ from, to }, block) => {
      for (let number = from; number < to; number += 1) vectors[number]?.forEach((value, skill) => visit(skill, block, number, value))
    })
  }
  eachBlock((skill, block) => bump(first, skill * width + block + 1))
  runningSum(first)
  const total = first.at(-1) ?? 0
  const [holder, a] = [words(total), shorts(total)]
  const next = first.slice()
  eachBlock((skill, block, number, value) => {
    const at = bump(next, skill * width + block)
    holder[at] = number
    a[at] = value
  })
  return { first, holder, a, skills: most + 1, width }
}
