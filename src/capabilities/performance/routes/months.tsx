import { z } from 'zod'
import { toNumber, zero } from '../../../kernel/exact'
import { listLastMonths, type Period, shiftPeriod } from '../../../kernel/period'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { CentreLine } from '../../centres/index'
import {
  catalogue, dueDay, findProposal, getPeriodState, groundOf, listLocked, listPeriodEvents, listPeriodStates, monthText, natureOf, observeMonths, outlierOf, proposeStep, readQuality, stepsFrom, workingCalendar,
} from '../../measures/index'
import { takeMonthStep } from '../actions/months'
import { MonthPage, MonthsPage } from '../pages/months'
import { nothingTyped, type Shown } from '../pages/words'
import { centreDoor, centrePost, mayApprove, placeOf } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
const stepForm = z.object({
  step: z.enum(['submit', 'return', 'verify', 'lock', 'release', 'reopen', 'propose-release', 'propose-reopen'], 'errors.required'), reason: z.string().max(2000, 'errors.too-long').optional().transform((text) => text?.trim() ?? ''),
})

async function find({ tx, platform, actor, params }: Request): Promise<{ centre: CentreLine; month: Period } | undefined> {
  const place = await placeOf(tx, platform, actor, { month: params['period'], centre: params['code'] })
  return place?.centre ? { centre: place.centre, month: place.month } : undefined
}

async function show(request: Request, { centre, month }: { centre: CentreLine; month: Period }, form: Shown = nothingTyped): Promise<Answer> {
  const { tx, platform, actor, ui } = request
  const calendar = workingCalendar(platform.country)
  const record = await getPeriodState(tx, centre.id, month.key)
  const quality = await tx.statistics((reader) => readQuality(reader, centre.code, month, tx.context.today, calendar))
  const may = actor.role === 'headquarters' || actor.centreId === centre.id
  const proposed = { release: await findProposal(tx, record, 'release'), reopen: await findProposal(tx, record, 'reopen') }
  const steps = (may ? stepsFrom(record.state, actor.role) : []).filter((step) => (step !== 'release' && step !== 'reopen') || (proposed[step] !== undefined && proposed[step].by !== actor.accountId))
  const proposals = (['release', 'reopen'] as const).filter((step) => proposed[step] === undefined && mayPropose(actor.role, step, record.state))
  const body = (
    <MonthPage
      centre={centre} month={month} record={record} quality={quality} figures={await listLocked(tx, centre.id, [month.key], null)} outliers={await outliersOf(request, centre, month)} events={await listPeriodEvents(tx, centre.id, month.key)}
      steps={steps} proposals={proposals} opens={actor.role !== 'statistician'} due={dueDay(month.to, 'submit', calendar)} form={form} newKey={() => ui.newKey()}
    />
  )
  const stale = form.errors['_step'] === 'performance.refusal.stale'
  return page(monthText(ui, month), body, Object.keys(form.errors).length > 0 ? { status: stale ? 409 : 422, wide: true } : { wide: true })
}

const mayPropose = (role: string, step: 'release' | 'reopen', state: string): boolean =>
  step === 'release' ? state === 'locked' && (role === 'headquarters' || role === 'statistician') : (state === 'locked' || state === 'published') && role === 'headquarters'

/** Flows of the month that stand out from the centre's own last twelve. */
async function outliersOf({ tx, platform }: Request, centre: CentreLine, month: Period) {
  const ground = await groundOf(tx, platform)
  const found: { measure: string; value: number; z: number | null }[] = []
  for (const measure of catalogue.filter(({ tree }) => natureOf(tree) === 'flow' && tree.kind !== 'count_distinct').slice(0, 4)) {
    const values = (await observeMonths(ground, measure, listLastMonths(13, month.to), [{ dimension: 'centre', value: centre.code }])).map(({ observation }) => toNumber(observation.value ?? zero))
    const value = values.at(-1) ?? 0
    const { z: score, isFlagged, differsFromConstant } = outlierOf(value, values.slice(0, 12))
    if ((isFlagged || differsFromConstant) && values.slice(0, 12).some((one) => one > 0)) found.push({ measure: measure.id, value, z: score })
  }
  return found
}

export const monthRoutes: Route[] = [
  get('/performance/months', {
    door: centreDoor,
    handle: async ({ tx, platform, actor, ui }) => {
      const place = await placeOf(tx, platform, actor, {})
      if (!place || place.sight.level === 'released') return notFound
      const months = listLastMonths(6, shiftPeriod(place.newest, -1).to)
      const states = await listPeriodStates(tx, months.map(({ key }) => key))
      return page(ui.t('performance.months'), <MonthsPage centres={place.centres} months={months} states={states} reach={place.sight.level} maySet={mayApprove(actor)} />, { wide: true })
    },
  }),
  get('/performance/months/:period/:code', {
    door: centreDoor,
    handle: async (request) => {
      const found = await find(request)
      return found ? show(request, found) : notFound
    },
  }),
  post('/performance/months/:period/:code', {
    door: { ...centrePost, who: ['chief', 'headquarters', 'statistician'] },
    form: stepForm,
    handle: async (request) => {
      const { tx, platform, form, ui } = request
      const found = await find(request)
      if (!found) return notFound
      if (!form.ok) return show(request, found, form)
      const { step, reason } = form.value
      const outcome = step === 'propose-release' || step === 'propose-reopen'
        ? await proposeStep(tx, found.centre, found.month.key, step === 'propose-release' ? 'release' : 'reopen', reason)
        : await takeMonthStep(tx, platform, found.centre, found.month.key, step, reason)
      if (outcome.ok) return seeOther(ui.to(`/performance/months/${found.month.key}/${found.centre.code}`))
      const name = ['silent-days', 'short-reason', 'findings-open'].includes(outcome.reason) ? 'reason' : '_step'
      return show(request, found, { typed: form.typed, errors: { [name]: `performance.refusal.${outcome.reason}` } })
    },
  }),
]
