import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import { type Audience, rowsPerPage, type Sex, type VisitState } from '../model'

export interface VisitRecord {
  id: string
  version: number
  centre_id: string
  visited_on: CalendarDate
  ticket: number
  arrived_at: Date
  audience: Audience
  sex: Sex
  age_band: string
  purposes: string[]
  person_id: string | null
  employer_id: string | null
  called_at: Date | null
  left_at: Date | null
  state: VisitState
  closed_by_clock: boolean
}

const columns = [
  'id', 'version', 'centre_id', 'visited_on', 'ticket', 'arrived_at', 'audience', 'sex', 'age_band', 'purposes', 'person_id', 'employer_id', 'called_at', 'left_at',
  'state', 'closed_by_clock',
] as const

/** Takes the next ticket numbers of a centre and day: without gaps or doubles, because the row stays locked until the commit. Answers with the last one. */
export async function takeTickets(tx: Tx, centreId: string, day: CalendarDate, count = 1): Promise<number> {
  const { rows } = await sql<{ last_ticket: number }>`
    insert into visit_counter (centre_id, day, last_ticket) values (${centreId}, ${day}, ${count})
    on conflict (centre_id, day) do update set last_ticket = visit_counter.last_ticket + ${count} returning last_ticket`.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('no ticket was given')
  return row.last_ticket
}

export interface VisitFilter {
  day?: CalendarDate | undefined
  audience?: Audience | undefined
  state?: VisitState | undefined
  sex?: Sex | undefined
  purpose?: string | undefined
  identified?: 'yes' | 'no' | undefined
}

const filtered = (reader: Reader, centreId: string, filter: VisitFilter) => {
  let query = reader.db.selectFrom('visit').where('centre_id', '=', centreId)
  if (filter.day) query = query.where('visited_on', '=', filter.day)
  if (filter.audience) query = query.where('audience', '=', filter.audience)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.sex) query = query.where('sex', '=', filter.sex)
  if (filter.purpose) query = query.where(sql<boolean>`${filter.purpose} = any (purposes)`)
  if (filter.identified === 'yes') query = query.where((e) => e.or([e('person_id', 'is not', null), e('employer_id', 'is not', null)]))
  if (filter.identified === 'no') query = query.where('person_id', 'is', null).where('employer_id', 'is', null)
  return query
}

export async function listVisits(reader: Reader, centreId: string, filter: VisitFilter, page: number): Promise<{ rows: VisitRecord[]; total: number }> {
  const { count } = await filtered(reader, centreId, filter).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const rows = await filtered(reader, centreId, filter)
    .select(columns)
    .orderBy('visited_on', 'desc')
    .orderBy('ticket', 'desc')
    .limit(rowsPerPage)
    .offset((page - 1) * rowsPerPage)
    .execute()
  return { rows: rows as VisitRecord[], total: Number(count) }
}

/** For the API: the visits after a cursor, oldest first. Ids are made in the order of writing. */
export const listVisitsAfter = (reader: Reader, centreId: string, filter: VisitFilter, after: string | undefined, limit: number): Promise<VisitRecord[]> =>
  filtered(reader, centreId, filter)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .select(columns)
    .orderBy('id')
    .limit(limit)
    .execute() as Promise<VisitRecord[]>

/** Who is here now: waiting or called today, in the order of tickets. */
export const listPresent = (reader: Reader, centreId: string, day: CalendarDate): Promise<VisitRecord[]> =>
  reader.db.selectFrom('visit').select(columns).where('centre_id', '=', centreId).where('visited_on', '=', day).where('state', 'in', ['waiting', 'called']).orderBy('ticket').limit(300).execute() as Promise<VisitRecord[]>

export const countVisitsOf = async (reader: Reader, centreId: string, day: CalendarDate) => {
  const { rows } = await sql<{ all: number; female: number; male: number; distinct: number; mine: number }>`
    select count(*)::int as "all", count(*) filter (where sex = 'F')::int as female, count(*) filter (where sex = 'M')::int as male,
      count(distinct person_id)::int as "distinct", count(*) filter (where created_by = ${reader.context.actor.accountId})::int as mine
    from visit where centre_id = ${centreId} and visited_on = ${day}`.execute(reader.db)
  return rows[0] ?? { all: 0, female: 0, male: 0, distinct: 0, mine: 0 }
}

export const findVisit = (reader: Reader, id: string): Promise<VisitRecord | undefined> =>
  reader.db.selectFrom('visit').select(columns).where('id', '=', id).executeTakeFirst() as Promise<VisitRecord | undefined>

/** Identified visits of a day at which nobody wrote down a service to the same customer. */
export async function listVisitsWithoutService(reader: Reader, centreId: string, day: CalendarDate): Promise<VisitRecord[]> {
  const { rows } = await sql<VisitRecord>`
    select ${sql.join(columns.map((name) => sql.ref(`v.${name}`)))} from visit v
    where v.centre_id = ${centreId} and v.visited_on = ${day} and v.state in ('waiting', 'called', 'served') and (v.person_id is not null or v.employer_id is not null)
      and not exists (select 1 from service_event s where not s.reversed and s.reverses_id is null and (s.visit_id = v.id
        or (s.given_on = v.visited_on and s.centre_id = v.centre_id and (s.person_id = v.person_id or s.employer_id = v.employer_id))))
    order by v.ticket limit 300`.execute(reader.db)
  return rows
}

export const countAnonymous = async (reader: Reader, centreId: string, day: CalendarDate): Promise<number> => {
  const row = await filtered(reader, centreId, { day, identified: 'no' }).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(row.count)
}

export const listVisitsOfPerson = (reader: Reader, personId: string) =>
  reader.db.selectFrom('visit').select(['id', 'visited_on', 'ticket', 'purposes', 'state', 'centre_id']).where('person_id', '=', personId).orderBy('visited_on', 'desc').limit(300).execute()
