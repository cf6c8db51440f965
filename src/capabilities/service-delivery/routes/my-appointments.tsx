import { z } from 'zod'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { findCentre } from '../../centres/index'
import { findActiveRegistration } from '../../jobseekers/index'
import { bookOwnAppointment, moveAppointment } from '../actions/appointments'
import { filterOf, ownBookingForm } from '../model'
import { MyAppointmentsPage } from '../pages/my-appointments'
import type { Errors } from '../pages/parts'
import { listAppointmentsOf } from '../queries/appointments'
import { bookingFields, freeSlots } from './appointments'
import { readingOwn, writingOwn } from './doors'
import { refusalOf } from './visits'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'context' | 'actor' | 'platform'>

async function ownPage(request: Request, { typed = {}, errors = {}, booked = false }: { typed?: Fields; errors?: Errors; booked?: boolean } = {}) {
  const { tx, ui, actor } = request
  const personId = actor.personId ?? ''
  const registration = await findActiveRegistration(tx, personId)
  const centre = registration && (await findCentre(tx, registration.centreId))
  const appointments = await listAppointmentsOf(tx, personId)
  tx.note({ action: 'appointment.read-own', subjectKind: 'person', subjectId: personId, purpose: 'own' })
  const body = (
    <MyAppointmentsPage
      appointments={[...appointments].sort((a, b) => Number(b.state === 'booked') - Number(a.state === 'booked') || (a.day < b.day ? 1 : -1))}
      slots={registration ? await freeSlots(request, registration.centreId) : []}
      centre={centre ? (centre.names[ui.lang] ?? centre.names['en'] ?? centre.code) : undefined}
      typed={typed}
      errors={errors}
      booked={booked}
    />
  )
  return page(ui.t('service-delivery.my.title'), body, { noindex: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

export const myAppointmentRoutes: Route[] = [
  get('/me/appointments', {
    door: readingOwn,
    query: z.strictObject({ booked: filterOf(['yes']) }),
    handle: async (request) => ownPage(request, { booked: request.query.booked === 'yes' }),
  }),
  post('/me/appointments', {
    door: writingOwn,
    form: ownBookingForm,
    handle: async (request) => {
      const { tx, ui, form, platform } = request
      if (!form.ok) return ownPage(request, form)
      const outcome = await bookOwnAppointment(tx, platform, form.value)
      return outcome.ok ? seeOther(ui.to('/me/appointments?booked=yes')) : ownPage(request, { typed: form.typed, errors: refusalOf(outcome.reason, bookingFields) })
    },
  }),
  post('/me/appointments/:id/cancel', {
    door: writingOwn,
    handle: async (request) => {
      const { tx, ui, params, platform } = request
      const outcome = await moveAppointment(tx, platform, params['id'] ?? '', 'cancel-for-customer')
      if (outcome.ok) return seeOther(ui.to('/me/appointments'))
      return outcome.reason === 'not-found' ? notFound : ownPage(request, { errors: refusalOf(outcome.reason) })
    },
  }),
]
