import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Country } from '../../country/index'
import { everydayTitles, labelsOfCountry } from './known-labels'
import { buildCoder, type OccupationCoder } from './occupation-coder'

/** The folder that holds `classifications/`: beside the program, from its source or from its build. */
function countriesFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'countries', 'classifications'))) return join(folder, 'countries')
  }
  throw new Error('The folder countries/classifications is missing beside the program.')
}

const coders = new WeakMap<Country, OccupationCoder>()

/** The coder that forms use: labels of the country in its languages and everyday titles. Made at the first title, in about half a second. */
export function countryCoder(country: Country): OccupationCoder {
  let coder = coders.get(country)
  if (!coder) coders.set(country, (coder = buildCoder([...labelsOfCountry(country), ...everydayTitles(countriesFolder())])))
  return coder
}

/** At most five selectable unit groups for titles of the same work in several languages, best first. */
export function suggestCodes(country: Country, titles: readonly (string | null)[], most = 5): string[] {
  const best = new Map<string, number>()
  for (const title of titles) {
    if (title === null || title.trim() === '') continue
    for (const { code, score } of countryCoder(country).suggest(title.slice(0, 300), most * 2)) {
      if (country.occupations.entries.get(code)?.isSelectable) best.set(code, Math.max(score, best.get(code) ?? 0))
    }
  }
  return [...best].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most).map(([code]) => code)
}
