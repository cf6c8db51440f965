import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, exact } from '../../../kernel/exact'
import type { Reader } from '../../../platform/db/database'

export type EntryState = 'entered' | 'confirmed' | 'refused' | 'replaced'
/** An entered figure with the people who stand for it. */
export interface EntryRecord {
  readonly id: string
  readonly measure: string
  readonly kind: 'external' | 'manual'
  readonly centreId: string | null
  readonly centreCode: string | null
  readonly period: string
  readonly toDay: CalendarDate
  /** Null when it was not recorded. */
  readonly value: Exact | null
  readonly source: string | null
  readonly method: string | null
  readonly collector: string | null
  readonly collectedOn: CalendarDate | null
  readonly evidence: string | null
  readonly state: EntryState
  readonly enteredBy: string
  readonly enteredByName: string | null
  readonly enteredOn: CalendarDate
  readonly decidedByName: string | null
  readonly decidedOn: CalendarDate | null
  readonly decisionReason: string | null
}

const entries = (reader: Reader) =>
  reader.db.selectFrom('figure_entry as e').leftJoin('centre as c', 'c.id', 'e.centre_id').leftJoin('account as a', 'a.id', 'e.entered_by').leftJoin('account as d', 'd.id', 'e.decided_by').selectAll('e')
    .select(['c.code as centre_code', sql<string | null>`coalesce(a.display_name, a.username)`.as('by_name'), sql<string | null>`coalesce(d.display_name, d.username)`.as('decided_name')])
type Row = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number]

const toEntry = (row: Row): EntryRecord => ({
  id: row.id, measure: row.measure, kind: row.kind as EntryRecord['kind'], centreId: row.centre_id, centreCode: row.centre_code, period: row.period, toDay: row.to_day as CalendarDate, value: row.value === null ? null : exact(row.value),
  source: row.source, method: row.method, collector: row.collector, collectedOn: row.collected_on as CalendarDate | null, evidence: row.evidence, state: row.state as EntryState, enteredBy: row.entered_by, enteredByName: row.by_name,
  enteredOn: row.entered_on as CalendarDate, decidedByName: row.decided_name, decidedOn: row.decided_on as CalendarDate | null, decisionReason: row.decision_reason,
})

export const findEntry = async (reader: Reader, id: string): Promise<EntryRecord | undefined> => (await entries(reader).where('e.id', '=', id).execute()).map(toEntry)[0]

/** Entries by their keys, newest period first. */
export const listEntriesByKey = async (reader: Reader, ids: readonly string[]): Promise<EntryRecord[]> =>
  ids.length === 0 ? [] : (await entries(reader).where('e.id', 'in', ids).orderBy('e.to_day', 'desc').orderBy('e.measure').orderBy('c.code').execute()).map(toEntry)

/** What one unit entered, null for the whole agency: newest period first, then newest entry. */
export async function listEntriesOf(reader: Reader, centreId: string | null, since: CalendarDate): Promise<EntryRecord[]> {
  const found = entries(reader).where('e.to_day', '>=', since).orderBy('e.to_day', 'desc').orderBy('e.created_at', 'desc').orderBy('e.id', 'desc')
  return (await (centreId === null ? found.where('e.centre_id', 'is', null) : found.where('e.centre_id', '=', centreId)).execute()).map(toEntry)
}

/** Everything that waits for a second person, oldest first; of one centre where one is named. */
export async function listWaitingEntries(reader: Reader, centreId?: string): Promise<EntryRecord[]> {
  const found = entries(reader).where('e.state', '=', 'entered').orderBy('e.created_at')
  return (await (centreId === undefined ? found : found.where('e.centre_id', '=', centreId)).execute()).map(toEntry)
}

/** The other entries for the same figure, unit and period, newest first. */
export const listSamePlace = async (reader: Reader, { measure, centreId, period }: Pick<EntryRecord, 'measure' | 'centreId' | 'period'>): Promise<EntryRecord[]> =>
  (await entries(reader).where('e.measure', '=', measure).where('e.period', '=', period).where('e.centre_id', 'is not distinct from', centreId).orderBy('e.created_at', 'desc').orderBy('e.id', 'desc').execute()).map(toEntry)
