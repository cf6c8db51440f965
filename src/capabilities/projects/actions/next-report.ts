import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { readMeasures } from '../../measures/index'
import { addMonths, monthsInclusive } from '../months'
import type { PrintedReport } from '../printed-report'
import { loadReport } from '../queries/load-report'
import { findProject, listReports, type ReportLineOfProject } from '../queries/projects'
import { insertReport } from '../queries/save-report'

export type NextRefusal = 'no-report' | 'still-draft'

/** The report after the last one: the next period of the same length, with texts to be written and figures to be filled. */
export function nextPeriod({ period_from: from, period_to: to }: Pick<ReportLineOfProject, 'period_from' | 'period_to'>, frequency: number): { from: string; to: string } {
  return { from: addMonths(to, 1), to: addMonths(to, frequency > 0 ? frequency : monthsInclusive(from, to)) }
}

export async function openNextReport(tx: Tx, code: string): Promise<Outcome<number, NextRefusal>> {
  const project = await findProject(tx, code)
  const last = project && (await listReports(tx, project.id)).at(-1)
  const before = last && (await loadReport(tx, last.id))
  if (!project || !last || !before) return refused('no-report')
  if (last.state === 'draft') return refused('still-draft')
  const period = nextPeriod(last, 0)
  const reportId = await insertReport(tx, project.id, blankAfter(before, period), { sequence: last.sequence + 1, sourceDigest: null })
  await tx.db.updateTable('project_change').set({ report_id: reportId }).where('project_id', '=', project.id).where('state', '=', 'approved').where('report_id', 'is', null).execute()
  tx.note({ action: 'project.open-report', subjectKind: 'report', subjectId: reportId, fields: [String(last.sequence + 1)] })
  return done(last.sequence + 1)
}

/** The milestone period that holds a month: the old one, moved on by its own length as often as needed. */
function milestoneFor({ from, to }: { from: string; to: string }, month: string): { from: string; to: string } {
  const length = monthsInclusive(from, to)
  let by = 0
  while (addMonths(to, by) < month) by += length
  return { from: addMonths(from, by), to: addMonths(to, by) }
}

function blankAfter({ project, series, activities }: PrintedReport, period: { from: string; to: string }): PrintedReport {
  const milestone = milestoneFor(project.assumptions.milestone_period, period.to)
  const actuals = { from: milestone.from, to: period.to }
  const unsigned = { date_printed: '', date: '', initials_printed: undefined }
  const form = (name: 'output' | 'objective') => ({ ...project.classification_forms[name], justification_printed: '', boxes: project.classification_forms[name].boxes.map((box) => ({ ...box, ticked: false })) })
  return {
    series: series.map((one) => ({ ...one, actualPrinted: '', actualStatus: one.milestoneRule === 'not_due' ? 'not_applicable' : 'no_record_tracked', actualFrom: actuals.from, actualTo: actuals.to, objectiveSummary: '', last: undefined })),
    activities: activities.map((one) => ({ ...one, summary: '', sourceLine: '' })),
    project: {
      ...project,
      header: { ...project.header, sequence_ticked_printed: null, sequence_stated_in_text: undefined },
      reporting: { ...project.reporting, period_printed: `${period.from} – ${period.to}`, period_from: period.from, period_to: period.to, prepared: unsigned, reviewed: unsigned, approved: unsigned },
      classification_forms: { output: form('output'), objective: form('objective') },
      risks: { ...project.risks, items: project.risks.items.map((risk) => ({ ...risk, level_start_or_previous_printed: risk.level_current_printed, text_printed: '' })) },
      performance_issues: { items: project.performance_issues.items.map((issue) => ({ ...issue, ticked: false })) },
      lessons: project.lessons.map((lesson) => ({ ...lesson, text_printed: '' })),
      sections: project.sections.map((section) => ({ ...section, text_printed: '' })),
      dated_statements: [], reformulations: [],
      assumptions: { milestone_period: milestone, actuals_period: actuals },
    },
  }
}

/** Binds a series to a measure of this register, or frees it. */
export async function bindSeries(tx: Tx, projectId: string, code: string, measureId: string | null): Promise<Outcome<void, 'not-found' | 'unknown-measure'>> {
  if (measureId !== null && !(await readMeasures(tx)).find(measureId, tx.context.today)) return refused('unknown-measure')
  const changed = await tx.db.updateTable('project_series').set({ measure_id: measureId }).where('project_id', '=', projectId).where('code', '=', code).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('not-found')
  tx.note({ action: 'project.bind-series', subjectKind: 'project', subjectId: projectId, fields: [code] })
  return done()
}
