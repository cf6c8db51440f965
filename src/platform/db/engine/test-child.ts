import fs from 'node:fs'
import { Kysely, sql } from 'kysely'
import { EngineRefusal, openPglite } from './index'

/*
 * A second process for the tests. Its first argument is what to do, its second the folder:
 *   hold   opens the folder, prints "open", and stays
 *   write  opens it, inserts rows for ever, and prints each number after its commit
 *   once   opens it, inserts one row and closes; the process must then end by itself
 */
const [task, folder] = process.argv.slice(2)
const say = (line: string) => fs.writeSync(1, `${line}\n`)

try {
  const engine = await openPglite({ folder: folder ?? '' })
  const db = new Kysely<unknown>({ dialect: engine.dialect() })
  say('open')
  if (task !== 'hold') await engine.script('create table if not exists note (id int primary key)')
  for (let id = 1; task === 'write'; id++) {
    await sql`insert into note (id) values (${id})`.execute(db)
    say(String(id))
  }
  if (task === 'once') {
    await sql`insert into note (id) values (1)`.execute(db)
    await engine.close()
    say('closed')
  }
} catch (error) {
  say(error instanceof EngineRefusal ? `refused ${error.code} ${error.message}` : String(error))
}
