import { type Exact, toText } from '../../kernel/exact'
import type { TargetState } from '../performance/index'
import { percentText, type PrintedCheck, type ReportLine, type TargetLine } from './lines'
import type { PrintedActivity } from './printed-report'
import type { ProgressResult } from './progress-result'
import type { ReadingRow } from './reading-rows'
import { schemaName } from './result-input'
import { revisionsOf } from './revisions'
import { sayFinding, type Say } from './sentences'

export type CoarseState = 'ok' | 'undefined' | 'not-due' | 'absolute'
export type CoarseCheck = 'agrees' | 'differs' | 'not-printed' | 'not-a-number'

/** The four states of the interchange form; the finer ones stand beside them. See docs/decisions/0050. */
export function coarseState(state: TargetState, rule: string): CoarseState {
  if (state === 'not_due') return 'not-due'
  if (state !== 'ok') return 'undefined'
  return rule.startsWith('absolute:') ? 'absolute' : 'ok'
}

const coarseChecks: Record<PrintedCheck, CoarseCheck> = {
  agrees: 'agrees', differs: 'differs', not_rounded: 'differs', malformed: 'not-a-number', printed_inequality: 'not-a-number',
  increase_printed_total_not: 'not-printed', not_printed: 'not-printed', rule_undefined: 'not-printed', not_due: 'not-printed',
}
export const coarseCheck = (check: PrintedCheck): CoarseCheck => coarseChecks[check]

const textOf = (value: Exact | null): string | null => (value === null ? null : toText(value))

const targetOf = (target: TargetLine) => ({
  state: coarseState(target.state, target.rule), rule: target.rule, exact: textOf(target.exact), published: textOf(target.published), printed: target.printed,
  check: coarseCheck(target.check), state_detail: target.state, check_detail: target.check,
})

/** Expected by now: a decimal where it ends, else one decimal; the fraction stands beside it. */
export function expectedText(value: Exact | null): string | null {
  const text = textOf(value)
  return text?.includes('/') ? percentText(value) : text
}

function lineOf({ series, milestone, end, actual, full, toDate }: ReportLine) {
  return {
    id: series.id, row: series.rowId, country: series.country, objective: String(series.objectiveNo), label: series.label, indicator: series.indicator,
    measures: series.measures, slice: series.slice, unit: series.unit, nature: series.nature, baseline: series.baseline === '' ? null : series.baseline, baseline_printed: series.baselinePrinted,
    milestone: targetOf(milestone), end: targetOf(end), actual: textOf(actual), actual_printed: series.actualPrinted, actual_status: series.actualStatus,
    attainment_full_pct: percentText(full.attainment), state_full: full.state, milestone_to_date: expectedText(toDate.target), milestone_to_date_exact: textOf(toDate.target),
    attainment_to_date_pct: percentText(toDate.attainment), state_to_date: toDate.state,
  }
}

export const readingOf = (row: ReadingRow) => ({
  part: row.part, scope: row.scope, denominator: row.denominator, unit: row.unit, comparison: row.comparison, basis: row.basis,
  met: row.met === null ? null : String(row.met), due: row.due === null ? null : String(row.due), share_pct: row.share, class: row.class, is_default: row.isDefault,
  ticked: row.ticked === '' ? null : row.ticked, agrees_with_tick: row.agreesWithTick, one_half_missing: row.isHalfMissing,
})

const activityOf = ({ id, country, objectiveNo, outputNo, activityNo, title, percentPrinted, percent, status, summary }: PrintedActivity) => ({
  id, country, objective: String(objectiveNo), output: String(outputNo), number: activityNo, title, percent, percent_printed: percentPrinted, status_printed: status, summary_printed: summary,
})

/** The report as data. Numbers are decimal texts, nothing printed is changed, and equal reports give equal bytes. */
export function resultJson({ code, asOf, report, lines, readings, findings, basis }: ProgressResult, say: Say) {
  const { document, header, reporting, planning, objectives, outputs, risks, performance_issues: issues, lessons, sections, assumptions, significant_dates: dates, classification_forms: forms } = report.project
  const signed = (name: 'prepared' | 'reviewed' | 'approved') => ({ date: reporting[name].date, date_printed: reporting[name].date_printed, initials_printed: reporting[name].initials_printed ?? null })
  return {
    schema: schemaName,
    project: code, as_of: asOf, form: document.form_printed, issuer: document.issuer,
    header: {
      number: header.iris_project_no_printed, symbol: header.tc_symbol_printed, donor: header.donor_printed, unit: header.administrative_unit_printed, countries: header.countries,
      title: header.title_printed, outcome: header.programme_and_budget_outcome_printed, related: header.related_projects_printed,
    },
    period: { from: reporting.period_from, to: reporting.period_to, printed: reporting.period_printed },
    milestone_period: assumptions.milestone_period, actuals_period: assumptions.actuals_period, basis,
    signatures: { prepared: signed('prepared'), reviewed: signed('reviewed'), approved: signed('approved') },
    planning: {
      budget: String(planning.budget), currency: planning.currency, months: String(planning.duration_months), start_planned: planning.start_planned, end_planned: planning.end_planned,
      start_actual: planning.start_actual, end_actual: planning.end_actual,
    },
    counts: {
      objectives: String(objectives.length), outputs: String(outputs.length), activities: String(report.activities.length), series: String(lines.length),
      rows: String(new Set(lines.map(({ series }) => series.rowId)).size), risks: String(risks.items.length), findings: String(findings.length),
    },
    objectives: objectives.map((objective) => ({
      country: objective.country, number: String(objective.number_in_section_4), number_in_section_3: String(objective.number_in_section_3),
      wording: objective.wording_in_section_4_printed, wording_in_section_3: objective.wording_in_section_3_printed,
    })),
    outputs: outputs.map((output) => ({ id: output.id, country: output.country, objective: String(output.objective_no), number: String(output.output_no), wording: output.wording_printed })),
    lines: lines.map(lineOf),
    activities: report.activities.map(activityOf),
    classifications: (['output', 'objective'] as const).map((name) => ({ kind: name, ticked: forms[name].boxes.find(({ ticked }) => ticked)?.name ?? null, justification: forms[name].justification_printed })),
    readings: readings.map(readingOf),
    findings: findings.map((finding) => ({
      rule: finding.rule, level: finding.level, kind: finding.kind, subject: finding.subject, source_line: finding.sourceLine, printed: finding.printed, message: sayFinding(say, finding),
    })),
    reformulations: report.project.reformulations ?? [], revisions: revisionsOf(report),
    risks: risks.items.map((risk) => ({
      number: String(risk.no), assumption: risk.assumption_printed, level_before: risk.level_start_or_previous_printed, level: risk.level_current_printed, text: risk.text_printed,
    })),
    issues: issues.items.map(({ cause_printed: cause, ticked }) => ({ cause, ticked })),
    lessons: lessons.map(({ heading_printed: heading, text_printed: text }) => ({ heading, text })),
    dates: dates.map(({ date, date_printed: printed, event_printed: event }) => ({ date, printed, event })),
    sections: sections.map(({ key, heading, text_printed: text }) => ({ key, heading, text })),
    /** Everything the report was made from: the file alone can be checked and read in again. */
    input: report,
  }
}
export type ResultJson = ReturnType<typeof resultJson>
