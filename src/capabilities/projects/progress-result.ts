import type { CheckInput, Finding, ReportWords } from './checks/finding'
import { runChecks } from './checks/run-checks'
import { judgeSeries, type ReportLine } from './lines'
import { shareWithData } from './months'
import type { PrintedReport } from './printed-report'
import { type Part, type ReadingRow, readingRows } from './reading-rows'

/** A progress report as one value: what it prints, what its own rules give, every reading and every finding. */
export interface ProgressResult {
  /** The project's code in this register. */
  code: string
  /** The day of the figures, YYYY-MM-DD. */
  asOf: string
  report: PrintedReport
  lines: readonly ReportLine[]
  readings: readonly ReadingRow[]
  findings: readonly Finding[]
  /** How much of the milestone period has data: "months 5/12". */
  basis: string
}

/** Judges every series, reads every classification and runs every check. Pure: files and words in, one value out. */
export function composeResult(code: string, asOf: string, report: PrintedReport, words: ReportWords): ProgressResult {
  const { milestone_period: target, actuals_period: data } = report.project.assumptions
  const share = shareWithData(target, data)
  const judge = (due: typeof share.months) => report.series.map((series) => judgeSeries(series, due.share))
  const basis = `months ${share.months.months}/${share.months.of}`
  const lines = judge(share.months)
  const input: CheckInput = { report, lines, words }
  return {
    code, asOf, report, lines, basis,
    readings: readingRows(report, [{ name: basis, lines }, { name: `days ${share.days.months}/${share.days.of}`, lines: judge(share.days) }]),
    findings: runChecks(input),
  }
}

/** The reading that the form uses unless somebody chose another. */
export const defaultReading = ({ readings }: Pick<ProgressResult, 'readings'>, part: Part): ReadingRow | undefined =>
  readings.find((reading) => reading.part === part && reading.isDefault)

/** The name of the basis on which outputs are judged unless somebody chooses a straight line: the recorded plan, or that there is none. */
export const planBasis = ({ readings }: Pick<ProgressResult, 'readings'>): string => readings.find(({ part }) => part === 'delivery_share')?.basis ?? ''

/** Counts of findings by level. */
export function countLevels(findings: readonly Pick<Finding, 'level'>[]): Record<Finding['level'], number> {
  const count = { error: 0, warning: 0, notice: 0 }
  for (const { level } of findings) count[level] += 1
  return count
}

/** How many things of each kind a report holds. */
export function countsOf({ report, lines }: Pick<ProgressResult, 'report' | 'lines'>): Record<string, number> {
  const { objectives, outputs, risks, performance_issues: issues, lessons, significant_dates: dates } = report.project
  return {
    objectives: objectives.length, outputs: outputs.length, activities: report.activities.length, rows: new Set(lines.map(({ series }) => series.rowId)).size, series: lines.length,
    risks: risks.items.length, causes: issues.items.length, 'lesson headings': lessons.length, dates: dates.length,
  }
}
