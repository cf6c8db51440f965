import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/id'
import type { Db } from '../../src/platform/db/database'
import { freshStore } from '../harness/store'

const centreA = newId()
const centreB = newId()
const person = newId()
const stranger = newId()
const employer = newId()

/** Tables that name a person and still have no row guard, each with its reason. Nothing else may be here. */
const withoutGuard: Record<string, string> = {
  account: 'is read before a scope is known, to find who signs in; it holds no name or phone of a jobseeker, only keyed digests',
}

let db: Db
let withPeople: string[] = []
beforeAll(async () => {
  db = await freshStore()
  await plantEverywhere(db)
  withPeople = await tablesWith(db, 'person_id')
}, 60_000)
afterAll(() => db.close())

const tablesWith = async (store: Db, column: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and (exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = ${column} and not a.attisdropped)
      or ${column} = 'person_id' and c.relname = 'person') order by 1`.execute(store.asLogin)
  return rows.map(({ name }) => name)
}

/** One row of centre A's person in every table, whatever the rules between tables say: only the row guards are under test. */
async function plantEverywhere(store: Db): Promise<void> {
  await store.engine.script(`do $$ declare c record; begin
    for c in select conrelid::regclass as t, conname from pg_constraint where contype in ('f', 'c', 'x') and connamespace = 'public'::regnamespace order by contype desc loop
      execute format('alter table %s drop constraint %I', c.t, c.conname); end loop;
    for c in select tgrelid::regclass as t, tgname from pg_trigger where not tgisinternal loop execute format('drop trigger %I on %s', c.tgname, c.t); end loop; end $$`)
  const { rows } = await sql<{ table: string; column: string; type: string; length: number }>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type, a.atttypmod as length
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and (a.attnotnull or a.attname in ('centre_id', 'person_id', 'employer_id'))
      and c.relname not like 'audit%' and c.relname <> 'schema_migration' and c.relname not like 'country_%'`.execute(store.asLogin)
  await store.wholeStore(async (whole) => {
    for (const table of new Set(rows.map((row) => row.table))) {
      const columns = rows.filter((row) => row.table === table)
      const values = columns.map(({ column, type }) => sql`${valueFor(table, column, type)}::${sql.raw(type)}`)
      await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ column }) => sql.ref(column)))}) overriding system value values (${sql.join(values)})`.execute(whole)
    }
    await sql`update person_centre set closed_at = null`.execute(whole)
  })
}

function valueFor(table: string, column: string, type: string): string {
  if (column === 'person_id' || (table === 'person' && column === 'id')) return person
  if (column === 'centre_id' || (table === 'centre' && column === 'id')) return centreA
  if (column === 'employer_id' || (table === 'employer' && column === 'id')) return employer
  if (type === 'uuid') return newId()
  if (table === 'match_weights' && type === 'jsonb') return '{"skills":[],"profiles":[],"related":[]}'
  if (type === 'jsonb') return '{}'
  if (type === 'boolean') return 'true'
  if (type === 'bytea') return '\\x00'
  if (type.endsWith('[]')) return '{}'
  if (/^(integer|bigint|smallint|numeric|double|real)/.test(type)) return '1'
  if (type === 'date') return '2026-01-01'
  if (type.startsWith('time without')) return '08:00'
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z'
  if (/range$/.test(type)) return 'empty'
  return `x${newId().slice(-6)}`
}

interface Scope {
  centres?: readonly string[]
  person?: string
  employer?: string
  reach: string
}

async function visible(tables: readonly string[], scope: Scope): Promise<Record<string, number>> {
  return db.asLogin.transaction().execute(async (store) => {
    await sql`select set_config('role', 'openpes_app', true), set_config('openpes.centre_ids', ${`{${(scope.centres ?? []).join(',')}}`}, true),
      set_config('openpes.person_id', ${scope.person ?? 'none'}, true), set_config('openpes.employer_id', ${scope.employer ?? 'none'}, true), set_config('openpes.reach', ${scope.reach}, true)`.execute(store)
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(store)
      if ((rows[0]?.count ?? 0) > 0) counts[table] = rows[0]?.count ?? 0
    }
    return counts
  })
}
const guarded = () => withPeople.filter((table) => !(table in withoutGuard))

describe('the database holds the line although the application asks for everything (Z3)', () => {
  it('shows the own centre its person, so that an empty answer elsewhere means something', async () => {
    const seen = await visible(guarded(), { centres: [centreA], reach: 'centre' })
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(['person', 'person_name', 'person_contact', 'registration', 'referral', 'placement', 'service_event']))
    console.log(`${Object.keys(seen).length} of ${guarded().length} tables with people show a row to the own centre`)
  })

  const strangers: Record<string, Scope> = {
    'another centre': { centres: [centreB], reach: 'centre' },
    'headquarters, without a centre': { reach: 'national' },
    'another jobseeker': { person: stranger, reach: 'own' },
    nobody: { reach: 'none' },
  }
  for (const [name, scope] of Object.entries(strangers)) {
    it(`shows ${name} no row of any table with people`, async () => {
      expect(await visible(guarded(), scope)).toEqual({})
    })
  }

  it('catches a table without a policy and a view of the superuser (control)', async () => {
    await db.engine.script(`set role openpes_owner; create table planted_person (person_id uuid, note text); reset role;
      insert into planted_person values ('${person}', 'x'); create view planted_view as select * from person; grant select on planted_view to openpes_app`)
    expect(await visible(['planted_person', 'planted_view'], { centres: [centreB], reach: 'centre' })).toEqual({ planted_person: 1, planted_view: 1 })
    expect(await faultsOfCatalogue()).toEqual(['planted_person: no forced row guard', 'planted_view: a view that reads with its owner\'s rights'])
    await db.engine.script('drop view planted_view; drop table planted_person')
  })

  async function faultsOfCatalogue(): Promise<string[]> {
    const people = await tablesWith(db, 'person_id')
    const { rows: loose } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname = any (${people}::text[]) and not (relrowsecurity and relforcerowsecurity) order by 1`.execute(db.asLogin)
    const { rows: views } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and pg_get_userbyid(relowner) <> 'openpes_facts' and not coalesce(reloptions @> array['security_invoker=true'], false) order by 1`.execute(db.asLogin)
    return [
      ...loose.filter(({ name }) => !(name in withoutGuard)).map(({ name }) => `${name}: no forced row guard`),
      ...views.map(({ name }) => `${name}: a view that reads with its owner's rights`),
    ]
  }
  it('has a forced guard on every table with people and no view that goes round it', async () => {
    expect(await faultsOfCatalogue()).toEqual([])
  })

  it('looks a person up by index, so that no list reads the people of the whole country', async () => {
    const { rows } = await sql<{ table: string }>`
      select distinct polrelid::regclass::text as table from pg_policy
      where coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '') ~ 'EXISTS [(] SELECT 1[[:space:]]+FROM person_centre'`.execute(db.asLogin)
    expect(rows).toEqual([])
  })

  it('answers an unset scope with an error, not with an empty list', async () => {
    const unset = db.asLogin.transaction().execute(async (store) => {
      await sql`select set_config('role', 'openpes_app', true)`.execute(store)
      await sql`select * from person`.execute(store)
    })
    await expect(unset).rejects.toThrow(/scope .* is not set/)
    const emptied = db.asLogin.transaction().execute(async (store) => {
      await sql`select set_config('role', 'openpes_app', true), set_config('openpes.centre_ids', '', true), set_config('openpes.person_id', 'none', true)`.execute(store)
      await sql`select * from person`.execute(store)
    })
    await expect(emptied).rejects.toThrow(/is not set/)
  })

  it('lets the application own nothing, bypass nothing and be no other role', async () => {
    const { rows } = await sql<{ fault: string }>`
      select 'owns ' || relname as fault from pg_class where relowner = 'openpes_app'::regrole
      union all select 'bypasses row guards' from pg_roles where rolname = 'openpes_app' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)
      union all select 'is member of ' || roleid::regrole::text from pg_auth_members where member = 'openpes_app'::regrole
      union all select 'may execute ' || oid::regprocedure::text from pg_proc where pronamespace = 'public'::regnamespace and proname = 'audit_append' and not has_function_privilege('openpes_app', oid, 'execute')`.execute(db.asLogin)
    expect(rows).toEqual([])
  })

  it('lets statistics read fact views only, and fact views only granted columns', async () => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
      and has_table_privilege('openpes_stats', oid, 'select') and relname not like 'fact\\_%'`.execute(db.asLogin)
    expect(rows).toEqual([])
  })
})
