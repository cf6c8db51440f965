import { sql } from 'kysely'
import { addDays, type CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import type { DeskItem, DeskProvider } from '../../platform/providers'
import { listOpenPairs } from './queries/duplicates'
import { listPending } from './queries/registrations'
import { warningDays } from './rules'

interface Due {
  kind: 'expiring' | 'not-coded'
  id: string
  personId: string
  since: CalendarDate
  due: CalendarDate | null
  ownerId: string | null
}

/** Registrations that end soon and cannot be asked by message, and wanted work without an occupation code. */
async function listDue(reader: Reader): Promise<Due[]> {
  const { today } = reader.context
  const { rows } = await sql<Due>`
    select * from (select 'expiring' as kind, r.id, r.person_id as "personId", r.expires_on - ${warningDays}::int as since, r.expires_on as due,
        (select c.account_id from caseload c where c.person_id = r.person_id and c.kind = 'main' and c.to_day is null limit 1) as "ownerId"
      from registration r
      where r.state = 'active' and r.expires_on <= ${addDays(today, warningDays)} and r.centre_id = any ((select scope_centres())::uuid[])
        and not (exists (select 1 from person_contact t where t.person_id = r.person_id and t.kind = 'phone' and t.e164 is not null and t.ended_on is null)
          and exists (select 1 from consent c where c.person_id = r.person_id and c.purpose = 'contact-sms' and c.answer = 'given' and c.withdrawn_at is null))
      order by r.expires_on limit 100) expiring
    union all
    select * from (select 'not-coded', w.id, w.person_id, w.created_at::date, null::date,
        (select c.account_id from caseload c where c.person_id = w.person_id and c.kind = 'main' and c.to_day is null limit 1)
      from registration r join wish w on w.person_id = r.person_id and w.isco is null and w.ended_on is null
      where r.state = 'active' and r.centre_id = any ((select scope_centres())::uuid[]) order by w.created_at limit 100) uncoded`.execute(reader.db)
  return rows
}

const pathOf = { expiring: '/registration', 'not-coded': '/occupation' } as const

/** What waits for somebody at the centre: pending registrations, pairs to decide, registrations that end, work without a code. */
export const jobseekerDesk: DeskProvider = async (reader) => {
  const [pending, pairs, due] = [await listPending(reader), await listOpenPairs(reader), await listDue(reader)]
  const item = (personId: string, path: string) => ({ capability: 'jobseekers', about: '', customer: { personId }, href: `/jobseekers/${personId}${path}` })
  return [
    ...pending.map(({ id, personId, submittedOn, reviewDueOn }): DeskItem => ({ ...item(personId, '/review'), kind: 'pending', id, since: submittedOn, due: reviewDueOn, ownerId: null })),
    ...pairs.map(({ id, personId, since, dueOn }): DeskItem => ({ ...item(personId, '/review'), kind: 'duplicate', id, since, due: dueOn, ownerId: null })),
    ...due.map(({ kind, id, personId, since, due: day, ownerId }): DeskItem => ({ ...item(personId, pathOf[kind]), kind, id, since, due: day, ownerId })),
  ]
}
