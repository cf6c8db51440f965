import type { Reader } from '../../../platform/db/database'
import type { HistoryEntry } from '../../../platform/providers'
import { listAppointmentsOf } from '../queries/appointments'
import { listPlansOf, listProfileRuns } from '../queries/plans'
import { listServicesOf } from '../queries/services'
import { listVisitsOfPerson } from '../queries/visits'

/** Visits, services and appointments of a person, for the one time line of the person page. */
export async function listServiceHistory(reader: Reader, personId: string): Promise<HistoryEntry[]> {
  const services = await listServicesOf(reader, { kind: 'person', id: personId })
  const visits = await listVisitsOfPerson(reader, personId)
  const appointments = await listAppointmentsOf(reader, personId)
  const profiles = await listProfileRuns(reader, personId)
  const plans = await listPlansOf(reader, personId)
  return [
    ...profiles.map(({ run_on }) => ({ on: run_on as HistoryEntry['on'], key: 'service-delivery.history.profile', parameters: {}, href: `/profiles?person=${personId}` })),
    ...plans.flatMap(({ id, agreed_on }) => (agreed_on ? [{ on: agreed_on, key: 'service-delivery.history.plan', parameters: {}, href: `/plans/${id}` }] : [])),
    ...services.map(({ id, given_on, service_code, reversed }) => ({
      on: given_on, key: reversed ? 'service-delivery.history.service-taken-back' : 'service-delivery.history.service', parameters: { serviceCode: service_code }, href: `/services/${id}`,
    })),
    ...visits.map(({ id, visited_on, purposes, ticket }) => ({
      on: visited_on as HistoryEntry['on'], key: 'service-delivery.history.visit', parameters: { visitPurposeCode: purposes[0] ?? 'other', ticket }, href: `/visits/${id}`,
    })),
    ...appointments.map(({ id, day, state, starts }) => ({
      on: day, key: `service-delivery.history.appointment-${state}`, parameters: { time: starts.slice(0, 5) }, href: `/appointments/${id}`,
    })),
  ]
}
