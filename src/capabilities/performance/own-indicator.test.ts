import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { recountMonth } from '../measures/index'
import { fillWithRows } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, hq: Staff, other: Staff, statistician: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 400 })
  await app.db.wholeStore((db) => sql`update visit set entered_on = visited_on`.execute(db))
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  chief = await app.as('chief')
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  statistician = await app.as('statistician')
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const one = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0] as Row
const key = 'own_women_visits'
const names = { name_km: 'ស្ត្រីមកមជ្ឈមណ្ឌល', name_lo: 'ແມ່ຍິງມາສູນ', name_en: 'Women who come', text_km: 'ស្ត្រី', text_lo: '', text_en: 'Women who come to a centre.' }
const labels = { label_km: 'ស្ត្រីមកមជ្ឈមណ្ឌល', label_lo: 'ແມ່ຍິງມາສູນ', label_en: 'Visits of women', direction: 'up', accumulation: 'year-to-date' }
const built = (sexes: readonly string[], from: string) => ({ event: 'visit', kind: 'count', c1: 'sex', o1: 'in', v1: [...sexes], ...names, from, then: 'save' })
const page = async (who: Staff, path: string) => plain((await who.get(`/en/performance/indicators/${key}${path}`)).text)
const readOctober = async (who = hq) => (await who.get(`/en/performance/indicators/${key}/values?month=2026-10&centre=T-A`)).text
const values = async (who?: Staff) => parse(await readOctober(who), { bom: true, columns: true }) as Record<string, string>[]
const step = async (who: Staff, name: string, version: number) => (await who.send('POST', `/api/v1/periods/2026-09/units/T-A/${name}`, { reason: 'Some days were silent' }, { 'idempotency-key': newId(), 'if-match': `"${version}"` })).status

describe('a measure that the agency built', () => {
  it('is an indicator only when two people put it in force and headquarters chose it', async () => {
    expect((await statistician.post('/en/measures/new', { ...built(['F'], '2026-01'), key: 'WOMEN_VISITS' })).status).toBe(303)
    expect((await hq.get('/en/performance/framework/WOMEN_VISITS/add')).status).toBe(404)
    expect((await hq.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(303)
    expect((await statistician.get('/en/performance/framework')).text).toContain('Women who come')
    expect((await statistician.get('/en/performance/framework/WOMEN_VISITS/add')).status).toBe(403)
    const pillar = (await one<{ id: string }>(sql`select id from pillar order by position limit 1`)).id
    const at = '/en/performance/framework/WOMEN_VISITS/add'
    for (const wrong of [{ label_en: '10 % more women' }, { accumulation: 'as-at' }, { label_km: '' }, { pillar: newId() }]) {
      const refused = await hq.post(at, { pillar, ...labels, ...wrong })
      expect([refused.status, Object.values(wrong).every((typed) => refused.text.includes(typed) || !('label_en' in wrong))]).toEqual([422, true])
    }
    expect((await hq.post(at, { pillar, ...labels })).location).toBe(`/en/performance/indicators/${key}`)
    expect((await hq.post(at, { pillar, ...labels })).status).toBe(422)
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    expect((await chief.get('/en/performance/centres/T-A?month=2026-10')).text).toContain('Visits of women')
  })

  it('has a value that opens to as many records, a baseline, a target that two people signed, and a light', async () => {
    const [now] = await values()
    expect(Number(now?.value)).toBeGreaterThan(0)
    const whole = await one<{ n: number }>(sql`select count(*)::int as n from visit where centre_id = ${app.centres.A} and sex = 'F' and visited_on between '2026-01-01' and '2026-10-31'`)
    expect(now?.value).toBe(String(whole.n))
    expect(plain((await chief.get(`/en/performance/indicators/${key}/records?month=2026-10`)).text)).toContain(`${whole.n} `)
    expect((await hq.post(`/en/performance/indicators/${key}/baseline`, { centre: 'T-A', status: 'measured', value: '50', period: '2025', source: 'Counted from records of the year', reason: '' })).status).toBe(303)
    const decide = async (what: string, id: string) => (await other.post(`/en/performance/decisions/${what}/${id}`, { answer: 'approve' })).status
    expect(await decide('baselines', (await one<{ id: string }>(sql`select id from baseline`)).id)).toBe(303)
    expect((await hq.post(`/en/performance/indicators/${key}/target`, { centre: 'T-A', role: 'end', period: '2026', kind: 'pct_over_baseline', number: '10', reason: 'Agreed with the centre in spring', then: 'send' })).status).toBe(303)
    expect(await decide('targets', (await one<{ id: string }>(sql`select id from target_change`)).id)).toBe(303)
    expect((await values())[0]).toMatchObject({ baseline: '50', rule: 'pct_over_baseline:10', target_published: '55', state: 'met' })
    expect(await page(chief, '?month=2026-10')).toMatch(/On target/)
  })

  it('is locked with the month, its records and its revisions', async () => {
    for (const [who, name, version] of [[chief, 'submit', 0], [hq, 'verify', 1], [other, 'lock', 2]] as const) expect([name, await step(who, name, version)]).toEqual([name, 200])
    const locked = await one<{ id: string; value: string; measure_version: number; n: number }>(sql`select id, value, measure_version, n from observation where measure = 'WOMEN_VISITS' and period = '2026-09'`)
    expect([locked.measure_version, Number(locked.value)]).toEqual([1, locked.n])
    expect(await one(sql`select count(*)::int as n from observation_record where observation_id = ${locked.id}`)).toEqual({ n: locked.n })
    await app.db.wholeStore((db) => sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes, entered_on)
      select gen_random_uuid(), now(), gen_random_uuid(), ${app.centres.A}, '2026-09-10', 90000 + n, now(), 'jobseeker', 'F', '25-34', array['registration'], ${app.today()} from generate_series(1, 2) n`.execute(db))
    await app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres.A, code: 'T-A', period: '2026-09' }))
    expect((await values()).find(({ period, slice }) => period === '2026-09' && slice === '')).toMatchObject({ value: String(Number(locked.value)), lock_no: '1', revised_value: String(Number(locked.value) + 2) })
  })

  it('counts by a new version from its month on: a cut in the trend, the locked month as it was, no comparison with the old baseline', async () => {
    // September is locked, so at this centre the new version begins in October though it holds from September on.
    const before = (await values()).filter(({ slice }) => slice === '')
    expect((await statistician.post('/en/measures/WOMEN_VISITS/new-version', built(['F', 'not-stated'], '2026-09'))).status).toBe(303)
    expect((await hq.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(303)
    const after = (await values()).filter(({ slice }) => slice === '')
    const months = (lines: readonly Record<string, string>[]) => lines.filter(({ period = '' }) => /^2026-0\d$/.test(period)).map(({ period, value, lock_no: lock }) => [period, value, lock])
    expect(months(after)).toEqual(months(before))
    expect(Number(after.find(({ period }) => period === '2026-10')?.value)).toBeGreaterThan(Number(before.find(({ period }) => period === '2026-10')?.value))
    const text = await page(chief, '?month=2026-10')
    for (const words of ['From October 2026 version 2 of the measure counts', 'Visits of women, version 1', 'The baseline was measured with version 1; this value uses version 2', 'not compared: another version']) expect(text).toContain(words)
    expect(after[0]?.state).toBe('not-computable')
    const series = (await one<{ id: string }>(sql`select s.id from series s join indicator i on i.id = s.indicator_id where i.key = ${key} and s.centre_id = ${app.centres.A}`)).id
    const shown = (await hq.get(`/api/v1/series/${series}/observations?month=2026-10`)).json<{ observations: never; months: { period: string; measure_version: number }[] }>()
    expect(shown.months.map(({ measure_version: version }) => version)).toEqual([...Array<number>(11).fill(1), 2])
    await app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres.A, code: 'T-A', period: '2026-09' }))
    expect(await one(sql`select count(*)::int as n from observation_revision r join observation o on o.id = r.observation_id where o.measure = 'WOMEN_VISITS'`)).toEqual({ n: 1 })
  })

  it('is compared again when the baseline is measured anew and the same rule is signed over it', async () => {
    const at = `/en/performance/indicators/${key}`
    expect((await hq.post(`${at}/baseline`, { centre: 'T-A', status: 'measured', value: '60', period: '2025', source: 'Counted from records of the year', reason: 'Counted by version 2' })).status).toBe(303)
    await other.post(`/en/performance/decisions/baselines/${(await one<{ id: string }>(sql`select id from baseline where state = 'proposed'`)).id}`, { answer: 'approve' })
    expect((await values())[0]?.state).toBe('not-computable')
    expect((await hq.post(`${at}/target`, { centre: 'T-A', role: 'end', period: '2026', kind: 'pct_over_baseline', number: '10', reason: 'The baseline was measured anew', then: 'send' })).status).toBe(303)
    await other.post(`/en/performance/decisions/targets/${(await one<{ id: string }>(sql`select id from target_change where state = 'proposed'`)).id}`, { answer: 'approve' })
    expect((await values())[0]).toMatchObject({ target_published: '66', state: 'met' })
  })

  it('says what it counts in three languages, in files too, and leaves the framework with its past', async () => {
    const row = (parse((await hq.get('/en/performance/definitions')).text, { bom: true, columns: true }) as Record<string, string>[]).find(({ indicator }) => indicator === key)
    expect(row).toMatchObject({ measure: 'WOMEN_VISITS', version: '2', definition_km: 'ស្ត្រី', definition_en: 'Women who come to a centre.' })
    expect(row?.['definition_lo']).toMatch(/[ກ-ໝ]{5}/)
    for (const language of ['km', 'lo', 'en']) for (const path of [`indicators/${key}`, 'framework', 'months/2026-09/T-A']) expect((await hq.get(`/${language}/performance/${path}`)).status, path).toBe(200)
    expect((await hq.get(`/en/performance/figures/WOMEN_VISITS/enter`)).status).toBe(422)
    expect((await hq.post('/en/performance/framework/job_placements/retire', {})).status).toBe(404)
    expect((await hq.post(`/en/performance/framework/${key}/retire`, {})).status).toBe(303)
    expect((await hq.get(`/en/performance/indicators/${key}`)).status).toBe(404)
    expect(await one(sql`select count(*)::int as n from target_rule`)).toEqual({ n: 2 })
  })
})
