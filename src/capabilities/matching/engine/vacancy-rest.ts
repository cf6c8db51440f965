import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { educationPoints, filterOf, freshnessPoints, languagePoints, wagePoints } from '../score/pair'
import { column, missing, type VacancyKind, width } from './vacancy-columns'
import type { VacancyIndex } from './vacancy-index'

export const removed = -1
const notYet = -2
const freshDays = 90
const nothing = new Int16Array(0)

/** The parts of a pair that depend neither on the line of work nor on the place, for one person and any vacancy by number. */
export class RestScorer {
  /** Points for education and languages by the kind of a vacancy, when the person meets one of it. */
  private readonly byKind: Int16Array
  /** Points for each set of languages that vacancies ask for. */
  private readonly spoken: number[] = []
  /** Points for a vacancy by the days since it was published. */
  private readonly fresh = Int16Array.from({ length: freshDays + 1 }, (_, days) => freshnessPoints(null, -days, 0))
  /** Months of experience in each minor group; where none are known of anything, half of the points. */
  private readonly months: Uint16Array
  private readonly minorNumber: ReadonlyMap<string, number>
  private held: number[] = []
  private person: PersonFacts | undefined
  private resting: ReadonlySet<string> = new Set()
  private today = 0
  private contact = 0
  private needsRecord = false
  /** The day that `lacks` was worked out for. */
  private lacksOn = NaN
  /** What each vacancy gives less than the most, whoever asks: for people without, with unknown and with experience, first those who name a least wage. */
  private readonly lacks: readonly Int16Array[]

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {
    this.byKind = new Int16Array(vacancies.columns.kinds.length)
    this.months = new Uint16Array(vacancies.minors.length)
    this.lacks = Array.from({ length: 6 }, () => new Int16Array(vacancies.count))
    this.minorNumber = new Map(vacancies.minors.map((minor, number) => [minor, number]))
  }

  /** What each vacancy of a minor group gives this person less than `begin` said, at the least. */
  lacking(minor: number): Int16Array {
    const { person, vacancies: { minors }, lacks, months } = this
    const experience = person?.months === null || minors[minor] === '' ? 1 : months[minor] === 0 ? 0 : 2
    return lacks[experience + (person?.wageLeast === null ? 3 : 0)] ?? nothing
  }

  private findLacks(today: number): void {
    this.lacksOn = today
    const { count, columns: { facts } } = this.vacancies
    for (let number = 0; number < count; number += 1) {
      const at = number * width
      const stale = c.freshness / 2 - this.freshOf(facts[at + column.publishedOn] ?? 0, today)
      const wage = (facts[at + column.offer] ?? missing) < 0 ? c.wage / 2 : 0
      const asksMonths = (facts[at + column.months] ?? 0) > 0
      this.lacks.forEach((lacks, n) => (lacks[number] = stale + (n < 3 ? wage : 0) + (asksMonths ? ([c.experience, c.experience / 2, 0][n % 3] ?? 0) : 0)))
    }
  }

  private freshOf(publishedOn: number, today: number): number {
    return this.fresh[Math.min(freshDays, Math.max(0, today - publishedOn))] ?? 0
  }

  /** Takes a person; answers with the most that these parts give them with any vacancy. */
  begin(person: PersonFacts, today: number, resting: ReadonlySet<string>): number {
    if (today !== this.lacksOn) this.findLacks(today)
    this.byKind.fill(notYet)
    for (const minor of this.held) this.months[minor] = 0
    this.held = [...(person.months ?? [])].flatMap(([code, months]) => {
      const minor = this.minorNumber.get(code)
      if (minor === undefined) return []
      this.months[minor] = months
      return [minor]
    })
    this.person = person
    this.resting = resting
    this.today = today
    const { speeches } = this.vacancies.columns
    for (let at = 0; at < speeches.length; at += 1) this.spoken[at] = languagePoints(person.languages, speeches[at] ?? [])
    this.contact = freshnessPoints(person.contactOn, today - freshDays, today)
    // Facts that few people have, and pairs that rest, are read from the records themselves.
    this.needsRecord = resting.size + person.absent.length + person.blocked.length > 0 || person.worksFrom !== null || person.hazardFrom !== null
    return c.experience + (person.wageLeast === null ? c.wage / 2 : c.wage) + c.education + c.languages + this.contact + c.freshness / 2
  }

  /** Points of the vacancy, or -1 when it is not wanted: a hard filter removes it, or it has fewer than `least`. */
  score(number: number, minor: number, least: number): number {
    const { person, today } = this
    const { columns: { facts, kinds }, listed } = this.vacancies
    const at = number * width
    if (!person || (facts[at + column.validUntil] ?? 0) < today) return removed
    const kind = facts[at] ?? 0
    let fixed = this.byKind[kind] ?? notYet
    if (fixed === notYet) this.byKind[kind] = fixed = this.ofKind(person, kinds[kind])
    if (fixed === removed) return removed
    const offer = facts[at + column.offer] ?? missing
    const { wageLeast } = person
    if (wageLeast !== null && offer >= 0 && offer < wageLeast) return removed
    const points = fixed + this.experience(person, facts[at + column.months] ?? 0, minor) + (wageLeast === null || offer < 0 ? c.wage / 2 : wagePoints(wageLeast, person.wageExpected, offer))
      + this.contact + this.freshOf(facts[at + column.publishedOn] ?? 0, today)
    if (points < least) return removed
    if (this.needsRecord) {
      const vacancy = listed[number]
      if (vacancy && filterOf(person, vacancy, today, this.ground, this.resting.has(vacancy.vacancyId)) !== 0) return removed
    }
    return points
  }

  tieOf(number: number): number {
    return this.vacancies.columns.facts[number * width + column.tie] ?? 0
  }

  private experience({ months }: PersonFacts, asked: number, minor: number): number {
    if (asked === 0) return c.experience
    if (months === null || this.vacancies.minors[minor] === '') return c.experience / 2
    return Math.floor((c.experience * Math.min(asked, this.months[minor] ?? 0)) / asked)
  }

  private ofKind({ contracts, noNight, accessNeeded, isced }: PersonFacts, kind: VacancyKind | undefined): number {
    if (!kind || kind.isShut || (noNight && kind.night) || (accessNeeded && kind.isInaccessible) || (contracts.length > 0 && !contracts.includes(kind.contract))) return removed
    if (kind.legalIsced !== null && isced !== null && isced < kind.legalIsced) return removed
    return educationPoints(isced, kind.isced) + (this.spoken[kind.speech] ?? 0)
  }
}
