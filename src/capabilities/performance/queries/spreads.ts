import type { CalendarDate } from '../../../kernel/calendar'
import { exact } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Spread } from '../rules/spread'

/** How the targets of series are spread over the year; a series without a row is flat. */
export async function listSpreads(reader: Reader, seriesIds: readonly string[]): Promise<ReadonlyMap<string, Spread>> {
  if (seriesIds.length === 0) return new Map()
  const rows = await reader.db.selectFrom('spread_profile').select(['series_id', 'kind', 'weights', 'step_on']).where('series_id', 'in', seriesIds).execute()
  return new Map(rows.map((row) => [row.series_id, spreadOf(row)]))
}

function spreadOf({ kind, weights, step_on }: { kind: string; weights: string[] | null; step_on: string | null }): Spread {
  if ((kind === 'seasonal' || kind === 'manual') && weights) return { kind, weights: weights.map((text) => exact(text)) }
  if (kind === 'step' && step_on) return { kind, on: step_on as CalendarDate }
  return { kind: kind === 'days' ? 'days' : 'flat' }
}

/** Writes the profile of a series; weights as decimal texts, January first. */
export async function saveSpread(tx: Tx, seriesId: string, given: { kind: Spread['kind']; weights: readonly string[] | null; stepOn: CalendarDate | null; years: readonly number[] }): Promise<void> {
  const { now, actor } = tx.context
  const row = { created_at: now, created_by: actor.accountId, kind: given.kind, weights: given.weights ? [...given.weights] : null, step_on: given.stepOn, years: [...given.years] }
  await tx.db.insertInto('spread_profile').values({ id: newId(), series_id: seriesId, ...row }).onConflict((conflict) => conflict.column('series_id').doUpdateSet(row)).execute()
  tx.note({ action: 'spread.set', subjectKind: 'series', subjectId: seriesId, fields: [given.kind] })
}
