import { toText } from '../../kernel/exact'
import type { ExportColumn } from '../../platform/exports/export-column'
import { guardText } from '../../platform/exports/formula-guard'
import { writeCsv } from '../../platform/exports/write-csv'
import { writeWorkbook } from '../../platform/exports/write-xlsx'
import { percentText, type TargetLine } from './lines'
import type { ProgressResult } from './progress-result'
import { expectedText } from './result-json'
import { sayFinding, type Say } from './sentences'
import { projectRows, reportSheets } from './workbook'

export interface ResultFile {
  name: string
  bytes: Uint8Array
}

const columnsOf = (names: string): ExportColumn[] => names.split(' ').map((heading) => ({ heading, kind: 'text' }))

/** A plain number stays a number, also a single 0 or one below zero; every other text is guarded against formulas. */
const isPlainNumber = (cell: string) => /^-?(?:0|[1-9]\d{0,10})(?:\.\d+)?$/.test(cell)
const cellOf = (cell: string | null) => (cell === null || isPlainNumber(cell) ? cell : guardText(cell))

/** A table of a report before it has a format. */
interface ResultTable {
  name: string
  columns: readonly ExportColumn[]
  rows: readonly (readonly (string | null)[])[]
}
const table = (name: string, columns: readonly ExportColumn[], rows: ResultTable['rows']): ResultTable => ({ name, columns, rows })

const targetColumns = columnsOf(
  'id milestone_state milestone_exact milestone_published milestone_printed milestone_check end_state end_exact end_published end_printed end_check actual state_full attainment_full_pct milestone_to_date state_to_date attainment_to_date_pct',
)
const targetCells = ({ state, exact, published, printed, check }: TargetLine) => [state, exact && toText(exact), published && toText(published), printed, check]

/** What each rule gives, beside what is printed. */
function targets({ lines }: ProgressResult): ResultTable {
  return table('targets', targetColumns, lines.map(({ series, milestone, end, actual, full, toDate }) => [
    series.id, ...targetCells(milestone), ...targetCells(end), actual && toText(actual), full.state, percentText(full.attainment),
    expectedText(toDate.target), toDate.state, percentText(toDate.attainment),
  ]))
}

const readingColumns = columnsOf('part scope denominator unit comparison basis met due share_pct class is_default ticked agrees_with_tick')
const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no')

function readings(result: ProgressResult): ResultTable {
  return table('readings', readingColumns, result.readings.map((row) => [
    row.part, row.scope, row.denominator, row.unit, row.comparison, row.basis, row.met === null ? '' : String(row.met), row.due === null ? '' : String(row.due), row.share, row.class,
    yesNo(row.isDefault), row.ticked, yesNo(row.agreesWithTick),
  ]))
}

function findings(result: ProgressResult, say: Say): ResultTable {
  return table('findings', columnsOf('rule level kind subject source_line printed finding'), result.findings.map((finding) => [
    finding.rule, finding.level, finding.kind, finding.subject, finding.sourceLine, finding.printed, sayFinding(say, finding),
  ]))
}

const indicatorColumns = columnsOf(
  'id row_id country objective_no part indicator_printed series_label measure_key slice unit unit_in_label nature baseline_printed baseline_value milestone_cell_printed milestone_rule milestone_printed actual_printed actual_status actual_from actual_to end_cell_printed end_rule end_printed objective_summary_printed linked_output source_line milestone_published end_published state_full state_to_date',
)

function indicators({ lines }: ProgressResult): ResultTable {
  return table('indicators', indicatorColumns, lines.map(({ series: s, milestone, end, full, toDate }) => [
    s.id, s.rowId, s.country, String(s.objectiveNo), s.part, s.indicator, s.label, s.measures.join(';'), s.slice, s.unit, s.unitInLabel, s.nature, s.baselinePrinted, s.baseline,
    s.milestoneCell, s.milestoneRule, s.milestonePrinted, s.actualPrinted, s.actualStatus, s.actualFrom, s.actualTo, s.endCell, s.endRule, s.endPrinted, s.objectiveSummary, s.linkedOutput,
    s.sourceLine, milestone.published && toText(milestone.published), end.published && toText(end.published), full.state, toDate.state,
  ]))
}

function activities({ report }: ProgressResult): ResultTable {
  const outputs = new Map(report.project.outputs.map((output) => [`${output.country} ${output.objective_no}.${output.output_no}`, output.wording_printed]))
  const columns = columnsOf('id country objective_no output_no output_printed activity_no activity_printed percent_printed percent_value status_printed summary_printed source_line')
  return table('activities', columns, report.activities.map((one) => [
    one.id, one.country, String(one.objectiveNo), String(one.outputNo), outputs.get(`${one.country} ${one.objectiveNo}.${one.outputNo}`) ?? '', one.activityNo, one.title, one.percentPrinted,
    one.percent, one.status, one.summary, one.sourceLine,
  ]))
}

function risks({ report }: ProgressResult): ResultTable {
  return table('risks', columnsOf('no assumption level_before level_now text'), report.project.risks.items.map((risk) => [
    String(risk.no), risk.assumption_printed, risk.level_start_or_previous_printed, risk.level_current_printed, risk.text_printed,
  ]))
}

const tablesOf = (result: ProgressResult, say: Say): ResultTable[] => [targets(result), readings(result), findings(result, say), indicators(result), activities(result), risks(result)]

/** The six tables of a report as CSV files. */
export const resultFiles = (result: ProgressResult, say: Say): ResultFile[] =>
  tablesOf(result, say).map(({ name, columns, rows }) => ({ name: `${name}.csv`, bytes: writeCsv(columns, rows.map((row) => row.map(cellOf)), { marker: false, form: 'raw' }) }))

/** The same tables as one workbook, with everything else of the report in the sheet "project": the file can be read in again. */
export function resultWorkbook(result: ProgressResult, say: Say): Promise<Uint8Array> {
  const project = table(reportSheets.project, columnsOf('path value'), projectRows(result.report.project))
  const tables = tablesOf(result, say)
  const order = [...tables.filter(({ name }) => name in reportSheets), project, ...tables.filter(({ name }) => !(name in reportSheets))]
  return writeWorkbook(order.map(({ name, columns, rows }) => ({ sheet: name, columns, rows })))
}
