import type { CalendarDate } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import type { RowMistake } from '../../../platform/imports/check-rows'
import { type CellOutcome, type Columns, dayColumn, type RowTexts, textColumn } from '../../../platform/imports/column'
import type { DryRun, RowValues } from '../../../platform/imports/dry-run'
import type { Checked } from '../../../platform/imports/fault'
import type { RawTable } from '../../../platform/imports/read-table'
import { addActivity, makePlan } from '../actions/plans'
import { checkTable } from './checked'
import { named, unknown } from './columns'

/** What cells of a plan may name: the indicators of the agency, and the series that the centre has of them. */
export interface PlanScope {
  readonly indicators: readonly string[]
  readonly seriesOf: ReadonlyMap<string, string>
  /** Codes of activities by the title of a plan of the same period that still takes some. */
  readonly plans: ReadonlyMap<string, { readonly id: string; readonly codes: ReadonlySet<string> }>
}
export interface PlanValues {
  readonly plan: string
  readonly code: string
  readonly title: string
  readonly output: string
  readonly owner_post: string
  readonly start_on: CalendarDate
  readonly due_on: CalendarDate
  readonly weight: string
  readonly moves: readonly string[]
  readonly deliverables: readonly string[]
}
const mostDeliverables = 20
const partsOf = (text: string, separator: RegExp) => text.split(separator).map((one) => one.trim()).filter(Boolean)

export const planColumns = ({ indicators, seriesOf }: PlanScope): Columns<PlanValues> => [
  textColumn('plan', { required: true, maxLength: 200, headings: {} }),
  named('code', { kind: 'code', required: true, headings: {}, parse: (text): CellOutcome<string> => (/^[A-Za-z0-9.-]{1,12}$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'activity-code' }) }),
  textColumn('title', { required: true, maxLength: 300, headings: {} }),
  textColumn('output', { maxLength: 300, headings: {} }),
  textColumn('owner_post', { required: true, maxLength: 120, headings: {} }),
  dayColumn('start_on', { headings: {} }), dayColumn('due_on', { headings: {} }),
  named('weight', { kind: 'number', headings: {}, parse: (text): CellOutcome<string> => (/^\d{1,7}(\.\d{1,3})?$/.test(text) && Number(text) > 0 ? { ok: true, value: text } : { ok: false, reason: 'weight' }) }),
  named('moves', {
    kind: 'text', headings: {},
    parse(text): CellOutcome<readonly string[]> {
      const keys = partsOf(text.toLowerCase(), /[\s,;]+/)
      const strange = keys.find((key) => !indicators.includes(key))
      if (strange !== undefined) return unknown('unknown-indicator', indicators, strange)
      const bare = keys.find((key) => !seriesOf.has(key))
      return bare === undefined ? { ok: true, value: keys.flatMap((key) => seriesOf.get(key) ?? []) } : { ok: false, reason: 'no-series', params: { value: bare } }
    },
  }),
  named('deliverables', {
    kind: 'text', isMultiline: true, maxLength: 6_500, headings: {},
    parse(text): CellOutcome<readonly string[]> {
      const titles = partsOf(text, /[;\n]/)
      return titles.length <= mostDeliverables && titles.every((one) => [...one].length >= 3 && [...one].length <= 300) ? { ok: true, value: titles } : { ok: false, reason: 'deliverables', params: { most: mostDeliverables } }
    },
  }),
]

const mistakesOf = (texts: RowTexts): RowMistake[] => {
  const at = (name: string) => texts[name] ?? ''
  return [
    ...['plan', 'title'].filter((name) => at(name) !== '' && [...at(name)].length < 3).map((column): RowMistake => ({ ok: false, column, reason: 'short' })),
    ...(at('start_on') !== '' && at('due_on') !== '' && at('due_on') < at('start_on') ? [{ ok: false, column: 'due_on', reason: 'due-before-start' } as const] : []),
  ]
}

/** Checks a file of activities. A code stands once in a plan, in the file and in what is there already. */
export function checkPlan(table: RawTable, scope: PlanScope): Promise<Checked<DryRun<PlanValues>>> {
  const first = new Map<string, number>()
  return checkTable(table, planColumns(scope), 'plan', mistakesOf, (row, { plan, code }) => {
    const subject = JSON.stringify([plan, code])
    const earlier = first.get(subject)
    if (earlier !== undefined) return { column: 'code', reason: 'twice', params: { first: earlier } }
    first.set(subject, row)
    return scope.plans.get(plan ?? '')?.codes.has(code ?? '') ? { column: 'code', reason: 'code-taken' } : undefined
  })
}

/** Writes the activities into their plans, making those that are not there yet. Answers with the plans, or with the row that was refused. */
export async function writePlan(tx: Tx, centreId: string, period: string, rows: readonly { readonly row: number; readonly values: RowValues<PlanValues> }[], { plans }: PlanScope): Promise<{ plans: string[] } | { row: number; reason: string }> {
  const made = new Map([...plans].map(([title, { id }]) => [title, id]))
  const used = new Set<string>()
  for (const { row, values } of rows) {
    const title = values.plan ?? ''
    const id = made.get(title) ?? (await makePlan(tx, centreId, { title, period }))
    made.set(title, id)
    used.add(id)
    const outcome = await addActivity(tx, { id, centre_id: centreId }, {
      code: values.code ?? '', title: values.title ?? '', owner: values.owner_post ?? '', startOn: values.start_on, dueOn: values.due_on, moves: values.moves ?? [], needs: '', deliverables: values.deliverables ?? [],
      output: values.output ?? '', ...(values.weight === null ? {} : { weight: values.weight }),
    })
    if (!outcome.ok) return { row, reason: outcome.reason }
  }
  tx.note({ action: 'plan.import', subjectKind: 'activity-plan', fields: [`rows:${rows.length}`] })
  return { plans: [...used] }
}
