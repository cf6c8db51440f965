import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Engine } from './engine/index'
import type { Tables } from './tables.generated'

/** One migration file: `0001_platform.sql`, run once, in order, in a transaction of its own. */
interface Migration {
  name: string
  sql: string
  hash: string
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, hash: digest(sql) }
    }),
  )
}

/** A migration that says `Role: login` in its header sets its own roles; all others run as the owner of the tables. */
const asOwner = (text: string) => (/Role: login/.test(text.split('\n\n')[0] ?? '') ? text : `set local role openpes_owner;\n${text}\nreset role;\n`)

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Fact views of one capability: grants of columns and the views themselves. */
export interface FactViews {
  name: string
  sql: string
}

/**
 * Brings the database to the schema of this program.
 * Migrations run once, forward only; fact views are replaced when their text changed.
 * @throws when a migration that already ran was edited, or when one fails (the database then keeps the old schema).
 */
export async function migrate(engine: Engine, db: Kysely<Tables>, folder: string, facts: readonly FactViews[]): Promise<string[]> {
  await engine.script(
    'create table if not exists schema_migration (name text primary key, hash text not null, ran_at timestamptz not null default now())',
  )
  const done = await readLedger(db)
  const ran: string[] = []
  for (const migration of await readMigrations(folder)) {
    const before = done.get(migration.name)
    if (before === migration.hash) continue
    if (before) throw new Error(`Migration ${migration.name} was edited after it ran. Restore the file and add a new migration.`)
    const note = `insert into schema_migration (name, hash) values (${quote(migration.name)}, '${migration.hash}');`
    await whole(engine, `${asOwner(migration.sql)}\n${note}`)
    ran.push(migration.name)
  }
  if (facts.some((view) => done.get(`facts:${view.name}`) !== digest(view.sql))) {
    await replaceFactViews(engine, facts)
    ran.push(...facts.map((view) => `facts:${view.name}`))
  }
  return ran
}

/** Runs a script in one transaction; a failure leaves the database as it was. */
async function whole(engine: Engine, text: string): Promise<void> {
  try {
    await engine.script(`begin;\n${text}\ncommit;`)
  } catch (error) {
    await engine.script('rollback')
    throw error
  }
}

const eachFactView = (action: string) => `do $$ declare v record; begin
  for v in select viewname from pg_views where schemaname = 'public' and viewname like 'fact\\_%' loop ${action} end loop; end $$;`

/** Fact views belong to openpes_facts, which may read only the columns that facts.sql grants, so a view cannot name a personal column. */
function replaceFactViews(engine: Engine, facts: readonly FactViews[]): Promise<void> {
  const ledger = facts.map(
    (view) =>
      `insert into schema_migration (name, hash) values (${quote(`facts:${view.name}`)}, '${digest(view.sql)}')
       on conflict (name) do update set hash = excluded.hash, ran_at = now();`,
  )
  return whole(
    engine,
    [
      eachFactView(`execute format('drop view if exists %I cascade', v.viewname);`),
      'set local role openpes_owner;',
      ...facts.map((view) => view.sql),
      'reset role;',
      eachFactView(`execute format('alter view %I owner to openpes_facts', v.viewname);
        execute format('grant select on %I to openpes_stats', v.viewname);`),
      ...ledger,
    ].join('\n'),
  )
}

async function readLedger(db: Kysely<Tables>): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; hash: string }>`select name, hash from schema_migration`.execute(db)
  return new Map(rows.map((row) => [row.name, row.hash]))
}
