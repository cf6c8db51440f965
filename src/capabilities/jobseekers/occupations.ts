import { suggestCodes } from '../../platform/classifications/coding/country-coder'
import type { Country, Lang } from '../../platform/country/index'

export interface OccupationSuggestion {
  code: string
  title: string
}

/** Five occupation codes that a title may mean, the best first. A person decides. */
export function suggestOccupations(country: Country, title: string, lang: Lang): OccupationSuggestion[] {
  return suggestCodes(country, [title]).map((code) => ({ code, title: country.occupations.title(code, lang)?.text ?? code }))
}
