import { createHash } from 'node:crypto'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { PrintedReport } from '../printed-report'
import { findProject, listReports } from '../queries/projects'
import { insertProject, insertReport } from '../queries/save-report'
import type { ReportFiles } from '../read-report'

export const codePattern = /^[A-Z0-9][A-Z0-9-]{1,29}$/

export const digestOfFiles = (files: ReportFiles): string => createHash('sha256').update(files.indicators).update('\0').update(files.activities).update('\0').update(files.project).digest('hex')

export type ImportRefusal = 'wrong-code' | 'code-taken'

/** Takes a project with its report into the store. The same files a second time change nothing. */
export async function importReport(tx: Tx, code: string, report: PrintedReport, sourceDigest: string, sequence = 1): Promise<Outcome<{ projectId: string; reportId: string; isNew: boolean }, ImportRefusal>> {
  if (!codePattern.test(code)) return refused('wrong-code')
  const known = await findProject(tx, code)
  if (known) {
    const same = (await listReports(tx, known.id)).find((one) => one.source_digest === sourceDigest)
    return same ? done({ projectId: known.id, reportId: same.id, isNew: false }) : refused('code-taken')
  }
  const projectId = await insertProject(tx, code, report)
  const reportId = await insertReport(tx, projectId, report, { sequence, sourceDigest })
  tx.note({ action: 'project.import', subjectKind: 'project', subjectId: projectId, fields: [`series:${report.series.length}`, `activities:${report.activities.length}`] })
  return done({ projectId, reportId, isNew: true })
}
