import type { Reader } from '../../../platform/db/database'
import type { ChangeField } from '../change-rules'
import type { PrintedActivity, PrintedReport, PrintedSeries } from '../printed-report'
import { changesIn } from './changes'
import type { PrintedRest } from './save-report'

interface Lines {
  source_line?: number
  source_lines?: number[]
}

/** A stored report in the form in which reports are judged: the printed cells as they came, texts and ticks as they are now. */
export async function loadReport(reader: Reader, reportId: string): Promise<PrintedReport | undefined> {
  const { db } = reader
  const report = await db.selectFrom('project_report').selectAll().where('id', '=', reportId).executeTakeFirst()
  if (!report) return undefined
  const project = await db.selectFrom('project').selectAll().where('id', '=', report.project_id).executeTakeFirstOrThrow()
  const rest = report.printed as PrintedRest
  const objectives = await db.selectFrom('project_objective').selectAll().where('project_id', '=', project.id).orderBy('position').execute()
  const outputs = await db.selectFrom('project_output').selectAll().where('project_id', '=', project.id).orderBy('position').execute()
  const events = await db.selectFrom('project_event').selectAll().where('project_id', '=', project.id).orderBy('position').execute()
  const sections = await db.selectFrom('project_report_section').selectAll().where('report_id', '=', reportId).orderBy('position').execute()
  const risks = await db.selectFrom('project_report_risk').selectAll().where('report_id', '=', reportId).orderBy('number').execute()
  const lessons = await db.selectFrom('project_report_lesson').selectAll().where('report_id', '=', reportId).orderBy('position').execute()
  const issues = await db.selectFrom('project_report_issue').selectAll().where('report_id', '=', reportId).orderBy('position').execute()
  const before = await db.selectFrom('project_report').select('period_to').where('project_id', '=', project.id).where('sequence', '<', report.sequence).orderBy('sequence', 'desc').limit(1).executeTakeFirst()
  const changes = await changesIn(reader, reportId)
  const classes = await db.selectFrom('project_classification').selectAll().where('report_id', '=', reportId).execute()
  const form = (kind: 'output' | 'objective') => {
    const found = classes.find((one) => one.kind === kind)
    const printed = rest.classification_forms[kind]
    return { ...printed, justification_printed: found?.justification ?? '', boxes: printed.boxes.map((box) => ({ ...box, ticked: box.name === found?.ticked })) }
  }
  return {
    series: await loadSeries({ db }, reportId),
    activities: await loadActivities({ db }, reportId),
    project: {
      document: rest.document, header: { ...rest.header, title_printed: project.title, countries: project.countries },
      reporting: { ...rest.reporting, period_from: report.period_from, period_to: report.period_to, ...(before ? { reported_to: before.period_to } : {}) },
      planning: {
        ...rest.planning, budget: Number(project.budget), currency: project.currency, duration_months: project.months_stated, start_planned: project.start_planned, end_planned: project.end_planned,
        start_actual: project.start_actual, end_actual: project.end_actual,
      },
      objectives: objectives.map((one) => ({
        country: one.country, number_in_section_3: one.number_in_plan, wording_in_section_3_printed: one.wording_in_plan, number_in_section_4: one.number, wording_in_section_4_printed: one.wording,
        ...(one.printed as { line_in_section_3?: number; line_in_section_4?: number }),
      })),
      outputs: outputs.map((one) => ({ id: one.code, country: one.country, objective_no: one.objective_no, output_no: one.output_no, wording_printed: one.wording, ...(one.printed as Lines) })),
      classification_forms: { output: form('output'), objective: form('objective') },
      risks: {
        levels_legend_printed: rest.levels_legend_printed,
        items: risks.map((one) => ({
          no: one.number, assumption_printed: one.assumption, level_start_or_previous_printed: one.level_before, level_current_printed: one.level_now, text_printed: one.text, ...at(one.source_line),
        })),
      },
      performance_issues: { items: issues.map((one) => ({ cause_printed: one.cause, ticked: one.is_ticked, ...at(one.source_line) })) },
      lessons: lessons.map((one) => ({ heading_printed: one.heading, text_printed: one.text, ...at(one.source_line) })),
      significant_dates: events.filter((one) => one.is_significant).map((one) => ({ date: one.happened, date_printed: one.printed, event_printed: one.event, ...at(one.source_line === '' ? null : Number(one.source_line)) })),
      annexes: rest.annexes,
      sections: sections.map((one) => ({ key: one.code, heading: one.heading, text_printed: one.text, limit_characters: one.limit_characters, ...(one.printed as Lines) })),
      dated_statements: rest.dated_statements,
      ...(changes.length === 0 ? {} : { reformulations: changes.map(({ subject, field, before: old, after, reason, decided_at: on }) => ({ subject, field: field as ChangeField, before: old, after, reason, on: on?.toISOString().slice(0, 10) ?? '' })) }),
      assumptions: { milestone_period: { from: report.milestone_from, to: report.milestone_to }, actuals_period: { from: report.actuals_from, to: report.actuals_to } },
    },
  }
}

const at = (line: number | null): { source_line?: number } => (line === null ? {} : { source_line: line })

async function loadSeries({ db }: Pick<Reader, 'db'>, reportId: string): Promise<PrintedSeries[]> {
  const rows = await db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').selectAll('s')
    .select(['l.milestone_cell', 'l.milestone_rule', 'l.milestone_printed', 'l.actual_printed', 'l.actual_status', 'l.actual_from', 'l.actual_to', 'l.summary', 'l.last_from', 'l.last_to', 'l.last_printed', 'l.last_now'])
    .where('l.report_id', '=', reportId).orderBy('s.position').execute()
  return rows.map((row) => ({
    id: row.code, rowId: row.row_code, country: row.country, objectiveNo: row.objective_no, part: row.part, indicator: row.indicator, label: row.label, measures: row.measures, slice: row.slice,
    unit: row.unit, unitInLabel: row.unit_in_label, nature: row.nature as PrintedSeries['nature'], baselinePrinted: row.baseline_printed, baseline: row.baseline_text,
    milestoneCell: row.milestone_cell, milestoneRule: row.milestone_rule, milestonePrinted: row.milestone_printed, actualPrinted: row.actual_printed, actualStatus: row.actual_status,
    actualFrom: row.actual_from, actualTo: row.actual_to, endCell: row.end_cell, endRule: row.end_rule, endPrinted: row.end_printed, objectiveSummary: row.summary,
    linkedOutput: row.linked_output, sourceLine: row.source_line,
    ...(row.last_now === '' ? {} : { last: { from: row.last_from, to: row.last_to, printed: row.last_printed, now: row.last_now } }),
  }))
}

async function loadActivities({ db }: Pick<Reader, 'db'>, reportId: string): Promise<PrintedActivity[]> {
  const rows = await db.selectFrom('project_report_activity as r').innerJoin('project_activity as a', 'a.id', 'r.activity_id').selectAll('a')
    .select(['r.percent', 'r.percent_printed', 'r.status', 'r.summary', 'r.source_line']).where('r.report_id', '=', reportId).orderBy('a.position').execute()
  return rows.map((row) => ({
    id: row.code, country: row.country, objectiveNo: row.objective_no, outputNo: row.output_no, activityNo: row.number, title: row.title, percentPrinted: row.percent_printed,
    percent: row.percent === null ? null : String(Number(row.percent)), status: row.status, summary: row.summary, sourceLine: row.source_line,
    ...(row.starts !== null && row.ends !== null ? { plan: { from: row.starts, to: row.ends } } : {}),
  }))
}
