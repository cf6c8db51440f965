import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { divide, exact, toDecimal } from '../../kernel/exact'
import { newId } from '../../kernel/id'
import { recountMonth } from '../measures/index'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'
import { seeded } from './rules/comparison/ranks'
import { computeTarget } from './target-rules'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, hq: Staff, other: Staff, statistician: Staff, viewer: Staff, farChief: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  chief = await app.as('chief')
  farChief = await app.as('chief', { centre: 'B' })
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  statistician = await app.as('statistician')
  viewer = await app.as('viewer')
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line)
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const one = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0] as Row
const open = async (who: Visitor, path: string) => {
  const reply = await who.get(`/en${path}`)
  expect([path, reply.status]).toEqual([path, 200])
  return plain(reply.text)
}
const indicator = '/performance/indicators/job_placements'

describe('the framework', () => {
  it('may be put in force again without doubling anything', async () => {
    const before = await one<{ n: number }>(sql`select count(*)::int as n from indicator`)
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    expect(await one(sql`select count(*)::int as n from indicator`)).toEqual(before)
  })
})

describe('the boards', () => {
  it('show the agency to headquarters, the own centre to a chief, and no other centre', async () => {
    const text = await open(hq, '/performance?month=2026-10')
    for (const word of ['Visitors of the centres', 'Placements', 'Skill mismatch at placement', 'Not measured yet']) expect(text).toContain(word)
    expect((await chief.get('/en/performance')).location).toBe('/en/performance/centres/T-A')
    expect(await open(chief, '/performance/centres/T-A')).toContain('Centre A')
    expect((await chief.get('/en/performance/centres/T-B')).status).toBe(404)
    expect((await chief.get(`/en${indicator}?centre=T-B`)).status).toBe(404)
    expect((await viewer.get('/en/performance/centres/T-A')).status).toBe(404)
    expect((await viewer.get(`/en${indicator}/records`)).status).toBe(403)
    expect(await open(viewer, '/performance')).toContain('Small numbers are not shown')
  })

  it('show each indicator in three languages with definition, trend and comparison', async () => {
    for (const key of ['job_placements', 'placed_in_180_days', 'days_to_placement', 'fill_rate', 'jobseekers_on_register', 'mismatch_rate']) await open(hq, `/performance/indicators/${key}?month=2026-10`)
    for (const language of ['km', 'lo']) expect((await chief.get(`/${language}/performance/indicators/placed_in_180_days`)).status).toBe(200)
    const text = await open(hq, '/performance/indicators/placed_in_180_days')
    expect(text).toContain('Compared with chance')
    expect(text).toMatch(/within the range of chance|too few to compare/)
  })

  it('open a number down to as many records', async () => {
    for (const key of ['job_placements', 'walk_in_visits', 'jobseeker_registrations', 'placed_in_180_days', 'days_to_placement']) {
      const value = /Value ([\d,.]+)/.exec(await open(hq, `/performance/indicators/${key}?month=2026-10&centre=T-A`))?.[1]
      const text = await open(hq, `/performance/indicators/${key}/records?month=2026-10&centre=T-A`)
      if (key === 'placed_in_180_days') expect(text).toMatch(/\d+ people, \d+ of them reached the outcome/)
      else if (key === 'days_to_placement') expect(text).toMatch(/\d+ values; the middle one counts/)
      else expect(text).toContain(`${value} counted`)
    }
  })
})

const baseline = (more: Record<string, string> = {}) => ({ status: 'measured', value: '350', period: '2025', source: 'Annual report 2025, page 12', ...more })
const target = (more: Record<string, string> = {}) => ({ role: 'milestone', period: '2026', kind: 'pct_over_baseline', number: '15', reason: 'Agreed in the yearly meeting of the agency', ...more })
const decide = async (who: Visitor, kind: 'targets' | 'baselines', answer = 'approve') => {
  const { id } = await one<{ id: string }>(kind === 'targets' ? sql`select id from target_change where state = 'proposed'` : sql`select id from baseline where state = 'proposed'`)
  return who.post(`/en/performance/decisions/${kind}/${id}`, { answer })
}

describe('baselines and targets', () => {
  it('are computed like numeric in the database, for 100,000 random baselines and percentages', async () => {
    const random = seeded('targets')
    const cases = Array.from({ length: 100_000 }, () => ({ b: 1 + Math.floor(random() * 1e9), p: Math.floor(random() * 110_000) - 10_000, d: Math.floor(random() * 3) }))
    const { found } = await one<{ found: string[] }>(sql`select array_agg(round(c.b::numeric * (100 + c.p::numeric / 100) / 100, c.d)::text order by c.i) as found
      from unnest(${cases.map(({ b }) => b)}::bigint[], ${cases.map(({ p }) => p)}::int[], ${cases.map(({ d }) => d)}::int[]) with ordinality as c(b, p, d, i)`)
    const ours = cases.map(({ b, p, d }) => {
      const by = toDecimal(divide(exact(p), exact(100)), 2)
      return toDecimal(computeTarget({ kind: 'pct_over_baseline', by }, exact(b), d).published ?? exact(0), d)
    })
    expect(ours.filter((text, i) => text !== found[i])).toEqual([])
    // The control: floating point rounds some of them the other way.
    const floating = await one<{ n: number }>(sql`select count(*)::int as n from (values (350, 15), (10, 5), (1345, 70)) c(b, p) where round((c.b * (1 + c.p::float8 / 100))::float8) <> round(c.b::numeric * (100 + c.p) / 100)`)
    expect(floating.n).toBeGreaterThan(0)
  })

  it('are set by two people of headquarters, with the exact and the published value', async () => {
    expect((await chief.post(`/en${indicator}/target`, target())).status).toBe(403)
    expect(plain((await hq.post(`/en${indicator}/target`, target())).text)).toContain('No baseline is recorded.')
    expect(plain((await hq.post(`/en${indicator}/baseline`, baseline({ value: '12.5' }))).text)).toContain('Write a whole number.')
    expect(plain((await hq.post(`/en${indicator}/baseline`, baseline({ value: '0', source: 'list' }))).text)).toContain('Is it zero, or was it not counted?')
    expect((await hq.post(`/en${indicator}/baseline`, baseline())).status).toBe(303)
    const own = await decide(hq, 'baselines')
    expect([own.status, plain(own.text).includes('Another person must do this step.')]).toEqual([422, true])
    expect((await decide(other, 'baselines')).status).toBe(303)
    expect((await hq.post(`/en${indicator}/target`, target())).status).toBe(303)
    expect(plain((await hq.post(`/en${indicator}/target`, target({ number: '20' }))).text)).toContain('One already waits')
    expect((await decide(hq, 'targets')).status).toBe(422)
    expect((await decide(other, 'targets')).status).toBe(303)
    expect(await one(sql`select rule, exact_num::text as num, exact_den::text as den, published::numeric(24,0)::text as published from target_rule where replaced_by is null`)).toEqual({ rule: 'pct_over_baseline:15', num: '805', den: '2', published: '403' })
    const text = await open(hq, `${indicator}?month=2026-10`)
    for (const words of ['403', 'baseline +15 %', 'exactly 402.5', 'of the target', 'Staff 3; Staff 4', '335.8']) expect(text).toContain(words)
  })

  it('change only by a signed record; the old rule stays', async () => {
    expect(plain((await hq.post(`/en${indicator}/target`, target({ reason: 'too short' }))).text)).toContain('Please write a little more.')
    expect((await hq.post(`/en${indicator}/target`, target({ kind: 'add', number: '100', reason: 'The ministry asked for a round number in May' }))).status).toBe(303)
    await decide(other, 'targets')
    expect(await one(sql`select count(*)::int as all, count(*) filter (where replaced_by is null)::int as open from target_rule`)).toEqual({ all: 2, open: 1 })
    const row = await one<{ series_id: string; change_id: string }>(sql`select series_id, change_id from target_rule limit 1`)
    const forged = (statement: ReturnType<typeof sql>) => expect(app.asSystem((tx) => statement.execute(tx.db))).rejects.toThrow(/change record|never changed|duplicate|violates/)
    await forged(sql`update target_rule set published = 1`)
    await forged(sql`insert into target_rule (id, created_at, series_id, role, period, rule, change_id) values (${newId()}, now(), ${row.series_id}, 'end', '2027', 'absolute:5', ${newId()})`)
    const account = hq.accountId
    await forged(sql`insert into target_change (id, created_at, created_by, series_id, role, period, rule, reason, state, decided_by) values (${newId()}, now(), ${account}, ${row.series_id}, 'end', '2027', 'absolute:5', 'a reason of twenty characters', 'approved', ${account})`)
  })

  it('refuse a percentage of zero and of a percentage, and a chief cannot write them in the database either', async () => {
    const visits = '/performance/indicators/walk_in_visits'
    await hq.post(`/en${visits}/baseline`, baseline({ status: 'true_zero', value: '0' }))
    await decide(other, 'baselines')
    expect(plain((await hq.post(`/en${visits}/target`, target({ number: '5' }))).text)).toContain('A percentage of zero is zero.')
    const share = '/performance/indicators/placed_in_180_days'
    await hq.post(`/en${share}/baseline`, baseline({ value: '12.5' }))
    await decide(other, 'baselines')
    expect(plain((await hq.post(`/en${share}/target`, target({ number: '10' }))).text)).toContain('percentage points give 22.5 %, a share of the baseline gives 13.8 %')
    await expect(app.db.transaction(app.contextOf({ ...(await actorOf(chief)) }), (tx) => sql`insert into series (id, created_at, indicator_id) select ${newId()}, now(), id from indicator limit 1`.execute(tx.db))).rejects.toThrow(/row-level security/)
  })
})

const actorOf = async (who: Staff) => ({
  accountId: who.accountId, role: 'chief' as const, duties: [], centreId: who.centreId, centreIds: [who.centreId], centreCode: 'T-A', personId: null, employerId: null, strength: 'two' as const, sessionId: null,
})

const month = '/performance/months/2026-09/T-A'
const step = (who: Visitor, name: string, reason = '') => who.post(`/en${month}`, { step: name, reason })
const stateOf = () => one<{ state: string; lock_no: number }>(sql`select state, lock_no from period_state where period = '2026-09'`)

describe('a month', () => {
  it('is submitted, verified and locked by three people, and the locked figure stays', async () => {
    expect((await farChief.get(`/en${month}`)).status).toBe(404)
    await open(chief, '/performance/months')
    await open(chief, month)
    expect((await step(hq, 'lock')).status).toBe(422)
    const silent = await step(chief, 'submit')
    if (silent.status !== 303) expect((await step(chief, 'submit', 'The road was flooded for some days')).status).toBe(303)
    expect((await step(chief, 'verify')).status).toBe(422)
    expect((await step(hq, 'verify', 'answered')).status).toBe(303)
    expect(plain((await step(hq, 'lock')).text)).toContain('Another person must do this step.')
    expect((await step(other, 'lock')).status).toBe(303)
    expect(await stateOf()).toEqual({ state: 'locked', lock_no: 1 })
    const before = await one<{ value: string; n: number }>(sql`select value::numeric(24,0)::text as value, n from observation where measure = 'PLACEMENTS'`)
    const records = await one<{ n: number }>(sql`select count(*)::int as n from observation_record r join observation o on o.id = r.observation_id where o.measure = 'PLACEMENTS'`)
    expect(Number(before.value)).toBe(records.n)
    // A late placement, one withdrawn: the locked number stays, one revision explains both.
    await app.db.wholeStore((db) => sql`update placement set state = 'void' where id = (select id from placement l where l.start_date between '2026-09-01' and '2026-09-30' and level = 'two-side' and centre_id = ${app.centres.A} limit 1)`.execute(db))
    await app.db.wholeStore((db) => sql`update placement set start_date = '2026-09-15' where id in (select id from placement l where l.start_date < '2026-08-01' and level = 'two-side' and centre_id = ${app.centres.A} limit 2)`.execute(db))
    const recount = () => app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres.A, code: 'T-A', period: '2026-09' }))
    expect(await recount()).toBeGreaterThan(0)
    expect(await recount()).toBe(0)
    expect(await one(sql`select v.added, v.removed, v.new_value::int - v.old_value::int as more, o.value = v.old_value as stays from observation_revision v join observation o on o.id = v.observation_id where o.measure = 'PLACEMENTS'`)).toEqual({ added: 2, removed: 1, more: 1, stays: true })
    await expect(app.asSystem((tx) => sql`update observation set value = 0`.execute(tx.db))).rejects.toThrow('never changed')
    expect(await open(chief, month)).toContain('revised to')
    // Counted by another definition it is not compared; by its own again, the same late record is found.
    const locked = await one<{ hash: string }>(sql`select definition_hash as hash from observation where measure = 'PLACEMENTS'`)
    const defineBy = (hash: string) => app.db.engine.script(`alter table observation disable trigger user; update observation set definition_hash = '${hash}' where measure = 'PLACEMENTS'; alter table observation enable trigger user`)
    const revisions = async () => (await one<{ n: number }>(sql`select count(*)::int as n from observation_revision v join observation o on o.id = v.observation_id where o.measure = 'PLACEMENTS'`)).n
    await app.db.wholeStore((db) => sql`update placement set start_date = '2026-09-16' where id in (select id from placement l where l.start_date < '2026-08-01' and level = 'two-side' and centre_id = ${app.centres.A} limit 1)`.execute(db))
    await defineBy('f'.repeat(64))
    await recount()
    expect(await revisions()).toBe(1)
    await defineBy(locked.hash)
    await recount()
    expect(await revisions()).toBe(2)
  })

  it('is released and opened again by two people each time', async () => {
    expect((await step(other, 'release')).status).toBe(422)
    expect((await step(statistician, 'propose-release')).status).toBe(303)
    expect((await step(statistician, 'release')).status).toBe(422)
    expect((await step(hq, 'release')).status).toBe(303)
    expect((await step(hq, 'propose-reopen', 'short')).status).toBe(422)
    expect((await step(hq, 'propose-reopen', 'A whole week of visits was entered late')).status).toBe(303)
    expect((await step(hq, 'reopen', 'A whole week of visits was entered late')).status).toBe(422)
    expect((await step(other, 'reopen', 'A whole week of visits was entered late')).status).toBe(303)
    expect(await stateOf()).toEqual({ state: 'open', lock_no: 1 })
  })
})
