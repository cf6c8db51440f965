import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

/** The person with this card number, when the reader may see them. */
export async function findPersonIdByCard(reader: Reader, card: string): Promise<string | undefined> {
  const row = await reader.db.selectFrom('person').select('id').where('card_number', '=', card).where('state', '=', 'current').executeTakeFirst()
  return row?.id
}

/** People of one counsellor, or of the reader's whole centre, who agreed to matching; those heard from last come first. */
export async function listCaseloadIds(reader: Reader, accountId: string | null, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from match_person m where exists (
      select 1 from caseload c where c.person_id = m.person_id and c.kind = 'main' and c.to_day is null and c.centre_id = any ((select scope_centres())::uuid[]) and (${accountId}::uuid is null or c.account_id = ${accountId}))
    order by m.contact_on desc nulls last, m.code limit ${most}`.execute(reader.db)
  return rows.map(({ id }) => id)
}

/** What may be told of people of other centres: the work of the line that counts, and the district. */
export async function listAnonymous(reader: Reader, pairs: readonly { personId: string; line: number }[]): Promise<Map<string, { isco: string | null; district: string | null }>> {
  if (pairs.length === 0) return new Map()
  const { rows } = await sql<{ id: string; isco: string | null; district: string | null }>`
    select person_id as id, isco, district from match_anonymous(${pairs.map(({ personId }) => personId)}::uuid[], ${pairs.map(({ line }) => line)}::int[])`.execute(reader.db)
  return new Map(rows.map(({ id, ...about }) => [id, about]))
}
