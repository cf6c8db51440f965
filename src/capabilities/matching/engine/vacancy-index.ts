import type { VacancyFacts } from '../score/facts'
import { vacancyTie } from '../score/pair'
import { integers, Numbering, shorts, words } from './columns'

/** Vacancies of one occupation in one district: numbers from `from` to `to`. */
export interface Cell {
  readonly occupation: number
  readonly from: number
  readonly to: number
}
export interface VacancyBlock {
  readonly district: string | null
  /** Null when it is not the same for all. */
  readonly province: string | null
  readonly cells: readonly Cell[]
}
const emptyVector: ReadonlyMap<number, number> = new Map()

/** Vacancies laid out by district and occupation, with their skills as flat arrays. */
export function buildVacancyIndex(vacancies: readonly VacancyFacts[]) {
  const occupations = new Numbering<string>()
  occupations.of('', () => '')
  const keyed = vacancies.map((vacancy) => ({ vacancy, occupation: vacancy.isco === null ? 0 : occupations.of(vacancy.isco, () => vacancy.isco ?? ''), district: vacancy.district ?? '' }))
  keyed.sort((x, y) => (x.district < y.district ? -1 : x.district > y.district ? 1 : x.occupation - y.occupation))
  const count = keyed.length
  const total = vacancies.reduce((sum, { vector }) => sum + vector.size, 0)
  const start = words(count + 1)
  const skill = words(total)
  const a = shorts(total)
  const occupationOf = shorts(count)
  const tie = integers(count)
  const blocks: { district: string | null; province: string | null; cells: Cell[] }[] = []
  const support = occupations.values.map(() => new Set<number>())
  const hasEmpty = occupations.values.map(() => false)
  const numberOf = new Map<string, number>()
  /** Facts with their skills left out: those stand in the arrays. */
  const listed: VacancyFacts[] = []
  let at = 0
  keyed.forEach(({ vacancy: { vector, ...vacancy }, occupation }, number) => {
    start[number] = at
    occupationOf[number] = occupation
    tie[number] = vacancyTie({ ...vacancy, vector })
    numberOf.set(vacancy.vacancyId, number)
    listed.push({ ...vacancy, vector: emptyVector })
    for (const [one, value] of vector) {
      skill[at] = one
      a[at++] = value
      support[occupation]?.add(one)
    }
    if (vector.size === 0) hasEmpty[occupation] = true
    let block = blocks.at(-1)
    if (block?.district !== vacancy.district || !block) blocks.push((block = { district: vacancy.district, province: vacancy.province, cells: [] }))
    else if (block.province !== vacancy.province) block.province = null
    const cell = block.cells.at(-1)
    if (cell?.occupation === occupation) block.cells[block.cells.length - 1] = { ...cell, to: number + 1 }
    else block.cells.push({ occupation, from: number, to: number + 1 })
  })
  start[count] = at
  return {
    count, start, skill, a, tie, occupationOf, listed, numberOf, dead: new Uint8Array(count), blocks: blocks as readonly VacancyBlock[], occupations: occupations.values,
    support: support.map((skills) => Uint32Array.from(skills)), hasEmpty, skillMost: skill.reduce((most, one) => Math.max(most, one), 0),
  }
}
export type VacancyIndex = ReturnType<typeof buildVacancyIndex>
