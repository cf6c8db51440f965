import { z } from 'zod'
import { addWorkingDays } from '../../../kernel/calendar'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { formatDay } from '../../../platform/text/dates'
import { gatherDesk, kindOf, putOff } from '../actions/desk'
import { deferralForm, filterOf, filterText, neededText, optionalId, pageNumber } from '../model'
import { DeskPage, itemsPerPage, NationalDeskPage, PutOffPage } from '../pages/desk-page'
import type { Errors } from '../pages/parts'
import { listStaff } from '../queries/customers'
import { countDoneToday } from '../queries/services'
import { workingCalendar } from '../rules/clock'
import { mostWorkingDaysLater } from '../rules/desk'
import { reading, writing } from './doors'
import { refusalOf } from './visits'

const laterFields = { 'later-day': 'until', 'later-too-far': 'until', 'later-reason': 'reason' }

/** The form to put one item off; undefined when the item is not on the reader's desk. */
async function putOffPage(request: Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'context' | 'actor' | 'platform'>, kind: string, id: string, typed: Fields = {}, errors: Errors = {}) {
  const { tx, ui, context, actor, platform } = request
  const desk = await gatherDesk(tx, platform, { kind, item: id, accountId: actor.accountId, language: ui.lang })
  const item = [...desk.mine, ...desk.unowned].find((known) => kindOf(known) === kind && known.id === id)
  if (!item) return notFound
  const latest = formatDay(addWorkingDays(context.today, mostWorkingDaysLater, workingCalendar(platform.country)), ui.lang, 'short')
  const body = <PutOffPage kind={kind} item={id} about={item.about} typed={typed} errors={errors} latest={latest} />
  return page(ui.t('service-delivery.desk.put-off'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

/** The desk is where every member of staff arrives. Without a counter only decisions wait there, and without one the page of the month comes first. */
const arrival = { ...reading('centre'), who: ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const }

export const deskRoutes: Route[] = [
  get('/desk', {
    door: arrival,
    query: z.strictObject({ kind: filterText, staff: optionalId, view: filterOf(['later', 'waiting']), page: pageNumber }),
    handle: async ({ tx, ui, actor, query, url, platform }) => {
      const isNational = actor.role === 'headquarters' || actor.role === 'statistician'
      if (!isNational && actor.role !== 'counsellor' && actor.role !== 'chief') return seeOther(ui.to('/this-month'))
      const isChief = actor.role === 'chief'
      const accountId = isChief && query.staff ? query.staff : actor.accountId
      const desk = await gatherDesk(tx, platform, {
        kind: query.kind, accountId, from: (query.page - 1) * itemsPerPage, limit: query.view === 'later' ? 0 : itemsPerPage, withLater: query.view === 'later', language: ui.lang, isNational,
      })
      if (isNational) return desk.unowned.length === 0 && query.view !== 'waiting' ? seeOther(ui.to('/this-month')) : page(ui.t('service-delivery.desk'), <NationalDeskPage items={desk.unowned} />, { wide: true })
      const body = (
        <DeskPage
          url={url}
          desk={desk}
          view={query.view === 'later' ? 'later' : 'open'}
          page={query.page}
          done={await countDoneToday(tx, actor.centreId ?? '')}
          staff={isChief ? await listStaff(tx, actor.centreId ?? '') : []}
        />
      )
      return page(ui.t('service-delivery.desk'), body, { wide: true })
    },
  }),
  get('/desk/later', {
    door: reading('centre'),
    query: z.strictObject({ kind: neededText(60).optional(), item: neededText(80).optional() }),
    handle: async (request) => {
      const { kind, item } = request.query
      return kind && item ? putOffPage(request, kind, item) : seeOther(request.ui.to('/desk'))
    },
  }),
  post('/desk/later', {
    door: writing('centre', 8),
    form: deferralForm,
    handle: async (request) => {
      const { tx, ui, form, platform } = request
      const text = (name: string) => (typeof form.typed[name] === 'string' ? form.typed[name] : '')
      if (!form.ok) return putOffPage(request, text('kind'), text('item'), form.typed, form.errors)
      const outcome = await putOff(tx, platform.country, form.value)
      return outcome.ok ? seeOther(ui.to('/desk')) : putOffPage(request, form.value.kind, form.value.item, form.typed, refusalOf(outcome.reason, laterFields))
    },
  }),
]
