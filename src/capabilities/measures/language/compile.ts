import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { conditionSql, fieldsOf, type Parameters_ } from './conditions'
import type { CountingTree } from './tree'
import { columnOf, type Dimension, type EventWord, findEvent } from './vocabulary'
import { columnsOf, type ViewName } from './views'

export interface Slice {
  readonly dimension: Dimension
  /** One value, or several with commas between them: rows that have any of them. */
  readonly value: string
}
/** Which part of a measure is asked. Slices are taken after duplicates are merged, so the parts add up to the whole. */
export interface FigureRequest {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly slices: readonly Slice[]
  /** The day on which the month was closed; rows entered later do not count. Null: the month is open, every row counts. */
  readonly closedOn: CalendarDate | null
}
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}
/** `groups` is a person's whole set of groups as one text: a key for counting all breakdowns in one pass. */
export type SplitKey = Dimension | 'month' | 'groups' | 'province'
/** Which columns a view really has; a column that is not there yet is shown empty. */
export type HasColumn = (view: ViewName, column: string) => boolean

export const promised: HasColumn = (view, column) => Object.hasOwn(columnsOf(view), column)
const monthSql = `to_char(day, 'YYYY-MM')`
const outOf: Record<Dimension, string> = { centre: 'unit_code', sex: 'sex', age_band: 'age_band', group: 'group_code' }
const keySql = (key: SplitKey) => (key === 'month' ? monthSql : key === 'groups' ? `array_to_string(groups, ' ')` : key === 'province' ? `coalesce(province_code, 'not-stated')` : outOf[key])

export function eventOf(tree: CountingTree): EventWord {
  const event = findEvent(tree.event)
  if (!event) throw new Error(`The vocabulary has no event ${tree.event}.`)
  return event
}

const amountOf = (tree: CountingTree) => (tree.kind === 'sum' || tree.kind === 'stock_at' ? tree.of : undefined)

/** The columns without which the measure cannot be counted. */
export function requiredColumns(tree: CountingTree): { view: ViewName; columns: string[] } {
  const event = eventOf(tree)
  const used = new Set<string>(['in_use', event.key, tree.credit_unit ?? 'centre_code', ...(tree.dedupe ?? []), ...(event.span ?? [tree.date_field ?? event.dates[0]])])
  for (const condition of [...event.defaults, ...(tree.where ?? [])]) for (const field of fieldsOf(condition)) used.add(field)
  const of = amountOf(tree)
  if (of) used.add(of)
  if ('by' in tree) used.add(tree.by)
  return { view: event.view, columns: [...used] }
}

/** Narrows the rows of the view before anything is counted, and asks for more columns; only for what keeps rows. */
export interface Narrow {
  readonly only?: string
  readonly also?: string
  readonly enteredUntil?: CalendarDate
}

/** View, event defaults, where, late rule, duplicates. Identifiers come from the vocabulary only. */
export function rankedSql(tree: CountingTree, has: HasColumn, add: Parameters_, narrow: Narrow = {}): string {
  const event = eventOf(tree)
  const day = tree.date_field ?? event.dates[0]
  const of = amountOf(tree)
  const span = spanOf(tree)
  const column = (name: string, type: string, empty = 'null') => (has(event.view, name) ? `v.${name}` : `${empty}::${type}`)
  const amount = of ? `v.${of}` : '1'
  const conditions = ['v.in_use', ...[...event.defaults, ...(tree.where ?? [])].map((condition) => conditionSql(condition, columnsOf(event.view), add))]
  if (narrow.enteredUntil) conditions.push(`(v.entered_on <= ${add(narrow.enteredUntil, 'date')} or v.source = 'import')`)
  if (narrow.only) conditions.push(narrow.only)
  const dedupe = tree.dedupe ?? []
  const turn = dedupe.length === 0 ? 'true as counts_once' : `(row_number() over (partition by ${dedupe.map((field) => `v.${field}`).join(', ')} order by v.${day}, v.${event.key}) = 1
      or ${dedupe.map((field) => `v.${field} is null`).join(' or ')}) as counts_once`
  const employer = event.employers === undefined ? 'null::uuid' : event.employers === 'employer_key' ? 'v.employer_key' : '(select f.employer_key from fact_vacancy f where f.vacancy_key = v.vacancy_key limit 1)'
  return `select v.${event.key} as record_key, v.${span ? span[0] : day} as day, v.${tree.credit_unit ?? 'centre_code'} as unit_code,
    coalesce(${column('sex', 'text')}, 'not-stated') as sex, coalesce(${column('age_band', 'text')}, 'not-stated') as age_band, ${column('groups', 'text[]', `'{}'`)} as groups,
    ${column('province_code', 'text')} as province_code, ${event.shown.map((name) => `${column(name, 'text')}::text as shown_${name}, `).join('')}${amount} as amount,
    ${'by' in tree ? `v.${tree.by}` : 'null::uuid'} as distinct_key, ${event.employers ? employer : 'null::uuid'} as employer_key, ${span ? `v.${span[1]}` : 'null::date'} as until_day, ${turn}${narrow.also ? `, ${narrow.also}` : ''}
  from ${event.view} v where ${conditions.join(' and ')}`
}

/** The two days between which a row of a stock is true; undefined where a stock is a sum of changes. */
export const spanOf = (tree: CountingTree) => (tree.kind === 'stock_at' && !tree.of ? eventOf(tree).span : undefined)

/** The ranked rows, then period and slices. */
export function countedSql(tree: CountingTree, request: FigureRequest, has: HasColumn, add: Parameters_): string {
  const at = tree.kind === 'stock_at' ? (tree.at === 'first' ? request.from : request.to) : null
  const late = addDays(request.to, tree.late_days ?? 30)
  const ranked = rankedSql(tree, has, add, { ...(request.closedOn ? { enteredUntil: late < request.closedOn ? late : request.closedOn } : {}), ...withinPeriod(tree, request, add) })
  const when = spanOf(tree) ? `day <= ${add(at, 'date')} and (until_day is null or until_day > ${add(at, 'date')})` : at !== null ? `day <= ${add(at, 'date')}` : `day between ${add(request.from, 'date')} and ${add(request.to, 'date')}`
  const slices = request.slices.map(({ dimension, value }) => (dimension === 'group' ? `${add(value, 'text')} = any(groups)` : isAnyOf(outOf[dimension], value, add)))
  return `with ranked as (${ranked}), counted as (select * from ranked where ${[when, ...((tree.dedupe ?? []).length === 0 ? [] : ['counts_once']), ...slices].join(' and ')})`
}

/** Rows that can only be duplicates of one another on the same day are looked for in the period alone. */
function withinPeriod(tree: CountingTree, { from, to }: FigureRequest, add: Parameters_): Narrow {
  const day = tree.date_field ?? eventOf(tree).dates[0]
  return tree.kind !== 'stock_at' && (tree.dedupe ?? []).includes(day) ? { only: `v.${day} between ${add(from, 'date')} and ${add(to, 'date')}` } : {}
}

/** One value is compared as it is, so that an index on it serves. */
export const isAnyOf = (column: string, value: string, add: Parameters_): string => (value.includes(',') ? `${column} = any(string_to_array(${add(value, 'text')}, ','))` : `${column} = ${add(value, 'text')}`)

export function parameters(): { values: unknown[]; add: Parameters_ } {
  const values: unknown[] = []
  return { values, add: (value, cast) => `$${values.push(value)}::${cast}` }
}

const valueOf = (tree: CountingTree) =>
  tree.kind === 'count_distinct' ? 'count(distinct distinct_key)' : amountOf(tree) ? 'coalesce(sum(amount), 0)' : 'count(*)'

/** The figure: one row, `value` as decimal text. */
export function compileValue(tree: CountingTree, request: FigureRequest, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  return { text: `${countedSql(tree, request, has, add)} select ${valueOf(tree)}::text as value from counted`, values }
}

/** The records behind the figure: as many rows, or amounts that add up to it. Newest first. */
export function compileList(tree: CountingTree, request: FigureRequest, page: { limit: number; offset: number } | null, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  const counted = countedSql(tree, request, has, add)
  const shown = eventOf(tree).shown.map((name) => `, shown_${name}`).join('')
  const rows = tree.kind === 'count_distinct'
    ? `select distinct_key as record_key, max(day) as day, min(unit_code) as unit_code, min(sex) as sex, min(age_band) as age_band, min(province_code) as province_code, 1 as amount
      from counted where distinct_key is not null group by distinct_key`
    : `select record_key, day, unit_code, sex, age_band, province_code, amount${shown} from counted`
  const cut = page ? ` limit ${add(page.limit, 'int')} offset ${add(page.offset, 'int')}` : ''
  return { text: `${counted} select l.*, l.amount::text as amount from (${rows}) l order by l.day desc, l.record_key, l.unit_code${cut}`, values }
}

const setsSql = (sets: readonly (readonly SplitKey[])[], also = '') => sets.map((set) => `(${[...set.map(keySql), ...(also ? [also] : [])].join(', ')})`).join(', ')

/** Which keys a row is not split by, and the values of those that it is. */
const headSql = (keys: readonly SplitKey[]) =>
  keys.length === 0 ? '0 as mask, ' : `grouping(${keys.map(keySql).join(', ')})::int as mask, ${keys.map((key, i) => `${keySql(key)} as key_${i}, `).join('')}`

function splitParts(sets: readonly (readonly SplitKey[])[]): { keys: SplitKey[]; from: string } {
  const keys = [...new Set(sets.flat())]
  const grouped = keys.includes('group')
  if (grouped && sets.some((set) => !set.includes('group'))) throw new Error('Groups overlap: they are counted by themselves.')
  return { keys, from: grouped ? 'counted cross join lateral unnest(groups) as g(group_code)' : 'counted' }
}

/** The figure for each value of each set of keys, in one pass. A row says in `mask` which keys it is not split by. */
export function compileSplit(tree: CountingTree, request: FigureRequest, sets: readonly (readonly SplitKey[])[], has: HasColumn = promised): Statement & { keys: readonly SplitKey[] } {
  const { values, add } = parameters()
  return { ...splitSql(countedSql(tree, request, has, add), valueOf(tree), sets), values }
}

/** `counted` is a `with` list whose last part has the columns of a row: day, unit_code, sex, age_band, groups, province_code. */
export function splitSql(counted: string, value: string, sets: readonly (readonly SplitKey[])[], having = ''): { text: string; keys: readonly SplitKey[] } {
  const { keys, from } = splitParts(sets)
  return { text: `${counted} select ${headSql(keys)}${value}::text as value from ${from} group by grouping sets (${setsSql(sets)})${having}`, keys }
}

/** How many employers stand behind each cell, and the largest one's share of it. */
export function compileEmployers(tree: CountingTree, request: FigureRequest, sets: readonly (readonly SplitKey[])[], has: HasColumn = promised): Statement & { keys: readonly SplitKey[] } {
  const { values, add } = parameters()
  const { keys, from } = splitParts(sets)
  const names = ['mask', ...keys.map((_, i) => `key_${i}`)].join(', ')
  const text = `${countedSql(tree, request, has, add)}, per_employer as (
    select ${headSql(keys)}employer_key, sum(amount) as weight
    from ${from} group by grouping sets (${setsSql(sets, 'employer_key')}))
    select ${names}, count(employer_key)::int as employers, coalesce(max(weight)::numeric / nullif(sum(weight), 0) > 0.8, false) as dominated
    from per_employer group by ${names}`
  return { text, values, keys }
}

/** Whether a row with this mask belongs to this set of keys. */
export const isOfSet = (mask: number, keys: readonly SplitKey[], set: readonly SplitKey[]): boolean =>
  keys.every((key, i) => ((mask >> (keys.length - 1 - i)) & 1) === (set.includes(key) ? 0 : 1))

export const dimensionsOf = (tree: CountingTree, has: HasColumn): Dimension[] => {
  const event = eventOf(tree)
  return event.dimensions.filter((dimension) => has(event.view, columnOf[dimension]))
}
