import { createHash } from 'node:crypto'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { canonicalJson } from '../canonical-json'
import type { PrintedReport } from '../printed-report'
import { findProject, listReports } from '../queries/projects'
import { insertProject, insertReport } from '../queries/save-report'
import type { ReportFiles } from '../read-report'

export const codePattern = /^[A-Z0-9][A-Z0-9-]{1,29}$/

export const digestOfFiles = (files: ReportFiles): string => createHash('sha256').update(files.indicators).update('\0').update(files.activities).update('\0').update(files.project).digest('hex')

/** For a report that came without its three files. */
export const digestOfReport = (report: PrintedReport): string => createHash('sha256').update(canonicalJson(report)).digest('hex')

export type ImportRefusal = 'wrong-code' | 'code-taken' | 'other-framework'

export interface Imported {
  projectId: string
  reportId: string
  isNew: boolean
  sequence: number
}

/** Takes a project with its report into the store. The same files a second time change nothing; a later period becomes the next report. */
export async function importReport(tx: Tx, code: string, report: PrintedReport, sourceDigest: string, sequence = 1): Promise<Outcome<Imported, ImportRefusal>> {
  if (!codePattern.test(code)) return refused('wrong-code')
  const known = await findProject(tx, code)
  if (known) {
    const same = (await listReports(tx, known.id)).find((one) => one.source_digest === sourceDigest)
    if (same) return done({ projectId: known.id, reportId: same.id, isNew: false, sequence: same.sequence })
    return importFollowing(tx, known.id, report, sourceDigest)
  }
  const projectId = await insertProject(tx, code, report)
  const reportId = await insertReport(tx, projectId, report, { sequence, sourceDigest })
  tx.note({ action: 'project.import', subjectKind: 'project', subjectId: projectId, fields: [`series:${report.series.length}`, `activities:${report.activities.length}`] })
  return done({ projectId, reportId, isNew: true, sequence })
}

/** A report of a later period of a project that is there. Its series, outputs and activities must be those of the framework. */
async function importFollowing(tx: Tx, projectId: string, report: PrintedReport, sourceDigest: string): Promise<Outcome<Imported, ImportRefusal>> {
  const last = (await listReports(tx, projectId)).at(-1)
  if (!last || report.project.reporting.period_from <= last.period_to) return refused('code-taken')
  const codesOf = async (table: 'project_series' | 'project_activity') => new Set((await tx.db.selectFrom(table).select('code').where('project_id', '=', projectId).execute()).map(({ code }) => code))
  const [series, activities] = [await codesOf('project_series'), await codesOf('project_activity')]
  if (report.series.some(({ id }) => !series.has(id)) || report.activities.some(({ id }) => !activities.has(id))) return refused('other-framework')
  const sequence = last.sequence + 1
  const reportId = await insertReport(tx, projectId, report, { sequence, sourceDigest })
  tx.note({ action: 'project.import', subjectKind: 'project', subjectId: projectId, fields: [`sequence:${sequence}`] })
  return done({ projectId, reportId, isNew: true, sequence })
}
