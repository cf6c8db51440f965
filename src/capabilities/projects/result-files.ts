import { toText } from '../../kernel/exact'
import type { ExportColumn } from '../../platform/exports/export-column'
import { guardText } from '../../platform/exports/formula-guard'
import { writeCsv } from '../../platform/exports/write-csv'
import { percentText, type TargetLine } from './lines'
import type { ProgressResult } from './progress-result'
import { expectedText } from './result-json'
import { sayFinding, type Say } from './sentences'

export interface ResultFile {
  name: string
  bytes: Uint8Array
}

const columnsOf = (names: string): ExportColumn[] => names.split(' ').map((heading) => ({ heading, kind: 'text' }))

/** A plain number stays a number, also a single 0 or one below zero; every other text is guarded against formulas. */
const isPlainNumber = (cell: string) => /^-?(?:0|[1-9]\d{0,10})(?:\.\d+)?$/.test(cell)
const cellOf = (cell: string | null) => (cell === null || isPlainNumber(cell) ? cell : guardText(cell))

const file = (name: string, columns: readonly ExportColumn[], rows: readonly (readonly (string | null)[])[]): ResultFile => ({
  name, bytes: writeCsv(columns, rows.map((row) => row.map(cellOf)), { marker: false, form: 'raw' }),
})

const targetColumns = columnsOf(
  'id milestone_state milestone_exact milestone_published milestone_printed milestone_check end_state end_exact end_published end_printed end_check actual state_full attainment_full_pct milestone_to_date state_to_date attainment_to_date_pct',
)
const targetCells = ({ state, exact, published, printed, check }: TargetLine) => [state, exact && toText(exact), published && toText(published), printed, check]

/** What each rule gives, beside what is printed. */
function targets({ lines }: ProgressResult): ResultFile {
  return file('targets.csv', targetColumns, lines.map(({ series, milestone, end, actual, full, toDate }) => [
    series.id, ...targetCells(milestone), ...targetCells(end), actual && toText(actual), full.state, percentText(full.attainment),
    expectedText(toDate.target), toDate.state, percentText(toDate.attainment),
  ]))
}

const readingColumns = columnsOf('part scope denominator unit comparison basis met due share_pct class is_default ticked agrees_with_tick')
const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no')

function readings(result: ProgressResult): ResultFile {
  return file('readings.csv', readingColumns, result.readings.map((row) => [
    row.part, row.scope, row.denominator, row.unit, row.comparison, row.basis, row.met === null ? '' : String(row.met), row.due === null ? '' : String(row.due), row.share, row.class,
    yesNo(row.isDefault), row.ticked, yesNo(row.agreesWithTick),
  ]))
}

function findings(result: ProgressResult, say: Say): ResultFile {
  return file('findings.csv', columnsOf('rule level kind subject source_line printed finding'), result.findings.map((finding) => [
    finding.rule, finding.level, finding.kind, finding.subject, finding.sourceLine, finding.printed, sayFinding(say, finding),
  ]))
}

const indicatorColumns = columnsOf(
  'id row_id country objective_no part indicator_printed series_label measure_key slice unit unit_in_label nature baseline_printed baseline_value milestone_cell_printed milestone_rule milestone_printed actual_printed actual_status actual_from actual_to end_cell_printed end_rule end_printed objective_summary_printed linked_output source_line milestone_published end_published state_full state_to_date',
)

function indicators({ lines }: ProgressResult): ResultFile {
  return file('indicators.csv', indicatorColumns, lines.map(({ series: s, milestone, end, full, toDate }) => [
    s.id, s.rowId, s.country, String(s.objectiveNo), s.part, s.indicator, s.label, s.measures.join(';'), s.slice, s.unit, s.unitInLabel, s.nature, s.baselinePrinted, s.baseline,
    s.milestoneCell, s.milestoneRule, s.milestonePrinted, s.actualPrinted, s.actualStatus, s.actualFrom, s.actualTo, s.endCell, s.endRule, s.endPrinted, s.objectiveSummary, s.linkedOutput,
    s.sourceLine, milestone.published && toText(milestone.published), end.published && toText(end.published), full.state, toDate.state,
  ]))
}

function activities({ report }: ProgressResult): ResultFile {
  const outputs = new Map(report.project.outputs.map((output) => [`${output.country} ${output.objective_no}.${output.output_no}`, output.wording_printed]))
  const columns = columnsOf('id country objective_no output_no output_printed activity_no activity_printed percent_printed percent_value status_printed summary_printed source_line')
  return file('activities.csv', columns, report.activities.map((one) => [
    one.id, one.country, String(one.objectiveNo), String(one.outputNo), outputs.get(`${one.country} ${one.objectiveNo}.${one.outputNo}`) ?? '', one.activityNo, one.title, one.percentPrinted,
    one.percent, one.status, one.summary, one.sourceLine,
  ]))
}

function risks({ report }: ProgressResult): ResultFile {
  return file('risks.csv', columnsOf('no assumption level_before level_now text'), report.project.risks.items.map((risk) => [
    String(risk.no), risk.assumption_printed, risk.level_start_or_previous_printed, risk.level_current_printed, risk.text_printed,
  ]))
}

/** The six tables of a report. */
export const resultFiles = (result: ProgressResult, say: Say): ResultFile[] => [
  targets(result), readings(result), findings(result, say), indicators(result), activities(result), risks(result),
]
