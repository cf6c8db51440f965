import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { AppointmentState } from '../model'

export interface AppointmentRecord {
  id: string
  version: number
  centre_id: string
  slot_id: string
  person_id: string | null
  employer_id: string | null
  purpose: string
  channel: string
  state: AppointmentState
  reminded_at: Date | null
  visit_id: string | null
  booked_on: CalendarDate
  result_due_on: CalendarDate | null
  day: CalendarDate
  starts: string
  minutes: number
  account_id: string | null
  staff: string | null
}

const appointments = (reader: Reader) =>
  reader.db
    .selectFrom('appointment as a')
    .innerJoin('appointment_slot as s', 's.id', 'a.slot_id')
    .leftJoin('account as o', 'o.id', 's.account_id')
    .select([
      'a.id', 'a.version', 'a.centre_id', 'a.slot_id', 'a.person_id', 'a.employer_id', 'a.purpose', 'a.channel', 'a.state', 'a.reminded_at', 'a.visit_id', 'a.booked_on',
      'a.result_due_on', 's.day', 's.starts', 's.minutes', 's.account_id', 'o.display_name as staff',
    ])

export const findAppointment = (reader: Reader, id: string) => appointments(reader).where('a.id', '=', id).executeTakeFirst() as Promise<AppointmentRecord | undefined>

export interface AppointmentFilter {
  day?: CalendarDate | undefined
  state?: AppointmentState | undefined
  staff?: string | undefined
}

export const listAppointments = (reader: Reader, centreId: string, filter: AppointmentFilter, after?: string, limit = 200): Promise<AppointmentRecord[]> =>
  appointments(reader)
    .where('a.centre_id', '=', centreId)
    .$if(filter.day !== undefined, (query) => query.where('s.day', '=', filter.day as CalendarDate))
    .$if(filter.state !== undefined, (query) => query.where('a.state', '=', filter.state as AppointmentState))
    .$if(filter.staff !== undefined, (query) => query.where('s.account_id', '=', filter.staff as string))
    .$if(after !== undefined, (query) => query.where('a.id', '>', after as string).orderBy('a.id'))
    .orderBy('s.day', 'desc')
    .orderBy('s.starts')
    .orderBy('a.id')
    .limit(limit)
    .execute() as Promise<AppointmentRecord[]>

/** For the API: in the order of booking. */
export const listAppointmentsAfter = (reader: Reader, centreId: string, filter: AppointmentFilter, after: string | undefined, limit: number): Promise<AppointmentRecord[]> =>
  appointments(reader)
    .where('a.centre_id', '=', centreId)
    .$if(filter.day !== undefined, (query) => query.where('s.day', '=', filter.day as CalendarDate))
    .$if(filter.state !== undefined, (query) => query.where('a.state', '=', filter.state as AppointmentState))
    .$if(after !== undefined, (query) => query.where('a.id', '>', after as string))
    .orderBy('a.id')
    .limit(limit)
    .execute() as Promise<AppointmentRecord[]>

export const listAppointmentsOf = (reader: Reader, personId: string): Promise<AppointmentRecord[]> =>
  appointments(reader).where('a.person_id', '=', personId).orderBy('s.day', 'desc').orderBy('s.starts', 'desc').limit(100).execute() as Promise<AppointmentRecord[]>

/** Open appointments of a customer today, at the reader's centre. */
export const listExpectedToday = (reader: Reader, personId: string): Promise<AppointmentRecord[]> =>
  appointments(reader).where('a.person_id', '=', personId).where('a.state', '=', 'booked').where('s.day', '=', reader.context.today).orderBy('s.starts').execute() as Promise<AppointmentRecord[]>

/** What the desk must know: today's, those without a result, and tomorrow's that could not be reminded. */
export const listForDesk = (reader: Reader, until: CalendarDate): Promise<AppointmentRecord[]> =>
  appointments(reader)
    .where('a.centre_id', '=', reader.context.actor.centreId)
    .where('a.state', 'in', ['booked', 'arrived', 'needs-result'])
    .where('s.day', '<=', until)
    .orderBy('s.day')
    .orderBy('s.starts')
    .limit(1000)
    .execute() as Promise<AppointmentRecord[]>

export interface SlotRecord {
  id: string
  centre_id: string
  account_id: string | null
  staff: string | null
  day: CalendarDate
  starts: string
  minutes: number
  capacity: number
  taken: number
  version: number
}

const slots = (reader: Reader) =>
  reader.db
    .selectFrom('appointment_slot as s')
    .leftJoin('account as o', 'o.id', 's.account_id')
    .select(['s.id', 's.centre_id', 's.account_id', 'o.display_name as staff', 's.day', 's.starts', 's.minutes', 's.capacity', 's.taken', 's.version'])

export const listSlots = (reader: Reader, centreId: string, day: CalendarDate): Promise<SlotRecord[]> =>
  slots(reader).where('s.centre_id', '=', centreId).where('s.day', '=', day).orderBy('s.starts').orderBy('s.id').limit(300).execute() as Promise<SlotRecord[]>

/** Times with a free seat from a day on; those of today that have begun are left out. */
export const listFreeSlots = (reader: Reader, centreId: string, from: CalendarDate, to: CalendarDate, fromTime: string): Promise<SlotRecord[]> =>
  slots(reader)
    .where('s.centre_id', '=', centreId)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .where(sql<boolean>`s.taken < s.capacity`)
    .where((e) => e.or([e('s.day', '>', reader.context.today), e('s.starts', '>', fromTime)]))
    .orderBy('s.day')
    .orderBy('s.starts')
    .limit(120)
    .execute() as Promise<SlotRecord[]>

export const findSlot = (reader: Reader, id: string) => slots(reader).where('s.id', '=', id).executeTakeFirst() as Promise<SlotRecord | undefined>

/** Takes one seat of a slot; false when none is left. The database counts, so two callers never get the same seat. */
export async function bookSeat(tx: Tx, slotId: string): Promise<boolean> {
  const { rows } = await sql<{ booked: boolean }>`select book_seat(${slotId}) as booked`.execute(tx.db)
  return rows[0]?.booked === true
}

export const releaseSeat = (tx: Tx, slotId: string) => sql`select release_seat(${slotId})`.execute(tx.db)

/** People who missed appointments and to whom nothing has happened since: no visit, no service, no kept appointment. */
export async function listMissing(reader: Reader, atLeast: number): Promise<{ person_id: string; missed: number; last_day: CalendarDate; account_id: string | null }[]> {
  const { rows } = await sql<{ person_id: string; missed: number; last_day: CalendarDate; account_id: string | null }>`
    select m.person_id, m.missed, m.last_day, (select c.account_id from caseload c where c.person_id = m.person_id and c.kind = 'main' and c.to_day is null limit 1) as account_id
    from (select a.person_id, count(*)::int as missed, max(s.day) as last_day from appointment a join appointment_slot s on s.id = a.slot_id
      where a.centre_id = ${reader.context.actor.centreId} and a.state = 'no-show' and a.person_id is not null group by a.person_id having count(*) >= ${atLeast}) m
    where not exists (select 1 from visit v where v.person_id = m.person_id and v.visited_on > m.last_day)
      and not exists (select 1 from service_event e where e.person_id = m.person_id and e.given_on > m.last_day and not e.reversed) limit 300`.execute(reader.db)
  return rows
}
