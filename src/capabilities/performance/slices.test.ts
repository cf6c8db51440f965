import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { recountMonth } from '../measures/index'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, hq: Staff, other: Staff, viewer: Staff, farChief: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 600 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  ;[chief, hq, other, viewer, farChief] = [await app.as('chief'), await app.as('headquarters'), await app.as('headquarters'), await app.as('viewer'), await app.as('chief', { centre: 'B' })]
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&[a-z#0-9]+;/g, ' ').replace(/\s+/g, ' ')
const rows = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Row[]
const read = async (who: Visitor, path: string, language = 'en') => {
  const reply = await who.get(`/${language}${path}`)
  return reply.status === 200 ? plain(reply.text) : String(reply.status)
}
const at = '/performance/indicators/job_placements'
const women = 'centre=T-A&month=2026-10&slice=sex=F'
const young = 'centre=T-A&month=2026-10&slice=age_band=<15,15-19,20-24'.replace('<', '%3C')
const reason = 'Agreed in the yearly meeting of the agency'

/** Proposes by one person of headquarters, approves by another. */
async function agree(kind: 'target' | 'baseline', query: string, fields: Record<string, string>): Promise<void> {
  const reply = await hq.post(`/en${at}/${kind}?${query.replace('centre=T-A&', '')}`, { centre: 'T-A', ...fields })
  expect(reply.status, plain(reply.text)).toBe(303)
  expect(reply.location).toContain('slice=')
  const table = kind === 'target' ? 'target_change' : 'baseline'
  const [{ id } = { id: '' }] = await rows<{ id: string }>(sql`select id from ${sql.table(table)} where state = 'proposed'`)
  expect(await read(other, '/performance/decisions')).toMatch(/Placements: \S/)
  expect((await other.post(`/en/performance/decisions/${kind}s/${id}`, { answer: 'approve' })).status).toBe(303)
}

describe('a part of an indicator', () => {
  it('has its own value, records, baseline and target, and stands beside the whole', async () => {
    const page = await read(chief, `${at}?${women}`)
    const [, value, whole] = /Part of the whole [\d.]+ % \((\d+) of (\d+)\)\. For \d+ it is not stated/.exec(page) ?? []
    expect([page.includes('Placements: Female'), Number(value) > 0, Number(whole) > Number(value)]).toEqual([true, true, true])
    expect(await read(chief, `${at}/records?${women}`)).toContain(`Placements: Female: ${value}`)
    const [{ counted } = { counted: -1 }] = await rows<{ counted: number }>(sql`select count(*)::int as counted from placement l join person p on p.id = l.person_id where p.sex = 'F' and l.centre_id = ${app.centres.A} and l.level <> 'reported' and l.start_date between '2026-01-01' and '2026-10-31'`)
    expect(counted).toBe(Number(value))
    await agree('target', women, { role: 'milestone', period: '2026', kind: 'rate', number: '50', reason })
    const judged = await read(chief, `${at}?${women}`)
    expect(judged).toMatch(/Target 50\.0 % a share of 50 %/)
    expect(judged).toMatch(/Due by now 50\.0 % \(100\.0 % of the target\)/)
    expect(await read(chief, '/performance/centres/T-A?month=2026-10')).toMatch(/Placements: Female .*?\d+ \(\d+\.\d %\).* 50\.0 %/)
    // The whole has no target, and its page lists its parts.
    const wholePage = await read(chief, `${at}?centre=T-A&month=2026-10`)
    expect(wholePage).toMatch(/No target is in force.* Parts .*Female \d+ [\d.]+ % 50\.0 %/)
    expect([wholePage.includes('Sex not stated '), wholePage.includes('All parts by sex and age')]).toEqual([true, true])
    const listed = await read(chief, `${at}?centre=T-A&month=2026-10&parts=all`)
    expect([...listed.matchAll(/(Female|Male|Sex not stated) (\d+) [\d.]+ %/g)].reduce((sum, [, , number]) => sum + Number(number), 0)).toBe(Number(whole))
  })

  it('of a cohort is counted with the others in one pass, alike as alone', async () => {
    const rate = '/performance/indicators/placed_in_180_days?month=2026-10&centre=T-A'
    const page = await read(chief, rate)
    const [, women] = /Parts .*?Female ([\d.]+ %)/.exec(page) ?? []
    expect([page.includes('All parts by sex and age'), await read(chief, `${rate}&slice=sex=F`)]).toEqual([false, expect.stringMatching(new RegExp(`Value ${women?.replace('.', '\\.')} `))])
  })

  it('may be several ages together, with a percentage over a measured baseline', async () => {
    await agree('baseline', young, { status: 'measured', value: '40', period: '2025', source: 'Annual report 2025, page 12' })
    await agree('target', young, { role: 'milestone', period: '2026', kind: 'pct_over_baseline', number: '10', reason })
    const page = await read(chief, `${at}?${young}`)
    expect(page).toMatch(/Placements: Under 25 .*Baseline 40 \(measured\), 2025 Target 44 baseline \+10 %/)
    expect(page).toContain('Due by now 36.7')
    const listed = await read(chief, `${at}?centre=T-A&month=2026-10&parts=all`)
    const bands = ['Under 15', '15 to 19', '20 to 24'].map((band) => Number(new RegExp(`${band} (\\d+) [\\d.]+ %`).exec(listed)?.[1]))
    const value = Number(/Value (\d+) /.exec(page)?.[1])
    expect([value, value > 0]).toEqual([bands.reduce((sum, one) => sum + one, 0), true])
    expect(await read(chief, `${at}/records?${young}`)).toContain(`Placements: Under 25: ${value}`)
    expect(await rows(sql`select slice from series where slice like 'age%'`)).toEqual([{ slice: 'age_band=<15,15-19,20-24' }])
    for (const language of ['km', 'lo']) for (const path of [`${at}?${young}`, `${at}/target?${women}`, `${at}/spread?${young}`]) expect((await read(hq, path, language)).length).toBeGreaterThan(200)
    const twice = await hq.post(`/en${at}/target?${young.replace('centre=T-A&', '')}`, { centre: 'T-A', role: 'end', period: '2026', kind: 'add', number: '5', reason })
    expect([twice.status, plain(twice.text)]).toEqual([422, expect.stringContaining('This period has a target already')])
  })

  it('is uncertain while people of unknown sex decide, and reached when it is reached without them', async () => {
    const setUnknown = (share: number) => app.db.wholeStore((db) => sql`update person set sex = case when row % 100 < ${share}::int then 'F' else 'not-stated' end from (select id as own, row_number() over (order by substr(card_number, 2)::int) as row from person) n where n.own = person.id`.execute(db))
    const before = await rows<{ id: string; sex: string }>(sql`select id, sex from person`)
    await setUnknown(40)
    expect(await read(chief, `${at}?${women}`)).toContain('(uncertain) Uncertain Those for whom it is not stated decide')
    await setUnknown(80)
    expect(await read(chief, `${at}?${women}`)).not.toContain('ncertain')
    await app.db.wholeStore(async (db) => {
      for (const sex of ['F', 'M', 'not-stated']) await sql`update person set sex = ${sex} where id = any(${before.filter((one) => one.sex === sex).map(({ id }) => id)}::uuid[])`.execute(db)
    })
  })

  it('is not shown to whom only released figures are shown, nor of a group that people declare, nor under a name that means nothing', async () => {
    expect([await read(viewer, `${at}?slice=sex=F`), await read(farChief, `${at}?${women}`), await read(chief, `${at}?slice=group=disability`), await read(chief, `${at}?slice=sex=X`), await read(chief, `${at}?slice=sex=F,M,not-stated`), await read(chief, '/performance/indicators/posts_received?slice=sex=F')]).toEqual(['404', '404', '404', '404', '404', '404'])
    await agree('target', 'month=2026-10&slice=sex=F', { centre: '', role: 'milestone', period: '2026', kind: 'rate', number: '50', reason })
    expect(await read(hq, '/performance?month=2026-10')).toContain('Placements: Female')
    expect(await read(viewer, '/performance')).not.toContain('Female')
    expect((await viewer.get('/en/performance/values')).text).not.toContain('sex=F')
    expect((await app.visitor().get('/en/public/performance')).text).not.toContain('Female')
  })

  it('is frozen with its own records when a month is locked, and a recount tells what changed', async () => {
    const month = '/en/performance/months/2026-09/T-A'
    const step = async (who: Staff, name: string) => expect((await who.post(month, { step: name, reason: 'Answered at the meeting of the month' })).status).toBe(303)
    await step(chief, 'submit')
    await step(hq, 'verify')
    await step(other, 'lock')
    const frozen = await rows<{ slice: string; value: number; records: number; digest: string }>(sql`select o.slice, o.value::int as value, count(r.*)::int as records, o.set_digest as digest from observation o left join observation_record r on r.observation_id = o.id
      where o.measure = 'PLACEMENTS' group by o.id order by o.slice`)
    expect(frozen.map(({ slice }) => slice)).toEqual(['', 'age_band=<15,15-19,20-24', 'sex=F'])
    expect(frozen.every(({ value, records }) => value === records)).toBe(true)
    expect(new Set(frozen.map(({ digest }) => digest)).size).toBe(3)
    const [{ id } = { id: '' }] = await rows<{ id: string }>(sql`select p.id from person p join placement l on l.person_id = p.id where p.sex = 'F' and l.centre_id = ${app.centres.A} and l.level <> 'reported' and l.start_date between '2026-09-01' and '2026-09-30' limit 1`)
    await app.db.wholeStore((db) => sql`update person set sex = 'M' where id = ${id}`.execute(db))
    await app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres.A, code: 'T-A', period: '2026-09' }))
    expect(await rows(sql`select o.slice, v.removed, v.added, (v.new_value - v.old_value)::int as more, o.value = v.old_value as stays from observation_revision v join observation o on o.id = v.observation_id where o.measure = 'PLACEMENTS'`)).toEqual([{ slice: 'sex=F', removed: 1, added: 0, more: -1, stays: true }])
    const values = (await chief.get(`/en${at}/values?${women}`)).text.split('\r\n').filter((line) => line.includes(',sex=F,'))
    expect(values.find((line) => line.includes(',2026-09,'))).toMatch(new RegExp(`^paf,job_placements,T-A,sex=F,2026-09,${frozen[2]?.value},.*,${(frozen[2]?.value ?? 0) - 1}$`))
    expect(await read(chief, month.slice(3))).toContain('Placements: Female')
    const cycle = (await chief.post('/en/performance/cycles', { period: '2026-10', facilitator: 'Chief of the centre' })).location
    expect((await chief.post(`${cycle}/snapshot`, {})).status).toBe(303)
    expect(plain((await chief.get(cycle)).text)).toMatch(new RegExp(`Placements ${frozen[0]?.value} .*Placements: Female ${frozen[2]?.value} `))
    await app.db.wholeStore((db) => sql`update person set sex = 'F' where id = ${id}`.execute(db))
  })
})

describe('the parts in the interface and in files', () => {
  it('are series of their own, with target, attainment and locked months', async () => {
    const ask = async <T>(who: Staff, path: string) => (await who.get(`/api/v1${path}`)).json<T>()
    type Series = { id: string; unit_code: string | null; slice: string }
    const { indicators } = await ask<{ indicators: { key: string; series: Series[] }[] }>(chief, '/frameworks/paf/indicators')
    const series = indicators.find(({ key }) => key === 'job_placements')?.series ?? []
    expect(series.map(({ slice }) => slice)).toEqual(['age_band=<15,15-19,20-24', 'sex=F'])
    const id = series.find(({ slice }) => slice === 'sex=F')?.id ?? ''
    type Answer = { slice: string; current: { value: string; attainment: string; part: { share: string; whole: string; is_judged: boolean } } }
    const found = await ask<Answer>(chief, `/series/${id}?month=2026-10`)
    expect(found).toMatchObject({ slice: 'sex=F', current: { part: { is_judged: true } } })
    expect(Number(found.current.attainment)).toBeCloseTo(Number(found.current.part.share) / 50, 5)
    const { months } = await ask<{ months: { period: string; locked: { id: string } | null }[] }>(chief, `/series/${id}/observations?month=2026-10`)
    const locked = months.find(({ period }) => period === '2026-09')?.locked
    expect(await ask(chief, `/observations/${locked?.id}`)).toMatchObject({ slice: 'sex=F', period: '2026-09' })
    const records = await ask<{ locked: number; items: { sex: string; state: string }[] }>(chief, `/observations/${locked?.id}/records?limit=200`)
    expect(records.items.every(({ sex, state }) => sex === 'F' && state === 'as-locked')).toBe(true)
    for (const path of ['', '/targets', '/observations', '/slices']) expect((await farChief.get(`/api/v1/series/${id}${path}`)).status).toBe(404)
    expect(await ask(chief, `/series/${id}/slices`)).toMatchObject({ slices: [] })
    const board = (await chief.get('/en/performance/centres/T-A/values?month=2026-10')).text
    expect(board).toMatch(new RegExp(`paf,job_placements,T-A,sex=F,[^\\r\\n,]*,${found.current.value},${found.current.value},${found.current.part.whole},,${found.current.part.share},[\\d.]+,,,rate:50,50,50,50,`))
  })
})
