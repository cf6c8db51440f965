import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { floorDiv } from '../score/whole'
import type { TopK } from './top-k'
import { type Points, type Reach, sumMost, type Sums, VacancyGround } from './vacancy-ground'
import type { VacancyIndex } from './vacancy-index'
import { removed, RestScorer } from './vacancy-rest'

const noProfileLeast = 1500
const whole = 10_000

/** A line of work of the person who asks: of several in one occupation the one that counts most. */
interface Line {
  hasProfile: boolean
  /** Points for the occupation. */
  points: Points
  /** Σ a·b of the profile, when it is kept between queries. */
  kept: Sums
  /** The other skills that count, and what each is worth. */
  readonly skills: number[]
  readonly worth: number[]
  /** Σ a·b of those, by vacancy in the blocks that were entered. */
  readonly sums: Int32Array
  /** The most of it in each minor group. */
  readonly more: Float64Array
  /** The least Σ a·b that counts in the minor group and at the place that are searched. */
  least: number
}
interface Query {
  readonly top: TopK
  readonly lines: readonly Line[]
  /** Points of the skills part for the highest cosine. */
  readonly each: number
  /** Bound of all parts but skills, occupation and place. */
  readonly others: number
}

/** Bound of the points for skills and occupation in a minor group, when the profile gives no more than `kept` there. */
function mostPoints({ hasProfile, more, points }: Line, each: number, kept: number, minor: number): number {
  const cosine = Math.max(hasProfile ? 0 : noProfileLeast, Math.min(whole, Math.floor((kept + (more[minor] ?? 0)) / whole)))
  return Math.floor((each * cosine) / whole) + (points.most[minor] ?? 0)
}

/** The least Σ a·b of a line that gives so many points for skills. */
function sumFor({ hasProfile }: Line, points: number, each: number): number {
  if (points > each) return Infinity
  const sum = points <= 0 ? 0 : Math.ceil((points * whole) / each) * whole
  return !hasProfile && sum <= noProfileLeast * whole ? 0 : sum
}

/**
 * Exact search over an index of vacancies, minor group by minor group in the order of what each can give at most. A bound for each cell
 * says which can hold a vacancy for the list; the products of skills are added up when the first cell of a block is searched.
 * Keeps its working memory between queries; one for each thread.
 */
export class VacancySearch {
  private readonly ground: VacancyGround
  private readonly rest: RestScorer
  private readonly lines: Line[] = []
  /** The last query that scored each vacancy. */
  private readonly seen: Uint32Array
  /** Most points of skills and occupation in each minor group and, above it in 16 bits, the group: rising. */
  private readonly byBound: Int32Array
  /** The last query that entered each block. */
  private readonly entered: Uint32Array
  private run = 0
  private readonly nameOf = (number: number) => ({ id: this.vacancies.listed[number]?.vacancyId ?? '', code: this.vacancies.listed[number]?.code ?? '' })
  /** Vacancies whose facts the last query looked at. */
  looked = 0

  constructor(private readonly vacancies: VacancyIndex, private readonly known: KnownGround) {
    this.ground = new VacancyGround(vacancies, known)
    this.rest = new RestScorer(vacancies, known)
    this.byBound = new Int32Array(vacancies.minors.length)
    this.seen = new Uint32Array(vacancies.count)
    this.entered = new Uint32Array(vacancies.blocks.length)
  }

  /** Prepares for many people of one occupation. */
  keep(isco: string): void {
    this.ground.keep(isco)
  }

  search(person: PersonFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    this.looked = 0
    this.run += 1
    const reach = this.ground.reachOf(person)
    const others = this.rest.begin(person, today, resting)
    const query = { top, lines: this.linesOf(person), each: c.skillsLeast + c.skillsPerDeclared * Math.min(person.skills.length, c.skillsDeclaredMost), others }
    const nearest = (reach[0]?.place ?? 0) + others
    this.orderGroups(query)
    if (reach.length * 2 > this.entered.length) this.enter({ from: 0, to: this.vacancies.count }, 0, this.entered.length, query)
    for (let at = this.byBound.length - 1; at >= 0; at -= 1) {
      const entry = this.byBound[at] ?? 0
      if ((entry >> 16) + nearest < top.least) return
      this.searchGroup(entry & 0xffff, entry >> 16, reach, query)
    }
  }

  private linesOf(person: PersonFacts): Line[] {
    const factors = new Map<string | null, number>()
    for (const { isco, factor } of person.lines) factors.set(isco, Math.max(factor, factors.get(isco) ?? 0))
    return [...factors].map(([isco, factor], at) => {
      const points = this.ground.pointsOf(isco, factor)
      const line = (this.lines[at] ??= { hasProfile: false, points, kept: this.ground.nothing, skills: [], worth: [], sums: new Int32Array(this.vacancies.count), more: new Float64Array(this.vacancies.minors.length), least: 0 })
      const profile = isco === null ? undefined : this.known.occupation(isco)
      const kept = this.ground.keptSums(isco)
      line.points = points
      line.hasProfile = profile !== undefined
      line.kept = kept ?? this.ground.nothing
      this.putWorth(line, person, profile, kept === undefined)
      return line
    })
  }

  /** What the person's own skills are worth beyond the profile of the line, and the profile's unless its sums are kept. */
  private putWorth({ skills, worth, more }: Line, person: PersonFacts, profile: ReturnType<KnownGround['occupation']>, withProfile: boolean): void {
    skills.length = worth.length = 0
    more.fill(0)
    const length = profile?.length ?? c.unknownLength
    const put = (skill: number, b: number) => {
      if (b <= 0) return
      skills.push(skill)
      worth.push(b)
      this.addMost(more, skill, b)
    }
    const putBeyond = (skill: number, weight: number) => put(skill, Math.min(65_535, floorDiv(whole * weight, length)) - (profile?.worth.get(skill) ?? 0))
    const declared = new Set(person.skills)
    for (const skill of declared) putBeyond(skill, this.known.idf(skill))
    for (const skill of new Set(person.inferred)) if (!declared.has(skill)) putBeyond(skill, floorDiv(this.known.idf(skill) * c.expansion, 100))
    if (withProfile) profile?.worth.forEach((b, skill) => put(skill, b))
  }

  private addMost(most: Float64Array, skill: number, b: number): void {
    const { mostAsked } = this.vacancies
    for (let minor = 0; minor < most.length; minor += 1) most[minor] = (most[minor] ?? 0) + (mostAsked[skill * most.length + minor] ?? 0) * b
  }

  private orderGroups({ lines, each }: Query): void {
    for (let minor = 0; minor < this.byBound.length; minor += 1) {
      let best = 0
      for (const line of lines) best = Math.max(best, mostPoints(line, each, line.kept.mostOfMinor[minor] ?? 0, minor))
      this.byBound[minor] = (best << 16) | minor
    }
    this.byBound.sort()
  }

  private searchGroup(minor: number, bound: number, reach: readonly Reach[], query: Query): void {
    const { cellOf, minors } = this.vacancies
    const { top, lines, each, others } = query
    let known = NaN
    for (const where of reach) {
      const needed = top.least - where.place - others
      if (bound < needed) return
      const cell = cellOf[where.block.at * minors.length + minor] ?? 0
      if (cell === 0) continue
      if (needed !== known) for (const line of lines) line.least = sumFor(line, needed - (line.points.most[minor] ?? 0), each)
      known = needed
      // The lines that cannot reach the list here give less than one of the others to any vacancy that is listed.
      let counted = 0
      for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at]
        if (line && (line.kept.mostOfCell[cell - 1] ?? 0) + (line.more[minor] ?? 0) >= line.least) counted |= 1 << at
      }
      if (counted !== 0) this.searchCell(cell - 1, minor, where, counted, query)
    }
  }

  /** Adds up the products of skills in a block, or in all of them at once. */
  private enter({ from, to }: Pick<Reach['block'], 'from' | 'to'>, firstBlock: number, blocks: number, { lines }: Query): void {
    const { first, holder, a, width } = this.vacancies.bySkill
    this.entered.fill(this.run, firstBlock, firstBlock + blocks)
    for (const { sums, skills, worth } of lines) {
      sums.fill(0, from, to)
      for (let n = 0; n < skills.length; n += 1) {
        const place = (skills[n] ?? 0) * width + firstBlock
        const [end, b] = [first[place + blocks] ?? 0, worth[n] ?? 0]
        for (let i = first[place] ?? end; i < end; i += 1) {
          const number = holder[i] ?? 0
          sums[number] = Math.min(sumMost, (sums[number] ?? 0) + (a[i] ?? 0) * b)
        }
      }
    }
  }

  private searchCell(cell: number, minor: number, { block, place }: Reach, counted: number, query: Query): void {
    const { cellRun, runOccupation, runFrom } = this.vacancies
    const { top, lines, each, others } = query
    const lastRun = cellRun[cell + 1] ?? 0
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at]
      if (!line || ((counted >> at) & 1) === 0) continue
      const { kept: { sums: kept, mostOfRun }, sums, more, points: { byOccupation: points } } = line
      for (let run = cellRun[cell] ?? lastRun; run < lastRun; run += 1) {
        const occupation = runOccupation[run] ?? 0
        const sumLeast = sumFor(line, top.least - place - others - (points[occupation] ?? 0), each)
        if ((mostOfRun[run] ?? 0) + (more[minor] ?? 0) < sumLeast) continue
        if (this.entered[block.at] !== this.run) this.enter(block, block.at, 1, query)
        const end = runFrom[run + 1] ?? 0
        for (let number = runFrom[run] ?? end; number < end; number += 1) {
          if ((kept[number] ?? 0) + (sums[number] ?? 0) >= sumLeast) this.score(number, occupation, minor, place, counted, query)
        }
      }
    }
  }

  private score(number: number, occupation: number, minor: number, place: number, counted: number, { top, lines, each, others }: Query): void {
    if (this.seen[number] === this.run) return
    this.seen[number] = this.run
    const { dead, tie, asksNothing } = this.vacancies
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
    const parts = this.rest.score(number, minor)
    const total = best + place + parts
    if (parts === removed || total < top.least) return
    top.offer(total, tie[number] ?? 0, this.nameOf, number)
  }
}
