import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { type Audience, type Channel, type Customer, rowsPerPage } from '../model'

export interface ServiceRecord {
  id: string
  created_at: Date
  centre_id: string
  account_id: string | null
  staff: string | null
  service_code: string
  audience: Audience
  person_id: string | null
  employer_id: string | null
  given_on: CalendarDate
  entered_on: CalendarDate
  minutes: number | null
  channel: Channel
  group_session_id: string | null
  visit_id: string | null
  source: 'manual' | 'automatic' | 'import'
  outcome: string | null
  next_step: string | null
  next_due_on: CalendarDate | null
  next_done_on: CalendarDate | null
  repeat_reason: string | null
  reverses_id: string | null
  reversed: boolean
  reversal_reason: string | null
  reversal_note: string | null
}

const records = (reader: Reader) =>
  reader.db
    .selectFrom('service_event as s')
    .leftJoin('account as a', 'a.id', 's.account_id')
    .select([
      's.id', 's.created_at', 's.centre_id', 's.account_id', 'a.display_name as staff', 's.service_code', 's.audience', 's.person_id', 's.employer_id', 's.given_on',
      's.entered_on', 's.minutes', 's.channel', 's.group_session_id', 's.visit_id', 's.source', 's.outcome', 's.next_step', 's.next_due_on', 's.next_done_on',
      's.repeat_reason', 's.reverses_id', 's.reversed', 's.reversal_reason', 's.reversal_note',
    ])

export interface ServiceFilter {
  from?: CalendarDate | undefined
  to?: CalendarDate | undefined
  code?: string | undefined
  staff?: string | undefined
  audience?: 'jobseeker' | 'employer' | undefined
  channel?: Channel | undefined
  source?: 'manual' | 'automatic' | 'import' | undefined
  late?: 'yes' | undefined
  taken_back?: 'yes' | undefined
}

function filtered<Query extends ReturnType<typeof records>>(query: Query, centreId: string, filter: ServiceFilter): Query {
  let narrowed = query.where('s.centre_id', '=', centreId).where('s.reverses_id', 'is', null).where('s.reversed', '=', filter.taken_back === 'yes')
  if (filter.from) narrowed = narrowed.where('s.given_on', '>=', filter.from)
  if (filter.to) narrowed = narrowed.where('s.given_on', '<=', filter.to)
  if (filter.code) narrowed = narrowed.where('s.service_code', '=', filter.code)
  if (filter.staff) narrowed = narrowed.where('s.account_id', '=', filter.staff)
  if (filter.audience) narrowed = narrowed.where('s.audience', '=', filter.audience)
  if (filter.channel) narrowed = narrowed.where('s.channel', '=', filter.channel)
  if (filter.source) narrowed = narrowed.where('s.source', '=', filter.source)
  if (filter.late) narrowed = narrowed.whereRef('s.entered_on', '>', 's.given_on')
  return narrowed as Query
}

/** Services of a centre; those taken back are listed apart. */
export async function listServices(reader: Reader, centreId: string, filter: ServiceFilter, page: number): Promise<{ rows: ServiceRecord[]; total: number }> {
  const { count } = await filtered(records(reader), centreId, filter)
    .clearSelect()
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await filtered(records(reader), centreId, filter)
    .orderBy('s.given_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(rowsPerPage)
    .offset((page - 1) * rowsPerPage)
    .execute()
  return { rows: rows as ServiceRecord[], total: Number(count) }
}

export const listServicesAfter = (reader: Reader, centreId: string, filter: ServiceFilter, after: string | undefined, limit: number): Promise<ServiceRecord[]> =>
  filtered(records(reader), centreId, filter)
    .$if(after !== undefined, (query) => query.where('s.id', '>', after ?? ''))
    .orderBy('s.id')
    .limit(limit)
    .execute() as Promise<ServiceRecord[]>

export const findService = (reader: Reader, id: string): Promise<ServiceRecord | undefined> =>
  records(reader).where('s.id', '=', id).executeTakeFirst() as Promise<ServiceRecord | undefined>

export const findReversal = (reader: Reader, id: string): Promise<ServiceRecord | undefined> =>
  records(reader).where('s.reverses_id', '=', id).executeTakeFirst() as Promise<ServiceRecord | undefined>

/** The note, when the reader's centre wrote it. */
export const findNote = async (reader: Reader, id: string): Promise<string | undefined> =>
  (await reader.db.selectFrom('service_note').select('body').where('service_event_id', '=', id).executeTakeFirst())?.body

export const listServicesOf = (reader: Reader, customer: Customer, limit = 300): Promise<ServiceRecord[]> =>
  records(reader)
    .where(customer.kind === 'person' ? 's.person_id' : 's.employer_id', '=', customer.id)
    .where('s.reverses_id', 'is', null)
    .orderBy('s.given_on', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit)
    .execute() as Promise<ServiceRecord[]>

/** The same manual service to the same customer on the same day, the latest. */
export const findSameService = (reader: Reader, customer: Customer, code: string, day: CalendarDate): Promise<ServiceRecord | undefined> =>
  records(reader)
    .where(customer.kind === 'person' ? 's.person_id' : 's.employer_id', '=', customer.id)
    .where('s.service_code', '=', code)
    .where('s.given_on', '=', day)
    .where('s.source', '=', 'manual')
    .where('s.reverses_id', 'is', null)
    .where('s.reversed', '=', false)
    .orderBy('s.id', 'desc')
    .limit(1)
    .executeTakeFirst() as Promise<ServiceRecord | undefined>

/** What an account did today, for the empty desk. */
export async function countDoneToday(reader: Reader, centreId: string): Promise<{ services: number; people: number; visits: number; appointments: number }> {
  const { today, actor } = reader.context
  const { rows } = await sql<{ services: number; people: number; visits: number; appointments: number }>`
    select (select count(*)::int from service_event s where s.account_id = ${actor.accountId} and s.entered_on = ${today} and not s.reversed and s.reverses_id is null) as services,
      (select count(distinct s.person_id)::int from service_event s where s.account_id = ${actor.accountId} and s.entered_on = ${today} and not s.reversed and s.reverses_id is null) as people,
      (select count(*)::int from visit v where v.centre_id = ${centreId} and v.visited_on = ${today}) as visits,
      (select count(*)::int from appointment a join appointment_slot l on l.id = a.slot_id where a.centre_id = ${centreId} and l.day = ${today} and a.state = 'done') as appointments`.execute(reader.db)
  return rows[0] ?? { services: 0, people: 0, visits: 0, appointments: 0 }
}

/** Agreed next steps that are open, with their day. */
export const listNextSteps = (reader: Reader, until: CalendarDate) =>
  reader.db
    .selectFrom('service_event')
    .select(['id', 'given_on', 'next_step', 'next_due_on', 'account_id', 'person_id', 'employer_id', 'centre_id'])
    .where('centre_id', '=', reader.context.actor.centreId)
    .where('next_due_on', 'is not', null)
    .where('next_due_on', '<=', until)
    .where('next_done_on', 'is', null)
    .where('reversed', '=', false)
    .where('reverses_id', 'is', null)
    .orderBy('next_due_on')
    .limit(1000)
    .execute()
