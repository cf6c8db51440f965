import { divide, type Exact, exact, sum } from '../../../kernel/exact'
import { listPeriodsWithin, parsePeriod } from '../../../kernel/period'
import type { Reader } from '../../../platform/db/database'
import { findAnyMeasure, listLocked, natureOf } from '../../measures/index'
import type { CycleRecord } from '../queries/plans'

export interface CycleFigure {
  readonly measure: string
  /** A flow by its mean month; what does not add up by its newest month. Null where nothing is locked. */
  readonly before: Exact | null
  readonly now: Exact | null
  readonly monthsBefore: number
  readonly monthsNow: number
}
type Row = { readonly measure: string; readonly period: string; readonly value: Exact | null }

function summed(measure: string, rows: readonly Row[]): { value: Exact | null; months: number } {
  const known = rows.filter((row) => row.measure === measure && row.value !== null).sort((a, b) => (a.period < b.period ? -1 : 1))
  const values = known.flatMap(({ value }) => (value ? [value] : []))
  const found = findAnyMeasure(measure)
  if (values.length === 0 || !found) return { value: null, months: 0 }
  return natureOf(found.tree) === 'flow' ? { value: divide(sum(values), exact(values.length)), months: values.length } : { value: values.at(-1) ?? null, months: 1 }
}

/** The frozen figures of the start beside those locked in the period of the cycle, as they were locked. */
export async function readCycleFigures(reader: Reader, cycle: CycleRecord): Promise<CycleFigure[]> {
  const snapshot = Array.isArray(cycle.snapshot) ? (cycle.snapshot as { id: string }[]) : []
  if (snapshot.length === 0) return []
  const frozen = (await reader.db.selectFrom('observation').select(['measure', 'period', 'value']).where('id', 'in', snapshot.map(({ id }) => id)).execute()).map((row) => ({ ...row, value: row.value === null ? null : exact(row.value) }))
  const period = parsePeriod(cycle.period)
  const now = period ? await listLocked(reader, cycle.centre_id, listPeriodsWithin(period, 'month').map(({ key }) => key)) : []
  return [...new Set(frozen.map(({ measure }) => measure))].sort().map((measure) => {
    const [a, b] = [summed(measure, frozen), summed(measure, now)]
    return { measure, before: a.value, now: b.value, monthsBefore: a.months, monthsNow: b.months }
  })
}
