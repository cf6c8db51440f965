import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/platform/db/database'
import { openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'

/** Runs the migrations of a folder up to one of them on a PostgreSQL database, with the program's own migrator. */
export async function migrateUpTo(url: string, folder: string, last: string): Promise<void> {
  const chosen = mkdtempSync(join(tmpdir(), 'openpes-migrations-'))
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.sql') && name <= last)) copyFileSync(join(folder, name), join(chosen, name))
  const engine = await openPostgres({ url, max: 2 })
  const db = openDatabase(engine)
  await migrate(engine, db.asLogin, chosen, [])
  await db.close()
  rmSync(chosen, { recursive: true, force: true })
}
