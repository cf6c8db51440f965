import { firstCharacters } from './pieces'
import { textKey } from './text-key'
import { queryTokensOfKey, rankingWordsOfKey } from './tokens'

export const longestQuery = 200
export const mostParts = 12

export interface QueryPart {
  /** As typed, without the quotation marks. */
  readonly text: string
  readonly key: string
  readonly quoted: boolean
  /** All of them must be in the text that this part finds. */
  readonly tokens: readonly string[]
  /** Dictionary words, for ranking. */
  readonly words: readonly string[]
  /** Only Latin letters. */
  readonly latin: boolean
  /** Latin, not quoted, 4 letters or more: similar words may be offered when it finds nothing. */
  readonly mayBeCorrected: boolean
}

export interface SearchQuery {
  readonly parts: readonly QueryPart[]
  /** How many of the unquoted parts a text may lack. Quoted parts must all be there. */
  readonly mayLack: number
  /** The last Latin part of 3 letters or more also matches as the beginning of a word. */
  readonly beginning: string | null
}

/** Reads what was typed into a search box: at most 200 characters and 12 parts; a quoted phrase is one part. */
export function parseSearchQuery(text: string): SearchQuery {
  const parts: QueryPart[] = []
  const typed = firstCharacters(text, longestQuery)
  for (const [, quoted, plain] of typed.matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)/g)) {
    if (parts.length >= mostParts) break
    const part = partOf(quoted ?? plain ?? '', quoted !== undefined)
    if (part.tokens.length > 0) parts.push(part)
  }
  const free = parts.filter(({ quoted }) => !quoted)
  const beginning = free.filter(({ latin, key }) => latin && key.length >= 3).at(-1)?.key ?? null
  return { parts, mayLack: Math.min(free.length, mayLackOf(parts.length)), beginning }
}

function partOf(text: string, quoted: boolean): QueryPart {
  const key = textKey(text)
  const latin = /^[a-z]+$/.test(key)
  const mayBeCorrected = latin && !quoted && key.length >= 4
  const tokens = queryTokensOfKey(key)
  return { text: text.trim(), key, quoted, tokens, words: rankingWordsOfKey(key), latin, mayBeCorrected }
}

/** None of 1 or 2 parts, one of 3 or 4, a quarter of 5 and more. */
function mayLackOf(parts: number): number {
  if (parts <= 2) return 0
  return parts <= 4 ? 1 : Math.floor(parts / 4)
}
