import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'

export interface Deferral {
  item_kind: string
  item_id: string
  until_day: CalendarDate
  reason: string
}

/** Items of a centre that are put off beyond today; the latest word counts. */
export async function listDeferrals(reader: Reader, centreId: string): Promise<Map<string, Deferral>> {
  const rows = await reader.db
    .selectFrom('desk_deferral')
    .select(['item_kind', 'item_id', 'until_day', 'reason'])
    .where('centre_id', '=', centreId)
    .where('until_day', '>', reader.context.today)
    .orderBy('id')
    .limit(5000)
    .execute()
  return new Map(rows.map((row) => [`${row.item_kind} ${row.item_id}`, row as Deferral]))
}
