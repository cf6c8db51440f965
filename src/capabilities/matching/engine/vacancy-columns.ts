import { constants as c } from '../score/constants'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import { educationPoints, experiencePoints, filterOf, freshnessPoints, languagePoints, wagePoints } from '../score/pair'
import type { KnownGround } from '../queries/facts'
import { bytes, integers, Numbering, shorts } from './columns'
import type { VacancyIndex } from './vacancy-index'

const traits = { shut: 1, night: 2, inaccessible: 4 } as const
const missing = -1
export const removed = -1

/** What a vacancy asks and offers beside occupation, skills and place, as columns by its number. */
export function columnsOf(vacancies: readonly VacancyFacts[]) {
  const [contracts, languages] = [new Numbering<string>(), new Numbering<readonly string[]>()]
  const fill = <A extends Uint8Array | Uint16Array | Int32Array>(into: A, value: (vacancy: VacancyFacts) => number): A => {
    vacancies.forEach((vacancy, number) => (into[number] = value(vacancy)))
    return into
  }
  const count = vacancies.length
  const isShut = ({ postsLeft, maxOpen, openReferrals }: VacancyFacts) => postsLeft <= 0 || (maxOpen !== null && openReferrals >= maxOpen)
  const columns = {
    traits: fill(bytes(count), (one) => (isShut(one) ? traits.shut : 0) + (one.night ? traits.night : 0) + (one.accessible === false ? traits.inaccessible : 0)),
    validUntil: fill(integers(count), ({ validUntil }) => validUntil), publishedOn: fill(integers(count), ({ publishedOn }) => publishedOn), offer: fill(integers(count), ({ wageOffer }) => wageOffer ?? missing),
    level: fill(shorts(count), ({ isced, legalIsced }) => 256 * ((legalIsced ?? missing) + 1) + (isced ?? missing) + 1), contract: fill(bytes(count), ({ contract }) => contracts.of(contract, () => contract)),
    language: fill(shorts(count), (one) => languages.of(one.languages.join(), () => one.languages)),
    months: fill(shorts(count), ({ months }) => months),
  }
  return { ...columns, contracts: contracts.values, languages: languages.values }
}
export type VacancyColumns = ReturnType<typeof columnsOf>

/** `isMixed`: of a block with several provinces, where the record says whether it is too far. */
export type RestOf = (number: number, occupation: number, isMixed: boolean) => number

/** The parts of a pair that depend neither on the line of work nor on the place, for one person and any vacancy by number; -1 when a hard filter removes it. */
export function restOf(vacancies: VacancyIndex, ground: KnownGround, person: PersonFacts, today: number, resting: ReadonlySet<string>): RestOf {
  const { columns, listed, occupations } = vacancies
  const { traits: traitsOf, validUntil, publishedOn, offer: offerOf, level, contract, language, months } = columns
  const accepted = columns.contracts.map((one) => person.contracts.length === 0 || person.contracts.includes(one))
  const spoken = columns.languages.map((asked) => languagePoints(person.languages, asked))
  const refused = traits.shut + (person.noNight ? traits.night : 0) + (person.accessNeeded ? traits.inaccessible : 0)
  const { isced, wageLeast: least, wageExpected: expected } = person
  const held = isced ?? missing
  const contact = freshnessPoints(person.contactOn, today - 1000, today)
  /** Facts that few people have, and pairs that rest, are read from the records themselves. */
  const needsRecord = resting.size + person.absent.length + person.blocked.length > 0 || person.worksFrom !== null || person.hazardFrom !== null
  return (number, occupation, isMixed) => {
    if (((traitsOf[number] ?? 0) & refused) !== 0 || (validUntil[number] ?? 0) < today || !accepted[contract[number] ?? 0]) return removed
    const offer = offerOf[number] ?? missing
    if (least !== null && offer >= 0 && offer < least) return removed
    const levels = level[number] ?? 0
    const asked = (levels & 255) - 1
    if (held >= 0 && held < (levels >> 8) - 1) return removed
    const vacancy = needsRecord || isMixed ? listed[number] : undefined
    if (vacancy && filterOf(person, vacancy, today, ground, resting.has(vacancy.vacancyId)) !== 0) return removed
    const longest = months[number] ?? 0
    const experience = longest === 0 ? c.experience : experiencePoints(person, { isco: occupations[occupation] || null, months: longest })
    return experience + wagePoints(least, expected, offer < 0 ? null : offer) + educationPoints(isced, asked < 0 ? null : asked)
      + (spoken[language[number] ?? 0] ?? 0) + contact + freshnessPoints(null, publishedOn[number] ?? 0, today)
  }
}

/** Most that those parts give this person with any vacancy. */
export const restMost = (person: PersonFacts, today: number) =>
  c.experience + (person.wageLeast === null ? c.wage / 2 : c.wage) + c.education + c.languages + freshnessPoints(person.contactOn, today, today)
