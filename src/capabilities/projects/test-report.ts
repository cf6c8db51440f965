import { stringify } from 'csv-stringify/sync'
import type { PrintedActivity, PrintedReport, PrintedSeries, ProjectFile } from './printed-report'
import type { ReportFiles } from './read-report'

const emptySeries: PrintedSeries = {
  id: '', rowId: '', country: 'ZZZ', objectiveNo: 1, part: '', indicator: '', label: '', measures: [], slice: '', unit: 'person', unitInLabel: 'person', nature: 'flow', baselinePrinted: '', baseline: '',
  milestoneCell: '', milestoneRule: 'not_due', milestonePrinted: '', actualPrinted: '', actualStatus: 'number', actualFrom: '2026-01', actualTo: '2026-06', endCell: '', endRule: 'absolute:1', endPrinted: '',
  objectiveSummary: 'Registration works in both towns.', linkedOutput: '', sourceLine: '10',
}

/** A series of the fictional project, blank but for what is given. */
export const aSeries = (rest: Partial<PrintedSeries>): PrintedSeries => ({ ...emptySeries, rowId: rest.id ?? '', ...rest })

export const anActivity = (number: number, rest: Partial<PrintedActivity> = {}): PrintedActivity => ({
  id: `Z1-1.${number}`, country: 'ZZZ', objectiveNo: 1, outputNo: 1, activityNo: `1.${number}`, title: `Step ${number}`, percentPrinted: '50%', percent: '50', status: 'Under way',
  summary: `Step ${number} is half done.`, sourceLine: String(30 + number), ...rest,
})

const boxes = (names: readonly string[], ticked: number) =>
  names.map((name, index) => ({ name, outputs_on_schedule_printed: '', milestones_met_printed: ['>80%', '60-80%', '40-59%', '<40%'][index] ?? '', ticked: index === ticked, sentence_printed: `${name} it is.` }))

const project: ProjectFile = {
  document: { form_printed: 'Progress Report', issuer: 'Fictional Fund', language: 'en' },
  header: {
    iris_project_no_printed: '1', tc_symbol_printed: 'ZZ/26/01', donor_printed: 'Fictional Fund', administrative_unit_printed: 'Zed office', countries_printed: 'Zedland', countries: ['ZZZ'],
    title_printed: 'Better Job Centres in Zedland', programme_and_budget_outcome_printed: 'Outcome 1', related_projects_printed: 'None', frequency_ticked_printed: '6-month', sequence_ticked_printed: '1st report',
    sections_that_may_be_left_out_printed: ['2.1'],
  },
  reporting: {
    period_printed: 'January to June 2026', period_from: '2026-01', period_to: '2026-06', prepared: { date_printed: '10 July 2026', date: '2026-07-10', initials_printed: 'AB' },
    reviewed: { date_printed: '11 July 2026', date: '2026-07-11', initials_printed: 'CD' }, approved: { date_printed: '12 July 2026', date: '2026-07-12', initials_printed: 'EF' },
  },
  planning: {
    budget_printed: '400,000', budget: 400_000, currency: 'USD', duration_months_printed: '24', duration_months: 24, start_planned: '2026-01', end_planned: '2027-12', start_actual: '2026-01', end_actual: '2027-12',
  },
  objectives: [{ country: 'ZZZ', number_in_section_3: 1, wording_in_section_3_printed: 'Job centres serve everybody well', number_in_section_4: 1, wording_in_section_4_printed: 'Job centres serve everybody well' }],
  outputs: [{ id: 'Z1-1', country: 'ZZZ', objective_no: 1, output_no: 1, wording_printed: 'A counter guide is written and used', source_line: 30 }],
  classification_forms: {
    output: { boxes: boxes(['Highly satisfactory', 'Satisfactory', 'Unsatisfactory', 'Very unsatisfactory'], 0), justification_limit_characters: 2000, justification_printed: 'Work goes as planned.' },
    objective: { boxes: boxes(['Highly probable', 'Probable', 'Low probability', 'Improbable'], 1), justification_limit_characters: 2000, justification_printed: 'Most milestones are met.' },
  },
  risks: {
    levels_legend_printed: 'G green, Y yellow, R red',
    items: [
      { no: 1, assumption_printed: 'Staff stay', level_start_or_previous_printed: 'Y', level_current_printed: 'G', text_printed: 'Two people were hired.', source_line: 60 },
      { no: 2, assumption_printed: 'Power holds', level_start_or_previous_printed: 'Y', level_current_printed: 'Y', text_printed: 'Cuts are rare.', source_line: 61 },
    ],
  },
  performance_issues: { items: [{ cause_printed: 'Difficult coordination', ticked: false, source_line: 70 }, { cause_printed: 'Other', ticked: false, source_line: 71 }] },
  lessons: [{ heading_printed: 'Strategy', text_printed: 'Small towns need evening hours.', source_line: 80 }],
  significant_dates: [{ date_printed: '5 January 2026', date: '2026-01-05', event_printed: 'Project launched', source_line: 90 }],
  annexes: [{ no: 1, title_printed: 'Dates' }],
  sections: [
    { key: 'executive_summary', heading: 'Executive summary', text_printed: 'The guide is half written.', limit_characters: 3000, source_lines: [5] },
    { key: '2.1', heading: 'Status', text_printed: 'Both towns register people every day.', limit_characters: null, source_lines: [6] },
    { key: '2.2.issues', heading: 'Issues', text_printed: 'None in this period.', limit_characters: null, source_lines: [7] },
  ],
  dated_statements: [
    { event: 'project_launched', country: 'ZZZ', date_printed: '5 January 2026', date: '2026-01-05', name_printed: 'Launch', planned: false, source_line: 90 },
    { event: 'project_launched', country: 'ZZZ', date_printed: 'January 2026', date: '2026-01', name_printed: 'Launch', planned: false, source_line: 6 },
  ],
  assumptions: { milestone_period: { from: '2026-01', to: '2026-06' }, actuals_period: { from: '2026-01', to: '2026-06' } },
}

const series = [
  aSeries({
    id: 'Z1.01', indicator: 'Jobseeker registrations', label: 'Registrations', measures: ['jobseeker_registrations'], baselinePrinted: '1,200', baseline: '1200', milestoneCell: '10% over baseline: 1,320',
    milestoneRule: 'pct_over_baseline:10', milestonePrinted: '1,320', actualPrinted: '1,400', endCell: '50% over baseline: 1,800', endRule: 'pct_over_baseline:50', endPrinted: '1,800', linkedOutput: 'Z1-1',
  }),
  aSeries({
    id: 'Z1.02', indicator: 'Women registered', label: 'Registrations of women', measures: ['jobseeker_registrations'], slice: 'women', baselinePrinted: '600', baseline: '600', milestoneCell: '10% over baseline: 660',
    milestoneRule: 'pct_over_baseline:10', milestonePrinted: '660', actualPrinted: '700', endCell: '50% over baseline: 900', endRule: 'pct_over_baseline:50', endPrinted: '900',
  }),
  aSeries({
    id: 'Z1.03', indicator: 'Capable staff', label: 'Staff', measures: ['capable_staff.trained'], unit: 'staff', unitInLabel: 'staff', nature: 'stock', baselinePrinted: '30', baseline: '30', milestoneCell: 'add 5: total 35',
    milestoneRule: 'add:5', milestonePrinted: '35', actualPrinted: '34', endCell: 'add 20: total 50', endRule: 'add:20', endPrinted: '50 in total',
  }),
]

/** An invented project of the fictional country, without any fault. */
export const cleanReport = (): PrintedReport => structuredClone({ project, series, activities: [anActivity(1), anActivity(2)] })

const seriesCells = (s: PrintedSeries) => ({
  id: s.id, row_id: s.rowId, country: s.country, objective_no: s.objectiveNo, part: s.part, indicator_printed: s.indicator, series_label: s.label, measure_key: s.measures.join(';'), slice: s.slice,
  unit: s.unit, unit_in_label: s.unitInLabel, nature: s.nature, source_kind: 'E', baseline_printed: s.baselinePrinted, baseline_value: s.baseline, milestone_cell_printed: s.milestoneCell,
  milestone_rule: s.milestoneRule, milestone_printed: s.milestonePrinted, actual_printed: s.actualPrinted, actual_status: s.actualStatus, actual_from: s.actualFrom, actual_to: s.actualTo,
  end_cell_printed: s.endCell, end_rule: s.endRule, end_printed: s.endPrinted, objective_summary_printed: s.objectiveSummary, linked_output: s.linkedOutput, source_line: s.sourceLine,
})
const activityCells = (a: PrintedActivity) => ({
  id: a.id, country: a.country, objective_no: a.objectiveNo, output_no: a.outputNo, output_printed: '', activity_no: a.activityNo, activity_printed: a.title, percent_printed: a.percentPrinted,
  percent_value: a.percent ?? '', status_printed: a.status, summary_printed: a.summary, source_line: a.sourceLine,
})

/** The same report as the three files that are imported. */
export const filesOf = (report: PrintedReport): ReportFiles => ({
  indicators: stringify(report.series.map(seriesCells), { header: true }), activities: stringify(report.activities.map(activityCells), { header: true }), project: JSON.stringify(report.project),
})
