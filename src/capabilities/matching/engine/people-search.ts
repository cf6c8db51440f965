import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { VacancyFacts } from '../score/facts'
import { missingCloseness, occupationPoints } from '../score/occupation-part'
import { educationPoints, freshnessPoints, languagePoints, placePoints, wagePoints } from '../score/pair'
import { floorDiv } from '../score/whole'
import { lowerBound } from './columns'
import { type Block, findPerson, flags, limitBits, missingByte, type PeopleIndex, personCodeAt, personIdAt } from './people-index'
import type { TopK } from './top-k'

const most = c.skillsLeast + c.skillsPerDeclared * c.skillsDeclaredMost
const movedPlace = 300
const nothingAsked = 2500
const noProfileLeast = 1500
const notYet = -2
const removed = -1

/** What one query needs of each occupation and skill, worked out before any person is looked at. */
interface Asked {
  readonly skills: readonly number[]
  readonly a: readonly number[]
  readonly close: Int32Array
  readonly worth: Float64Array
  /** Best occupation and skills points of people who declare none of the asked skills, by occupation. */
  readonly plain: Int32Array
  readonly byPlain: readonly number[]
  /** Best points of anybody who declares asked skills only from this one on, in the order of their weight. */
  readonly bestFrom: Int32Array
}

/**
 * Exact search over an index of people: whoever is not looked at cannot reach the list, because the bound of the block, the
 * occupation and the skills is lower than the k-th score. Keeps its working memory between queries; one for each thread.
 */
export class PeopleSearch {
  private run = 0
  private readonly stamp: Uint32Array
  private readonly languageOf: Int16Array
  private readonly position: Int16Array
  /** What declaring, and what inferring, each asked skill adds to the sum of each occupation. */
  private gains = new Float64Array(0)
  private readonly gainsReady: Uint8Array
  private hits = new Int32Array(512)
  private readonly lookedAt = { count: 0 }

  constructor(private readonly people: PeopleIndex, private readonly ground: KnownGround) {
    this.stamp = new Uint32Array(people.count)
    this.languageOf = new Int16Array(people.languages.length)
    this.position = new Int16Array(Math.max(people.bySkill.first.length, [...ground.idfs.keys()].reduce((a, b) => Math.max(a, b), 0) + 2)).fill(-1)
    this.gainsReady = new Uint8Array(people.occupations.length)
  }

  /** People that the last query looked at. */
  get looked(): number {
    return this.lookedAt.count
  }

  search(vacancy: VacancyFacts, today: number, top: TopK, resting: ReadonlySet<string>): void {
    if (vacancy.validUntil < today || vacancy.postsLeft <= 0 || (vacancy.maxOpen !== null && vacancy.openReferrals >= vacancy.maxOpen) || this.people.count === 0) return
    this.run += 1
    this.lookedAt.count = 0
    this.languageOf.fill(notYet)
    this.gainsReady.fill(0)
    const asked = this.prepare(vacancy)
    const restMost = c.experience + (vacancy.wageOffer === null ? c.wage / 2 : c.wage) + c.education + c.languages + freshnessPoints(today, vacancy.publishedOn, today)
    const score = this.scorer(vacancy, today, top, asked, new Set([...resting].map((id) => findPerson(this.people, id))))
    const blocks = this.people.blocks.map((block) => ({ block, place: this.placeMost(block, vacancy) })).filter(({ place }) => place !== removed).sort((a, b) => b.place - a.place)
    for (const { block, place } of blocks) this.searchBlock(block, place + restMost, top, asked, score)
    for (const skill of asked.skills) this.position[skill] = -1
  }

  private searchBlock({ from, to }: Block, fixed: number, top: TopK, asked: Asked, score: (number: number) => void): void {
    const { byOccupation, bySkill } = this.people
    for (const occupation of asked.byPlain) {
      if ((asked.plain[occupation] ?? 0) + fixed < top.least) break
      const end = byOccupation.first[occupation + 1] ?? 0
      for (let i = lowerBound(byOccupation.holder, byOccupation.first[occupation] ?? 0, end, from); i < end; i += 1) {
        const number = byOccupation.holder[i] ?? 0
        if (number >= to) break
        score(number)
      }
    }
    for (let at = 0; at < asked.skills.length; at += 1) {
      if ((asked.bestFrom[at] ?? 0) + fixed < top.least) break
      const skill = asked.skills[at] ?? 0
      const end = bySkill.first[skill + 1] ?? 0
      for (let i = lowerBound(bySkill.holder, bySkill.first[skill] ?? 0, end, from); i < end; i += 1) {
        const number = bySkill.holder[i] ?? 0
        if (number >= to) break
        score(number)
      }
    }
  }

  private prepare(vacancy: VacancyFacts): Asked {
    const { occupations, profiles } = this.people
    const byWeight = [...vacancy.vector].map(([skill, a]) => ({ skill, a, weight: a * this.ground.idf(skill) })).sort((x, y) => y.weight - x.weight)
    const skills = byWeight.map(({ skill }) => skill)
    const a = byWeight.map(({ a: one }) => one)
    if (this.hits.length < skills.length) this.hits = new Int32Array(skills.length)
    skills.forEach((skill, at) => (this.position[skill] = at))
    const close = new Int32Array(occupations.length)
    const worth = new Float64Array(occupations.length)
    const plain = new Int32Array(occupations.length)
    const best = new Int32Array(occupations.length)
    const left = new Float64Array(skills.length + 1)
    for (let at = skills.length - 1; at >= 0; at -= 1) left[at] = (left[at + 1] ?? 0) + (byWeight[at]?.weight ?? 0)
    const bestFrom = new Int32Array(skills.length + 1)
    for (let o = 0; o < occupations.length; o += 1) {
      close[o] = o === 0 || vacancy.isco === null ? missingCloseness : this.ground.closeness(occupations[o] ?? '', vacancy.isco)
      let sum = 0
      for (let i = profiles.start[o] ?? 0; i < (profiles.start[o + 1] ?? 0); i += 1) {
        const at = this.position[profiles.skill[i] ?? 0] ?? -1
        if (at >= 0) sum += (a[at] ?? 0) * (profiles.worth[i] ?? 0)
      }
      worth[o] = sum
      best[o] = occupationPoints(close[o] ?? 0, 100, c)
      plain[o] = (best[o] ?? 0) + floorDiv(most * this.cosineOf(sum, skills.length, o), 10_000)
      const length = profiles.length[o] ?? 1
      for (let at = 0; at <= skills.length; at += 1) {
        const points = (best[o] ?? 0) + floorDiv(most * this.cosineOf(sum + Math.ceil((10_000 * (left[at] ?? 0)) / length), skills.length, o), 10_000)
        if (points > (bestFrom[at] ?? 0)) bestFrom[at] = points
      }
    }
    if (this.gains.length < 2 * occupations.length * skills.length) this.gains = new Float64Array(2 * occupations.length * skills.length)
    return { skills, a, close, worth, plain, byPlain: [...plain.keys()].sort((x, y) => (plain[y] ?? 0) - (plain[x] ?? 0)), bestFrom }
  }

  private cosineOf(sum: number, asked: number, occupation: number): number {
    if (asked === 0) return nothingAsked
    const found = Math.min(10_000, Math.floor(sum / 10_000))
    return this.people.profiles.hasProfile[occupation] ? found : Math.max(noProfileLeast, found)
  }

  private fillGains(occupation: number, { skills, a }: Asked): void {
    const { profiles } = this.people
    const { gains } = this
    const first = 2 * occupation * skills.length
    const length = profiles.length[occupation] ?? 1
    for (let at = 0; at < skills.length; at += 1) {
      const idf = this.ground.idf(skills[at] ?? 0)
      gains[first + 2 * at] = (a[at] ?? 0) * Math.min(65_535, Math.floor((10_000 * idf) / length))
      gains[first + 2 * at + 1] = (a[at] ?? 0) * Math.min(65_535, Math.floor((10_000 * Math.floor((idf * c.expansion) / 100)) / length))
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

  /** Most points for the place that anybody of a block can get; -1 when all are too far. */
  private placeMost({ moves, district, province, commuteMost }: Block, vacancy: VacancyFacts): number {
    const km = district === null || vacancy.district === null ? undefined : district === vacancy.district ? 0 : this.ground.distance(district, vacancy.district)
    if (km === undefined) return !moves && province !== null && vacancy.province !== null && province !== vacancy.province ? removed : c.place / 2
    return km <= commuteMost ? placePoints(km, commuteMost) : moves ? movedPlace : removed
  }

  /** Points for the place of people by the number of their limits; -1 when place, contract, night work or access removes them. */
  private placeScorer(vacancy: VacancyFacts): (limit: number) => number {
    const { district, province, commute, contract, move, bits, districts, provinces, contracts, moves } = this.people.limits
    const unknown = -1
    const km = Int32Array.from(districts, (one) => (one === null || vacancy.district === null ? unknown : one === vacancy.district ? 0 : (this.ground.distance(one, vacancy.district) ?? unknown)))
    const isOther = Uint8Array.from(provinces, (one) => (one !== null && vacancy.province !== null && one !== vacancy.province ? 1 : 0))
    const isAccepted = Uint8Array.from(contracts, (forms) => (forms.length === 0 || forms.includes(vacancy.contract) ? 1 : 0))
    const wouldMove = Uint8Array.from(moves, (one) => (one.moveAll || (vacancy.province !== null && one.move.includes(vacancy.province)) || (vacancy.district !== null && one.move.includes(vacancy.district)) ? 1 : 0))
    const refused = (vacancy.night ? limitBits.noNight : 0) + (vacancy.accessible === false ? limitBits.access : 0)
    return (limit) => {
      if (((bits[limit] ?? 0) & refused) !== 0 || isAccepted[contract[limit] ?? 0] === 0) return removed
      const far = km[district[limit] ?? 0] ?? unknown
      const daily = commute[limit] ?? 0
      const moved = wouldMove[move[limit] ?? 0] === 1
      if (far === unknown) return isOther[province[limit] ?? 0] === 1 && !moved ? removed : c.place / 2
      return far <= daily ? c.place - Math.floor(((c.place / 2) * far) / Math.max(1, daily)) : moved ? movedPlace : removed
    }
  }

  /** The score of one person, at most once in a query. */
  private scorer(vacancy: VacancyFacts, today: number, top: TopK, asked: Asked, resting: ReadonlySet<number>): (number: number) => void {
    const { people, stamp, languageOf, position, hits, gains, gainsReady } = this
    const { run } = this
    const { limit: limitOf, dead, wageLeast, wageExpected, isced: levelOf, flags: flagOf, language: languageSet, contact: contactOf, skillStart, skill: skillOf, declared, lineStart, lineOccupation, lineFactor, shown } = people
    const { minorStart, minor: minorOf, months: monthsOf, languages: languageSets } = people
    const { hasProfile } = people.profiles
    const placeOfLimit = this.placeScorer(vacancy)
    const freshVacancy = freshnessPoints(null, vacancy.publishedOn, today)
    const half = c.freshness / 2
    const isUncoded = vacancy.isco === null
    const { worth, close } = asked
    const looked = this.lookedAt
    const count = asked.skills.length
    const offer = vacancy.wageOffer
    const minor = vacancy.isco === null ? -1 : people.minors.indexOf(vacancy.isco.slice(0, 3))
    const education = Int16Array.from({ length: 256 }, (_, level) => (level === missingByte ? educationPoints(null, vacancy.isced) : educationPoints(level, vacancy.isced)))
    const begins = Math.max(today, vacancy.startsOn ?? today)
    const legal = vacancy.legalIsced ?? -1

    const isRemovedByRare = (number: number): boolean => {
      const rare = people.rare.get(number)
      if (!rare) return false
      return (rare.worksFrom !== null && begins < rare.worksFrom) || (vacancy.hazardous && rare.hazardFrom !== null && begins < rare.hazardFrom) || rare.blocked.includes(vacancy.employerId)
        || rare.absent.some((skill) => vacancy.must.includes(skill) || vacancy.licences.includes(skill))
    }
    const experience = (number: number): number => {
      if (vacancy.months === 0) return c.experience
      if (((flagOf[number] ?? 0) & flags.months) === 0 || isUncoded) return c.experience / 2
      for (let i = minorStart[number] ?? 0; i < (minorStart[number + 1] ?? 0); i += 1) {
        if (minorOf[i] === minor) return Math.floor((c.experience * Math.min(vacancy.months, monthsOf[i] ?? 0)) / vacancy.months)
      }
      return 0
    }

    return (number) => {
      if (stamp[number] === run) return
      stamp[number] = run
      looked.count += 1
      const limit = limitOf[number] ?? 0
      const place = placeOfLimit(limit)
      if (place === removed || dead[number]) return
      const least = wageLeast[number] ?? -1
      if (offer !== null && offer < least) return
      const isced = levelOf[number] ?? missingByte
      if (legal >= 0 && isced < legal && isced !== missingByte) return
      if ((((flagOf[number] ?? 0) & flags.rare) !== 0 && isRemovedByRare(number)) || resting.has(number)) return
      const language = languageSet[number] ?? 0
      let spoken = languageOf[language] ?? notYet
      if (spoken === notYet) {
        spoken = languagePoints(languageSets[language] ?? [], vacancy.languages)
        languageOf[language] = spoken
      }
      const expected = wageExpected[number] ?? -1
      const contact = contactOf[number] ?? 0
      const rest = place + spoken + (education[isced] ?? 0) + experience(number) + (offer === null || least < 0 ? c.wage / 2 : wagePoints(least, expected < 0 ? null : expected, offer))
        + freshVacancy + (contact === 0 ? 0 : Math.floor((half * Math.max(0, 90 - Math.max(0, today - contact))) / 90))
      const from = skillStart[number] ?? 0
      const to = skillStart[number + 1] ?? 0
      let held = 0
      for (let i = from; i < to; i += 1) {
        const skill = skillOf[i] ?? 0
        const at = position[skill >>> 1] ?? -1
        if (at >= 0) hits[held++] = 2 * at + (skill & 1)
      }
      const perCosine = c.skillsLeast + c.skillsPerDeclared * Math.min(declared[number] ?? 0, c.skillsDeclaredMost)
      let best = 0
      for (let i = lineStart[number] ?? 0; i < (lineStart[number + 1] ?? 0); i += 1) {
        const occupation = lineOccupation[i] ?? 0
        if (held > 0 && gainsReady[occupation] === 0) this.fillGains(occupation, asked)
        let sum = worth[occupation] ?? 0
        for (let h = 0; h < held; h += 1) sum += gains[2 * occupation * count + (hits[h] ?? 0)] ?? 0
        const factor = occupation === 0 || isUncoded ? 100 : (lineFactor[i] ?? 0)
        let cosine = count === 0 ? nothingAsked : sum >= 100_000_000 ? 10_000 : Math.floor(sum / 10_000)
        if (count > 0 && cosine < noProfileLeast && hasProfile[occupation] === 0) cosine = noProfileLeast
        const points = Math.floor((perCosine * cosine) / 10_000) + Math.floor((c.occupation * Math.floor(((close[occupation] ?? 0) * factor) / 100)) / 10_000)
        if (points > best) best = points
      }
      const total = rest + best
      if (total >= top.least) top.offer(total, shown[number] ?? 0, () => ({ id: personIdAt(people, number), code: personCodeAt(people, number) }))
    }
  }
}
