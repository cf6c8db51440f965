import { exact, type Exact, negate } from '../../../kernel/exact'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { numberFormatOf } from '../../../platform/text/number-format'
import { parseNumber } from '../../../platform/text/numbers'
import type { Ui } from '../../../platform/web/ui'
import { type AnyMeasure, groundOf, readMeasures } from '../../measures/index'
import { decideBaseline, decideTarget, proposeBaselineValue, proposeTarget } from '../actions/targets'
import { baselineForm, decideForm, targetForm } from '../model'
import { BaselinePage, DecisionsPage, TargetPage } from '../pages/setting'
import { flat } from '../reading/board'
import { measureFirst } from '../reading/measure-first'
import { previewTarget, type TargetPreview } from '../reading/preview'
import { isMismatchPublishable } from '../reading/mismatch'
import { windowOf } from '../rules/window'
import { limitText, nothingTyped, numberText, type Shown, valueText } from '../pages/words'
import { listSpreads } from '../queries/spreads'
import { indicatorHref } from '../pages/address'
import { listIndicators } from '../queries/framework'
import { findSeries, listWaiting, type SeriesKey } from '../queries/targets'
import { isOfShare, pointsOrTimes } from '../target-rules'
import { unitOf } from '../units'
import { indicatorQuery, placeOf, settingDoor, settingPost } from './asking'
import { findSubject, type Subject } from './subject'
import { readLine } from './boards'

export type Request = Pick<Incoming<unknown, { month?: string | undefined; centre?: string | undefined; slice?: string | undefined }>, 'tx' | 'platform' | 'actor' | 'ui' | 'params' | 'query'>
export interface Found extends Subject {
  readonly measure: AnyMeasure
}
export const keyOf = ({ indicator, place }: Subject): SeriesKey => ({ indicatorId: indicator.id, centreId: place.centre?.id ?? null, slice: place.slice })

export async function findSetting(request: Request, centre: string | undefined): Promise<Found | undefined> {
  const subject = await findSubject(request, request.params['key'] ?? '', { ...request.query, centre: centre || undefined })
  const measure = subject && (await readMeasures(request.tx)).find(subject.indicator.measure, subject.place.month.to)
  return measure && { ...subject, measure }
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
      points={points && { points: numberText(ui, points.points, 1), times: numberText(ui, points.times, 1) }} proposal={kind === 'baseline' ? await proposalFor(request, found) : undefined}
    />
  )
  return page(ui.t(titles[kind]), body, Object.keys(form.errors).length > 0 ? { status: 422 } : {})
}

/** What measuring first would give here. Nothing is set without a click and a source. */
async function proposalFor({ tx, platform, ui }: Request, { measure, place, ...found }: Found) {
  const series = await findSeries(tx, keyOf({ place, ...found }))
  const spread = (series && (await listSpreads(tx, [series.id])).get(series.id)) || flat
  const proposal = await measureFirst(await groundOf(tx, platform), measure, { centreCode: place.centre?.code ?? null, slice: place.slice }, spread)
  return proposal && { value: valueText(ui, measure, proposal.value), low: limitText(ui, proposal.limits.low), high: limitText(ui, proposal.limits.high), isEnough: proposal.isEnough }
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
  'empty-band': 'upper', 'unknown-rule': 'number', 'share-range': 'number', 'one-target': 'period',
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
      const outcome = await proposeBaselineValue(tx, keyOf(found), found.measure, { ...form.value, value })
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
      const replacement = override === '' ? null : readExact(ui, override, isOfShare([kind, number].join(':'), unitOf(found.measure, found.place.slice)) ? 1 : unitOf(found.measure).decimals)
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
      const outcome = await proposeTarget(tx, keyOf(found), found.measure, { ...form.value, rule, override: replacement })
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
export const addressOf = (ui: Ui, { indicator, place }: Found): string => indicatorHref(ui, { ...place, indicator })

type Deciding = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor' | 'platform'>

/** What each waiting change would mean now. */
async function previewsOf(request: Deciding, waiting: Awaited<ReturnType<typeof listWaiting>>): Promise<ReadonlyMap<string, { preview: TargetPreview; measure: AnyMeasure }>> {
  const found = new Map<string, { preview: TargetPreview; measure: AnyMeasure }>()
  const [measures, indicators] = [await readMeasures(request.tx), await listIndicators(request.tx)]
  for (const change of waiting.changes.slice(0, 20)) {
    const [indicator, at] = [indicators.find(({ id }) => id === change.indicator_id), await placeOf(request.tx, request.platform, request.actor, { centre: change.centre_code ?? undefined })]
    const place = at && { ...at, slice: change.slice }
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
