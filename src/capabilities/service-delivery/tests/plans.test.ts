import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { lapsePlans } from '../actions/plans'
import { aPerson, type TestPerson } from '../../../../test/builders/served-people'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let person: TestPerson
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  person = await aPerson(app, { name: 'Prak Sothy', birthYear: 2004, counsellor: counsellor.accountId })
})
afterAll(() => app.close())
const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)?.[0] ?? ''
const answers = { months: '7', education: 'lower', posts: '0.2', experience: 'less-or-other', mobility: 'own-district-transport', phone: 'own-phone', barriers_asked: 'yes' }

describe('a profile', () => {
  it('shows its factors in words, keeps inputs, points and version, and is overridden with a reason', async () => {
    const [barrier = ''] = app.country.lists.get('barrier')?.map(({ code }) => code) ?? []
    expect((await counsellor.post('/en/profiles', { person: person.id, ...answers, barriers: barrier })).status).toBe(303)
    const page = await counsellor.get(`/en/profiles?person=${person.id}`)
    expect(page.text).toContain('Points on 23 November 2026: 11 of 21')
    expect(page.text).toContain('B: guided')
    const run = await app.db.wholeStore((db) => db.selectFrom('profile_run').selectAll().executeTakeFirstOrThrow())
    expect(run).toMatchObject({ total: 11, band: 'B', weights: '1' })
    expect((await counsellor.post(`/en/profiles/${run.id}/override`, { band: 'C', reason: 'no' })).status).toBe(422)
    expect((await counsellor.post(`/en/profiles/${run.id}/override`, { band: 'C', reason: 'Cares for three children' })).status).toBe(303)
    expect((await counsellor.post(`/en/profiles/${run.id}/override`, { band: 'A', reason: 'Changed my mind' })).status).toBe(422)
    const facts = await app.db.statistics(async ({ db }) => (await db.selectFrom('fact_profile' as never).selectAll().execute()) as { band: string; band_final: string; overridden: boolean; points: number }[])
    expect(facts).toEqual([expect.objectContaining({ band: 'B', band_final: 'C', overridden: true, points: 11 })])
  })

  it('of another centre’s person does not exist', async () => {
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.get(`/en/profiles?person=${person.id}`)).status).toBe(404)
    expect((await other.post('/en/profiles', { person: person.id, ...answers })).status).toBe(404)
    expect((await other.get(`/en/plans?person=${person.id}`)).status).toBe(404)
  })
})

describe('a plan', () => {
  let plan = ''
  it('stands on the desk as missing after fifteen days for bands B and C, until it is agreed', async () => {
    expect((await counsellor.get('/en/desk')).text).not.toContain('No plan yet')
    app.travelTo('2026-12-09T02:00:00Z')
    counsellor = Object.assign(counsellor, await app.as('counsellor'))
    await app.db.wholeStore((db) => db.updateTable('caseload').set({ account_id: counsellor.accountId }).execute())
    expect((await counsellor.get('/en/desk')).text).toContain('No plan yet')
    const made = await counsellor.post('/en/plans', { person: person.id, goal: 'Work as a cook', band: 'C', agreed_how: 'print', goal_by: '01/03/2027' })
    expect(made.status).toBe(303)
    plan = idIn(made.location)
    expect((await counsellor.get('/en/desk')).text).not.toContain('No plan yet')
    expect((await counsellor.get(`/en/plans/${plan}`)).text).toContain('23 December 2026')
  })

  it('is one at a time; another one follows it and closes it as changed', async () => {
    expect((await counsellor.post('/en/plans', { person: person.id, goal: 'Another goal', band: 'B', agreed_how: 'print' })).text).toContain('open plan already')
    const next = await counsellor.post('/en/plans', { person: person.id, goal: 'Work as a baker', band: 'C', agreed_how: 'witness', follows: plan })
    expect(next.status).toBe(303)
    const rows = await app.db.wholeStore((db) => db.selectFrom('plan').select(['id', 'state', 'follows_id']).orderBy('id').execute())
    expect(rows.find(({ id }) => id === plan)?.state).toBe('changed')
    plan = idIn(next.location)
  })

  it('takes at most five steps, which are ticked or dropped with a reason', async () => {
    for (let i = 1; i <= 5; i += 1) expect((await counsellor.post(`/en/plans/${plan}/actions`, { what: `Step ${i}`, who: 'person', due_on: '11/12/2026' })).status).toBe(303)
    expect((await counsellor.post(`/en/plans/${plan}/actions`, { what: 'Step 6', who: 'person', due_on: '11/12/2026' })).text).toContain('at most five steps')
    const steps = await app.db.wholeStore((db) => db.selectFrom('plan_action').select('id').where('plan_id', '=', plan).orderBy('what').execute())
    expect((await counsellor.post(`/en/plans/${plan}/actions/${steps[0]?.id}`, { state: 'done' })).status).toBe(303)
    expect((await counsellor.post(`/en/plans/${plan}/actions/${steps[1]?.id}`, { state: 'dropped' })).status).toBe(422)
    expect((await counsellor.post(`/en/plans/${plan}/actions/${steps[1]?.id}`, { state: 'dropped', reason: 'Course is full' })).status).toBe(303)
    const facts = await app.db.statistics(async ({ db }) => (await db.selectFrom('fact_plan' as never).selectAll().execute()) as { state: string; actions: number; actions_done: number; actions_on_time: number }[])
    expect(facts.find(({ state }) => state === 'active')).toMatchObject({ actions: 4, actions_done: 1, actions_on_time: 1 })
  })

  it('puts overdue steps and the review on the desk, and a review moves the next one', async () => {
    app.travelTo('2026-12-21T02:00:00Z')
    counsellor = Object.assign(counsellor, await app.as('counsellor'))
    await app.db.wholeStore((db) => db.updateTable('plan').set({ account_id: counsellor.accountId }).execute())
    const desk = (await counsellor.get('/en/desk')).text
    expect(desk).toContain('Step of a plan overdue')
    expect(desk).toContain('Plan to review')
    expect((await counsellor.post(`/en/plans/${plan}/reviews`, { changed: 'Found a course' })).status).toBe(303)
    const row = await app.db.wholeStore((db) => db.selectFrom('plan').select('next_review_on').where('id', '=', plan).executeTakeFirstOrThrow())
    expect(row.next_review_on).toBe('2027-01-04')
  })

  it('lapses when nothing was heard for twice the days between reviews, not a day before', async () => {
    const stateOf = async () => (await app.db.wholeStore((db) => db.selectFrom('plan').select('state').where('id', '=', plan).executeTakeFirstOrThrow())).state
    app.travelTo('2027-01-18T02:00:00Z')
    await app.asSystem((tx) => lapsePlans(tx))
    expect(await stateOf()).toBe('active')
    app.travelTo('2027-01-19T02:00:00Z')
    await app.asSystem((tx) => lapsePlans(tx))
    expect(await stateOf()).toBe('lapsed')
  })
})
