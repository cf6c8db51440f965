import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../src/platform/db/database'
import { openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'

/*
 * A process that is killed while it migrates: the store's address, the folder of migrations, the last one to run, and
 * `split` to run the last one statement by statement without a transaction (the control).
 */
const [url = '', folder = '', last = '', split = ''] = process.argv.slice(2)
const chosen = mkdtempSync(join(tmpdir(), 'openpes-migrations-'))
for (const name of readdirSync(folder).filter((name) => name.endsWith('.sql') && name <= last)) copyFileSync(join(folder, name), join(chosen, name))
process.stdout.write('starting\n')
if (split) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('set role openpes_owner')
  let statement = ''
  for (const part of readFileSync(join(folder, last), 'utf8').split(/;\s*\n/)) {
    statement += `${part};\n`
    // Inside a quoted function body a semicolon ends nothing.
    if ((statement.match(/\$[a-z]*\$/g) ?? []).length % 2 === 1) continue
    await client.query(statement)
    statement = ''
  }
  await client.end()
} else {
  const engine = await openPostgres({ url, max: 2 })
  const db = openDatabase(engine)
  await migrate(engine, db.asLogin, chosen, [])
  await db.close()
}
rmSync(chosen, { recursive: true, force: true })
