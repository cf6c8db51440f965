import { sql } from 'kysely'
import { type Exact, exact, fraction } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { parsePeriod, type Period } from '../../../kernel/period'
import type { Reader, Tx } from '../../../platform/db/database'
import type { BaselineStatus } from '../target-rules'

export interface SeriesKey {
  readonly indicatorId: string
  /** Null for the whole agency. */
  readonly centreId: string | null
  /** Which part of the indicator, such as `sex=F`; empty for the whole. */
  readonly slice: string
}

export interface BaselineRow {
  readonly id: string
  readonly seriesId: string
  readonly value: Exact | null
  readonly status: BaselineStatus
  readonly period: string
  readonly measureVersion: number
  readonly definitionHash: string
  readonly source: string
  readonly reason: string | null
  readonly state: string
  readonly setBy: string
  readonly decidedBy: string | null
  readonly on: Date
}
export interface TargetRow {
  readonly id: string
  readonly seriesId: string
  readonly role: string
  readonly period: Period
  readonly rule: string
  readonly exact: Exact | null
  /** The override when there is one, else what the rule gives, rounded. */
  readonly published: Exact | null
  readonly byRule: Exact | null
  readonly band: { readonly lo: Exact; readonly hi: Exact } | null
  readonly overrideReason: string | null
  readonly baselineId: string | null
  /** Of the definition that counted the baseline. */
  readonly baselineHash: string | null
}
export interface ChangeRow {
  readonly id: string
  readonly seriesId: string
  readonly role: string
  readonly period: string
  readonly rule: string
  readonly oldRule: string | null
  readonly overrideValue: string | null
  readonly overrideReason: string | null
  readonly reason: string
  readonly state: string
  readonly askedBy: string
  readonly decidedBy: string | null
  readonly on: Date
}

export const findSeries = (reader: Reader, { indicatorId, centreId, slice }: SeriesKey) =>
  reader.db.selectFrom('series').select('id').where('indicator_id', '=', indicatorId).where('slice', '=', slice).where((e) => (centreId === null ? e('centre_id', 'is', null) : e('centre_id', '=', centreId))).executeTakeFirst()

/** The series, made when it is asked for the first time. */
export async function needSeries(tx: Tx, key: SeriesKey): Promise<string> {
  const found = await findSeries(tx, key)
  if (found) return found.id
  const id = newId()
  await tx.db.insertInto('series').values({ id, created_at: tx.context.now, created_by: tx.context.actor.accountId, indicator_id: key.indicatorId, centre_id: key.centreId, slice: key.slice }).execute()
  return id
}

const toExact = (text: string | null): Exact | null => (text === null ? null : exact(text))
const names = sql<string>`(select coalesce(a.display_name, a.username) from account a where a.id = b.created_by)`
const deciders = sql<string | null>`(select coalesce(a.display_name, a.username) from account a where a.id = b.decided_by)`

export async function listBaselines(reader: Reader, seriesIds: readonly string[]): Promise<BaselineRow[]> {
  if (seriesIds.length === 0) return []
  const rows = await reader.db.selectFrom('baseline as b').selectAll('b').select([names.as('set_by'), deciders.as('decider')]).where('b.series_id', 'in', seriesIds).orderBy('b.created_at', 'desc').execute()
  return rows.map((row) => ({
    id: row.id, seriesId: row.series_id, value: toExact(row.value), status: row.status as BaselineStatus, period: row.period, measureVersion: row.measure_version, definitionHash: row.definition_hash,
    source: row.source, reason: row.reason, state: row.state, setBy: row.set_by, decidedBy: row.decider, on: row.created_at,
  }))
}

export async function listTargets(reader: Reader, seriesIds: readonly string[]): Promise<TargetRow[]> {
  if (seriesIds.length === 0) return []
  const rows = await reader.db.selectFrom('target_rule as t').leftJoin('baseline as b', 'b.id', 't.baseline_id').selectAll('t').select('b.definition_hash as baseline_hash').where('t.series_id', 'in', seriesIds).where('t.replaced_by', 'is', null).orderBy('t.period').execute()
  return rows.flatMap((row) => {
    const period = parsePeriod(row.period)
    if (!period) return []
    return [{
      id: row.id, seriesId: row.series_id, role: row.role, period, rule: row.rule, byRule: toExact(row.published), published: toExact(row.override_value ?? row.published),
      exact: row.exact_num !== null && row.exact_den !== null ? fraction(BigInt(row.exact_num), BigInt(row.exact_den)) : null,
      band: row.band_lo !== null && row.band_hi !== null ? { lo: exact(row.band_lo), hi: exact(row.band_hi) } : null, overrideReason: row.override_reason,
      baselineId: row.baseline_id, baselineHash: row.baseline_hash,
    }]
  })
}

export async function listChanges(reader: Reader, seriesIds: readonly string[]): Promise<ChangeRow[]> {
  if (seriesIds.length === 0) return []
  const rows = await reader.db.selectFrom('target_change as b').selectAll('b').select([names.as('asked_by'), deciders.as('decider')]).where('b.series_id', 'in', seriesIds).orderBy('b.created_at', 'desc').limit(50).execute()
  return rows.map((row) => ({
    id: row.id, seriesId: row.series_id, role: row.role, period: row.period, rule: row.rule, oldRule: row.old_rule, overrideValue: row.override_value, overrideReason: row.override_reason, reason: row.reason,
    state: row.state, askedBy: row.asked_by, decidedBy: row.decider, on: row.created_at,
  }))
}

/** Series of all indicators for one centre, or for the whole agency, the whole of an indicator before its parts. */
export const listSeries = (reader: Reader, centreId: string | null) =>
  reader.db.selectFrom('series').select(['id', 'indicator_id', 'slice']).where((e) => (centreId === null ? e('centre_id', 'is', null) : e('centre_id', '=', centreId))).orderBy('slice').execute()

/** Changes and baselines that wait for a second person. */
export async function listWaiting(reader: Reader) {
  const changes = await reader.db.selectFrom('target_change as b').innerJoin('series as s', 's.id', 'b.series_id').innerJoin('indicator as i', 'i.id', 's.indicator_id').leftJoin('centre as c', 'c.id', 's.centre_id')
    .select(['b.id', 'b.rule', 'b.old_rule', 'b.override_value', 'b.period', 'b.reason', 'b.created_by', 's.indicator_id', 's.slice', 'i.labels', 'c.code as centre_code', names.as('asked_by')]).where('b.state', '=', 'proposed').orderBy('b.created_at').limit(100).execute()
  const baselines = await reader.db.selectFrom('baseline as b').innerJoin('series as s', 's.id', 'b.series_id').innerJoin('indicator as i', 'i.id', 's.indicator_id').leftJoin('centre as c', 'c.id', 's.centre_id')
    .select(['b.id', 'b.value', 'b.status', 'b.period', 'b.source', 'b.created_by', 's.indicator_id', 's.slice', 'i.labels', 'c.code as centre_code', names.as('asked_by')]).where('b.state', '=', 'proposed').orderBy('b.created_at').limit(100).execute()
  return { changes, baselines }
}
