import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { toDecimal, toText } from '../../../kernel/exact'
import { checkMeasures } from '../figures/check'
import { groundOf } from '../figures/figure'
import { amountsOf, storedAmounts } from '../figures/record-amounts'
import { fillWithRows, placeSome } from '../test-rows'
import { freezeMonth, recountMonth } from './lock'
import { listLocked } from './locked'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 100 })
  await placeSome(app)
  await store(sql`update visit set entered_on = visited_on`)
  await store(sql`update service_event set entered_on = given_on`)
})
afterAll(() => app.close())

const store = (text: RawBuilder<unknown>) => app.db.wholeStore((db) => text.execute(db))
const period = '2026-06'
const freeze = (name: 'A' | 'HQ', isSilent: boolean) => app.asSystem((tx) => freezeMonth(tx, app.platform, { centreId: app.centres[name], code: `T-${name}`, period, lockNo: 1, grade: 'A', isSilent }))
const recount = (name: 'A' | 'HQ') => app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres[name], code: `T-${name}`, period }))
const figure = async (name: 'A' | 'HQ', measure: string) => {
  const found = (await app.asSystem((tx) => listLocked(tx, app.centres[name], [period]))).find((one) => one.measure === measure)
  const said = (value: { numerator: bigint; denominator: bigint } | null | undefined, state?: string) => (value ? toDecimal(value, 0) : state)
  const last = found?.revisions.at(-1)
  return { locked: said(found?.value, found?.state), now: last && said(last.newValue, last.newState), found }
}

describe('a locked figure', () => {
  it('is frozen for composed measures too, a share that is not due without a value', async () => {
    expect(await freeze('A', false)).toBeGreaterThan(25)
    for (const measure of ['PLACED_180', 'FILL_RATE', 'SERVICES_ALL', 'JS_STOCK_MEAN', 'STAFF_TURNOVER', 'DAYS_TO_PLACEMENT']) expect((await figure('A', measure)).found, measure).toBeDefined()
    expect(await recount('A')).toBe(0)
  })

  it('of a rate that loses what it is divided by is revised to no value, never to zero', async () => {
    expect((await figure('A', 'PLACEMENT_RATE')).locked).toMatch(/^\d+$/)
    await store(sql`update registration set centre_id = ${app.centres.B}::uuid where accepted_on between '2026-06-01' and '2026-06-30'`)
    await recount('A')
    expect((await figure('A', 'PLACEMENT_RATE')).now).toBe('not_computable')
    expect((await figure('A', 'JS_NEW')).now).toBe('0')
    const chief = await app.as('chief')
    const page = await chief.get(`/en/performance/months/${period}/T-A`)
    expect(page.text).toContain('revised to cannot be computed')
  })

  it('without data gets a value from records of its own, and the others stay without', async () => {
    await freeze('HQ', true)
    expect(await recount('HQ')).toBe(0)
    await store(sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, entered_on, ticket, arrived_at, audience, sex, age_band, purposes)
      values (gen_random_uuid(), now(), gen_random_uuid(), ${app.centres.HQ}::uuid, '2026-06-10', '2026-11-20', 1, now(), 'jobseeker', 'F', '25-34', array['registration'])`)
    const told = async () => (await app.db.wholeStore((db) => sql<{ measure: string }>`select o.measure from observation_revision r join observation o on o.id = r.observation_id where o.centre_id = ${app.centres.HQ} order by 1`.execute(db))).rows.map(({ measure }) => measure)
    expect(await told()).toEqual([])
    await recount('HQ')
    // Of one visit without a known person and without the time of the call.
    expect(await told()).toEqual(['VISITS', 'VISITS_SERVED', 'WALK_INS', 'WALK_INS_JS', 'WALK_INS_KNOWN'])
    expect(await figure('HQ', 'VISITS')).toMatchObject({ locked: 'no_data', now: '1' })
    expect(await figure('HQ', 'JS_NEW')).toMatchObject({ locked: 'no_data', now: undefined })
  })
})

describe('records of a figure', () => {
  const rows = [{ record_key: null, day: '2026-06-01', amount: '2' }, { record_key: null, day: '2026-06-01', amount: '2' }, { record_key: null, day: '2026-06-02', amount: '2.50' }, { record_key: 'k', day: '2026-06-02', amount: null }]
  const told = (amounts: ReturnType<typeof amountsOf>) => [...amounts].map(([key, amount]) => `${key}=${toText(amount)}`).sort()
  it('without a key have the same names in whatever order they come, and those stored by place get them too', () => {
    expect(told(amountsOf(rows))).toEqual(['k=0', 'without-key-2026-06-01-2-1=2', 'without-key-2026-06-01-2-2=2', 'without-key-2026-06-02-2.5-1=2.5'])
    expect(told(amountsOf([...rows].reverse()))).toEqual(told(amountsOf(rows)))
    const old = rows.map(({ record_key, day, amount }, i) => ({ record_key: record_key ?? `without-key-${day}-${7 - i}`, amount: amount ?? '0' }))
    expect(told(storedAmounts(old))).toEqual(told(amountsOf(rows)))
    expect(told(storedAmounts([...amountsOf(rows)].map(([record_key, amount]) => ({ record_key, amount: toDecimal(amount, 6) }))))).toEqual(told(amountsOf(rows)))
  })
})

describe('the check of lists', () => {
  it('covers composed measures and finds no difference', async () => {
    const { compared, different } = await app.asSystem(async (tx) => checkMeasures(await groundOf(tx, app.platform)))
    expect(different).toEqual([])
    expect(compared).toBeGreaterThan(25 * 12)
  })
})
