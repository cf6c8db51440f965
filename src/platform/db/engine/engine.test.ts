import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dumpTemplate, EngineRefusal, isDatabaseAway, openPglite, openPostgres, type Engine } from './index'
import { behavesAsAnEngine, dbOf } from './test-behaviour'
import { bundleChild, newFolder, startChild } from './test-processes'

const postgresUrl = process.env.TEST_DATABASE_URL
let program: string
let template: Uint8Array
const folders: string[] = []

function folder(): string {
  const made = newFolder()
  folders.push(made)
  return made
}

async function refusalOf(opening: Promise<Engine>): Promise<EngineRefusal> {
  const outcome = await opening.then(
    (engine) => engine.close(),
    (error: unknown) => error
  )
  if (outcome instanceof EngineRefusal) return outcome
  throw outcome instanceof Error ? outcome : new Error('it opened')
}

beforeAll(async () => {
  program = await bundleChild()
  const first = await openPglite({ folder: null })
  template = await dumpTemplate(first)
  await first.close()
}, 60_000)

afterAll(() => {
  fs.rmSync(path.dirname(program), { recursive: true, force: true })
  for (const made of folders) fs.rmSync(made, { recursive: true, force: true })
})

describe('PGlite in memory', () => {
  behavesAsAnEngine(() => openPglite({ folder: null, template }))
})

describe('PGlite in a folder', () => {
  behavesAsAnEngine(() => openPglite({ folder: folder(), template }))
})

describe.skipIf(postgresUrl === undefined)('PostgreSQL (needs TEST_DATABASE_URL)', () => {
  behavesAsAnEngine(() => openPostgres({ url: postgresUrl ?? '' }))

  test('a terminated connection fails its query only, and the next one works', async () => {
    const engine = await openPostgres({ url: postgresUrl ?? '', max: 2 })
    const db = dbOf(engine)
    const cut = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
    await expect(cut).rejects.toSatisfy(isDatabaseAway)
    expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
    await engine.close()
  })
  test('the limits are set on every connection, and a script has no statement limit', async () => {
    const engine = await openPostgres({ url: postgresUrl ?? '' })
    const { rows } = await sql`select current_setting('statement_timeout') as a, current_setting('lock_timeout') as b,
      current_setting('idle_in_transaction_session_timeout') as c`.execute(dbOf(engine))
    expect(rows).toEqual([{ a: '10s', b: '5s', c: '15s' }])
    await engine.script("do $$ begin assert current_setting('statement_timeout') = '0'; end $$")
    await engine.close()
  })
  test('a database that is not there is refused', async () => {
    const url = new URL(postgresUrl ?? '')
    url.pathname = '/no_such_database'
    const refusal = await refusalOf(openPostgres({ url: url.href }))
    expect(refusal.message).toContain('There is no database at')
  })
})

describe('what a PGlite folder keeps', () => {
  test('a template brings its tables, and rows are there after close and open', async () => {
    const source = await openPglite({ folder: null, template })
    await source.script('create table kept (id int); insert into kept values (1)')
    const filled = await dumpTemplate(source)
    await source.close()
    const place = folder()
    const first = await openPglite({ folder: place, template: filled })
    await sql`insert into kept values (2)`.execute(dbOf(first))
    await first.close()
    expect(fs.existsSync(path.join(place, 'lock'))).toBe(false)
    const second = await openPglite({ folder: place, template: filled })
    expect((await sql`select id from kept order by id`.execute(dbOf(second))).rows).toEqual([{ id: 1 }, { id: 2 }])
    await second.close()
  }, 60_000)

  test('a first filling that broke off is done again', async () => {
    const place = folder()
    fs.mkdirSync(path.join(place, 'pgdata'))
    fs.writeFileSync(path.join(place, 'pgdata', 'PG_VERSION'), '18\n')
    fs.writeFileSync(path.join(place, 'unfinished'), '')
    const engine = await openPglite({ folder: place, template })
    expect((await sql`select 1 as n`.execute(dbOf(engine))).rows).toEqual([{ n: 1 }])
    await engine.close()
    expect(fs.existsSync(path.join(place, 'unfinished'))).toBe(false)
  }, 60_000)

  test('no acknowledged row is lost when the process is killed', async () => {
    const place = folder()
    await (await openPglite({ folder: place, template })).close()
    const child = startChild(program, 'write', place)
    await child.line((line) => Number(line) >= 200)
    child.process.kill('SIGKILL')
    await child.ended
    const printed = child.lines.map(Number).filter((id) => id > 0)
    const engine = await openPglite({ folder: place })
    const { rows } = await sql<{ id: number }>`select id from note`.execute(dbOf(engine))
    await engine.close()
    const found = new Set(rows.map((row) => row.id))
    expect(printed.filter((id) => !found.has(id))).toEqual([])
    expect(printed.length).toBeGreaterThanOrEqual(200)
  }, 60_000)
})

describe('who may open a PGlite folder', () => {
  test('a second process is told who holds it, and a killed holder does not block', async () => {
    const place = folder()
    await (await openPglite({ folder: place, template })).close()
    const holder = startChild(program, 'hold', place)
    await holder.line((line) => line === 'open')
    const refusal = await refusalOf(openPglite({ folder: place }))
    expect(refusal.code).toBe('folder-held')
    expect(refusal.message).toContain(`process ${holder.process.pid}`)
    fs.rmSync(path.join(place, 'lock')) // the socket alone must hold too
    expect((await refusalOf(openPglite({ folder: place }))).code).toBe('folder-held')
    holder.process.kill('SIGKILL')
    await holder.ended
    await (await openPglite({ folder: place })).close()
  }, 60_000)

  test('of several processes that start at once exactly one opens it', async () => {
    const place = folder()
    await (await openPglite({ folder: place, template })).close()
    fs.writeFileSync(path.join(place, 'lock'), JSON.stringify({ pid: 999_999_999, started: '1', host: 'gone', token: 'x' }))
    const children = Array.from({ length: 4 }, () => startChild(program, 'hold', place))
    const first = await Promise.all(children.map((child) => child.line(() => true)))
    for (const child of children) child.process.kill('SIGKILL')
    expect(first.filter((line) => line === 'open')).toHaveLength(1)
    expect(first.filter((line) => line.startsWith('refused folder-held'))).toHaveLength(3)
  }, 60_000)

  test('the same process cannot open it twice, and a deep folder is locked too', async () => {
    const place = path.join(folder(), 'deep'.repeat(20), 'deeper'.repeat(10))
    const engine = await openPglite({ folder: place, template })
    const refusal = await refusalOf(openPglite({ folder: place }))
    expect(refusal.message).toContain('this same process')
    expect(fs.existsSync(path.join(place, 'lock.sock'))).toBe(true)
    await engine.close()
  }, 60_000)

  test('the process ends by itself after close', async () => {
    const place = folder()
    const child = startChild(program, 'once', place)
    expect(await child.ended).toBe(0)
    expect(child.lines).toEqual(['open', 'closed'])
  }, 60_000)

  test('a place that is not a folder is refused with a sentence', async () => {
    const place = path.join(folder(), 'file')
    fs.writeFileSync(place, '')
    const refusal = await refusalOf(openPglite({ folder: place }))
    expect(refusal.code).toBe('folder-not-writable')
    expect(refusal.message).toContain('cannot be written')
  })

  test('without the real fsync it refuses to start and frees the folder', async () => {
    const place = folder()
    expect((await refusalOf(openPglite({ folder: place, template, leaveOutSync: true }))).code).toBe('no-fsync')
    await (await openPglite({ folder: place, template })).close()
  }, 60_000)
})

describe('limits on PGlite in a folder', () => {
  test('a statement over the limit is ended, saved rows stay, and work goes on', async () => {
    const engine = await openPglite({ folder: folder(), template, statementLimit: 700 })
    const db = dbOf(engine)
    await engine.script('create table kept (id int)')
    await sql`insert into kept values (1)`.execute(db)
    const endless = sql`select count(*) from generate_series(1, 10000000000) as n where n % 7 = 3`.execute(db)
    const waiting = sql`select id from kept`.execute(db)
    await expect(endless).rejects.toMatchObject({ code: '57014' })
    expect((await waiting).rows).toEqual([{ id: 1 }])
    await engine.close()
  }, 60_000)

  test('a transaction left open without work is rolled back', async () => {
    const engine = await openPglite({ folder: folder(), template, idleLimit: 300 })
    const db = dbOf(engine)
    await engine.script('create table kept (id int)')
    const forgotten = db.transaction().execute(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx)
      await new Promise((resolve) => setTimeout(resolve, 800))
      await sql`insert into kept values (2)`.execute(tx)
    })
    await expect(forgotten).rejects.toThrow()
    expect((await sql`select id from kept`.execute(db)).rows).toEqual([])
    await engine.close()
  }, 60_000)
})

describe('PostgreSQL that cannot be used', () => {
  test('a server that does not answer is refused without its password', async () => {
    const refusal = await refusalOf(openPostgres({ url: 'postgres://clerk:secretword@127.0.0.1:9/openpes' }))
    expect(refusal.code).toBe('database-away')
    expect(refusal.message).toContain('127.0.0.1:9/openpes')
    expect(refusal.message).not.toMatch(/secretword|clerk/)
  })
  test('a wrong address or pool size is refused', async () => {
    const url = 'mysql://a:secretword@h/d'
    expect((await refusalOf(openPostgres({ url }))).message).not.toContain('secretword')
    expect((await refusalOf(openPostgres({ url: 'postgres://h/d', max: 17 }))).code).toBe('bad-setting')
  })
})
