import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Db, openDatabase } from '../platform/db/database'
import { openPglite, openPostgres } from '../platform/db/engine/index'
import { migrate } from '../platform/db/migrate'
import { readFactViews } from './facts'
import { SettingRefusal, type Settings } from './settings'

/** Opens the store of the settings and brings it to this program's schema. */
export async function openStore(settings: Settings, root: string, say: (line: string) => void): Promise<Db> {
  const template = join(root, 'dist/template.tar.gz')
  const engine = settings.databaseUrl
    ? await openPostgres({ url: settings.databaseUrl, max: 16 })
    : await openPglite({ folder: join(settings.dataFolder, 'store'), template: existsSync(template) ? new Uint8Array(readFileSync(template)) : null })
  const db = openDatabase(engine)
  try {
    const ran = await migrate(engine, db.asLogin, join(root, 'db/migrations'), readFactViews(root))
    if (ran.length > 0) say(`Schema: ${ran.length} steps done.`)
    await checkStore(db, settings.countryId)
  } catch (error) {
    await db.close()
    throw error
  }
  return db
}

/** A store belongs to one country, and its language rules must know Khmer and Lao. */
async function checkStore(db: Db, countryId: string): Promise<void> {
  const { rows } = await sql<{ found: number }>`select coalesce(array_length(show_trgm('ភ្នំពេញ'), 1), 0) as found`.execute(db.asLogin)
  if (!rows[0]?.found) throw new SettingRefusal("The database cannot read Khmer letters (LC_CTYPE is C). Create it anew: createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 NAME")
  await db.wholeStore(async (store) => {
    await store.insertInto('setting').values({ name: 'country', value: JSON.stringify(countryId), changed_at: new Date() }).onConflict((conflict) => conflict.doNothing()).execute()
    const kept = await store.selectFrom('setting').select('value').where('name', '=', 'country').executeTakeFirstOrThrow()
    if (kept.value !== countryId) throw new SettingRefusal(`This store belongs to the country "${String(kept.value)}". Set OPENPES_COUNTRY=${String(kept.value)}, or choose another OPENPES_DATA folder or database.`)
  })
}
