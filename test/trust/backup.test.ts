import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BackupRefusal, digestOfKeys, listWholeTables, snapshot, writeBackup } from '../../src/app/operate/backup'
import { listNumbered } from '../../src/app/operate/catalogue'
import { differences, hashTables } from '../../src/app/operate/content-hash'
import { type BackupKey, EnvelopeRefusal } from '../../src/app/operate/envelope'
import { restoreBackup } from '../../src/app/operate/restore'
import { newId } from '../../src/kernel/id'
import { type Db, openDatabase } from '../../src/platform/db/database'
import { openPglite } from '../../src/platform/db/engine/index'
import { freshApp, type TestApp } from '../harness/app'
import { freshStore } from '../harness/store'

const root = join(import.meta.dirname, '../..')
const keys = { sealing: randomBytes(32), lookup: randomBytes(32), pepper: randomBytes(32) }
const key: BackupKey = { kind: 'file', bytes: randomBytes(32) }
const folder = mkdtempSync(join(tmpdir(), 'openpes-backup-'))
const options = { key, root, keys: digestOfKeys(keys), say: () => undefined }
const planted = 'សុខា ចាន់ណារី-Planted'

let app: TestApp
let file: string
beforeAll(async () => {
  app = await freshApp()
  await plantPeople(app, 40)
  file = join(folder, 'whole.backup')
  await writeBackup(app.db, file, { key, keys, madeAt: app.now() })
}, 120_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** People, a withdrawn consent with its disclosure (which the trigger would refuse now), a merge and odd text. */
async function plantPeople(target: TestApp, count: number): Promise<void> {
  await target.as('chief')
  await target.db.wholeStore(async (store) => {
    let earlier: string | null = null
    for (let number = 0; number < count; number += 1) {
      const id: string = newId()
      await store.insertInto('person').values({ id, created_at: target.now(), card_number: `C${number}`, stat_key: newId(), sex: 'F', language: 'km', merged_into: earlier, state: earlier ? 'merged' : 'current' }).execute()
      await store.insertInto('person_name').values({ id: newId(), created_at: target.now(), person_id: id, name_native: `${planted} "${number}" {,}\\ \n\t`, native_script: 'khmr' }).execute()
      await store.insertInto('wish').values({ id: newId(), created_at: target.now(), person_id: id, title_typed: 'x', places: ['a,b', 'NULL', '', '"'], wage_min: '12.50' }).execute()
      if (number % 3 === 0) earlier = id
      const consent = newId()
      await store.insertInto('consent').values({ id: consent, created_at: target.now(), person_id: id, purpose: 'matching', text_version: 1, language: 'km', answer: 'given', method: 'screen', at: target.now() }).execute()
      await store.insertInto('disclosure').values({ id: newId(), person_id: id, recipient_kind: 'employer', recipient_id: newId(), fields: ['name'], purpose: 'referral', consent_id: consent, at: target.now() }).execute()
      await store.updateTable('consent').set({ withdrawn_at: target.now() }).where('id', '=', consent).execute()
    }
  })
}

/** A store that was never prepared; the others have the schema and no rows, which is quicker. */
const bareStore = async () => openDatabase(await openPglite({ folder: null }))
const emptyStore = () => freshStore()
const hashesOf = (db: Db) => snapshot(db, async (store) => hashTables(store, await listWholeTables(store)))

async function restored(from: string, more: Partial<Parameters<typeof restoreBackup>[2]> = {}, open = emptyStore) {
  const target = await open()
  try {
    const result = await restoreBackup(target, from, { ...options, ...more })
    return { result, hashes: await hashesOf(target), left: null }
  } catch (error) {
    const { rows } = await sql<{ people: number }>`select case when to_regclass('public.person') is null then 0 else 1 end as people`.execute(target.asLogin)
    const left = rows[0]?.people ? await target.wholeStore((store) => store.selectFrom('person').select('id').execute()) : []
    return { error: error as Error, left: left.length, hashes: [] }
  } finally {
    await target.close()
  }
}

describe('a backup (D7, D8)', () => {
  it('restores to equal counts and digests of every table, with a chain that holds', async () => {
    const source = await hashesOf(app.db)
    const copy = await restored(file, {}, bareStore)
    expect(copy.error).toBeUndefined()
    expect(differences(source, copy.hashes)).toEqual([])
    expect(source.find(({ table }) => table === 'person')?.rows).toBe(40)
    expect(copy.result?.auditEntries).toBeGreaterThan(0)
  })

  it('keeps the numbers that the database gave, and goes on behind them', async () => {
    if ((await listNumbered(app.db.asLogin)).length === 0) return
    const list = (state: string, version: string) => sql`insert into code_list (list, version, language, owner, source, licence, digest, state, imported_at, counts)
      values ('esco-skill', ${version}, 'en', 'o', 's', 'l', 'd', ${state}, now(), '{}')`
    await app.db.wholeStore(async (store) => {
      for (const version of ['1', '2', '3']) await list('retired', version).execute(store)
      await sql`delete from code_list where version = '1'`.execute(store)
    })
    const numbered = join(folder, 'numbered.backup')
    await writeBackup(app.db, numbered, { key, keys, madeAt: app.now() })
    const copy = await emptyStore()
    await restoreBackup(copy, numbered, options)
    const ids = await copy.wholeStore(async (store) => {
      await list('active', '4').execute(store)
      return (await sql<{ id: number }>`select id from code_list order by id`.execute(store)).rows.map(({ id }) => id)
    })
    expect(ids).toEqual([2, 3, 4])
    await copy.close()
    await app.db.wholeStore((store) => sql`delete from code_list`.execute(store))
  })

  it('has digests that notice one changed value, one lost row and one more row', async () => {
    const before = await hashesOf(app.db)
    const changed = async (change: (db: Db) => Promise<unknown>) => {
      const copy = await emptyStore()
      await restoreBackup(copy, file, options)
      await change(copy)
      // Triggers of matching note what changed; that is their work and no fault of the copy.
      const result = differences(before, await hashesOf(copy)).map((line) => line.split(':')[0]).filter((table) => table !== 'match_dirty')
      await copy.close()
      return result
    }
    expect(await changed((db) => db.wholeStore((store) => sql`update wish set wage_min = 12.51 where id = (select id from wish limit 1)`.execute(store)))).toEqual(['wish'])
    expect(await changed((db) => db.wholeStore((store) => sql`delete from person_name where id = (select id from person_name limit 1)`.execute(store)))).toEqual(['person_name'])
  })

  it('keeps no name readable, and opens with its key only', async () => {
    const bytes = readFileSync(file)
    expect(bytes.includes(Buffer.from('Planted'))).toBe(false)
    expect(bytes.includes(Buffer.from('person_name'))).toBe(false)
    const wrong = await restored(file, { key: { kind: 'file', bytes: randomBytes(32) } })
    expect(wrong.error).toBeInstanceOf(EnvelopeRefusal)
    const phrase = await restored(file, { key: { kind: 'phrase', phrase: 'a phrase of some length' } })
    expect(phrase.error?.message).toContain('key file')
  })

  it('opens with a pass phrase when it was made with one', async () => {
    const withPhrase = join(folder, 'phrase.backup')
    const phrase: BackupKey = { kind: 'phrase', phrase: 'ផ្លូវ long enough phrase' }
    await writeBackup(app.db, withPhrase, { key: phrase, keys, madeAt: app.now() })
    expect((await restored(withPhrase, { key: phrase })).error).toBeUndefined()
  })

  it('that was cut, changed or mixed up restores nothing', async () => {
    const bytes = readFileSync(file)
    const variants = {
      cut: bytes.subarray(0, bytes.byteLength - 100),
      'cut in the middle': bytes.subarray(0, bytes.byteLength >> 1),
      'one bit': Buffer.from(bytes.map((byte, place) => (place === bytes.byteLength >> 1 ? byte ^ 1 : byte))),
      'something behind': Buffer.concat([bytes, Buffer.from('x')]),
      'no backup': Buffer.from('hello'),
    }
    for (const [name, variant] of Object.entries(variants)) {
      const damaged = join(folder, `damaged ${name}`)
      writeFileSync(damaged, variant)
      const result = await restored(damaged)
      expect(result.error, name).toBeInstanceOf(EnvelopeRefusal)
      expect(result.left, name).toBe(0)
    }
  })

  it('is refused by a store that holds something, by other keys, and never replaces a file', async () => {
    await expect(restoreBackup(app.db, file, options)).rejects.toThrow(/not empty/)
    expect((await restored(file, { keys: 'other' })).error?.message).toContain('keys.json')
    expect((await restored(file, { keys: 'other', withOtherKeys: true })).error).toBeUndefined()
    await expect(writeBackup(app.db, file, { key, keys, madeAt: app.now() })).rejects.toThrow(BackupRefusal)
  })

  it('is refused while one table cannot be seen whole', async () => {
    await app.db.engine.script('create table hidden_one (id int); alter table hidden_one enable row level security; grant select, insert, update, delete on hidden_one to openpes_backup')
    await expect(writeBackup(app.db, join(folder, 'hidden.backup'), { key, keys, madeAt: app.now() })).rejects.toThrow(/hidden_one/)
    await app.db.engine.script('drop table hidden_one')
  })
})
