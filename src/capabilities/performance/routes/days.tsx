import { z } from 'zod'
import { type CalendarDate, parseIsoDay } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { CentreLine } from '../../centres/index'
import { getPeriodState, listDayStatements, readQuality, stateDay, withdrawDay, workingCalendar } from '../../measures/index'
import { DaysPage } from '../pages/days'
import { nothingTyped, type Shown } from '../pages/words'
import { centreDoor, centrePost, placeOf } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
interface Found {
  readonly centre: CentreLine
  readonly month: Period
}
const dayForm = z.object({
  day: z.string().transform((typed) => parseIsoDay(typed)).refine((day) => day !== undefined, 'errors.not-a-date'), kind: z.enum(['nil', 'closed'], 'errors.required'),
  reason: z.string().max(300, 'errors.too-long').optional().transform((typed) => typed?.trim() ?? ''),
})
const withdrawForm = z.object({ statement: z.uuid('errors.not-valid') })

async function find({ tx, platform, actor, params }: Request): Promise<Found | undefined> {
  const place = await placeOf(tx, platform, actor, { month: params['period'], centre: params['code'] })
  return place?.centre ? { centre: place.centre, month: place.month } : undefined
}
/** A centre speaks for its own days, headquarters for its own. */
const isOwn = ({ actor }: Request, { centre }: Found): boolean => actor.centreId === centre.id && (actor.role === 'chief' || actor.role === 'headquarters')

async function show(request: Request, found: Found, form: Shown = nothingTyped): Promise<Answer> {
  const { tx, platform, ui } = request
  const { centre, month } = found
  const { silent } = await tx.statistics((reader) => readQuality(reader, centre.code, month, tx.context.today, workingCalendar(platform.country)))
  const isOpen = (await getPeriodState(tx, centre.id, month.key)).state === 'open'
  const body = (
    <DaysPage
      centre={centre} month={month} silent={silent} stated={await listDayStatements(tx, centre.id, month)} mayState={isOpen && isOwn(request, found)} at={typeof form.typed['day'] === 'string' ? form.typed['day'] : null}
      form={form} newKey={() => ui.newKey()}
    />
  )
  return page(ui.t('performance.days'), body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

export const dayRoutes: Route[] = [
  get('/performance/months/:period/:code/days', {
    door: centreDoor,
    handle: async (request) => {
      const found = await find(request)
      return found ? show(request, found) : notFound
    },
  }),
  post('/performance/months/:period/:code/days', {
    door: centrePost,
    form: dayForm,
    handle: async (request) => {
      const { tx, platform, form, ui } = request
      const found = await find(request)
      if (!found || !isOwn(request, found)) return notFound
      if (!form.ok) return show(request, found, form)
      const { day, kind, reason } = form.value
      const outcome = await stateDay(tx, platform, found.centre, found.month, { day: day as CalendarDate, kind, reason })
      if (outcome.ok) return seeOther(ui.to(`/performance/months/${found.month.key}/${found.centre.code}/days`))
      return show(request, found, { typed: form.typed, errors: { [outcome.reason === 'day-reason' ? 'reason' : '_form']: `performance.refusal.${outcome.reason}` } })
    },
  }),
  post('/performance/months/:period/:code/days/withdraw', {
    door: centrePost,
    form: withdrawForm,
    handle: async (request) => {
      const { tx, form, ui } = request
      const found = await find(request)
      if (!found || !isOwn(request, found)) return notFound
      if (!form.ok) return show(request, found, form)
      const outcome = await withdrawDay(tx, found.centre, found.month, form.value.statement)
      return outcome.ok ? seeOther(ui.to(`/performance/months/${found.month.key}/${found.centre.code}/days`)) : show(request, found, { typed: {}, errors: { _form: `performance.refusal.${outcome.reason}` } })
    },
  }),
]
