import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const roleOf = async (db: Parameters<ReturnType<typeof sql>['execute']>[0]) =>
  (await sql<{ role: string }>`select current_user as role`.execute(db)).rows[0]?.role

describe('statistics inside a request', () => {
  it('run as the statistics role, and the request is itself again afterwards', async () => {
    const roles = await app.asSystem(async (tx) => {
      const inside = await tx.statistics(({ db }) => roleOf(db))
      return [inside, await roleOf(tx.db), (await sql`select id from centre`.execute(tx.db)).rows.length]
    })
    expect(roles).toEqual(['openpes_stats', 'openpes_app', 3])
  })

  it('are refused every operational table', async () => {
    await expect(app.asSystem((tx) => tx.statistics(({ db }) => sql`select id from person`.execute(db)))).rejects.toMatchObject({ code: '42501' })
    // The control: outside it, the same transaction may read the table.
    expect((await app.asSystem((tx) => sql`select id from person`.execute(tx.db))).rows).toEqual([])
  })

  it('give the role back when the work inside throws', async () => {
    const role = await app.asSystem(async (tx) => {
      await tx.statistics(() => Promise.reject(new Error('inside'))).catch(() => undefined)
      return roleOf(tx.db)
    })
    expect(role).toBe('openpes_app')
  })

  it('write nothing', async () => {
    await expect(app.asSystem((tx) => tx.statistics(({ db }) => sql`update centre set address = 'x'`.execute(db)))).rejects.toMatchObject({ code: '42501' })
  })
})
