import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { enqueue, enqueueDaily, runDueJobs } from './jobs'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const context = async () => app.contextOf({ ...(await import('../../kernel/actor')).systemActor([]) })

it('runs a job that was asked for in a committed transaction, and none of one that was rolled back', async () => {
  const seen: unknown[] = []
  await app.asSystem((tx) => enqueue(tx, 'kept', { payload: { n: 1 } }))
  await app.db.transaction(await context(), async (tx) => void (await enqueue(tx, 'dropped')), () => false)
  const done = await runDueJobs(app.platform, context, { kept: async (_tx, _platform, payload) => void seen.push(payload), dropped: async () => void seen.push('dropped') }, () => undefined)
  expect(done).toBe(1)
  expect(seen).toEqual([{ n: 1 }])
})

it('asks for daily work once a day', async () => {
  let runs = 0
  for (let i = 0; i < 3; i += 1) await app.asSystem((tx) => enqueueDaily(tx, ['daily.test'], app.today()))
  await runDueJobs(app.platform, context, { 'daily.test': async () => void (runs += 1) }, () => undefined)
  expect(runs).toBe(1)
})

it('tries a failed job again later and keeps nothing of the failed run', async () => {
  let tries = 0
  await app.asSystem((tx) => enqueue(tx, 'fails'))
  const handlers = {
    fails: async () => {
      tries += 1
      if (tries === 1) throw new Error('broken line')
    },
  }
  const failures: string[] = []
  await runDueJobs(app.platform, context, handlers, (kind) => failures.push(kind))
  expect([tries, failures]).toEqual([1, ['fails']])
  app.travelTo('2026-11-23T02:05:00Z')
  await runDueJobs(app.platform, context, handlers, (kind) => failures.push(kind))
  expect([tries, failures]).toEqual([2, ['fails']])
})
