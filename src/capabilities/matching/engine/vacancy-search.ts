import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { occupationPoints } from '../score/occupation-part'
import { floorDiv } from '../score/whole'
import { lowerBound } from './columns'
import type { TopK } from './top-k'
import { type Reach, VacancyGround } from './vacancy-ground'
import type { VacancyIndex } from './vacancy-index'
import { removed, restMost, type RestOf, restOf } from './vacancy-rest'

const noProfileLeast = 1500
const whole = 10_000
/** So many minor groups, the best by their bounds, are searched first, so that the list fills with good ones. */
const firstGroups = 4

interface Memory {
  readonly sums: Float64Array
  readonly points: Int32Array
  readonly most: Float64Array
}
/** A line of work of the person who asks: of several in one occupation the one that counts most. */
interface Line {
  readonly hasProfile: boolean
  /** Points for the occupation, by occupation of the vacancy. */
  readonly points: Int32Array
  /** Σ a·b of the profile by vacancy, when it is kept between queries. */
  readonly kept: Float64Array
  /** What each skill is worth beyond that. */
  readonly worth: readonly (readonly [skill: number, b: number])[]
  /** Σ a·b of those, by vacancy, for those within reach. */
  readonly sums: Float64Array
  /** Bound of both sums, by minor group. */
  readonly most: Float64Array
}
interface Query {
  readonly top: TopK
  readonly lines: readonly Line[]
  /** Points of the skills part for the highest cosine. */
  readonly each: number
  /** Bound of all parts but skills, occupation and place. */
  readonly others: number
  readonly rest: RestOf
}

/**
 * Exact search over an index of vacancies. A bound for each minor group, of what its vacancies ask most, says which cells can hold a
 * vacancy for the list; in those the products of skills are added up, and only vacancies whose sum is enough are looked at.
 * Keeps its working memory between queries; one for each thread.
 */
export class VacancySearch {
  private readonly ground: VacancyGround
  private readonly memory: Memory[] = []
  private readonly seen: Uint32Array
  /** Most points of skills and occupation in each minor group, and the groups by it: points, then the group in 16 bits. */
  private readonly bound: Int32Array
  private readonly byBound: Int32Array
  private run = 0
  /** Vacancies whose facts the last query looked at. */
  looked = 0

  constructor(private readonly vacancies: VacancyIndex, private readonly known: KnownGround) {
    this.ground = new VacancyGround(vacancies, known)
    this.seen = new Uint32Array(vacancies.count)
    this.bound = new Int32Array(vacancies.minors.length)
    this.byBound = new Int32Array(vacancies.minors.length)
  }

  /** Prepares for many people of one occupation. */
  keep(isco: string): void {
    this.ground.keep(isco)
  }

  search(person: PersonFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    this.looked = 0
    this.run += 1
    const reach = this.ground.reachOf(person)
    const query = {
      top, lines: this.linesOf(person), each: c.skillsLeast + c.skillsPerDeclared * Math.min(person.skills.length, c.skillsDeclaredMost), others: restMost(person, today),
      rest: restOf(this.vacancies, this.known, person, today, resting),
    }
    this.boundGroups(query)
    const split = this.byBound.length > firstGroups ? (this.byBound[this.byBound.length - firstGroups] ?? 0) >> 16 : 0
    for (const place of reach) this.searchBlock(place, split, 1 << 16, query)
    for (const place of reach) this.searchBlock(place, 0, split, query)
  }

  private linesOf(person: PersonFacts): Line[] {
    const factors = new Map<string | null, number>()
    for (const { isco, factor } of person.lines) factors.set(isco, Math.max(factor, factors.get(isco) ?? 0))
    return [...factors].map(([isco, factor], at) => {
      const profile = isco === null ? undefined : this.known.occupation(isco)
      const length = profile?.length ?? c.unknownLength
      const kept = this.ground.keptSums(isco)
      const worth = new Map(kept ? [] : profile?.worth)
      const put = (skill: number, weight: number) => {
        const byProfile = profile?.worth.get(skill) ?? 0
        const more = Math.max(0, Math.min(65_535, floorDiv(whole * weight, length)) - byProfile)
        worth.set(skill, more + (kept ? 0 : byProfile))
      }
      for (const skill of person.inferred) put(skill, floorDiv(this.known.idf(skill) * c.expansion, 100))
      for (const skill of person.skills) put(skill, this.known.idf(skill))
      const { occupations, minors, count } = this.vacancies
      const memory = (this.memory[at] ??= { sums: new Float64Array(count), points: new Int32Array(occupations.length), most: new Float64Array(minors.length) })
      this.ground.closenessOf(isco).forEach((close, occupation) => {
        memory.points[occupation] = occupationPoints(close, isco === null || occupations[occupation] === '' ? 100 : factor, c)
      })
      memory.most.set((kept ?? this.ground.nothing).most)
      for (const [skill, b] of worth) this.addMost(memory.most, skill, b)
      return { hasProfile: profile !== undefined, kept: (kept ?? this.ground.nothing).sums, worth: [...worth], ...memory }
    })
  }

  private addMost(most: Float64Array, skill: number, b: number): void {
    const { mostAsked } = this.vacancies
    for (let minor = 0; minor < most.length; minor += 1) most[minor] = (most[minor] ?? 0) + (mostAsked[skill * most.length + minor] ?? 0) * b
  }

  private boundGroups({ lines, each }: Query): void {
    const { bound, byBound } = this
    bound.fill(0)
    for (const { points, most, hasProfile } of lines) {
      this.ground.minorOf.forEach((minor, occupation) => {
        const cosine = Math.max(hasProfile ? 0 : noProfileLeast, Math.min(whole, Math.floor((most[minor] ?? 0) / whole)))
        const found = Math.floor((each * cosine) / whole) + (points[occupation] ?? 0)
        if (found > (bound[minor] ?? 0)) bound[minor] = found
      })
    }
    bound.forEach((points, minor) => (byBound[minor] = (points << 16) | minor))
    byBound.sort()
  }

  /** Cells whose bound is at least `from` and below `to`, those beside each other at once. */
  private searchBlock(reach: Reach, from: number, to: number, query: Query): void {
    const { cellMinor, cellFrom } = this.vacancies
    const { block, place } = reach
    let open = -1
    for (let cell = block.firstCell; cell <= block.endCell; cell += 1) {
      const bound = cell === block.endCell ? -1 : (this.bound[cellMinor[cell] ?? 0] ?? 0)
      if (bound >= from && bound < to && bound + place + query.others >= query.top.least) {
        if (open < 0) open = cell
      } else if (open >= 0) {
        this.searchRange(cellFrom[open] ?? 0, cellFrom[cell] ?? 0, reach, query)
        open = -1
      }
    }
  }

  private searchRange(from: number, to: number, { block, place }: Reach, query: Query): void {
    const { occupationOf } = this.vacancies
    const { top, lines, each, others } = query
    for (const line of lines) this.addProducts(line, from, to)
    for (const { kept, sums, points, hasProfile } of lines) {
      let occupation = -1
      let sumLeast = 0
      for (let number = from; number < to; number += 1) {
        if (occupationOf[number] !== occupation) {
          occupation = occupationOf[number] ?? 0
          const enough = top.least - place - others - (points[occupation] ?? 0)
          sumLeast = enough > each ? Infinity : enough <= 0 ? 0 : Math.ceil((enough * whole) / each) * whole
          if (!hasProfile && sumLeast <= noProfileLeast * whole) sumLeast = 0
        }
        if ((kept[number] ?? 0) + (sums[number] ?? 0) >= sumLeast) this.score(number, occupation, block.province === null, place, query)
      }
    }
  }

  private addProducts({ sums, worth }: Line, from: number, to: number): void {
    const { first, holder, a } = this.vacancies.bySkill
    sums.fill(0, from, to)
    for (const [skill, b] of worth) {
      const end = first[skill + 1] ?? 0
      for (let i = lowerBound(holder, first[skill] ?? end, end, from); i < end; i += 1) {
        const number = holder[i] ?? to
        if (number >= to) break
        sums[number] = (sums[number] ?? 0) + (a[i] ?? 0) * b
      }
    }
  }

  private score(number: number, occupation: number, isMixed: boolean, place: number, { top, lines, each, others, rest }: Query): void {
    if (this.seen[number] === this.run) return
    this.seen[number] = this.run
    const { listed, dead, tie, asksNothing } = this.vacancies
    let best = 0
    for (const { kept, sums, points, hasProfile } of lines) {
      const sum = (kept[number] ?? 0) + (sums[number] ?? 0)
      let cosine = sum >= whole * whole ? whole : Math.floor(sum / whole)
      if (cosine < noProfileLeast && !hasProfile && asksNothing[number] === 0) cosine = noProfileLeast
      best = Math.max(best, Math.floor((each * cosine) / whole) + (points[occupation] ?? 0))
    }
    if (best + place + others < top.least || dead[number] === 1) return
    this.looked += 1
    const parts = rest(number, occupation, isMixed)
    const total = best + place + parts
    if (parts === removed || total < top.least) return
    top.offer(total, tie[number] ?? 0, () => ({ id: listed[number]?.vacancyId ?? '', code: listed[number]?.code ?? '' }))
  }
}
