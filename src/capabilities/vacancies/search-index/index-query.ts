import type { Country } from '../../../platform/country/index'
import { parseSearchQuery, type QueryPart } from '../../../platform/text/query'
import { textKey } from '../../../platform/text/text-key'
import { queryTokens, rankingWords } from '../../../platform/text/tokens'
import type { IndexQuery } from './search-index'

const synonymWeight = 0.6

/** Phrases that the country's synonyms set beside a part. They widen the search and never narrow it. */
export function synonymsOf(part: QueryPart, country: Country): string[] {
  return country.synonyms.flatMap(({ phrase, also, direction }) => {
    if (textKey(phrase) === part.key) return [also]
    return direction === 'both' && textKey(also) === part.key ? [phrase] : []
  })
}

/** What was typed, as the index in memory reads it. The same parts as for SQL, so the same vacancies are found. */
export function readIndexQuery(text: string, country: Country, loosely = false): IndexQuery {
  const { parts, mayLack, beginning } = parseSearchQuery(text)
  const words = new Map<string, number>()
  const weigh = (word: string, weight: number) => words.set(word, Math.max(weight, words.get(word) ?? 0))
  const wanted = parts.map((part) => {
    const also = synonymsOf(part, country)
    for (const word of part.words) weigh(word, 1)
    for (const word of also.flatMap(rankingWords)) weigh(word, synonymWeight)
    return {
      any: [part.tokens, ...also.map(queryTokens).filter((tokens) => tokens.length > 0)],
      begins: part.latin && !part.quoted && part.key === beginning ? part.key : undefined,
      must: part.quoted && !loosely,
    }
  })
  const free = wanted.filter(({ must }) => !must).length
  return { parts: wanted, need: loosely ? Math.min(1, free) : Math.max(0, free - mayLack), words: [...words].map(([word, weight]) => ({ word, weight })), phrase: textKey(parts.map(({ text: typed }) => typed).join(' ')) }
}
