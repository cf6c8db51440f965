import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Reader, Tx } from '../../platform/db/database'

export interface CentreLine {
  id: string
  code: string
  kind: string
  state: string
  province_code: string | null
  district_code: string | null
  address: string | null
  phone: string | null
  /** Names by language. */
  names: Record<string, string>
}

const lines = (reader: Reader) =>
  reader.db
    .selectFrom('centre')
    .select(['centre.id', 'centre.code', 'centre.kind', 'centre.state', 'centre.province_code', 'centre.district_code', 'centre.address', 'centre.phone'])
    .select(sql<Record<string, string>>`(select coalesce(jsonb_object_agg(n.language, n.name), '{}') from centre_name n where n.centre_id = centre.id)`.as('names'))

export const listCentres = (reader: Reader): Promise<CentreLine[]> =>
  lines(reader).where('centre.state', '<>', 'closed').orderBy('centre.province_code').orderBy('centre.code').limit(500).execute()

export const findCentreByCode = (reader: Reader, code: string): Promise<CentreLine | undefined> =>
  lines(reader).where('centre.code', '=', code).executeTakeFirst()

export const findCentre = (reader: Reader, id: string): Promise<CentreLine | undefined> => lines(reader).where('centre.id', '=', id).executeTakeFirst()

export const listHours = (reader: Reader, centreId: string) =>
  reader.db.selectFrom('centre_hours').select(['weekday', 'opens', 'closes']).where('centre_id', '=', centreId).orderBy('weekday').orderBy('opens').execute()

export const listClosures = (reader: Reader, centreId: string, from: CalendarDate) =>
  reader.db.selectFrom('centre_closure').select(['from_day', 'to_day', 'reason']).where('centre_id', '=', centreId).where('to_day', '>=', from).orderBy('from_day').execute()

export const insertClosure = (tx: Tx, closure: { id: string; centreId: string; from: CalendarDate; to: CalendarDate; reason: string }) =>
  tx.db
    .insertInto('centre_closure')
    .values({
      id: closure.id, created_at: tx.context.now, created_by: tx.context.actor.accountId, centre_id: closure.centreId,
      from_day: closure.from, to_day: closure.to, reason: closure.reason,
    })
    .execute()
