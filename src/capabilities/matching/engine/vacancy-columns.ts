import type { VacancyFacts } from '../score/facts'
import { vacancyTie } from '../score/pair'
import { integers, Numbering } from './columns'

export const missing = -1
/** Facts of one vacancy stand beside each other, as they are read together: its number times `width`, and the place of each. */
export const width = 8
export const column = { kind: 0, validUntil: 1, publishedOn: 2, offer: 3, months: 4, tie: 5 } as const

/** What many vacancies have in common. */
export interface VacancyKind extends Pick<VacancyFacts, 'night' | 'contract' | 'isced' | 'legalIsced'> {
  readonly isShut: boolean
  readonly isInaccessible: boolean
  /** The number of the languages asked. */
  readonly speech: number
}

/** What a vacancy asks and offers beside occupation, skills and place, by its number. */
export function columnsOf(vacancies: readonly VacancyFacts[]) {
  const [kinds, speeches] = [new Numbering<VacancyKind>(), new Numbering<readonly string[]>()]
  const kindOf = ({ night, contract, isced, legalIsced, languages, accessible, postsLeft, maxOpen, openReferrals }: VacancyFacts) => {
    const speech = speeches.of(languages.join(), () => languages)
    const kind: VacancyKind = { night, contract, isced, legalIsced, speech, isInaccessible: accessible === false, isShut: postsLeft <= 0 || (maxOpen !== null && openReferrals >= maxOpen) }
    return kinds.of(Object.values(kind).join(' '), () => kind)
  }
  const facts = integers(vacancies.length * width)
  vacancies.forEach((vacancy, number) => {
    const at = number * width
    facts[at + column.kind] = kindOf(vacancy)
    facts[at + column.validUntil] = vacancy.validUntil
    facts[at + column.publishedOn] = vacancy.publishedOn
    facts[at + column.offer] = vacancy.wageOffer ?? missing
    facts[at + column.months] = vacancy.months
    facts[at + column.tie] = vacancyTie(vacancy)
  })
  return { facts, kinds: kinds.values, speeches: speeches.values }
}
