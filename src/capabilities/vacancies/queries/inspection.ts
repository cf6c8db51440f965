import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'

export interface QueueRow {
  id: string
  code: string
  employerId: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  posts: number
  receivedOn: CalendarDate | null
  dueOn: CalendarDate | null
  createdBy: string | null
  centreId: string
  /** Rules that stand open, such as R2 or ET. */
  flags: string[]
}

/** The queue of the reader's centres, oldest first. `flagged` narrows to those with or without flags. */
export async function listQueue(reader: Reader, { centreIds, flagged, size, skip }: { centreIds: readonly string[] | null; flagged: boolean | null; size: number; skip: number }): Promise<{ rows: QueueRow[]; total: number }> {
  const ofCentres = centreIds === null ? sql`true` : sql`v.centre_id = any (${centreIds}::uuid[])`
  const open = sql`exists (select 1 from vacancy_finding f where f.vacancy_id = v.id and f.decision is distinct from 'removed')`
  const narrowed = flagged === null ? sql`true` : flagged ? open : sql`not ${open}`
  const { rows } = await sql<QueueRow & { total: number }>`
    select v.id, v.code, v.employer_id as "employerId", v.title_km as "titleKm", v.title_lo as "titleLo", v.title_en as "titleEn", v.posts, v.received_on as "receivedOn",
      v.decision_due_on as "dueOn", v.created_by as "createdBy", v.centre_id as "centreId",
      array(select distinct f.rule from vacancy_finding f where f.vacancy_id = v.id and f.decision is distinct from 'removed' order by 1) as flags,
      count(*) over ()::int as total
    from vacancy v where v.state = 'inspecting' and ${ofCentres} and ${narrowed}
    order by v.decision_due_on nulls last, v.id limit ${size} offset ${skip}`.execute(reader.db)
  return { rows, total: rows[0]?.total ?? 0 }
}

export interface Unflagged {
  id: string
  employerId: string
  centreId: string
}
/** Waiting vacancies without any flag but "employer not verified", which the caller checks. Oldest first. */
export async function listUnflagged(reader: Reader, { notEnteredBy, ids, limit }: { notEnteredBy: string; ids: readonly string[] | null; limit: number }): Promise<Unflagged[]> {
  const among = ids === null ? sql`true` : sql`v.id = any (${ids}::uuid[])`
  const { rows } = await sql<Unflagged>`
    select v.id, v.employer_id as "employerId", v.centre_id as "centreId" from vacancy v
    where v.state = 'inspecting' and ${among} and v.created_by is distinct from ${notEnteredBy}::uuid
      and not exists (select 1 from vacancy_finding f where f.vacancy_id = v.id and f.rule <> 'R1' and f.decision is distinct from 'removed')
    order by v.decision_due_on nulls last, v.id limit ${limit} for update of v skip locked`.execute(reader.db)
  return rows
}

/** Past vacancies of the same employer, newest first, for the inspector to compare. */
export const listEarlier = (reader: Reader, employerId: string, exceptId: string) =>
  reader.db
    .selectFrom('vacancy')
    .select(['id', 'code', 'title_km as titleKm', 'title_lo as titleLo', 'title_en as titleEn', 'state', 'received_on as receivedOn', 'posts'])
    .where('employer_id', '=', employerId)
    .where('id', '<>', exceptId)
    .orderBy('received_on', 'desc')
    .limit(5)
    .execute()
