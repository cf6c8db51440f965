import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { AlikeCount } from '../rules/alike'
import type { Centres } from './panel'

export async function listAlike(reader: Reader, centres: Centres, since: CalendarDate): Promise<AlikeCount[]> {
  const { rows } = await sql<AlikeCount>`
    select major, isced, kind, code, people, exposure::float8 as exposure, referred, wage, km from match_alike(${centres}::uuid[], ${since}) order by major, isced nulls first, kind desc, code`.execute(reader.db)
  return rows
}

/** How often the last assignment, and plain lists of the same pairs, suggested a vacancy. */
export interface SpreadCount {
  day: CalendarDate
  postsLeft: number
  plainFirst: number
  plainExposure: number
  spreadFirst: number
  spreadExposure: number
}
export async function listSpread(reader: Reader, centres: Centres): Promise<SpreadCount[]> {
  const { rows } = await sql<SpreadCount>`
    select day, posts_left as "postsLeft", plain_first as "plainFirst", plain_exposure::float8 as "plainExposure", spread_first as "spreadFirst", spread_exposure::float8 as "spreadExposure"
    from match_spread where ${centres}::uuid[] is null or centre_id = any (${centres}::uuid[])`.execute(reader.db)
  return rows
}

/** Keeps what an assignment changed, for the panel, instead of what stood there before. `counts` by code of the vacancy. */
export async function keepSpread(tx: Tx, counts: readonly { code: string; plain: { first: number; exposure: number }; spread: { first: number; exposure: number } }[]): Promise<void> {
  const rows = counts.map(({ code, plain, spread }) => ({ code, plain_first: plain.first, plain_exposure: plain.exposure, spread_first: spread.first, spread_exposure: spread.exposure }))
  await sql`select match_keep_spread(${tx.context.today}, ${JSON.stringify(rows)}::jsonb)`.execute(tx.db)
}

export const hiddenJobReasons = ['no-occupation', 'no-place', 'no-skills', 'others-first'] as const
export const hiddenPeopleReasons = ['no-consent', 'no-occupation', 'no-contact', 'nothing-fits', 'others-first'] as const
export type HiddenReason = (typeof hiddenJobReasons)[number] | (typeof hiddenPeopleReasons)[number]

export interface Hidden {
  id: string
  why: HiddenReason
  /** Published, or registered. */
  since: CalendarDate
}
export interface HiddenPage {
  counts: Map<HiddenReason, number>
  rows: Hidden[]
}
interface Asked {
  why: HiddenReason | undefined
  most: number
  from: number
}

const pageOf = async (reader: Reader, rows: ReturnType<typeof sql>, { why, most, from }: Asked): Promise<HiddenPage> => {
  const counted = await sql<{ why: HiddenReason; count: number }>`select h.why, count(*)::int as count from (${rows}) h group by 1`.execute(reader.db)
  const named = most === 0 ? { rows: [] } : await sql<Hidden>`select h.id, h.why, h.since from (${rows}) h where ${why ?? null}::text is null or h.why = ${why ?? null} order by h.since, h.id limit ${most} offset ${from}`.execute(reader.db)
  return { counts: new Map(counted.rows.map(({ why: reason, count }) => [reason, count])), rows: named.rows }
}

/** Open vacancies in nobody's list since a day, with what is missing in them. `most` 0: counts alone. */
export const listHiddenJobs = (reader: Reader, centres: Centres, since: CalendarDate, asked: Asked): Promise<HiddenPage> =>
  pageOf(reader, sql`select vacancy_id as id, why, published_on as since from match_never_shown(${centres}::uuid[], ${since})`, asked)

/**
 * Registered people of the reader's centre whom no list of candidates held since a day, with the first thing that keeps them off. Whoever
 * agreed, has a coded occupation, was in contact and fits somewhere was not shown because others stood before them.
 */
export const listHiddenPeople = (reader: Reader, since: CalendarDate, silentSince: CalendarDate, asked: Asked): Promise<HiddenPage> =>
  pageOf(reader, sql`
    select r.person_id as id, r.accepted_on as since, case
        when not exists (select 1 from consent c where c.person_id = r.person_id and c.purpose = 'matching' and c.answer = 'given' and c.withdrawn_at is null) then 'no-consent'
        when not exists (select 1 from match_line l where l.person_id = r.person_id and l.isco is not null) then 'no-occupation'
        when coalesce(r.last_contact_on, r.accepted_on) < ${silentSince} then 'no-contact'
        when exists (select 1 from match_without w where w.person_id = r.person_id) then 'nothing-fits' else 'others-first' end as why
    from registration r join person p on p.id = r.person_id and p.state = 'current'
    where r.state = 'active' and r.accepted_on <= ${since} and r.centre_id = any ((select scope_centres())::uuid[])
      and not exists (select 1 from match_impression i join match_list l on l.id = i.list_id and l.kind = 'candidates' where i.person_id = r.person_id and i.made_on >= ${since})`, asked)
