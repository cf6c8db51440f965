import type { VacancyLine } from './model'

type Titles = Pick<VacancyLine, 'titleKm' | 'titleLo' | 'titleEn'>

const orders: Readonly<Record<string, readonly (keyof Titles)[]>> = {
  km: ['titleKm', 'titleEn', 'titleLo'],
  lo: ['titleLo', 'titleEn', 'titleKm'],
  en: ['titleEn', 'titleKm', 'titleLo'],
}

/** The title in the page's language, else in any in which it is written. */
export function titleOf(titles: Titles, language: string): string {
  const order = orders[language] ?? orders['en'] ?? []
  return order.map((field) => titles[field]).find((title) => title !== null && title !== '') ?? ''
}

/** The language in which the shown title is written, for the `lang` of the page part. */
export function titleLanguage(titles: Titles, language: string): string {
  const order = orders[language] ?? orders['en'] ?? []
  const field = order.find((one) => titles[one] !== null && titles[one] !== '')
  return field === undefined ? language : field.slice(5).toLowerCase()
}
