import { sql } from 'kysely'
import type { Duty, Role } from '../../kernel/actor'
import type { CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'

/** A staff account as the chief, headquarters and the administrator see it. */
export interface StaffLine {
  id: string
  username: string
  displayName: string
  role: Role
  state: 'invited' | 'active' | 'disabled'
  centreId: string | null
  centreCode: string | null
  duties: Duty[]
  /** Open request that another person must decide. */
  grantId: string | null
  grantedOnce: boolean
  lastSeen: Date | null
}

export interface StaffFilter {
  q?: string | null | undefined
  role?: string | undefined
  state?: string | undefined
  centreId?: string | null
  id?: string
}

const staffPage = 100

/** Staff in reach, by name. The centre is the post held today, else the one that was asked for. */
export async function listStaff(reader: Reader, today: CalendarDate, filter: StaffFilter): Promise<StaffLine[]> {
  const part = filter.q ? `%${filter.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%` : null
  const { rows } = await sql<StaffLine>`
    select a.id, a.username, coalesce(a.display_name, a.username) as "displayName", a.role, a.state, c.id as "centreId", c.code as "centreCode",
      array(select d.duty from account_duty d where d.account_id = a.id and d.ended_at is null order by 1) as duties,
      (select g.id from account_grant g where g.account_id = a.id and g.decision is null) as "grantId",
      exists (select 1 from account_grant g where g.account_id = a.id and g.decision = 'granted') as "grantedOnce",
      (select max(s.seen_at) from session s where s.account_id = a.id) as "lastSeen"
    from account a
    left join lateral (select p.centre_id from post_holding p where p.account_id = a.id and p.from_day <= ${today} and (p.to_day is null or p.to_day >= ${today})
      order by p.from_day desc limit 1) held on true
    left join lateral (select g.centre_id from account_grant g where g.account_id = a.id order by g.asked_at desc limit 1) asked on true
    left join centre c on c.id = coalesce(held.centre_id, asked.centre_id)
    where a.role not in ('jobseeker', 'employer')
      and (${filter.id ?? null}::uuid is null or a.id = ${filter.id ?? null}::uuid)
      and (${filter.centreId ?? null}::uuid is null or c.id = ${filter.centreId ?? null}::uuid)
      and (${filter.role || null}::text is null or a.role = ${filter.role || null})
      and (${filter.state || null}::text is null or a.state = ${filter.state || null})
      and (${part}::text is null or a.username ilike ${part} or a.display_name ilike ${part})
    order by c.code nulls first, a.username limit ${staffPage}`.execute(reader.db)
  return rows
}

export const findGrant = (reader: Reader, id: string) =>
  reader.db
    .selectFrom('account_grant as g')
    .innerJoin('account as a', 'a.id', 'g.account_id')
    .leftJoin('account as asker', 'asker.id', 'g.asked_by')
    .leftJoin('centre as c', 'c.id', 'g.centre_id')
    .select([
      'g.id', 'g.account_id', 'g.kind', 'g.centre_id', 'g.sex', 'g.duties', 'g.asked_by', 'g.asked_at', 'g.expires_at', 'g.decision', 'a.username', 'a.display_name', 'a.role', 'a.state',
      'asker.display_name as asked_by_name', 'c.code as centre_code',
    ])
    .where('g.id', '=', id)
    .executeTakeFirst()
export type GrantRecord = NonNullable<Awaited<ReturnType<typeof findGrant>>>

export const listCentreCodes = (reader: Reader) => reader.db.selectFrom('centre').select(['id', 'code']).where('state', '<>', 'closed').orderBy('code').limit(500).execute()

/** An invitation that can still be used, with its account. */
export const findInvitation = (reader: Reader, tokenHash: string) =>
  reader.db
    .selectFrom('invitation as i')
    .innerJoin('account as a', 'a.id', 'i.account_id')
    .select(['a.id', 'a.username', 'a.display_name', 'a.role', 'a.language'])
    .where('i.token_hash', '=', tokenHash)
    .where('i.used_at', 'is', null)
    .where('i.expires_at', '>', reader.context.now)
    .where('a.state', '=', 'invited')
    .executeTakeFirst()
