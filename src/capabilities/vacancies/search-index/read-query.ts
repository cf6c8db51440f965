import type { Country } from '../../../platform/country/index'
import { parseSearchQuery, type QueryPart } from '../../../platform/text/query'
import { textKey } from '../../../platform/text/text-key'
import { queryTokens, rankingWords } from '../../../platform/text/tokens'
import type { IndexQuery, SearchIndex } from './search-index'

const synonymWeight = 0.6
/** Neighbouring clusters from which on one cluster of Khmer or Lao may differ: a run of five. */
const leastPairs = 4

/** What stands for a part that no advert has: words that may be meant, or none when one cluster may differ. */
export interface Mended {
  typed: string
  used: readonly string[]
}
export interface ReadQuery extends IndexQuery {
  mended: readonly Mended[]
}

const phrasesOf = new WeakMap<Country, { also: ReadonlyMap<string, readonly string[]>; longest: number }>()

/** The country's synonyms by search key, in both directions where they say so. */
function synonymsOf(country: Country) {
  const known = phrasesOf.get(country)
  if (known) return known
  const also = new Map<string, string[]>()
  const put = (phrase: string, other: string) => also.set(textKey(phrase), [...(also.get(textKey(phrase)) ?? []), other])
  for (const { phrase, also: other, direction } of country.synonyms) {
    put(phrase, other)
    if (direction === 'both') put(other, phrase)
  }
  const made = { also, longest: Math.max(1, ...[...also.keys()].map((key) => key.split(' ').length)) }
  phrasesOf.set(country, made)
  return made
}

/** For each part what the synonyms set beside it. A whole phrase is looked for, over neighbouring parts too; it widens and never narrows. */
function synonymsBeside(parts: readonly QueryPart[], country: Country): string[][] {
  const { also, longest } = synonymsOf(country)
  const found = parts.map((): string[] => [])
  for (let from = 0; from < parts.length; from += 1) {
    for (let to = from; to < Math.min(parts.length, from + longest); to += 1) {
      const span = parts.slice(from, to + 1)
      if (span.some(({ quoted }) => quoted)) break
      const others = also.get(span.map(({ key }) => key).join(' ')) ?? []
      for (let at = from; at <= to; at += 1) found[at]?.push(...others)
    }
  }
  return found
}

/** Words or alternatives for a part that no advert has. Numbers, quoted parts and parts with signs stay as typed. */
function mend(part: QueryPart, begins: boolean, index: SearchIndex): { any: string[][]; used: string[] } | undefined {
  if (part.quoted || index.holds(part.tokens)) return undefined
  if (part.mayBeCorrected) {
    if (begins && index.hasWordBeginning(part.key)) return undefined
    const used = index.meantBy(part.key)
    return used.length > 0 ? { any: used.map((word) => [`w${word}`]), used } : undefined
  }
  if (part.tokens.length < leastPairs || !part.tokens.every((token) => token.startsWith('2'))) return undefined
  const any = part.tokens.slice(1).map((_, at) => part.tokens.filter((_token, place) => place !== at && place !== at + 1)).filter((tokens) => index.holds(tokens))
  return any.length > 0 ? { any, used: [] } : undefined
}

/**
 * What was typed, as the index and the database read it. `loosely`: any part is enough. With an index, parts that no advert has
 * are mended.
 */
export function readQuery(text: string, country: Country, { loosely = false, index }: { loosely?: boolean; index?: SearchIndex | undefined } = {}): ReadQuery {
  const { parts, mayLack, beginning } = parseSearchQuery(text)
  const words = new Map<string, number>()
  const weigh = (some: readonly string[], weight: number) => {
    for (const word of some) words.set(word, Math.max(weight, words.get(word) ?? 0))
  }
  const beside = synonymsBeside(parts, country)
  const mended: Mended[] = []
  const wanted = parts.map((part, at) => {
    const also = beside[at] ?? []
    const begins = part.latin && !part.quoted && part.key === beginning
    const mending = index && also.length === 0 ? mend(part, begins, index) : undefined
    if (mending) mended.push({ typed: part.text, used: mending.used })
    weigh(part.words, 1)
    weigh(mending?.used ?? [], 1)
    weigh(also.flatMap(rankingWords), synonymWeight)
    return {
      any: [part.tokens, ...also.map(queryTokens).filter((tokens) => tokens.length > 0), ...(mending?.any ?? [])],
      begins: begins ? part.key : undefined,
      must: part.quoted && !loosely,
    }
  })
  const free = wanted.filter(({ must }) => !must).length
  return {
    parts: wanted, need: loosely ? Math.min(1, free) : Math.max(0, free - mayLack), words: [...words].map(([word, weight]) => ({ word, weight })),
    phrase: parts.map(({ key }) => key).join(' '), mended,
  }
}
