import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { parseSearchQuery } from '../../platform/text/query'
import { type Facets, type Kept, noFacets, type Page } from './search-index/kept'
import { liveIndex, markChanged } from './search-index/live-index'
import { type Mended, readQuery } from './search-index/read-query'
import type { IndexAnswer, IndexQuery, SearchIndex } from './search-index/search-index'

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
  facets: Facets
}
/** A search with what was done to the words, so that the page can say it. */
export interface Found extends SearchResult {
  /** Parts that no advert has, and what was searched in their place. */
  mended: readonly Mended[]
  /** No advert has all the words: these have some. */
  isLoose: boolean
  /** The same words with one that looks like a word of the adverts; to be offered. */
  offer: string | null
  /** No advert of the country has the words, whatever the filters. */
  isUnknown: boolean
}

export { type Facets, facetNames, type Kept, type Page } from './search-index/kept'

/** A vacancy counts as new for so many days. */
export const daysNew = 7

const changes = new WeakMap<Platform, number>()

/** Called after every change of a vacancy: a job that was taken down is gone from the next answer. */
export function forgetSearches(platform: Platform): void {
  changes.set(platform, (changes.get(platform) ?? 0) + 1)
  markChanged(platform)
}

/** Changes with every change of a vacancy in this program. */
export const searchStamp = (platform: Platform): string => String(changes.get(platform) ?? 0)

/** What the words find under the filters, and what to say about it. */
export async function findJobs(reader: Reader, platform: Platform, text: string, kept: Kept, page: Page): Promise<Found> {
  const index = await liveIndex(reader, platform)
  const { country } = platform
  const exact = readQuery(text, country, { index })
  const result = await searchVacancies(reader, index, exact, kept, page)
  const said = { mended: exact.mended, isLoose: false, offer: null, isUnknown: false }
  if (result.total > 0 || exact.parts.length === 0) return { ...result, ...said }
  const isUnknown = Object.keys(kept).length === 0 || (await searchVacancies(reader, index, exact, {}, { ...page, size: 0, skip: 0 })).total === 0
  const loose = await searchVacancies(reader, index, readQuery(text, country, { index, loosely: true }), kept, page)
  return { ...loose, ...said, isLoose: true, offer: index ? offerFor(text, index) : null, isUnknown }
}

/** The words with the one that no advert has exchanged for one that looks like it. */
function offerFor(text: string, index: SearchIndex): string | null {
  const part = parseSearchQuery(text).parts.find(({ mayBeCorrected, tokens }) => mayBeCorrected && !index.holds(tokens))
  const word = part ? index.alike(part.key) : undefined
  return part && word ? text.replace(part.text, word) : null
}

/** By the index in memory, or by SQL while that is filled. Both find the same vacancies. */
export async function searchVacancies(reader: Reader, index: SearchIndex | undefined, query: IndexQuery, kept: Kept, page: Page): Promise<SearchResult> {
  return index ? byIndex(reader, index.search(query, kept, page)) : searchBySql(reader, query, kept, page)
}

/** The rows of the page are asked of the store, which leaves out what is not public any more. */
async function byIndex(reader: Reader, { total, ids, facets }: IndexAnswer): Promise<SearchResult> {
  if (ids.length === 0) return { total, rows: [], facets }
  const { rows } = await sql<{ answer: FoundVacancy[] }>`select public_vacancies_by_id(${ids}::uuid[], ${reader.context.today}::date) as answer`.execute(reader.db)
  return { total, rows: rows[0]?.answer ?? [], facets }
}

const quote = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
const beginsWith = (word: string) => `${quote(word)}:*`

/** The search of the database, equal in what it finds. */
export async function searchBySql(reader: Reader, { parts, need, words }: IndexQuery, kept: Kept, { size, skip, newSince }: Page): Promise<SearchResult> {
  const wanted = {
    parts: parts.map(({ any, begins, must }) => ({ any, ...(begins ? { begins: beginsWith(begins) } : {}), ...(must ? { must } : {}) })), need,
    rank: [...words.map(({ word }) => quote(word)), ...parts.flatMap(({ begins }) => (begins ? [beginsWith(begins)] : []))].join(' | '),
  }
  const { rows } = await sql<{ answer: SearchResult }>`
    select search_public_vacancies(${JSON.stringify(wanted)}::jsonb, ${JSON.stringify(kept)}::jsonb, ${reader.context.today}::date, ${newSince}::date, ${size}::int, ${skip}::int) as answer`.execute(reader.db)
  return rows[0]?.answer ?? { total: 0, rows: [], facets: noFacets }
}
