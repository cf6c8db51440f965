import type { Country } from '../../platform/country/index'
import { indexTokens, queryTokens } from '../../platform/text/tokens'

interface Label {
  code: string
  tokens: ReadonlySet<string>
  length: number
}
interface Index {
  labels: readonly Label[]
  weight: (token: string) => number
}

const indexes = new WeakMap<Country, Index>()
/** English plurals are found by their singular. */
const stem = (token: string) => (/^w[a-z]{4,}s$/.test(token) && !token.endsWith('ss') ? token.slice(0, -1) : token)
const tokensOf = (text: string, cut: (text: string) => string[]) => new Set(cut(text.replace(/\([^)]*\)|[0-9]+/g, ' ')).map(stem))

/** Every label of every unit group, once for each country; rare words weigh more. */
function indexOf(country: Country): Index {
  const known = indexes.get(country)
  if (known) return known
  const counts = new Map<string, number>()
  const raw = [...country.occupations.entries.values()]
    .filter(({ level, isSelectable }) => level === 4 && isSelectable)
    .flatMap(({ code, labels }) => labels.map(({ text }) => ({ code, tokens: tokensOf(text, indexTokens) })))
  for (const { tokens } of raw) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  const weight = (token: string) => Math.log((raw.length + 1) / ((counts.get(token) ?? 0) + 0.5))
  const lengthOf = (tokens: ReadonlySet<string>) => Math.sqrt([...tokens].reduce((sum, token) => sum + weight(token) ** 2, 0))
  const index = { labels: raw.map(({ code, tokens }) => ({ code, tokens, length: lengthOf(tokens) })), weight }
  indexes.set(country, index)
  return index
}

const most = 5

/** At most five unit groups whose labels resemble a title in any language, best first. A person chooses. */
export function suggestOccupations(titles: readonly (string | null)[], country: Country): string[] {
  const { labels, weight } = indexOf(country)
  const best = new Map<string, number>()
  for (const title of titles) {
    if (title === null || title.trim() === '') continue
    const wanted = tokensOf(title, (text) => [...queryTokens(text), ...indexTokens(text)])
    for (const { code, tokens, length } of labels) {
      let shared = 0
      for (const token of wanted) if (tokens.has(token)) shared += weight(token) ** 2
      const score = length === 0 ? 0 : shared / length
      if (score > (best.get(code) ?? 0)) best.set(code, score)
    }
  }
  return [...best].sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1)).slice(0, most).map(([code]) => code)
}
