import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reader } from '../../../platform/db/database'
import { lastDay } from '../months'
import type { PrintedReport } from '../printed-report'
import { composeResult, type ProgressResult } from '../progress-result'
import { loadReport } from '../queries/load-report'
import { findReport, type ReportRow } from '../queries/projects'
import { readReportWords } from '../report-words'

const read = new Map<string, string>()

/** The word lists that checks look for, in the language of the report. */
export function reportWordsOf(root: string, language: string) {
  const file = join(root, 'countries/report-words.csv')
  const text = read.get(file) ?? readFileSync(file, 'utf8')
  read.set(file, text)
  return readReportWords(text, language)
}

/** A report that is not stored, judged at the end of its period. */
export const composeReport = (root: string, code: string, report: PrintedReport): ProgressResult =>
  composeResult(code, lastDay(report.project.reporting.period_to), report, reportWordsOf(root, report.project.document.language || 'en'))

/** A stored report, judged. A frozen one is judged from its frozen copy, whatever was changed since. */
export async function composeStored(tx: Reader, root: string, reportId: string): Promise<{ row: ReportRow; result: ProgressResult } | undefined> {
  const row = await findReport(tx, reportId)
  const report = row && (row.frozen === null ? await loadReport(tx, reportId) : (JSON.parse(row.frozen) as { input: PrintedReport }).input)
  if (!row || !report) return undefined
  return { row, result: composeResult(row.project_code, lastDay(row.period_to), report, reportWordsOf(root, row.language)) }
}
