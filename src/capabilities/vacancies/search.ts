import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Country } from '../../platform/country/index'
import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parseSearchQuery } from '../../platform/text/query'
import { queryTokens, rankingWords } from '../../platform/text/tokens'
import { readIndexQuery, synonymsOf } from './search-index/index-query'
import type { Kept } from './search-index/kept'
import { liveIndex, markChanged } from './search-index/live-index'
import type { IndexAnswer, IndexQuery } from './search-index/search-index'

/** A vacancy as the list of the portal shows it. Amounts are decimal text; null when the wage is told at the interview. */
export interface FoundVacancy {
  id: string
  code: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  provinceCode: string | null
  districtCode: string | null
  contract: string
  isco: string | null
  wageMin: string | null
  wageMax: string | null
  wageCurrency: string | null
  wagePeriod: string | null
  posts: number
  educationMin: string | null
  accessible: boolean | null
  publishedOn: CalendarDate
  validUntil: CalendarDate
  employerNative: string | null
  employerLatin: string | null
}
export interface SearchResult {
  total: number
  rows: FoundVacancy[]
  /** Counts by code among everything found; '' stands for "not stated". */
  facets: Record<'province' | 'group' | 'contract', Record<string, number> | null>
}

export type { Kept } from './search-index/kept'

interface WantedPart {
  any: readonly (readonly string[])[]
  begins?: string
  must?: boolean
}
export interface Wanted {
  parts: WantedPart[]
  need: number
  rank: string
  /** The same for the index in memory. */
  memory: IndexQuery
}

const quote = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** What was typed, as the search function of the database reads it. `loosely`: any part is enough. */
export function readWanted(text: string, country: Country, loosely = false): Wanted {
  const { parts, mayLack, beginning } = parseSearchQuery(text)
  const ranks = new Set<string>()
  const wanted = parts.map((part): WantedPart => {
    const also = synonymsOf(part, country)
    const begins = part.latin && !part.quoted && part.key === beginning ? `${quote(part.key)}:*` : undefined
    for (const word of [...part.words, ...also.flatMap(rankingWords)]) ranks.add(quote(word))
    if (begins) ranks.add(begins)
    const any = [part.tokens, ...also.map(queryTokens).filter((tokens) => tokens.length > 0)]
    return { any, ...(begins ? { begins } : {}), ...(part.quoted && !loosely ? { must: true } : {}) }
  })
  const free = wanted.filter(({ must }) => !must).length
  return { parts: wanted, need: loosely ? Math.min(1, free) : Math.max(0, free - mayLack), rank: [...ranks].join(' | '), memory: readIndexQuery(text, country, loosely) }
}

/** Something worked out from the public vacancies of this moment, kept for some seconds in each running program. */
interface Remembered {
  at: number
  value: unknown
}
const remembered = new WeakMap<Platform, Map<string, Remembered>>()
const secondsToRemember = 20
const mostRemembered = 1000

/** Called after every change of a vacancy: a job that was taken down is gone from the next answer. */
export function forgetSearches(platform: Platform): void {
  remembered.get(platform)?.clear()
  markChanged(platform)
}

/** The value of the last seconds under this key, else a new one. A change made by another program shows after these seconds. */
export async function remember<T>(platform: Platform, now: Date, key: string, make: () => Promise<T>): Promise<T> {
  const known = remembered.get(platform) ?? new Map<string, Remembered>()
  remembered.set(platform, known)
  const before = known.get(key)
  if (before && now.getTime() - before.at < secondsToRemember * 1000) return before.value as T
  const value = await make()
  if (known.size >= mostRemembered) known.clear()
  known.set(key, { at: now.getTime(), value })
  return value
}

/** What is found and in which order: by the index in memory; by SQL while that is filled. Both find the same vacancies. */
export async function searchVacancies(reader: Reader, platform: Platform, wanted: Wanted, kept: Kept, page: { size: number; skip: number }): Promise<SearchResult> {
  const { now, today } = reader.context
  return remember(platform, now, `search ${JSON.stringify([wanted, kept, page, today])}`, async () => {
    const index = await liveIndex(reader, platform)
    return index ? await byIndex(reader, index.search(wanted.memory, kept, page)) : await searchBySql(reader, wanted, kept, page)
  })
}

/** The rows of the page are asked of the store, which leaves out what is not public any more. */
async function byIndex(reader: Reader, { total, ids, facets }: IndexAnswer): Promise<SearchResult> {
  const { rows } = await sql<{ answer: FoundVacancy[] }>`select public_vacancies_by_id(${ids}::uuid[], ${reader.context.today}::date) as answer`.execute(reader.db)
  return { total, rows: rows[0]?.answer ?? [], facets }
}

/** The search of the database, equal in what it finds. */
export async function searchBySql(reader: Reader, { parts, need, rank }: Omit<Wanted, 'memory'>, kept: Kept, page: { size: number; skip: number }): Promise<SearchResult> {
  const { rows } = await sql<{ answer: SearchResult }>`
    select search_public_vacancies(${JSON.stringify({ parts, need, rank })}::jsonb, ${JSON.stringify(kept)}::jsonb, ${reader.context.today}::date, ${page.size}::int, ${page.skip}::int) as answer`.execute(reader.db)
  return rows[0]?.answer ?? { total: 0, rows: [], facets: { province: null, group: null, contract: null } }
}

/** A word of the present adverts that resembles a typed Latin word which nothing has; for "did you mean". */
export async function findSimilarWord(reader: Reader, text: string): Promise<string | null> {
  const part = parseSearchQuery(text).parts.find(({ mayBeCorrected }) => mayBeCorrected)
  if (!part) return null
  const { rows } = await sql<{ word: string }>`select word from similar_vacancy_words(${part.key})`.execute(reader.db)
  const word = rows[0]?.word
  return word === undefined || word === part.key ? null : text.replace(part.text, word)
}
