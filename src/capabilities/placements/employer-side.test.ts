import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { readLink, signLink } from './actions/links'
import { aPerson, anEmployer, aVacancy, idIn, messagesAbout, plain, referralRow } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let employerId: string
let otherEmployer: string
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  const chief = await app.as('chief')
  employerId = await anEmployer(app, chief.accountId)
  otherEmployer = await anEmployer(app, chief.accountId)
})
afterAll(() => app.close())

const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])
async function sent(name = 'Bopha Lantern') {
  const personId = await aPerson(app, { name, counsellorId: counsellor.accountId })
  const vacancyId = await aVacancy(app, employerId)
  const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
  const row = await referralRow(app, idIn(reply.location))
  return { personId, vacancyId, id: row.id, code: row.code }
}

describe('an employer who signs in', () => {
  it('sees only people who agreed for this vacancy, and opening one is recorded as seen', async () => {
    const { id, code, personId } = await sent('Dara Meadow')
    const asked = await aPerson(app, { name: 'Waiting Violet' })
    await counsellor.post('/en/referrals/new', { person: asked, vacancy: await aVacancy(app, employerId), origin: 'counsellor', agreed: 'ask' })
    const employer = await app.byPhone({ employerId })
    const list = await employer.get('/en/employer/candidates')
    expect(list.text).toContain('Dara Meadow')
    expect(list.text).not.toContain('Waiting Violet')
    expect((await referralRow(app, id)).state).toBe('sent')
    const page = await employer.get(`/en/employer/candidates/${code}`)
    expect(plain(page.text)).toContain('Dara Meadow')
    expect(await referralRow(app, id)).toMatchObject({ state: 'seen', due_on: '2026-11-30' })
    const looks = await store(sql`select role, basis, purpose from audit_entry where subject_id = ${personId} and action = 'person.view' and role = 'employer' limit 1`)
    expect(looks).toEqual([{ role: 'employer', basis: 'consent', purpose: 'referral' }])
  })

  it('answers with an invitation, a no with its reason, more time or a start of work', async () => {
    const employer = await app.byPhone({ employerId })
    const answer = async (code: string, id: string, fields: Record<string, string>) => employer.post(`/en/employer/candidates/${code}`, { _version: String((await referralRow(app, id)).version), ...fields })
    const a = await sent()
    expect((await answer(a.code, a.id, { event: 'invite', day: '26/11/2026', time: '10:00' })).status).toBe(303)
    expect((await referralRow(app, a.id)).state).toBe('interview-set')
    expect((await messagesAbout(app, { personId: a.personId })).at(-1)?.template).toBe('placements.person.invited')
    expect(await store(sql`select service_code from service_event where employer_id = ${employerId} and service_code = 'EIN'`)).toHaveLength(1)
    const b = await sent()
    expect((await answer(b.code, b.id, { event: 'not-hire', reason: '' })).status).toBe(422)
    expect((await answer(b.code, b.id, { event: 'not-hire', reason: 'distance' })).status).toBe(303)
    const c = await sent()
    expect((await answer(c.code, c.id, { event: 'more-time', days: '5' })).status).toBe(303)
    expect((await referralRow(app, c.id)).due_on).toBe('2026-12-07')
    const d = await sent()
    expect((await answer(d.code, d.id, { event: 'hire', startDate: '23/11/2026' })).status).toBe(303)
    expect(await store(sql`select level, state, recorded_party from placement where referral_id = ${d.id}`)).toEqual([{ level: 'one-side', state: 'started', recorded_party: 'employer' }])
    expect(await store(sql`select count(*)::int as n from follow_up f join placement p on p.id = f.placement_id where p.referral_id = ${d.id}`)).toEqual([{ n: 3 }])
    expect(plain((await employer.get('/en/employer/placements')).text)).toContain('Bopha Lantern')
    const [placed] = await store<{ code: string }>(sql`select code from placement where referral_id = ${d.id}`)
    expect((await employer.post(`/en/employer/placements/${placed?.code ?? ''}/end`, { date: '20/11/2026', reason: 'quit' })).status).toBe(422)
    app.travelTo('2026-11-23T02:10:00Z')
    expect((await employer.post(`/en/employer/placements/${placed?.code ?? ''}/end`, { date: '24/11/2026', reason: 'quit' })).status).toBe(303)
    expect(await store(sql`select state, end_reason from placement where referral_id = ${d.id}`)).toEqual([{ state: 'ended', end_reason: 'quit' }])
    app.travelTo('2026-11-23T02:00:00Z')
    expect((await answer(a.code, a.id, { event: 'withdraw', reason: 'wage' })).status).toBe(422)
  })

  it('never reaches the candidates of another employer', async () => {
    const { code, id } = await sent()
    const other = await app.byPhone({ employerId: otherEmployer })
    expect((await other.get(`/en/employer/candidates/${code}`)).status).toBe(404)
    expect((await other.post(`/en/employer/candidates/${code}`, { event: 'not-hire', reason: 'wage' })).status).toBe(404)
    expect((await other.send('POST', `/api/v1/employer/referrals/${code}/answer`, { event: 'not-hire', reason: 'wage' }, { 'idempotency-key': '00000000-0000-4000-8000-00000000000a' })).status).toBe(404)
    expect((await referralRow(app, id)).state).toBe('sent')
  })
})

describe('a one-tap link', () => {
  it('shows the job without the name, the name only after a tap, and takes the answer without sign-in', async () => {
    const { code, id } = await sent('Sokha Thunder')
    const token = signLink(app.platform, 'referral', code, app.today())
    const visitor = app.visitor()
    const before = await visitor.get(`/en/a/${token}`)
    expect(before.status).toBe(200)
    expect(before.text).not.toContain('Thunder')
    expect(plain(before.text)).toContain('Shop assistant')
    expect((await visitor.get(`/en/a/${token}/candidate`)).status).toBe(303)
    expect((await referralRow(app, id)).state).toBe('sent')
    expect((await visitor.post(`/en/a/${token}`)).location).toBe(`/en/a/${token}/candidate`)
    expect((await visitor.get(`/en/a/${token}/candidate?do=not-hire`)).text).toContain('Sokha Thunder')
    expect((await visitor.post(`/en/a/${token}/candidate`, { event: 'not-hire', reason: 'wage', _version: String((await referralRow(app, id)).version) })).status).toBe(303)
    expect(await referralRow(app, id)).toMatchObject({ state: 'not-hired', closing_reason: 'wage' })
    expect(plain((await visitor.get(`/en/a/${token}`)).text)).toContain('Thank you')
  })

  it('works for fourteen days, for its own record and signature only', async () => {
    const { code } = await sent()
    const token = signLink(app.platform, 'referral', code, app.today())
    expect(readLink(app.platform, token)).toMatchObject({ kind: 'referral', code, until: '2026-12-07' })
    const forged = token.replace(/^r/, 'e')
    expect(readLink(app.platform, forged)).toBeUndefined()
    expect((await app.visitor().get(`/en/a/${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).status).toBe(404)
    app.travelTo('2026-12-08T02:00:00Z')
    expect((await app.visitor().get(`/en/a/${token}`)).status).toBe(410)
    expect((await app.visitor().post(`/en/a/${token}/candidate`, { event: 'not-hire', reason: 'wage' })).status).toBe(410)
    app.travelTo('2026-11-23T02:00:00Z')
  })
})
