import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import type { IndicatorRow } from '../../platform/country/index'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'
import { findIndicator } from './queries/framework'
import { putIndicator } from './queries/indicators'
import { needSeries } from './queries/targets'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, hq: Staff, other: Staff
const donor: IndicatorRow = { framework: 'donor', pillar: 'results', pillarTitles: { en: 'Results', km: 'លទ្ធផល', lo: 'ຜົນໄດ້ຮັບ' }, key: 'job_placements', measure: 'PLACEMENTS', labels: { en: 'Placements with the donor', km: 'ការងារ', lo: 'ວຽກ' }, direction: 'up', accumulation: 'year-to-date', slices: ['sex'] }
const withRows = (rows: readonly IndicatorRow[]) => ({ ...app.platform, country: { ...app.platform.country, indicators: [...app.platform.country.indicators, ...rows] } })
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, withRows([donor])))
  ;[chief, hq, other] = [await app.as('chief'), await app.as('headquarters'), await app.as('headquarters')]
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').replace(/\s+/g, ' ')
const rows = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Row[]
const read = async (who: Visitor, path: string) => {
  const reply = await who.get(`/en${path}`)
  return reply.status === 200 ? plain(reply.text) : String(reply.status)
}
const approve = async (kind: 'targets' | 'baselines') => {
  for (const { id } of await rows<{ id: string }>(sql`select id from ${sql.table(kind === 'targets' ? 'target_change' : 'baseline')} where state = 'proposed'`)) expect((await other.post(`/en/performance/decisions/${kind}/${id}`, { answer: 'approve' })).status).toBe(303)
}
async function upload(kind: 'series' | 'targets', lines: readonly string[], reason: string) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ _key: newId(), kind, reason })) form.set(name, value)
  form.set('file', new File([lines.join('\r\n')], `${kind}.csv`, { type: 'text/csv' }))
  const reply = await app.website.request(new Request('http://localhost/en/performance/imports', { method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...hq.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }))
  const html = await reply.text()
  return { status: reply.status, text: plain(html), table: /name="table" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>') ?? '' }
}
const reason = 'Agreed in the yearly meeting of the agency'

describe('two frameworks with the same measure and the same key', () => {
  it('have an address each, and each its own target', async () => {
    for (const [address, number] of [['job_placements', '900'], ['donor.job_placements', '40']] as const) {
      const made = await hq.post(`/en/performance/indicators/${address}/target`, { role: 'milestone', period: '2026', kind: 'absolute', number, reason })
      expect([made.status, made.location]).toEqual([303, expect.stringContaining(`/performance/indicators/${address}?`)])
    }
    await approve('targets')
    expect(await read(hq, '/performance/indicators/job_placements')).toMatch(/Placements .*Target 900 /)
    expect(await read(hq, '/performance/indicators/donor.job_placements')).toMatch(/Placements with the donor .*Target 40 /)
    expect(await read(hq, '/performance/indicators/paf.job_placements')).toMatch(/Target 900 /)
    expect([await read(hq, '/performance/indicators/donor.walk_in_visits'), await read(hq, '/performance/indicators/else.job_placements')]).toEqual(['404', '404'])
    expect(await read(hq, '/performance')).toMatch(/Performance framework \(paf\).*Services .*Performance framework \(donor\) Results /)
    const { text } = await hq.get('/en/performance')
    expect([text.includes('indicators/donor.job_placements?'), text.includes('indicators/paf.')]).toEqual([true, false])
  })

  it('are told apart in files, parts too, and a part is proposed and approved like the whole', async () => {
    const series = await upload('series', ['indicator,unit_code,slice,baseline_value,baseline_status,baseline_from,baseline_to,baseline_source', 'donor.job_placements,T-A,sex=F,20,measured,2025-01-01,2025-12-31,Annual report 2025', 'job_placements,T-A,sex=F,30,measured,2025-01-01,2025-12-31,Annual report 2025'], '')
    expect([series.status, series.text]).toEqual([200, expect.stringContaining('Placements with the donor: Female')])
    expect((await hq.post('/en/performance/imports', { kind: 'series', table: series.table, step: 'write' })).status).toBe(303)
    await approve('baselines')
    const head = 'indicator,unit_code,slice,role,period,rule,override_value,override_reason'
    const wrong = await upload('targets', [head, 'donor.job_placements,T-A,age_band=15-19,milestone,2026,add:5,,', 'job_placements,T-A,sex=F,milestone,2026,rate:101,,', 'posts_received,,sex=F,end,2026,absolute:5,,'], reason)
    for (const said of [/Row 2: slice age_band=15-19 This indicator has no part .age_band=15-19.\. There are: sex=F · sex=M/, /Row 3: rule rate:101 A share lies between 0 and 100/, /Row 4: slice sex=F This indicator has no parts/]) expect(wrong.text).toMatch(said)
    const targets = await upload('targets', [head, 'donor.job_placements,T-A,sex=F,milestone,2026,pct_over_baseline:10,,', 'job_placements,T-A,sex=F,milestone,2026,rate:50,,', 'job_placements,T-A,,milestone,2026,absolute:90,,'], reason)
    expect([targets.status, targets.text]).toEqual([200, expect.stringMatching(/22 \(baseline \+10 %\).* 50\.0 % \(a share of 50 %\)/)])
    expect((await hq.post('/en/performance/imports', { kind: 'targets', table: targets.table, reason, step: 'write' })).status).toBe(303)
    await approve('targets')
    expect(await rows(sql`select f.key, s.slice, t.rule, t.published::int as published from target_rule t join series s on s.id = t.series_id join indicator i on i.id = s.indicator_id join framework f on f.id = i.framework_id where s.slice <> '' order by 1`)).toEqual([
      { key: 'donor', slice: 'sex=F', rule: 'pct_over_baseline:10', published: 22 }, { key: 'paf', slice: 'sex=F', rule: 'rate:50', published: 50 },
    ])
  })

  it('use a measure once each: what headquarters chose stands, and a measure is free again when it is taken out', async () => {
    const own = { ...donor, key: 'own_orders', measure: 'VAC_ORDERS', slices: [] }
    await app.asSystem((tx) => putIndicator(tx, own))
    const file = withRows([donor, { ...donor, key: 'orders', measure: 'VAC_ORDERS', slices: [] }])
    expect(await app.asSystem((tx) => loadIndicators(tx, file))).toMatchObject({ ok: false, reason: 'measure-taken' })
    expect((await hq.post('/en/performance/framework/paf.own_orders/retire', {})).status).toBe(404)
    expect((await hq.post('/en/performance/framework/own_orders/retire', {})).status).toBe(303)
    expect(await app.asSystem((tx) => loadIndicators(tx, file))).toMatchObject({ ok: true })
    await expect(app.asSystem((tx) => putIndicator(tx, { ...own, key: 'a_third' }))).rejects.toThrow('indicator_measure_once')
  })
})

describe('the baseline desk', () => {
  const seriesOf = (key: string, centreId: string | null) => app.asSystem(async (tx) => needSeries(tx, { indicatorId: (await findIndicator(tx, key))?.id ?? '', centreId, slice: '' }))
  const lines = async () => (await hq.get('/en/performance/baselines')).text.split('<section').slice(1)
  const lineOf = async (id: string) => (await lines()).find((text) => text.includes(`series-${id}"`)) ?? ''

  it('proposes from three closed months, and what is accepted waits for a second person', async () => {
    expect(await read(chief, '/performance/baselines')).toBe('403')
    const id = await seriesOf('services_to_jobseekers', app.centres.A)
    const line = await lineOf(id)
    const [, counted, value] = /([\d,]+) counted from August 2026 to October 2026\. For a year: ([\d,]+) \(/.exec(plain(line)) ?? []
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''))
    expect([plain(line).includes('Services to jobseekers, Centre A No baseline is approved'), number(counted) > 10, number(value)]).toEqual([true, true, number(counted) * 4])
    const accept = (seen: string, why = reason) => hq.post(`/en/performance/baselines/${id}`, { answer: 'accept', seen, reason: why })
    const short = await accept(String(number(value)), '')
    expect([short.status, plain(short.text)]).toEqual([422, expect.stringContaining('Please write a little more')])
    const moved = await accept('1')
    expect([moved.status, plain(moved.text), moved.text.includes(`value="${reason}"`)]).toEqual([422, expect.stringContaining('The records changed meanwhile'), true])
    expect((await accept(String(number(value)))).status).toBe(303)
    expect(plain(await lineOf(id))).toContain('One already waits for a second person')
    await approve('baselines')
    expect(await lineOf(id)).toBe('')
    expect(await rows(sql`select status, value::int as value, period, reason, source like '%counted from%' as sourced, decided_by <> created_by as two from baseline where series_id = ${id}`)).toEqual([{ status: 'measured', value: number(value), period: '2026', reason, sourced: true, two: true }])
  })

  it('asks about a zero that nobody confirmed, and offers no number where nothing was counted', async () => {
    const id = await seriesOf('services_online', null)
    const given = await hq.post('/en/performance/indicators/services_online/baseline', { status: 'zero_unconfirmed', value: '0', period: '2025', source: 'Old report' })
    expect(given.status).toBe(303)
    await approve('baselines')
    const line = plain(await lineOf(id))
    expect([line.includes('It is zero It was not counted'), line.includes('Accept as baseline'), line.includes('give no number')]).toEqual([true, false, true])
    expect((await hq.post(`/en/performance/baselines/${id}`, { answer: 'accept', seen: '0', reason })).status).toBe(404)
    expect((await hq.post(`/en/performance/baselines/${id}`, { answer: 'zero', reason })).status).toBe(303)
    await approve('baselines')
    expect([await lineOf(id), (await rows(sql`select status, value::int as value, source from baseline where series_id = ${id} and state = 'approved'`))[0]]).toEqual(['', { status: 'true_zero', value: 0, source: 'Old report' }])
    for (const language of ['km', 'lo']) expect((await hq.get(`/${language}/performance/baselines`)).status).toBe(200)
  })
})
