import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import type { TopK } from './top-k'
import { type Near, sumMost, VacancyGround } from './vacancy-ground'
import type { VacancyIndex } from './vacancy-index'
import { type Line, VacancyLines } from './vacancy-lines'
import { removed, RestScorer } from './vacancy-rest'

const whole = 10_000

interface Query {
  readonly top: TopK
  readonly lines: readonly Line[]
  /** Points of the skills part for the highest cosine. */
  readonly each: number
  /** What Σ a·b must rise by for one more point, a little less. */
  readonly perPoint: number
  /** Bound of all parts but skills, occupation and place. */
  readonly others: number
}

/** Points for skills. */
const skillsOf = (each: number, sum: number) => Math.floor((each * Math.floor(Math.min(sumMost, sum) / whole)) / whole)

/**
 * Exact search over an index of vacancies, minor group by minor group in the order of what each can give at most; what each cell can give
 * at most says which to look into. Keeps its working memory between queries; one for each thread.
 */
export class VacancySearch {
  private readonly ground: VacancyGround
  private readonly rest: RestScorer
  private readonly lines: VacancyLines
  /** The last query that scored each vacancy. */
  private readonly seen: Uint32Array
  /** Most points of skills and occupation in each minor group and, above it in 16 bits, the group: rising. */
  private readonly byBound: Int32Array
  private run = 0
  private readonly nameOf = (number: number) => ({ id: this.vacancies.listed[number]?.vacancyId ?? '', code: this.vacancies.listed[number]?.code ?? '' })
  /** Vacancies whose facts the last query looked at. */
  looked = 0

  constructor(private readonly vacancies: VacancyIndex, known: KnownGround) {
    this.ground = new VacancyGround(vacancies, known)
    this.rest = new RestScorer(vacancies, known)
    this.lines = new VacancyLines(vacancies, known, this.ground)
    this.byBound = new Int32Array(vacancies.minors.length)
    this.seen = new Uint32Array(vacancies.count)
  }

  /** Prepares for many people of one occupation. */
  keep(isco: string): void {
    this.ground.keep(isco)
  }

  search(person: PersonFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    this.looked = 0
    this.run += 1
    const { nearest, spans } = this.ground.reachOf(person)
    const others = this.rest.begin(person, today, resting)
    const each = c.skillsLeast + c.skillsPerDeclared * Math.min(person.skills.length, c.skillsDeclaredMost)
    const query = { top, lines: this.lines.of(person, spans), each, perPoint: (whole * whole) / each - 1e-3, others }
    const most = (nearest[0]?.place ?? 0) + others
    this.orderGroups(query)
    for (let at = this.byBound.length - 1; at >= 0; at -= 1) {
      const entry = this.byBound[at] ?? 0
      if ((entry >> 16) + most < top.least) return
      this.searchGroup(entry & 0xffff, entry >> 16, nearest, query)
    }
  }

  private orderGroups({ lines, perPoint }: Query): void {
    const points = 1 / perPoint
    for (let minor = 0; minor < this.byBound.length; minor += 1) {
      let best = 0
      for (let n = 0; n < lines.length; n += 1) {
        const line = lines[n]
        if (!line) continue
        const most = Math.max(line.sumFloor, (line.kept.mostOfMinor[minor] ?? 0) + (line.mostOfMinor[minor] ?? 0))
        best = Math.max(best, Math.floor(Math.min(sumMost, most) * points) + (line.points.most[minor] ?? 0))
      }
      this.byBound[minor] = (best << 16) | minor
    }
    this.byBound.sort()
  }

  private searchGroup(minor: number, bound: number, nearest: readonly Near[], query: Query): void {
    const { cellOf, blocks } = this.vacancies
    const { top, lines, others, perPoint } = query
    const base = minor * blocks.length
    let known = NaN
    for (const where of nearest) {
      const needed = top.least - where.place - others
      if (bound < needed) return
      if (needed !== known) for (const line of lines) line.least = (needed - (line.points.most[minor] ?? 0)) * perPoint
      known = needed
      const at = base + where.block.at
      // The lines that cannot reach the list here give less than one of the others to any vacancy that is listed.
      let counted = 0
      for (let n = 0; n < lines.length; n += 1) {
        const line = lines[n]
        const most = line?.kept.mostOfCell[at] ?? -1
        if (line && most >= 0 && Math.max(line.sumFloor, most + (line.mostOfCell[at] ?? 0)) >= line.least) counted |= 1 << n
      }
      if (counted !== 0) this.searchCell(at, (cellOf[at] ?? 0) - 1, minor, where.place, counted, query)
    }
  }

  private searchCell(at: number, cell: number, minor: number, place: number, counted: number, query: Query): void {
    const { cellRun, runOccupation, runFrom } = this.vacancies
    const { top, lines, others, perPoint } = query
    const lastRun = cellRun[cell + 1] ?? 0
    const lacking = this.rest.lacking(minor)
    for (let n = 0; n < lines.length; n += 1) {
      const line = lines[n]
      if (!line || ((counted >> n) & 1) === 0) continue
      const { kept: { sums: kept, mostOfRun }, sums, sumFloor, points: { byOccupation: points } } = line
      const more = line.mostOfCell[at] ?? 0
      for (let run = cellRun[cell] ?? lastRun; run < lastRun; run += 1) {
        const occupation = runOccupation[run] ?? 0
        const least = (top.least - place - others - (points[occupation] ?? 0)) * perPoint
        if (Math.max(sumFloor, (mostOfRun[run] ?? 0) + more) < least) continue
        const end = runFrom[run + 1] ?? 0
        for (let number = runFrom[run] ?? end; number < end; number += 1) {
          if (Math.max(sumFloor, (kept[number] ?? 0) + (sums[number] ?? 0)) >= least + (lacking[number] ?? 0) * perPoint) this.score(number, occupation, minor, place, counted, query)
        }
      }
    }
  }

  private score(number: number, occupation: number, minor: number, place: number, counted: number, { top, lines, each, others }: Query): void {
    if (this.seen[number] === this.run) return
    this.seen[number] = this.run
    let best = 0
    for (let n = 0; n < lines.length; n += 1) {
      const line = lines[n]
      if (!line || ((counted >> n) & 1) === 0) continue
      best = Math.max(best, skillsOf(each, Math.max(line.sumFloor, (line.kept.sums[number] ?? 0) + (line.sums[number] ?? 0))) + (line.points.byOccupation[occupation] ?? 0))
    }
    if (best + place + others < top.least || this.vacancies.dead[number] === 1) return
    this.looked += 1
    const parts = this.rest.score(number, minor, top.least - best - place)
    if (parts !== removed) top.offer(best + place + parts, this.rest.tieOf(number), this.nameOf, number)
  }
}
