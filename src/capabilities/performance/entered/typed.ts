import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, exact } from '../../../kernel/exact'
import { parsePeriod } from '../../../kernel/period'
import { parseDay } from '../../../platform/text/dates'
import { numberFormatOf } from '../../../platform/text/number-format'
import { type NumberRefusal, parseNumber } from '../../../platform/text/numbers'
import type { Ui } from '../../../platform/web/ui'
import { type EnteredMeasure, missingOf, type NewEntry } from '../../measures/index'
import { unitOf } from '../units'
import type { FigureForm } from './model'

/** What was typed, or a sentence for each field that must be put right. */
export type ReadFigure = { readonly entry: NewEntry } | { readonly errors: Readonly<Record<string, string>> }

/** Reads the whole form, so that everything that is wrong is said at once. */
export function readFigure(ui: Ui, measure: EnteredMeasure, form: FigureForm): ReadFigure {
  const errors: Record<string, string> = {}
  const period = parsePeriod(form.period)
  if (!period) errors['period'] = ui.t('performance.refusal.period')
  const value = readNumber(ui, measure, form.value)
  if (typeof value === 'string') errors['value'] = value
  const collectedOn = readDay(form.collectedOn)
  if (collectedOn === undefined) errors['collectedOn'] = ui.t('errors.not-a-date')
  if (!period || typeof value === 'string' || collectedOn === undefined) return { errors }
  const { source, method, collector, evidence } = form
  const entry: NewEntry = { period, value, notRecorded: form.notRecorded === 'yes', source, method, collector, collectedOn, evidence }
  for (const field of missingOf(measure.tree, entry)) errors[field] = ui.t(`performance.enter.missing.${field === 'method' && entry.notRecorded ? 'why' : field}`)
  for (const field of ['source', 'method', 'evidence'] as const) if (entry[field] !== '' && [...entry[field]].length < 3) errors[field] = ui.t('performance.error.short')
  if (collector !== '' && [...collector].length < 2) errors['collector'] = ui.t('performance.error.short')
  return Object.keys(errors).length > 0 ? { errors } : { entry }
}

function readNumber(ui: Ui, { tree }: EnteredMeasure, typed: string): Exact | null | string {
  if (typed === '') return null
  const { decimals } = unitOf({ id: '', version: 1, tree })
  const read = parseNumber(typed, { language: ui.lang, decimals, format: numberFormatOf(ui.country.numberFormat as never, ui.lang) })
  return read.ok ? exact(read.value.decimal) : numberSentence(ui, read, tree.unit)
}

function numberSentence(ui: Ui, { reason, suggestions }: NumberRefusal, unit: string): string {
  if (unit === 'person' && (reason === 'no-decimals' || reason === 'too-many-decimals')) return ui.t('performance.enter.whole-persons')
  const key = `performance.import.reason.${reason}`
  // Best first, and people read the larger reading first.
  const offered = [...suggestions].map(({ text }) => text).reverse().join(` ${ui.t('performance.import.or')} `)
  return ui.has(key) && (suggestions.length > 0 || !['digit-groups-do-not-fit', 'which-one'].includes(reason)) ? ui.t(key, { suggestions: offered }) : ui.t('performance.enter.number-or-tick')
}

function readDay(typed: string): CalendarDate | null | undefined {
  if (typed === '') return null
  const read = parseDay(typed)
  return read.ok ? read.value : undefined
}
