import { z } from 'zod'
import { changeFields } from './change-rules'

const text = z.string().nullable().transform((value) => value ?? '')
const month = z.string().regex(/^\d{4}-\d{2}$/)

/** One series of the results framework with what the report prints for it: a line of `indicators.csv`. */
export interface PrintedSeries {
  id: string
  rowId: string
  country: string
  objectiveNo: number
  part: string
  indicator: string
  label: string
  measures: readonly string[]
  slice: string
  unit: string
  unitInLabel: string
  nature: 'flow' | 'stock' | 'rate'
  baselinePrinted: string
  /** Decimal text; '' when nothing is printed. */
  baseline: string
  milestoneCell: string
  milestoneRule: string
  milestonePrinted: string
  actualPrinted: string
  actualStatus: string
  actualFrom: string
  actualTo: string
  endCell: string
  endRule: string
  endPrinted: string
  objectiveSummary: string
  linkedOutput: string
  sourceLine: string
  /** Figure of the report before, and what the records now give for its months. */
  last?: { from: string; to: string; printed: string; now: string } | undefined
}

/** One activity of the work plan: a line of `activities.csv`. */
export interface PrintedActivity {
  id: string
  country: string
  objectiveNo: number
  outputNo: number
  activityNo: string
  title: string
  percentPrinted: string
  /** Decimal text, or null when none is printed ("n.a."). */
  percent: string | null
  status: string
  summary: string
  sourceLine: string
  /** Months in which the work plan puts it. */
  plan?: { from: string; to: string } | undefined
}

const lines = { source_line: z.number().optional(), source_lines: z.array(z.number()).optional() }
const box = z.object({
  name: z.string(), outputs_on_schedule_printed: z.string().optional(), milestones_met_printed: z.string(), ticked: z.boolean(), sentence_printed: text,
})
const form = z.object({ boxes: z.array(box).min(1), justification_limit_characters: z.number().nullable(), justification_printed: text })
const signature = z.object({ date_printed: text, date: z.string(), initials_printed: z.string().optional() })

/** `project.json`: everything of the report that is neither an indicator nor an activity. Unknown members are kept out. */
export const projectSchema = z.object({
  document: z.object({ form_printed: text, issuer: text, language: text }),
  header: z.object({
    iris_project_no_printed: text, tc_symbol_printed: text, donor_printed: text, administrative_unit_printed: text, countries_printed: text,
    countries: z.array(z.string()).min(1), title_printed: text, programme_and_budget_outcome_printed: text, related_projects_printed: text,
    frequency_ticked_printed: z.string().nullable(), sequence_ticked_printed: z.string().nullable(),
    sequence_stated_in_text: z.object({ value: z.number() }).optional(), sections_that_may_be_left_out_printed: z.array(z.string()),
  }),
  reporting: z.object({
    period_printed: text, period_from: month, period_to: month,
    /** Last month of the report before; without it the project's start counts. */
    reported_to: month.optional(),
    prepared: signature, reviewed: signature, approved: signature,
  }),
  planning: z.object({
    budget_printed: text, budget: z.number(), currency: z.string().length(3), duration_months_printed: text, duration_months: z.number().int(),
    start_planned: month, end_planned: month, start_actual: month, end_actual: month,
  }),
  objectives: z.array(z.object({
    country: z.string(), number_in_section_3: z.number(), wording_in_section_3_printed: text, line_in_section_3: z.number().optional(),
    number_in_section_4: z.number(), wording_in_section_4_printed: text, line_in_section_4: z.number().optional(),
  })),
  outputs: z.array(z.object({ id: z.string(), country: z.string(), objective_no: z.number(), output_no: z.number(), wording_printed: text, ...lines })),
  classification_forms: z.object({ output: form, objective: form }),
  risks: z.object({
    levels_legend_printed: z.string().nullable(),
    items: z.array(z.object({
      no: z.number(), assumption_printed: text, level_start_or_previous_printed: z.string(), level_current_printed: z.string(), text_printed: text, ...lines,
    })),
  }),
  performance_issues: z.object({ items: z.array(z.object({ cause_printed: z.string(), ticked: z.boolean(), ...lines })) }),
  lessons: z.array(z.object({ heading_printed: z.string(), text_printed: text, ...lines })),
  significant_dates: z.array(z.object({ date_printed: text, date: z.string(), event_printed: text, ...lines })),
  annexes: z.array(z.object({ no: z.number(), title_printed: text })),
  sections: z.array(z.object({ key: z.string(), heading: z.string(), text_printed: text, limit_characters: z.number().nullable(), ...lines })),
  dated_statements: z.array(z.object({
    event: z.string(), country: z.string(), date_printed: text, date: z.string(), name_printed: z.string().nullable(), planned: z.boolean(), ...lines,
  })),
  /** Approved changes of rules, baselines and wordings that took effect in this report. */
  reformulations: z.array(z.object({ subject: z.string(), field: z.enum(changeFields), before: z.string(), after: z.string(), reason: z.string(), on: z.string() })).optional(),
  assumptions: z.object({ milestone_period: z.object({ from: month, to: month }), actuals_period: z.object({ from: month, to: month }) }),
})
export type ProjectFile = z.output<typeof projectSchema>

/** A report as it was printed, whole. */
export interface PrintedReport {
  project: ProjectFile
  series: readonly PrintedSeries[]
  activities: readonly PrintedActivity[]
}
