import type { Reader } from '../../../platform/db/database'

export interface ReportLineOfProject {
  id: string
  sequence: number
  period_from: string
  period_to: string
  state: string
  digest: string | null
  source_digest: string | null
}

export const findProject = ({ db }: Reader, code: string) => db.selectFrom('project').selectAll().where('code', '=', code).executeTakeFirst()
export type ProjectRow = NonNullable<Awaited<ReturnType<typeof findProject>>>

export const listProjects = ({ db }: Reader) =>
  db.selectFrom('project as p').select(['p.id', 'p.code', 'p.title', 'p.donor', 'p.start_actual', 'p.end_actual', 'p.state'])
    .select((eb) => [
      eb.selectFrom('project_report as r').select((x) => x.fn.countAll<number>().as('n')).whereRef('r.project_id', '=', 'p.id').as('reports'),
      eb.selectFrom('project_series as s').select((x) => x.fn.countAll<number>().as('n')).whereRef('s.project_id', '=', 'p.id').as('series'),
      eb.selectFrom('project_report as r').select((x) => x.fn.max('r.period_to').as('to')).whereRef('r.project_id', '=', 'p.id').as('reported_to'),
    ]).orderBy('p.code').execute()

/** Reports that left the house, newest first. */
export const listPublished = ({ db }: Reader) =>
  db.selectFrom('project_report as r').innerJoin('project as p', 'p.id', 'r.project_id').select(['p.code', 'p.title', 'p.donor', 'r.sequence', 'r.period_from', 'r.period_to']).where('r.state', '=', 'sent')
    .orderBy('r.period_to', 'desc').orderBy('p.code').limit(200).execute()

export const listReports = ({ db }: Reader, projectId: string): Promise<ReportLineOfProject[]> =>
  db.selectFrom('project_report').select(['id', 'sequence', 'period_from', 'period_to', 'state', 'digest', 'source_digest']).where('project_id', '=', projectId).orderBy('sequence').execute()

export const findReport = ({ db }: Reader, id: string) =>
  db.selectFrom('project_report as r').innerJoin('project as p', 'p.id', 'r.project_id').selectAll('r').select(['p.code as project_code', 'p.title as project_title', 'p.settings as project_settings']).where('r.id', '=', id).executeTakeFirst()
export type ReportRow = NonNullable<Awaited<ReturnType<typeof findReport>>>

/** The report of a day: the one whose period holds it, else the last one that ended before it. */
export function reportOfDay(reports: readonly ReportLineOfProject[], day: string): ReportLineOfProject | undefined {
  const month = day.slice(0, 7)
  return reports.find((report) => report.period_from <= month && month <= report.period_to) ?? reports.filter((report) => report.period_to < month).at(-1)
}

export const listEvents = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_event').select(['event', 'happened', 'printed']).where('project_id', '=', projectId).orderBy('position').execute()

/** Which measure fills which series. */
export const listBindings = async ({ db }: Reader, projectId: string): Promise<Map<string, string | null>> =>
  new Map((await db.selectFrom('project_series').select(['code', 'measure_id']).where('project_id', '=', projectId).execute()).map((row) => [row.code, row.measure_id]))
