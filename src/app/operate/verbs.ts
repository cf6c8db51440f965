import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { type Db, openDatabase } from '../../platform/db/database'
import { EngineRefusal, openPglite, openPostgres } from '../../platform/db/engine/index'
import { readKeys, readSettings, type Settings } from '../settings'
import { sealAudit, verifyAudit } from './audit-verbs'
import { BackupRefusal, digestOfKeys, listWholeTables, snapshot, writeBackup } from './backup'
import { hashTables } from './content-hash'
import { giveOrder, type Order } from './control'
import type { BackupKey } from './envelope'
import { type Restored, restoreBackup } from './restore'

type Say = (line: string) => void
const unlimited = 24 * 3600 * 1000

function optionOf(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(`--${name}`)
  return at < 0 ? undefined : words[at + 1]
}
const fileOf = (order: Order, name: string) => (isAbsolute(name) ? name : resolve(order.folder, name))
const fileOption = (order: Order, name: string) => {
  const given = optionOf(order.words, name)
  return given === undefined ? undefined : fileOf(order, given)
}

/** The key of `--key-file FILE`, or the phrase of OPENPES_BACKUP_PHRASE. */
function readKey(words: readonly string[], folder: string): Order['key'] {
  const file = optionOf(words, 'key-file')
  if (file !== undefined) {
    const name = resolve(folder, file)
    if (!existsSync(name)) throw new BackupRefusal(`There is no key file ${name}. Make one and keep it apart from the backups: head -c 32 /dev/urandom > ${name}`)
    const bytes = readFileSync(name)
    if (bytes.byteLength < 32) throw new BackupRefusal('A key file holds at least 32 random bytes.')
    return { kind: 'file', value: bytes.toString('base64') }
  }
  const phrase = process.env['OPENPES_BACKUP_PHRASE'] ?? ''
  if ([...phrase].length < 15) throw new BackupRefusal('Give --key-file FILE, or set OPENPES_BACKUP_PHRASE to a pass phrase of 15 characters or more.')
  return { kind: 'phrase', value: phrase }
}
const keyOf = ({ key }: Order): BackupKey => {
  if (!key) throw new BackupRefusal('No key was given.')
  return key.kind === 'phrase' ? { kind: 'phrase', phrase: key.value } : { kind: 'file', bytes: Buffer.from(key.value, 'base64') }
}

/** Verbs that read a store which may be in use. The server runs them itself when it holds the built-in store. */
export async function runOrder(db: Db, settings: Settings, root: string, order: Order, say: Say): Promise<number> {
  const [first = ''] = order.words
  switch (order.verb) {
    case 'hash': {
      const hashes = await snapshot(db, async (store) => hashTables(store, await listWholeTables(store)))
      if (order.words.includes('--json')) say(JSON.stringify(hashes))
      else for (const { table, rows, hash } of hashes) say(`${table.padEnd(32)} ${String(rows).padStart(10)}  ${hash}`)
      return 0
    }
    case 'audit':
      if (first === 'verify') return verifyAudit(db, fileOption(order, 'seal'), say)
      if (first === 'seal') return sealAudit(db, order.words[1] ? fileOf(order, order.words[1]) : undefined, new Date(), say)
      return 2
    case 'backup':
      return backup(db, settings, root, order, say)
    default:
      return 2
  }
}

async function backup(db: Db, settings: Settings, root: string, order: Order, say: Say): Promise<number> {
  const [name = ''] = order.words
  const file = fileOf(order, name)
  if (file.startsWith(join(root, 'dist'))) throw new BackupRefusal('A backup never lies below dist/, which is served.')
  const started = performance.now()
  const madeAt = new Date()
  const hashes = await writeBackup(db, file, { key: keyOf(order), keys: readKeys(settings.dataFolder), madeAt })
  const rows = hashes.reduce((sum, table) => sum + table.rows, 0)
  writeFileSync(join(settings.dataFolder, 'last-backup.json'), `${JSON.stringify({ at: madeAt.toISOString(), rows, bytes: statSync(file).size })}\n`, { mode: 0o600 })
  say(`${file}: ${rows} rows of ${hashes.length} tables, ${(statSync(file).size / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  say('Keep keys.json of the data folder and the key of this backup apart from it. Without them it cannot be used.')
  return 0
}

const storeFolder = (settings: Settings) => join(settings.dataFolder, 'store')

/** Opens the store as it is, without changing its schema. */
async function openAsItIs(settings: Settings): Promise<Db> {
  if (settings.databaseUrl) return openDatabase(await openPostgres({ url: settings.databaseUrl, max: 2 }))
  if (!existsSync(join(storeFolder(settings), 'pgdata', 'PG_VERSION'))) throw new BackupRefusal(`There is no store in ${settings.dataFolder}. Set OPENPES_DATA or DATABASE_URL.`)
  return openDatabase(await openPglite({ folder: storeFolder(settings), statementLimit: unlimited, idleLimit: unlimited }))
}

async function order(root: string, verb: string, words: readonly string[], say: Say): Promise<number> {
  const settings = readSettings(process.env, root)
  const folder = process.cwd()
  const asked: Order = { verb, words, folder, ...(verb === 'backup' ? { key: readKey(words, folder) } : {}) } as Order
  let db: Db
  try {
    db = await openAsItIs(settings)
  } catch (error) {
    if (!(error instanceof EngineRefusal) || error.code !== 'folder-held') throw error
    const code = await giveOrder(settings.dataFolder, asked, say)
    if (code === null) throw error
    return code
  }
  try {
    return await runOrder(db, settings, root, asked, say)
  } finally {
    await db.close()
  }
}

async function openForRestore(settings: Settings): Promise<Db> {
  if (settings.databaseUrl) return openDatabase(await openPostgres({ url: settings.databaseUrl, max: 2 }))
  return openDatabase(await openPglite({ folder: storeFolder(settings), statementLimit: unlimited, idleLimit: unlimited }))
}

function keysHere(settings: Settings): string {
  return existsSync(join(settings.dataFolder, 'keys.json')) ? digestOfKeys(readKeys(settings.dataFolder)) : 'none'
}

async function restoreInto(db: Db, root: string, words: readonly string[], keys: string, say: Say): Promise<Restored> {
  const folder = process.cwd()
  const key = keyOf({ verb: 'restore', words, folder, key: readKey(words, folder) } as Order)
  const file = resolve(folder, words[0] ?? '')
  return restoreBackup(db, file, { key, root, keys, withOtherKeys: words.includes('--with-other-keys'), say })
}

const told = ({ hashes, auditEntries }: Restored, started: number) =>
  `${hashes.reduce((sum, { rows }) => sum + rows, 0)} rows of ${hashes.length} tables restored in ${((performance.now() - started) / 1000).toFixed(1)} s; counts and digests are those of the backup, and ${auditEntries} audit entries hold.`

async function restore(root: string, words: readonly string[], say: Say): Promise<number> {
  const settings = readSettings(process.env, root)
  const started = performance.now()
  const db = await openForRestore(settings)
  try {
    const restored = await restoreInto(db, root, words, keysHere(settings), say)
    say(told(restored, started))
    if (restored.start.country !== settings.countryId) say(`This is a store of "${restored.start.country}": start the program with OPENPES_COUNTRY=${restored.start.country}.`)
    return 0
  } finally {
    await db.close()
  }
}

/** Proves that a backup can be used: restores it into an empty built-in store beside, compares, and throws that store away. */
async function drill(root: string, words: readonly string[], say: Say): Promise<number> {
  const settings = readSettings(process.env, root)
  const folder = mkdtempSync(join(tmpdir(), 'openpes-drill-'))
  const started = performance.now()
  try {
    const db = await openForRestore({ ...settings, databaseUrl: null, dataFolder: folder })
    try {
      say(told(await restoreInto(db, root, words, keysHere(settings), say), started))
    } finally {
      await db.close()
    }
    writeFileSync(join(settings.dataFolder, 'last-drill.json'), `${JSON.stringify({ at: new Date().toISOString(), seconds: Math.round((performance.now() - started) / 1000) })}\n`)
    say('The drill passed. The store it made is thrown away.')
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The register of personal data: what each column holds, why, how long, who sees it. */
function printRegister(root: string, say: Say): number {
  const capabilities = join(root, 'src/capabilities')
  const files = ['src/platform', ...readdirSync(capabilities).sort().map((name) => `src/capabilities/${name}`)].map((folder) => join(root, folder, 'personal-data.csv')).filter((file) => existsSync(file))
  files.forEach((file, place) => {
    const [heading = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
    if (place === 0) say(heading)
    lines.forEach(say)
  })
  return 0
}

/** The operator's verbs of this folder, as the command line lists them. */
export function operateVerbs(root: string, say: Say): Record<string, { help: string; run(words: readonly string[]): Promise<number> }> {
  return {
    hash: { help: 'hash [--json]: rows and digest of every table; equal on both stores when they hold the same', run: (words) => order(root, 'hash', words, say) },
    audit: { help: 'audit verify [--seal FILE] | audit seal [FILE]: recompute the audit chain, or make a seal for the keeper outside', run: (words) => order(root, 'audit', words, say) },
    backup: { help: 'backup FILE --key-file KEY: an encrypted copy of the whole store, also while it runs (or OPENPES_BACKUP_PHRASE)', run: (words) => order(root, 'backup', words, say) },
    restore: { help: 'restore FILE --key-file KEY [--with-other-keys]: fill an empty store from a backup, all of it or nothing', run: (words) => restore(root, words, say) },
    'personal-data': { help: 'personal-data --csv: what every column holds, why, how long, who sees it', run: async () => printRegister(root, say) },
    drill: { help: 'drill FILE --key-file KEY: prove that a backup can be restored, without touching the store', run: (words) => drill(root, words, say) },
  }
}

export { BackupRefusal } from './backup'
export { EnvelopeRefusal } from './envelope'
