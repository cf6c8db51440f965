import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { parsePublicCode } from '../../../kernel/code'
import { parseSearchQuery } from '../../../platform/text/query'
import type { State } from '../model'

export interface ListFilter {
  /** Null: every centre. */
  centreIds: readonly string[] | null
  employerId?: string
  words: string
  state: State | null
  ownerId: string | null
  page: number
}
export interface ListRow {
  id: string
  code: string
  employerId: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  state: State
  posts: number
  filled: number
  receivedOn: CalendarDate | null
  validUntil: CalendarDate | null
  stateReason: string | null
}

/** The vacancies of some centres or of one employer, newest first. */
export async function listVacancies(reader: Reader, filter: ListFilter, size: number): Promise<{ rows: ListRow[]; total: number }> {
  const code = parsePublicCode(filter.words)
  const tokens = parseSearchQuery(filter.words).parts.flatMap((part) => part.tokens)
  const conditions = [
    filter.centreIds === null ? sql`true` : sql`v.centre_id = any (${filter.centreIds}::uuid[])`,
    filter.employerId ? sql`v.employer_id = ${filter.employerId}` : sql`true`,
    filter.state ? sql`v.state = ${filter.state}` : sql`true`,
    filter.ownerId ? sql`v.owner_id = ${filter.ownerId}` : sql`true`,
    code.ok ? sql`v.code = ${code.value}` : tokens.length > 0 ? sql`v.find_tokens @> ${tokens}::text[]` : sql`true`,
  ]
  const { rows } = await sql<ListRow & { total: number }>`
    select v.id, v.code, v.employer_id as "employerId", v.title_km as "titleKm", v.title_lo as "titleLo", v.title_en as "titleEn", v.state, v.posts, v.filled,
      v.received_on as "receivedOn", v.valid_until as "validUntil", v.state_reason as "stateReason", count(*) over ()::int as total
    from vacancy v where ${sql.join(conditions, sql` and `)} order by v.received_on desc nulls first, v.id desc limit ${size} offset ${(filter.page - 1) * size}`.execute(reader.db)
  return { rows, total: rows[0]?.total ?? 0 }
}

export async function countWaiting(reader: Reader, centreIds: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from vacancy where state = 'inspecting' and ${centreIds === null ? sql`true` : sql`centre_id = any (${centreIds}::uuid[])`}`.execute(reader.db)
  return rows[0]?.n ?? 0
}
