import { suggestCodes } from '../../platform/classifications/coding/country-coder'
import type { Country } from '../../platform/country/index'

/** At most five unit groups whose labels resemble a title in any language, best first. A person chooses. */
export const suggestOccupations = (titles: readonly (string | null)[], country: Country): string[] => suggestCodes(country, titles)
