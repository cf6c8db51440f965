import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { floorDiv } from '../score/whole'
import { type Points, type Span, sumMost, type Sums, type VacancyGround } from './vacancy-ground'
import { entryWidth, type VacancyIndex } from './vacancy-index'

const noProfileLeast = 1500
const whole = 10_000

/** A line of work of the person who asks, of several in one occupation the one that counts most: Σ a·b of each vacancy within reach, and the most of it. */
export interface Line {
  /** What Σ a·b counts as at least. */
  sumFloor: number
  /** Points for the occupation. */
  points: Points
  /** Σ a·b of the profile, when it is kept between queries. */
  kept: Sums
  /** Σ a·b of the person's other skills, by vacancy. */
  readonly sums: Int32Array
  /** The most of those in each cell, by minor group and block. */
  readonly mostOfCell: Int32Array
  /** The cells that hold any. */
  readonly touched: number[]
  /** The most of those in each minor group. */
  readonly mostOfMinor: Int32Array
  /** The least Σ a·b that counts in the minor group and at the place that are searched. */
  least: number
}

/** Prepares the lines of a person. Keeps its working memory between queries. */
export class VacancyLines {
  private readonly lines: Line[] = []

  constructor(private readonly vacancies: VacancyIndex, private readonly known: KnownGround, private readonly ground: VacancyGround) {}

  of(person: PersonFacts, spans: readonly Span[]): Line[] {
    const factors = new Map<string | null, number>()
    for (const { isco, factor } of person.lines) factors.set(isco, Math.max(factor, factors.get(isco) ?? 0))
    return [...factors].map(([isco, factor], at) => {
      const points = this.ground.pointsOf(isco, factor)
      const line = (this.lines[at] ??= this.newLine(points))
      const profile = isco === null ? undefined : this.known.occupation(isco)
      const kept = this.ground.keptSums(isco)
      line.points = points
      line.sumFloor = profile ? 0 : noProfileLeast * whole
      line.kept = kept ?? this.ground.nothing
      this.clear(line, spans)
      this.addSkills(line, person, profile, kept === undefined, spans)
      const blocks = this.vacancies.blocks.length
      for (const cell of line.touched) {
        const minor = Math.floor(cell / blocks)
        line.mostOfMinor[minor] = Math.max(line.mostOfMinor[minor] ?? 0, line.mostOfCell[cell] ?? 0)
      }
      return line
    })
  }

  private newLine(points: Points): Line {
    const { count, cellOf, minors } = this.vacancies
    return { sumFloor: 0, points, kept: this.ground.nothing, sums: new Int32Array(count), mostOfCell: new Int32Array(cellOf.length), touched: [], mostOfMinor: new Int32Array(minors.length), least: 0 }
  }

  private clear({ sums, mostOfCell, mostOfMinor, touched }: Line, spans: readonly Span[]): void {
    for (const cell of touched) mostOfCell[cell] = 0
    touched.length = 0
    mostOfMinor.fill(0)
    for (const { from, to } of spans) sums.fill(0, from, to)
  }

  /** What the person's own skills are worth beyond the profile of the line, and the profile's unless its sums are kept. */
  private addSkills(line: Line, person: PersonFacts, profile: ReturnType<KnownGround['occupation']>, withProfile: boolean, spans: readonly Span[]): void {
    const length = profile?.length ?? c.unknownLength
    const addBeyond = (skill: number, weight: number) => this.add(line, skill, Math.min(65_535, floorDiv(whole * weight, length)) - (profile?.worth.get(skill) ?? 0), spans)
    const declared = new Set(person.skills)
    for (const skill of declared) addBeyond(skill, this.known.idf(skill))
    for (const skill of new Set(person.inferred)) if (!declared.has(skill)) addBeyond(skill, floorDiv(this.known.idf(skill) * c.expansion, 100))
    if (withProfile) profile?.worth.forEach((b, skill) => this.add(line, skill, b, spans))
  }

  /** Adds the products of one skill within reach. */
  private add({ sums, mostOfCell, touched }: Line, skill: number, b: number, spans: readonly Span[]): void {
    const { first, entries, width } = this.vacancies.bySkill
    if (b <= 0) return
    for (const { firstBlock, endBlock } of spans) {
      const end = (first[skill * width + endBlock] ?? 0) * entryWidth
      for (let i = (first[skill * width + firstBlock] ?? 0) * entryWidth; i < end; i += entryWidth) {
        const number = entries[i] ?? 0
        let sum = (sums[number] ?? 0) + (entries[i + 2] ?? 0) * b
        if (sum > sumMost) sum = sumMost
        sums[number] = sum
        const cell = entries[i + 1] ?? 0
        const most = mostOfCell[cell] ?? 0
        if (sum <= most) continue
        if (most === 0) touched.push(cell)
        mostOfCell[cell] = sum
      }
    }
  }
}
