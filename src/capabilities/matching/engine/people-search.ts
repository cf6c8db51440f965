import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { VacancyFacts } from '../score/facts'
import { occupationPoints } from '../score/occupation-part'
import { freshnessPoints } from '../score/pair'
import { lowerBound } from './columns'
import { type Near, PeopleGround } from './people-ground'
import { findPerson, type PeopleIndex, personCodeAt, personIdAt } from './people-index'
import { removed, restScorer } from './person-scorer'
import type { TopK } from './top-k'

const nothingAsked = 2500
const noProfileLeast = 1500
const whole = 10_000
const perCosine = Float64Array.from({ length: 256 }, (_, declared) => c.skillsLeast + c.skillsPerDeclared * Math.min(declared, c.skillsDeclaredMost))

/** What one query needs of each asked skill, those that weigh most first. */
interface Asked {
  readonly skills: readonly number[]
  readonly a: readonly number[]
  /** a times idf: what declaring the skill adds to the products of an occupation of length 10,000. */
  readonly weight: Float64Array
  /** Most that anybody can gather from this skill on. */
  readonly left: Float64Array
  /** Most points of occupation and skills of anybody who declares asked skills only from this one on. */
  readonly mostFrom: Int32Array
}
interface Query {
  readonly asked: Asked
  /** Bound of the parts that depend neither on the line of work nor on the place. */
  readonly rest: number
  readonly top: TopK
  readonly score: Score
}

/**
 * Exact search over an index of people: whoever is not looked at cannot reach the list, because a bound of the occupation, the block
 * and the skills is lower than the k-th score. Keeps its working memory between queries; one for each thread.
 */
export class PeopleSearch {
  private run = 0
  private readonly kept: PeopleGround
  private readonly stamp: Uint32Array
  private readonly position: Int16Array
  private readonly worth: Float64Array
  private readonly close: Int32Array
  /** Most points of occupation and skills together of anybody, and of those who declare none of the asked skills, by occupation. */
  private readonly full: Int32Array
  private readonly plain: Int32Array
  /** The same in rising order, each before its occupation (16 bits). */
  private readonly byFull: Int32Array
  private readonly byPlain: Int32Array
  /** What declaring, and what inferring, each asked skill adds to the sum of each occupation. */
  private gains = new Float64Array(0)
  private readonly gainsReady: Uint8Array
  private hits = new Int32Array(512)
  private count = 0
  /** People that the last query looked at. */
  looked = 0

  constructor(private readonly people: PeopleIndex, private readonly ground: KnownGround) {
    const skills = Math.max(people.bySkill.first.length, [...ground.idfs.keys()].reduce((a, b) => Math.max(a, b), 0) + 2, people.profiles.skill.reduce((a, b) => Math.max(a, b), 0) + 2)
    const occupations = people.occupations.length
    this.kept = new PeopleGround(people, ground, skills)
    this.stamp = new Uint32Array(people.count)
    this.position = new Int16Array(skills).fill(-1)
    this.worth = new Float64Array(occupations)
    this.close = new Int32Array(occupations)
    this.full = new Int32Array(occupations)
    this.plain = new Int32Array(occupations)
    this.byFull = new Int32Array(occupations)
    this.byPlain = new Int32Array(occupations)
    this.gainsReady = new Uint8Array(occupations)
  }

  search(vacancy: VacancyFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    if (vacancy.validUntil < today || vacancy.postsLeft <= 0 || (vacancy.maxOpen !== null && vacancy.openReferrals >= vacancy.maxOpen) || this.people.count === 0) return
    this.run += 1
    this.looked = 0
    this.gainsReady.fill(0)
    const asked = this.prepare(vacancy)
    const rest = c.experience + (vacancy.wageOffer === null ? c.wage / 2 : c.wage) + c.education + c.languages + freshnessPoints(today, vacancy.publishedOn, today)
    const score = this.scorer(vacancy, today, top, asked, new Set([...resting].map((id) => findPerson(this.people, id))))
    const query = { asked, rest, top, score }
    const { near, moved } = this.kept.reach(vacancy)
    for (const block of near) this.searchNear(block, query)
    this.searchMoving(moved + rest, query)
    for (const skill of asked.skills) {
      this.position[skill] = -1
      for (let i = this.kept.holders.start[skill] ?? 0; i < (this.kept.holders.start[skill + 1] ?? 0); i += 1) this.worth[this.kept.holders.occupation[i] ?? 0] = 0
    }
  }

  /** A block: whole occupations while their profile alone is enough, then those who hold asked skills. */
  private searchNear({ block, place }: Near, query: Query): void {
    const { cellStart, occupationOf, occupations, personOf } = this.people
    const { asked, rest, top } = query
    const fixed = place + rest
    const first = block * occupations.length
    for (let at = this.byPlain.length - 1; at >= 0; at -= 1) {
      const packed = this.byPlain[at] ?? 0
      if ((packed >> 16) + fixed < top.least) break
      const cell = first + (packed & 0xffff)
      this.readPlain(packed & 0xffff, cellStart[cell] ?? 0, cellStart[cell + 1] ?? 0, fixed, query)
    }
    const [from, to] = [cellStart[first] ?? 0, cellStart[first + occupations.length] ?? 0]
    for (let at = 0; at < asked.skills.length && (asked.mostFrom[at] ?? 0) + fixed >= top.least; at += 1) {
      this.eachHolder(asked.skills[at] ?? 0, from, to, (record) => {
        if ((this.full[occupationOf[record] ?? 0] ?? 0) + fixed >= top.least) query.score(personOf[record] ?? 0, fixed)
      })
    }
  }

  /** Everybody who would move, by occupation. */
  private searchMoving(fixed: number, query: Query): void {
    const { blocks, cellStart, occupations } = this.people
    for (let at = this.byFull.length - 1; at >= 0; at -= 1) {
      const packed = this.byFull[at] ?? 0
      if ((packed >> 16) + fixed < query.top.least) return
      const cell = blocks.length * occupations.length + (packed & 0xffff)
      this.searchOccupation(packed & 0xffff, cellStart[cell] ?? 0, cellStart[cell + 1] ?? 0, fixed, query)
    }
  }

  private readPlain(occupation: number, from: number, to: number, fixed: number, { asked, top, score }: Query): void {
    const { declared, personOf } = this.people
    const byClose = occupationPoints(this.close[occupation] ?? 0, 100, c)
    const plain = this.cosineOf(this.worth[occupation] ?? 0, asked, occupation)
    for (let record = from; record < to; record += 1) {
      const number = personOf[record] ?? 0
      if (byClose + points(declared[number] ?? 0, plain) + fixed < top.least) return
      score(number, fixed)
    }
  }

  /** Of the records of one occupation from `from` to `to`, those whose profile or skills can be enough. */
  private searchOccupation(occupation: number, from: number, to: number, fixed: number, query: Query): void {
    const { asked, top, score } = query
    const { personOf } = this.people
    this.readPlain(occupation, from, to, fixed, query)
    const byClose = occupationPoints(this.close[occupation] ?? 0, 100, c) + fixed
    for (let at = 0; at < asked.skills.length && byClose + points(c.skillsDeclaredMost, this.cosineMost(asked, occupation, at)) >= top.least; at += 1) {
      this.eachHolder(asked.skills[at] ?? 0, from, to, (record) => score(personOf[record] ?? 0, fixed))
    }
  }

  private eachHolder(skill: number, from: number, to: number, visit: (record: number) => void): void {
    const { first, holder } = this.people.bySkill
    const end = first[skill + 1] ?? 0
    for (let i = lowerBound(holder, first[skill] ?? 0, end, from); i < end; i += 1) {
      const record = holder[i] ?? 0
      if (record >= to) return
      visit(record)
    }
  }

  private prepare(vacancy: VacancyFacts): Asked {
    const { holders, scale } = this.kept
    const byWeight = [...vacancy.vector].map(([skill, a]) => ({ skill, a, weight: a * this.ground.idf(skill) })).sort((x, y) => y.weight - x.weight)
    this.count = byWeight.length
    if (this.hits.length < this.count) this.hits = new Int32Array(this.count)
    byWeight.forEach(({ skill, a }, at) => {
      this.position[skill] = at
      for (let i = holders.start[skill] ?? 0; i < (holders.start[skill + 1] ?? 0); i += 1) {
        const occupation = holders.occupation[i] ?? 0
        this.worth[occupation] = (this.worth[occupation] ?? 0) + a * (holders.worth[i] ?? 0)
      }
    })
    const weight = Float64Array.from(byWeight, (one) => one.weight)
    const left = Float64Array.from(weight, (_, at) => weight.subarray(at, at + this.people.heldMost).reduce((sum, one) => sum + one, 0))
    const asked = { skills: byWeight.map(({ skill }) => skill), a: byWeight.map(({ a }) => a), weight, left, mostFrom: new Int32Array(this.count) }
    this.close.set(this.kept.closeness(vacancy.isco))
    for (let o = 0; o < scale.length; o += 1) {
      const byClose = occupationPoints(this.close[o] ?? 0, 100, c)
      this.full[o] = byClose + points(c.skillsDeclaredMost, this.cosineMost(asked, o, 0))
      this.plain[o] = byClose + points(c.skillsDeclaredMost, this.cosineOf(this.worth[o] ?? 0, asked, o))
      this.byFull[o] = ((this.full[o] ?? 0) << 16) | o
      this.byPlain[o] = ((this.plain[o] ?? 0) << 16) | o
    }
    this.byFull.sort()
    this.byPlain.sort()
    this.boundFrom(asked)
    if (this.gains.length < 2 * scale.length * this.count) this.gains = new Float64Array(2 * scale.length * this.count)
    return asked
  }

  /** The bound of each skill is that of the best occupation: they are tried from the best plain one down. */
  private boundFrom(asked: Asked): void {
    for (let at = 0; at < this.count; at += 1) {
      let most = 0
      for (let o = 0; o < this.full.length; o += 1) {
        if ((this.full[o] ?? 0) <= most) continue
        most = Math.max(most, occupationPoints(this.close[o] ?? 0, 100, c) + points(c.skillsDeclaredMost, this.cosineMost(asked, o, at)))
      }
      asked.mostFrom[at] = most
    }
  }

  private cosineOf(sum: number, asked: Asked, occupation: number): number {
    if (asked.skills.length === 0) return nothingAsked
    const found = sum >= whole * whole ? whole : Math.floor(sum / whole)
    return found < noProfileLeast && this.people.profiles.hasProfile[occupation] === 0 ? noProfileLeast : found
  }

  /** Highest cosine of anybody in an occupation who declares no asked skill before the one at `at`. */
  private cosineMost(asked: Asked, occupation: number, at: number): number {
    return this.cosineOf((this.worth[occupation] ?? 0) + (asked.left[at] ?? 0) * (this.kept.scale[occupation] ?? 0) + whole, asked, occupation)
  }

  private fillGains(occupation: number, { skills, a }: Asked): void {
    const { profiles } = this.people
    const { gains } = this
    const first = 2 * occupation * skills.length
    const length = profiles.length[occupation] ?? 1
    for (let at = 0; at < skills.length; at += 1) {
      const idf = this.ground.idf(skills[at] ?? 0)
      gains[first + 2 * at] = (a[at] ?? 0) * Math.min(65_535, Math.floor((whole * idf) / length))
      gains[first + 2 * at + 1] = (a[at] ?? 0) * Math.min(65_535, Math.floor((whole * Math.floor((idf * c.expansion) / 100)) / length))
    }
    for (let i = profiles.start[occupation] ?? 0; i < (profiles.start[occupation + 1] ?? 0); i += 1) {
      const at = this.position[profiles.skill[i] ?? 0] ?? -1
      if (at < 0) continue
      const known = (a[at] ?? 0) * (profiles.worth[i] ?? 0)
      gains[first + 2 * at] = (gains[first + 2 * at] ?? 0) - known
      gains[first + 2 * at + 1] = Math.max(0, (gains[first + 2 * at + 1] ?? 0) - known)
    }
    this.gainsReady[occupation] = 1
  }

  /** Scores one person, at most once in a query. `fixed` bounds all parts but skills and occupation. */
  private scorer(vacancy: VacancyFacts, today: number, top: TopK, asked: Asked, resting: ReadonlySet<number>): Score {
    const { people, stamp, position, hits, gains, gainsReady, run, count, worth, close } = this
    const { skillStart, skill: skillOf, declared, lineStart, lineOccupation, lineFactor, shown } = people
    const { hasProfile } = people.profiles
    const { scale } = this.kept
    const { weight } = asked
    const isUncoded = vacancy.isco === null
    const rest = restScorer(people, this.ground, vacancy, today)
    const nameOf = (one: number) => ({ id: personIdAt(people, one), code: personCodeAt(people, one) })

    return (number, fixed) => {
      if (stamp[number] === run) return
      stamp[number] = run
      this.looked += 1
      let held = 0
      let gathered = 0
      for (let i = skillStart[number] ?? 0; i < (skillStart[number + 1] ?? 0); i += 1) {
        const skill = skillOf[i] ?? 0
        const at = position[skill >>> 1] ?? -1
        if (at < 0) continue
        hits[held++] = 2 * at + (skill & 1)
        gathered += weight[at] ?? 0
      }
      const each = perCosine[declared[number] ?? 0] ?? 0
      let best = Math.max(-1, top.least - fixed - 1)
      let isEnough = false
      for (let i = lineStart[number] ?? 0; i < (lineStart[number + 1] ?? 0); i += 1) {
        const occupation = lineOccupation[i] ?? 0
        const byClose = Math.floor((c.occupation * Math.floor(((close[occupation] ?? 0) * (occupation === 0 || isUncoded ? 100 : (lineFactor[i] ?? 0))) / 100)) / whole)
        let sum = worth[occupation] ?? 0
        // A line that cannot be the best, or cannot reach the list, is not worked out.
        if (byClose + Math.floor((each * this.cosineOf(sum + gathered * (scale[occupation] ?? 0) + (held > 0 ? whole : 0), asked, occupation)) / whole) <= best) continue
        if (held > 0 && gainsReady[occupation] === 0) this.fillGains(occupation, asked)
        for (let h = 0; h < held; h += 1) sum += gains[2 * occupation * count + (hits[h] ?? 0)] ?? 0
        let cosine = count === 0 ? nothingAsked : sum >= whole * whole ? whole : Math.floor(sum / whole)
        if (cosine < noProfileLeast && hasProfile[occupation] === 0) cosine = noProfileLeast
        const found = byClose + Math.floor((each * cosine) / whole)
        if (found <= best) continue
        best = found
        isEnough = true
      }
      if (!isEnough || resting.has(number)) return
      const others = rest(number)
      if (others !== removed && others + best >= top.least) top.offer(others + best, shown[number] ?? 0, nameOf, number)
    }
  }
}
type Score = (number: number, fixed: number) => void

const points = (declared: number, cosine: number) => Math.floor(((perCosine[declared] ?? 0) * cosine) / whole)
