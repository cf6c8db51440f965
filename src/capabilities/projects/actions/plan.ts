import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { isMonthRange, planOfYear } from '../plan/work-plan'
import { listPlan } from '../queries/plan'

export type PlanRefusal = 'not-found' | 'stale' | 'not-a-range' | 'outside-project' | 'no-minutes' | 'nothing-planned'

export interface PlanEdit {
  from: string
  to: string
  owner: string
  version: number
}

/** Months and owner of an activity; both months empty take the plan away. */
export async function planActivity(tx: Tx, project: { id: string; start_planned: string; end_planned: string }, code: string, { from, to, owner, version }: PlanEdit): Promise<Outcome<void, PlanRefusal>> {
  const isEmpty = from === '' && to === ''
  if (!isEmpty && !isMonthRange(from, to)) return refused('not-a-range')
  if (!isEmpty && (from < project.start_planned || to > project.end_planned)) return refused('outside-project')
  const known = await tx.db.selectFrom('project_activity').select('id').where('project_id', '=', project.id).where('code', '=', code).executeTakeFirst()
  if (!known) return refused('not-found')
  const changed = await tx.db.updateTable('project_activity').set((eb) => ({ starts: isEmpty ? null : from, ends: isEmpty ? null : to, owner_post: owner.trim(), plan_version: eb('plan_version', '+', 1) })).where('id', '=', known.id).where('plan_version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  tx.note({ action: 'project.plan-activity', subjectKind: 'project', subjectId: project.id, fields: [code] })
  return done()
}

/** A meeting of the committee adopts the plan of a year; its signed minutes are compulsory. */
export async function adoptPlan(tx: Tx, projectId: string, year: number, meetingId: string): Promise<Outcome<void, PlanRefusal>> {
  const meeting = await tx.db.selectFrom('project_record').select('minutes_signed_on').where('id', '=', meetingId).where('project_id', '=', projectId).where('kind', '=', 'meeting').executeTakeFirst()
  if (!meeting) return refused('not-found')
  if (meeting.minutes_signed_on === null) return refused('no-minutes')
  const lines = planOfYear(await listPlan(tx, projectId), year)
  if (lines.length === 0) return refused('nothing-planned')
  const last = await tx.db.selectFrom('project_work_plan').select((eb) => eb.fn.max('number').as('number')).where('project_id', '=', projectId).where('year', '=', year).executeTakeFirst()
  await tx.db.insertInto('project_work_plan').values({
    id: newId(), project_id: projectId, year, number: (last?.number ?? 0) + 1, activities: JSON.stringify(lines), meeting_id: meetingId, adopted_at: tx.context.now, adopted_by: tx.context.actor.accountId,
  }).execute()
  tx.note({ action: 'project.adopt-plan', subjectKind: 'project', subjectId: projectId, fields: [String(year)] })
  return done()
}
