import type { Country } from '../../../platform/country/index'
import { indexTokens, rankingWords } from '../../../platform/text/tokens'
import type { VacancyContent } from '../model'

export interface EmployerNames {
  nameNative: string | null
  nameLatin: string | null
}

const mostRankWords = 2000
const quote = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** What a vacancy is found by: tokens for the index, and words with weights (title, occupation, employer and place, body) for the order. */
export function searchWordsOf(content: VacancyContent, employer: EmployerNames | null, country: Country): { tokens: string[]; rankWords: string } {
  const titles = [content.titleKm, content.titleLo, content.titleEn]
  const occupation = [content.occupationTyped, ...country.languages.map((language) => (content.isco ? (country.occupations.title(content.isco, language)?.text ?? null) : null))]
  const shownEmployer = content.employerNameHidden ? null : employer
  const places = [content.provinceCode, content.districtCode].flatMap((code) => {
    const place = code === null ? undefined : country.placeByCode.get(code)
    return place ? [place.names.native, place.names.latin, place.names.km ?? null, place.names.lo ?? null] : []
  })
  const around = [shownEmployer?.nameNative ?? null, shownEmployer?.nameLatin ?? null, ...new Set(places), content.workplaceText]
  const body = [content.duties, content.requirements]
  const join = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null && text !== '').join('\n')
  let position = 0
  const weighted = (['A', 'B', 'C', 'D'] as const).flatMap((weight, part) =>
    rankingWords(join([titles, occupation, around, body][part] ?? [])).map((word) => `${quote(word)}:${(position = Math.min(position + 1, 16383))}${weight}`),
  )
  return { tokens: indexTokens([join(titles), join(occupation), join(around), join(body)].join('\n')), rankWords: weighted.slice(0, mostRankWords).join(' ') }
}
