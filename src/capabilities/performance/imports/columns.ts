import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, exact } from '../../../kernel/exact'
import { parsePeriod } from '../../../kernel/period'
import { type CellOutcome, codeColumn, type Column, type Columns, dayColumn, textColumn } from '../../../platform/imports/column'
import { editDistance } from '../../../platform/text/duplicates'
import type { NumberFormat } from '../../../platform/text/number-format'
import { parseFileNumber, parseNumber } from '../../../platform/text/numbers'
import type { TextLanguage } from '../../../platform/text/calendar-words'
import { type AnyMeasure } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { type BaselineStatus, baselineStatuses, parseSeriesRule } from '../target-rules'
import { unitOf } from '../units'

/** What cells may name, and how the reader writes numbers. */
export interface ImportScope {
  readonly indicators: readonly IndicatorRecord[]
  readonly centres: readonly { readonly id: string; readonly code: string }[]
  /** The measure of an id as it counts today. */
  readonly measureOf: (id: string) => AnyMeasure | undefined
  /** A part of an indicator as it is kept, or undefined; and the parts to name when there is no such one. */
  readonly sliceOf: (of: Measured, text: string) => string | undefined
  readonly slicesOf: (of: Measured) => readonly string[]
  readonly language: TextLanguage
  readonly format: NumberFormat
}
/** An indicator with the measure that counts it. */
export interface Measured {
  readonly indicator: IndicatorRecord
  readonly measure: AnyMeasure
}
interface Unit {
  readonly indicator: Measured
  /** Left out for the whole agency. */
  readonly unit_code: { readonly id: string; readonly code: string }
  readonly slice: string
}
export interface SeriesValues extends Unit {
  readonly baseline_value: Exact
  readonly baseline_status: BaselineStatus
  readonly baseline_from: CalendarDate
  readonly baseline_to: CalendarDate
  readonly baseline_source: string
}
export interface TargetValues extends Unit {
  readonly role: 'milestone' | 'end'
  readonly period: string
  readonly rule: string
  readonly override_value: Exact
  readonly override_reason: string
}

/** The known keys that are spelled most alike. */
export const nearest = (typed: string, known: readonly string[]): string[] =>
  [...known].map((key) => ({ key, far: editDistance(typed.toLowerCase(), key.toLowerCase()) })).sort((a, b) => a.far - b.far || (a.key < b.key ? -1 : 1)).slice(0, 3).map(({ key }) => key)

export function unknown(reason: string, known: readonly string[], typed: string): CellOutcome<never> {
  const keys = nearest(typed, known)
  return { ok: false, reason, params: { value: typed, keys: keys.join(', ') }, ...(keys[0] ? { instead: keys[0] } : {}) }
}

/** A number as files or people write it, with the decimals of the indicator's unit. What could mean two things is asked. */
export function readValue(text: string, decimals: number, { language, format }: ImportScope): CellOutcome<Exact> {
  const plain = parseFileNumber(text)
  const read = plain === undefined || plain.startsWith('-') ? parseNumber(text, { language, decimals, format }) : { ok: true as const, value: { decimal: plain } }
  if (!read.ok) return { ok: false, reason: read.reason, params: { suggestions: read.suggestions.map((one) => one.text).reverse().join('|') } }
  const places = read.value.decimal.split('.')[1]?.replace(/0+$/, '').length ?? 0
  return places > decimals ? { ok: false, reason: decimals === 0 ? 'no-decimals' : 'too-many-decimals' } : { ok: true, value: exact(read.value.decimal) }
}

export const named = <Name extends string, Value>(name: Name, column: Omit<Column<Value>, 'name'>): Column<Value> & { readonly name: Name } => ({ ...column, name })

function unitColumns(scope: ImportScope) {
  const { indicators, centres, measureOf } = scope
  return [
    named('indicator', {
      kind: 'code', required: true, headings: { en: ['indicator', 'key'], km: ['សូចនាករ'], lo: ['ຕົວຊີ້ວັດ'] },
      parse(text): CellOutcome<Measured> {
        const indicator = indicatorOf(scope, text)
        if (!indicator) return unknown('unknown-indicator', indicators.map(({ address }) => address), text)
        const measure = measureOf(indicator.measure)
        return measure ? { ok: true, value: { indicator, measure } } : { ok: false, reason: 'not-measured' }
      },
    }),
    named('unit_code', {
      kind: 'code', headings: { en: ['unit', 'centre', 'centre code'], km: ['មជ្ឈមណ្ឌល'], lo: ['ສູນ'] },
      parse(text): CellOutcome<Unit['unit_code']> {
        const found = centres.find(({ code }) => code.toLowerCase() === text.toLowerCase())
        return found ? { ok: true, value: found } : unknown('unknown-unit', centres.map(({ code }) => code), text)
      },
    }),
    named('slice', {
      kind: 'text', headings: { en: ['part'], km: ['ផ្នែក'], lo: ['ພາກສ່ວນ'] },
      parse(text, row): CellOutcome<string> {
        const indicator = indicatorOf(scope, row['indicator'])
        const measure = indicator && measureOf(indicator.measure)
        // The cell of the indicator says what is wrong with it.
        if (!indicator || !measure) return { ok: true, value: text }
        const slice = scope.sliceOf({ indicator, measure }, text)
        const known = scope.slicesOf({ indicator, measure })
        return slice === undefined ? { ok: false, reason: known.length === 0 ? 'no-slices' : 'unknown-slice', params: { value: text, slices: known.join(' · ') } } : { ok: true, value: slice }
      },
    }),
  ] as const
}

/** By its key, or with its framework before it where two frameworks have the same key. */
const indicatorOf = ({ indicators }: ImportScope, text: string | undefined) => {
  const typed = text?.trim().toLowerCase()
  return indicators.find(({ address, framework, key }) => address === typed || `${framework}.${key}` === typed)
}
const unitAt = (scope: ImportScope, key: string | undefined) => {
  const measure = scope.measureOf(indicatorOf(scope, key)?.measure ?? '')
  return measure ? unitOf(measure) : { decimals: 6 }
}
const valueColumn = <Name extends string>(scope: ImportScope, name: Name, headings: Column<Exact>['headings']) =>
  named(name, { kind: 'text', headings, parse: (text, row): CellOutcome<Exact> => readValue(text, unitAt(scope, row['indicator']).decimals, scope) })

export const seriesColumns = (scope: ImportScope): Columns<SeriesValues> => [
  ...unitColumns(scope),
  valueColumn(scope, 'baseline_value', { en: ['baseline'], km: ['តម្លៃដើមគ្រា'], lo: ['ຄ່າເລີ່ມຕົ້ນ'] }),
  codeColumn('baseline_status', baselineStatuses, { headings: { en: ['status'] } }),
  dayColumn('baseline_from', { required: true, headings: { en: ['from'] } }), dayColumn('baseline_to', { required: true, headings: { en: ['to'] } }),
  textColumn('baseline_source', { required: true, maxLength: 300, headings: { en: ['source'], km: ['ប្រភព'], lo: ['ແຫຼ່ງຂໍ້ມູນ'] } }),
]

const ruleForms = 'pct_over_baseline:10, add:5, add_points:10, absolute:300, rate:80, band:40:60, legacy_gt:12, maintain, not_due'
export const targetColumns = (scope: ImportScope): Columns<TargetValues> => [
  ...unitColumns(scope),
  codeColumn('role', ['milestone', 'end'], { required: true, headings: {} }),
  named('period', { kind: 'text', required: true, headings: {}, parse: (text): CellOutcome<string> => (parsePeriod(text) ? { ok: true, value: text } : { ok: false, reason: 'period' }) }),
  named('rule', { kind: 'text', required: true, headings: {}, parse: (text): CellOutcome<string> => (parseSeriesRule(text).ok ? { ok: true, value: text } : { ok: false, reason: 'rule-form', params: { rules: ruleForms } }) }),
  valueColumn(scope, 'override_value', {}),
  textColumn('override_reason', { maxLength: 1000, headings: {} }),
]
