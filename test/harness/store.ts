import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readFactViews } from '../../src/app/facts'
import { openDatabase, type Db } from '../../src/platform/db/database'
import { dumpTemplate, openPglite, openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'

const root = join(import.meta.dirname, '../..')
const migrations = join(root, 'db/migrations')
const cache = join(root, 'node_modules/.cache/openpes')

function schemaDigest(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(join(migrations, name)))
  for (const view of readFactViews(root)) hash.update(view.name).update(view.sql)
  return hash.digest('hex').slice(0, 16)
}

/** The migrated schema as a PGlite template, made once for each schema and kept in a file. */
export async function makeTemplate(): Promise<Uint8Array> {
  const file = join(cache, `template-${schemaDigest()}.tar.gz`)
  if (existsSync(file)) return readFileSync(file)
  const engine = await openPglite({ folder: null })
  const db = openDatabase(engine)
  let bytes: Uint8Array
  try {
    await migrate(engine, db.asLogin, migrations, readFactViews(root))
    // Databases that nothing here connects to would be a third of all files that each store unpacks.
    for (const name of ['template0', 'template1']) for (const step of [`alter database ${name} is_template false`, `drop database ${name}`]) await engine.script(step)
    bytes = await dumpTemplate(engine)
  } finally {
    await db.close()
  }
  mkdirSync(cache, { recursive: true })
  // Threads share a process id and may make the template at the same time.
  const part = `${file}.${randomUUID()}`
  writeFileSync(part, bytes)
  renameSync(part, file)
  return bytes
}

let unpacked: Promise<Uint8Array> | undefined

/** The template unpacked once in each thread, in memory that the engine's thread reads in place. */
function unpackedTemplate(): Promise<Uint8Array> {
  unpacked ??= makeTemplate().then((packed) => {
    const tar = gunzipSync(packed)
    const shared = new Uint8Array(new SharedArrayBuffer(tar.length))
    shared.set(tar)
    return shared
  })
  return unpacked
}

/** An empty store with the present schema: on the PostgreSQL server of TEST_DATABASE_URL when it is set, else in memory. */
export async function freshStore(): Promise<Db> {
  const server = process.env['TEST_DATABASE_URL']
  if (!server) return openDatabase(await openPglite({ folder: null, template: await unpackedTemplate() }))
  return openDatabase(await openPostgres({ url: await copyOfTemplate(server), max: 10 }))
}

async function copyOfTemplate(server: string): Promise<string> {
  const { Client } = await import('pg')
  const templateName = `openpes_template_${schemaDigest()}`
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(4711)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [templateName])
    if (!rowCount) {
      await client.query(`create database ${templateName}`)
      const url = new URL(server)
      url.pathname = `/${templateName}`
      const engine = await openPostgres({ url: url.href, max: 2 })
      const db = openDatabase(engine)
      await migrate(engine, db.asLogin, migrations, readFactViews(root))
      await db.close()
    }
    const name = `openpes_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
    await client.query(`create database ${name} template ${templateName}`)
    const url = new URL(server)
    url.pathname = `/${name}`
    return url.href
  } finally {
    await client.end()
  }
}
