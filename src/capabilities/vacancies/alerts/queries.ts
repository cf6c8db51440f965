import { sql } from 'kysely'
import { type CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Language } from '../../../platform/i18n/words'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Kept } from '../search'
import type { AlertState, Frequency } from './rules'

export interface SavedSearch {
  id: string
  personId: string
  language: Language
  words: string
  filters: Kept
  frequency: Frequency
  state: AlertState
  stateReason: 'unopened' | 'stopped' | 'expired' | null
  stopKey: string
  newSince: CalendarDate
  expiresOn: CalendarDate
  lastSentOn: CalendarDate | null
  unopened: number
}

const columns = sql`select s.id, s.person_id as "personId", s.language, s.words, s.filters, s.frequency, s.state, s.state_reason as "stateReason", s.stop_key as "stopKey",
  s.new_since as "newSince", s.expires_on as "expiresOn", s.last_sent_on as "lastSentOn", s.unopened from saved_search s`

export async function listSearches(reader: Reader, personId: string): Promise<SavedSearch[]> {
  const { rows } = await sql<SavedSearch>`${columns} where s.person_id = ${personId} order by s.state, s.created_at desc`.execute(reader.db)
  return rows
}

/** Searches that still send, person by person. */
export async function listActive(reader: Reader): Promise<SavedSearch[]> {
  const { rows } = await sql<SavedSearch>`${columns} where s.state = 'active' and s.expires_on >= ${reader.context.today} order by s.person_id, s.created_at`.execute(reader.db)
  return rows
}

export async function insertSearch(tx: Tx, search: Pick<SavedSearch, 'personId' | 'language' | 'words' | 'filters' | 'frequency' | 'expiresOn'>): Promise<void> {
  await tx.db
    .insertInto('saved_search')
    .values({
      id: newId(), created_at: tx.context.now, person_id: search.personId, language: search.language, words: search.words, filters: JSON.stringify(search.filters), frequency: search.frequency,
      state: 'active', state_reason: null, stop_key: newId(), new_since: tx.context.today, expires_on: search.expiresOn, last_sent_on: null,
    })
    .execute()
}

export type SearchChange = Partial<Pick<SavedSearch, 'state' | 'stateReason' | 'newSince' | 'expiresOn' | 'lastSentOn' | 'unopened' | 'frequency'>>

/** Answers with false when there is no such search of this person. */
export async function changeSearch(tx: Tx, personId: string, id: string, change: SearchChange): Promise<boolean> {
  const { state, stateReason, newSince, expiresOn, lastSentOn, unopened, frequency } = change
  const result = await tx.db
    .updateTable('saved_search')
    .set({
      ...(state !== undefined ? { state } : {}), ...(stateReason !== undefined ? { state_reason: stateReason } : {}), ...(newSince !== undefined ? { new_since: newSince } : {}),
      ...(expiresOn !== undefined ? { expires_on: expiresOn } : {}), ...(lastSentOn !== undefined ? { last_sent_on: lastSentOn } : {}), ...(unopened !== undefined ? { unopened } : {}),
      ...(frequency !== undefined ? { frequency } : {}),
    })
    .where('id', '=', id).where('person_id', '=', personId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The person looked at the searches: messages that nobody followed are counted anew. */
export async function markOpened(tx: Tx, personId: string): Promise<void> {
  await tx.db.updateTable('saved_search').set({ unopened: 0 }).where('person_id', '=', personId).where('unopened', '>', 0).execute()
}

export async function expireSearches(tx: Tx): Promise<SavedSearch[]> {
  const { rows } = await sql<SavedSearch>`with ended as (update saved_search set state = 'ended', state_reason = 'expired' where state in ('active', 'paused') and expires_on < ${tx.context.today} returning id)
    ${columns} join ended e on e.id = s.id`.execute(tx.db)
  return rows
}

/** Those of the jobs that the person was not told of yet. */
export async function untold(reader: Reader, personId: string, vacancyIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select w.id from unnest(${[...vacancyIds]}::uuid[]) as w(id) where not exists (select 1 from saved_search_job j where j.person_id = ${personId} and j.vacancy_id = w.id)`.execute(reader.db)
  return new Set(rows.map(({ id }) => id))
}

export async function markTold(tx: Tx, personId: string, vacancyIds: readonly string[]): Promise<void> {
  await sql`insert into saved_search_job (person_id, vacancy_id, told_on) select ${personId}::uuid, w.id, ${tx.context.today}::date from unnest(${[...vacancyIds]}::uuid[]) as w(id) on conflict do nothing`.execute(tx.db)
}

/** Ends the search behind the link of a message; true when the link is one of ours. */
export async function stopByKey(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select stop_saved_search(${key}::uuid) as stopped`.execute(tx.db)
  return rows[0]?.stopped ?? false
}
