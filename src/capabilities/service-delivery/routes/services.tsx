import { z } from 'zod'
import { firstOfMonth } from '../../../kernel/calendar'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { formatDay } from '../../../platform/text/dates'
import { customerOf, finishNextStep, recordService, reverseService } from '../actions/services'
import { channels, type Customer, filterDay, filterOf, filterText, optionalId, pageNumber, reversalForm, serviceForm, serviceSources } from '../model'
import type { Errors } from '../pages/parts'
import { ServiceForm } from '../pages/record-form'
import { ServiceListPage, ServicePage } from '../pages/services-page'
import { isInReach, listStaff, nameCustomers } from '../queries/customers'
import { findNote, findReversal, findService, listServices, listServicesOf, type ServiceRecord } from '../queries/services'
import { reading, writing } from './doors'
import { refusalOf } from './visits'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'context' | 'actor'>

const fieldOf = {
  'code-unknown': 'code', 'code-automatic': 'code', 'day-in-future': 'day', 'day-needs-chief': 'day', 'next-step': 'next_step', 'repeat-reason': 'repeat_reason',
  'already-recorded': 'repeat_reason', 'reason-unknown': 'reason', 'reason-other': 'note',
}

const asRow = (customer: Customer) => ({ person_id: customer.kind === 'person' ? customer.id : null, employer_id: customer.kind === 'employer' ? customer.id : null })

async function formPage({ tx, ui }: Request, customer: Customer, { typed, errors = {}, first }: { typed: Fields; errors?: Errors; first?: ServiceRecord }) {
  const names = await nameCustomers(tx, [asRow(customer)], ui.lang, 'service')
  const name = names.of(asRow(customer))
  if (!name) return notFound
  const recent = (await listServicesOf(tx, customer, 10)).filter(({ reversed }) => !reversed)
  const body = <ServiceForm customer={customer} name={name} typed={typed} errors={errors} first={first} recent={recent} />
  return page(ui.t('service-delivery.record-service'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

async function servicePage({ tx, ui, actor }: Request, service: ServiceRecord, { typed = {}, errors = {}, saved = false }: { typed?: Fields; errors?: Errors; saved?: boolean } = {}) {
  const names = await nameCustomers(tx, [service], ui.lang, 'service')
  const isOwn = service.centre_id === actor.centreId
  const mayReverse = isOwn && !service.reversed && service.reverses_id === null && (actor.role === 'chief' || service.account_id === actor.accountId)
  const body = (
    <ServicePage
      service={service}
      name={names.of(service)}
      note={await findNote(tx, service.id)}
      reversal={service.reversed ? await findReversal(tx, service.id) : undefined}
      mayReverse={mayReverse}
      isOwn={isOwn}
      typed={typed}
      errors={errors}
      saved={saved}
    />
  )
  return page(ui.t('service-delivery.service'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

export const givenServiceRoutes: Route[] = [
  get('/services', {
    door: reading('person'),
    query: z.strictObject({
      from: filterDay, to: filterDay, code: filterText, staff: optionalId, audience: filterOf(['jobseeker', 'employer']), channel: filterOf(channels),
      source: filterOf(serviceSources), late: filterOf(['yes']), taken_back: filterOf(['yes']), page: pageNumber,
    }),
    handle: async ({ tx, ui, actor, context, query, url }) => {
      const { page: number, ...filter } = query
      const from = filter.from ?? firstOfMonth(context.today)
      const centreId = actor.centreId ?? ''
      const { rows, total } = await listServices(tx, centreId, { ...filter, from }, number)
      const names = await nameCustomers(tx, rows, ui.lang, 'service')
      const lines = rows.map((service) => ({ service, name: names.of(service) }))
      const body = <ServiceListPage url={url} lines={lines} page={number} total={total} from={formatDay(from, ui.lang, 'short')} staff={await listStaff(tx, centreId)} />
      return page(ui.t('service-delivery.services'), body, { wide: true })
    },
  }),
  get('/services/new', {
    door: reading('person'),
    query: z.strictObject({ person: optionalId, employer: optionalId, visit: optionalId, code: filterText }),
    handle: async (request) => {
      const { query, ui, context } = request
      const customer = customerOf(query)
      if (!customer) return seeOther(ui.to('/jobseekers'))
      return formPage(request, customer, { typed: { day: formatDay(context.today, ui.lang, 'short'), visit: query.visit, code: query.code } })
    },
  }),
  post('/services/new', {
    door: writing('person', 64),
    form: serviceForm,
    handle: async (request) => {
      const { tx, ui, form, platform } = request
      if (!form.ok) {
        const customer = typedCustomer(form.typed)
        return customer && (await isInReach(tx, customer)) ? formPage(request, customer, form) : notFound
      }
      const outcome = await recordService(tx, platform.country, form.value)
      if (outcome.ok) return seeOther(ui.to(`/services/${outcome.value.id}?saved=yes`))
      const customer = customerOf(form.value)
      if (!customer || outcome.reason === 'customer-unknown') return notFound
      return formPage(request, customer, { typed: form.typed, errors: refusalOf(outcome.reason, fieldOf), ...('first' in outcome ? { first: outcome.first } : {}) })
    },
  }),
  get('/services/:id', {
    door: reading('person'),
    query: z.strictObject({ saved: filterOf(['yes']) }),
    handle: async (request) => {
      const service = await findService(request.tx, request.params['id'] ?? '')
      return service ? servicePage(request, service, { saved: request.query.saved === 'yes' }) : notFound
    },
  }),
  post('/services/:id/reversal', {
    door: writing('person', 8),
    form: reversalForm,
    handle: async (request) => {
      const { tx, ui, form, params, platform } = request
      const id = params['id'] ?? ''
      const service = await findService(tx, id)
      if (!service || service.centre_id !== request.actor.centreId) return notFound
      if (!form.ok) return servicePage(request, service, form)
      const outcome = await reverseService(tx, platform.country, id, form.value)
      if (outcome.ok) return seeOther(ui.to(`/services/${id}`))
      return servicePage(request, service, { typed: form.typed, errors: refusalOf(outcome.reason, fieldOf) })
    },
  }),
  post('/services/:id/next-step', {
    door: writing('person', 4),
    handle: async ({ tx, ui, params }) => {
      const id = params['id'] ?? ''
      const outcome = await finishNextStep(tx, id)
      return outcome.ok ? seeOther(ui.to(`/services/${id}`)) : notFound
    },
  }),
]

const customerForm = z.object({ person: optionalId, employer: optionalId })

/** Whom a refused form was about, when that part of it can be read. */
function typedCustomer(typed: Fields): Customer | undefined {
  const read = customerForm.safeParse(typed)
  return read.success ? customerOf(read.data) : undefined
}
