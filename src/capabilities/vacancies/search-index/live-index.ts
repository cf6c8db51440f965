import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { textKey } from '../../../platform/text/text-key'
import { readRankWords } from './read-rank-words'
import { SearchIndex } from './search-index'

interface Live {
  index: SearchIndex
  /** When the index was last compared with the store; 0 after a change in this program. */
  comparedAt: number
}
const lives = new WeakMap<Platform, Live>()
const secondsBetween = 20
/** A search reads at most so many changed vacancies; until all are read, SQL answers. */
const mostAtOnce = 2000

/** Called after a change of a vacancy in this program: the next search compares first. */
export function markChanged(platform: Platform): void {
  const live = lives.get(platform)
  if (live) live.comparedAt = 0
}

interface Row {
  id: string
  stamp: string
  tokens: string[]
  words: string | null
  titles: string[]
  provinceCode: string | null
  districtCode: string | null
  isco: string | null
  contract: string
  educationMin: string | null
  accessible: boolean | null
  wageMonth: string | null
  wageCurrency: string | null
  publishedOn: string
}

const isOpen = (today: string) => sql<boolean>`v.state = 'published' and v.public_display and v.filled < v.posts and v.valid_until >= ${today}::date`

/** The index as the store stands now, or undefined while it is still being filled: then SQL answers. */
export async function liveIndex(reader: Reader, platform: Platform): Promise<SearchIndex | undefined> {
  const { now, today } = reader.context
  let live = lives.get(platform)
  if (!live) lives.set(platform, (live = { index: new SearchIndex(), comparedAt: 0 }))
  const age = now.getTime() - live.comparedAt
  if (age >= 0 && age < secondsBetween * 1000) return live.index
  if (live.index.isWorn) live.index = new SearchIndex()
  const { index } = live
  const { rows } = await sql<{ id: string; stamp: string }>`select v.id, v.xmin::text || '.' || v.ctid::text as stamp from vacancy v where ${isOpen(today)}`.execute(reader.db)
  const open = new Set(rows.map(({ id }) => id))
  for (const id of [...index.ids()]) if (!open.has(id)) index.remove(id)
  const changed = rows.filter(({ id, stamp }) => index.stampOf(id) !== stamp).map(({ id }) => id)
  for (const row of await readRows(reader, changed.slice(0, mostAtOnce))) put(index, row)
  if (changed.length > mostAtOnce) return undefined
  live.comparedAt = now.getTime()
  return index
}

async function readRows(reader: Reader, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    select v.id, v.xmin::text || '.' || v.ctid::text as stamp, v.find_tokens as tokens, v.rank_words::text as words, array_remove(array[v.title_km, v.title_lo, v.title_en], null) as titles,
      v.province_code as "provinceCode", v.district_code as "districtCode", v.isco, v.contract, v.education_min as "educationMin", v.accessible,
      case when v.wage_shown then coalesce(v.wage_month_max, v.wage_month_min)::text end as "wageMonth", v.wage_currency as "wageCurrency", v.published_on::text as "publishedOn"
    from vacancy v where v.id = any (${ids}::uuid[])`.execute(reader.db)
  return rows
}

function put(index: SearchIndex, { words, titles, wageMonth, ...rest }: Row): void {
  index.put({ ...rest, words: readRankWords(words ?? ''), titleKeys: titles.map(textKey), wageMonth: wageMonth === null ? null : Number(wageMonth) })
}
