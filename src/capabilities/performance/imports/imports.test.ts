import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'
import { nearest } from './columns'
import { periodBetween } from './registers'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let hq: Staff, other: Staff, chief: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 100 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  chief = await app.as('chief')
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').replace(/\s+/g, ' ')
/** Everything that an import may write. */
const kept = async () => (await app.db.wholeStore((db) => sql<{ n: number }>`select (select count(*) from series)::int + (select count(*) from baseline)::int + (select count(*) from target_change)::int as n`.execute(db))).rows[0]?.n
const rows = async (text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Record<string, unknown>[]

async function upload(who: Staff, kind: string, lines: readonly string[], reason = '', language = 'en') {
  const form = new FormData()
  form.set('_key', newId())
  form.set('kind', kind)
  form.set('reason', reason)
  form.set('file', new File([lines.join('\r\n')], `${kind}.csv`, { type: 'text/csv' }))
  const reply = await app.website.request(new Request(`http://localhost/${language}/performance/imports`, { method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }))
  const html = await reply.text()
  const table = /name="table" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>') ?? ''
  return { status: reply.status, text: plain(html), html, table }
}
const send = (who: Staff, kind: string, table: string, reason = '', more: Record<string, string> = {}) => who.post('/en/performance/imports', { kind, table, reason, step: 'write', ...more })
const seriesHead = 'indicator,unit_code,slice,baseline_value,baseline_status,baseline_from,baseline_to,baseline_source'
const targetHead = 'indicator,unit_code,slice,role,period,rule,override_value,override_reason'
const why = 'Agreed in the yearly meeting of the agency'

describe('an import of baselines', () => {
  it('names every wrong cell with the way to put it right, and writes nothing', async () => {
    const before = await kept()
    const found = await upload(hq, 'series', [
      seriesHead,
      'job_placement,T-A,,350,measured,2025-01-01,2025-12-31,Annual report 2025',
      'job_placements,T-X,,350,measured,2025-01-01,2025-12-31,Annual report 2025',
      'job_placements,T-A,,"16,8000",measured,2025-01-01,2025-12-31,Annual report 2025',
      'walk_in_visits,T-A,,0,,2025-01-01,2025-12-31,Annual report 2025',
      'walk_in_visits,T-B,,0,measured,2025-01-01,2025-12-31,list',
      'job_placements,,,12.5,measured,2025-01-01,2025-12-31,Annual report 2025',
      'job_placements,T-B,sex=X,10,measured,2025-01-01,2025-12-31,Annual report 2025',
      'jobseeker_registrations,T-A,,10,measured,2025-01-15,2025-12-31,Annual report 2025',
      'jobseeker_registrations,T-B,,10,not_recorded,2025-01-01,2025-12-31,Annual report 2025',
      'services_to_jobseekers,T-A,,10,measured,2025-01-01,2025-12-31,Annual report 2025',
      'services_to_jobseekers,T-A,,20,measured,2024-01-01,2024-12-31,Annual report 2024',
    ])
    expect(found.status).toBe(422)
    for (const line of [
      /Row 2: indicator job_placement There is no indicator .job_placement.\. The nearest are: job_placements, [a-z_]+, [a-z_]+\./, /Row 3: unit_code T-X There is no centre .T-X.\. The nearest are: T-A, T-B\./,
      /Row 4: baseline_value 16,8000 Digit groups do not fit: did you mean 168,000 or 16,800\?/, /Row 5: baseline_value 0 Is it zero, or was it not counted\?/, /Row 6: baseline_value 0 Is it zero, or was it not counted\?/,
      /Row 7: baseline_value 12\.5 This unit has whole numbers only/, /Row 8: slice sex=X This indicator has no part .sex=X.\. There are: sex=F · sex=M · /, /Row 9: baseline_to 2025-12-31 From and to must be the first/, /Row 10: baseline_value 10 What was not recorded has no value/,
      /Row 12: indicator services_to_jobseekers Row 11 sets the same already/,
    ]) expect(found.text).toMatch(line)
    expect(found.text).not.toContain('Row 11: ')
    expect(await kept()).toBe(before)
    expect((await send(hq, 'series', found.table)).status).toBe(422)
    expect(await kept()).toBe(before)
  })

  it('becomes proposals that another person approves, with Khmer and Lao pages the same', async () => {
    const lines = [seriesHead, 'job_placements,,,350,measured,2025-01-01,2025-12-31,"Annual report 2025, page 12"', 'walk_in_visits,T-A,,"1,345",measured,2025-01-01,2025-12-31,Annual report 2025', 'walk_in_visits,T-B,,,not_recorded,2025-01-01,2025-12-31,Nobody counted']
    const before = await kept()
    for (const language of ['km', 'lo']) expect((await upload(hq, 'series', [seriesHead, 'job_placements,,,350,measured,2025-01-01,2025-12-31,Report'], '', language)).status).toBe(200)
    const found = await upload(hq, 'series', lines)
    expect([found.status, await kept()]).toEqual([200, before])
    expect(found.text).toContain('3 rows can be sent')
    expect((await send(hq, 'series', found.table)).location).toBe('/en/performance/decisions')
    const waiting = await rows(sql`select i.key, b.value::text as value, b.status, b.period, b.state, c.code from baseline b join series s on s.id = b.series_id join indicator i on i.id = s.indicator_id left join centre c on c.id = s.centre_id order by i.key, c.code`)
    expect(waiting).toEqual([
      { key: 'job_placements', value: '350.000000', status: 'measured', period: '2025', state: 'proposed', code: null },
      { key: 'walk_in_visits', value: '1345.000000', status: 'measured', period: '2025', state: 'proposed', code: 'T-A' },
      { key: 'walk_in_visits', value: null, status: 'not_recorded', period: '2025', state: 'proposed', code: 'T-B' },
    ])
    expect((await upload(hq, 'series', lines)).text).toContain('One already waits for a second person')
    const ids = await rows(sql`select id from baseline`)
    expect((await hq.post(`/en/performance/decisions/baselines/${String(ids[0]?.['id'])}`, { answer: 'approve' })).status).toBe(422)
    for (const { id } of ids) expect((await other.post(`/en/performance/decisions/baselines/${String(id)}`, { answer: 'approve' })).status).toBe(303)
    expect((await upload(hq, 'series', lines)).text).toContain('Say why.')
  })
})

describe('an import of targets', () => {
  it('follows the rules of the typed form, all or nothing', async () => {
    const before = await kept()
    expect((await upload(hq, 'targets', [targetHead, 'job_placements,,,milestone,2026,add:5,,'])).text).toContain('Give a reason of at least 20 characters.')
    const found = await upload(hq, 'targets', [
      targetHead, 'job_placements,,,milestone,2026,pct_over_baseline:15,,', 'job_placements,T-A,,milestone,2026,pct_over_baseline:15,,', 'walk_in_visits,T-A,,sometimes,2026,add:5,,', 'walk_in_visits,T-A,,end,2026-13,add:5,,', 'walk_in_visits,T-A,,milestone,2026,plus 5,,',
      'walk_in_visits,T-A,,end,2027,add:5,1400,short', 'job_placements,,,milestone,2026,add:5,,',
    ], why)
    expect(found.status).toBe(422)
    for (const line of [/Row 3: rule pct_over_baseline:15 No baseline is recorded/, /Row 4: role sometimes/, /Row 5: period 2026-13 Write the period as/, /Row 6: rule plus 5 Write the rule as one of these: pct_over_baseline:10/, /Row 7: override_reason short Say in at least 20/, /Row 8: indicator job_placements Row 2 sets the same/]) expect(found.text).toMatch(line)
    expect(await kept()).toBe(before)
  })

  it('shows the target that a rule gives, and waits for the second signature', async () => {
    const found = await upload(hq, 'targets', [targetHead, 'job_placements,,,milestone,2026,pct_over_baseline:15,,', 'walk_in_visits,T-A,,milestone,2026,pct_over_baseline:70,,'], why)
    expect([found.status, found.text.includes('403'), found.text.includes('2,287')]).toEqual([200, true, true])
    expect((await send(hq, 'targets', found.table, why)).status).toBe(303)
    expect((await rows(sql`select id from target_rule`)).length).toBe(0)
    const [change] = await rows(sql`select id, rule, reason, state from target_change where rule = 'pct_over_baseline:15'`)
    expect(change).toMatchObject({ reason: why, state: 'proposed' })
    expect((await hq.post(`/en/performance/decisions/targets/${String(change?.['id'])}`, { answer: 'approve' })).status).toBe(422)
    expect((await other.post(`/en/performance/decisions/targets/${String(change?.['id'])}`, { answer: 'approve' })).status).toBe(303)
    expect(await rows(sql`select published::numeric(24,0)::text as published from target_rule`)).toEqual([{ published: '403' }])
  })

  it('takes columns under other names when somebody says which is which', async () => {
    const lines = ['what,rule,kind,year', 'jobseeker_registrations,absolute:500,milestone,2026']
    const found = await upload(hq, 'targets', lines, why)
    expect([found.status, found.text]).toMatchObject([422, expect.stringContaining('indicator, role, period')])
    const named = { 'map.indicator': 'what', 'map.role': 'kind', 'map.period': 'year' }
    expect((await send(hq, 'targets', found.table, why, { ...named, step: 'check' })).status).toBe(200)
    expect((await send(hq, 'targets', found.table, why, named)).status).toBe(303)
  })

  it('is for headquarters alone, and reads no damaged table', async () => {
    expect((await chief.get('/en/performance/imports')).status).toBe(403)
    expect((await hq.get('/en/performance/imports')).status).toBe(200)
    expect((await send(hq, 'targets', '{"rows":1}', why)).status).toBe(422)
    expect((await send(hq, 'nothing', '')).status).toBe(422)
  })
})

describe('reading a file', () => {
  it('finds the keys spelled most alike, and periods by their first and last day', () => {
    expect(nearest('Placments', ['visits', 'job_placements', 'placements', 'placement'])).toEqual(['placements', 'placement', 'job_placements'])
    expect([periodBetween('2025-01-01', '2025-12-31'), periodBetween('2026-04-01', '2026-06-30'), periodBetween('2026-07-01', '2026-12-31'), periodBetween('2024-02-01', '2024-02-29'), periodBetween('2026-02-01', '2026-02-29')]).toEqual(['2025', '2026-Q2', '2026-S2', '2024-02', undefined])
  })
})
