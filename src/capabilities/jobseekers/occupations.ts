import type { Country, Lang } from '../../platform/country/index'
import { indexTokens, queryTokens } from '../../platform/text/tokens'

export interface OccupationSuggestion {
  code: string
  title: string
}

interface Entry {
  code: string
  tokens: ReadonlySet<string>
}
const indexes = new WeakMap<Country, Entry[]>()

/** Every label of every unit group that may be chosen, cut into the tokens of search. Made once for a country. */
function indexOf(country: Country): Entry[] {
  const known = indexes.get(country)
  if (known) return known
  const made = [...country.occupations.entries.values()]
    .filter(({ isSelectable, level }) => isSelectable && level === 4)
    .flatMap(({ code, labels }) => labels.map(({ text }) => ({ code, tokens: new Set(indexTokens(text)) })))
  indexes.set(country, made)
  return made
}

const singular = (token: string) => (/^w.{3,}s$/.test(token) ? [token, token.slice(0, -1)] : [token, `${token}s`])
const synonymsOf = (title: string, country: Country) => {
  const lower = title.toLowerCase()
  return country.synonyms.flatMap(({ phrase, also, direction }) => [...(lower.includes(phrase.toLowerCase()) ? [also] : []), ...(direction === 'both' && lower.includes(also.toLowerCase()) ? [phrase] : [])])
}

/** Five occupation codes that a title may mean, the best first. A person decides. */
export function suggestOccupations(country: Country, title: string, lang: Lang): OccupationSuggestion[] {
  const scores = new Map<string, number>()
  for (const text of [title, ...synonymsOf(title, country)]) {
    const wanted = queryTokens(text)
    if (wanted.length === 0) continue
    for (const { code, tokens } of indexOf(country)) {
      const shared = wanted.filter((token) => singular(token).some((one) => tokens.has(one))).length
      if (shared === 0) continue
      const score = shared / wanted.length + shared / (tokens.size + 1)
      if (score > (scores.get(code) ?? 0)) scores.set(code, score)
    }
  }
  return [...scores]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 5)
    .map(([code]) => ({ code, title: country.occupations.title(code, lang)?.text ?? code }))
}
