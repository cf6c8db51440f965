import { faultsOf } from '../language/check'
import type { Condition, CountingTree, Operator, Scalar, Tree, Unit } from '../language/tree'
import { type EventWord, findEvent } from '../language/vocabulary'
import { columnsOf, type ColumnType } from '../language/views'

export const kinds = ['count', 'sum', 'count_distinct', 'stock_at'] as const
export const conditionsOffered = 3
const lateDays = 30

/** What a person chose on the page: one condition for each of `field`, `op` and `values` at the same place. */
export interface Choices {
  readonly event: string
  readonly kind: string
  readonly of: string
  readonly by: string
  readonly date: string
  /** Id of the measure that makes the whole of a rate; empty for none. */
  readonly per: string
  readonly conditions: readonly { readonly field: string; readonly op: string; readonly values: readonly string[] }[]
}
/** Message keys by field of the form. */
export type ChoiceErrors = Readonly<Record<string, string>>

/** Fields of an event that a choice may name, with what they hold. */
export const fieldsOfEvent = (event: EventWord): { name: string; type: ColumnType }[] =>
  event.filters.flatMap((name) => {
    const type = columnsOf(event.view)[name]
    return type ? [{ name, type }] : []
  })
export const operatorsOf = (type: ColumnType): readonly Operator[] =>
  type === 'code' ? ['in', 'not_in', 'is_null', 'not_null'] : type === 'codes' ? ['has'] : type === 'bool' ? ['='] : type === 'key' ? ['is_null', 'not_null'] : ['>=', '<=', '=', 'is_null', 'not_null']

const unitOfEvent: Readonly<Record<string, Unit>> = {
  registration: 'person', active_jobseeker: 'person', vacancy: 'vacancy', vacancy_posts: 'post', service: 'service', employer_assistance: 'service', visit: 'visit', referral: 'referral', interview: 'interview',
  placement: 'placement', placement_fit: 'placement', staff_post: 'person',
}
const unitOfField: Readonly<Record<string, Unit>> = { person_key: 'person', employer_key: 'employer', vacancy_key: 'vacancy', referral_key: 'referral', delta: 'post', posts: 'post', posts_unfilled: 'post', wait_minutes: 'minute', days_from_registration: 'day' }

function valueOf(type: ColumnType, op: string, values: readonly string[]): { value?: Scalar | readonly Scalar[] } | undefined {
  const given = values.flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean)
  if (op === 'is_null' || op === 'not_null') return {}
  const [first] = given
  if (first === undefined) return undefined
  if (op === 'in' || op === 'not_in') return { value: given }
  if (type === 'bool') return first === 'yes' || first === 'no' ? { value: first === 'yes' } : undefined
  if (type === 'int' || type === 'decimal') return /^-?\d{1,9}(\.\d{1,4})?$/.test(first) ? { value: Number(first) } : undefined
  return { value: first }
}

/** The tree of the choices, or what is wrong with them. `find` gives the whole of a rate. */
export function treeOf(choices: Choices, find: (id: string) => CountingTree | undefined): { tree: Tree } | { errors: ChoiceErrors } {
  const event = findEvent(choices.event)
  if (!event || !(kinds as readonly string[]).includes(choices.kind)) return { errors: { event: 'errors.required' } }
  const errors: Record<string, string> = {}
  const where: Condition[] = []
  choices.conditions.forEach(({ field, op, values }, i) => {
    if (field === '') return
    const type = event.filters.includes(field) ? columnsOf(event.view)[field] : undefined
    if (!type) return void (errors[`c${i + 1}`] = 'measures.error.field')
    if (!(operatorsOf(type) as readonly string[]).includes(op)) return void (errors[`o${i + 1}`] = 'measures.error.op')
    const found = valueOf(type, op, values)
    if (!found) return void (errors[`v${i + 1}`] = 'measures.error.value')
    where.push(found.value === undefined ? [field, op as Operator] : [field, op as Operator, found.value])
  })
  const per = choices.per === '' ? undefined : find(choices.per)
  if (choices.per !== '' && !per) errors['per'] = 'errors.not-valid'
  const isSpan = choices.kind === 'stock_at' && event.span !== undefined
  if (choices.date !== '' && !event.dates.includes(choices.date)) errors['date'] = 'errors.not-valid'
  if (choices.kind === 'sum' && choices.of === '') errors['of'] = 'measures.error.of'
  if (choices.kind === 'count_distinct' && choices.by === '') errors['by'] = 'measures.error.by'
  const rest = {
    event: choices.event, ...(where.length > 0 ? { where } : {}), ...(isSpan ? {} : { date_field: choices.date || event.dates[0] }), credit_unit: 'centre_code', late_days: lateDays, missing: 'null',
  } as const
  const own = unitOfEvent[choices.event] ?? 'number'
  const counting: CountingTree = choices.kind === 'sum' ? { kind: 'sum', of: choices.of, unit: choices.of === 'count' ? own : (unitOfField[choices.of] ?? 'number'), ...rest }
    : choices.kind === 'count_distinct' ? { kind: 'count_distinct', by: choices.by, unit: unitOfField[choices.by] ?? 'number', ...rest }
    : choices.kind === 'stock_at' ? { kind: 'stock_at', at: 'last', unit: own, ...(choices.of && !event.span ? { of: choices.of } : {}), ...rest }
    : { kind: 'count', unit: own, ...rest }
  const tree: Tree = per ? { kind: 'ratio', num: counting, den: per, scale: 100, unit: 'percent', missing: 'null' } : counting
  if (Object.keys(errors).length > 0) return { errors }
  const faults = faultsOf(tree)
  if (faults.length === 0) return { tree }
  return { errors: Object.fromEntries(faults.map(({ path, what }) => [what === 'no-span' ? 'kind' : what === 'not-a-number' ? 'of' : path.replace(/^num\./, '') === 'by' ? 'by' : 'event', what === 'no-span' ? 'measures.error.no-span' : what === 'not-a-number' ? 'measures.error.of' : 'errors.not-valid'])) }
}

/** The choices that give a tree back, as far as the page can show them. */
export function choicesOf(tree: Tree, nameOf: (whole: CountingTree) => string | undefined): Choices | undefined {
  const counting = tree.kind === 'ratio' ? tree.num : tree
  const per = tree.kind === 'ratio' ? nameOf(tree.den) : ''
  const where = counting.where ?? []
  if (per === undefined || where.length > conditionsOffered || (counting.dedupe ?? []).length > 0) return undefined
  const conditions = where.map(([field, op, value]) => ({
    field: String(field), op: String(op), values: value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one))),
  }))
  const found: Choices = { event: counting.event, kind: counting.kind, of: ('of' in counting ? counting.of : '') ?? '', by: 'by' in counting ? counting.by : '', date: counting.date_field ?? '', per, conditions }
  return found
}
