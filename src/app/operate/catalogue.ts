import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/tables.generated'

/** Anything that can run a statement. */
export type Store = Pick<Kysely<Tables>, 'getExecutor'>

export interface StoredColumn {
  name: string
  /** As a cast: `numeric(14,2)`, `text[]`. */
  type: string
}
export interface StoredTable {
  name: string
  /** In the order of their names, without computed ones. */
  columns: readonly StoredColumn[]
}

/** Tables that a copy of the store does not carry: the target keeps its own ledger of migrations. */
const leftOut = ['schema_migration']

/** The tables of the store in the order of their names. Tables that are not logged are derived from these and made anew. */
export async function listStoredTables(db: Store): Promise<StoredTable[]> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relpersistence = 'p' and not c.relispartition and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by c.relname collate "C", a.attname collate "C"`.execute(db)
  const tables = new Map<string, StoredColumn[]>()
  for (const { table, column, type } of rows) {
    if (leftOut.includes(table)) continue
    const columns = tables.get(table) ?? []
    columns.push({ name: column, type })
    tables.set(table, columns)
  }
  return [...tables].map(([name, columns]) => ({ name, columns }))
}

/** Tables that the backup role cannot read and write whole. A copy without them would look complete and be wrong. */
export async function listHiddenTables(db: Store): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relpersistence = 'p' and not c.relispartition and c.relname <> all (${leftOut}::text[])
      and (not has_table_privilege('openpes_backup', c.oid, 'select, insert, delete')
        or c.relrowsecurity and not exists (
          select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
            and pg_get_expr(p.polqual, p.polrelid) = 'true'
            and (select oid from pg_roles where rolname = 'openpes_backup') = any (p.polroles)))
    order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

export interface ForeignKey {
  table: string
  name: string
  definition: string
}

export async function listForeignKeys(db: Store): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select c.conrelid::regclass::text as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname = 'public' and c.contype = 'f' and c.conparentid = 0 order by 1, 2`.execute(db)
  return rows
}

/** Triggers of our own, which a copy must not fire again. */
export async function listTriggers(db: Store): Promise<{ table: string; name: string }[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select t.tgrelid::regclass::text as "table", t.tgname as name from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and not t.tgisinternal and t.tgenabled <> 'D' order by 1, 2`.execute(db)
  return rows
}

export interface Ran {
  name: string
  hash: string
}

/** Schema steps that ran here, without fact views; null when the store was never prepared. */
export async function listMigrations(db: Store): Promise<Ran[] | null> {
  const found = await sql<{ there: boolean }>`select to_regclass('public.schema_migration') is not null as there`.execute(db)
  if (!found.rows[0]?.there) return null
  const { rows } = await sql<Ran>`select name, hash from schema_migration where name not like 'facts:%' order by name collate "C"`.execute(db)
  return rows
}

/** Columns that the database numbers itself, with the sequence behind each. */
export async function listNumbered(db: Store): Promise<{ table: string; column: string; sequence: string }[]> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select c.relname as "table", a.attname as "column", pg_get_serial_sequence('public.' || quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relpersistence = 'p' and a.attnum > 0 and not a.attisdropped
      and pg_get_serial_sequence('public.' || quote_ident(c.relname), a.attname) is not null order by 1, 2`.execute(db)
  return rows
}
