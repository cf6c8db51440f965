import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Ground } from '../../measures/index'

export const watched = ['same-day', 'month-end', 'reported-only', 'groups-in', 'groups-placed', 'kept'] as const
export type Watched = (typeof watched)[number]
export interface WatchLine {
  readonly key: Watched
  readonly part: number
  readonly whole: number
}

/**
 * What a figure could hide: people placed on the day they registered, entries of the last two days of a month, placements that
 * nobody confirmed, special groups among those who came and those who were placed, and who still works after three months.
 */
export async function readWatch({ reader, platform }: Ground, centre: string | null, { from, to }: { from: CalendarDate; to: CalendarDate }): Promise<WatchLine[]> {
  const declared = platform.country.groups.filter(({ kind }) => kind === 'declared').map(({ code }) => code)
  const at = centre === null ? sql`` : sql`and centre_code = ${centre}`
  const during = sql`in_use and fact_date between ${from}::date and ${to}::date ${at}`
  const isLast = sql`entered_on > (date_trunc('month', entered_on) + interval '1 month - 3 days')::date`
  const pair = (key: Watched, view: string, part: ReturnType<typeof sql>, whole = sql`true`) => sql`select ${key}::text as key, count(*) filter (where ${part})::int as part, count(*)::int as whole from ${sql.table(view)} where ${during} and ${whole}`
  const employed = sql`kind = 'employment'`
  const lines = [
    pair('same-day', 'fact_placement', sql`days_from_registration = 0`, sql`confirmed and ${employed} and days_from_registration is not null`), pair('month-end', 'fact_service', isLast), pair('reported-only', 'fact_placement', sql`not confirmed`, employed),
    pair('groups-in', 'fact_registration', sql`groups && ${declared}::text[]`), pair('groups-placed', 'fact_placement', sql`groups && ${declared}::text[]`, sql`confirmed and ${employed}`),
    pair('kept', 'fact_follow_up', sql`employed`, sql`round = 3 and window_closed and outcome is not null`),
  ]
  const { rows } = await reader.statistics(({ db }) => sql<WatchLine>`${sql.join(lines, sql` union all `)}`.execute(db))
  return watched.flatMap((key) => rows.filter((row) => row.key === key))
}
