import type { KnownGround } from '../queries/facts'
import type { PersonFacts } from '../score/facts'
import { missingCloseness } from '../score/occupation-part'
import { placePoints } from '../score/pair'
import { minorOf, type VacancyBlock, type VacancyIndex } from './vacancy-index'

const nothingAsked = 25_000_000

/** Sums of products for every vacancy, and the most of each minor group. */
export interface Sums {
  readonly sums: Float64Array
  readonly most: Float64Array
}

/** A block that a person can take work in, and the points for its place. */
export interface Reach {
  readonly block: VacancyBlock
  readonly place: number
}
const removed = -1
const homesKept = 5000

/** What a line of work brings to every vacancy, whoever the person is. */
export class VacancyGround {
  /** Sums without any line: 0, or what stands for a vacancy that asks for nothing. */
  readonly nothing: Sums
  /** The minor group of each occupation. */
  readonly minorOf: Int32Array
  private readonly closeness = new Map<string | null, Int32Array>()
  private readonly reach = new Map<string, readonly Reach[]>()
  private readonly kept = new Map<string, Sums>()

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {
    this.minorOf = Int32Array.from(vacancies.occupations, (isco) => vacancies.minors.indexOf(minorOf(isco)))
    this.nothing = this.withMost(Float64Array.from(vacancies.asksNothing, (one) => one * nothingAsked))
  }

  /** Works out Σ a·b of an occupation's profile for all vacancies, for many people of one occupation. */
  keep(isco: string): void {
    if (this.kept.has(isco)) return
    const { first, holder, a } = this.vacancies.bySkill
    const sums = this.nothing.sums.slice()
    for (const [skill, b] of this.ground.occupation(isco)?.worth ?? []) {
      for (let i = first[skill] ?? 0; i < (first[skill + 1] ?? 0); i += 1) sums[holder[i] ?? 0] = (sums[holder[i] ?? 0] ?? 0) + (a[i] ?? 0) * b
    }
    this.kept.set(isco, this.withMost(sums))
  }

  keptSums(isco: string | null): Sums | undefined {
    return isco === null ? this.nothing : this.kept.get(isco)
  }

  private withMost(sums: Float64Array): Sums {
    const most = new Float64Array(this.vacancies.minors.length)
    sums.forEach((sum, number) => {
      const minor = this.minorOf[this.vacancies.occupationOf[number] ?? 0] ?? 0
      if (sum > (most[minor] ?? 0)) most[minor] = sum
    })
    return { sums, most }
  }

  /** Closeness by occupation of the vacancies. */
  closenessOf(isco: string | null): Int32Array {
    let row = this.closeness.get(isco)
    if (!row) {
      row = Int32Array.from(this.vacancies.occupations, (asked) => (isco === null || asked === '' ? missingCloseness : this.ground.closeness(isco, asked)))
      this.closeness.set(isco, row)
    }
    return row
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
    const mixed = province === null
    const moves = person.moveAll || (province !== null && person.move.includes(province)) || (district !== null && person.move.includes(district)) || (mixed && person.move.length > 0)
    const beyond = km === undefined ? !mixed && person.province !== null && person.province !== province : km > person.commuteKm
    return beyond && !moves ? removed : placePoints(km, person.commuteKm)
  }
}
