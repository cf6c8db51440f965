import { firstOfMonth, lastOfMonth } from '../../../kernel/calendar'
import type { StatisticsReader } from '../../../platform/db/database'
import { definitionHash } from '../language/canonical'
import { eventOf, type FigureRequest, type HasColumn, isAnyOf, parameters, rankedSql, type Slice, spanOf, type SplitKey, splitSql, type Statement } from '../language/compile'
import type { Parameters_ } from '../language/conditions'
import type { CountingTree } from '../language/tree'
import { rowsOf } from '../statement'
import { isKept, keptRowsSql, keyOf, sourceOf } from './rows'

/** A kept counting with the records that changed since it was folded. */
interface Kept {
  readonly leaf: number
  readonly waiting: readonly string[]
}
/** With more records waiting than this, as during a large import, counting from the facts is no slower. */
const mostWaiting = 20_000

/** Sums are by month and hold every row, whenever it was entered. */
const canAnswer = (tree: CountingTree, { from, to, closedOn }: FigureRequest): boolean =>
  isKept(tree) && closedOn === null && to === lastOfMonth(to) && (tree.kind === 'stock_at' || from === firstOfMonth(from))

/** The sums that answer this question; undefined when the facts themselves must be counted. */
export async function findKept(reader: StatisticsReader, tree: CountingTree, request: FigureRequest): Promise<Kept | undefined> {
  if (!canAnswer(tree, request)) return undefined
  const [found] = await rowsOf<{ leaf: number; waiting: string[] | null }>(reader, {
    text: `select l.id as leaf, (select array_agg(distinct q.key) from (select key from fact_queue where source = $2 limit ${mostWaiting + 1}) q) as waiting
      from fact_leaf l where l.hash = $1 and l.is_ready and l.ground = fact_ground()`,
    values: [definitionHash(tree), sourceOf(tree)],
  })
  if (!found) return undefined
  const waiting = found.waiting ?? []
  return waiting.length > mostWaiting ? undefined : { leaf: found.leaf, waiting }
}

const columns = 'day, unit_code, province_code, sex, age_band, groups, rows, amount, distinct_key'
const slicesSql = (slices: readonly Slice[], add: Parameters_, on: Readonly<Record<Slice['dimension'], string>>) =>
  slices.map(({ dimension, value }) => (dimension === 'group' ? `${add(value, 'text')} = any(string_to_array(${on.group}, ' '))` : isAnyOf(on[dimension], value, add)))
const plain = { centre: 'centre_code', sex: 'sex', age_band: 'age_band', group: 'groups' }

/** Both days as parameters; a stock takes every day up to the last. */
const days = (tree: CountingTree, { from, to }: FigureRequest, add: Parameters_) => (day: string) =>
  tree.kind === 'stock_at' ? `${day} <= ${add(to, 'date')}` : `${day} between ${add(from, 'date')} and ${add(to, 'date')}`

/** `counted` from the sums: the months' cells, less what waiting records told when folded, plus what they tell now. */
function summedSql(tree: CountingTree, request: FigureRequest, { leaf, waiting }: Kept, level: number, has: HasColumn, add: Parameters_): string {
  const within = days(tree, request, add)
  const where = [...slicesSql(request.slices, add, plain)]
  const at = add(leaf, 'smallint')
  const isDistinct = tree.kind === 'count_distinct'
  const row = (source: string, day: string, rows: string, amount: string, conditions: readonly string[], distinct = 'null::uuid') =>
    `select ${day} as day, centre_code as unit_code, province_code, sex, age_band, string_to_array(groups, ' ') as groups, ${rows} as rows, ${amount} as amount, ${distinct} as distinct_key from ${source} where ${[...conditions, ...where].join(' and ')}`
  const keptRows = 'fact_row r join fact_cell c on c.id = r.cell'
  const parts = [
    isDistinct ? row(keptRows, 'day', '1', 'amount', [`leaf = ${at}`, within('day'), ...(waiting.length > 0 ? [`key <> all(${add(waiting, 'uuid[]')})`] : [])], 'distinct_key')
      : row('fact_total', 'month', 'rows', 'amount', [`leaf = ${at}`, `level = ${level}`, within('month')]),
  ]
  if (waiting.length > 0) {
    parts.push(row(`(${keptRowsSql(tree, { keys: waiting }, has, add)}) f`, 'day', '1', 'coalesce(amount, 0)', [within('day')], 'distinct_key'))
    if (!isDistinct) parts.push(row(keptRows, 'day', '-1', '-coalesce(amount, 0)', [`leaf = ${at}`, `key = any(${add(waiting, 'uuid[]')})`, within('day')]))
  }
  return `with counted as (select ${columns} from (${parts.join(' union all ')}) parts)`
}

const valueOf = (tree: CountingTree) => (tree.kind === 'count_distinct' ? 'count(distinct distinct_key)' : 'coalesce(sum(amount), 0)')
/** The smallest sums that hold the answer: by centre, by province, or whole cells. */
function levelOf({ slices }: FigureRequest, keys: readonly SplitKey[]): 0 | 1 | 2 {
  const used = new Set<SplitKey>([...keys, ...slices.map(({ dimension }) => dimension)])
  if (used.has('age_band') || used.has('group') || used.has('groups') || (used.has('centre') && used.has('province'))) return 0
  return used.has('province') ? 2 : 1
}

export function compileKeptSplit(tree: CountingTree, request: FigureRequest, kept: Kept, sets: readonly (readonly SplitKey[])[], has: HasColumn): Statement & { keys: readonly SplitKey[] } {
  const { values, add } = parameters()
  const counted = summedSql(tree, request, kept, levelOf(request, sets.flat()), has, add)
  const having = tree.kind === 'count_distinct' ? '' : spanOf(tree) ? ' having sum(amount) <> 0' : ' having sum(rows) <> 0'
  return { ...splitSql(counted, valueOf(tree), sets, having), values }
}

/** `value` as decimal text and `rows`, the length of its list. */
export function compileKeptValue(tree: CountingTree, request: FigureRequest, kept: Kept, has: HasColumn): Statement {
  const { values, add } = parameters()
  return { text: `${summedSql(tree, request, kept, levelOf(request, []), has, add)} select ${valueOf(tree)}::text as value, coalesce(sum(rows), 0)::int as rows from counted`, values }
}

/** Only rows that stand for one record each have a kept list. */
export const hasKeptList = (tree: CountingTree): boolean => tree.kind === 'count' || tree.kind === 'sum'

/** A page of the records of a cell, newest first: `key, day, unit_code, sex, age_band, province_code, amount`. */
export function compileKeptPage(tree: CountingTree, request: FigureRequest, { leaf, waiting }: Kept, page: { limit: number; offset: number }, has: HasColumn): Statement {
  const { values, add } = parameters()
  const within = days(tree, request, add)
  const slices = slicesSql(request.slices, add, plain)
  const order = 'order by day desc, key, cell'
  const some = add(page.limit + page.offset, 'int')
  const row = 'key, day, cell, centre_code, province_code, sex, age_band, amount'
  const cells = slices.length > 0 ? [`cell in (select id from fact_cell where ${slices.join(' and ')})`] : []
  const stored = `select ${row} from (select * from fact_row where ${[`leaf = ${add(leaf, 'smallint')}`, within('day'), ...(waiting.length > 0 ? [`key <> all(${add(waiting, 'uuid[]')})`] : []), ...cells].join(' and ')} ${order} limit ${some}) r join fact_cell c on c.id = r.cell`
  const fresh = waiting.length > 0 ? ` union all select ${row} from (${keptRowsSql(tree, { keys: waiting }, has, add)}) f where ${[within('day'), ...slicesSql(request.slices, add, plain)].join(' and ')}` : ''
  return {
    text: `select key, day, cell::text as cell, centre_code as unit_code, sex, age_band, nullif(province_code, 'not-stated') as province_code, amount::text as amount
      from (${stored}${fresh}) picked ${order} limit ${add(page.limit, 'int')} offset ${add(page.offset, 'int')}`,
    values,
  }
}

/** What the view shows of these records beside the page. */
export function compileShown(tree: CountingTree, keys: readonly string[], has: HasColumn): Statement {
  const { values, add } = parameters()
  const key = `v.${keyOf(tree)}`
  const shown = eventOf(tree).shown.map((name) => `, x.shown_${name}`).join('')
  return { text: `select x.row_key, x.record_key, x.day, x.unit_code, x.sex, x.age_band, x.province_code, x.amount::text as amount${shown} from (${rankedSql(tree, has, add, { also: `${key} as row_key`, only: `${key} = any(${add(keys, 'uuid[]')})` })}) x`, values }
}
