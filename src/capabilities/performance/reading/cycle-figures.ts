import { divide, type Exact, exact, sum } from '../../../kernel/exact'
import { listPeriodsWithin, parsePeriod } from '../../../kernel/period'
import type { Reader } from '../../../platform/db/database'
import { type AnyMeasure, definitionsOf, listLocked, type LockedFigure, natureOf } from '../../measures/index'
import type { CycleRecord } from '../queries/plans'

export interface CycleFigure {
  readonly measure: string
  /** Which part of it; empty for the whole. */
  readonly slice: string
  readonly definition: AnyMeasure | undefined
  readonly before: Frozen
  readonly now: Frozen
}
/** A flow by its mean month; what does not add up by its newest month with a value. Without one, the state of the newest month says why. */
export interface Frozen {
  readonly value: Exact | null
  readonly months: number
  readonly state: LockedFigure['state']
}
type Row = Pick<LockedFigure, 'measure' | 'slice' | 'definition' | 'period' | 'value' | 'state'>

function frozenOf(rows: readonly Row[]): Frozen {
  const inOrder = [...rows].sort((a, b) => (a.period < b.period ? -1 : 1))
  const values = inOrder.flatMap(({ value }) => (value ? [value] : []))
  const last = inOrder.at(-1)
  const newest = values.at(-1)
  if (!last?.definition || !newest) return { value: null, months: 0, state: last?.state ?? 'no_data' }
  return natureOf(last.definition.tree) === 'flow' ? { value: divide(sum(values), exact(values.length)), months: values.length, state: 'ok' } : { value: newest, months: 1, state: 'ok' }
}

/** The frozen figures of the start beside those locked in the period of the cycle, as they were locked. */
export async function readCycleFigures(reader: Reader, cycle: CycleRecord): Promise<CycleFigure[]> {
  const snapshot = Array.isArray(cycle.snapshot) ? (cycle.snapshot as { id: string }[]) : []
  if (snapshot.length === 0) return []
  const find = await definitionsOf(reader)
  const frozen = (await reader.db.selectFrom('observation').select(['measure', 'slice', 'definition_hash', 'period', 'value', 'state']).where('id', 'in', snapshot.map(({ id }) => id)).execute())
    .map(({ measure, slice, definition_hash, period, value, state }): Row => ({ measure, slice, definition: find(measure, definition_hash), period, value: value === null ? null : exact(value), state: state as Row['state'] }))
  const period = parsePeriod(cycle.period)
  const now = period ? await listLocked(reader, cycle.centre_id, listPeriodsWithin(period, 'month').map(({ key }) => key), null) : []
  const names = new Map(frozen.map(({ measure, slice }) => [`${measure} ${slice}`, { measure, slice }]))
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { measure, slice }]) => {
    const [before, after] = [frozen, now].map((rows: readonly Row[]) => rows.filter((row) => row.measure === measure && row.slice === slice))
    return { measure, slice, definition: before?.at(-1)?.definition, before: frozenOf(before ?? []), now: frozenOf(after ?? []) }
  })
}
