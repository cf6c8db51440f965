import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { withdrawConsent } from '../jobseekers/index'
import { vacancyClosed } from '../vacancies/index'
import { aPerson, anEmployer, aVacancy, idIn, messagesAbout, placementRow, plain, referralRow } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let elsewhere: Awaited<ReturnType<TestApp['as']>>
let employerId: string
let verifier: string

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  elsewhere = await app.as('counsellor', { centre: 'B' })
  verifier = (await app.as('chief')).accountId
  employerId = await anEmployer(app, verifier)
})
afterAll(() => app.close())

const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])

async function referred(options: { agreed?: 'yes' | 'ask'; posts?: number } = {}) {
  const personId = await aPerson(app, { counsellorId: counsellor.accountId })
  const vacancyId = await aVacancy(app, employerId, { posts: options.posts ?? 2 })
  const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: options.agreed ?? 'yes', method: 'paper', message: 'Can start at once' })
  if (reply.status !== 303) throw new Error(`not referred: ${reply.status} ${plain(reply.text).slice(0, 900)}`)
  const id = idIn(reply.location)
  return { personId, vacancyId, id, code: (await referralRow(app, id)).code }
}
const step = async (id: string, fields: Record<string, string>) => counsellor.post(`/en/referrals/${id}`, { _version: String((await referralRow(app, id)).version), ...fields })

describe('putting a person forward', () => {
  it('proposes people with their reasons, refers one, tells both sides, and writes disclosure and service in the same transaction', async () => {
    const personId = await aPerson(app, { counsellorId: counsellor.accountId, name: 'Chan Copper' })
    const vacancyId = await aVacancy(app, employerId)
    const list = await counsellor.get(`/en/vacancies/${vacancyId}/candidates`)
    expect(plain(list.text)).toContain('Chan Copper')
    expect(plain(list.text)).toContain('Same occupation Occupation: 2,700 of 2,700')
    expect(list.text).toContain(`/en/referrals/new?person=${personId}&amp;vacancy=${vacancyId}`)
    const form = await counsellor.get(`/en/referrals/new?person=${personId}&vacancy=${vacancyId}`)
    expect(plain(form.text)).toContain('Chan Copper')
    const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'voice' })
    const id = idIn(reply.location)
    expect(await referralRow(app, id)).toMatchObject({ state: 'sent', due_on: '2026-11-30', due_kind: 'employer-answers', due_owner: counsellor.accountId, origin: 'counsellor', sent_on: '2026-11-23' })
    expect(await store(sql`select recipient_id, fields from disclosure where person_id = ${personId}`)).toEqual([{ recipient_id: employerId, fields: ['name', 'phone', 'message', 'experience', 'skills'] }])
    expect(await store(sql`select service_code from service_event where source_id = ${id}`)).toEqual([{ service_code: 'REF' }])
    const toPerson = await messagesAbout(app, { personId })
    expect(toPerson.map(({ template }) => template)).toEqual(['placements.person.sent'])
    const toEmployer = await messagesAbout(app, { employerId })
    expect(toEmployer.at(-1)?.body).toMatch(/\/a\/r[0-9A-Z]{9}-/)
    expect(toEmployer.at(-1)?.body).not.toContain('Chan')
    const page = await counsellor.get(`/en/referrals/${id}`)
    expect(plain(page.text)).toContain('Chan Copper for Shop assistant')
    expect(plain(page.text)).toContain('Employer answers by 30 November 2026')
  })

  it('shows the vacancies that fit a person, and keeps what was typed when something is missing', async () => {
    const personId = await aPerson(app)
    const vacancyId = await aVacancy(app, employerId)
    const list = await counsellor.get(`/en/jobseekers/${personId}/vacancies`)
    expect(list.text).toContain(`/en/vacancies/${vacancyId}`)
    expect((await counsellor.get(`/en/referrals/new?person=${personId}`)).location).toBe(`/en/jobseekers/${personId}/vacancies`)
    const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: '', message: 'Keep me' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('Keep me')
    expect(plain(reply.text)).toContain('The person must agree first.')
    expect(await store(sql`select 1 from referral where person_id = ${personId}`)).toEqual([])
  })

  it('keeps one open referral for a person and vacancy, and makes one of a form that was sent twice', async () => {
    const { personId, vacancyId, id } = await referred()
    const again = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    expect(again.status).toBe(422)
    expect(plain(again.text)).toContain('already has an open referral')
    expect(await store(sql`select id from referral where person_id = ${personId}`)).toEqual([{ id }])
    await expect(app.db.wholeStore((db) => sql`insert into referral select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'code', 'X', 'stat_key', gen_random_uuid()))).* from referral r where id = ${id}`.execute(db))).rejects.toThrow('referral_open')
  })

  it('gives another centre the same answer as an unknown referral, and lets the centre of the vacancy see how it stands without the person', async () => {
    const { id, personId } = await referred()
    expect((await elsewhere.get(`/en/referrals/${id}`)).status).toBe(404)
    expect((await elsewhere.post(`/en/referrals/${id}`, { event: 'withdraw', reason: 'wage', _version: '1' })).status).toBe(404)
    const vacancyOfB = await aVacancy(app, employerId, { centre: 'B' })
    const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyOfB, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    const seen = await elsewhere.get(`/en/referrals/${idIn(reply.location)}`)
    expect(seen.status).toBe(200)
    expect(seen.text).not.toContain('Lantern')
    expect(plain(seen.text)).toContain('A person of another centre')
    expect((await elsewhere.post(`/en/referrals/${idIn(reply.location)}`, { event: 'withdraw', reason: 'wage', _version: '1' })).status).toBe(404)
  })

  it('stops new people for a vacancy with three silent referrals until a reason is given', async () => {
    const vacancyId = await aVacancy(app, employerId, { posts: 5 })
    for (let n = 0; n < 3; n += 1) {
      await counsellor.post('/en/referrals/new', { person: await aPerson(app), vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    }
    await app.db.wholeStore((db) => sql`update referral set due_on = '2026-11-20' where vacancy_id = ${vacancyId}`.execute(db))
    const fourth = { person: await aPerson(app), vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' }
    const refusedReply = await counsellor.post('/en/referrals/new', fourth)
    expect(refusedReply.status).toBe(422)
    expect(plain(refusedReply.text)).toContain('Three referrals to this vacancy have no answer.')
    expect((await counsellor.post('/en/referrals/new', { ...fourth, overrideReason: 'The employer called today' })).status).toBe(303)
  })
})

describe('the steps of a referral', () => {
  it('run from proposal to agreement, interview, offer and work, each with a message', async () => {
    const { id, personId, vacancyId } = await referred({ agreed: 'ask' })
    expect(await referralRow(app, id)).toMatchObject({ state: 'waiting-person', due_kind: 'person-answers', consent_id: null })
    expect((await step(id, { event: 'agree', method: '' })).status).toBe(422)
    expect((await step(id, { event: 'agree', method: 'voice' })).status).toBe(303)
    expect((await referralRow(app, id)).consent_id).not.toBeNull()
    expect((await step(id, { event: 'invite', day: '27/11/2026', time: '9:30', mode: 'in-person', place: 'Gate 2' })).status).toBe(303)
    expect(await store(sql`select held_on, starts::text, entered_on from interview where referral_id = ${id}`)).toEqual([{ held_on: '2026-11-27', starts: '09:30:00', entered_on: '2026-11-23' }])
    expect((await step(id, { event: 'held' })).status).toBe(303)
    expect((await step(id, { event: 'offer' })).status).toBe(303)
    const hired = await step(id, { event: 'hire', startDate: '23/11/2026', kind: 'employment', wage: '950,000', wageCurrency: 'KHR', wagePeriod: 'month' })
    expect(hired.status).toBe(303)
    const placementId = idIn(hired.location)
    expect(await placementRow(app, placementId)).toMatchObject({ state: 'started', level: 'reported', start_date: '2026-11-23', referral_id: id, contract: 'open-ended', isco: '5223', wage: '950000.00' })
    expect(await store(sql`select filled from vacancy where id = ${vacancyId}`)).toEqual([{ filled: 1 }])
    expect(await store(sql`select round, due_on from follow_up where placement_id = ${placementId} order by round`)).toEqual([{ round: 1, due_on: '2026-12-23' }, { round: 3, due_on: '2027-02-23' }, { round: 6, due_on: '2027-05-23' }])
    expect((await messagesAbout(app, { personId })).map(({ template }) => template.slice(18))).toEqual(['proposed', 'sent', 'invited', 'offered', 'hired'])
    expect((await store<{ to_state: string }>(sql`select to_state from referral_transition where referral_id = ${id} order by at, id`)).map(({ to_state }) => to_state)).toEqual(['waiting-person', 'sent', 'interview-set', 'interviewed', 'offered', 'hired'])
  })

  it('show both texts when somebody else was faster', async () => {
    const { id } = await referred()
    const version = String((await referralRow(app, id)).version)
    expect((await counsellor.post(`/en/referrals/${id}`, { _version: version, event: 'more-time', days: '3' })).status).toBe(303)
    const stale = await counsellor.post(`/en/referrals/${id}`, { _version: version, event: 'not-hire', reason: 'other', note: 'My own words' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('My own words')
    expect(plain(stale.text)).toContain('Opened')
  })

  it('close with a reason of the list only, and tell the person', async () => {
    const { id, personId } = await referred()
    expect((await step(id, { event: 'not-hire', reason: '' })).status).toBe(422)
    expect((await step(id, { event: 'not-hire', reason: 'lacks-skills' })).status).toBe(303)
    expect(await referralRow(app, id)).toMatchObject({ state: 'not-hired', closing_reason: 'lacks-skills', closed_on: '2026-11-23', due_on: null })
    expect((await messagesAbout(app, { personId })).at(-1)?.template).toBe('placements.person.not-hired')
  })

  it('end when the person takes the agreement back: the employer sees the person no more and is told', async () => {
    const { id, personId, vacancyId } = await referred()
    const employer = await app.byPhone({ employerId })
    const { code } = await referralRow(app, id)
    expect((await employer.get(`/en/employer/candidates/${code}`)).text).toContain('Bopha Lantern')
    const [consent] = await store<{ id: string }>(sql`select id from consent where person_id = ${personId} and scope_id = ${vacancyId} and withdrawn_at is null`)
    await app.asSystem((tx) => withdrawConsent(tx, app.platform, personId, consent?.id ?? ''))
    expect(await referralRow(app, id)).toMatchObject({ state: 'withdrawn', closing_reason: 'consent-withdrawn' })
    const after = await employer.get(`/en/employer/candidates/${code}`)
    expect(after.text).not.toContain('Lantern')
    expect(plain(after.text)).toContain('no longer available')
    expect((await messagesAbout(app, { employerId })).at(-1)?.template).toBe('placements.employer.gone')
  })

  it('are cancelled in every centre when the vacancy closes, whoever closes it', async () => {
    const { id, personId, vacancyId } = await referred()
    const other = await aPerson(app, { centre: 'B' })
    const reply = await elsewhere.post('/en/referrals/new', { person: other, vacancy: vacancyId, origin: 'counsellor', agreed: 'ask' })
    const employerActor = app.contextOf({ accountId: null, role: 'employer', duties: [], centreId: null, centreIds: [], centreCode: null, personId: null, employerId, strength: 'one', sessionId: null })
    await app.db.transaction(employerActor, (tx) => vacancyClosed.tell(tx, app.platform, { vacancyId, reason: 'filled-otherwise' }))
    expect(await referralRow(app, id)).toMatchObject({ state: 'cancelled', closing_reason: 'post-filled' })
    expect(await referralRow(app, idIn(reply.location))).toMatchObject({ state: 'cancelled', closing_reason: 'post-filled' })
    expect((await messagesAbout(app, { personId })).at(-1)?.template).toBe('placements.person.cancelled')
    expect((await messagesAbout(app, { personId: other })).at(-1)?.template).toBe('placements.person.cancelled')
  })
})

describe('the lists', () => {
  it('filter, find a code, and refuse an unknown name in the address', async () => {
    const { code } = await referred()
    expect((await counsellor.get('/en/referrals?show=overdue')).status).toBe(200)
    expect((await counsellor.get(`/en/referrals?q=${code.toLowerCase()}`)).text).toContain('Bopha Lantern')
    expect(plain((await counsellor.get('/en/referrals?q=7Q4M2XKDA')).text)).toContain('typing mistake')
    expect((await counsellor.get('/en/referrals?nonsense=1')).status).toBe(400)
    for (const language of ['km', 'lo']) expect((await counsellor.get(`/${language}/referrals`)).status).toBe(200)
  })
})
