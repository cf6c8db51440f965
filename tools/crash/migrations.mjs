// D9: a migration that is killed leaves the old schema or the new one, never something between.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import pg from 'pg'
import { pause } from './server-process.mjs'
import { openPostgresStore } from './stores.mjs'

/** Everything that a migration can make, as one digest. The ledger of migrations itself is compared by its rows. */
const schema = `
  select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r','v') and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration'
  union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and conrelid::regclass::text <> 'schema_migration'
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
  union all select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
  union all select 'function ' || oid::regprocedure || md5(pg_get_functiondef(oid)) from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f','p')
    and not exists (select 1 from pg_depend e where e.objid = pg_proc.oid and e.deptype = 'e')
  union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select 'grant ' || relname || ' ' || coalesce(relacl::text, '') from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r','v') and relname <> 'schema_migration'
  order by 1`

async function stateOf(url) {
  const client = new pg.Client(url)
  await client.connect()
  const lines = (await client.query(schema)).rows.map(({ line }) => line)
  const there = (await client.query(`select to_regclass('public.schema_migration') is not null as there`)).rows[0].there
  const ran = there ? (await client.query('select count(*)::int as n from schema_migration')).rows[0].n : 0
  await client.end()
  return { digest: createHash('sha256').update(lines.join('\n')).digest('hex'), ran }
}

export async function killMigrations({ root, kills, random }) {
  const store = await openPostgresStore()
  const out = mkdtempSync(join(root, 'node_modules/.cache-crash-'))
  try {
    await build({ entryPoints: ['child', 'up-to'].map((name) => join(root, `tools/crash/migrate-${name}.ts`)), outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' })
    // Only what is killed needs a process of its own.
    const { migrateUpTo } = await import(join(out, 'migrate-up-to.mjs'))
    const folder = join(root, 'db/migrations')
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()
    const admin = new pg.Client(store.databaseUrl)
    await admin.connect()
    const child = (url, upTo, split = '') => spawn(process.execPath, [join(out, 'migrate-child.mjs'), url, folder, upTo, split], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, TMPDIR: out } })
    const urlOf = (database) => Object.assign(new URL(store.databaseUrl), { pathname: `/${database}` }).href
    const copy = async (name, from) => {
      await admin.query(`drop database if exists ${name}`)
      await admin.query(`create database ${name}${from ? ` template ${from}` : ''}`)
    }
    const points = kills >= 60 ? 20 : 2
    const chosen = kills >= 60 ? names : names.filter((_, place) => place % 6 === 1)
    let between = 0
    let asBefore = 0
    let asAfter = 0
    await copy('before', null)
    let reached = 0
    for (const name of chosen) {
      const place = names.indexOf(name)
      if (place > reached) await migrateUpTo(urlOf('before'), folder, names[place - 1])
      reached = place
      await copy('after', 'before')
      const began = performance.now()
      await migrateUpTo(urlOf('after'), folder, name)
      const took = performance.now() - began
      const [before, after] = [await stateOf(urlOf('before')), await stateOf(urlOf('after'))]
      for (let point = 0; point < points; point += 1) {
        await copy('killed', 'before')
        const one = child(urlOf('killed'), name)
        const ended = new Promise((resolve) => one.once('exit', resolve))
        // A new process is slower than this one, so the kills fall before, into and after the migration.
        await new Promise((resolve) => one.stdout.once('data', resolve))
        await pause(random() * Math.max(4, took * 1.5))
        one.kill('SIGKILL')
        await ended
        await untilAlone(admin, 'killed')
        const found = await stateOf(urlOf('killed'))
        if (found.digest === before.digest && found.ran === before.ran) asBefore += 1
        else if (found.digest === after.digest && found.ran === after.ran) asAfter += 1
        else {
          between += 1
          console.log(`     ${name}: neither old nor new`)
        }
        await migrateUpTo(urlOf('killed'), folder, name)
        if ((await stateOf(urlOf('killed'))).digest !== after.digest) {
          between += 1
          console.log(`     ${name}: the next start does not finish it`)
        }
      }
    }
    // Control: the same migrations, statement by statement, without a transaction.
    let caught = 0
    let tries = 0
    await copy('start', null)
    await migrateUpTo(urlOf('start'), folder, names[1])
    await copy('after', 'start')
    await migrateUpTo(urlOf('after'), folder, names[2])
    const [old, fresh] = [await stateOf(urlOf('start')), await stateOf(urlOf('after'))]
    for (; tries < 40 && (caught === 0 || tries < 6); tries += 1) {
      await copy('killed', 'start')
      const one = child(urlOf('killed'), names[2], 'split')
      const ended = new Promise((resolve) => one.once('exit', resolve))
      await new Promise((resolve) => one.stdout.once('data', resolve))
      await pause(5 + random() * 15 * (1 + (tries % 8)))
      one.kill('SIGKILL')
      await ended
      await untilAlone(admin, 'killed')
      const found = await stateOf(urlOf('killed'))
      if (found.digest !== old.digest && found.digest !== fresh.digest) caught += 1
    }
    await admin.end()
    const good = between === 0 && caught > 0
    console.log(`${between === 0 ? 'ok  ' : 'FAIL'} ${chosen.length} migrations killed at ${points} points each: ${asBefore} times the old schema, ${asAfter} times the new, ${between} between`)
    console.log(`${caught > 0 ? 'ok  ' : 'FAIL'} CONTROL a migration outside a transaction: ${caught} of ${tries} kills left something between`)
    return good
  } finally {
    rmSync(out, { recursive: true, force: true })
    store.close()
  }
}

/** The server notices a dead client a moment later; until then its transaction may still end either way. */
async function untilAlone(admin, database) {
  for (;;) {
    const { rows } = await admin.query(`select count(*)::int as n from pg_stat_activity where datname = $1`, [database])
    if (rows[0].n === 0) return
    await pause(10)
  }
}
