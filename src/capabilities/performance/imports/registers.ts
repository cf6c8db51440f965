import type { CalendarDate } from '../../../kernel/calendar'
import type { Outcome } from '../../../kernel/outcome'
import { type PeriodKind, periodOf } from '../../../kernel/period'
import type { Reader, Tx } from '../../../platform/db/database'
import type { RowMistake } from '../../../platform/imports/check-rows'
import type { Columns, RowTexts } from '../../../platform/imports/column'
import type { RowValues } from '../../../platform/imports/dry-run'
import { foldDigits } from '../../../platform/text/numbers'
import { type AnyMeasure, wholeSlice } from '../../measures/index'
import { checkBaseline, checkTarget, type NewBaseline, type NewTarget, proposeBaselineValue, proposeTarget } from '../actions/targets'
import type { SeriesKey } from '../queries/targets'
import type { SeriesTarget } from '../target-rules'
import { type ImportScope, type Measured, seriesColumns, type SeriesValues, targetColumns, type TargetValues } from './columns'

export interface UnitValues {
  readonly indicator: Measured
  readonly unit_code: { readonly id: string; readonly code: string }
  /** Left out for the whole. */
  readonly slice: string
}
/** One kind of file: its columns, and the same check and proposal as the typed form. */
export interface Register<Values extends UnitValues, Given> {
  columns(scope: ImportScope): Columns<Values>
  checkRow(texts: RowTexts): RowMistake[]
  read(values: RowValues<Values>, reason: string): Given
  /** What a row sets; two rows of a file may not set the same. */
  subject(values: RowValues<Values>): string
  check(reader: Reader, key: SeriesKey, measure: AnyMeasure, given: Given): Promise<Outcome<SeriesTarget | null, string>>
  propose(tx: Tx, key: SeriesKey, measure: AnyMeasure, given: Given): Promise<Outcome<string, string>>
  /** The cell that a refusal is about. */
  readonly cells: Readonly<Record<string, string>>
}

const kinds: readonly PeriodKind[] = ['month', 'quarter', 'half-year', 'year']
/** The period that runs from one day to the other; undefined when none does. */
export function periodBetween(from: string, to: string): string | undefined {
  return kinds.map((kind) => periodOf(kind, from as CalendarDate)).find((period) => period.from === from && period.to === to)?.key
}
const mistake = (column: string, reason: string): RowMistake => ({ ok: false, column, reason })
const isZeroText = (text: string) => /^0[0.,]*$/.test(foldDigits(text).trim())
const subjectOf = ({ indicator, unit_code: unit, slice }: RowValues<UnitValues>) => JSON.stringify([indicator?.indicator.id, unit?.code, slice ?? wholeSlice])

function seriesMistakes(texts: RowTexts): RowMistake[] {
  const at = (name: string) => texts[name] ?? ''
  const [status, source, from, to] = [at('baseline_status'), at('baseline_source'), at('baseline_from'), at('baseline_to')]
  const isZero = isZeroText(at('baseline_value'))
  return [
    // A zero that nobody explains may mean that nobody counted.
    ...(isZero && (status === '' || (status === 'measured' && source.length < 10)) ? [mistake('baseline_value', 'is-it-zero')] : []),
    ...(status === '' && !isZero ? [mistake('baseline_status', 'required')] : []),
    ...(source !== '' && [...source].length < 3 ? [mistake('baseline_source', 'short')] : []),
    ...(from !== '' && to !== '' && periodBetween(from, to) === undefined ? [mistake('baseline_to', 'period-days')] : []),
  ]
}

export const seriesRegister: Register<SeriesValues, NewBaseline> = {
  columns: seriesColumns,
  checkRow: seriesMistakes,
  read: (values, reason) => ({
    value: values.baseline_value, status: values.baseline_status ?? 'not_recorded', period: periodBetween(values.baseline_from ?? '', values.baseline_to ?? '') ?? '', source: values.baseline_source ?? '', reason,
  }),
  subject: subjectOf,
  check: async (reader, key, _measure, given) => {
    const checked = await checkBaseline(reader, key, given)
    return checked.ok ? { ok: true, value: null } : checked
  },
  propose: proposeBaselineValue,
  cells: { 'is-it-zero': 'baseline_value', 'value-missing': 'baseline_value', 'value-not-wanted': 'baseline_value', period: 'baseline_from' },
}

export const targetRegister: Register<TargetValues, NewTarget> = {
  columns: targetColumns,
  checkRow: () => [],
  read: (values, reason) => ({ role: values.role ?? 'milestone', period: values.period ?? '', rule: values.rule ?? '', override: values.override_value, overrideReason: values.override_reason ?? '', reason }),
  subject: (values) => `${subjectOf(values)} ${values.role ?? ''} ${values.period ?? ''}`,
  check: async (reader, key, measure, given) => {
    const checked = await checkTarget(reader, key, measure, given)
    return checked.ok ? { ok: true, value: checked.value.target } : checked
  },
  propose: proposeTarget,
  cells: { period: 'period', 'one-target': 'period', 'override-reason': 'override_reason', waiting: 'indicator', 'short-reason': 'indicator', 'too-many-unknown': 'indicator' },
}
