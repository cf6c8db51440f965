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

/** The open centre that serves a district: one in the district, else one in its province, else headquarters. */
export async function findServingCentre(reader: Reader, place: { provinceCode: string | null; districtCode: string | null }): Promise<CentreLine | undefined> {
  return lines(reader)
    .where('centre.state', '=', 'open')
    .orderBy(sql`centre.kind in ('centre', 'satellite', 'labour-office') and centre.district_code is not distinct from ${place.districtCode}`, 'desc')
    .orderBy(sql`centre.kind in ('centre', 'satellite', 'labour-office') and centre.province_code is not distinct from ${place.provinceCode}`, 'desc')
    .orderBy(sql`centre.kind = 'headquarters'`, 'desc')
    .orderBy('centre.code')
    .limit(1)
    .executeTakeFirst()
}

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

export const findCentreRecord = (reader: Reader, code: string) => reader.db.selectFrom('centre').selectAll().where('code', '=', code).executeTakeFirst()
export type CentreRecord = NonNullable<Awaited<ReturnType<typeof findCentreRecord>>>

/** Established posts that have not ended. */
export const listPosts = (reader: Reader, centreId: string, today: CalendarDate) =>
  reader.db
    .selectFrom('post')
    .select(['id', 'role', 'established', 'from_day'])
    .where('centre_id', '=', centreId)
    .where((e) => e.or([e('to_day', 'is', null), e('to_day', '>=', today)]))
    .orderBy('role')
    .execute()

/** Who holds a post of the centre today or later. */
export const listHoldings = (reader: Reader, centreId: string, today: CalendarDate) =>
  reader.db
    .selectFrom('post_holding as h')
    .innerJoin('account as a', 'a.id', 'h.account_id')
    .select(['h.id', 'h.account_id', 'h.role', 'h.kind', 'h.from_day', 'h.to_day', 'h.end_reason', 'a.display_name', 'a.username', 'a.state'])
    .where('h.centre_id', '=', centreId)
    .where((e) => e.or([e('h.to_day', 'is', null), e('h.to_day', '>=', today)]))
    .orderBy('h.role')
    .orderBy('a.username')
    .limit(300)
    .execute()

/** For the API: centres after a code, in the order of their codes. */
export const listCentresAfter = (reader: Reader, after: string | null, province: string | null, limit: number): Promise<CentreLine[]> => {
  let found = lines(reader).where('centre.state', '<>', 'closed').orderBy('centre.code').limit(limit)
  if (after) found = found.where('centre.code', '>', after)
  if (province) found = found.where('centre.province_code', '=', province)
  return found.execute()
}

/** Hours of all centres at once, for the list. */
export const listAllHours = (reader: Reader) => reader.db.selectFrom('centre_hours').select(['centre_id', 'weekday', 'opens', 'closes']).orderBy('opens').execute()
export const listClosuresOn = (reader: Reader, day: CalendarDate) =>
  reader.db.selectFrom('centre_closure').select(['centre_id', 'from_day', 'to_day', 'reason']).where('from_day', '<=', day).where('to_day', '>=', day).execute()
