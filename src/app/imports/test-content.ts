import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database'

/** What every table holds, as one digest for each: the ledgers of imports, audit and keys apart, which only grow. */
export async function contentOf(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'
      and c.relname !~ '^(schema_|audit_|import_batch|request_key|session|job$)' order by 1`.execute(db.asLogin)
  return db.wholeStore(async (store) => {
    const content: Record<string, string> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t order by 1`.execute(store)
      if (rows.length > 0) content[name] = createHash('sha256').update(rows.map(({ text }) => text).join('\n')).digest('hex').slice(0, 16)
    }
    return content
  })
}
