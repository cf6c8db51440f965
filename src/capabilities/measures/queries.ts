import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Db, Reader, StatisticsReader } from '../../platform/db/database'
import {
  compileEmployers, compileList, compileSplit, compileValue, type FigureRequest, type HasColumn, isOfSet, type SplitKey,
} from './language/compile'
import type { CountingTree } from './language/tree'
import { compileKeptPage, compileKeptSplit, compileKeptValue, compileShown, findKept, hasKeptList } from './rollup/read'
import { rowsOf } from './statement'

const schemas = new WeakMap<Db, HasColumn>()

/** Which fact views and columns the store has; they change at a start only. */
export async function readSchema(reader: Reader, db: Db): Promise<HasColumn> {
  const known = schemas.get(db)
  if (known) return known
  const { rows } = await sql<{ view: string; column: string }>`
    select c.relname as view, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'v' and c.relname like 'fact\\_%'`.execute(reader.db)
  const found = new Set(rows.map(({ view, column }) => `${view}.${column}`))
  const has: HasColumn = (view, column) => found.has(`${view}.${column}`)
  schemas.set(db, has)
  return has
}

/** Decimal text. From the kept sums where they can answer, else from the facts; both are exact. */
export async function readValue(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, has: HasColumn): Promise<string> {
  const kept = await findKept(reader, tree, request)
  const [row] = await rowsOf<{ value: string }>(reader, kept ? compileKeptValue(tree, request, kept, has) : compileValue(tree, request, has))
  return row?.value ?? '0'
}

/** One cell of a split; `keys` are the values of the set's keys, in their order. */
export interface SplitCell {
  readonly keys: readonly string[]
  readonly value: string
}
interface SplitRow {
  mask: number
  value: string
  [key: `key_${number}`]: string | null
}

const keysOf = (row: { [key: `key_${number}`]: string | null }, keys: readonly SplitKey[], set: readonly SplitKey[]) => set.map((key) => row[`key_${keys.indexOf(key)}`] ?? 'not-stated')

/** The cells of each set of keys, in the order of the sets. */
export async function readSplit(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, sets: readonly (readonly SplitKey[])[], has: HasColumn): Promise<SplitCell[][]> {
  const kept = await findKept(reader, tree, request)
  const statement = kept ? compileKeptSplit(tree, request, kept, sets, has) : compileSplit(tree, request, sets, has)
  const rows = await rowsOf<SplitRow>(reader, statement)
  return sets.map((set) => rows.filter(({ mask }) => isOfSet(mask, statement.keys, set)).map((row) => ({ keys: keysOf(row, statement.keys, set), value: row.value })))
}

/** The cells with fewer than three employers behind them, or with one that makes up more than 80 per cent; keys joined by `|`. */
export async function readThinCells(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, sets: readonly (readonly SplitKey[])[], has: HasColumn): Promise<Set<string>[]> {
  const statement = compileEmployers(tree, request, sets, has)
  const rows = await rowsOf<{ mask: number; employers: number; dominated: boolean; [key: `key_${number}`]: string | null }>(reader, statement)
  const thin = rows.filter(({ employers, dominated }) => employers < 3 || dominated)
  return sets.map((set) => new Set(thin.filter(({ mask }) => isOfSet(mask, statement.keys, set)).map((row) => keysOf(row, statement.keys, set).join('|'))))
}

/** One row behind a figure: no person, only what the fact view shows. */
export interface RecordRow {
  readonly record_key: string | null
  readonly day: CalendarDate
  readonly unit_code: string
  readonly sex: string
  readonly age_band: string
  readonly province_code: string | null
  readonly amount: string
  readonly [shown: `shown_${string}`]: string | null | undefined
}

/** The records behind a figure, newest first; a page of them, or all (`null`). */
export async function listRecords(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, page: { limit: number; offset: number } | null, has: HasColumn): Promise<RecordRow[]> {
  const kept = page && page.limit <= longestPage && hasKeptList(tree) ? await findKept(reader, tree, request) : undefined
  if (!page || !kept) return rowsOf<RecordRow>(reader, compileList(tree, request, page, has))
  const rows = await rowsOf<KeptRow>(reader, compileKeptPage(tree, request, kept, page, has))
  const shown = await rowsOf<RecordRow & { row_key: string }>(reader, compileShown(tree, [...new Set(rows.map(({ key }) => key))], has))
  const places = new Map<string, (RecordRow & { row_key: string })[]>()
  for (const row of shown) places.set(placeOf(row.row_key, row), [...(places.get(placeOf(row.row_key, row)) ?? []), row])
  return rows.map(({ key, cell: _, ...row }) => places.get(placeOf(key, row))?.shift() ?? { ...row, record_key: key })
}
/** A longer list, such as a file, is read from the facts in one go. */
const longestPage = 500
type KeptRow = Omit<RecordRow, 'record_key'> & { readonly key: string; readonly cell: string }
const placeOf = (key: string, { day, unit_code, sex, age_band, province_code, amount }: Omit<RecordRow, 'record_key'>) => [key, day, unit_code, sex, age_band, province_code, amount].join('|')

/** As many records as the list has, which differs from the figure where rows carry amounts. */
export async function countRecords(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, has: HasColumn): Promise<number> {
  const kept = hasKeptList(tree) ? await findKept(reader, tree, request) : undefined
  if (kept) return (await rowsOf<{ rows: number }>(reader, compileKeptValue(tree, request, kept, has)))[0]?.rows ?? 0
  const { text, values } = compileList(tree, request, null, has)
  const [row] = await rowsOf<{ rows: number }>(reader, { text: `select count(*)::int as rows from (${text}) as whole_list`, values })
  return row?.rows ?? 0
}
