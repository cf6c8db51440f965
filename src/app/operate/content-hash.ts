import { sql } from 'kysely'
import type { Store, StoredTable } from './catalogue'

/** How many rows a table has and the sum of their digests: equal on both engines when the rows are, whatever their order. */
export interface TableHash {
  table: string
  rows: number
  hash: string
}

const pagesAtOnce = 256
const wrap = 1n << 64n

/** One row as an array of texts, columns in the order of their names. */
const rowTexts = (table: StoredTable) => sql`array[${sql.join(table.columns.map(({ name }) => sql`${sql.ref(name)}::text`))}]`
const rowHash = (table: StoredTable) => sql`('x' || left(md5(${rowTexts(table)}::text), 16))::bit(64)::bigint::numeric`

/** Stretches of a table, small enough that each is a short statement. */
async function* stretches(db: Store, table: StoredTable): AsyncGenerator<ReturnType<typeof sql>> {
  const { rows } = await sql<{ pages: number }>`select pg_relation_size(${`public.${table.name}`}::regclass) / current_setting('block_size')::int as pages`.execute(db)
  const pages = rows[0]?.pages ?? 0
  for (let page = 0; page < pages; page += pagesAtOnce) {
    yield sql`ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + pagesAtOnce},0)`}::tid`
  }
}

const add = (sum: bigint, text: string) => (((sum + BigInt(text)) % wrap) + wrap) % wrap
const written = (sum: bigint) => sum.toString(16).padStart(16, '0')

export async function hashTable(db: Store, table: StoredTable): Promise<TableHash> {
  let count = 0
  let sum = 0n
  for await (const stretch of stretches(db, table)) {
    const { rows } = await sql<{ count: number; sum: string }>`
      select count(*) as count, coalesce(sum(${rowHash(table)}), 0)::text as sum from ${sql.table(table.name)} where ${stretch}`.execute(db)
    count += rows[0]?.count ?? 0
    sum = add(sum, rows[0]?.sum ?? '0')
  }
  return { table: table.name, rows: count, hash: written(sum) }
}

export async function hashTables(db: Store, tables: readonly StoredTable[]): Promise<TableHash[]> {
  const hashes: TableHash[] = []
  for (const table of tables) hashes.push(await hashTable(db, table))
  return hashes
}

/** Reads a table whole: pieces of JSON, each an array of rows of texts. The last value is its hash. */
export async function* readTable(db: Store, table: StoredTable): AsyncGenerator<{ rows: number; json: string }, TableHash> {
  let count = 0
  let sum = 0n
  for await (const stretch of stretches(db, table)) {
    const { rows } = await sql<{ count: number; sum: string; json: string | null }>`
      select count(*) as count, coalesce(sum(${rowHash(table)}), 0)::text as sum, json_agg(${rowTexts(table)})::text as json
      from ${sql.table(table.name)} where ${stretch}`.execute(db)
    const piece = rows[0]
    if (!piece?.json) continue
    count += piece.count
    sum = add(sum, piece.sum)
    yield { rows: piece.count, json: piece.json.replaceAll('\n', ' ') }
  }
  return { table: table.name, rows: count, hash: written(sum) }
}

/** Writes one piece of `readTable` into the same table elsewhere. */
export async function writeRows(db: Store, table: StoredTable, json: string): Promise<void> {
  const columns = sql.join(table.columns.map(({ name }) => sql.ref(name)))
  const values = sql.join(table.columns.map(({ type }, place) => sql`(piece ->> ${sql.lit(place)})::${sql.raw(type)}`))
  await sql`insert into ${sql.table(table.name)} (${columns}) overriding system value select ${values} from jsonb_array_elements(${json}::jsonb) as piece`.execute(db)
}

/** Where two stores differ, in words for the operator; empty when they hold the same. */
export function differences(source: readonly TableHash[], target: readonly TableHash[]): string[] {
  const names = [...new Set([...source, ...target].map(({ table }) => table))].sort()
  return names.flatMap((name) => {
    const a = source.find(({ table }) => table === name)
    const b = target.find(({ table }) => table === name)
    if (a && b && a.rows === b.rows && a.hash === b.hash) return []
    return [`${name}: ${a ? `${a.rows} rows ${a.hash}` : 'missing'}, restored ${b ? `${b.rows} rows ${b.hash}` : 'missing'}`]
  })
}
