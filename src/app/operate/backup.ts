import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database'
import type { Keys } from '../../platform/seal/seal'
import { listHiddenTables, listMigrations, listStoredTables, type Ran, type Store, type StoredTable } from './catalogue'
import { readTable, type TableHash } from './content-hash'
import { type BackupKey, sealStream } from './envelope'

/** First line of a backup. */
export interface BackupStart {
  format: 1
  madeAt: string
  country: string
  migrations: readonly Ran[]
  /** Digest of the keys outside the store, so that a restore without them is refused. */
  keys: string
  tables: readonly StoredTable[]
}
/** Before each piece of rows, and at the end what a restore must find. */
export type BackupLine = { kind: 'rows'; table: string; rows: number } | { kind: 'end'; hashes: readonly TableHash[] }

export class BackupRefusal extends Error {}

export const digestOfKeys = ({ sealing, lookup, pepper }: Keys): string =>
  createHash('sha256').update('openpes keys').update(sealing).update(lookup).update(pepper).digest('hex').slice(0, 32)

/** Everything in the store as it stood at one moment, while others go on writing; with the schema steps that ran. */
export async function snapshot<T>(db: Db, read: (store: Store, migrations: readonly Ran[]) => Promise<T>): Promise<T> {
  return db.asLogin.transaction().setIsolationLevel('repeatable read').execute(async (store) => {
    const migrations = await listMigrations(store)
    if (!migrations) throw new BackupRefusal('The store was never prepared. Run: npx openpes migrate')
    await sql`select set_config('role', 'openpes_backup', true), set_config('statement_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', '0', true)`.execute(store)
    return read(store, migrations)
  })
}

/** Tables of the store, after the check that the backup role sees all of each. */
export async function listWholeTables(store: Store): Promise<StoredTable[]> {
  const hidden = await listHiddenTables(store)
  if (hidden.length > 0) throw new BackupRefusal(`These tables cannot be copied whole: ${hidden.join(', ')}. Add a policy for openpes_backup (call guard_open) in a migration.`)
  return listStoredTables(store)
}

/** Writes an encrypted copy of the whole store into a file that is there complete or not at all. */
export async function writeBackup(db: Db, file: string, options: { key: BackupKey; keys: Keys; madeAt: Date }): Promise<TableHash[]> {
  const target = resolve(file)
  if (existsSync(target)) throw new BackupRefusal(`${target} is there already. Choose another name: a backup never replaces one.`)
  const draft = `${target}.part`
  const handle = await open(draft, 'w', 0o600)
  let hashes: TableHash[] = []
  try {
    await snapshot(db, async (store, migrations) => {
      const lines = backupLines(store, migrations, options, (found) => (hashes = found))
      await pipeline(Readable.from(lines), createGzip({ level: 1 }), sealStream(options.key), into(handle))
    })
    await handle.sync()
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  await rename(draft, target)
  const folder = await open(dirname(target), 'r')
  await folder.sync()
  await folder.close()
  return hashes
}

/** Writes to the open file; it stays open, because it is synced afterwards. */
const into = (handle: FileHandle) =>
  new Writable({
    write(chunk: Buffer, _encoding, next) {
      handle.writeFile(chunk).then(() => next(), next)
    },
  })

async function* backupLines(store: Store, migrations: readonly Ran[], { keys, madeAt }: { keys: Keys; madeAt: Date }, found: (hashes: TableHash[]) => void): AsyncGenerator<string> {
  const tables = await listWholeTables(store)
  const { rows } = await sql<{ country: string }>`select value #>> '{}' as country from setting where name = 'country'`.execute(store)
  const start: BackupStart = { format: 1, madeAt: madeAt.toISOString(), country: rows[0]?.country ?? '', migrations, keys: digestOfKeys(keys), tables }
  yield `${JSON.stringify(start)}\n`
  const hashes: TableHash[] = []
  for (const table of tables) {
    const pieces = readTable(store, table)
    for (;;) {
      const piece = await pieces.next()
      if (piece.done) {
        hashes.push(piece.value)
        break
      }
      yield `${JSON.stringify({ kind: 'rows', table: table.name, rows: piece.value.rows } satisfies BackupLine)}\n${piece.value.json}\n`
    }
  }
  yield `${JSON.stringify({ kind: 'end', hashes } satisfies BackupLine)}\n`
  found(hashes)
}
