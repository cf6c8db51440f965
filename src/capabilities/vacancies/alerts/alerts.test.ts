import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../../test/harness/app'
import { runDueJobs } from '../../../platform/jobs/jobs'
import { importJobseekers, recordConsent } from '../../jobseekers/index'
import { vacancyDaily } from '../index'
import { anEmployer, publish, takeVacancy } from '../test-vacancies'
import { isDue } from './rules'

let app: TestApp
let jobseeker: Visitor & { phone: string; pin: string }
let personId: string
let counsellor: Awaited<ReturnType<TestApp['as']>>
let inspector: Awaited<ReturnType<TestApp['as']>>
let employer: string

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  inspector = await app.as('counsellor', { duties: ['inspector'] })
  employer = await anEmployer(app)
  personId = await app.asSystem(async (tx) => {
    const [made] = await importJobseekers(tx, app.platform, [{
      sourceSystem: 'test', sourceId: 'p1', nameLatin: 'Searching Swan', sex: 'F', birthYear: 1998, phone: '012345601', provinceCode: '01', districtCode: '0101', wantedTitle: 'Welder',
      wantedIsco: '7212', centreId: app.centres.A, registeredOn: app.today(), state: 'active', consentMatchingOn: app.today(), language: 'en', counsellorId: null, educationCode: null,
    }])
    if (!made?.ok) throw new Error(`no person: ${made?.reason ?? ''}`)
    return made.value.personId
  })
  jobseeker = await app.byPhone({ personId })
})
afterAll(() => app.close())

const signIn = () => jobseeker.post('/en/sign-in', { phone: jobseeker.phone, pin: jobseeker.pin })
const agree = () => app.asSystem((tx) => recordConsent(tx, app.platform, { personId, purpose: 'contact-sms', answer: 'given', method: 'paper', language: 'en' }))
const aJob = async (title: string) => {
  const id = await takeVacancy(counsellor, employer, { title })
  await publish(app, inspector, id)
  return id
}
const daily = async (name = 'alerts') => {
  await app.asSystem((tx) => vacancyDaily[`daily.vacancies.${name}`]?.(tx, app.platform, {}) ?? Promise.resolve())
  await jobs()
}
const asked = Object.fromEntries(Object.entries(vacancyDaily).filter(([kind]) => /alerts-(now|piece)$/.test(kind)))
const jobs = () => runDueJobs(app.platform, () => app.asSystem((tx) => Promise.resolve(tx.context)), asked, (kind, error) => { throw new Error(kind, { cause: error }) })
const messages = () => app.db.wholeStore(async (db) => (await sql<{ body: string; address: string }>`select body, address from message where template = 'vacancies.alert' order by queued_at`.execute(db)).rows)
const searches = () => app.db.wholeStore(async (db) => (await sql<{ id: string; state: string; state_reason: string | null; unopened: number; stop_key: string }>`select id, state, state_reason, unopened, stop_key from saved_search order by created_at`.execute(db)).rows)

describe('a saved search', () => {
  it('is saved from the list by a jobseeker, once, and a visitor is led to sign in', async () => {
    expect((await app.visitor().get('/en/jobs?q=welder')).text).toContain('Sign in to save this search')
    const list = await jobseeker.get('/en/jobs?q=welder')
    expect(list.text).toContain('action="/en/me/searches"')
    expect((await jobseeker.post('/en/me/searches', { q: 'welder', frequency: 'daily' })).location).toBe('/en/me/searches')
    await jobseeker.post('/en/me/searches', { q: 'welder', frequency: 'daily' })
    expect(await searches()).toHaveLength(1)
    expect((await jobseeker.get('/en/me/searches')).text).toContain('welder')
  })

  it('sends nothing without consent, nothing when nothing is new, and each job once', async () => {
    await aJob('Welder in the harbour')
    await daily()
    expect(await messages()).toEqual([])
    await agree()
    await daily()
    const [message, ...others] = await messages()
    expect(others).toEqual([])
    expect(message?.body).toMatch(/^New jobs: Welder in the harbour \(\w{4}-\w{4}-\w\)\. See http:\/\/localhost\/en\/me\/searches Stop: http:\/\/localhost\/en\/alerts\/[0-9a-f-]{36}$/)
    await daily()
    expect(await messages()).toHaveLength(1)
  })

  it('tells new jobs the next day, five at most, and others the day after', async () => {
    for (let at = 1; at <= 11; at += 1) await aJob(`Welder number ${at}`)
    await daily()
    expect(await messages()).toHaveLength(1)
    app.travelTo('2026-11-24T02:00:00Z')
    await daily()
    expect((await messages()).at(-1)?.body.match(/Welder number/g)).toHaveLength(5)
    await daily()
    expect(await messages()).toHaveLength(2)
    app.travelTo('2026-11-25T02:00:00Z')
    await daily()
    expect((await messages()).at(-1)?.body.match(/Welder number/g)).toHaveLength(5)
  })

  it('rests the day after three messages that nobody followed, and goes on when its person says so', async () => {
    expect((await searches())[0]).toMatchObject({ state: 'active', unopened: 3 })
    app.travelTo('2026-11-26T02:00:00Z')
    await daily()
    expect((await searches())[0]).toMatchObject({ state: 'paused', state_reason: 'unopened' })
    expect(await messages()).toHaveLength(3)
    const id = (await searches())[0]?.id ?? ''
    await signIn()
    expect((await jobseeker.get('/en/me/searches')).text).toContain('Resting: the last messages were not followed')
    await jobseeker.post(`/en/me/searches/${id}`, { act: 'renew' })
    expect((await searches())[0]).toMatchObject({ state: 'active', unopened: 0 })
  })

  it('counts anew when its person looks', async () => {
    await app.db.wholeStore((db) => sql`update saved_search set unopened = 3`.execute(db))
    await jobseeker.get('/en/me/searches')
    await daily()
    expect((await searches())[0]).toMatchObject({ state: 'active', unopened: 0 })
  })

  it('rests as not delivered when the last messages failed, and the desk of the centre says so', async () => {
    await app.db.wholeStore((db) => sql`update message set result = 'failed' where template = 'vacancies.alert'`.execute(db))
    await app.db.wholeStore((db) => sql`update saved_search set unopened = 3`.execute(db))
    await daily()
    expect((await searches())[0]).toMatchObject({ state: 'paused', state_reason: 'undelivered' })
    counsellor = await app.as('counsellor')
    expect((await counsellor.get('/en/desk')).text).toContain('Job alerts do not arrive')
    await jobseeker.post(`/en/me/searches/${(await searches())[0]?.id ?? ''}`, { act: 'renew' })
    expect((await counsellor.get('/en/desk')).text).not.toContain('Job alerts do not arrive')
  })

  it('is paused by its person, sends nothing, and goes on', async () => {
    const id = (await searches())[0]?.id ?? ''
    await jobseeker.post(`/en/me/searches/${id}`, { act: 'pause' })
    expect((await searches())[0]).toMatchObject({ state: 'paused', state_reason: 'asked' })
    inspector = await app.as('counsellor', { duties: ['inspector'] })
    await aJob('Welder while paused')
    await daily()
    expect(await messages()).toHaveLength(3)
    await jobseeker.post(`/en/me/searches/${id}`, { act: 'renew' })
    expect((await searches())[0]).toMatchObject({ state: 'active', state_reason: null })
  })

  it('is stopped by the link without signing in; a wrong link says nothing', async () => {
    const [search] = await searches()
    const stranger = app.visitor()
    const link = `/en/alerts/${search?.stop_key ?? ''}`
    const shown = (await stranger.get(link)).text
    expect(shown).not.toMatch(/welder|Swan/i)
    expect((await searches())[0]?.state).toBe('active')
    expect((await stranger.post(link)).text).toContain('The alert is stopped')
    expect((await searches())[0]).toMatchObject({ state: 'ended', state_reason: 'stopped' })
    expect((await stranger.post('/en/alerts/0198a000-0000-7000-8000-000000000001')).status).toBe(404)
  })

  it('belongs to its person: another jobseeker cannot stop or see it', async () => {
    const [search] = await searches()
    const other = await app.byPhone({ personId: '0198a000-0000-7000-8000-000000000002' })
    expect((await other.post(`/en/me/searches/${search?.id ?? ''}`, { act: 'renew' })).status).toBe(404)
    expect((await other.get('/en/me/searches')).text).not.toContain('welder')
  })

  it('tells a new job that stands behind many that were told before', async () => {
    app.travelTo('2026-11-27T02:00:00Z')
    counsellor = await app.as('counsellor')
    inspector = await app.as('counsellor', { duties: ['inspector'] })
    await signIn()
    await jobseeker.post('/en/me/searches', { q: 'plumber', frequency: 'daily' })
    const start = Date.parse('2026-11-27T02:00:00Z')
    const later = (steps: number) => app.travelTo(new Date(start + steps * 20_000).toISOString())
    for (let at = 1; at <= 51; at += 1) {
      later(at)
      await aJob('Plumber')
    }
    await app.db.wholeStore((db) => sql`insert into saved_search_job (person_id, vacancy_id, told_on) select ${personId}::uuid, id, '2026-11-26' from vacancy where title_en = 'Plumber'`.execute(db))
    later(60)
    await aJob('Friendly helper of the experienced old plumber beside the harbour')
    await daily()
    expect((await messages()).at(-1)?.body).toContain('Friendly helper')
  }, 60_000)

  it('tells at once of a new job, once a day, when its person wants that', async () => {
    app.travelTo('2026-11-28T02:00:00Z')
    counsellor = await app.as('counsellor')
    inspector = await app.as('counsellor', { duties: ['inspector'] })
    await signIn()
    await jobseeker.post('/en/me/searches', { q: 'gardener', frequency: 'now' })
    const before = (await messages()).length
    await aJob('Plumber on Saturday')
    await jobs()
    expect(await messages()).toHaveLength(before)
    await aJob('Gardener of the palace')
    await jobs()
    expect(await messages()).toHaveLength(before + 1)
    expect((await messages()).at(-1)?.body).toContain('Gardener of the palace')
    await aJob('Gardener of the temple')
    await jobs()
    await jobseeker.post('/en/me/searches', { q: 'florist', frequency: 'now' })
    await aJob('Florist of the palace')
    await jobs()
    expect(await messages()).toHaveLength(before + 1)
    app.travelTo('2026-11-29T02:00:00Z')
    await daily()
    expect((await messages()).at(-1)?.body).toContain('Gardener of the temple')
    expect((await messages()).at(-1)?.body).toContain('Florist of the palace')
    const florist = await app.db.wholeStore(async (db) => (await sql<{ id: string }>`select id from saved_search where words = 'florist'`.execute(db)).rows[0]?.id ?? '')
    await signIn()
    await jobseeker.post(`/en/me/searches/${florist}`, { act: 'stop' })
  })

  it('is renewed by the link of the message that it ended, in one tap, unless somebody stopped it', async () => {
    const [search] = await searches()
    const link = `/en/alerts/${search?.stop_key ?? ''}/renew`
    expect((await app.visitor().post(link)).status).toBe(404)
    await app.db.wholeStore((db) => sql`update saved_search set state_reason = 'expired' where id = ${search?.id}`.execute(db))
    expect((await app.visitor().get(link)).text).not.toMatch(/welder|Swan/i)
    expect((await app.visitor().post(link)).text).toContain('The alert is on for 90 days')
    expect((await searches())[0]).toMatchObject({ state: 'active', state_reason: null })
    await jobseeker.post(`/en/me/searches/${search?.id ?? ''}`, { act: 'stop' })
  })

  it('ends after 90 days with a message for each', async () => {
    const id = (await searches())[0]?.id ?? ''
    await signIn()
    await jobseeker.post(`/en/me/searches/${id}`, { act: 'renew' })
    app.travelTo('2027-02-28T02:00:00Z')
    await daily('alerts-end')
    expect((await searches())[0]).toMatchObject({ state: 'ended', state_reason: 'expired' })
    expect(await app.db.wholeStore(async (db) => (await sql`select 1 from message where template = 'vacancies.alert-ended'`.execute(db)).rows)).toHaveLength(3)
    expect(await app.db.wholeStore(async (db) => (await sql<{ body: string }>`select body from message where template = 'vacancies.alert-ended'`.execute(db)).rows[0]?.body)).toMatch(/\/en\/alerts\/[0-9a-f-]{36}\/renew$/)
  })

  it('is due by its own rhythm', () => {
    const due = (frequency: 'now' | 'daily' | 'weekly', lastSentOn: string | null) => isDue({ frequency, lastSentOn: lastSentOn as never }, '2026-11-24' as never)
    expect([due('daily', null), due('daily', '2026-11-23'), due('daily', '2026-11-24'), due('weekly', '2026-11-18'), due('weekly', '2026-11-17'), due('now', '2026-11-24'), due('now', '2026-11-23')]).toEqual([true, true, false, false, true, false, true])
  })
})
