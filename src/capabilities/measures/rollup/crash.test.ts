import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import type { CalendarDate } from '../../../kernel/calendar'
import { compileValue, type FigureRequest, type HasColumn } from '../language/compile'
import { readSchema, readValue } from '../queries'
import { rowsOf } from '../statement'
import { happeningNames, happeningsOf } from '../test-happenings'
import { fillWithRows, placeSome } from '../test-rows'
import { checkSums, keepSums } from './fold'
import { findKept } from './read'
import { keptTrees } from './rows'

interface Server {
  readonly url: string
  readonly folder: string
  start(): void
  stop(): void
}
/** More kills: OPENPES_ROUNDS=40. */
const kills = Number(process.env['OPENPES_ROUNDS'] ?? 0) || 4
const hasServer = existsSync('/usr/lib/postgresql')
const tools = join(import.meta.dirname, '../../../../tools')
const year: FigureRequest = { from: '2026-01-01' as CalendarDate, to: '2026-12-31' as CalendarDate, slices: [], closedOn: null }
let seed = 5
let prepared: { app: TestApp; has: HasColumn; server: Server } | undefined
const draw = (most: number) => Math.floor(((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648) * most)
const ready = () => {
  if (!prepared) throw new Error('nothing was prepared')
  return prepared
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const context = async () => ready().app.contextOf({ ...(await ready().app.asSystem(async (tx) => tx.context.actor)) })
const keep = async () => keepSums(ready().app.db, context)

beforeAll(async () => {
  if (!hasServer) return
  const { startPostgres } = (await import(join(tools, 'postgres.mjs'))) as { startPostgres: () => Promise<Server> }
  const shared = process.env['TEST_DATABASE_URL']
  delete process.env['TEST_DATABASE_URL']
  const server = await startPostgres()
  process.env['TEST_DATABASE_URL'] = server.url
  const app = await freshApp()
  if (shared === undefined) delete process.env['TEST_DATABASE_URL']
  else process.env['TEST_DATABASE_URL'] = shared
  await fillWithRows(app, { people: 40 })
  await placeSome(app)
  prepared = { app, server, has: await app.asSystem((tx) => readSchema(tx, app.db)) }
}, 120_000)
afterAll(async () => {
  await prepared?.app.close().catch(() => undefined)
  prepared?.server.stop()
})

/** kill -9 of the whole server, a start that recovers, and a first answer: connections that were cut end with an error. */
async function crash(): Promise<void> {
  const { killPostgres } = (await import(join(tools, 'crash/server-process.mjs'))) as { killPostgres: (folder: string) => Promise<void> }
  await killPostgres(ready().server.folder)
  ready().server.start()
  for (let tries = 0; ; tries += 1) {
    try {
      await context()
      return
    } catch (error) {
      if (tries === 50) throw error
      await pause(100)
    }
  }
}

/** Each kept counting that a reader is told otherwise than the records say, or whose sums a recount finds wrong. */
async function listWrong(): Promise<string[]> {
  const { app: own, has: known } = ready()
  const wrong = (await own.asSystem((tx) => checkSums(tx, known))).filter((one) => one.wrong > 0).map(({ event }) => event)
  return own.asSystem((tx) => tx.statistics(async (reader) => {
    for (const tree of keptTrees(known)) {
      const live = (await rowsOf<{ value: string }>(reader, compileValue(tree, year, known)))[0]?.value ?? '0'
      if (Number(await readValue(reader, tree, year, known)) !== Number(live)) wrong.push(tree.event)
    }
    return wrong
  }))
}
const countKept = async () => ready().app.asSystem((tx) => tx.statistics(async (reader) => {
  let kept = 0
  for (const tree of keptTrees(ready().has)) if (await findKept(reader, tree, year)) kept += 1
  return kept
}))

describe.skipIf(!hasServer)('kept sums after kill -9 of the database server', () => {
  it('are empty or right, never wrong, and are made anew by upkeep', async () => {
    const { app: own, has: known } = ready()
    const happen = happeningsOf(own, { centres: [own.centres.A, own.centres.B], day: (n) => `2026-${String(1 + (n % 11)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}` })
    let emptied = 0
    for (let round = 0; round < kills; round += 1) {
      await keep()
      expect(await countKept()).toBe(keptTrees(known).length)
      // Changes and upkeep are cut at a random moment.
      const work = (async () => {
        for (;;) {
          for (let n = 0; n < 5; n += 1) await happen[happeningNames[draw(happeningNames.length)] ?? happeningNames[0]](draw(10_000))
          await keep()
        }
      })().catch(() => undefined)
      await pause(50 + draw(400))
      await crash()
      await work
      if ((await countKept()) === 0) emptied += 1
      expect(await listWrong(), `round ${round}`).toEqual([])
      for (let n = 0; n < 3; n += 1) await happen[happeningNames[draw(happeningNames.length)] ?? happeningNames[0]](draw(10_000))
      expect(await listWrong(), `round ${round}, after more changes`).toEqual([])
    }
    expect(emptied).toBeGreaterThan(0)
    await keep()
    expect(await listWrong()).toEqual([])
  }, 1_200_000)

  it('would be told wrong if the list of what is kept outlived them (control)', async () => {
    await keep()
    await ready().app.db.engine.script('alter table fact_leaf set logged')
    await crash()
    expect(await listWrong()).not.toEqual([])
  }, 120_000)
})
