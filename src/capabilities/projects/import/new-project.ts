import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FileFault } from '../file-fault'
import { monthsInclusive } from '../months'
import type { PrintedReport, ProjectFile } from '../printed-report'
import { joinRows } from '../read-report'
import type { ReportRow } from '../report-rows'
import type { Objective, Output } from './derive'

const box = z.object({ name: z.string(), outputs_on_schedule_printed: z.string(), milestones_met_printed: z.string(), sentence_printed: z.string() })
const templateSchema = z.object({
  key: z.string(), form: z.string(), issuer: z.string(), sections: z.array(z.object({ key: z.string(), heading: z.string(), limit_characters: z.number().nullable() })),
  boxes: z.object({ output: z.array(box), objective: z.array(box) }), justification_limit_characters: z.number(), causes: z.array(z.string()), lessons: z.array(z.string()),
})
export type FormTemplate = z.output<typeof templateSchema>

/** A donor's form as data: `countries/report-form-<key>.json`. */
export const readTemplate = (root: string, key = 'ilo-tcpr-2014'): FormTemplate => templateSchema.parse(JSON.parse(readFileSync(join(root, `countries/report-form-${key}.json`), 'utf8')))

const month = z.string().trim().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { message: 'projects.refusal.not-a-month' })
const line = (limit: number) => z.string().trim().max(limit).default('')

/** What the tables do not say about a project. Months are YYYY-MM. */
export const headSchema = z.object({
  code: z.string().trim().regex(/^[A-Z0-9][A-Z0-9-]{1,29}$/, { message: 'projects.refusal.wrong-code' }), title: z.string().trim().min(1, { message: 'projects.refusal.needs-title' }).max(500), donor: line(300), agency: line(300),
  country: z.string().trim().regex(/^[A-Z]{3}$/, { message: 'projects.refusal.not-a-country' }), currency: z.string().trim().regex(/^[A-Z]{3}$/, { message: 'projects.refusal.not-a-currency' }),
  budget: z.string().trim().transform((text) => text.replaceAll(',', '')).pipe(z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, { message: 'errors.not-a-number' })),
  start: month, end: month, from: month, to: month, milestoneFrom: month, milestoneTo: month,
})
export type ProjectHead = z.output<typeof headSchema>

interface Tables {
  series: readonly ReportRow[]
  activities: readonly ReportRow[]
  /** As the indicators number them, and as the activities do. */
  objectives: readonly Objective[]
  planObjectives: readonly Objective[]
  outputs: readonly Output[]
}

/** A project with its first report from two tables and a head. The n-th objective of a country is the same in both tables, whatever its number. */
export function newProject(head: ProjectHead, tables: Tables, template: FormTemplate, language: string): { report: PrintedReport | null; faults: FileFault[] } {
  const known = tables.objectives.length > 0 ? tables.objectives : namedBy(tables.series, head.title)
  const places = new Map<string, number>()
  const objectives = known.map((objective) => {
    const place = places.get(objective.country) ?? 0
    places.set(objective.country, place + 1)
    const plan = tables.planObjectives.filter(({ country }) => country === objective.country)[place] ?? objective
    return { country: objective.country, number_in_section_3: plan.number, wording_in_section_3_printed: plan.wording, number_in_section_4: objective.number, wording_in_section_4_printed: objective.wording }
  })
  return joinRows(fileOf(head, template, language, objectives, tables.outputs), tables.series, tables.activities, [])
}

/** Objectives that only the rows of the table name, by number. */
function namedBy(series: readonly ReportRow[], title: string): Objective[] {
  const keys = [...new Set(series.map(({ row }) => `${row['country'] ?? ''} ${row['objective_no'] ?? ''}`))]
  return keys.map((key) => ({ country: key.split(' ')[0] ?? '', number: Number(key.split(' ')[1]) || 1, wording: title }))
}

function fileOf(head: ProjectHead, template: FormTemplate, language: string, objectives: ProjectFile['objectives'], outputs: readonly Output[]): ProjectFile {
  const unsigned = { date_printed: '', date: '' }
  const form = (kind: 'output' | 'objective') => ({ boxes: template.boxes[kind].map((one) => ({ ...one, ticked: false })), justification_limit_characters: template.justification_limit_characters, justification_printed: '' })
  return {
    document: { form_printed: template.form, issuer: template.issuer, language },
    header: {
      iris_project_no_printed: '', tc_symbol_printed: '', donor_printed: head.donor, administrative_unit_printed: head.agency, countries_printed: [...new Set(objectives.map(({ country }) => country))].join(', '),
      countries: [...new Set(objectives.map(({ country }) => country))], title_printed: head.title, programme_and_budget_outcome_printed: '', related_projects_printed: '', frequency_ticked_printed: null, sequence_ticked_printed: null,
      sections_that_may_be_left_out_printed: [],
    },
    reporting: { period_printed: `${head.from} – ${head.to}`, period_from: head.from, period_to: head.to, prepared: unsigned, reviewed: unsigned, approved: unsigned },
    planning: {
      budget_printed: head.budget, budget: Number(head.budget), currency: head.currency, duration_months_printed: String(monthsInclusive(head.start, head.end)), duration_months: monthsInclusive(head.start, head.end),
      start_planned: head.start, end_planned: head.end, start_actual: head.start, end_actual: head.end,
    },
    objectives: [...objectives], outputs: outputs.map(({ id, country, objective, number, wording }) => ({ id, country, objective_no: objective, output_no: number, wording_printed: wording })),
    classification_forms: { output: form('output'), objective: form('objective') },
    risks: { levels_legend_printed: null, items: [] }, performance_issues: { items: template.causes.map((cause) => ({ cause_printed: cause, ticked: false })) },
    lessons: template.lessons.map((heading) => ({ heading_printed: heading, text_printed: '' })), significant_dates: [], annexes: [],
    sections: template.sections.map(({ key, heading, limit_characters }) => ({ key, heading, text_printed: '', limit_characters })), dated_statements: [],
    assumptions: { milestone_period: { from: head.milestoneFrom, to: head.milestoneTo }, actuals_period: { from: head.from > head.milestoneFrom ? head.from : head.milestoneFrom, to: head.to } },
  }
}
