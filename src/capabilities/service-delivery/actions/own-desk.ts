import { addDays } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { DeskItem } from '../../../platform/providers'
import { listForDesk, listMissing } from '../queries/appointments'
import { nameCustomers } from '../queries/customers'
import { listNextSteps } from '../queries/services'
import { listPlanWork } from '../queries/plans'
import { listPresent } from '../queries/visits'
import { noShowsBeforeCall, resultDue } from '../rules/appointments'
import { workingCalendar } from '../rules/clock'
import { daysToAgree } from '../rules/plans'
import { longWaitMinutes, minutesBetween } from '../rules/visits'

const capability = 'service-delivery'

type Customer = Pick<DeskItem, 'customer'>
const person = (id: string): Customer => ({ customer: { personId: id } })
const ofRow = ({ person_id, employer_id }: { person_id: string | null; employer_id: string | null }): Customer =>
  person_id !== null ? person(person_id) : employer_id !== null ? { customer: { employerId: employer_id } } : {}
const rowOf = ({ customer }: DeskItem) => ({ person_id: customer && 'personId' in customer ? customer.personId : null, employer_id: customer && 'employerId' in customer ? customer.employerId : null })

/** Puts the names into the rows that are shown. */
export async function nameShown(reader: Reader, items: readonly DeskItem[], language: string): Promise<DeskItem[]> {
  const names = await nameCustomers(reader, items.map(rowOf), language, 'desk')
  return items.map((item) => ({ ...item, about: [names.of(rowOf(item)), item.about].filter(Boolean).join(' · ') }))
}

/** Appointments of today and without a result, people who wait long, agreed next steps, people who missed twice. */
export async function listOwnDeskItems(reader: Reader, platform: Platform): Promise<DeskItem[]> {
  const { actor, today } = reader.context
  if (!actor.centreId) return []
  return [...(await appointmentItems(reader, platform)), ...(await visitItems(reader)), ...(await nextStepItems(reader)), ...(await missingItems(reader, today)), ...(await planItems(reader))]
}

async function appointmentItems(reader: Reader, { country }: Platform): Promise<DeskItem[]> {
  const { today } = reader.context
  const rows = await listForDesk(reader, addDays(today, 1))
  return rows.flatMap((row) => {
    const item = {
      capability, id: row.id, since: row.booked_on, ownerId: row.account_id, href: `/appointments/${row.id}`,
      about: row.starts.slice(0, 5), ...ofRow(row),
    }
    if (row.state === 'needs-result' || row.day < today) {
      return [{ ...item, kind: 'appointment-result', since: row.day, due: row.result_due_on ?? resultDue(row.day, workingCalendar(country)) }]
    }
    if (row.day === today) return [{ ...item, kind: 'appointment-today', due: today, urgent: true }]
    const unreached = row.reminded_at === null && row.booked_on < today
    return unreached ? [{ ...item, kind: 'appointment-call', due: today }] : []
  })
}

async function visitItems(reader: Reader): Promise<DeskItem[]> {
  const { actor, now, today } = reader.context
  const present = await listPresent(reader, actor.centreId ?? '', today)
  return present
    .filter(({ state, arrived_at }) => state === 'waiting' && minutesBetween(arrived_at, now) > longWaitMinutes)
    .map(({ id, ticket }) => ({ capability, kind: 'visitor-waiting', id, about: String(ticket), since: today, due: today, ownerId: null, href: `/visits/${id}`, urgent: true }))
}

async function nextStepItems(reader: Reader): Promise<DeskItem[]> {
  const rows = await listNextSteps(reader, addDays(reader.context.today, 7))
  return rows.map((row) => ({
    capability, kind: 'next-step', id: row.id, about: row.next_step ?? '', ...ofRow(row), since: row.given_on as DeskItem['since'],
    due: row.next_due_on as DeskItem['due'], ownerId: row.account_id, href: `/services/${row.id}`,
  }))
}

async function missingItems(reader: Reader, today: DeskItem['since']): Promise<DeskItem[]> {
  const rows = await listMissing(reader, noShowsBeforeCall)
  return rows.map((row) => ({
    capability, kind: 'missed-twice', id: row.person_id, about: '', ...person(row.person_id), since: row.last_day, due: today, ownerId: row.account_id, href: `/jobseekers/${row.person_id}`,
  }))
}

async function planItems(reader: Reader): Promise<DeskItem[]> {
  const { today } = reader.context
  const rows = await listPlanWork(reader, addDays(today, 3), addDays(today, -daysToAgree))
  return rows.map((row) => ({
    capability, kind: row.kind, id: row.id, about: row.what ?? '', ...person(row.person_id), since: row.since, due: row.due,
    ownerId: row.account_id, href: row.plan_id ? `/plans/${row.plan_id}` : `/plans?person=${row.person_id}`,
  }))
}
