import type { KnownGround } from '../queries/facts'
import type { PersonFacts } from '../score/facts'
import { constants as c } from '../score/constants'
import { missingCloseness, occupationPoints } from '../score/occupation-part'
import { placePoints } from '../score/pair'
import { minorOf, type VacancyBlock, type VacancyIndex } from './vacancy-index'

const nothingAsked = 25_000_000
/** From 100,000,000 on the cosine is whole, so that a higher sum need not be kept. */
const sumMost = 4_000_000_000

/** Sums of products for every vacancy, the most of each cell, and the most of each minor group. */
export interface Sums {
  readonly sums: Uint32Array
  readonly most: Uint32Array
  readonly mostOfMinor: Uint32Array
}

/** Points for an occupation, and the most in each minor group. */
export interface Points {
  readonly byOccupation: Int32Array
  readonly most: Int32Array
}

/** A block that a person can take work in, and the points for its place. */
export interface Reach {
  readonly block: VacancyBlock
  readonly place: number
}
const removed = -1
const homesKept = 5000

function mostBy<A extends Uint32Array | Int32Array>(values: A, group: Uint16Array | Int32Array, most: A): A {
  values.forEach((value, at) => {
    if (value > (most[group[at] ?? 0] ?? 0)) most[group[at] ?? 0] = value
  })
  return most
}

/** What a line of work brings to every vacancy, whoever the person is. */
export class VacancyGround {
  /** Sums without any line: 0, or what stands for a vacancy that asks for nothing. */
  readonly nothing: Sums
  /** The minor group of each occupation. */
  readonly minorOf: Int32Array
  private readonly points = new Map<string, Points>()
  private readonly reach = new Map<string, readonly Reach[]>()
  private readonly kept = new Map<string, Sums>()

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {
    this.minorOf = Int32Array.from(vacancies.occupations, (isco) => vacancies.minors.indexOf(minorOf(isco)))
    this.nothing = this.withMost(Uint32Array.from(vacancies.asksNothing, (one) => one * nothingAsked))
  }

  /** Works out Σ a·b of an occupation's profile for all vacancies, for many people of one occupation. */
  keep(isco: string): void {
    if (this.kept.has(isco)) return
    const { first, holder, a, width } = this.vacancies.bySkill
    const sums = Float64Array.from(this.nothing.sums)
    for (const [skill, b] of this.ground.occupation(isco)?.worth ?? []) {
      for (let i = first[skill * width] ?? 0; i < (first[(skill + 1) * width] ?? 0); i += 1) sums[holder[i] ?? 0] = (sums[holder[i] ?? 0] ?? 0) + (a[i] ?? 0) * b
    }
    this.kept.set(isco, this.withMost(Uint32Array.from(sums, (sum) => Math.min(sum, sumMost))))
  }

  keptSums(isco: string | null): Sums | undefined {
    return isco === null ? this.nothing : this.kept.get(isco)
  }

  private withMost(sums: Uint32Array): Sums {
    const { cellMinor, cellFrom } = this.vacancies
    const most = Uint32Array.from(cellMinor, (_, cell) => {
      let found = 0
      for (let number = cellFrom[cell] ?? 0; number < (cellFrom[cell + 1] ?? 0); number += 1) found = Math.max(found, sums[number] ?? 0)
      return found
    })
    return { sums, most, mostOfMinor: mostBy(most, cellMinor, new Uint32Array(this.vacancies.minors.length)) }
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
  reachOf(person: PersonFacts): readonly Reach[] {
    const { province, district, commuteKm, moveAll, move } = person
    const key = `${province ?? ''} ${district ?? ''} ${commuteKm} ${moveAll ? 'all' : move.join()}`
    const known = this.reach.get(key)
    if (known) return known
    const found = this.vacancies.blocks.flatMap((block): Reach[] => {
      const place = this.placeMost(block, person)
      return place === removed ? [] : [{ block, place }]
    })
    found.sort((x, y) => y.place - x.place)
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
