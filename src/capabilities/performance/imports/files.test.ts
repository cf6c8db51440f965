import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import { loadIndicators } from '../actions/framework'
import { findIndicator } from '../queries/framework'
import { needSeries } from '../queries/targets'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let hq: Staff, chief: Staff, farChief: Staff, counsellor: Staff
beforeAll(async () => {
  app = await freshApp()
  await app.asSystem(async (tx) => {
    await loadIndicators(tx, app.platform)
    await needSeries(tx, { indicatorId: (await findIndicator(tx, 'job_placements'))?.id ?? '', centreId: app.centres.A, slice: '' })
    await needSeries(tx, { indicatorId: (await findIndicator(tx, 'services_to_jobseekers'))?.id ?? '', centreId: app.centres.A, slice: 'age_band=15-19' })
  })
  hq = await app.as('headquarters')
  chief = await app.as('chief')
  farChief = await app.as('chief', { centre: 'B' })
  counsellor = await app.as('counsellor')
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').replace(/\s+/g, ' ')
const decoded = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>')
const rows = async (text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Record<string, unknown>[]
const kept = () => rows(sql`select (select count(*) from indicator)::int as indicators, (select count(*) from pillar)::int as pillars, (select count(*) from activity_plan)::int as plans, (select count(*) from plan_activity)::int as activities, (select count(*) from plan_deliverable)::int as deliverables`)

async function upload(who: Staff, what: 'indicators' | 'plans', text: string, fields: Record<string, string> = {}, language = 'en') {
  const form = new FormData()
  for (const [name, value] of Object.entries({ _key: newId(), step: 'check', ...fields })) form.set(name, value)
  form.set('file', new File([text], `${what}.csv`, { type: 'text/csv' }))
  const reply = await app.website.request(new Request(`http://localhost/${language}/performance/imports/${what}`, { method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }))
  const html = await reply.text()
  return { status: reply.status, text: plain(html), table: decoded(/name="table" value="([^"]*)"/.exec(html)?.[1] ?? '') }
}
const send = (who: Staff, what: 'indicators' | 'plans', table: string, fields: Record<string, string> = {}) => who.post(`/en/performance/imports/${what}`, { table, step: 'write', ...fields })

describe('indicators from a file', () => {
  const head = 'framework,pillar,pillar_km,pillar_lo,pillar_en,key,measure,label_km,label_lo,label_en,direction,accumulation,slices'
  const line = (change: Partial<Record<'framework' | 'pillar' | 'titles' | 'key' | 'measure' | 'km' | 'lo' | 'en' | 'direction' | 'accumulation' | 'slices', string>>) => {
    const one = { framework: 'paf', pillar: 'services', titles: ',,', key: 'posts_offered', measure: 'VAC_ORDERS', km: 'ការងារដែលផ្តល់', lo: 'ວຽກທີ່ສະເໜີ', en: 'Orders of posts', direction: 'up', accumulation: 'year-to-date', slices: '', ...change }
    return `${one.framework},${one.pillar},${one.titles},${one.key},${one.measure},${one.km},${one.lo},${one.en},${one.direction},${one.accumulation},${one.slices}`
  }

  it('come back as the file that holds those in force, and change nothing', async () => {
    const before = await kept()
    const file = (await hq.get('/en/performance/imports/indicators/file')).text
    const found = await upload(hq, 'indicators', file)
    expect([found.status, found.table]).toEqual([200, ''])
    expect(found.text).toMatch(/\d+ rows without a mistake/)
    expect(found.text).not.toMatch(/ (new|changed) /)
    expect(await kept()).toEqual(before)
  })

  it('are refused cell by cell with the way out, and none is written while one is wrong', async () => {
    const before = await kept()
    const file = [
      head, line({}), line({ framework: 'puf', key: 'a_one' }), line({ key: 'a_two', measure: 'VAC_ORDER' }), line({ key: 'a_three', measure: 'FILL_RATE', en: '40 % more posts' }), line({ key: 'job_placements', measure: 'PLACEMENTS', accumulation: 'period', slices: 'sex' }),
      line({ key: 'a_four', measure: 'PLACEMENTS' }), line({ key: 'a_five', measure: 'JS_STOCK' }), line({ key: 'a_six', measure: 'VAC_NEW', slices: 'colour' }), line({ key: 'a_seven', measure: 'POSTS_UNFILLED', lo: 'ការងារ' }), line({ pillar: 'new-area', key: 'a_eight', measure: 'INTERVIEWS' }), line({}), line({ key: 'services_to_jobseekers', measure: 'SERVICES_JS', slices: 'sex group' }),
    ].join('\r\n')
    const found = await upload(hq, 'indicators', file)
    expect(found.status).toBe(422)
    for (const said of [
      /Row 3: framework puf There is no framework .puf.\. There are: paf/, /Row 4: measure VAC_ORDER There is no measure .VAC_ORDER.\. The nearest are: VAC_ORDERS/, /Row 5: label_en 40 % more posts The target belongs in the target/, /Row 6: accumulation period This indicator is in use with .year-to-date./,
      /Row 7: measure PLACEMENTS The indicator .job_placements. of this framework/, /Row 8: (measure|accumulation) /, /Row 9: slices colour This measure can be split by/, /Row 10: label_lo ការងារ These are letters of another language/, /Row 11: pillar new-area This area is new: fill pillar_en, pillar_km, pillar_lo/, /Row 12: key posts_offered Row 2 sets the same/, /Row 13: slices sex group Somebody is judged by parts of it: age_band/,
    ]) expect(found.text).toMatch(said)
    expect(found.text).not.toContain('Row 2: ')
    expect((await upload(hq, 'indicators', file, { step: 'write' })).status).toBe(422)
    expect(await kept()).toEqual(before)
  })

  it('come into force at once, new areas with their names, and stay when the country’s file is loaded again', async () => {
    const found = await upload(hq, 'indicators', [head, line({ pillar: 'offers', titles: 'ការផ្តល់,ການສະເໜີ,Offers' }), line({ key: 'job_placements', measure: 'PLACEMENTS', en: 'People placed', slices: 'sex' })].join('\n'))
    expect([found.status, found.text]).toMatchObject([200, expect.stringContaining('Put 2 indicators in force')])
    expect((await send(hq, 'indicators', found.table)).location).toBe('/en/performance')
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    expect(await rows(sql`select i.key, i.origin, i.labels->>'lo' as lo, p.titles->>'en' as pillar, i.retired_on from indicator i join pillar p on p.id = i.pillar_id where i.key = 'posts_offered'`)).toEqual([{ key: 'posts_offered', origin: 'agency', lo: 'ວຽກທີ່ສະເໜີ', pillar: 'Offers', retired_on: null }])
    expect(await rows(sql`select origin, labels->>'en' as en, slices, has_own_words as own from indicator where key = 'job_placements'`)).toEqual([{ origin: 'country', en: 'People placed', slices: ['sex'], own: true }])
    expect(plain((await hq.get('/en/performance')).text)).toContain('Orders of posts')
    for (const who of [chief, counsellor]) expect((await who.get('/en/performance/imports/indicators')).status).toBe(403)
    expect((await send(chief, 'indicators', found.table)).status).toBe(403)
    for (const language of ['km', 'lo']) expect((await upload(hq, 'indicators', [head, line({})].join('\n'), {}, language)).status).toBe(200)
  })
})

describe('activities from a file', () => {
  const head = 'plan,code,title,output,owner_post,start_on,due_on,weight,moves,deliverables'
  const good = [head, 'Plan of the year,A1,Visit forty employers,More posts,Counsellor,2026-01-05,2026-12-18,2,job_placements,List of visits; Minutes', 'Plan of the year,A2,Job fair,More posts,Chief,,,,,', 'Plan of the staff,A1,Train counsellors,,Chief,2026-03-01,2026-03-31,1.5,,']

  it('are refused cell by cell, and none is written while one is wrong', async () => {
    const before = await kept()
    const file = [...good, 'Plan of the year,A1,Again,,Chief,,,,,', 'Plan of the year,A 3,Third,,Chief,,,,,', 'Plan of the year,A4,Fourth,,Chief,2026-05-01,2026-04-01,,,', 'Plan of the year,A5,Fifth,,Chief,,,0,,', 'Plan of the year,A6,Sixth,,Chief,,,,walk_in_visits,', 'Plan of the year,A7,Seventh,,Chief,,,,job_placement,', 'Plan of the year,A8,Eighth,,Chief,,,,,a; b'].join('\n')
    const found = await upload(chief, 'plans', file, { period: '2026' })
    expect(found.status).toBe(422)
    for (const said of [
      /Row 5: code A1 Row 2 sets the same/, /Row 6: code A 3 Write a code of up to 12/, /Row 7: due_on 2026-04-01 \S/, /Row 8: weight 0 Write a weight above zero/, /Row 9: moves walk_in_visits Your centre has no baseline/, /Row 10: moves job_placement There is no indicator/, /Row 11: deliverables a; b Write at most 20/,
    ]) expect(found.text).toMatch(said)
    expect((await upload(chief, 'plans', file, { period: '2026', step: 'write' })).status).toBe(422)
    const nameless = await upload(chief, 'plans', good.join('\n'), { period: 'soon' })
    expect([nameless.status, nameless.text.includes('Row 2')]).toEqual([422, false])
    expect(await kept()).toEqual(before)
  })

  it('become plans of the own centre, and the file of a plan comes back as another year’s', async () => {
    const found = await upload(chief, 'plans', good.join('\n'), { period: '2026' })
    expect([found.status, found.text]).toMatchObject([200, expect.stringContaining('Add 3 activities')])
    expect((await send(chief, 'plans', found.table, { period: '2026' })).location).toBe('/en/performance/plans')
    expect(await rows(sql`select p.title as plan, p.state, p.centre_id = ${app.centres.A} as own, a.code, a.output, a.weight::text, cardinality(a.moves) as moves, (select count(*)::int from plan_deliverable d where d.activity_id = a.id) as deliverables from plan_activity a join activity_plan p on p.id = a.plan_id order by 1, 4`)).toEqual([
      { plan: 'Plan of the staff', state: 'draft', own: true, code: 'A1', output: null, weight: '1.500', moves: 0, deliverables: 0 },
      { plan: 'Plan of the year', state: 'draft', own: true, code: 'A1', output: 'More posts', weight: '2.000', moves: 1, deliverables: 2 },
      { plan: 'Plan of the year', state: 'draft', own: true, code: 'A2', output: 'More posts', weight: '1.000', moves: 0, deliverables: 0 },
    ])
    const again = await upload(chief, 'plans', good.join('\n'), { period: '2026' })
    expect([again.status, again.text]).toMatchObject([422, expect.stringContaining('Row 2: code A1')])
    const id = String((await rows(sql`select id from activity_plan where title = 'Plan of the year'`))[0]?.['id'])
    const file = (await chief.get(`/en/performance/plans/${id}/csv`)).text
    const next = await upload(chief, 'plans', file, { period: '2027' })
    expect(next.status).toBe(200)
    const made = (await send(chief, 'plans', next.table, { period: '2027' })).location ?? ''
    expect((await chief.get(`${made}/csv`)).text).toBe(file)
    expect([(await farChief.get(made)).status, (await counsellor.get('/en/performance/imports/plans')).status, (await send(counsellor, 'plans', next.table, { period: '2027' })).status]).toEqual([404, 403, 403])
    // One of two deliverables of an activity of weight 2, nothing of one of weight 1.
    await app.db.wholeStore((db) => sql`update plan_deliverable set state = 'done', evidence = 'Minutes of May', done_by = gen_random_uuid() where title = 'Minutes'`.execute(db))
    expect(plain((await chief.get(made)).text)).toMatch(/Outputs of the plan Output it serves \S+( \S+)? More posts 33\.3 %/)
  })
})
