import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Country } from '../../../platform/country/index'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { textKey } from '../../../platform/text/text-key'
import { rankingWords } from '../../../platform/text/tokens'
import { readRankWords } from './read-rank-words'
import { type IndexedVacancy, SearchIndex } from './search-index'

interface Live {
  index: SearchIndex
  /** What the store said of each bucket when it was last read into the index. */
  digests: Map<string, string>
  /** When the index was last compared with the store; 0 after a change in this program. */
  comparedAt: number
  /** Changes in this program so far. */
  changes: number
  /** One search compares at a time; the others answer from what is there, once everything is. */
  isBusy: boolean
  isFilled: boolean
}
const lives = new WeakMap<Platform, Live>()
const secondsBetween = 20
/** A search reads at most about so many changed vacancies; until all are read, SQL answers. */
const mostAtOnce = 2000

/** Called after a change of a vacancy in this program: the next search compares first. */
export function markChanged(platform: Platform): void {
  const live = lives.get(platform)
  if (!live) return
  live.comparedAt = 0
  live.changes += 1
}

const placeWords = (country: Country) => country.places.flatMap(({ names, level }) => (level <= 2 ? rankingWords(names.latin ?? '') : []))
const emptyIndex = ({ country }: Platform) => new SearchIndex(placeWords(country))

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
  const now = reader.context.now.getTime()
  let live = lives.get(platform)
  if (!live) lives.set(platform, (live = { index: emptyIndex(platform), digests: new Map(), comparedAt: 0, changes: 0, isBusy: false, isFilled: false }))
  const age = now - live.comparedAt
  const isFresh = age >= 0 && age < secondsBetween * 1000
  if (isFresh || live.isBusy) return live.isFilled ? live.index : undefined
  const { changes } = live
  live.isBusy = true
  try {
    if (live.index.isWorn) Object.assign(live, { index: emptyIndex(platform), digests: new Map(), isFilled: false })
    const isWhole = await compare(reader, live)
    live.isFilled ||= isWhole
    if (isWhole && live.changes === changes) live.comparedAt = now
  } finally {
    live.isBusy = false
  }
  return live.isFilled ? live.index : undefined
}

/** Vacancies fall into buckets by the end of their id; only buckets that changed are read. True when all were. */
async function compare(reader: Reader, { index, digests }: Live): Promise<boolean> {
  const { rows } = await sql<{ bucket: string; digest: string }>`
    select right(v.id::text, 2) as bucket, count(*) || ' ' || sum(hashtextextended(v.id::text || v.xmin::text || v.ctid::text, 0)::numeric) as digest
    from vacancy v where ${isOpen(reader.context.today)} group by 1`.execute(reader.db)
  const present = new Map(rows.map(({ bucket, digest }) => [bucket, digest]))
  const changed = [...new Set([...present.keys(), ...digests.keys()])].filter((bucket) => present.get(bucket) !== digests.get(bucket))
  if (changed.length === 0) return true
  const held = new Map(changed.map((bucket) => [bucket, [] as string[]]))
  for (const id of index.ids()) held.get(bucketOf(id))?.push(id)
  let read = 0
  while (changed.length > 0 && read < mostAtOnce) {
    const some = changed.splice(0, bucketsAtOnce)
    read += await readBuckets(reader, index, some, some.flatMap((bucket) => held.get(bucket) ?? []))
    for (const bucket of some) {
      const digest = present.get(bucket)
      if (digest === undefined) digests.delete(bucket)
      else digests.set(bucket, digest)
    }
  }
  return changed.length === 0
}

const bucketsAtOnce = 16
const bucketOf = (id: string) => id.slice(-2)

/** Brings the index in step with some buckets. Answers with the number of vacancies read. */
async function readBuckets(reader: Reader, index: SearchIndex, buckets: readonly string[], held: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string; stamp: string }>`select v.id, v.xmin::text || '.' || v.ctid::text as stamp from vacancy v
    where ${isOpen(reader.context.today)} and right(v.id::text, 2) = any (${buckets}::text[])`.execute(reader.db)
  const open = new Set(rows.map(({ id }) => id))
  for (const id of held) if (!open.has(id)) index.remove(id)
  const changed = await readRows(reader, rows.filter(({ id, stamp }) => index.stampOf(id) !== stamp).map(({ id }) => id))
  for (const row of changed) index.put(indexed(row))
  return changed.length
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

const indexed = ({ words, titles, wageMonth, ...rest }: Row): IndexedVacancy => ({ ...rest, words: readRankWords(words ?? ''), titleKeys: titles.map(textKey), wageMonth: wageMonth === null ? null : Number(wageMonth) })

/** Open public vacancies of some days, as the index reads them; those of `ids` when these are given. */
export async function readOpen(reader: Reader, wanted: { since: CalendarDate; ids?: readonly string[] }): Promise<IndexedVacancy[]> {
  const { rows } = await sql<{ id: string }>`select v.id from vacancy v where ${isOpen(reader.context.today)} and v.published_on >= ${wanted.since}::date
    and (${wanted.ids === undefined}::boolean or v.id = any (${[...(wanted.ids ?? [])]}::uuid[])) order by v.id`.execute(reader.db)
  return (await readRows(reader, rows.map(({ id }) => id))).map(indexed)
}
