import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { Kept } from '../search-index/kept'
import { liveIndex } from '../search-index/live-index'
import { readQuery } from '../search-index/read-query'
import { StandingSearches } from './standing-searches'

interface Live {
  searches: StandingSearches
  /** What the store said of each bucket when it was last read. */
  digests: Map<string, string>
}
const lives = new WeakMap<Platform, Live>()
const bucketsAtOnce = 16

/**
 * The active searches as the store holds them now, read word by word once and then stepped by what changed. A mistyped word
 * means what the adverts hold when its search is read: `anew` reads all of them again.
 */
export async function standingSearches(reader: Reader, platform: Platform, { anew = false } = {}): Promise<StandingSearches> {
  let live = lives.get(platform)
  if (!live || anew) lives.set(platform, (live = { searches: new StandingSearches(), digests: new Map() }))
  const { searches, digests } = live
  const { rows } = await sql<{ bucket: string; digest: string }>`
    select right(s.id::text, 2) as bucket, count(*) || ' ' || sum(hashtextextended(s.id::text || s.words || s.filters::text, 0)::numeric) as digest
    from saved_search s where s.state = 'active' group by 1`.execute(reader.db)
  const present = new Map(rows.map(({ bucket, digest }) => [bucket, digest]))
  const changed = new Set([...present.keys(), ...digests.keys()].filter((bucket) => present.get(bucket) !== digests.get(bucket)))
  if (changed.size === 0) return searches
  const active = await readBuckets(reader, platform, searches, [...changed])
  for (const id of [...searches.ids()]) if (changed.has(id.slice(-2)) && !active.has(id)) searches.remove(id)
  for (const bucket of changed) {
    const digest = present.get(bucket)
    if (digest === undefined) digests.delete(bucket)
    else digests.set(bucket, digest)
  }
  return searches
}

/** Answers with the active searches of the buckets. */
async function readBuckets(reader: Reader, platform: Platform, searches: StandingSearches, buckets: readonly string[]): Promise<Set<string>> {
  const index = await liveIndex(reader, platform)
  const read = (words: string) => readQuery(words, platform.country, { index })
  const active = new Set<string>()
  for (let at = 0; at < buckets.length; at += bucketsAtOnce) {
    const { rows } = await sql<{ id: string; words: string; filters: Kept }>`select s.id, s.words, s.filters from saved_search s
      where s.state = 'active' and right(s.id::text, 2) = any (${buckets.slice(at, at + bucketsAtOnce)}::text[])`.execute(reader.db)
    for (const { id, words, filters } of rows) {
      searches.put(id, words, filters, read)
      active.add(id)
    }
  }
  return active
}
