import type { VacancyFacts } from '../score/facts'
import { bytes, integers, Numbering, shorts } from './columns'

export const traits = { shut: 1, night: 2, inaccessible: 4 } as const
export const missing = -1

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
