import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import type { PlanState } from '../model'
import type { Band, Factor } from '../rules/profiling'

export interface ProfileRun {
  id: string
  person_id: string
  run_on: CalendarDate
  weights: string
  inputs: Record<string, unknown>
  points: Record<Factor, number>
  total: number
  band: Band | null
  override: Band | null
  override_reason: string | null
}

const runs = (reader: Reader) =>
  reader.db
    .selectFrom('profile_run as r')
    .leftJoin('profile_override as o', 'o.profile_run_id', 'r.id')
    .select(['r.id', 'r.person_id', 'r.run_on', 'r.weights', 'r.inputs', 'r.points', 'r.total', 'r.band', 'o.band as override', 'o.reason as override_reason'])

export const findProfileRun = (reader: Reader, id: string) => runs(reader).where('r.id', '=', id).executeTakeFirst() as Promise<ProfileRun | undefined>

export const findLatestProfile = (reader: Reader, personId: string) =>
  runs(reader).where('r.person_id', '=', personId).orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(1).executeTakeFirst() as Promise<ProfileRun | undefined>

export const listProfileRuns = (reader: Reader, personId: string) => reader.db.selectFrom('profile_run').select(['id', 'run_on']).where('person_id', '=', personId).orderBy('created_at', 'desc').limit(50).execute()

export interface PlanRecord {
  id: string
  version: number
  person_id: string
  employer_id: null
  centre_id: string
  account_id: string | null
  staff: string | null
  goal: string
  goal_place: string | null
  goal_by: CalendarDate | null
  band: Band
  state: PlanState
  agreed_on: CalendarDate | null
  agreed_how: string | null
  next_review_on: CalendarDate | null
  closed_on: CalendarDate | null
  close_reason: string | null
  follows_id: string | null
}

const plans = (reader: Reader) =>
  reader.db
    .selectFrom('plan as p')
    .leftJoin('account as a', 'a.id', 'p.account_id')
    .select([
      'p.id', 'p.version', 'p.person_id', 'p.centre_id', 'p.account_id', 'a.display_name as staff', 'p.goal', 'p.goal_place', 'p.goal_by', 'p.band', 'p.state', 'p.agreed_on',
      'p.agreed_how', 'p.next_review_on', 'p.closed_on', 'p.close_reason', 'p.follows_id',
    ])
    .select(sql<null>`null`.as('employer_id'))

export const findPlan = (reader: Reader, id: string) => plans(reader).where('p.id', '=', id).executeTakeFirst() as Promise<PlanRecord | undefined>

/** Of a person, the open one first. */
export const listPlansOf = (reader: Reader, personId: string) =>
  plans(reader).where('p.person_id', '=', personId).orderBy(sql`p.closed_on is not null`).orderBy('p.created_at', 'desc').limit(50).execute() as Promise<PlanRecord[]>

export const listPlanActions = (reader: Reader, planId: string) =>
  reader.db
    .selectFrom('plan_action as t')
    .leftJoin('account as a', 'a.id', 't.ticked_by')
    .select(['t.id', 't.version', 't.what', 't.who', 't.due_on', 't.state', 't.done_on', 't.reason', 'a.display_name as ticked', 'a.role as ticked_role'])
    .where('t.plan_id', '=', planId)
    .orderBy('t.due_on')
    .orderBy('t.id')
    .execute()
export type PlanActionRecord = Awaited<ReturnType<typeof listPlanActions>>[number]

export const listPlanReviews = (reader: Reader, planId: string) =>
  reader.db.selectFrom('plan_review').select(['id', 'reviewed_on', 'changed', 'next_review_on']).where('plan_id', '=', planId).orderBy('created_at', 'desc').execute()

/** Plans whose review is due, actions that are overdue, and people of band B and C without a plan after the days they have. */
export async function listPlanWork(reader: Reader, reviewsUntil: CalendarDate, acceptedUntil: CalendarDate) {
  const { today, actor } = reader.context
  const { rows } = await sql<{ kind: string; id: string; plan_id: string | null; person_id: string; what: string | null; since: CalendarDate; due: CalendarDate; account_id: string | null }>`
    select 'plan-review' as kind, p.id, p.id as plan_id, p.person_id, null as what, p.agreed_on as since, p.next_review_on as due, p.account_id
      from plan p where p.centre_id = ${actor.centreId} and p.state = 'active' and p.next_review_on <= ${reviewsUntil}
    union all
    select 'plan-action', t.id, p.id, p.person_id, t.what, p.agreed_on, t.due_on, p.account_id
      from plan_action t join plan p on p.id = t.plan_id where p.centre_id = ${actor.centreId} and p.state = 'active' and t.state in ('not-started', 'doing') and t.due_on < ${today}
    union all
    select 'plan-missing', r.person_id, null, r.person_id, null, r.accepted_on, r.accepted_on + 15,
        (select c.account_id from caseload c where c.person_id = r.person_id and c.centre_id = r.centre_id and c.kind = 'main' and c.to_day is null)
      from registration r
      join lateral (select coalesce(o.band, x.band) as band from profile_run x left join profile_override o on o.profile_run_id = x.id
        where x.person_id = r.person_id order by x.created_at desc limit 1) f on f.band in ('B', 'C')
      where r.centre_id = ${actor.centreId} and r.state = 'active' and r.accepted_on <= ${acceptedUntil}
        and not exists (select 1 from plan p where p.person_id = r.person_id and p.agreed_on is not null and p.state = 'active')
    limit 2000`.execute(reader.db)
  return rows
}
