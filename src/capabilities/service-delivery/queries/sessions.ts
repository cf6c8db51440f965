import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import { rowsPerPage } from '../model'

const columns = [
  'g.id', 'g.version', 'g.centre_id', 'g.account_id', 'a.display_name as staff', 'g.service_code', 'g.topic', 'g.place', 'g.held_on', 'g.seats', 'g.taken', 'g.unnamed_f',
  'g.unnamed_m', 'g.unnamed_ns', 'g.minutes',
] as const

const sessions = (reader: Reader) => reader.db.selectFrom('group_session as g').leftJoin('account as a', 'a.id', 'g.account_id').select(columns)

export type SessionRecord = NonNullable<Awaited<ReturnType<typeof findSession>>>

export const findSession = (reader: Reader, id: string) => sessions(reader).where('g.id', '=', id).executeTakeFirst()

export interface SessionFilter {
  from?: CalendarDate | undefined
  to?: CalendarDate | undefined
  code?: string | undefined
}

export const listSessions = (reader: Reader, centreId: string, filter: SessionFilter, page: number) =>
  sessions(reader)
    .where('g.centre_id', '=', centreId)
    .$if(filter.from !== undefined, (query) => query.where('g.held_on', '>=', filter.from as CalendarDate))
    .$if(filter.to !== undefined, (query) => query.where('g.held_on', '<=', filter.to as CalendarDate))
    .$if(filter.code !== undefined, (query) => query.where('g.service_code', '=', filter.code as string))
    .orderBy('g.held_on', 'desc')
    .orderBy('g.id', 'desc')
    .limit(rowsPerPage + 1)
    .offset((page - 1) * rowsPerPage)
    .execute()

/** Who attended, by name; services taken back are left out. */
export const listAttendees = (reader: Reader, sessionId: string) =>
  reader.db
    .selectFrom('service_event as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 's.employer_id', 'p.sex', 'p.card_number'])
    .where('s.group_session_id', '=', sessionId)
    .where('s.reversed', '=', false)
    .where('s.reverses_id', 'is', null)
    .orderBy('s.id')
    .limit(2000)
    .execute()

/** Takes seats; false when there are not so many left. The table refuses more than `seats` whatever asks. */
export async function takeSeats(tx: Tx, sessionId: string, count: number): Promise<boolean> {
  const done = await tx.db
    .updateTable('group_session')
    .set((e) => ({ taken: e('taken', '+', count), version: e('version', '+', 1) }))
    .where('id', '=', sessionId)
    .where(sql<boolean>`taken + ${count} <= seats`)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}
