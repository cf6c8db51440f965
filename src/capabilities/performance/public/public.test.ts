import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'
import { publicRoutes } from './routes'

let app: TestApp
let hq: Visitor, other: Visitor, viewer: Visitor
const chiefs: Record<string, Visitor> = {}
const everybody = () => app.visitor()
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const store = (text: ReturnType<typeof sql>) => app.db.wholeStore((db) => text.execute(db))
interface Line { indicator: string; state: string; value: string | null; exact: unknown; target_published: string | null; revised_value: string | null }
const json = async () => (await everybody().get('/api/v1/public/performance.json')).json<{ month: string | null; released_months: string[]; indicators: Line[] }>()

async function step(who: Visitor | undefined, code: string, name: string, version: number) {
  const reply = await who?.send('POST', `/api/v1/periods/2026-09/units/${code}/${name}`, { reason: 'Agreed at the meeting of the month' }, { 'idempotency-key': newId(), 'if-match': `"${version}"` })
  expect([code, name, reply?.status]).toEqual([code, name, name === 'release' && who === hq ? 202 : 200])
}
async function lock(code: string) {
  await step(chiefs[code], code, 'submit', 0)
  await step(hq, code, 'verify', 1)
  await step(other, code, 'lock', 2)
}
async function release(code: string) {
  await step(hq, code, 'release', 3)
  await step(other, code, 'release', 3)
}

beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 1_600 })
  await placeSome(app)
  await store(sql`update centre set opened_on = '2020-01-01'`)
  // Entered on its day: a released month counts what was there by its release.
  for (const [table, day] of [['visit', 'visited_on'], ['placement', 'start_date'], ['service_event', 'given_on']] as const) await store(sql`update ${sql.table(table)} set entered_on = ${sql.ref(day)}`)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  chiefs['T-A'] = await app.as('chief')
  chiefs['T-B'] = await app.as('chief', { centre: 'B' })
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  viewer = await app.as('viewer')
})
afterAll(() => app.close())
/** A minute passes, so that no page is kept from before. */
const later = () => app.travelTo(new Date(app.now().getTime() + 61_000).toISOString())

describe('the public page', () => {
  it('shows nothing before headquarters released the month of every centre', async () => {
    expect(plain((await everybody().get('/en/public/performance')).text)).toContain('No month has been released yet.')
    await lock('T-A')
    await lock('T-B')
    expect((await json()).month).toBeNull()
    await release('T-A')
    expect(await json()).toMatchObject({ month: null, indicators: [] })
    expect((await everybody().get('/en/public/performance?month=2026-09')).status).toBe(404)
    await release('T-B')
    expect(await json()).toMatchObject({ month: '2026-09', released_months: ['2026-09'] })
    expect((await everybody().get('/en/public/performance?month=2026-08')).status).toBe(404)
  })

  it('gives everybody the viewer’s own figures as page, CSV and JSON, in three languages', async () => {
    later()
    const { indicators } = await json()
    const lines = parse((await everybody().get('/api/v1/public/performance.csv')).text, { bom: true, columns: true }) as Record<string, string>[]
    const theirs = parse((await viewer.get('/en/performance/values?month=2026-09')).text, { bom: true, columns: true }) as Record<string, string>[]
    expect(lines.map(({ indicator, value, state }) => [indicator, value, state])).toEqual(theirs.map(({ indicator, value, state }) => [indicator, value, state]))
    expect(indicators.map(({ indicator, value, state }) => [indicator, value ?? '', state])).toEqual(theirs.map(({ indicator, value, state }) => [indicator, value, state === 'met' || state === 'not-met' ? 'ok' : state]))
    const text = plain((await everybody().get('/en/public/performance')).text)
    const placed = indicators.find(({ indicator }) => indicator === 'job_placements')
    expect([placed?.state, text.includes(Number(placed?.value).toLocaleString('en'))]).toEqual(['ok', true])
    expect(text).toContain('October 2026 is planned to be released')
    for (const language of ['km', 'lo']) expect((await everybody().get(`/${language}/public/performance`)).status).toBe(200)
    const shape = publicRoutes.find(({ path }) => path.endsWith('.json'))?.api?.answer
    expect(shape?.safeParse(await json()).error).toBeUndefined()
    expect((await everybody().get('/api/v1/public/performance-definitions.csv')).text).toContain('definition_km')
    expect((await chiefs['T-A']?.get('/en/public/performance'))?.text).not.toContain('op-spark')
  })

  it('says what a count gives today where it differs, without moving the released figure', async () => {
    const before = (await json()).indicators.find(({ indicator }) => indicator === 'walk_in_visits')
    expect(before?.revised_value).toBeNull()
    await store(sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes, entered_on)
      select gen_random_uuid(), now(), gen_random_uuid(), ${app.centres.A}, '2026-09-10', 70000 + n, now(), 'jobseeker', 'F', '25-34', array['registration'], ${app.today()} from generate_series(1, 7) n`)
    later()
    const after = (await json()).indicators.find(({ indicator }) => indicator === 'walk_in_visits')
    expect([after?.value, after?.revised_value]).toEqual([before?.value, String(Number(before?.value) + 7)])
    expect(plain((await everybody().get('/en/public/performance')).text)).toMatch(/Changed since the release Visitors of the centres without appointment: [\d,]+, counted again on/)
  })

  it('hides a small figure in every form, and takes a reopened month back', async () => {
    await store(sql`update placement set level = 'reported' where id not in (select id from placement where start_date between '2026-09-01' and '2026-09-30' order by id limit 3)`)
    await store(sql`update placement set level = 'two-side' where id in (select id from placement where start_date between '2026-09-01' and '2026-09-30' order by id limit 3)`)
    later()
    const hidden = (await json()).indicators.find(({ indicator }) => indicator === 'job_placements')
    expect(hidden).toMatchObject({ state: 'hidden', value: null, exact: null, revised_value: null })
    const csv = parse((await everybody().get('/api/v1/public/performance.csv')).text, { bom: true, columns: true }) as Record<string, string>[]
    expect(csv.find(({ indicator }) => indicator === 'job_placements')).toMatchObject({ value: '', num: '', den: '', n: '', state: 'hidden' })
    const at = '/api/v1/periods/2026-09/units/T-B/reopen'
    for (const who of [hq, other]) await who.send('POST', at, { reason: 'A register of the month came late' }, { 'idempotency-key': newId(), 'if-match': '"4"' })
    later()
    expect(await json()).toMatchObject({ month: null, indicators: [] })
  })
})
