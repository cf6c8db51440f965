import { z } from 'zod'
import { get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { Fields } from '../../../platform/http/route'
import { formatDay } from '../../../platform/text/dates'
import { employerName, findEmployerLine } from '../../employers/index'
import { type PersonLine, personName } from '../../jobseekers/index'
import { identifyVisit, logVisit, moveVisit, readCard } from '../actions/visits'
import { audiences, filterDay, filterOf, filterText, neededText, oneOf, optionalId, pageNumber, sexes, visitForm, visitStates, visitSteps } from '../model'
import { FrontDesk, type FrontDeskProps } from '../pages/front-desk'
import type { Errors } from '../pages/parts'
import { DayEndPage, VisitListPage, VisitPage } from '../pages/visit-page'
import type { VisitLine } from '../pages/visit-tables'
import { listExpectedToday } from '../queries/appointments'
import { nameCustomers } from '../queries/customers'
import { countAnonymous, countVisitsOf, findVisit, listPresent, listVisits, listVisitsWithoutService, type VisitRecord } from '../queries/visits'
import { minutesBetween } from '../rules/visits'
import { reading, writing } from './doors'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'context' | 'actor'>

async function linesOf({ tx, ui, context }: Request, visits: readonly VisitRecord[]): Promise<VisitLine[]> {
  const names = await nameCustomers(tx, visits, ui.lang, 'visit')
  return visits.map((visit) => ({ visit, name: names.of(visit), waited: minutesBetween(visit.arrived_at, context.now) }))
}

async function visitorOf({ tx, ui }: Request, line: PersonLine): Promise<FrontDeskProps['visitor']> {
  return { personId: line.id, name: personName(line, ui.lang), sex: line.sex, age: line.ageYears, card: line.cardNumber, expected: await listExpectedToday(tx, line.id) }
}

interface Shown {
  typed?: Fields
  errors?: Errors
  ticket?: number | undefined
  person?: PersonLine | undefined
  employer?: string | undefined
}

async function frontDesk(request: Request, { typed = {}, errors = {}, ticket, person, employer }: Shown) {
  const { tx, ui, actor, context } = request
  const centreId = actor.centreId ?? ''
  const line = employer ? await findEmployerLine(tx, employer) : undefined
  const body = (
    <FrontDesk
      typed={typed}
      errors={errors}
      ticket={ticket}
      visitor={person ? await visitorOf(request, person) : undefined}
      employer={line ? { id: line.id, name: employerName(line, ui.lang) } : undefined}
      present={await linesOf(request, await listPresent(tx, centreId, context.today))}
      counts={await countVisitsOf(tx, centreId, context.today)}
    />
  )
  return page(ui.t('service-delivery.front-desk'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

const visitPage = async (request: Request, visit: VisitRecord, errors: Errors = {}, card = '') => {
  const [line] = await linesOf(request, [visit])
  if (!line) return notFound
  const title = request.ui.t('service-delivery.ticket-number', { ticket: visit.ticket })
  return page(title, <VisitPage line={line} errors={errors} card={card} />, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

/** Fields on which a refusal is shown; others stand above the form. */
const fieldOf: Readonly<Record<string, string>> = {
  'card-typing-mistake': 'card', 'card-unknown': 'card', 'purpose-unknown': 'purpose', 'age-band-unknown': 'age_band',
}
export const refusalOf = (reason: string, fields: Readonly<Record<string, string>> = fieldOf): Errors => ({ [fields[reason] ?? '_form']: `service-delivery.refusal.${reason}` })

export const visitRoutes: Route[] = [
  get('/visits', {
    door: reading('visit'),
    query: z.strictObject({ card: filterText, ticket: filterText, employer: optionalId }),
    handle: async (request) => {
      const { tx, query } = request
      if (!query.card) return frontDesk(request, { ticket: query.ticket ? Number(query.ticket) || undefined : undefined, employer: query.employer })
      const card = await readCard(tx, query.card)
      return card.ok ? frontDesk(request, { person: card.value }) : frontDesk(request, { typed: { card: query.card }, errors: refusalOf(card.reason) })
    },
  }),
  post('/visits', {
    door: writing('visit'),
    form: visitForm,
    handle: async (request) => {
      const { tx, ui, form, platform } = request
      if (!form.ok) return frontDesk(request, { typed: form.typed, errors: form.errors })
      const outcome = await logVisit(tx, platform.country, form.value)
      if (!outcome.ok) return frontDesk(request, { typed: form.typed, errors: refusalOf(outcome.reason) })
      return seeOther(ui.to(`/visits?ticket=${outcome.value.ticket}`))
    },
  }),
  get('/visits/list', {
    door: reading('visit'),
    query: z.strictObject({
      day: filterDay, audience: filterOf(audiences), sex: filterOf(sexes), purpose: filterText, state: filterOf(visitStates), identified: filterOf(['yes', 'no']), page: pageNumber,
    }),
    handle: async (request) => {
      const { tx, ui, actor, context, query, url } = request
      const { page: number, ...filter } = query
      const day = filter.day ?? context.today
      const { rows, total } = await listVisits(tx, actor.centreId ?? '', { ...filter, day }, number)
      return page(ui.t('service-delivery.visits'), <VisitListPage url={url} day={formatDay(day, ui.lang, 'short')} lines={await linesOf(request, rows)} page={number} total={total} />, { wide: true })
    },
  }),
  get('/visits/day-end', {
    door: reading('visit'),
    query: z.strictObject({ day: filterDay }),
    handle: async (request) => {
      const { tx, ui, actor, context, query, url } = request
      const day = query.day ?? context.today
      const lines = await linesOf(request, await listVisitsWithoutService(tx, actor.centreId ?? '', day))
      const anonymous = await countAnonymous(tx, actor.centreId ?? '', day)
      return page(ui.t('service-delivery.day-end'), <DayEndPage url={url} day={formatDay(day, ui.lang, 'short')} lines={lines} anonymous={anonymous} />, { wide: true })
    },
  }),
  get('/visits/:id', {
    door: reading('visit'),
    handle: async (request) => {
      const visit = await findVisit(request.tx, request.params['id'] ?? '')
      return visit && visit.centre_id === request.actor.centreId ? visitPage(request, visit) : notFound
    },
  }),
  post('/visits/:id/step', {
    door: writing('visit', 4),
    form: z.object({ step: oneOf(visitSteps), back: z.string().optional() }),
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const id = params['id'] ?? ''
      const outcome = form.ok ? await moveVisit(tx, id, form.value.step) : { ok: false as const, reason: 'step-unknown' as const }
      if (outcome.ok) return seeOther(ui.to('/visits'))
      const visit = outcome.reason === 'not-found' ? undefined : await findVisit(tx, id)
      return visit && visit.centre_id === request.actor.centreId ? visitPage(request, visit, refusalOf(outcome.reason)) : notFound
    },
  }),
  post('/visits/:id/card', {
    door: writing('visit', 4),
    form: z.object({ card: neededText(40) }),
    handle: async (request) => {
      const { tx, ui, form, params, platform } = request
      const id = params['id'] ?? ''
      const visit = await findVisit(tx, id)
      if (!visit || visit.centre_id !== request.actor.centreId) return notFound
      if (!form.ok) return visitPage(request, visit, form.errors)
      const outcome = await identifyVisit(tx, platform.country, id, form.value.card)
      return outcome.ok ? seeOther(ui.to(`/visits/${id}`)) : visitPage(request, visit, refusalOf(outcome.reason), form.value.card)
    },
  }),
]
