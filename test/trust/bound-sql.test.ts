import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../src/platform/db/database'
import { freshStore } from '../harness/store'

const root = join(import.meta.dirname, '../..')
const below = (folder: string): string[] => readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? below(join(folder, name)) : [join(folder, name)]))
const sources = below(join(root, 'src')).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.generated\./.test(file)).map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }))

/**
 * Every place where text becomes SQL without being bound. Each file has a reason; what is spliced there comes from a list in
 * the code or from the database's own catalogue, never from a request.
 */
const known: Record<string, string> = {
  'src/app/operate/content-hash.ts': 'types of columns, from the catalogue',
  'src/capabilities/matching/queries/scores.ts': 'names of columns of one view, from a list in the file',
  'src/capabilities/measures/statement.ts': 'compiled from the measure language: identifiers from its fixed list of columns, values bound',
  'src/app/operate/restore.ts': 'names and definitions of keys and triggers, from the catalogue',
}

/** `sql.raw`, and queries put together outside the tag. */
function splices(text: string): string[] {
  return [...text.matchAll(/sql\.raw\([^)]*\)|CompiledQuery\.raw\([^)]*\)|\.query\(\s*`[^`]*\$\{[^`]*`|\.script\(\s*`[^`]*\$\{[^`]*`/g)].map(([one]) => one)
}

describe('SQL (I2)', () => {
  const found = sources.filter(({ text }) => splices(text).length > 0)

  it('binds every value: text is spliced only in files that say why', () => {
    const unexplained = found.filter(({ file }) => !(file in known) && !file.startsWith('src/platform/db/'))
    console.log(`${sources.length} files; spliced SQL in: ${found.map(({ file, text }) => `${file} (${splices(text).length})`).join(', ')}`)
    expect(unexplained.map(({ file, text }) => `${file}: ${splices(text).join(' ; ').slice(0, 200)}`)).toEqual([])
  })

  it('with a sort column from the request would be found (control)', () => {
    expect(splices("db.selectFrom('person').orderBy(sql.raw(query.sort))")).toHaveLength(1)
    expect(splices('client.query(`select * from ${table}`)')).toHaveLength(1)
  })
})

describe('functions that act with more rights than the caller', () => {
  let db: Db
  beforeAll(async () => {
    db = await freshStore()
  })
  afterAll(() => db.close())

  it('have a fixed search path and are open to the application only', async () => {
    const { rows } = await sql<{ name: string; path: boolean; everyone: boolean }>`
      select p.oid::regprocedure::text as name, coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) as path,
        exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE') as everyone
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`.execute(db.asLogin)
    console.log(`${rows.length} security definer functions`)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.filter(({ path }) => !path).map(({ name }) => `${name}: no fixed search path`)).toEqual([])
    expect(rows.filter(({ everyone }) => everyone).map(({ name }) => `${name}: open to every role`)).toEqual([])
  })

  it('that are open would be found (control)', async () => {
    await db.engine.script('create function planted_definer() returns int language sql security definer as $$ select 1 $$')
    const { rows } = await sql<{ name: string }>`select proname as name from pg_proc where prosecdef and proconfig is null and pronamespace = 'public'::regnamespace`.execute(db.asLogin)
    expect(rows.map(({ name }) => name)).toContain('planted_definer')
    await db.engine.script('drop function planted_definer()')
  })
})
