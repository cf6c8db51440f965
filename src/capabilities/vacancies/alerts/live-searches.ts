import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { Kept } from '../search-index/kept'
import { liveIndex } from '../search-index/live-index'
import { readQuery } from '../search-index/read-query'
import { StandingSearches } from './standing-searches'

interface Live {
  searches: StandingSearches
  /** The first transaction whose changes may not have been read yet. */
  from: number
}
interface Row {
  id: string
  words: string
  filters: Kept
  isActive: boolean
}
const lives = new WeakMap<Platform, Live>()
const rowsAtOnce = 5000
const firstId = '00000000-0000-0000-0000-000000000000'

const columns = sql`s.id, s.words, s.filters, s.state = 'active' as "isActive"`
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * The active searches as the store holds them now, read once and then stepped by what changed. `anew` reads the words again: a
 * mistyped word means what the adverts hold at that moment. Call it before the transaction itself changes a search.
 */
export async function standingSearches(reader: Reader, platform: Platform, { anew = false } = {}): Promise<StandingSearches> {
  const index = await liveIndex(reader, platform)
  const read = (words: string) => readQuery(words, platform.country, { index })
  // Taken first: what commits while the searches are read is read again the next time.
  const from = await oldestRunning(reader)
  const live = lives.get(platform)
  const searches = live?.searches ?? new StandingSearches()
  const put = ({ id, words, filters, isActive }: Row) => (isActive ? searches.put(id, words, filters, read) : searches.remove(id))
  if (live && anew) await readWordsAgain(searches, read)
  if (live) for (const row of await listChanged(reader, live.from)) put(row)
  else for await (const row of everyActive(reader)) put(row)
  lives.set(platform, { searches, from })
  return searches
}

async function oldestRunning(reader: Reader): Promise<number> {
  const { rows } = await sql<{ from: number }>`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "from"`.execute(reader.db)
  return rows[0]?.from ?? 0
}

/** Numbers that this store has not given out yet came with a restored copy, and are no changes. */
async function listChanged(reader: Reader, from: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${columns} from saved_search s where s.changed_in >= ${from} and s.changed_in < pg_snapshot_xmax(pg_current_snapshot())::text::bigint`.execute(reader.db)
  return rows
}

async function* everyActive(reader: Reader): AsyncGenerator<Row> {
  for (let after = firstId; ; ) {
    const { rows } = await sql<Row>`select ${columns} from saved_search s where s.state = 'active' and s.id > ${after}::uuid order by s.id limit ${rowsAtOnce}`.execute(reader.db)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

/** Others are answered between some and the next. */
async function readWordsAgain(searches: StandingSearches, read: (words: string) => ReturnType<typeof readQuery>): Promise<void> {
  const words = searches.words()
  for (let at = 0; at < words.length; at += rowsAtOnce) {
    for (const some of words.slice(at, at + rowsAtOnce)) searches.mean(some, read(some))
    await pause()
  }
}
