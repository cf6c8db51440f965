import { periodOf } from '../../../kernel/period'
import type { Tx } from '../../../platform/db/database'
import { checkRows } from '../../../platform/imports/check-rows'
import type { Column } from '../../../platform/imports/column'
import { type DryRun, type GoodRow, refuseRows, type RowValues, type WrongCell } from '../../../platform/imports/dry-run'
import type { Checked } from '../../../platform/imports/fault'
import { type MappedColumns, mapColumns } from '../../../platform/imports/map-columns'
import type { Mapping } from '../../../platform/imports/mapping'
import type { RawTable } from '../../../platform/imports/read-table'
import { type Ground, wholeSlice } from '../../measures/index'
import type { SeriesKey } from '../queries/targets'
import { isMismatchPublishable } from '../reading/mismatch'
import { windowOf } from '../rules/window'
import type { SeriesTarget } from '../target-rules'
import type { ImportScope } from './columns'
import type { Register, UnitValues } from './registers'

/** A row that could be proposed as it stands. */
export interface ReadyRow<Given> {
  readonly row: number
  readonly values: RowValues<UnitValues>
  readonly given: Given
  /** What the rule would give; null for a baseline. */
  readonly target: SeriesTarget | null
}
export interface CheckedFile<Values, Given> {
  readonly mapping: MappedColumns
  readonly dryRun: DryRun<Values>
  readonly ready: readonly ReadyRow<Given>[]
}

/** The columns of the file by name, by known headings, or as chosen. */
export const mappingOf = (chosen: ReadonlyMap<string, string>): Mapping => ({ columns: new Map([...chosen].map(([name, from]) => [name, { from }])) })

const keyOf = ({ indicator, unit_code: unit, slice }: RowValues<UnitValues>): SeriesKey => ({ indicatorId: indicator?.indicator.id ?? '', centreId: unit?.id ?? null, slice: slice ?? wholeSlice })

/** Checks every cell, then every row by the rules of the typed form. Writes nothing. */
export async function checkFile<Values extends UnitValues, Given>(tx: Tx, ground: Ground, register: Register<Values, Given>, table: RawTable, given: { scope: ImportScope; mapping: Mapping; reason: string }): Promise<Checked<CheckedFile<Values, Given>>> {
  const columns = register.columns(given.scope)
  const mapping = mapColumns(table, columns as readonly Column<unknown>[], given.mapping)
  const checked = await checkRows<Values>(table, { columns, mapping, sourceSystem: 'performance', checkRow: (texts) => register.checkRow(texts), compare: () => ({ state: 'new' }) })
  if (!checked.ok) return checked
  const [ready, refused, first] = [[] as ReadyRow<Given>[], [] as WrongCell[], new Map<string, number>()]
  for (const row of checked.value.good) {
    const subject = register.subject(row.values)
    const refusal = first.has(subject) ? { reason: 'twice', params: { first: first.get(subject) ?? 0 } } : await refusalOf(tx, ground, register, row, given.reason, ready)
    if (refusal) refused.push(wrongCell(register, mapping, table, row.row, refusal))
    if (!first.has(subject)) first.set(subject, row.row)
  }
  return { ok: true, value: { mapping, dryRun: refuseRows(checked.value, refused), ready } }
}

/** Why the row cannot be proposed; a row that can is put among the ready ones. */
async function refusalOf<Values extends UnitValues, Given>(tx: Tx, ground: Ground, register: Register<Values, Given>, { row, values }: GoodRow<Values>, reason: string, ready: ReadyRow<Given>[]) {
  if (!values.indicator) return { reason: 'required', params: {} }
  const { indicator, measure } = values.indicator
  const given = register.read(values, reason)
  const outcome = await register.check(tx, keyOf(values), measure, given)
  if (!outcome.ok) return { reason: outcome.reason, params: {} }
  // A rate that rests on unknown records carries no target.
  const isHeld = outcome.value !== null && measure.id === 'MISMATCH_RATE' && !(await isMismatchPublishable(ground, { centre: values.unit_code }, windowOf(indicator.accumulation, periodOf('month', tx.context.today), null)))
  if (isHeld) return { reason: 'too-many-unknown', params: {} }
  ready.push({ row, values, given, target: outcome.value })
  return undefined
}

function wrongCell<Values extends UnitValues, Given>({ cells }: Register<Values, Given>, { mapped }: MappedColumns, table: RawTable, row: number, { reason, params }: { reason: string; params: WrongCell['params'] }): WrongCell {
  const isRule = mapped.some(({ column: { name } }) => name === 'rule')
  const column = cells[reason] ?? (isRule && reason !== 'twice' ? 'rule' : 'indicator')
  const place = mapped.find(({ column: { name } }) => name === column)
  const value = place?.at === undefined ? '' : (table.rows.find((one) => one.row === row)?.cells[place.at] ?? '')
  return { row, column, heading: place?.heading ?? '', value, reason, params, instead: undefined }
}

/** Proposes every row of a file that has no wrong cell. A row that is refused now undoes the whole. */
export async function proposeAll<Values extends UnitValues, Given>(tx: Tx, register: Register<Values, Given>, { ready }: CheckedFile<Values, Given>): Promise<{ row: number; reason: string } | null> {
  for (const { row, values, given } of ready) {
    if (!values.indicator) return { row, reason: 'required' }
    const outcome = await register.propose(tx, keyOf(values), values.indicator.measure, given)
    if (!outcome.ok) return { row, reason: outcome.reason }
  }
  tx.note({ action: 'performance.import', subjectKind: 'series', fields: [`rows:${ready.length}`] })
  return null
}

