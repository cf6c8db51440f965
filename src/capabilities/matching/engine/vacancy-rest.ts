import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { educationPoints, filterOf, freshnessPoints, languagePoints, wagePoints } from '../score/pair'
import { missing, type VacancyKind } from './vacancy-columns'
import type { VacancyIndex } from './vacancy-index'

export const removed = -1
const notYet = -2
const freshDays = 90

/** The parts of a pair that depend neither on the line of work nor on the place, for one person and any vacancy by number. */
export class RestScorer {
  /** Points for education and languages by the kind of a vacancy, when the person meets one of it. */
  private readonly byKind: Int16Array
  /** Points for each set of languages that vacancies ask for. */
  private spoken: number[] = []
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

  constructor(private readonly vacancies: VacancyIndex, private readonly ground: KnownGround) {
    this.byKind = new Int16Array(vacancies.columns.kinds.length)
    this.months = new Uint16Array(vacancies.minors.length)
    this.minorNumber = new Map(vacancies.minors.map((minor, number) => [minor, number]))
  }

  /** Takes a person; answers with the most that these parts give them with any vacancy. */
  begin(person: PersonFacts, today: number, resting: ReadonlySet<string>): number {
    this.byKind.fill(notYet)
    for (const minor of this.held) this.months[minor] = 0
    this.held = [...(person.months ?? [])].flatMap(([code, months]) => {
      const minor = this.minorNumber.get(code)
      if (minor === undefined) return []
      this.months[minor] = months
      return [minor]
    })
    Object.assign(this, { person, resting, today })
    this.spoken = this.vacancies.columns.speeches.map((asked) => languagePoints(person.languages, asked))
    this.contact = freshnessPoints(person.contactOn, today - freshDays, today)
    // Facts that few people have, and pairs that rest, are read from the records themselves.
    this.needsRecord = resting.size + person.absent.length + person.blocked.length > 0 || person.worksFrom !== null || person.hazardFrom !== null
    return c.experience + (person.wageLeast === null ? c.wage / 2 : c.wage) + c.education + c.languages + this.contact + c.freshness / 2
  }

  /** -1 when a hard filter removes the vacancy. */
  score(number: number, minor: number): number {
    const { person, today } = this
    const { columns: { kind, validUntil, publishedOn, offer: offerOf, months: monthsOf }, listed } = this.vacancies
    if (!person || (validUntil[number] ?? 0) < today) return removed
    const one = kind[number] ?? 0
    let fixed = this.byKind[one] ?? notYet
    if (fixed === notYet) this.byKind[one] = fixed = this.ofKind(person, this.vacancies.columns.kinds[one])
    if (fixed === removed) return removed
    const offer = offerOf[number] ?? missing
    const { wageLeast: least } = person
    if (least !== null && offer >= 0 && offer < least) return removed
    if (this.needsRecord) {
      const vacancy = listed[number]
      if (vacancy && filterOf(person, vacancy, today, this.ground, this.resting.has(vacancy.vacancyId)) !== 0) return removed
    }
    return fixed + this.experience(person, monthsOf[number] ?? 0, minor) + (least === null || offer < 0 ? c.wage / 2 : wagePoints(least, person.wageExpected, offer))
      + this.contact + (this.fresh[Math.min(freshDays, Math.max(0, today - (publishedOn[number] ?? 0)))] ?? 0)
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
