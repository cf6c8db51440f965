import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'
import { sparkPaths } from './spark'

describe('a line of twelve months', () => {
  it('breaks where a month has no data, and marks a month that stands alone', () => {
    const { path, dots } = sparkPaths([4, 8, null, 2, null, 6, 8])
    expect(path.match(/M/g)).toHaveLength(3)
    expect(path.startsWith('M3 10L19.3 3M')).toBe(true)
    expect(dots).toEqual([{ x: 52, y: 13.5 }, { x: 101, y: 3 }])
    expect(sparkPaths([0, 0]).path).toBe('M3 17L101 17')
    expect(sparkPaths([null, 5, null])).toMatchObject({ path: 'M52 3', dots: [{ x: 52, y: 3 }] })
  })
})

describe('the page of a centre', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await freshApp()
    await fillWithRows(app, { people: 400 })
    await placeSome(app)
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    await app.db.wholeStore(async (db) => {
      await sql`update visit set entered_on = visited_on`.execute(db)
      for (const [table, day] of [['visit', 'visited_on'], ['service_event', 'given_on']] as const) await sql`delete from ${sql.table(table)} where centre_id = ${app.centres.A} and ${sql.ref(day)} between '2026-05-01' and '2026-05-31'`.execute(db)
      await sql`update registration set accepted_on = '2026-06-01', submitted_on = '2026-06-01' where centre_id = ${app.centres.A} and accepted_on between '2026-05-01' and '2026-05-31'`.execute(db)
    })
  })
  afterAll(() => app.close())

  it('says in words what each line shows, and a silent month is a gap, never a zero', async () => {
    const chief = await app.as('chief')
    const { text } = await chief.get('/en/performance/centres/T-A')
    const label = /<li><a[^>]*>Visitors of the centres without appointment<\/a>.*?aria-label="([^"]*)"/.exec(text)?.[1]
    expect(label).toMatch(/^November 2025 to October 2026: from \d+ to \d+, lowest [1-9]\d*, highest \d+; 1 month without data$/)
    expect(text).not.toMatch(/NaN|Infinity/)
    const far = await app.as('chief', { centre: 'B' })
    expect(/Visitors of the centres without appointment<\/a>.*?aria-label="([^"]*)"/.exec((await far.get('/en/performance/centres/T-B')).text)?.[1]).not.toContain('without data')
  })

  it('shows a locked month as it was locked, whatever came since', async () => {
    const chief = await app.as('chief')
    const [hq, other] = [await app.as('headquarters'), await app.as('headquarters')]
    for (const [who, name, version] of [[chief, 'submit', 0], [hq, 'verify', 1], [other, 'lock', 2]] as const) await who.send('POST', `/api/v1/periods/2026-10/units/T-A/${name}`, { reason: 'Closed on those days' }, { 'idempotency-key': newId(), 'if-match': `"${version}"` })
    const lastOf = async () => /Visitors of the centres without appointment<\/a>.*?aria-label="[^"]*from \d+ to (\d+),/.exec((await chief.get('/en/performance/centres/T-A')).text)?.[1]
    const before = await lastOf()
    await app.db.wholeStore((db) => sql`delete from visit where centre_id = ${app.centres.A} and visited_on between '2026-10-01' and '2026-10-31'`.execute(db))
    expect([Number(before) > 0, await lastOf()]).toEqual([true, before])
  })

  it('stays below 60 kB in three languages', async () => {
    const chief = await app.as('chief')
    for (const language of ['en', 'km', 'lo']) expect(Buffer.byteLength((await chief.get(`/${language}/performance/centres/T-A`)).text), language).toBeLessThanOrEqual(60_000)
    expect((await (await app.as('headquarters')).get('/en/performance')).text).not.toContain('op-spark')
  })
})
