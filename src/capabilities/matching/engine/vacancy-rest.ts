import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { PersonFacts } from '../score/facts'
import { educationPoints, experiencePoints, filterOf, freshnessPoints, languagePoints, wagePoints } from '../score/pair'
import { missing, traits } from './vacancy-columns'
import type { VacancyIndex } from './vacancy-index'

export const removed = -1
export type RestOf = (number: number, occupation: number) => number

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
  return (number, occupation) => {
    if (((traitsOf[number] ?? 0) & refused) !== 0 || (validUntil[number] ?? 0) < today || !accepted[contract[number] ?? 0]) return removed
    const offer = offerOf[number] ?? missing
    if (least !== null && offer >= 0 && offer < least) return removed
    const levels = level[number] ?? 0
    const asked = (levels & 255) - 1
    if (held >= 0 && held < (levels >> 8) - 1) return removed
    const vacancy = needsRecord ? listed[number] : undefined
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
