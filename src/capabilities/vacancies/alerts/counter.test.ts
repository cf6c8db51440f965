import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { importJobseekers, recordConsent } from '../../jobseekers/index'

let app: TestApp
let personId: string
let counsellor: Awaited<ReturnType<TestApp['as']>>

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  personId = await app.asSystem(async (tx) => {
    const [made] = await importJobseekers(tx, app.platform, [{
      sourceSystem: 'test', sourceId: 'p1', nameLatin: 'Counter Crane', sex: 'F', birthYear: 1990, phone: '012345602', provinceCode: '01', districtCode: '0101', wantedTitle: 'Cook',
      wantedIsco: '5120', centreId: app.centres.A, registeredOn: app.today(), state: 'active', consentMatchingOn: app.today(), language: 'km', counsellorId: null, educationCode: null,
    }])
    if (!made?.ok) throw new Error('no person')
    return made.value.personId
  })
})
afterAll(() => app.close())

const at = () => `/en/jobseekers/${personId}/searches`
const searches = () => app.db.wholeStore(async (db) => (await sql<{ id: string; words: string; state: string; language: string; filters: object; isByStaff: boolean }>`select id, words, state, language, filters, saved_by is not null as "isByStaff" from saved_search`.execute(db)).rows)

describe('at the counter', () => {
  it('nothing is saved before the person agreed to messages', async () => {
    expect((await counsellor.get(`/en/jobseekers/${personId}`)).text).toContain(`href="${at()}"`)
    expect((await counsellor.get(at())).text).toContain('Record a consent')
    expect((await counsellor.post(at(), { q: 'cook', frequency: 'daily' })).status).toBe(422)
    expect(await searches()).toEqual([])
  })

  it('staff save a search for the person, in the person’s language, and the person sees it', async () => {
    await app.asSystem((tx) => recordConsent(tx, app.platform, { personId, purpose: 'contact-sms', answer: 'given', method: 'paper', language: 'km' }))
    expect((await counsellor.post(at(), { q: 'cook', province: '02', frequency: 'now' })).location).toBe(at())
    expect(await searches()).toMatchObject([{ words: 'cook', state: 'active', language: 'km', filters: { province: '02' }, isByStaff: true }])
    expect((await counsellor.get(at())).text).toContain('saved at the job centre')
    expect((await (await app.byPhone({ personId })).get('/en/me/searches')).text).toContain('cook · Riverland')
  })

  it('what is not known, or nothing at all, is refused with the sentence at its field', async () => {
    const refused = await counsellor.post(at(), { q: 'cook', province: '99', frequency: 'daily' })
    expect([refused.status, refused.text.includes('value="cook"'), refused.text.includes('This value cannot be used')]).toEqual([422, true, true])
    expect((await counsellor.post(at(), { q: ' ', frequency: 'daily' })).status).toBe(422)
    expect(await searches()).toHaveLength(1)
  })

  it('staff pause and end it; another centre reaches nothing', async () => {
    const id = (await searches())[0]?.id ?? ''
    await counsellor.post(`${at()}/${id}`, { act: 'pause' })
    expect((await searches())[0]).toMatchObject({ state: 'paused' })
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.get(at())).status).toBe(404)
    expect((await other.post(`${at()}/${id}`, { act: 'stop' })).status).toBe(404)
    await counsellor.post(`${at()}/${id}`, { act: 'stop' })
    expect((await searches())[0]).toMatchObject({ state: 'ended' })
  })
})
