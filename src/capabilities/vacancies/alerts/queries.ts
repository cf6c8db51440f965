import { sql } from 'kysely'
import { type CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Language } from '../../../platform/i18n/words'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Kept } from '../search'
import type { AlertReason, AlertState, Frequency } from './rules'

export const alertTemplate = 'vacancies.alert'

export interface SavedSearch {
  id: string
  personId: string
  language: Language
  words: string
  filters: Kept
  frequency: Frequency
  state: AlertState
  stateReason: AlertReason | null
  stopKey: string
  newSince: CalendarDate
  expiresOn: CalendarDate
  lastSentOn: CalendarDate | null
  unopened: number
  /** The account of staff who saved it for the person; null when the person did. */
  savedBy: string | null
}

const columns = sql`select s.id, s.person_id as "personId", s.language, s.words, s.filters, s.frequency, s.state, s.state_reason as "stateReason", s.stop_key as "stopKey",
  s.new_since as "newSince", s.expires_on as "expiresOn", s.last_sent_on as "lastSentOn", s.unopened, s.saved_by as "savedBy" from saved_search s`

export async function listSearches(reader: Reader, personId: string): Promise<SavedSearch[]> {
  const { rows } = await sql<SavedSearch>`${columns} where s.person_id = ${personId} order by s.state, s.created_at desc`.execute(reader.db)
  return rows
}

const isSending = ({ context }: Reader, frequency: Frequency | undefined) => sql<boolean>`s.state = 'active' and s.expires_on >= ${context.today} and s.frequency = coalesce(${frequency ?? null}::text, s.frequency)`

/** Everybody who has one of these searches, active and of that frequency when one is given. */
export async function listPeopleWith(reader: Reader, ids: readonly string[], frequency?: Frequency): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`select distinct s.person_id as "personId" from saved_search s where s.id = any (${[...ids]}::uuid[]) and ${isSending(reader, frequency)} order by 1`.execute(reader.db)
  return rows.map(({ personId }) => personId)
}

/** The active searches of some people, person by person; those of one frequency when it is given. */
export async function listActive(reader: Reader, people: readonly string[], frequency?: Frequency): Promise<SavedSearch[][]> {
  const { rows } = await sql<SavedSearch>`${columns} where s.person_id = any (${[...people]}::uuid[]) and ${isSending(reader, frequency)} order by s.created_at`.execute(reader.db)
  const byPerson = new Map<string, SavedSearch[]>()
  for (const search of rows) byPerson.set(search.personId, [...(byPerson.get(search.personId) ?? []), search])
  return [...byPerson.values()]
}

/** Searches whose last messages were not followed rest; the reason says whether the messages arrived at all. */
export async function pauseUnfollowed(tx: Tx, most: number): Promise<void> {
  await sql`update saved_search s set state = 'paused', state_reason = case when (
      select bool_and(m.result = 'failed') from (select result from message where person_id = s.person_id and template = ${alertTemplate} order by queued_at desc limit ${most}) m)
      then 'undelivered' else 'unopened' end
    where s.state = 'active' and s.unopened >= ${most} and s.last_sent_on < ${tx.context.today}::date`.execute(tx.db)
}

export async function insertSearch(tx: Tx, search: Pick<SavedSearch, 'personId' | 'language' | 'words' | 'filters' | 'frequency' | 'expiresOn' | 'savedBy'>): Promise<void> {
  await tx.db
    .insertInto('saved_search')
    .values({
      id: newId(), created_at: tx.context.now, person_id: search.personId, language: search.language, words: search.words, filters: JSON.stringify(search.filters), frequency: search.frequency,
      state: 'active', state_reason: null, stop_key: newId(), new_since: tx.context.today, expires_on: search.expiresOn, last_sent_on: null, saved_by: search.savedBy,
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

/** One run tells at a time: of two at once, the second would mark jobs as told whose message the first one's key keeps back. */
export async function tellAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('vacancies.alerts'))`.execute(tx.db)
}

export async function wasToldOn(reader: Reader, personId: string, day: CalendarDate): Promise<boolean> {
  const { rows } = await sql`select 1 from saved_search_job where person_id = ${personId}::uuid and told_on = ${day}::date limit 1`.execute(reader.db)
  return rows.length > 0
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

/** Starts the search behind the link of a message again until a day; false when there is none, or somebody stopped it. */
export async function renewByKey(tx: Tx, key: string, until: CalendarDate): Promise<boolean> {
  const { rows } = await sql<{ renewed: boolean }>`select renew_saved_search(${key}::uuid, ${tx.context.today}::date, ${until}::date) as renewed`.execute(tx.db)
  return rows[0]?.renewed ?? false
}

/** People of these centres whose messages did not arrive, so that their number can be put right. */
export async function listUndelivered(reader: Reader, centreIds: readonly string[]): Promise<{ id: string; personId: string; since: CalendarDate }[]> {
  const { rows } = await sql<{ id: string; personId: string; since: CalendarDate }>`
    select distinct on (s.person_id) s.id, s.person_id as "personId", coalesce(s.last_sent_on, s.new_since) as since from saved_search s
    where s.state_reason = 'undelivered' and exists (select 1 from person_centre r where r.person_id = s.person_id and r.closed_at is null and r.centre_id = any (${[...centreIds]}::uuid[]))
    order by s.person_id, s.created_at limit 200`.execute(reader.db)
  return rows
}
