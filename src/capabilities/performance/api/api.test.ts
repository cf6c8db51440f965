import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { freshApp, type TestApp, type Visitor } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'
import { listIndicators } from '../queries/framework'
import { needSeries } from '../queries/targets'
import { performanceRoutes } from '../routes/index'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, farChief: Staff, hq: Staff, other: Staff, statistician: Staff, viewer: Staff, counsellor: Staff
let [national, ownSeries, farSeries] = ['', '', '']
const october = '2026-10'

beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 900 })
  await placeSome(app)
  await app.asSystem(async (tx) => {
    await loadIndicators(tx, app.platform)
    const indicatorId = (await listIndicators(tx)).find(({ key }) => key === 'job_placements')?.id ?? ''
    national = await needSeries(tx, { indicatorId, centreId: null, slice: '' })
    ownSeries = await needSeries(tx, { indicatorId, centreId: app.centres.A, slice: '' })
    farSeries = await needSeries(tx, { indicatorId, centreId: app.centres.B, slice: '' })
  })
  chief = await app.as('chief')
  farChief = await app.as('chief', { centre: 'B' })
  counsellor = await app.as('counsellor')
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  statistician = await app.as('statistician')
  viewer = await app.as('viewer')
})
afterAll(() => app.close())

const api = performanceRoutes.filter(({ api: described }) => described)
const answerOf = (path: string, method = 'GET') => api.find((route) => route.method === method && new RegExp(`^${route.path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''))?.api?.answer
/** Asks, and holds the answer against what the description promises. */
async function ask<T>(who: Visitor, path: string): Promise<T> {
  const reply = await who.get(`/api/v1${path}`)
  expect([path, reply.status]).toEqual([path, 200])
  const shape = answerOf(`/api/v1${path}`) as z.ZodObject
  expect(shape.strict().safeParse(reply.json()).error?.issues, path).toBeUndefined()
  return reply.json<T>()
}
const statusAt = async (who: Visitor, path: string) => (await who.get(`/api/v1${path}`)).status
const step = (who: Visitor, name: string, version: number | undefined, reason = 'Agreed at the meeting of the month', month = october, key = newId()) =>
  who.send('POST', `/api/v1/periods/${month}/units/T-A/${name}`, { reason }, { 'idempotency-key': key, 'accept-language': 'en', ...(version === undefined ? {} : { 'if-match': `"${version}"` }) })
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the API of performance', () => {
  it('gives the page’s own figure as decimal text with its reduced fraction, and no floating-point number', async () => {
    const found = await ask<{ current: { value: string; exact: { num: string; den: string }; state: string } }>(hq, `/series/${national}?month=${october}`)
    const page = /Value ([\d,]+)/.exec(plain((await hq.get(`/en/performance/indicators/job_placements?month=${october}`)).text))?.[1]
    expect(found.current).toMatchObject({ state: 'ok', value: page?.replaceAll(',', ''), exact: { den: '1' } })
    const text = (await hq.get(`/api/v1/series/${national}/observations?month=${october}`)).text
    expect(text).not.toMatch(/:-?\d+\.\d/)
    const rate = await app.asSystem(async (tx) => needSeries(tx, { indicatorId: (await listIndicators(tx)).find(({ key }) => key === 'placed_in_180_days')?.id ?? '', centreId: null, slice: '' }))
    const { current } = await ask<{ current: { value: string; num: string; den: string; exact: { num: string; den: string } } }>(hq, `/series/${rate}?month=${october}`)
    expect(Number(current.exact.num) / Number(current.exact.den)).toBeCloseTo((100 * Number(current.num)) / Number(current.den), 9)
    const divides = (d: number) => Number(current.exact.num) % d === 0 && Number(current.exact.den) % d === 0
    expect([2, 3, 5, 7].filter(divides)).toEqual([])
  })

  it('gives the parts of a series, each month of one part, and no part of what was only released', async () => {
    type Part = { slice: string; value: string; months: { period: string; value: string }[] }
    const { slices } = await ask<{ slices: Part[] }>(chief, `/series/${ownSeries}/slices?month=${october}`)
    const { current } = await ask<{ current: { value: string } }>(chief, `/series/${ownSeries}?month=${october}`)
    const women = slices.find(({ slice }) => slice === 'sex=F')
    for (const dimension of ['sex', 'age_band']) expect(slices.filter(({ slice }) => slice.startsWith(`${dimension}=`)).reduce((sum, { value }) => sum + Number(value), 0), dimension).toBe(Number(current.value))
    const part = await ask<Part>(chief, `/series/${ownSeries}/slices/sex=F?month=${october}`)
    expect([part.value, part.months.length, Number(part.value) > 0]).toEqual([women?.value, 12, true])
    expect(part.months.filter(({ period }) => period.startsWith('2026')).reduce((sum, { value }) => sum + Number(value), 0)).toBe(Number(part.value))
    expect(slices.filter(({ slice }) => slice.startsWith('group'))).toEqual([])
    expect([await statusAt(chief, `/series/${ownSeries}/slices/group=disability`), await statusAt(chief, `/series/${ownSeries}/slices/sex=X`), await statusAt(farChief, `/series/${ownSeries}/slices`), await statusAt(viewer, `/series/${national}/slices/sex=F`)]).toEqual([404, 404, 404, 404])
    expect(await ask(viewer, `/series/${national}/slices`)).toMatchObject({ slices: [] })
  })

  it('reaches no further than the pages: the own centre, all, or the agency’s released figures', async () => {
    expect([await statusAt(chief, `/series/${farSeries}`), await statusAt(chief, `/series/${national}`), await statusAt(farChief, `/series/${farSeries}`)]).toEqual([404, 404, 200])
    expect([await statusAt(viewer, `/series/${ownSeries}`), await statusAt(viewer, `/series/${ownSeries}/targets`), await statusAt(viewer, `/compare?indicator=placed_in_180_days`)]).toEqual([404, 404, 403])
    const released = await ask<{ months: unknown[]; current: { to: string } }>(viewer, `/series/${national}/observations`)
    expect(released.months).toEqual([])
    expect(released.current.to <= '2026-10-31').toBe(true)
    const { indicators } = await ask<{ indicators: { key: string; series: { id: string; unit_code: string | null }[] }[] }>(chief, '/frameworks/paf/indicators')
    expect(indicators.find(({ key }) => key === 'job_placements')?.series).toEqual([{ id: ownSeries, unit_code: 'T-A', slice: '' }])
    const { months } = await ask<{ months: { period: string }[] }>(chief, `/series/${ownSeries}/observations?month=${october}`)
    expect([months.length, months.at(-1)?.period]).toEqual([12, october])
    const { centres } = await ask<{ centres: { unit_code: string }[] }>(chief, `/compare?indicator=placed_in_180_days&period=${october}`)
    expect(centres.map(({ unit_code }) => unit_code)).toEqual(['T-A'])
    expect((await ask<{ centres: unknown[] }>(hq, `/compare?indicator=placed_in_180_days&period=${october}`)).centres).toHaveLength(2)
    expect([await statusAt(chief, `/quality?unit=T-B`), await statusAt(chief, '/quality?unit=T-A&speed=high')]).toEqual([404, 400])
    expect(await ask<{ silent_days: string[] }>(chief, `/quality?unit=T-A&period=${october}`)).toMatchObject({ unit_code: 'T-A', period: october })
  })

  it('shows baselines and targets with exact fractions, and plans with deliverables', async () => {
    const at = '/en/performance/indicators/job_placements'
    await hq.post(`${at}/baseline`, { status: 'measured', value: '350', period: '2025', source: 'Annual report 2025, page 12' })
    const idOf = async (table: string) => (await app.db.wholeStore((db) => sql<{ id: string }>`select id from ${sql.table(table)} where state = 'proposed'`.execute(db))).rows[0]?.id ?? ''
    await other.post(`/en/performance/decisions/baselines/${await idOf('baseline')}`, { answer: 'approve' })
    await hq.post(`${at}/target`, { role: 'milestone', period: '2026', kind: 'pct_over_baseline', number: '15', reason: 'Agreed in the yearly meeting of the agency' })
    await other.post(`/en/performance/decisions/targets/${await idOf('target_change')}`, { answer: 'approve' })
    expect((await ask<{ baselines: object[] }>(hq, `/series/${national}/baseline`)).baselines).toMatchObject([{ status: 'measured', value: '350', state: 'approved' }])
    const { targets } = await ask<{ targets: { in_force: object[]; changes: object[] } }>(viewer, `/series/${national}/targets`)
    expect(targets).toMatchObject({ in_force: [{ rule: 'pct_over_baseline:15', target_exact: { num: '805', den: '2' }, target_published: '403' }], changes: [{ state: 'approved' }] })
    const made = (await chief.post('/en/performance/plans', { title: 'Plan of the year', period: '2026' })).location
    await chief.post(`${made}/activities`, { code: 'A1', title: 'Visit forty employers', owner: 'Counsellor for employers', startOn: '2026-01-05', dueOn: '2026-12-18', deliverables: 'List of visits' })
    const id = made.split('/').at(-1) ?? ''
    const { activities } = await ask<{ activities: { id: string; code: string; planned: string }[] }>(chief, `/plans/${id}`)
    expect(activities).toMatchObject([{ code: 'A1', state: 'not-started', complete: '0' }])
    expect((await ask<{ deliverables: object[] }>(chief, `/plan-activities/${activities[0]?.id}/deliverables`)).deliverables).toMatchObject([{ title: 'List of visits', state: 'open' }])
    expect((await ask<{ evidence: object[] }>(hq, `/plan-activities/${activities[0]?.id}/evidence`)).evidence).toEqual([])
    expect([await statusAt(farChief, `/plans/${id}`), await statusAt(farChief, `/plan-activities/${activities[0]?.id}`), (await ask<{ plans: unknown[] }>(farChief, '/plans')).plans.length]).toEqual([404, 404, 0])
  })

  it('takes a month through its steps, with two people where two are needed and the version that was seen', async () => {
    expect((await ask<{ state: string; version: number }>(chief, `/periods/${october}/units/T-A`))).toMatchObject({ state: 'open', version: 0 })
    expect((await step(chief, 'submit', undefined)).status).toBe(428)
    expect([(await step(farChief, 'submit', 0)).status, (await step(counsellor, 'submit', 0)).status, (await step(chief, 'verify', 0)).status]).toEqual([404, 403, 403])
    expect((await step(chief, 'submit', 3)).status).toBe(412)
    const tooEarly = await step(chief, 'submit', 0, 'All in', '2026-11')
    expect([tooEarly.status, tooEarly.json<{ title: string; detail: string }>()]).toMatchObject([422, { title: 'not-over', detail: 'The month is not over yet.' }])
    const key = newId()
    for (const _ of [1, 2]) expect((await step(chief, 'submit', 0, 'Closed on those days', october, key)).json()).toMatchObject({ state: 'submitted', version: 1 })
    expect((await step(hq, 'verify', 1)).json()).toMatchObject({ state: 'verified', version: 2 })
    expect((await step(hq, 'lock', 2)).json()).toMatchObject({ title: 'same-person' })
    expect((await step(other, 'lock', 2)).json()).toMatchObject({ state: 'locked', lock_no: 1 })
    const waits = await step(statistician, 'release', 3)
    expect([waits.status, waits.json()]).toMatchObject([202, { state: 'locked', waiting: ['release'] }])
    expect((await step(statistician, 'release', 3)).status).toBe(422)
    expect((await step(hq, 'release', 3)).json()).toMatchObject({ state: 'published', version: 4 })
    expect((await step(hq, 'reopen', 4, 'too short')).json()).toMatchObject({ title: 'short-reason' })
    expect((await step(hq, 'reopen', 4)).status).toBe(202)
    expect((await step(hq, 'reopen', 4)).json()).toMatchObject({ title: 'same-person' })
  })

  it('opens a locked figure with its records and revisions, for its own centre only', async () => {
    const { months } = await ask<{ months: { period: string; value: string; locked: { id: string; value: string; lock_no: number } | null }[] }>(chief, `/series/${ownSeries}/observations?month=${october}`)
    const locked = months.find(({ period }) => period === october)?.locked
    expect(locked).toMatchObject({ value: months.at(-1)?.value, lock_no: 1 })
    const seen = await ask<{ n: number; value: string; set_digest: string }>(chief, `/observations/${locked?.id}`)
    type Records = { locked: number; count: number; items: { state: string; day: string | null; key?: string }[] }
    const records = await ask<Records>(chief, `/observations/${locked?.id}/records?limit=200`)
    expect([records.locked, records.count, records.items.length, records.items.every(({ state, day, key }) => state === 'as-locked' && day?.startsWith(october) === true && key === undefined)]).toEqual([seen.n, Number(seen.value), Number(seen.value), true])
    await app.db.wholeStore((db) => sql`update placement set level = 'reported' where id = (select id from placement where centre_id = ${app.centres.A} and level <> 'reported' and start_date between '2026-10-01' and '2026-10-31' order by id limit 1)`.execute(db))
    const after = await ask<Records>(hq, `/observations/${locked?.id}/records?limit=200`)
    expect([after.locked, after.items.filter(({ state }) => state === 'withdrawn').length]).toEqual([seen.n, 1])
    expect((await ask<{ revisions: unknown[] }>(hq, `/observations/${locked?.id}/revisions`)).revisions).toEqual([])
    for (const part of ['', '/revisions']) expect([await statusAt(farChief, `/observations/${locked?.id}${part}`), await statusAt(viewer, `/observations/${locked?.id}${part}`)]).toEqual([404, 404])
    expect([await statusAt(farChief, `/observations/${locked?.id}/records`), await statusAt(viewer, `/observations/${locked?.id}/records`), await statusAt(statistician, `/observations/${locked?.id}/records`)]).toEqual([404, 403, 403])
  })

  it('names what is missing to close the stage of a cycle', async () => {
    const made = (await chief.post('/en/performance/cycles', { period: '2026-11', facilitator: 'Chief of the centre' })).location
    const id = made.split('/').at(-1) ?? ''
    const close = (who: Visitor, stage: number, version = 1) => who.send('POST', `/api/v1/cycles/${id}/stages/${stage}/close`, {}, { 'idempotency-key': newId(), 'accept-language': 'en', 'if-match': `"${version}"` })
    expect(await ask<{ missing: string[] }>(chief, `/cycles/${id}`)).toMatchObject({ stage: 1, version: 1, missing: ['snapshot', 'cause'] })
    const refused = await close(chief, 1)
    expect([refused.status, refused.json<{ fields: Record<string, string> }>()]).toMatchObject([422, { title: 'gate-closed', fields: { snapshot: expect.stringMatching(/\w/) as string } }])
    expect([(await close(chief, 2)).json<{ title: string }>().title, (await close(chief, 1, 9)).status, (await close(hq, 1)).status, (await close(farChief, 1)).status]).toEqual(['not-its-turn', 412, 404, 404])
    await chief.post(`${made}/snapshot`)
    await chief.post(`${made}/entries`, { kind: 'cause', text: 'Few posts came in', evidence: 'Minutes of October' })
    expect((await close(chief, 1, 2)).json()).toMatchObject({ stage: 2 })
  })

  it('is described truly: every address with its answer and its key', async () => {
    const { paths } = (await app.visitor().get('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, { summary: string; parameters: { name: string }[]; responses: Record<string, { content?: unknown }> }>> }>()
    expect(performanceRoutes.filter(({ path, api: own }) => path.startsWith('/api/') && !own).map(({ path }) => path)).toEqual([])
    for (const route of api) {
      const described = paths[route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.[route.method.toLowerCase()]
      expect(described?.summary, route.path).toMatch(/\w/)
      if (!route.path.endsWith('.csv')) expect(described?.responses['200']?.content, route.path).toBeDefined()
      if (route.method === 'POST') expect(described?.parameters.map(({ name }) => name), route.path).toContain('Idempotency-Key')
    }
    expect(api.length).toBeGreaterThanOrEqual(25)
  })
})
