import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { systemActor } from '../../kernel/actor'
import { consentWithdrawn, findContactWay, jobseekerDaily, jobseekerDesk, recordConsent, registerApplicant } from './index'

let app: TestApp
let counsellor: Visitor & { accountId: string; centreId: string }
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
})
afterAll(() => app.close())

const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])
async function codeFor(e164: string): Promise<string> {
  const [row] = await store<{ body: string }>(sql`select body from message where address = ${e164} and template = 'accounts.sign-in-code' order by queued_at desc, id desc limit 1`)
  return /(\d{4})-(\d{4})/.exec(row?.body ?? '')?.slice(1).join('') ?? ''
}
const questions = { nameLatin: 'Portal Visitor', sex: 'M', birth: '24', district: '0101', wanted: 'driver', language: 'en' }

async function registerByPhone(phone: string, e164: string, more: Record<string, string> = {}): Promise<Visitor> {
  const visitor = app.visitor()
  expect((await visitor.post('/en/register', { phone })).location).toBe('/en/register/code')
  expect((await visitor.post('/en/register/code', { code: await codeFor(e164), pin: '482917', again: '482917' })).location).toBe('/en/register/answers')
  expect((await visitor.post('/en/register/answers', { ...questions, ...more })).location).toBe('/en/register/consents')
  expect((await visitor.post('/en/register/consents', { 'consent-matching': 'yes', 'consent-contact-sms': 'yes', 'consent-survey-invitation': 'no' })).location).toBe('/en/me/card')
  return visitor
}

describe('registering on the portal', () => {
  it('goes from the phone to the card number without script, and a counsellor accepts it', async () => {
    const visitor = await registerByPhone('012 300 400', '+85512300400')
    const card = await visitor.get('/en/me/card')
    expect(card.text).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)
    const me = await visitor.get('/en/me')
    expect(plain(me.text)).toContain('The centre answers by 25 November 2026')
    const [person] = await store<{ id: string; state: string; created_by: string | null }>(sql`select p.id, r.state, p.created_by from person p join person_name n on n.person_id = p.id join registration r on r.person_id = p.id where n.name_latin = 'Portal Visitor'`)
    expect(person).toMatchObject({ state: 'pending', created_by: null })
    const pending = await counsellor.get('/en/jobseekers/pending')
    expect(pending.text).toContain(`/en/jobseekers/${person?.id}/review`)
    const desk = await app.db.transaction(app.contextOf({ ...systemActor([counsellor.centreId]), role: 'counsellor', accountId: counsellor.accountId, centreId: counsellor.centreId }), (tx) => jobseekerDesk(tx, app.platform))
    expect(desk.map(({ kind, customer }) => [kind, customer])).toContainEqual(['pending', { personId: person?.id }])
    const review = await counsellor.get(`/en/jobseekers/${person?.id}/review`)
    const version = /name="_version" value="(\d+)"/.exec(review.text)?.[1]
    expect((await counsellor.post(`/en/jobseekers/${person?.id}/review/accept`, { _version: '99' })).status).toBe(422)
    expect((await counsellor.post(`/en/jobseekers/${person?.id}/review/accept`, { _version: version })).status).toBe(303)
    expect(await store(sql`select event, channel, days_to_accept from fact_registration f join person p on p.stat_key = f.person_key where p.id = ${person?.id}`)).toEqual([{ event: 'new', channel: 'portal', days_to_accept: 0 }])
    expect(plain((await visitor.get('/en/me')).text)).toContain('Your registration runs until 23 May 2027')
  })

  it('answers a phone that is known exactly like one that is not', async () => {
    const [known, unknown] = [await app.visitor().post('/en/register', { phone: '012 300 400' }), await app.visitor().post('/en/register', { phone: '012 300 401' })]
    expect([known.status, known.location]).toEqual([unknown.status, unknown.location])
    const again = await registerByPhone('012 300 402', '+85512300402')
    const twice = await registerByPhone('012 300 403', '+85512300403')
    expect(plain((await again.get('/en/me/card')).text).replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/, '')).toBe(plain((await twice.get('/en/me/card')).text).replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/, ''))
  })

  it('refuses a wrong code and a PIN that is easy to guess, and needs each step before the next', async () => {
    const visitor = app.visitor()
    await visitor.post('/en/register', { phone: '012 300 410' })
    expect((await visitor.post('/en/register/code', { code: '00000000', pin: '482917', again: '482917' })).status).toBe(422)
    expect((await visitor.post('/en/register/code', { code: await codeFor('+85512300410'), pin: '123456', again: '123456' })).status).toBe(422)
    expect((await visitor.get('/en/register/answers')).location).toBe('/en/register')
    expect((await visitor.post('/en/register/consents', {})).location).toBe('/en/register')
    expect((await app.visitor().get('/en/register/code')).location).toBe('/en/register')
    const changed = app.visitor()
    changed.cookies.set('__Host-registration', `${visitor.cookies.get('__Host-registration') ?? ''}x`)
    expect((await changed.get('/en/register/code')).location).toBe('/en/register')
  })

  it('keeps nothing of a registration that is not sent', async () => {
    const [before] = await store<{ n: number }>(sql`select count(*)::int as n from person`)
    const visitor = app.visitor()
    await visitor.post('/en/register', { phone: '012 300 420' })
    await visitor.post('/en/register/code', { code: await codeFor('+85512300420'), pin: '482917', again: '482917' })
    await visitor.post('/en/register/answers', questions)
    const [after] = await store<{ n: number }>(sql`select count(*)::int as n from person`)
    expect(after).toEqual(before)
  })

  it('makes a pending person of an applicant, in whose name the transaction goes on', async () => {
    const context = app.contextOf({ ...systemActor([]), role: 'public' })
    const { personId } = await app.db.transaction(context, (tx) =>
      registerApplicant(tx, app.platform, { nameNative: null, nameLatin: 'Applying Guest', phone: '012 300 430', age: 22, sex: 'F', provinceCode: '01', districtCode: '0101', centreId: app.centres.A, language: 'km', wantedTitle: 'waiter' }))
    expect(await store(sql`select state, channel from registration where person_id = ${personId}`)).toEqual([{ state: 'pending', channel: 'portal' }])
    expect((await counsellor.get(`/en/jobseekers/${personId}/review`)).status).toBe(200)
  })
})

describe('the own pages', () => {
  it('show facts, consents, who looked and the data, for oneself only', async () => {
    const visitor = await registerByPhone('012 300 440', '+85512300440', { nameLatin: 'Selfreader Own' })
    for (const lang of ['en', 'km', 'lo']) for (const path of ['/me', '/me/consents', '/me/access', '/me/data', '/me/end', '/me/edit/wishes', '/me/edit/place']) expect((await visitor.get(`/${lang}${path}`)).status, path).toBe(200)
    expect((await visitor.get('/en/me/edit/name')).status).toBe(404)
    const file = await visitor.get('/en/me/data/file')
    expect(file.headers.get('content-disposition')).toContain('.json')
    expect(file.json<{ person: { nameLatin: string } }>().person.nameLatin).toBe('Selfreader Own')
    const api = await visitor.get('/api/v1/me')
    expect(api.json<{ nameLatin: string }>().nameLatin).toBe('Selfreader Own')
    for (const path of ['consents', 'access-log', 'export']) expect((await visitor.get(`/api/v1/me/${path}`)).status).toBe(200)
    expect((await visitor.get('/api/v1/me?extra=1')).status).toBe(400)
    expect((await app.visitor().get('/en/me')).location).toContain('/en/sign-in')
  })

  it('take a consent back: messages that wait are dropped, others are told, and no message goes out any more', async () => {
    const visitor = await registerByPhone('012 300 450', '+85512300450', { nameLatin: 'Withdrawing Wren' })
    const [{ id } = { id: '' }] = await store<{ id: string }>(sql`select person_id as id from person_name where name_latin = 'Withdrawing Wren'`)
    const review = await counsellor.get(`/en/jobseekers/${id}/review`)
    await counsellor.post(`/en/jobseekers/${id}/review/accept`, { _version: /name="_version" value="(\d+)"/.exec(review.text)?.[1] })
    expect(await store(sql`select result from message where person_id = ${id}`)).toEqual([{ result: 'queued' }])
    const told: string[] = []
    consentWithdrawn.add(async (_tx, _platform, { personId, purpose }) => void (personId === id && told.push(purpose)))
    expect(await app.asSystem((tx) => findContactWay(tx, id))).toMatchObject({ channel: 'sms', address: '+85512300450' })
    expect((await visitor.post('/en/me/consents', { purpose: 'contact-sms', answer: 'refused' })).status).toBe(303)
    expect(told).toEqual(['contact-sms'])
    expect(await store(sql`select result from message where person_id = ${id}`)).toEqual([{ result: 'dropped' }])
    expect(await app.asSystem((tx) => findContactWay(tx, id))).toMatchObject({ channel: 'none', address: null })
    expect(await store(sql`select answer, withdrawn_at is null as live from consent where person_id = ${id} and purpose = 'contact-sms' order by at, id`)).toEqual([{ answer: 'given', live: false }, { answer: 'refused', live: true }])
    const texts = await store<{ language: string; version: number }>(sql`select language, version from consent_text where purpose = 'contact-sms' order by language`)
    expect(texts).toEqual([{ language: 'en', version: 1 }, { language: 'km', version: 1 }, { language: 'lo', version: 1 }])
  })

  it('end the registration and ask for it again', async () => {
    const visitor = await registerByPhone('012 300 460', '+85512300460', { nameLatin: 'Ending Egret' })
    expect((await visitor.post('/en/me/end', { reason: 'deceased' })).status).toBe(422)
    expect((await visitor.post('/en/me/end', { reason: 'found-work-alone' })).status).toBe(303)
    expect((await visitor.post('/en/me/again')).status).toBe(303)
    const [{ id } = { id: '' }] = await store<{ id: string }>(sql`select person_id as id from person_name where name_latin = 'Ending Egret'`)
    expect(await store(sql`select state, event from registration where person_id = ${id} order by created_at, id`)).toEqual([{ state: 'ended', event: 'new' }, { state: 'pending', event: 'new' }])
  })
})

describe('groups', () => {
  it('need a purpose to open, a consent to write, and are seen by no other counsellor', async () => {
    const visitor = await registerByPhone('012 300 470', '+85512300470', { nameLatin: 'Grouped Gull' })
    const [{ id } = { id: '' }] = await store<{ id: string }>(sql`select person_id as id from person_name where name_latin = 'Grouped Gull'`)
    const review = await counsellor.get(`/en/jobseekers/${id}/review`)
    await counsellor.post(`/en/jobseekers/${id}/review/accept`, { _version: /name="_version" value="(\d+)"/.exec(review.text)?.[1] })
    const group = { why: 'programme', group: 'returning-migrant', evidence: 'stated', purposes: ['programme', 'statistics'], method: 'voice' }
    expect((await counsellor.post(`/en/jobseekers/${id}/groups`, { ...group, consent: 'no' })).status).toBe(422)
    expect(await store(sql`select 1 from group_membership where person_id = ${id}`)).toEqual([])
    expect((await counsellor.post(`/en/jobseekers/${id}/groups`, { ...group, consent: 'yes' })).status).toBe(303)
    expect(plain((await counsellor.get(`/en/jobseekers/${id}/groups`)).text)).not.toContain('Returning migrants')
    expect(plain((await counsellor.get(`/en/jobseekers/${id}/groups?purpose=programme`)).text)).toContain('Returning migrants')
    const colleague = await app.as('counsellor')
    expect((await colleague.get(`/en/jobseekers/${id}/groups?purpose=programme`)).status).toBe(404)
    for (const path of ['', '/about', '/history', '/summary', '/cv']) expect((await counsellor.get(`/en/jobseekers/${id}${path}`)).text).not.toContain('Returning migrants')
    const [facts] = await store<{ groups: string[] }>(sql`select groups from fact_registration f join person p on p.stat_key = f.person_key where p.id = ${id}`)
    expect(facts?.groups).toEqual(['returning-migrant', 'youth'])
    expect((await visitor.get('/en/me/data/file')).text).toContain('returning-migrant')
    expect((await counsellor.get(`/en/jobseekers/${id}/consents`)).text).not.toContain('Returning migrants')
    const consents = await visitor.get('/en/me/consents')
    expect(plain(consents.text)).toContain('Returning migrants')
    expect((await visitor.post('/en/me/consents/withdraw', { consent: /name="consent" value="([0-9a-f-]+)"/.exec(consents.text)?.[1] })).status).toBe(303)
    expect(await store(sql`select to_day from group_membership where person_id = ${id}`)).toEqual([{ to_day: '2026-11-23' }])
  })
})

describe('every day', () => {
  it('warns two weeks before by message, puts the others on the desk, and lets registrations lapse on their day', async () => {
    const other = await freshApp({ at: '2026-05-01T02:00:00Z' })
    const staff = await other.as('counsellor')
    const register = async (name: string, more: Record<string, string>) => {
      const reply = await staff.post('/en/jobseekers/new', { ...questions, nameLatin: name, duplicates: 'different', ...more })
      return /jobseekers\/([0-9a-f-]{36})/.exec(reply.location)?.[1] ?? ''
    }
    const reachable = await register('Reachable Rook', { phone: '012 300 500', 'consent-contact-sms': 'yes' })
    const silent = await register('Silent Stork', { noContactReason: 'no-phone' })
    const run = () => other.asSystem(async (tx) => {
      for (const job of Object.values(jobseekerDaily)) await job(tx, other.platform, {})
    })
    other.travelTo('2026-10-20T02:00:00Z')
    await run()
    await run()
    const messages = await other.db.wholeStore((db) => sql<{ person_id: string }>`select person_id from message where template = 'jobseekers.expiry'`.execute(db))
    expect(messages.rows).toEqual([{ person_id: reachable }])
    const desk = await other.asSystem((tx) => jobseekerDesk(tx, other.platform))
    expect(desk.filter(({ kind }) => kind === 'expiring').map(({ customer, due }) => [customer, due])).toEqual([[{ personId: silent }, '2026-11-01']])
    await other.asSystem((tx) => recordConsent(tx, other.platform, { personId: silent, purpose: 'matching', answer: 'given', method: 'voice', language: 'km' }))
    other.travelTo('2026-11-01T02:00:00Z')
    await run()
    const { rows } = await other.db.wholeStore((db) => sql<{ state: string; ended_on: string }>`select distinct state, ended_on from registration`.execute(db))
    expect(rows).toEqual([{ state: 'lapsed', ended_on: '2026-11-01' }])
    await other.close()
  })
})
