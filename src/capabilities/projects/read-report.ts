import { activityColumns, indicatorColumns } from './columns'
import { type FileFault, shapeFaults } from './file-fault'
import { type PrintedActivity, type PrintedReport, type PrintedSeries, type ProjectFile, projectSchema } from './printed-report'
import { cellsOf, readRows, type ReportRow } from './report-rows'

export interface ReportFiles {
  indicators: string
  activities: string
  project: string
}

const names = { indicators: 'indicators.csv', activities: 'activities.csv', project: 'project.json' }

/** Reads the three files of a report. Every fault is told with its file and line; with a fault there is no report. */
export function readReport(files: ReportFiles): { report: PrintedReport | null; faults: FileFault[] } {
  const faults: FileFault[] = []
  const project = readProject(files.project, faults)
  const series = readRows(files.indicators, names.indicators, indicatorColumns, faults)
  const activities = readRows(files.activities, names.activities, activityColumns, faults, true)
  return joinRows(project, series, activities, faults)
}

/** A report from its header and the rows of its two tables; with a fault there is none. */
export function joinRows(project: ProjectFile | null, series: readonly ReportRow[], activities: readonly ReportRow[], faults: FileFault[]): { report: PrintedReport | null; faults: FileFault[] } {
  const report = { series: series.map((row) => seriesOf(row, faults)), activities: activities.map((row) => activityOf(row, faults)) }
  if (!project) return { report: null, faults }
  checkTogether({ project, ...report }, { series: series.map(({ line }) => line), activities: activities.map(({ line }) => line) }, faults)
  return { report: faults.length === 0 ? { project, ...report } : null, faults }
}

function readProject(text: string, faults: FileFault[]) {
  const file = names.project
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    faults.push({ file, line: null, reason: 'not-json', parameters: { reason: error instanceof Error ? error.message : '' } })
    return null
  }
  const parsed = projectSchema.safeParse(value)
  if (parsed.success) return parsed.data
  faults.push(...shapeFaults(file, parsed.error))
  return null
}

function seriesOf(entry: ReportRow, faults: FileFault[]): PrintedSeries {
  const { cell, filled, number, decimal, month, oneOf, rule } = cellsOf(names.indicators, entry, faults)
  return {
    id: filled('id'), rowId: filled('row_id'), country: filled('country'), objectiveNo: number('objective_no'), part: cell('part'),
    indicator: filled('indicator_printed'), label: cell('series_label'), measures: filled('measure_key').split(';'), slice: cell('slice'),
    unit: filled('unit'), unitInLabel: cell('unit_in_label'), nature: oneOf('nature', ['flow', 'stock', 'rate']),
    baselinePrinted: cell('baseline_printed'), baseline: decimal('baseline_value'), milestoneCell: cell('milestone_cell_printed'),
    milestoneRule: rule('milestone_rule'), milestonePrinted: cell('milestone_printed'), actualPrinted: cell('actual_printed'),
    actualStatus: oneOf('actual_status', ['number', 'announced_blank', 'not_applicable', 'narrative', 'no_record', 'no_record_tracked']),
    actualFrom: month('actual_from'), actualTo: month('actual_to'), endCell: cell('end_cell_printed'), endRule: rule('end_rule'),
    endPrinted: cell('end_printed'), objectiveSummary: cell('objective_summary_printed'), linkedOutput: cell('linked_output'), sourceLine: cell('source_line'),
  }
}

function activityOf(entry: ReportRow, faults: FileFault[]): PrintedActivity {
  const { cell, filled, number, percent } = cellsOf(names.activities, entry, faults)
  return {
    id: filled('id'), country: filled('country'), objectiveNo: number('objective_no'), outputNo: number('output_no'), activityNo: filled('activity_no'),
    title: filled('activity_printed'), percentPrinted: cell('percent_printed'), percent: percent('percent_value'),
    status: cell('status_printed'), summary: cell('summary_printed'), sourceLine: cell('source_line'),
  }
}

/** What only the files together can tell. */
function checkTogether({ project, series, activities }: PrintedReport, at: { series: readonly number[]; activities: readonly number[] }, faults: FileFault[]): void {
  const fault = (file: string, line: number | null | undefined, reason: FileFault['reason'], parameters: FileFault['parameters']) => void faults.push({ file, line: line ?? null, reason, parameters })
  const seen = new Set<string>()
  const rows = new Map<string, string>()
  series.forEach(({ id, rowId, country, objectiveNo }, index) => {
    const line = at.series[index]
    if (seen.has(id)) fault(names.indicators, line, 'series-twice', { id })
    seen.add(id)
    const other = rows.get(rowId) ?? country
    if (other !== country) fault(names.indicators, line, 'row-mixes', { row: rowId, one: other, other: country })
    rows.set(rowId, other)
    const isKnown = project.objectives.some((objective) => objective.country === country && objective.number_in_section_4 === objectiveNo)
    if (!isKnown) fault(names.indicators, line, 'unknown-objective', { number: objectiveNo, country, header: names.project })
  })
  const activityIds = new Set<string>()
  activities.forEach(({ id, country, objectiveNo, outputNo }, index) => {
    const line = at.activities[index]
    if (activityIds.has(id)) fault(names.activities, line, 'activity-twice', { id })
    activityIds.add(id)
    const isKnown = project.outputs.some((output) => output.country === country && output.objective_no === objectiveNo && output.output_no === outputNo)
    if (!isKnown) fault(names.activities, line, 'unknown-output', { id, output: `${country} ${objectiveNo}.${outputNo}`, header: names.project })
  })
  const { start_actual: start } = project.planning
  const { period_from: from, period_to: to } = project.reporting
  if (from < start) fault(names.project, null, 'begins-before-project', { from, start })
  if (to < from) fault(names.project, null, 'ends-before-it-begins', { from, to })
}
