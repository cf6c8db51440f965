import type { Child } from 'hono/jsx'
import { type Exact, exact, toDecimal } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import type { Fields } from '../../../platform/http/route'
import { formatNumber, numberFormatOf } from '../../../platform/text/number-format'
import { formatDay } from '../../../platform/text/dates'
import { ErrorSummary } from '../../../platform/web/form'
import { Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type AnyMeasure, parseSlice, partName, wholeSlice } from '../../measures/index'
import type { TextByLanguage } from '../model'
import type { Actual, BoardLine } from '../reading/board'
import { notStated } from '../reading/slices'
import { percentOf, type LightName } from '../rules/attainment'
import { parseSeriesRule } from '../target-rules'
import { unitOf } from '../units'

export const labelOf = (ui: Pick<Ui, 'lang'>, names: TextByLanguage): string => names[ui.lang] ?? names['en'] ?? Object.values(names)[0] ?? ''
export const centreText = (ui: Ui, { names, code }: Pick<CentreLine, 'names' | 'code'>): string => labelOf(ui, names) || code

/** The name of a part: "women", "under 25"; nothing for the whole. */
export function sliceName(ui: Ui, slice: string): string {
  const [asked] = parseSlice(slice) ?? []
  if (!asked) return ''
  const codes = asked.value.split(',')
  const bands = asked.dimension === 'age_band' ? ui.country.ageBands : []
  const [first, last] = [bands.findIndex(({ code }) => code === codes[0]), bands.findIndex(({ code }) => code === codes.at(-1))]
  const [youngest, oldest] = [bands[first], bands[last]]
  // Bands that follow each other are one stretch of years.
  if (codes.length > 1 && youngest && oldest && last - first === codes.length - 1) {
    if (oldest.to === null) return ui.t('measures.age.from', { from: ui.number(youngest.from) })
    return youngest.from === 0 ? ui.t('measures.age.below', { to: ui.number(oldest.to + 1) }) : ui.t('measures.age.between', { from: ui.number(youngest.from), to: ui.number(oldest.to) })
  }
  return codes.map((code) => (code === notStated ? ui.t(`performance.slice.unknown.${asked.dimension}`) : partName(ui, asked.dimension, code, []))).join(', ')
}
/** The name of an indicator, with its part. */
export const seriesName = (ui: Ui, labels: TextByLanguage, slice: string): string => (slice === wholeSlice ? labelOf(ui, labels) : ui.t('performance.slice.name', { name: labelOf(ui, labels), part: sliceName(ui, slice) }))
export const lineName = (ui: Ui, { indicator, slice }: Pick<BoardLine, 'indicator' | 'slice'>): string => seriesName(ui, indicator.labels, slice)

export const numberText = (ui: Ui, value: Exact, decimals: number): string => formatNumber(toDecimal(value, decimals), numberFormatOf(ui.country.numberFormat as never, ui.lang), decimals)

/** A limit of chance, with one decimal. */
export const limitText = (ui: Ui, limit: number): string => numberText(ui, exact(limit.toFixed(1)), 1)

/** A value with the decimals of its unit; per cent carries its sign. */
export function valueText(ui: Ui, measure: AnyMeasure | undefined, value: Exact | null, more = 0): string {
  if (value === null) return '–'
  const unit = measure ? unitOf(measure) : { decimals: 0, isPercent: false }
  const number = numberText(ui, value, unit.decimals + more)
  return unit.isPercent ? ui.t('performance.percent', { number }) : number
}

/** A value, or in words why there is none. No word means zero. */
export function actualText(ui: Ui, measure: AnyMeasure | undefined, actual: Actual): string {
  if (actual.state === 'ok') return valueText(ui, measure, actual.value)
  if (actual.state === 'not-due') return ui.t('performance.state.not-due-until', { day: ui.day(actual.dueOn) })
  return ui.t(`performance.state.${actual.state}`)
}
export const shareText = (ui: Ui, share: Exact | null): string => {
  if (share === null) return '–'
  const percent = percentOf(share)
  return ui.t('performance.percent', { number: numberText(ui, exact(percent), percent.split('.')[1]?.length ?? 0) })
}

const percentText = (ui: Ui, value: Exact, decimals: number): string => ui.t('performance.percent', { number: numberText(ui, value, decimals) })
/** A target, or what is due of it, in its own unit: a share of the whole is per cent, whatever the measure counts. */
export const goalText = (ui: Ui, measure: AnyMeasure | undefined, isShare: boolean, value: Exact | null, more = 0): string => (isShare && value ? percentText(ui, value, 1) : valueText(ui, measure, value, more))
/** A published target or its band. */
export const targetText = (ui: Ui, measure: AnyMeasure | undefined, isShare: boolean, target: { readonly published: Exact | null; readonly band: { readonly lo: Exact; readonly hi: Exact } | null } | undefined): string =>
  target?.published ? goalText(ui, measure, isShare, target.published) : target?.band ? `${valueText(ui, measure, target.band.lo)} – ${valueText(ui, measure, target.band.hi)}` : '–'
/** What is judged: the value, and of a part that is judged by its share the share too. */
export const judgedText = (ui: Ui, { measure, actual, part, isShare }: Pick<BoardLine, 'measure' | 'actual' | 'part' | 'isShare'>): string =>
  isShare && part?.share ? ui.t('performance.slice.value', { value: actualText(ui, measure, actual), share: percentText(ui, part.share, 1) }) : actualText(ui, measure, actual)

const looks: Record<LightName, { colour: TagColour; shape: string }> = {
  'on-target': { colour: 'green', shape: '●' }, close: { colour: 'yellow', shape: '◆' }, behind: { colour: 'red', shape: '▲' }, 'far-behind': { colour: 'red', shape: '▼' },
  'no-data': { colour: 'grey', shape: '○' }, 'not-due': { colour: 'grey', shape: '◇' },
}
/** A light is a word and a shape; its colour only repeats them. */
export function Light({ name }: { name: LightName }) {
  const ui = useUi()
  const { colour, shape } = looks[name]
  return <Tag colour={colour} text={<><span aria-hidden="true">{shape} </span>{ui.t(`performance.light.${name}`)}</>} />
}

/** Signs that every font of a document has. */
const printed: Record<LightName, string> = { 'on-target': '[+]', close: '[~]', behind: '[–]', 'far-behind': '[– –]', 'no-data': '[ ]', 'not-due': '[ ]' }
/** The light on paper: the word with a sign that differs without colour. */
export const lightText = (ui: Ui, name: LightName): string => `${printed[name]} ${ui.t(`performance.light.${name}`)}`

export function periodText(ui: Ui, period: Pick<Period, 'key' | 'kind' | 'from'>): string {
  if (period.kind === 'month') return formatDay(period.from, ui.lang, 'month')
  const year = formatDay(period.from, ui.lang, 'month').replace(/^.*?([0-9០-៩໐-໙]{4}).*$/, '$1')
  return period.kind === 'year' ? ui.t('performance.period.year', { year }) : ui.t(`performance.period.${period.kind}`, { year, number: period.key.slice(-1) })
}

/** A rule in words: "Baseline plus 10 %". */
export function ruleText(ui: Ui, rule: string | null): string {
  if (rule === null) return '–'
  const parsed = parseSeriesRule(rule)
  if (!parsed.ok) return rule
  const { value } = parsed
  const plain = (text: string) => numberText(ui, exact(text), text.split('.')[1]?.length ?? 0)
  const key = `performance.rule.${value.kind}`
  if (value.kind === 'band') return ui.t(key, { lo: plain(value.lo), hi: plain(value.hi) })
  if ('by' in value) return ui.t(key, { number: value.by.startsWith('-') ? plain(value.by) : `+${plain(value.by)}` })
  if ('to' in value) return ui.t(key, { number: plain(value.to) })
  return 'than' in value ? ui.t(key, { number: plain(value.than) }) : ui.t(key)
}

/** What a form shows again: typed values, and a message key for each field that was refused. */
export interface Shown {
  readonly typed: Fields
  readonly errors: Readonly<Record<string, string>>
}
export const nothingTyped: Shown = { typed: {}, errors: {} }
export const fieldOf = (ui: Ui, form: Shown, name: string, start = '') => {
  const typed = form.typed[name]
  const key = form.errors[name]
  return { name, value: typeof typed === 'string' ? typed : start, error: key === undefined ? undefined : ui.t(key) }
}
export function Errors({ errors }: { errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  return <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
}

export function Section({ title, id, children }: { title: Child; id?: string; children?: Child }) {
  return (
    <section id={id}>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}
export const dayText = (ui: Ui, at: Date): string => ui.moment(at)
