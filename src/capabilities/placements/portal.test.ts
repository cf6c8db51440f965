import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newPublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import { aPerson, anEmployer, aVacancy, idIn, plain, referralRow } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let employerId: string
let vacancyId: string
let job: string
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  employerId = await anEmployer(app, (await app.as('chief')).accountId)
  vacancyId = await aVacancy(app, employerId, { posts: 5 })
  job = (await store<{ code: string }>(sql`select code from vacancy where id = ${vacancyId}`))[0]?.code ?? ''
})
afterAll(() => app.close())

const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])
const applicant = { name: 'Vanna Kite', phone: '012 345 990', age: '២២', sex: 'F', district: '0101', message: 'I live near', agree: 'yes' }

describe('applying without being registered', () => {
  it('sends nothing to the employer before the phone is confirmed by its code', async () => {
    const visitor = app.visitor()
    expect(plain((await visitor.get(`/en/jobs/${job}/apply`)).text)).toContain('Applying is free.')
    const reply = await visitor.post(`/en/jobs/${job}/apply`, applicant)
    expect(reply.status, plain(reply.text).slice(0, 600)).toBe(303)
    const code = /r=([0-9A-Z]{9})/.exec(reply.location)?.[1] ?? ''
    expect(await store(sql`select state, sent_on, due_kind, due_on from referral where code = ${code}`)).toEqual([{ state: 'unconfirmed', sent_on: null, due_kind: 'person-confirms', due_on: '2026-11-25' }])
    expect((await (await app.byPhone({ employerId })).get('/en/employer/candidates?show=all')).text).not.toContain(code.slice(0, 4))
    expect((await store<{ body: string }>(sql`select body from message where employer_id = ${employerId}`))).toEqual([])
    const wrong = await visitor.post(`/en/jobs/${job}/apply/confirm`, { referral: code, code: '00000000' })
    expect(wrong.status).toBe(422)
    const [sms] = await store<{ body: string }>(sql`select body from message where template = 'accounts.sign-in-code' order by queued_at desc limit 1`)
    const secret = /([0-9]{4}-[0-9]{4})/.exec(sms?.body ?? '')?.[1] ?? ''
    const right = await visitor.post(`/en/jobs/${job}/apply/confirm`, { referral: code, code: secret })
    expect(right.location).toBe(`/en/s/${code}?new=yes`)
    expect(await store(sql`select state, due_kind from referral where code = ${code}`)).toEqual([{ state: 'sent', due_kind: 'employer-answers' }])
    expect(await store(sql`select r.state from registration r join referral f on f.person_id = r.person_id where f.code = ${code}`)).not.toEqual([{ state: 'active' }])
    expect(await store(sql`select count(*)::int as n from disclosure d join referral f on f.person_id = d.person_id where f.code = ${code}`)).toEqual([{ n: 1 }])
  })

  it('keeps what was typed and names each fault', async () => {
    const reply = await app.visitor().post(`/km/jobs/${job}/apply`, { ...applicant, phone: '12 345', agree: '' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('Vanna Kite')
    const again = await app.visitor().post(`/en/jobs/${job}/apply`, { ...applicant, phone: '12 345' })
    expect(plain(again.text)).toContain('This number cannot be called.')
    expect(await store(sql`select 1 from person_name where name_latin = 'Vanna Kite'`)).toHaveLength(1)
  })
})

describe('a registered person', () => {
  it('applies on one page, answers a proposal, withdraws, and says that work began', async () => {
    const personId = await aPerson(app, { counsellorId: counsellor.accountId })
    const person = await app.byPhone({ personId })
    const reply = await person.post(`/en/jobs/${job}/apply`, { message: 'Hello', agree: 'yes' })
    const code = /\/s\/([0-9A-Z]{9})/.exec(reply.location)?.[1] ?? ''
    expect(await store(sql`select state, origin, due_owner, centre_id from referral where code = ${code}`)).toEqual([{ state: 'sent', origin: 'self', due_owner: counsellor.accountId, centre_id: app.centres.A }])
    const other = await aVacancy(app, employerId)
    const proposed = idIn((await counsellor.post('/en/referrals/new', { person: personId, vacancy: other, origin: 'counsellor', agreed: 'ask' })).location)
    const mine = await person.get('/en/me/applications')
    expect(plain(mine.text)).toContain('Yes, send my details')
    const row = await referralRow(app, proposed)
    expect((await person.get(`/en/me/applications?a=${row.code}&do=agree`)).text).toContain('name="event" value="agree"')
    expect((await person.post(`/en/me/applications/${row.code}`, { event: 'agree', _version: '1' })).status).toBe(303)
    expect((await referralRow(app, proposed)).state).toBe('sent')
    expect((await person.post(`/en/me/applications/${row.code}`, { event: 'not-hire', reason: 'wage', _version: '2' })).status).toBe(422)
    expect((await person.post(`/en/me/applications/${row.code}`, { event: 'withdraw', reason: 'family', _version: '2' })).status).toBe(303)
    expect(await referralRow(app, proposed)).toMatchObject({ state: 'withdrawn', closing_reason: 'family' })
    const [own] = await store<{ id: string; version: number }>(sql`select id, version from referral where code = ${code}`)
    expect((await person.post(`/en/me/applications/${code}`, { event: 'hire', startDate: '23/11/2026', _version: String(own?.version) })).status).toBe(303)
    expect(await store(sql`select recorded_party, level, state from placement where referral_id = ${own?.id ?? ''}`)).toEqual([{ recorded_party: 'jobseeker', level: 'one-side', state: 'started' }])
    expect((await person.send('GET', '/api/v1/me/applications', undefined)).json<{ items: unknown[] }>().items).toHaveLength(2)
  })

  it('never reads the applications of somebody else', async () => {
    const stranger = await app.byPhone({ personId: await aPerson(app) })
    const [row] = await store<{ code: string }>(sql`select code from referral limit 1`)
    expect((await stranger.post(`/en/me/applications/${row?.code ?? ''}`, { event: 'withdraw', reason: 'wage' })).status).toBe(404)
    expect((await stranger.get('/en/me/applications')).text).not.toContain(row?.code.slice(0, 4))
  })
})

describe('the status by code', () => {
  it('says how it stands in plain words without name or phone, in three languages', async () => {
    const [row] = await store<{ code: string }>(sql`select code from referral where state = 'sent' limit 1`)
    const page = await app.visitor().get(`/en/s/${row?.code.toLowerCase() ?? ''}`)
    expect(plain(page.text)).toContain('The employer has until 30 November 2026 to answer.')
    expect(page.text).not.toMatch(/Vanna|Kite|Lantern|012345/)
    for (const language of ['km', 'lo']) expect((await app.visitor().get(`/${language}/s/${row?.code ?? ''}`)).status).toBe(200)
    expect((await app.visitor().get('/en/s?code=7q4m-2xkd-a')).status).toBe(422)
    expect(plain((await app.visitor().get('/en/s/7Q4M2XKDA')).text)).toContain('This code has a typing mistake.')
  })

  it('slows an address after twenty wrong codes in ten minutes, and never for a right one', async () => {
    const [row] = await store<{ code: string }>(sql`select code from referral limit 1`)
    const statuses = []
    for (let n = 0; n < 21; n += 1) statuses.push((await app.visitor().get(`/en/s/${newPublicCode()}`)).status)
    expect(statuses.slice(0, 20).every((status) => status === 404)).toBe(true)
    expect(statuses[20]).toBe(429)
    expect((await app.visitor().get(`/en/s/${row?.code ?? ''}`)).status).toBe(200)
    const [misses] = await store<{ n: number }>(sql`select count(*)::int as n from status_miss`)
    expect(misses?.n).toBe(21)
    expect((await app.visitor().get('/en/s/7Q4M2XKDA')).status).toBe(422)
    expect(await store(sql`select count(*)::int as n from status_miss`)).toEqual([misses])
    app.travelTo('2026-11-23T02:11:00Z')
    expect((await app.visitor().get(`/en/s/${newPublicCode()}`)).status).toBe(404)
    app.travelTo('2026-11-23T02:00:00Z')
  })
})

describe('the API', () => {
  it('pages by the last id, refuses unknown names, and asks for the version of a referral that it moves', async () => {
    const list = (await counsellor.get('/api/v1/referrals?limit=1')).json<{ items: { id: string; version: number; state: string }[]; next: string }>()
    expect(list.items).toHaveLength(1)
    expect((await counsellor.get(`/api/v1/referrals?limit=1&before=${list.next}`)).json<{ items: { id: string }[] }>().items[0]?.id).not.toBe(list.items[0]?.id)
    expect((await counsellor.get('/api/v1/referrals?colour=red')).status).toBe(400)
    const made = await counsellor.send('POST', '/api/v1/referrals', { person: await aPerson(app), vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' }, { 'idempotency-key': newId() })
    expect(made.status).toBe(201)
    const { id } = made.json<{ id: string }>()
    const move = (body: object) => counsellor.send('POST', `/api/v1/referrals/${id}/transitions`, body, { 'idempotency-key': newId() })
    expect((await move({ event: 'more-time', days: 2 })).status).toBe(428)
    expect((await move({ event: 'more-time', days: 2, _version: 9 })).status).toBe(412)
    expect((await move({ event: 'more-time', days: 2, _version: 1 })).json<{ state: string }>().state).toBe('seen')
    const [row] = await store<{ code: string }>(sql`select code from referral where id = ${id}`)
    expect((await app.visitor().get(`/api/v1/status/${row?.code ?? ''}`)).json<object>()).toEqual({ state: 'seen', dueOn: '2026-12-02', dueKind: 'employer-answers', closingReason: null })
  })
})
