import { z } from 'zod'
import { addWorkingDays, type CalendarDate } from '../../../kernel/calendar'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { formatDay } from '../../../platform/text/dates'
import { bookAppointment, moveAppointment, openSlots, raiseCapacity } from '../actions/appointments'
import { customerOf } from '../actions/services'
import { appointmentStates, appointmentSteps, bookingForm, type Customer, filterDay, filterOf, oneOf, optionalId, slotsForm } from '../model'
import { AppointmentListPage, AppointmentPage, BookingPage } from '../pages/appointment-pages'
import type { Errors } from '../pages/parts'
import { type AppointmentRecord, findAppointment, listAppointments, listFreeSlots, listSlots } from '../queries/appointments'
import { listStaff, nameCustomers } from '../queries/customers'
import { timeIn, workingCalendar } from '../rules/clock'
import { reading, writing } from './doors'
import { refusalOf } from './visits'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'context' | 'actor' | 'url' | 'platform'>

export const bookingFields = {
  'slot-unknown': 'slot', 'slot-past': 'slot', 'slot-full': 'slot', 'already-booked': 'slot', 'purpose-unknown': 'purpose', 'channel-unknown': 'channel',
  'day-in-past': 'day', 'staff-unknown': 'account', 'time-past-midnight': 'count',
}
/** So many working days ahead can be booked. */
export const bookableDays = 15

export const freeSlots = ({ tx, context, platform }: Pick<Request, 'tx' | 'context' | 'platform'>, centreId: string) =>
  listFreeSlots(tx, centreId, context.today, addWorkingDays(context.today, bookableDays, workingCalendar(platform.country)), timeIn(context.now, platform.country.timeZone))

interface DayView {
  day: CalendarDate
  staff?: string | undefined
  state?: (typeof appointmentStates)[number] | undefined
  typed?: Fields
  errors?: Errors
}

async function dayPage({ tx, ui, actor, url }: Request, { day, staff, state, typed = {}, errors = {} }: DayView) {
  const centreId = actor.centreId ?? ''
  const rows = await listAppointments(tx, centreId, { day, staff, state })
  const names = await nameCustomers(tx, rows, ui.lang, 'appointment')
  const body = (
    <AppointmentListPage
      url={url}
      day={formatDay(day, ui.lang, 'short')}
      lines={rows.map((appointment) => ({ appointment, name: names.of(appointment) }))}
      slots={await listSlots(tx, centreId, day)}
      staff={await listStaff(tx, centreId)}
      typed={typed}
      errors={errors}
    />
  )
  return page(ui.t('service-delivery.appointments'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

async function appointmentPage({ tx, ui }: Request, appointment: AppointmentRecord, errors: Errors = {}) {
  const names = await nameCustomers(tx, [appointment], ui.lang, 'appointment')
  const title = `${ui.day(appointment.day)} ${appointment.starts.slice(0, 5)}`
  return page(title, <AppointmentPage appointment={appointment} name={names.of(appointment)} errors={errors} />, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

async function bookingPage(request: Request, customer: Customer, typed: Fields = {}, errors: Errors = {}) {
  const { tx, ui, actor } = request
  const row = { person_id: customer.kind === 'person' ? customer.id : null, employer_id: customer.kind === 'employer' ? customer.id : null }
  const name = (await nameCustomers(tx, [row], ui.lang, 'appointment')).of(row)
  if (!name) return notFound
  const body = <BookingPage customer={customer} name={name} slots={await freeSlots(request, actor.centreId ?? '')} typed={typed} errors={errors} />
  return page(ui.t('service-delivery.book'), body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

export const appointmentRoutes: Route[] = [
  get('/appointments', {
    door: reading('appointment'),
    query: z.strictObject({ day: filterDay, staff: optionalId, state: filterOf(appointmentStates) }),
    handle: async (request) => dayPage(request, { ...request.query, day: request.query.day ?? request.context.today }),
  }),
  post('/appointments/slots', {
    door: writing('appointment', 8),
    form: slotsForm,
    handle: async (request) => {
      const { tx, ui, form, context } = request
      if (!form.ok) return dayPage(request, { day: context.today, typed: form.typed, errors: form.errors })
      const outcome = await openSlots(tx, form.value)
      if (outcome.ok) return seeOther(ui.to(`/appointments?day=${form.value.day}`))
      return dayPage(request, { day: context.today, typed: form.typed, errors: refusalOf(outcome.reason, bookingFields) })
    },
  }),
  post('/appointments/slots/:id/capacity', {
    door: writing('appointment', 4),
    handle: async ({ tx, ui, params }) => ((await raiseCapacity(tx, params['id'] ?? '')).ok ? seeOther(ui.to('/appointments')) : notFound),
  }),
  get('/appointments/new', {
    door: reading('appointment'),
    query: z.strictObject({ person: optionalId, employer: optionalId }),
    handle: async (request) => {
      const customer = customerOf(request.query)
      return customer ? bookingPage(request, customer) : seeOther(request.ui.to('/jobseekers'))
    },
  }),
  post('/appointments/new', {
    door: writing('appointment', 8),
    form: bookingForm,
    handle: async (request) => {
      const { tx, ui, form, platform } = request
      const customer = customerOf(form.ok ? form.value : { person: idOf(form.typed, 'person'), employer: idOf(form.typed, 'employer') })
      if (!customer) return notFound
      if (!form.ok) return bookingPage(request, customer, form.typed, form.errors)
      const outcome = await bookAppointment(tx, platform, form.value)
      if (outcome.ok) return seeOther(ui.to(`/appointments/${outcome.value.id}`))
      return outcome.reason === 'customer-unknown' ? notFound : bookingPage(request, customer, form.typed, refusalOf(outcome.reason, bookingFields))
    },
  }),
  get('/appointments/:id', {
    door: reading('appointment'),
    handle: async (request) => {
      const appointment = await findAppointment(request.tx, request.params['id'] ?? '')
      return appointment && appointment.centre_id === request.actor.centreId ? appointmentPage(request, appointment) : notFound
    },
  }),
  post('/appointments/:id/step', {
    door: writing('appointment', 4),
    form: z.object({ step: oneOf(appointmentSteps) }),
    handle: async (request) => {
      const { tx, ui, form, params, platform } = request
      const id = params['id'] ?? ''
      const outcome = form.ok ? await moveAppointment(tx, platform, id, form.value.step) : { ok: false as const, reason: 'step-unknown' as const }
      if (!outcome.ok) {
        const appointment = await findAppointment(tx, id)
        return appointment && appointment.centre_id === request.actor.centreId ? appointmentPage(request, appointment, refusalOf(outcome.reason)) : notFound
      }
      const { record, state } = outcome.value
      if (state === 'arrived') return seeOther(ui.to('/visits'))
      if (state !== 'done') return seeOther(ui.to(`/appointments/${id}`))
      const customer = record.person_id ? `person=${record.person_id}` : `employer=${record.employer_id}`
      return seeOther(ui.to(`/services/new?${customer}${record.visit_id ? `&visit=${record.visit_id}` : ''}`))
    },
  }),
]

const idOf = (typed: Fields, name: string): string | undefined => {
  const value = typed[name]
  const read = optionalId.safeParse(typeof value === 'string' ? value : undefined)
  return read.success ? read.data : undefined
}
