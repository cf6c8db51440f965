import pg from 'pg'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateUpTo } from './migrate-up-to'

/*
 * A process that is killed while it migrates: the store's address, the folder of migrations, the last one to run, and
 * `split` to run the last one statement by statement without a transaction (the control).
 */
const [url = '', folder = '', last = '', split = ''] = process.argv.slice(2)
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
  await migrateUpTo(url, folder, last)
}
