import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { floorDiv } from '../score/whole'
import type { TopK } from './top-k'
import { type Points, type Reach, type Sums, VacancyGround } from './vacancy-ground'
import type { VacancyIndex } from './vacancy-index'
import { removed, restMost, type RestOf, restOf } from './vacancy-rest'

const noProfileLeast = 1500
const whole = 10_000
/** So many minor groups, the best by their bounds, are searched first, so that the list fills with good ones. */
const firstGroups = 4

/** Skills that count (`skills`, `worth`), the sums Σ a·b of those by vacancy where it was searched, and their bound by minor group (`more`). */
interface Memory {
  readonly sums: Float64Array
  readonly skills: number[]
  readonly worth: number[]
  /** Where the vacancies of each skill go on in the block that is searched, and end. */
  readonly next: number[]
  readonly ends: number[]
  readonly more: Float64Array
}
/** A line of work of the person who asks: of several in one occupation the one that counts most. */
interface Line extends Memory {
  readonly hasProfile: boolean
  /** Points for the occupation. */
  readonly points: Points
  /** Σ a·b of the profile, when it is kept between queries. */
  readonly kept: Sums
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

/** Bound of the points for skills and occupation in a minor group, when the profile gives no more than `kept` there. */
function mostPoints({ hasProfile, more, points }: Line, each: number, kept: number, minor: number): number {
  const cosine = Math.max(hasProfile ? 0 : noProfileLeast, Math.min(whole, Math.floor((kept + (more[minor] ?? 0)) / whole)))
  return Math.floor((each * cosine) / whole) + (points.most[minor] ?? 0)
}

/** The lines of work, as bits, that can reach `needed` in a cell: the others give less than one of these to any vacancy that is listed. */
function linesWith({ lines, each }: Query, cell: number, minor: number, needed: number): number {
  let found = 0
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line && mostPoints(line, each, line.kept.most[cell] ?? 0, minor) >= needed) found |= 1 << at
  }
  return found
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
      const known = this.ground.keptSums(isco)
      const memory = (this.memory[at] ??= { sums: new Float64Array(this.vacancies.count), skills: [], worth: [], next: [], ends: [], more: new Float64Array(this.vacancies.minors.length) })
      this.putWorth(memory, person, profile, known === undefined)
      memory.more.fill(0)
      memory.skills.forEach((skill, n) => this.addMost(memory.more, skill, memory.worth[n] ?? 0))
      return { hasProfile: profile !== undefined, kept: known ?? this.ground.nothing, points: this.ground.pointsOf(isco, factor), ...memory }
    })
  }

  /** What the person's own skills are worth beyond the profile of the line, and the profile's unless its sums are kept. */
  private putWorth({ skills, worth }: Memory, person: PersonFacts, profile: ReturnType<KnownGround['occupation']>, withProfile: boolean): void {
    skills.length = worth.length = 0
    const length = profile?.length ?? c.unknownLength
    const put = (skill: number, weight: number) => {
      const more = Math.min(65_535, floorDiv(whole * weight, length)) - (profile?.worth.get(skill) ?? 0)
      if (more <= 0) return
      skills.push(skill)
      worth.push(more)
    }
    const declared = new Set(person.skills)
    for (const skill of declared) put(skill, this.known.idf(skill))
    for (const skill of new Set(person.inferred)) if (!declared.has(skill)) put(skill, floorDiv(this.known.idf(skill) * c.expansion, 100))
    if (!withProfile) return
    skills.push(...(profile?.worth.keys() ?? []))
    worth.push(...(profile?.worth.values() ?? []))
  }

  private addMost(most: Float64Array, skill: number, b: number): void {
    const { mostAsked } = this.vacancies
    for (let minor = 0; minor < most.length; minor += 1) most[minor] = (most[minor] ?? 0) + (mostAsked[skill * most.length + minor] ?? 0) * b
  }

  private boundGroups({ lines, each }: Query): void {
    const { bound, byBound } = this
    bound.forEach((_, minor) => {
      let best = 0
      for (const line of lines) best = Math.max(best, mostPoints(line, each, line.kept.mostOfMinor[minor] ?? 0, minor))
      bound[minor] = best
      byBound[minor] = (best << 16) | minor
    })
    byBound.sort()
  }

  /** Cells whose bound is at least `from` and below `to`, those beside each other at once when the same lines of work count there. */
  private searchBlock(reach: Reach, from: number, to: number, query: Query): void {
    const { cellMinor, cellFrom } = this.vacancies
    const { block, place } = reach
    let [open, lines, entered] = [0, 0, false]
    for (let cell = block.firstCell; cell < block.endCell; cell += 1) {
      const minor = cellMinor[cell] ?? 0
      const bound = this.bound[minor] ?? 0
      const needed = query.top.least - place - query.others
      const counted = bound >= from && bound < to && bound >= needed ? linesWith(query, cell, minor, needed) : 0
      if (counted === lines) continue
      if (lines > 0) this.searchRange(cellFrom[open] ?? 0, cellFrom[cell] ?? 0, place, lines, query)
      if (!entered) for (const line of query.lines) this.enter(line, block.at)
      open = cell
      lines = counted
      entered = true
    }
    if (lines > 0) this.searchRange(cellFrom[open] ?? 0, block.to, place, lines, query)
  }

  private searchRange(from: number, to: number, place: number, counted: number, query: Query): void {
    const { occupationOf } = this.vacancies
    const { top, lines, each, others } = query
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at]
      if (line && ((counted >> at) & 1) === 1) this.addProducts(line, from, to)
    }
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at]
      if (!line || ((counted >> at) & 1) === 0) continue
      const { kept: { sums: kept }, sums, points: { byOccupation: points }, hasProfile } = line
      let occupation = -1
      let sumLeast = 0
      for (let number = from; number < to; number += 1) {
        if (occupationOf[number] !== occupation) {
          occupation = occupationOf[number] ?? 0
          const enough = top.least - place - others - (points[occupation] ?? 0)
          sumLeast = enough > each ? Infinity : enough <= 0 ? 0 : Math.ceil((enough * whole) / each) * whole
          if (!hasProfile && sumLeast <= noProfileLeast * whole) sumLeast = 0
        }
        if ((kept[number] ?? 0) + (sums[number] ?? 0) >= sumLeast) this.score(number, occupation, place, counted, query)
      }
    }
  }

  private enter({ skills, next, ends }: Line, block: number): void {
    const { first, width } = this.vacancies.bySkill
    for (let n = 0; n < skills.length; n += 1) {
      const at = (skills[n] ?? 0) * width + block
      next[n] = first[at] ?? 0
      ends[n] = first[at + 1] ?? 0
    }
  }

  /** For a range behind those that were added before in this block. */
  private addProducts({ sums, skills, worth, next, ends }: Line, from: number, to: number): void {
    const { holder, a } = this.vacancies.bySkill
    for (let number = from; number < to; number += 1) sums[number] = 0
    for (let n = 0; n < skills.length; n += 1) {
      const end = ends[n] ?? 0
      let i = next[n] ?? end
      if (i === end) continue
      const b = worth[n] ?? 0
      while (i < end && (holder[i] ?? 0) < from) i += 1
      for (; i < end; i += 1) {
        const number = holder[i] ?? to
        if (number >= to) break
        sums[number] = (sums[number] ?? 0) + (a[i] ?? 0) * b
      }
      next[n] = i
    }
  }

  private score(number: number, occupation: number, place: number, counted: number, { top, lines, each, others, rest }: Query): void {
    if (this.seen[number] === this.run) return
    this.seen[number] = this.run
    const { listed, dead, tie, asksNothing } = this.vacancies
    let best = 0
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at]
      if (!line || ((counted >> at) & 1) === 0) continue
      const { kept: { sums: kept }, sums, points: { byOccupation: points }, hasProfile } = line
      const sum = (kept[number] ?? 0) + (sums[number] ?? 0)
      let cosine = sum >= whole * whole ? whole : Math.floor(sum / whole)
      if (cosine < noProfileLeast && !hasProfile && asksNothing[number] === 0) cosine = noProfileLeast
      best = Math.max(best, Math.floor((each * cosine) / whole) + (points[occupation] ?? 0))
    }
    if (best + place + others < top.least || dead[number] === 1) return
    this.looked += 1
    const parts = rest(number, occupation)
    const total = best + place + parts
    if (parts === removed || total < top.least) return
    top.offer(total, tie[number] ?? 0, () => ({ id: listed[number]?.vacancyId ?? '', code: listed[number]?.code ?? '' }))
  }
}
