import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

/**
 * The staff member who answers for a referral: the person's counsellor, else the owner of the vacancy, else the chief of the
 * centre, else anyone who holds a post there, else headquarters. Undefined only where nobody holds a post at all.
 */
export async function findDueOwner(reader: Reader, about: { personId: string; vacancyId: string; centreId: string }): Promise<string | undefined> {
  const { today } = reader.context
  const { rows } = await sql<{ id: string }>`
    with holder as (select h.account_id, h.centre_id, h.role from post_holding h join account a on a.id = h.account_id and a.state = 'active'
      where h.from_day <= ${today} and (h.to_day is null or h.to_day >= ${today}))
    select holder.account_id as id from holder cross join lateral (select case
        when exists (select 1 from caseload c where c.person_id = ${about.personId} and c.account_id = holder.account_id and c.kind = 'main' and c.to_day is null) then 1
        when exists (select 1 from vacancy v where v.id = ${about.vacancyId} and v.owner_id = holder.account_id) then 2
        when holder.centre_id = ${about.centreId} and holder.role = 'chief' then 3
        when holder.centre_id = ${about.centreId} and holder.role = 'counsellor' then 4
        when holder.centre_id = ${about.centreId} then 5
        when holder.role = 'chief' then 6
        when holder.role = 'headquarters' then 7 end as rank) r
    where r.rank is not null order by r.rank, holder.account_id limit 1`.execute(reader.db)
  return rows[0]?.id
}
