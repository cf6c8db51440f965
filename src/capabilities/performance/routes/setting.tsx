import { exact, type Exact, negate } from '../../../kernel/exact'
import { listLastMonths } from '../../../kernel/period'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { numberFormatOf } from '../../../platform/text/number-format'
import { parseNumber } from '../../../platform/text/numbers'
import type { Ui } from '../../../platform/web/ui'
import { type AnyMeasure, groundOf, natureOf, observe, readMeasures } from '../../measures/index'
import { decideBaseline, decideTarget, proposeBaselineValue, proposeTarget } from '../actions/targets'
import { baselineForm, decideForm, type IndicatorRecord, targetForm } from '../model'
import { BaselinePage, DecisionsPage, TargetPage } from '../pages/setting'
import { previewTarget, type TargetPreview } from '../reading/preview'
import { isMismatchPublishable } from '../reading/mismatch'
import { windowOf } from '../rules/window'
import { nothingTyped, numberText, type Shown, valueText } from '../pages/words'
import { findIndicator, listIndicators } from '../queries/framework'
import { listWaiting } from '../queries/targets'
import { proposeBaseline } from '../rules/spread'
import { pointsOrTimes } from '../target-rules'
import { unitOf } from '../units'
import { indicatorQuery, type Place, placeOf, settingDoor, settingPost } from './asking'
import { readLine } from './boards'

export type Request = Pick<Incoming<unknown, { month?: string | undefined; centre?: string | undefined }>, 'tx' | 'platform' | 'actor' | 'ui' | 'params' | 'query'>
export interface Found {
  place: Place
  indicator: IndicatorRecord
  measure: AnyMeasure
}

export async function findSetting(request: Request, centre: string | undefined): Promise<Found | undefined> {
  const place = await placeOf(request.tx, request.platform, request.actor, { ...request.query, centre: centre || undefined })
  const indicator = await findIndicator(request.tx, request.params['key'] ?? '')
  const measure = indicator && place && (await readMeasures(request.tx)).find(indicator.measure, place.month.to)
  return place && indicator && measure ? { place, indicator, measure } : undefined
}

const titles = { target: 'performance.set-target', baseline: 'performance.set-baseline' }
async function show(request: Request, found: Found, kind: 'target' | 'baseline', form: Shown = nothingTyped, preview?: TargetPreview): Promise<Answer> {
  const { ui } = request
  const { line } = await readLine(request, found.place, found.indicator)
  const by = form.typed['number']
  const base = line.baseline?.value
  const points = form.errors['kind'] === 'performance.refusal.use-points' && base && typeof by === 'string' ? pointsOrTimes(base, readPlain(ui, by, 6) ?? '0', 1) : undefined
  const Page = kind === 'target' ? TargetPage : BaselinePage
  const body = (
    <Page
      line={line} month={found.place.month} centre={found.place.centre} form={form} preview={preview} requestKey={ui.newKey()}
      points={points && { points: numberText(ui, points.points, 1), times: numberText(ui, points.times, 1) }} proposal={kind === 'baseline' ? await measureFirst(request, found) : undefined}
    />
  )
  return page(ui.t(titles[kind]), body, Object.keys(form.errors).length > 0 ? { status: 422 } : {})
}

/** After three closed months a baseline for the year can be proposed. Nothing is set without a click and a source. */
async function measureFirst({ tx, platform, ui }: Request, { measure, place }: Found) {
  if (natureOf(measure.tree) !== 'flow') return undefined
  const months = listLastMonths(4, tx.context.today)
  const [first, last] = [months[0], months[2]]
  if (!first || !last) return undefined
  const slices = place.centre ? [{ dimension: 'centre' as const, value: place.centre.code }] : []
  const { total } = await observe(await groundOf(tx, platform), measure, { from: first.from, to: last.to, slices, closedOn: null })
  if (total.state !== 'ok' || !total.value || total.value.denominator !== 1n) return undefined
  const { value, limits, isEnough } = proposeBaseline(Number(total.value.numerator))
  return { value: valueText(ui, measure, value), low: ui.number(Math.round(limits.low)), high: ui.number(Math.round(limits.high)), isEnough }
}

/** A typed number as decimal text, minus signs included; null when it is none. */
function readPlain(ui: Ui, typed: string, decimals: number): string | null {
  const isNegative = /^\s*[-−]/.test(typed)
  const read = parseNumber(typed.replace(/^\s*[-−+]/, ''), { language: ui.lang, decimals, format: numberFormatOf(ui.country.numberFormat as never, ui.lang) })
  if (!read.ok) return null
  return isNegative ? `-${read.value.decimal}` : read.value.decimal
}
export const readExact = (ui: Ui, typed: string, decimals: number): Exact | null => {
  const text = readPlain(ui, typed, decimals)
  return text === null ? null : text.startsWith('-') ? negate(exact(text.slice(1))) : exact(text)
}

/** "Plus 10 %" of a percentage, as the reader chose to mean it. */
async function readingOf(request: Request, found: Found, number: string, use: 'use-points' | 'use-times') {
  if (use === 'use-points') return { kind: 'add_points' as const }
  const base = (await readLine(request, found.place, found.indicator)).line.baseline?.value
  const times = base && pointsOrTimes(base, readPlain(request.ui, number, 6) ?? '0', unitOf(found.measure).decimals).times
  return { kind: 'absolute' as const, ...(times ? { number: numberText(request.ui, times, unitOf(found.measure).decimals) } : {}) }
}

const field: Readonly<Record<string, string>> = {
  'is-it-zero': 'value', 'value-missing': 'value', 'value-not-wanted': 'value', period: 'period', 'reason-missing': 'reason', 'short-reason': 'reason', 'override-reason': 'overrideReason', waiting: '_form', 'same-as-before': 'kind',
  'empty-band': 'upper', 'unknown-rule': 'number',
}
const refusedForm = (typed: Fields, reason: string): Shown => ({ typed, errors: { [field[reason] ?? 'kind']: `performance.refusal.${reason}` } })

const settingPages = (['target', 'baseline'] as const).map((kind) =>
  get(`/performance/indicators/:key/${kind}`, {
    door: { ...settingDoor, audit: 'none: figures only, no record is shown' },
    query: indicatorQuery,
    handle: async (request) => {
      const found = await findSetting(request, request.query.centre)
      return found ? show(request, found, kind) : notFound
    },
  }),
)

export const settingRoutes: Route[] = [
  ...settingPages,
  post('/performance/indicators/:key/baseline', {
    door: settingPost,
    form: baselineForm,
    query: indicatorQuery,
    handle: async (request) => {
      const { form, ui, tx } = request
      const found = await findSetting(request, typedCentre(form.typed))
      if (!found) return notFound
      if (!form.ok) return show(request, found, 'baseline', form)
      const { decimals } = unitOf(found.measure)
      const value = form.value.value === '' ? null : readExact(ui, form.value.value, decimals)
      if (form.value.value !== '' && value === null) return show(request, found, 'baseline', { typed: form.typed, errors: { value: decimals === 0 ? 'performance.error.whole' : 'errors.not-a-number' } })
      if (value?.numerator === 0n && form.value.status === 'measured' && form.value.source.length < 10) return show(request, found, 'baseline', refusedForm(form.typed, 'is-it-zero'))
      const outcome = await proposeBaselineValue(tx, { indicatorId: found.indicator.id, centreId: found.place.centre?.id ?? null }, found.measure, { ...form.value, value })
      return outcome.ok ? seeOther(addressOf(ui, found)) : show(request, found, 'baseline', refusedForm(form.typed, outcome.reason))
    },
  }),
  post('/performance/indicators/:key/target', {
    door: settingPost,
    form: targetForm,
    query: indicatorQuery,
    handle: async (request) => {
      const { form, ui, tx } = request
      const found = await findSetting(request, typedCentre(form.typed))
      if (!found) return notFound
      if (!form.ok) return show(request, found, 'target', form)
      const use = form.value.then === 'use-points' || form.value.then === 'use-times' ? await readingOf(request, found, form.value.number, form.value.then) : null
      const typed: Fields = use ? { ...form.typed, ...use } : form.typed
      const { kind, number, upper, override } = { ...form.value, ...use }
      const isPreview = form.value.then !== undefined && form.value.then !== 'send'
      const needs = kind === 'maintain' || kind === 'not_due' ? [] : kind === 'band' ? ['number', 'upper'] : ['number']
      const read = { number: readPlain(ui, number, 6), upper: readPlain(ui, upper, 6) }
      const lacking = needs.filter((name) => read[name as keyof typeof read] === null)
      const replacement = override === '' ? null : readExact(ui, override, unitOf(found.measure).decimals)
      if (lacking.length > 0) return show(request, found, 'target', { typed, errors: Object.fromEntries(lacking.map((name) => [name, 'errors.not-a-number'])) })
      if (override !== '' && replacement === null) return show(request, found, 'target', { typed, errors: { override: 'errors.not-a-number' } })
      if (!isPreview && [...form.value.reason].length < 20) return show(request, found, 'target', { typed, errors: { reason: 'performance.error.short' } })
      const rule = [kind, ...needs.map((name) => read[name as keyof typeof read] ?? '')].join(':')
      if (isPreview) {
        const { line } = await readLine(request, found.place, found.indicator)
        const preview = previewTarget(line, rule, replacement)
        return preview.ok ? show(request, found, 'target', { typed, errors: {} }, preview.value) : show(request, found, 'target', refusedForm(typed, preview.reason))
      }
      const isCarried = found.measure.id !== 'MISMATCH_RATE' || (await isMismatchPublishable(await groundOf(tx, request.platform), found.place, windowOf(found.indicator.accumulation, found.place.month, null)))
      if (!isCarried) return show(request, found, 'target', refusedForm(typed, 'too-many-unknown'))
      const outcome = await proposeTarget(tx, { indicatorId: found.indicator.id, centreId: found.place.centre?.id ?? null }, found.measure, { ...form.value, rule, override: replacement })
      return outcome.ok ? seeOther(addressOf(ui, found)) : show(request, found, 'target', refusedForm(typed, outcome.reason))
    },
  }),
  get('/performance/decisions', {
    door: { ...settingDoor, audit: 'none: figures only, no record is shown' },
    handle: async (request) => decisions(request, null),
  }),
  post('/performance/decisions/baselines/:id', {
    door: settingPost,
    form: decideForm,
    handle: async (request) => {
      const { tx, form, params, ui } = request
      if (!form.ok) return decisions(request, 'errors.required')
      const outcome = await decideBaseline(tx, params['id'] ?? '', form.value.answer)
      return outcome.ok ? seeOther(ui.to('/performance/decisions')) : outcome.reason === 'not-found' ? notFound : decisions(request, `performance.refusal.${outcome.reason}`)
    },
  }),
  post('/performance/decisions/targets/:id', {
    door: settingPost,
    form: decideForm,
    handle: async (request) => {
      const { tx, form, params, ui } = request
      if (!form.ok) return decisions(request, 'errors.required')
      const indicators = await listIndicators(tx)
      const measures = await readMeasures(tx)
      const measureOf = async (id: string) => measures.find(indicators.find((one) => one.id === id)?.measure ?? '', tx.context.today)
      const outcome = await decideTarget(tx, params['id'] ?? '', measureOf, form.value.answer)
      return outcome.ok ? seeOther(ui.to('/performance/decisions')) : outcome.reason === 'not-found' ? notFound : decisions(request, `performance.refusal.${outcome.reason}`)
    },
  }),
]

export const typedCentre = (typed: Fields): string | undefined => (typeof typed['centre'] === 'string' ? typed['centre'] : undefined)
export const addressOf = (ui: Ui, { indicator, place }: Found): string => ui.to(`/performance/indicators/${indicator.key}?month=${place.month.key}${place.centre ? `&centre=${place.centre.code}` : ''}`)

type Deciding = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor' | 'platform'>

/** What each waiting change would mean now. */
async function previewsOf(request: Deciding, waiting: Awaited<ReturnType<typeof listWaiting>>): Promise<ReadonlyMap<string, { preview: TargetPreview; measure: AnyMeasure }>> {
  const found = new Map<string, { preview: TargetPreview; measure: AnyMeasure }>()
  const measures = await readMeasures(request.tx)
  for (const change of waiting.changes.slice(0, 20)) {
    const [indicator, place] = [await findIndicator(request.tx, change.key), await placeOf(request.tx, request.platform, request.actor, { centre: change.centre_code ?? undefined })]
    const measure = indicator && place && measures.find(indicator.measure, place.month.to)
    if (!indicator || !place || !measure) continue
    const preview = previewTarget((await readLine(request, place, indicator)).line, change.rule, change.override_value === null ? null : exact(change.override_value))
    if (preview.ok) found.set(change.id, { preview: preview.value, measure })
  }
  return found
}

async function decisions(request: Deciding, error: string | null): Promise<Answer> {
  const { tx, ui, actor } = request
  const waiting = await listWaiting(tx)
  const body = <DecisionsPage waiting={waiting} previews={await previewsOf(request, waiting)} own={actor.accountId ?? ''} error={error} newKey={() => ui.newKey()} />
  return page(ui.t('performance.decisions'), body, error ? { status: 422, wide: true } : { wide: true })
}
