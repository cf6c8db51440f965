import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

/** A series without a measured baseline. */
export interface BareSeries {
  readonly id: string
  readonly indicatorId: string
  readonly centreId: string | null
  readonly centreCode: string | null
  readonly slice: string
  /** Of the baseline in force; null where none was ever approved. */
  readonly status: string | null
  readonly source: string | null
  /** A proposal waits for a second person. */
  readonly isWaiting: boolean
}

/** Series of indicators in force whose baseline nobody measured: not recorded, a zero that nobody confirmed, or none at all while no target is in force either. */
export async function listBareSeries(reader: Reader): Promise<BareSeries[]> {
  const rows = await reader.db.selectFrom('series as s').innerJoin('indicator as i', 'i.id', 's.indicator_id').innerJoin('framework as f', 'f.id', 'i.framework_id').leftJoin('centre as c', 'c.id', 's.centre_id')
    .leftJoin('baseline as b', (join) => join.onRef('b.series_id', '=', 's.id').on('b.state', '=', 'approved'))
    .select(['s.id', 's.indicator_id', 's.centre_id', 's.slice', 'c.code', 'b.status', 'b.source', sql<boolean>`exists (select 1 from baseline p where p.series_id = s.id and p.state = 'proposed')`.as('is_waiting')])
    .where('f.state', '=', 'in-force').where('i.retired_on', 'is', null)
    .where((e) => e.or([
      e('b.status', 'in', ['not_recorded', 'zero_unconfirmed']),
      e.and([e('b.id', 'is', null), e.not(e.exists(e.selectFrom('target_rule as t').select('t.id').whereRef('t.series_id', '=', 's.id').where('t.replaced_by', 'is', null)))]),
    ]))
    .orderBy('f.created_at').orderBy('i.position').orderBy((e) => e.fn.coalesce('c.code', e.val(''))).orderBy('s.slice').execute()
  return rows.map((row) => ({ id: row.id, indicatorId: row.indicator_id, centreId: row.centre_id, centreCode: row.code, slice: row.slice, status: row.status, source: row.source, isWaiting: row.is_waiting }))
}
