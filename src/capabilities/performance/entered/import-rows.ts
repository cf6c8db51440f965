import type { Exact } from '../../../kernel/exact'
import { parsePeriod, type Period } from '../../../kernel/period'
import type { Tx } from '../../../platform/db/database'
import { checkRows } from '../../../platform/imports/check-rows'
import { type CellOutcome, type Columns, textColumn } from '../../../platform/imports/column'
import { type DryRun, refuseRows, type RowValues, type WrongCell } from '../../../platform/imports/dry-run'
import type { Checked } from '../../../platform/imports/fault'
import { mapColumns } from '../../../platform/imports/map-columns'
import type { RawTable } from '../../../platform/imports/read-table'
import { checkEntry, enteredCatalogue, type EnteredMeasure, enterFigure, isEntered, type NewEntry } from '../../measures/index'
import { type ImportScope, named, readValue, unknown } from '../imports/columns'
import { unitOf } from '../units'

export interface FigureValues {
  readonly key: EnteredMeasure
  readonly period: Period
  /** Left out for the whole agency. */
  readonly unit_code: { readonly id: string; readonly code: string }
  readonly value: Exact
  readonly source: string
  readonly url: string
}
export interface ReadyFigure {
  readonly row: number
  readonly values: RowValues<FigureValues>
  readonly measure: EnteredMeasure
  readonly entry: NewEntry
}
export interface CheckedFigures {
  readonly dryRun: DryRun<FigureValues>
  readonly ready: readonly ReadyFigure[]
}

/** Figures of other offices by their names in files. */
const byKey = new Map(enteredCatalogue.flatMap(({ tree, ...measure }): [string, EnteredMeasure][] => (isEntered(tree) && tree.kind === 'external' ? [[tree.key, { ...measure, tree }]] : [])))

function keyOf(text: string, { indicators, measureOf }: ImportScope): CellOutcome<EnteredMeasure> {
  const typed = text.toLowerCase()
  const found = byKey.get(typed)
  if (found) return { ok: true, value: found }
  const measure = measureOf(text.toUpperCase()) ?? measureOf(indicators.find(({ key }) => key === typed)?.measure ?? '')
  return measure && !isEntered(measure.tree) ? { ok: false, reason: 'counted' } : unknown('unknown-key', [...byKey.keys()], text)
}

export const figureColumns = (scope: ImportScope): Columns<FigureValues> => [
  named('key', { kind: 'code', required: true, headings: {}, parse: (text): CellOutcome<EnteredMeasure> => keyOf(text, scope) }),
  named('period', {
    kind: 'text', required: true, headings: {},
    parse(text): CellOutcome<Period> {
      const period = parsePeriod(text)
      return period ? { ok: true, value: period } : { ok: false, reason: 'period' }
    },
  }),
  named('unit_code', {
    kind: 'code', headings: {},
    parse(text): CellOutcome<FigureValues['unit_code']> {
      const found = scope.centres.find(({ code }) => code.toLowerCase() === text.toLowerCase())
      return found ? { ok: true, value: found } : unknown('unknown-unit', scope.centres.map(({ code }) => code), text)
    },
  }),
  named('value', {
    kind: 'text', required: true, headings: {},
    parse(text, row): CellOutcome<Exact> {
      const measure = byKey.get((row['key'] ?? '').toLowerCase())
      return readValue(text, measure ? unitOf(measure).decimals : 6, scope)
    },
  }),
  textColumn('source', { required: true, maxLength: 300, headings: {} }),
  textColumn('url', { maxLength: 500, headings: {} }),
]

/** The cell that a refusal is about. */
const cells: Readonly<Record<string, keyof FigureValues>> = { level: 'unit_code', 'not-over': 'period', 'over-100': 'value', 'same-as-before': 'value', missing: 'source' }

/** Checks every cell, then every row by the rules of the form. Writes nothing. */
export async function checkFigures(tx: Tx, table: RawTable, scope: ImportScope): Promise<Checked<CheckedFigures>> {
  const columns = figureColumns(scope)
  const mapping = mapColumns(table, columns)
  const checked = await checkRows<FigureValues>(table, {
    columns, mapping, sourceSystem: 'figures', compare: () => ({ state: 'new' }),
    checkRow: ({ source = '', url = '' }) => [['source', source], ['url', url]].flatMap(([column = '', text = '']) => (text !== '' && [...text].length < 3 ? [{ ok: false as const, column, reason: 'short' }] : [])),
  })
  if (!checked.ok) return checked
  const [ready, refused, first] = [[] as ReadyFigure[], [] as WrongCell[], new Map<string, number>()]
  for (const { row, values } of checked.value.good) {
    const { key: measure, period, unit_code: unit, value, source, url } = values
    if (!measure || !period) continue
    const entry: NewEntry = { period, value, notRecorded: false, source: source ?? '', method: '', collector: '', collectedOn: null, evidence: url ?? '' }
    const place = `${measure.id} ${period.key} ${unit?.code ?? ''}`
    const earlier = first.get(place)
    const outcome = earlier === undefined ? await checkEntry(tx, measure, unit?.id ?? null, entry) : { ok: false as const, reason: 'twice' }
    if (earlier === undefined) first.set(place, row)
    if (outcome.ok) ready.push({ row, values, measure, entry })
    else refused.push(wrongCell(table, mapping, row, outcome.reason, earlier))
  }
  return { ok: true, value: { dryRun: refuseRows(checked.value, refused), ready } }
}

function wrongCell(table: RawTable, { mapped }: ReturnType<typeof mapColumns>, row: number, reason: string, first: number | undefined): WrongCell {
  const column = cells[reason] ?? 'key'
  const place = mapped.find((one) => one.column.name === column)
  const value = place?.at === undefined ? '' : (table.rows.find((one) => one.row === row)?.cells[place.at] ?? '')
  return { row, column, heading: place?.heading ?? '', value, reason, params: first === undefined ? {} : { first }, instead: undefined }
}

/** Enters every row. One that is refused now undoes the whole. */
export async function enterAll(tx: Tx, ready: readonly ReadyFigure[]): Promise<{ row: number; reason: string } | null> {
  for (const { row, values, measure, entry } of ready) {
    const outcome = await enterFigure(tx, measure, values.unit_code?.id ?? null, entry)
    if (!outcome.ok) return { row, reason: outcome.reason }
  }
  tx.note({ action: 'figure.import', subjectKind: 'figure-entry', fields: [`rows:${ready.length}`] })
  return null
}
