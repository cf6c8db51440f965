import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { VacancyFacts } from '../score/facts'
import { missingCloseness } from '../score/occupation-part'
import { placePoints } from '../score/pair'
import type { Block, PeopleIndex } from './people-index'

const movedPlace = 300
type Workplace = Pick<VacancyFacts, 'province' | 'district'>

/** A block whose people can take a workplace, and the most points for the place that anybody there gets. */
export interface Near {
  readonly block: number
  readonly place: number
}
interface Reach {
  /** The nearest first. */
  readonly near: readonly Near[]
  /** Most points for the place of those who would move there from another block. */
  readonly moved: number
}

/** What does not depend on a query, kept for the next one: nearness of occupations and of places, and who holds a skill by profile. */
export class PeopleGround {
  private readonly closenessTo = new Map<string | null, Int32Array>()
  private readonly reachOf = new Map<string, Reach>()
  /** For each skill, the occupations whose profile holds it and its worth there. */
  readonly holders: { readonly start: Uint32Array; readonly occupation: Uint16Array; readonly worth: Uint32Array }
  /** 10,000 divided by the reference length of each occupation. */
  readonly scale: Float64Array

  constructor(private readonly people: PeopleIndex, private readonly ground: KnownGround, skills: number) {
    const { start, skill, worth, length } = people.profiles
    const end = start.at(-1) ?? 0
    const holders = { start: new Uint32Array(skills + 1), occupation: new Uint16Array(end), worth: new Uint32Array(end) }
    for (let i = 0; i < end; i += 1) holders.start[(skill[i] ?? 0) + 1] = (holders.start[(skill[i] ?? 0) + 1] ?? 0) + 1
    for (let i = 1; i <= skills; i += 1) holders.start[i] = (holders.start[i] ?? 0) + (holders.start[i - 1] ?? 0)
    const next = holders.start.slice()
    for (let o = 0; o + 1 < start.length; o += 1) {
      for (let i = start[o] ?? 0; i < (start[o + 1] ?? 0); i += 1) {
        const at = next[skill[i] ?? 0] ?? 0
        next[skill[i] ?? 0] = at + 1
        holders.occupation[at] = o
        holders.worth[at] = worth[i] ?? 0
      }
    }
    this.holders = holders
    this.scale = Float64Array.from(length, (one) => 10_000 / one)
  }

  /** Closeness of every occupation of the index to the one of a vacancy. */
  closeness(isco: string | null): Int32Array {
    let row = this.closenessTo.get(isco)
    if (!row) {
      row = Int32Array.from(this.people.occupations, (one, at) => (at === 0 || isco === null ? missingCloseness : this.ground.closeness(one, isco)))
      this.closenessTo.set(isco, row)
    }
    return row
  }

  /** From where a workplace is reached without moving, and what moving there is worth. */
  reach(vacancy: Workplace): Reach {
    const key = `${vacancy.province ?? ''} ${vacancy.district ?? ''}`
    let reach = this.reachOf.get(key)
    if (!reach) {
      const places = this.people.blocks.map((block, at) => ({ block: at, place: this.placeMost(block, vacancy), isUnknown: this.kilometres(block, vacancy) === undefined }))
      const near = places.filter(({ place }) => place > 0).sort((a, b) => b.place - a.place || a.block - b.block)
      reach = { near, moved: places.some(({ place, isUnknown }) => isUnknown && place === 0) ? c.place / 2 : movedPlace }
      this.reachOf.set(key, reach)
    }
    return reach
  }

  private kilometres({ district }: Block, vacancy: Workplace): number | undefined {
    return district === null || vacancy.district === null ? undefined : district === vacancy.district ? 0 : this.ground.distance(district, vacancy.district)
  }

  /** Most points for the place that anybody of a block can get who does not move; 0 when all are too far. */
  private placeMost(block: Block, vacancy: Workplace): number {
    const km = this.kilometres(block, vacancy)
    if (km === undefined) return block.province !== null && vacancy.province !== null && block.province !== vacancy.province ? 0 : c.place / 2
    return km <= block.commuteMost ? placePoints(km, block.commuteMost) : 0
  }
}
