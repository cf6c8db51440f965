import { copyFileSync, createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { verifyStoredChain } from '../../platform/audit/read-chain'
import type { Db } from '../../platform/db/database'
import { migrate } from '../../platform/db/migrate'
import type { Tables } from '../../platform/db/tables.generated'
import { readFactViews } from '../facts'
import { type BackupLine, BackupRefusal, type BackupStart } from './backup'
import { listForeignKeys, listMigrations, listNumbered, listStoredTables, listTriggers, type Store, type StoredTable } from './catalogue'
import { differences, hashTables, type TableHash, writeRows } from './content-hash'
import { type BackupKey, EnvelopeRefusal, openSealed } from './envelope'

type Line = { kind: 'start'; start: BackupStart } | { kind: 'rows'; table: string; rows: number; json: string } | { kind: 'end'; hashes: readonly TableHash[] }

const longestLine = 512 * 1024 * 1024

/** The lines of a backup file, each checked by its tag before it is given out. */
export async function* readBackup(file: string, key: BackupKey): AsyncGenerator<Line> {
  if (!existsSync(file)) throw new BackupRefusal(`There is no file ${file}.`)
  const opened = Readable.from(openSealed(createReadStream(file), key))
  const unpacked = createGunzip()
  opened.on('error', (error) => unpacked.destroy(error))
  opened.pipe(unpacked)
  let announced: Extract<BackupLine, { kind: 'rows' }> | null = null
  let started = false
  for await (const text of splitLines(unpacked)) {
    if (!started) {
      yield { kind: 'start', start: parse<BackupStart>(text) }
      started = true
    } else if (announced) {
      yield { ...announced, json: text }
      announced = null
    } else {
      const line = parse<BackupLine>(text)
      if (line.kind === 'end') {
        yield line
        return
      }
      announced = line
    }
  }
  throw new EnvelopeRefusal('The backup is damaged or cut off. Nothing was restored. Use another copy of it.')
}

const parse = <T>(text: string) => JSON.parse(text) as T

async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let size = 0
  for await (const piece of source) {
    let rest = piece
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8')
      parts = []
      size = 0
      rest = rest.subarray(end + 1)
    }
    parts.push(rest)
    size += rest.byteLength
    if (size > longestLine) throw new EnvelopeRefusal('The backup holds a line that is too long.')
  }
}

export interface RestoreOptions {
  key: BackupKey
  root: string
  /** Digest of the keys that this installation uses. */
  keys: string
  /** Restore although the keys are others: sealed numbers and passwords then stay closed. */
  withOtherKeys?: boolean
  say(line: string): void
}
export interface Restored {
  start: BackupStart
  hashes: readonly TableHash[]
  auditEntries: number
}

/**
 * Fills an empty store from a backup: all of it or nothing. The rows must hash to what the backup says and the audit chain must hold,
 * else everything is rolled back. The store gets the schema of the backup first, then the steps that are newer.
 * @throws BackupRefusal when the store is not empty, the backup is newer than this program, or the copy differs.
 */
export async function restoreBackup(db: Db, file: string, options: RestoreOptions): Promise<Restored> {
  const lines = readBackup(file, options.key)
  const first = await lines.next()
  if (first.done || first.value.kind !== 'start') throw new EnvelopeRefusal('The backup is empty.')
  const { start } = first.value
  if (start.keys !== options.keys && !options.withOtherKeys) {
    throw new BackupRefusal('The keys of this data folder are not those of the backup. Put the keys.json of that installation into the data folder first; without it passwords and identity numbers stay closed.')
  }
  await refuseNonEmpty(db)
  await bringToSchemaOf(db, start, options.root)
  options.say(`Backup of ${start.country}, made ${start.madeAt}: ${start.tables.length} tables.`)
  const restored = await db.asLogin.transaction().execute(async (store) => {
    await sql`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`.execute(store)
    return fill(store, start, lines)
  })
  await migrate(db.engine, db.asLogin, join(options.root, 'db/migrations'), readFactViews(options.root))
  await db.engine.maintain()
  return { start, ...restored }
}

/** Only what migrations themselves write may be there. */
async function refuseNonEmpty(db: Db): Promise<void> {
  if (!(await listMigrations(db.asLogin))) return
  const filled = await db.wholeStore(async (store) => {
    const found: string[] = []
    for (const { name } of await listStoredTables(store)) {
      if (['audit_lane', 'setting', 'country_age_band', 'country_derived_group', 'country_service', 'consent_text'].includes(name)) continue
      const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(store)
      if (rows.length > 0) found.push(name)
    }
    return found
  })
  if (filled.length > 0) throw new BackupRefusal(`The store is not empty (${filled.slice(0, 5).join(', ')}). A restore never overwrites: use an empty data folder or a new database.`)
}

async function bringToSchemaOf(db: Db, start: BackupStart, root: string): Promise<void> {
  const source = join(root, 'db/migrations')
  const unknown = start.migrations.filter(({ name }) => !existsSync(join(source, name)))
  if (unknown.length > 0) throw new BackupRefusal(`The backup was made by a newer program (it knows ${unknown[0]?.name ?? ''}). Update the program first.`)
  const folder = mkdtempSync(join(tmpdir(), 'openpes-schema-'))
  try {
    for (const { name } of start.migrations) copyFileSync(join(source, name), join(folder, name))
    await migrate(db.engine, db.asLogin, folder, [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const ran = await listMigrations(db.asLogin)
  const edited = start.migrations.filter(({ name, hash }) => ran?.find((known) => known.name === name)?.hash !== hash)
  if (edited.length > 0) throw new BackupRefusal(`The schema step ${edited[0]?.name ?? ''} is not the one the backup was made with.`)
}

const asRole = (store: Kysely<Tables>, role: 'openpes_owner' | 'openpes_backup' | 'none') => sql`select set_config('role', ${role}, true)`.execute(store)

/** Rows go in as the backup role. Keys between tables and our triggers wait until all of them are there. */
async function fill(store: Kysely<Tables>, start: BackupStart, lines: AsyncGenerator<Line>): Promise<{ hashes: readonly TableHash[]; auditEntries: number }> {
  const tables = await listStoredTables(store)
  checkColumns(tables, start.tables)
  const keys = await listForeignKeys(store)
  const triggers = await listTriggers(store)
  await asRole(store, 'openpes_owner')
  for (const { table, name } of triggers) await sql`alter table ${sql.raw(table)} disable trigger ${sql.ref(name)}`.execute(store)
  for (const { table, name } of keys) await sql`alter table ${sql.raw(table)} drop constraint ${sql.ref(name)}`.execute(store)

  await asRole(store, 'openpes_backup')
  for (const { name } of tables) await sql`delete from ${sql.table(name)}`.execute(store)
  const promised = await writeLines(store, tables, lines)
  const next = await nextNumbers(store)
  const hashes = await hashTables(store, tables)
  const wrong = differences(promised, hashes)
  if (wrong.length > 0) throw new BackupRefusal(`The copy differs from the backup, so nothing was restored: ${wrong.join('; ')}`)
  const chain = await verifyStoredChain(store, null)
  if (chain.fault) throw new BackupRefusal(`The audit chain of the backup is broken (${JSON.stringify(chain.fault)}), so nothing was restored.`)

  await asRole(store, 'openpes_owner')
  for (const { sequence, number } of next) await sql`select setval(${sequence}::regclass, ${number}, false)`.execute(store)
  for (const { table, name, definition } of keys) await sql`alter table ${sql.raw(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(store)
  for (const { table, name } of triggers) await sql`alter table ${sql.raw(table)} enable trigger ${sql.ref(name)}`.execute(store)
  for (const { name } of tables) await sql`analyze ${sql.table(name)}`.execute(store)
  await asRole(store, 'none')
  return { hashes, auditEntries: chain.entries }
}

/** Where each numbering of the database goes on. */
async function nextNumbers(store: Kysely<Tables>): Promise<{ sequence: string; number: number }[]> {
  const next: { sequence: string; number: number }[] = []
  for (const { table, column, sequence } of await listNumbered(store)) {
    const { rows } = await sql<{ number: number }>`select coalesce(max(${sql.ref(column)}), 0)::bigint + 1 as number from ${sql.table(table)}`.execute(store)
    next.push({ sequence, number: rows[0]?.number ?? 1 })
  }
  return next
}

function checkColumns(here: readonly StoredTable[], there: readonly StoredTable[]): void {
  const text = (tables: readonly StoredTable[]) => JSON.stringify(tables)
  if (text(here) !== text(there)) throw new BackupRefusal('The tables of the backup are not those of this schema, so nothing was restored.')
}

async function writeLines(store: Store & Kysely<Tables>, tables: readonly StoredTable[], lines: AsyncGenerator<Line>): Promise<readonly TableHash[]> {
  for await (const line of lines) {
    if (line.kind === 'end') return line.hashes
    if (line.kind !== 'rows') continue
    const table = tables.find(({ name }) => name === line.table)
    if (!table) throw new BackupRefusal(`The backup holds a table "${line.table}" that this schema does not have.`)
    await writeRows(store, table, line.json)
  }
  throw new EnvelopeRefusal('The backup is cut off. Nothing was restored.')
}
