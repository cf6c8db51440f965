import { parse } from 'csv-parse/sync'
import { parseRule } from '../performance/index'
import { type PrintedActivity, type PrintedReport, type PrintedSeries, projectSchema } from './printed-report'

export interface FileFault {
  file: string
  /** Line of the file, from 1; null when the fault is about the file as a whole. */
  line: number | null
  message: string
}
export interface ReportFiles {
  indicators: string
  activities: string
  project: string
}

type Row = Record<string, string>
const names = { indicators: 'indicators.csv', activities: 'activities.csv', project: 'project.json' }

/** Reads the three files of a report. Every fault is told with its file and line; with a fault there is no report. */
export function readReport(files: ReportFiles): { report: PrintedReport | null; faults: FileFault[] } {
  const faults: FileFault[] = []
  const project = readProject(files.project, faults)
  const series = readRows(files.indicators, names.indicators, faults).map((row) => seriesOf(row, faults))
  const activities = readRows(files.activities, names.activities, faults).map((row) => activityOf(row, faults))
  if (!project) return { report: null, faults }
  const report: PrintedReport = { project, series: series.map(({ value }) => value), activities: activities.map(({ value }) => value) }
  checkTogether(report, { series: series.map(({ line }) => line), activities: activities.map(({ line }) => line) }, faults)
  return { report: faults.length === 0 ? report : null, faults }
}

function readProject(text: string, faults: FileFault[]) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    faults.push({ file: names.project, line: null, message: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` })
    return null
  }
  const parsed = projectSchema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues.slice(0, 100)) faults.push({ file: names.project, line: null, message: `${issue.path.join('.') || 'the file'}: ${issue.message}` })
  return null
}

function readRows(text: string, file: string, faults: FileFault[]): { row: Row; line: number }[] {
  try {
    const records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true, relax_column_count: false }) as unknown as { record: Row; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ row: record, line: info.lines }))
  } catch (error) {
    faults.push({ file, line: null, message: error instanceof Error ? error.message : 'unreadable' })
    return []
  }
}

/** Cells of one row, with a fault for each that is missing or wrong. */
function cells(file: string, { row, line }: { row: Row; line: number }, faults: FileFault[]) {
  const fault = (message: string) => void faults.push({ file, line, message })
  const cell = (name: string) => row[name] ?? (fault(`The column "${name}" is missing.`), '')
  const filled = (name: string) => cell(name) || (fault(`"${name}" is empty.`), '')
  return {
    cell,
    filled,
    number: (name: string) => {
      const typed = filled(name)
      if (typed !== '' && !/^\d+$/.test(typed)) fault(`"${name}" is "${typed}"; a whole number is needed.`)
      return Number(typed) || 0
    },
    decimal: (name: string) => {
      const typed = cell(name)
      if (typed !== '' && !/^-?\d+(\.\d+)?$/.test(typed)) fault(`"${name}" is "${typed}"; write digits with a dot and no commas, or leave it empty when nothing was recorded.`)
      return typed
    },
    oneOf: <Code extends string>(name: string, codes: readonly [Code, ...Code[]]): Code => {
      const found = codes.find((code) => code === cell(name))
      if (!found) fault(`"${name}" is "${row[name] ?? ''}"; known are ${codes.join(', ')}.`)
      return found ?? codes[0]
    },
    rule: (name: string) => {
      const typed = filled(name)
      if (typed !== '' && !parseRule(typed).ok) fault(`"${name}" is "${typed}"; known are pct_over_baseline:n, add:n, absolute:n, rate:n and not_due.`)
      return typed
    },
  }
}

function seriesOf(entry: { row: Row; line: number }, faults: FileFault[]): { value: PrintedSeries; line: number } {
  const { cell, filled, number, decimal, oneOf, rule } = cells(names.indicators, entry, faults)
  return {
    line: entry.line,
    value: {
      id: filled('id'), rowId: filled('row_id'), country: filled('country'), objectiveNo: number('objective_no'), part: cell('part'),
      indicator: filled('indicator_printed'), label: cell('series_label'), measures: filled('measure_key').split(';'), slice: cell('slice'),
      unit: filled('unit'), unitInLabel: cell('unit_in_label'), nature: oneOf('nature', ['flow', 'stock', 'rate']),
      baselinePrinted: cell('baseline_printed'), baseline: decimal('baseline_value'), milestoneCell: cell('milestone_cell_printed'),
      milestoneRule: rule('milestone_rule'), milestonePrinted: cell('milestone_printed'), actualPrinted: cell('actual_printed'),
      actualStatus: oneOf('actual_status', ['number', 'announced_blank', 'not_applicable', 'narrative', 'no_record', 'no_record_tracked']),
      actualFrom: cell('actual_from'), actualTo: cell('actual_to'), endCell: cell('end_cell_printed'), endRule: rule('end_rule'),
      endPrinted: cell('end_printed'), objectiveSummary: cell('objective_summary_printed'), linkedOutput: cell('linked_output'), sourceLine: cell('source_line'),
    },
  }
}

function activityOf(entry: { row: Row; line: number }, faults: FileFault[]): { value: PrintedActivity; line: number } {
  const { cell, filled, number, decimal } = cells(names.activities, entry, faults)
  const percent = decimal('percent_value')
  return {
    line: entry.line,
    value: {
      id: filled('id'), country: filled('country'), objectiveNo: number('objective_no'), outputNo: number('output_no'), activityNo: filled('activity_no'),
      title: filled('activity_printed'), percentPrinted: cell('percent_printed'), percent: percent === '' ? null : percent,
      status: cell('status_printed'), summary: cell('summary_printed'), sourceLine: cell('source_line'),
    },
  }
}

/** What only the files together can tell. */
function checkTogether(report: PrintedReport, at: { series: readonly number[]; activities: readonly number[] }, faults: FileFault[]): void {
  const seen = new Set<string>()
  const rows = new Map<string, string>()
  report.series.forEach(({ id, rowId, country, objectiveNo }, index) => {
    const fault = (message: string) => void faults.push({ file: names.indicators, line: at.series[index] ?? null, message })
    if (seen.has(id)) fault(`The series ${id} stands here a second time.`)
    seen.add(id)
    if ((rows.get(rowId) ?? country) !== country) fault(`The row ${rowId} mixes countries: ${rows.get(rowId)} and ${country}.`)
    rows.set(rowId, country)
    if (!report.project.objectives.some((objective) => objective.country === country && objective.number_in_section_4 === objectiveNo)) {
      fault(`Objective ${objectiveNo} of ${country} is not in ${names.project}.`)
    }
  })
  report.activities.forEach(({ id, country, objectiveNo, outputNo }, index) => {
    const known = report.project.outputs.some((output) => output.country === country && output.objective_no === objectiveNo && output.output_no === outputNo)
    if (!known) faults.push({ file: names.activities, line: at.activities[index] ?? null, message: `Activity ${id} stands under an output that is not in ${names.project}.` })
  })
  const { start_actual: start } = report.project.planning
  const { period_from: from, period_to: to } = report.project.reporting
  if (from < start) faults.push({ file: names.project, line: null, message: `The report begins in ${from}, before the project (${start}).` })
  if (to < from) faults.push({ file: names.project, line: null, message: `The report ends in ${to}, before it begins (${from}).` })
}
