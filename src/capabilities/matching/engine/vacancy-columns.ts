import type { VacancyFacts } from '../score/facts'
import { integers, Numbering, shorts } from './columns'

export const missing = -1

/** What many vacancies have in common. */
export interface VacancyKind extends Pick<VacancyFacts, 'night' | 'contract' | 'isced' | 'legalIsced'> {
  readonly isShut: boolean
  readonly isInaccessible: boolean
  /** The number of the languages asked. */
  readonly speech: number
}

/** What a vacancy asks and offers beside occupation, skills and place, as columns by its number. */
export function columnsOf(vacancies: readonly VacancyFacts[]) {
  const [kinds, speeches] = [new Numbering<VacancyKind>(), new Numbering<readonly string[]>()]
  const fill = <A extends Uint16Array | Int32Array>(into: A, value: (vacancy: VacancyFacts) => number): A => {
    vacancies.forEach((vacancy, number) => (into[number] = value(vacancy)))
    return into
  }
  const kindOf = ({ night, contract, isced, legalIsced, languages, accessible, postsLeft, maxOpen, openReferrals }: VacancyFacts) => {
    const speech = speeches.of(languages.join(), () => languages)
    const kind: VacancyKind = { night, contract, isced, legalIsced, speech, isInaccessible: accessible === false, isShut: postsLeft <= 0 || (maxOpen !== null && openReferrals >= maxOpen) }
    return kinds.of(Object.values(kind).join(' '), () => kind)
  }
  const count = vacancies.length
  const columns = {
    kind: fill(shorts(count), kindOf), validUntil: fill(integers(count), ({ validUntil }) => validUntil), publishedOn: fill(integers(count), ({ publishedOn }) => publishedOn),
    offer: fill(integers(count), ({ wageOffer }) => wageOffer ?? missing), months: fill(shorts(count), ({ months }) => months),
  }
  return { ...columns, kinds: kinds.values, speeches: speeches.values }
}
