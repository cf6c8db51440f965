import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { PrintedReport } from '../printed-report'

const json = (value: unknown) => JSON.stringify(value)
const orNone = (values: readonly number[] | undefined, one: number | undefined) => one ?? values?.[0] ?? null

/** Writes a project with its framework; the report is written apart. */
export async function insertProject(tx: Tx, code: string, { project, series, activities }: PrintedReport): Promise<string> {
  const id = newId()
  const { header, planning, document } = project
  await tx.db.insertInto('project').values({
    id, code, title: header.title_printed || code, symbol: header.tc_symbol_printed, donor: header.donor_printed, agency: header.administrative_unit_printed, countries: header.countries,
    budget: String(planning.budget), currency: planning.currency, months_stated: planning.duration_months, start_planned: planning.start_planned, end_planned: planning.end_planned,
    start_actual: planning.start_actual, end_actual: planning.end_actual, language: document.language || 'en', created_at: tx.context.now, created_by: tx.context.actor.accountId,
  }).execute()
  const of = { project_id: id }
  await inPieces(project.objectives.map((objective, position) => ({
    id: newId(), ...of, position, country: objective.country, number: objective.number_in_section_4, wording: objective.wording_in_section_4_printed,
    number_in_plan: objective.number_in_section_3, wording_in_plan: objective.wording_in_section_3_printed,
    printed: json({ line_in_section_3: objective.line_in_section_3, line_in_section_4: objective.line_in_section_4 }),
  })), (rows) => tx.db.insertInto('project_objective').values(rows).execute())
  await inPieces(project.outputs.map((output, position) => ({
    id: newId(), ...of, position, code: output.id, country: output.country, objective_no: output.objective_no, output_no: output.output_no, wording: output.wording_printed,
    printed: json({ source_line: output.source_line, source_lines: output.source_lines }),
  })), (rows) => tx.db.insertInto('project_output').values(rows).execute())
  await inPieces(activities.map((one, position) => ({
    id: newId(), ...of, position, code: one.id, country: one.country, objective_no: one.objectiveNo, output_no: one.outputNo, number: one.activityNo, title: one.title,
  })), (rows) => tx.db.insertInto('project_activity').values(rows).execute())
  await inPieces(series.map((one, position) => ({
    id: newId(), ...of, position, code: one.id, row_code: one.rowId, country: one.country, objective_no: one.objectiveNo, part: one.part, indicator: one.indicator, label: one.label,
    measures: [...one.measures], slice: one.slice, unit: one.unit, unit_in_label: one.unitInLabel, nature: one.nature, baseline: one.baseline === '' ? null : one.baseline,
    baseline_text: one.baseline, baseline_printed: one.baselinePrinted, end_cell: one.endCell, end_rule: one.endRule, end_printed: one.endPrinted, linked_output: one.linkedOutput, source_line: one.sourceLine,
  })), (rows) => tx.db.insertInto('project_series').values(rows).execute())
  await inPieces(project.significant_dates.map(({ date, date_printed: printed, event_printed: event, source_line: line }, position) => ({
    id: newId(), ...of, position, event, happened: date, printed, is_significant: true, source_line: String(line ?? ''),
  })), (rows) => tx.db.insertInto('project_event').values(rows).execute())
  return id
}

/** What a report prints that is neither a figure, a text, a risk nor a lesson. */
export function printedRest({ project }: PrintedReport) {
  const { document, header, reporting, planning, classification_forms: forms, risks, annexes, dated_statements: statements } = project
  const form = (name: 'output' | 'objective') => ({ ...forms[name], justification_printed: '', boxes: forms[name].boxes.map((box) => ({ ...box, ticked: false })) })
  return {
    document, header, reporting, planning: { budget_printed: planning.budget_printed, duration_months_printed: planning.duration_months_printed },
    classification_forms: { output: form('output'), objective: form('objective') }, levels_legend_printed: risks.levels_legend_printed, annexes, dated_statements: statements,
  }
}
export type PrintedRest = ReturnType<typeof printedRest>

/** Writes one report of a project that is there. */
export async function insertReport(tx: Tx, projectId: string, report: PrintedReport, { sequence, sourceDigest }: { sequence: number; sourceDigest: string | null }): Promise<string> {
  const { project } = report
  const id = newId()
  const { milestone_period: milestone, actuals_period: actuals } = project.assumptions
  await tx.db.insertInto('project_report').values({
    id, project_id: projectId, sequence, period_from: project.reporting.period_from, period_to: project.reporting.period_to, milestone_from: milestone.from, milestone_to: milestone.to,
    actuals_from: actuals.from, actuals_to: actuals.to, language: project.document.language || 'en', printed: json(printedRest(report)), source_digest: sourceDigest,
    created_at: tx.context.now, created_by: tx.context.actor.accountId,
  }).execute()
  const of = { report_id: id }
  const idsOf = async (table: 'project_series' | 'project_activity') =>
    new Map((await tx.db.selectFrom(table).select(['id', 'code']).where('project_id', '=', projectId).execute()).map((row) => [row.code, row.id]))
  const [seriesIds, activityIds] = [await idsOf('project_series'), await idsOf('project_activity')]
  const lines = report.series.flatMap((one) => {
    const seriesId = seriesIds.get(one.id)
    return seriesId === undefined ? [] : [{
      id: newId(), ...of, series_id: seriesId, milestone_cell: one.milestoneCell, milestone_rule: one.milestoneRule, milestone_printed: one.milestonePrinted, actual_printed: one.actualPrinted,
      actual_status: one.actualStatus, actual_from: one.actualFrom, actual_to: one.actualTo, summary: one.objectiveSummary,
    }]
  })
  await inPieces(lines, (rows) => tx.db.insertInto('project_report_line').values(rows).execute())
  const activities = report.activities.flatMap((one) => {
    const activityId = activityIds.get(one.id)
    return activityId === undefined ? [] : [{
      id: newId(), ...of, activity_id: activityId, percent: one.percent, percent_printed: one.percentPrinted, status: one.status, summary: one.summary, source_line: one.sourceLine,
    }]
  })
  await inPieces(activities, (rows) => tx.db.insertInto('project_report_activity').values(rows).execute())
  await insertTexts(tx, of, project)
  return id
}

async function insertTexts(tx: Tx, of: { report_id: string }, project: PrintedReport['project']): Promise<void> {
  const { sections, risks, lessons, performance_issues: issues, classification_forms: forms } = project
  await inPieces(sections.map(({ key, heading, text_printed: text, limit_characters: limit, source_line, source_lines }, position) => ({
    id: newId(), ...of, position, code: key, heading, text, limit_characters: limit, printed: json({ source_line, source_lines }),
  })), (rows) => tx.db.insertInto('project_report_section').values(rows).execute())
  await inPieces(risks.items.map((risk) => ({
    id: newId(), ...of, number: risk.no, assumption: risk.assumption_printed, level_before: risk.level_start_or_previous_printed, level_now: risk.level_current_printed, text: risk.text_printed,
    source_line: orNone(risk.source_lines, risk.source_line),
  })), (rows) => tx.db.insertInto('project_report_risk').values(rows).execute())
  await inPieces(lessons.map((lesson, position) => ({
    id: newId(), ...of, position, heading: lesson.heading_printed, text: lesson.text_printed, source_line: orNone(lesson.source_lines, lesson.source_line),
  })), (rows) => tx.db.insertInto('project_report_lesson').values(rows).execute())
  await inPieces(issues.items.map((issue, position) => ({
    id: newId(), ...of, position, cause: issue.cause_printed, is_ticked: issue.ticked, source_line: orNone(issue.source_lines, issue.source_line),
  })), (rows) => tx.db.insertInto('project_report_issue').values(rows).execute())
  await tx.db.insertInto('project_classification').values((['output', 'objective'] as const).map((kind) => ({
    id: newId(), ...of, kind, ticked: forms[kind].boxes.find(({ ticked }) => ticked)?.name ?? null, justification: forms[kind].justification_printed,
  }))).execute()
}

const piece = 200

async function inPieces<T>(rows: readonly T[], write: (rows: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += piece) await write(rows.slice(at, at + piece))
}
