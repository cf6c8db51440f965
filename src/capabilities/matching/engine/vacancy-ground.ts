import type { KnownGround } from '../queries/facts'
import type { PersonFacts } from '../score/facts'
import { constants as c } from '../score/constants'
import { missingCloseness, occupationPoints } from '../score/occupation-part'
import { placePoints } from '../score/pair'
import { entryWidth, minorOf, type VacancyBlock, type VacancyIndex } from './vacancy-index'

const nothingAsked = 25_000_000
/** From here on the cosine is whole, so that a higher sum need not be kept. */
export const sumMost = 100_000_000

/** Sums of products for every vacancy, and the most of each run of one occupation, of each cell, and of each minor group. */
export interface Sums {
  readonly sums: Int32Array
  readonly mostOfRun: Int32Array
  /** By minor group and block; -1 where there is no cell. */
  readonly mostOfCell: Int32Array
  readonly mostOfMinor: Int32Array
}

/** Points for an occupation, and the most in each minor group. */
export interface Points {
  readonly byOccupation: Int32Array
  readonly most: Int32Array
}

/** A block that a person can take work in, and the points for its place. */
export interface Near {
  readonly block: VacancyBlock
  readonly place: number
}

/** Blocks that follow each other, and their vacancies: each from, and to before. */
export interface Span {
  readonly firstBlock: number
  endBlock: number
  readonly from: number
  to: number
}

/** Where a person can take work: block by block, the nearest first, and in as few spans as hold them. */
export interface Reach {
  readonly nearest: readonly Near[]
  readonly spans: readonly Span[]
}
const removed = -1
const homesKept = 5000

function mostBy(values: Int32Array, group: Uint16Array | Int32Array, most: Int32Array): Int32Array {
  values.forEach((value, at) => {
    if (value > (most[group[at] ?? 0] ?? 0)) most[group[at] ?? 0] = value
  })
  return most
}

/** The most within each of the stretches that begin at `from`. */
function mostWithin(values: Int32Array, from: Int32Array): Int32Array {
  const most = new Int32Array(from.length - 1)
  for (let one = 0; one < most.length; one += 1) {
    const end = from[one + 1] ?? 0
    let found = 0
    for (let at = from[one] ?? end; at < end; at += 1) found = Math.max(found, values[at] ?? 0)
    most[one] = found
  }
  return most
}

function spansOf(blocks: readonly VacancyBlock[]): Span[] {
  const spans: Span[] = []
  for (const { at, from, to } of blocks) {
    const last = spans.at(-1)
    if (last?.endBlock === at) Object.assign(last, { endBlock: at + 1, to })
    else spans.push({ firstBlock: at, endBlock: at + 1, from, to })
  }
  return spans
}

/** What a line of work brings to every vacancy, whoever the person is. */
export class VacancyGround {
  /** Sums without any line: 0, or what stands for a vacancy that asks for nothing. */
  readonly nothing: Sums
  /** The minor group of each occupation. */
  readonly minorOf: Int32Array
  private readonly points = new Map<string, Points>()
  private readonly reach = new Map<string, Reach>()
  private readonly kept = new Map<string, Sums>()

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {
    this.minorOf = Int32Array.from(vacancies.occupations, (isco) => vacancies.minors.indexOf(minorOf(isco)))
    this.nothing = this.withMost(Int32Array.from(vacancies.asksNothing, (one) => one * nothingAsked))
  }

  /** Works out Σ a·b of an occupation's profile for all vacancies, for many people of one occupation. */
  keep(isco: string): void {
    if (this.kept.has(isco)) return
    const { first, entries, width } = this.vacancies.bySkill
    const sums = this.nothing.sums.slice()
    for (const [skill, b] of this.ground.occupation(isco)?.worth ?? []) {
      const end = (first[(skill + 1) * width] ?? 0) * entryWidth
      for (let i = (first[skill * width] ?? 0) * entryWidth; i < end; i += entryWidth) {
        const number = entries[i] ?? 0
        sums[number] = Math.min(sumMost, (sums[number] ?? 0) + (entries[i + 2] ?? 0) * b)
      }
    }
    this.kept.set(isco, this.withMost(sums))
  }

  keptSums(isco: string | null): Sums | undefined {
    return isco === null ? this.nothing : this.kept.get(isco)
  }

  private withMost(sums: Int32Array): Sums {
    const { cellMinor, cellRun, cellOf, runFrom, minors } = this.vacancies
    const mostOfRun = mostWithin(sums, runFrom)
    const most = mostWithin(mostOfRun, cellRun)
    const mostOfCell = new Int32Array(cellOf.length)
    for (let at = 0; at < cellOf.length; at += 1) mostOfCell[at] = most[(cellOf[at] ?? 0) - 1] ?? -1
    return { sums, mostOfRun, mostOfCell, mostOfMinor: mostBy(most, cellMinor, new Int32Array(minors.length)) }
  }

  /** Points for each occupation of the vacancies, to a person who looks for work in `isco`. */
  pointsOf(isco: string | null, factor: number): Points {
    const key = `${isco ?? ''} ${factor}`
    let points = this.points.get(key)
    if (!points) {
      const { occupations, minors } = this.vacancies
      const byOccupation = Int32Array.from(occupations, (asked) =>
        isco === null || asked === '' ? occupationPoints(missingCloseness, 100, c) : occupationPoints(this.ground.closeness(isco, asked), factor, c))
      points = { byOccupation, most: mostBy(byOccupation, this.minorOf, new Int32Array(minors.length)) }
      this.points.set(key, points)
    }
    return points
  }

  /** The blocks within reach of a person, the nearest first; the same for all who live there and would not move. */
  reachOf(person: PersonFacts): Reach {
    const { province, district, commuteKm, moveAll, move } = person
    const key = `${province ?? ''} ${district ?? ''} ${commuteKm} ${moveAll ? 'all' : move.join()}`
    const known = this.reach.get(key)
    if (known) return known
    const nearest = this.vacancies.blocks.flatMap((block): Near[] => {
      const place = this.placeMost(block, person)
      return place === removed ? [] : [{ block, place }]
    })
    const found = { spans: spansOf(nearest.length * 2 > this.vacancies.blocks.length ? this.vacancies.blocks : nearest.map(({ block }) => block)), nearest: nearest.sort((x, y) => y.place - x.place) }
    if (this.reach.size >= homesKept) this.reach.clear()
    this.reach.set(key, found)
    return found
  }

  /** Points for a place in the block; -1 when it is too far for this person. */
  private placeMost(block: VacancyBlock, person: PersonFacts): number {
    const { district, province } = block
    const km = person.district === null || district === null ? undefined : person.district === district ? 0 : this.ground.distance(person.district, district)
    const moves = person.moveAll || (province !== null && person.move.includes(province)) || (district !== null && person.move.includes(district))
    const beyond = km === undefined ? province !== null && person.province !== null && person.province !== province : km > person.commuteKm
    return beyond && !moves ? removed : placePoints(km, person.commuteKm)
  }
}
