import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { missingCloseness, occupationPoints } from '../score/occupation-part'
import { educationPoints, experiencePoints, filterOf, freshnessPoints, languagePoints, placePoints, wagePoints } from '../score/pair'
import { skillsPoints } from '../score/skills-part'
import { floorDiv } from '../score/whole'
import type { TopK } from './top-k'
import type { VacancyBlock, VacancyIndex } from './vacancy-index'

const nothingAsked = 2500
const noProfileLeast = 1500
const removed = -1

interface Line {
  readonly isco: string | null
  readonly factor: number
  readonly hasProfile: boolean
  /** Worth of each skill on this line. */
  readonly b: Float64Array
}

/** Exact search over an index of vacancies. Keeps its working memory between queries; one for each thread. */
export class VacancySearch {
  private readonly memory: Float64Array[] = []
  looked = 0

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {}

  search(person: PersonFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    this.looked = 0
    const used: number[] = []
    const lines = person.lines.map((line, at) => this.lineOf(person, line, at, used))
    const restMost = c.experience + (person.wageLeast === null ? c.wage / 2 : c.wage) + c.education + c.languages + freshnessPoints(person.contactOn, today, today)
    const bounds = new Int32Array(this.vacancies.occupations.length).fill(-1)
    const boundOf = (occupation: number) => {
      if (bounds[occupation] === -1) bounds[occupation] = this.bound(occupation, lines, person.skills.length)
      return bounds[occupation] ?? 0
    }
    const blocks = this.vacancies.blocks.map((block) => {
      const km = this.kilometres(person.district, block.district)
      return { block, km, place: this.placeMost(block, person, km) }
    }).filter(({ place }) => place !== removed).sort((x, y) => y.place - x.place)
    for (const { block, place, km } of blocks) {
      const cells = block.cells.map((cell) => ({ cell, bound: boundOf(cell.occupation) })).sort((x, y) => y.bound - x.bound)
      for (const { cell, bound } of cells) {
        if (bound + place + restMost < top.least) break
        for (let number = cell.from; number < cell.to; number += 1) this.score(number, person, lines, today, top, resting, km, place)
      }
    }
    for (const { b } of lines) for (const skill of used) b[skill] = 0
  }

  private lineOf(person: PersonFacts, line: PersonFacts['lines'][number], at: number, used: number[]): Line {
    const b = (this.memory[at] ??= new Float64Array(Math.max(this.vacancies.skillMost, 0) + 1))
    const profile = line.isco === null ? undefined : this.ground.occupation(line.isco)
    const length = profile?.length ?? c.unknownLength
    const put = (skill: number, value: number) => {
      if (skill >= b.length) return
      used.push(skill)
      b[skill] = Math.max(b[skill] ?? 0, value)
    }
    for (const [skill, worth] of profile?.worth ?? []) put(skill, worth)
    for (const skill of person.inferred) put(skill, Math.min(65_535, floorDiv(10_000 * floorDiv(this.ground.idf(skill) * c.expansion, 100), length)))
    for (const skill of person.skills) put(skill, Math.min(65_535, floorDiv(10_000 * this.ground.idf(skill), length)))
    return { isco: line.isco, factor: line.factor, hasProfile: profile !== undefined, b }
  }

  /** Most that occupation and skills can give with any vacancy of an occupation: the lengths of both vectors bound their product. */
  private bound(occupation: number, lines: readonly Line[], declared: number): number {
    const { occupations, support, hasEmpty } = this.vacancies
    let best = 0
    for (const line of lines) {
      let squares = 0
      for (const skill of support[occupation] ?? []) squares += (line.b[skill] ?? 0) ** 2
      const cosine = Math.max(Math.min(10_000, Math.floor(Math.sqrt(squares)) + 1), line.hasProfile ? 0 : noProfileLeast, hasEmpty[occupation] ? nothingAsked : 0)
      best = Math.max(best, skillsPoints(cosine, declared, c) + this.occupationOf(line, occupation === 0 ? null : (occupations[occupation] ?? null)))
    }
    return best
  }

  private occupationOf({ isco, factor }: Line, asked: string | null): number {
    return isco === null || asked === null ? occupationPoints(missingCloseness, 100, c) : occupationPoints(this.ground.closeness(isco, asked), factor, c)
  }

  private kilometres(a: string | null, b: string | null): number | undefined {
    return a === null || b === null ? undefined : a === b ? 0 : this.ground.distance(a, b)
  }

  /** Points for a place in the block; -1 when it is too far for this person. */
  private placeMost({ district, province }: VacancyBlock, person: PersonFacts, km: number | undefined): number {
    const mixed = province === null
    const moves = person.moveAll || (province !== null && person.move.includes(province)) || (district !== null && person.move.includes(district)) || (mixed && person.move.length > 0)
    const beyond = km === undefined ? !mixed && person.province !== null && person.province !== province : km > person.commuteKm
    return beyond && !moves ? removed : placePoints(km, person.commuteKm)
  }

  private score(number: number, person: PersonFacts, lines: readonly Line[], today: number, top: TopK, resting: ReadonlySet<string>, km: number | undefined, place: number): void {
    const { listed, dead, start, skill, a, tie } = this.vacancies
    const vacancy = listed[number]
    if (!vacancy || dead[number]) return
    this.looked += 1
    if (filterOf(person, vacancy, today, this.ground, resting.has(vacancy.vacancyId), km) !== 0) return
    const rest = experiencePoints(person, vacancy) + place + wagePoints(person.wageLeast, person.wageExpected, vacancy.wageOffer)
      + educationPoints(person.isced, vacancy.isced) + languagePoints(person.languages, vacancy.languages) + freshnessPoints(person.contactOn, vacancy.publishedOn, today)
    const [from, to] = [start[number] ?? 0, start[number + 1] ?? 0]
    let best = 0
    for (const line of lines) {
      let sum = 0
      for (let i = from; i < to; i += 1) sum += (a[i] ?? 0) * (line.b[skill[i] ?? 0] ?? 0)
      const computed = Math.min(10_000, Math.floor(sum / 10_000))
      const cosine = from === to ? nothingAsked : line.hasProfile ? computed : Math.max(noProfileLeast, computed)
      best = Math.max(best, skillsPoints(cosine, person.skills.length, c) + this.occupationOf(line, vacancy.isco))
    }
    const total = rest + best
    if (total >= top.least) top.offer(total, tie[number] ?? 0, () => ({ id: vacancy.vacancyId, code: vacancy.code }))
  }
}
