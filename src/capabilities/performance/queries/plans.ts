import { exact } from '../../../kernel/exact'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { type ActivityState, daysSilent, type Deliverable, percentComplete, plannedPercent, scheduleOf } from '../rules/activity'

export const findPlan = (reader: Reader, id: string) => reader.db.selectFrom('activity_plan as p').innerJoin('centre as c', 'c.id', 'p.centre_id').selectAll('p').select('c.code as centre_code').where('p.id', '=', id).executeTakeFirst()
export const listPlans = (reader: Reader, centreId: string | null) => {
  const found = reader.db.selectFrom('activity_plan as p').innerJoin('centre as c', 'c.id', 'p.centre_id').select(['p.id', 'p.title', 'p.period', 'p.state', 'p.seen_on', 'c.code as centre_code', 'p.centre_id'])
    .select((e) => e.selectFrom('plan_activity as a').select((x) => x.fn.countAll<number>().as('n')).whereRef('a.plan_id', '=', 'p.id').as('activities')).orderBy('p.period', 'desc').orderBy('c.code').limit(200)
  return (centreId === null ? found : found.where('p.centre_id', '=', centreId)).execute()
}

/** The activities of a plan with their deliverables, and how far they are on a day. */
export async function listActivities(reader: Reader, planId: string, today: CalendarDate) {
  const rows = await reader.db.selectFrom('plan_activity').selectAll().where('plan_id', '=', planId).orderBy('code').execute()
  const ids = rows.map(({ id }) => id)
  const deliverables = ids.length === 0 ? [] : await reader.db.selectFrom('plan_deliverable').selectAll().where('activity_id', 'in', ids).orderBy('created_at').orderBy('title').execute()
  const needs = ids.length === 0 ? [] : await reader.db.selectFrom('plan_dependency as d').innerJoin('plan_activity as a', 'a.id', 'd.needs_id').select(['d.activity_id', 'a.code', 'a.state']).where('d.activity_id', 'in', ids).execute()
  const kept = deliverables.length === 0 ? [] : await reader.db.selectFrom('plan_evidence').select(['id', 'deliverable_id', 'media_type', 'created_at']).where('deliverable_id', 'in', deliverables.map(({ id }) => id)).orderBy('created_at').execute()
  return rows.map((row) => {
    const own = deliverables.filter(({ activity_id }) => activity_id === row.id).map((one) => ({ ...one, files: kept.filter(({ deliverable_id }) => deliverable_id === one.id) }))
    const state = row.state as ActivityState
    const complete = percentComplete({ state, typed: row.typed_percent === null ? null : exact(row.typed_percent), deliverables: own.map((one) => ({ weight: exact(one.weight), state: one.state as Deliverable['state'] })) })
    const planned = plannedPercent({ startOn: row.start_on as CalendarDate | null, dueOn: row.due_on as CalendarDate | null }, today)
    return { ...row, state, deliverables: own, needs: needs.filter(({ activity_id }) => activity_id === row.id), complete, planned, schedule: scheduleOf(complete, planned), silent: daysSilent({ state, movedOn: row.moved_on as CalendarDate }, today) }
  })
}
export type ActivityLine = Awaited<ReturnType<typeof listActivities>>[number]

/** Activities meant to move a series, newest plan first. */
export const listMoving = (reader: Reader, seriesId: string) =>
  reader.db.selectFrom('plan_activity as a').innerJoin('activity_plan as p', 'p.id', 'a.plan_id').select(['a.id', 'a.code', 'a.title', 'a.owner_post', 'a.due_on', 'a.state', 'p.title as plan_title'])
    .where((e) => e(e.val(seriesId), '=', e.fn.any('a.moves'))).orderBy('p.period', 'desc').orderBy('a.code').limit(20).execute()
/** The newest plan of a centre that still takes activities. */
export const findOpenPlan = (reader: Reader, centreId: string) =>
  reader.db.selectFrom('activity_plan').select(['id', 'title']).where('centre_id', '=', centreId).where('state', '<>', 'closed').orderBy('period', 'desc').orderBy('created_at', 'desc').limit(1).executeTakeFirst()

export const findCycle = (reader: Reader, id: string) => reader.db.selectFrom('cycle as y').innerJoin('centre as c', 'c.id', 'y.centre_id').selectAll('y').select('c.code as centre_code').where('y.id', '=', id).executeTakeFirst()
export type CycleRecord = NonNullable<Awaited<ReturnType<typeof findCycle>>>
export const listCycles = (reader: Reader, centreId: string | null) => {
  const found = reader.db.selectFrom('cycle as y').innerJoin('centre as c', 'c.id', 'y.centre_id').select(['y.id', 'y.period', 'y.stage', 'y.state', 'y.facilitator_post', 'c.code as centre_code']).orderBy('y.period', 'desc').orderBy('c.code').limit(200)
  return (centreId === null ? found : found.where('y.centre_id', '=', centreId)).execute()
}
export const listEntries = (reader: Reader, cycleId: string) => reader.db.selectFrom('cycle_entry').selectAll().where('cycle_id', '=', cycleId).orderBy('created_at').execute()
export const listStageSteps = (reader: Reader, cycleId: string) => reader.db.selectFrom('cycle_stage').selectAll().where('cycle_id', '=', cycleId).orderBy('created_at').execute()

/** Staff of a centre with an open post, for "all, if fewer than three". */
export const countStaff = async (reader: Reader, centreId: string, today: CalendarDate): Promise<number> => {
  const row = await reader.db.selectFrom('post_holding').select((e) => e.fn.count<number>('account_id').distinct().as('n')).where('centre_id', '=', centreId).where((e) => e.or([e('to_day', 'is', null), e('to_day', '>=', today)])).executeTakeFirst()
  return Number(row?.n ?? 0)
}
