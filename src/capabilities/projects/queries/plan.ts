import type { Reader } from '../../../platform/db/database'
import type { PlanLine } from '../plan/work-plan'

/** Activities that have planned months. */
export async function listPlan({ db }: Reader, projectId: string): Promise<PlanLine[]> {
  const rows = await db.selectFrom('project_activity').select(['code', 'title', 'starts', 'ends', 'owner_post']).where('project_id', '=', projectId).where('starts', 'is not', null).orderBy('position').execute()
  return rows.map(({ code, title, starts, ends, owner_post: owner }) => ({ code, title, from: starts ?? '', to: ends ?? '', owner }))
}

export const listPlanned = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_activity').select(['code', 'title', 'starts', 'ends', 'owner_post', 'plan_version']).where('project_id', '=', projectId).orderBy('position').execute()
export type PlannedActivity = Awaited<ReturnType<typeof listPlanned>>[number]

/** The plan of a year that was adopted last. */
export async function findAdopted({ db }: Reader, projectId: string, year: number): Promise<{ number: number; adopted_at: Date; meeting: string | null; lines: PlanLine[] } | undefined> {
  const row = await db.selectFrom('project_work_plan as w').leftJoin('project_record as m', 'm.id', 'w.meeting_id').select(['w.number', 'w.adopted_at', 'w.activities', 'm.title as meeting']).where('w.project_id', '=', projectId).where('w.year', '=', year).orderBy('w.number', 'desc').limit(1).executeTakeFirst()
  return row && { number: row.number, adopted_at: row.adopted_at, meeting: row.meeting, lines: row.activities as unknown as PlanLine[] }
}

/** Meetings whose minutes are signed, newest first. */
export const listSignedMeetings = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_record').select(['id', 'title', 'happened_on']).where('project_id', '=', projectId).where('kind', '=', 'meeting').where('minutes_signed_on', 'is not', null).orderBy('happened_on', 'desc').execute()
