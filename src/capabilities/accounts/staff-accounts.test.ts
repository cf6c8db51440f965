import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { totpCode } from './index'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff
let foreign: Staff
let headquarters: Staff
let administrator: Staff
beforeAll(async () => {
  app = await freshApp()
  chief = await app.as('chief')
  foreign = await app.as('chief', { centre: 'B' })
  headquarters = await app.as('headquarters')
  administrator = await app.as('administrator')
})
afterAll(() => app.close())

const grantOf = async (accountId: string) => (await app.db.asLogin.selectFrom('account_grant').select('id').where('account_id', '=', accountId).where('decision', 'is', null).executeTakeFirst())?.id ?? ''
const accountRow = (id: string) => app.db.asLogin.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
let count = 0
async function asked(by: Staff = chief, change: Record<string, string | readonly string[]> = {}): Promise<string> {
  count += 1
  const reply = await by.post('/en/staff/new', { displayName: `New Colleague ${count}`, username: `new.${count}`, role: 'counsellor', language: 'km', sex: 'F', duties: ['front-desk'], ...change })
  expect(reply.status, reply.text.slice(0, 200)).toBe(303)
  return reply.location.split('/').at(-1) ?? ''
}
async function invited(): Promise<{ id: string; link: string }> {
  const id = await asked()
  const reply = await headquarters.post(`/en/staff/grants/${await grantOf(id)}`, { decision: 'granted' })
  expect(reply.status).toBe(201)
  return { id, link: /\/en\/invitation\/[\w-]+/.exec(reply.text)?.[0] ?? '' }
}
const password = 'a quiet river at noon'
/** Uses an invitation as its owner would: reads the key from the page and types the code of the app. */
async function accept(link: string, change: Record<string, string> = {}) {
  const visitor = app.visitor()
  const { text } = await visitor.get(link)
  const secret = /secret=([A-Z2-7]+)/.exec(text)?.[1] ?? ''
  const totp = /name="totp" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const reply = await visitor.post(link, { password, again: password, totp, code: secret ? totpCode(secret, app.now()) : '000000', ...change })
  return { reply, secret, visitor }
}

describe('a new staff account', () => {
  it('is asked for by one person, granted by another, and opened by its owner', async () => {
    const id = await asked()
    expect(await accountRow(id)).toMatchObject({ state: 'invited', secret_hash: null, totp_secret: null })
    expect((await headquarters.get(`/en/staff/grants/${await grantOf(id)}`)).text).toContain('New Colleague')
    const granted = await headquarters.post(`/en/staff/grants/${await grantOf(id)}`, { decision: 'granted' })
    const link = /\/en\/invitation\/[\w-]+/.exec(granted.text)?.[0] ?? ''
    const { reply, secret } = await accept(link)
    expect(reply.status).toBe(201)
    const recovery = [...reply.text.matchAll(/<code>(\d{4}-\d{4})<\/code>/g)].map(([, code]) => code ?? '')
    expect(recovery).toHaveLength(10)
    const { username } = await accountRow(id)
    app.travelTo(new Date(app.now().getTime() + 60_000).toISOString())
    const colleague = app.visitor()
    expect((await colleague.post('/en/sign-in/staff', { username: username ?? '', password, code: totpCode(secret, app.now()) })).status).toBe(303)
    const own = await colleague.get('/en/account')
    expect(own.text).toContain('Front desk')
    expect(own.text).toContain('T-A')
    expect((await app.visitor().post('/en/sign-in/staff', { username: username ?? '', password, code: recovery[0] ?? '' })).status).toBe(303)
    expect((await app.visitor().post('/en/sign-in/staff', { username: username ?? '', password, code: recovery[0] ?? '' })).status).toBe(422)
    expect((await accept(link)).reply.status).toBe(410)
  })

  it('is never granted by its asker: page and table both refuse', async () => {
    const id = await asked(headquarters, { role: 'chief', centreId: app.centres.B })
    const grant = await grantOf(id)
    expect((await headquarters.post(`/en/staff/grants/${grant}`, { decision: 'granted' })).text).toContain('somebody else decides')
    await expect(
      app.db.asLogin.updateTable('account_grant').set({ decided_by: headquarters.accountId, decided_at: app.now(), decision: 'granted' }).where('id', '=', grant).execute(),
    ).rejects.toThrow(/check/)
    const second = await app.as('headquarters')
    expect((await second.post(`/en/staff/grants/${grant}`, { decision: 'granted' })).status).toBe(201)
  })

  it('of a high role is not for a chief to ask, and granting is not for the administrator', async () => {
    const refused = await chief.post('/en/staff/new', { displayName: 'X', username: 'high.role', role: 'headquarters' })
    expect(refused.text).toContain('You may not ask for this role')
    const id = await asked(administrator, { centreId: app.centres.A })
    expect((await administrator.post(`/en/staff/grants/${await grantOf(id)}`, { decision: 'granted' })).status).toBe(403)
  })

  it('waits 24 hours for a decision and 72 for its owner', async () => {
    const id = await asked()
    const before = app.now()
    const { link } = await invited()
    app.travelTo(new Date(before.getTime() + 25 * 3_600_000).toISOString())
    const fresh = await app.as('headquarters')
    expect((await fresh.post(`/en/staff/grants/${await grantOf(id)}`, { decision: 'granted' })).text).toContain('is over')
    expect((await app.visitor().get(link)).status).toBe(200)
    app.travelTo(new Date(before.getTime() + 73 * 3_600_000).toISOString())
    expect((await app.visitor().get(link)).status).toBe(410)
    app.travelTo(before.toISOString())
  })

  it('refuses weak, common and known passwords, a wrong code and a key that was not made here', async () => {
    const { link } = await invited()
    for (const [typed, said] of [['short', 'too short'], ['password', 'Many people use'], ['Headquarters', 'Many people use']] as const) {
      expect((await accept(link, { password: typed, again: typed })).reply.text).toContain(said)
    }
    expect((await accept(link, { again: 'another' })).reply.text).toContain('differ')
    expect((await accept(link, { code: '000000' })).reply.text).toContain('do not fit the key')
    expect((await accept(link, { totp: 'forged' })).reply.status).toBe(410)
    expect((await accept(link)).reply.status).toBe(201)
  })

  it('gets a new link when the first is lost; the first ends', async () => {
    const { id, link } = await invited()
    const again = await headquarters.post(`/en/staff/${id}/invitation`)
    const second = /\/en\/invitation\/[\w-]+/.exec(again.text)?.[0] ?? ''
    expect((await app.visitor().get(link)).status).toBe(410)
    expect((await accept(second)).reply.status).toBe(201)
  })
})

describe('staff accounts of a centre', () => {
  it('are in reach of its chief and headquarters only', async () => {
    const id = await asked(chief, { displayName: 'Only In A' })
    expect((await chief.get(`/en/staff/${id}`)).status).toBe(200)
    expect((await headquarters.get(`/en/staff/${id}`)).status).toBe(200)
    expect((await foreign.get(`/en/staff/${id}`)).status).toBe(404)
    expect((await foreign.post(`/en/staff/${id}/disable`)).status).toBe(404)
    expect((await foreign.get('/en/staff')).text).not.toContain('Only In A')
    expect((await chief.get('/en/staff?state=invited&q=only')).text).toContain('Only In A')
  })

  it('get duties from the chief, who never gives them to himself', async () => {
    const counsellor = await app.as('counsellor')
    await chief.post(`/en/staff/${counsellor.accountId}/duties`, { duties: ['inspector', 'verifier'] })
    expect((await counsellor.get('/en/account')).text).toContain('Verifies employers')
    await chief.post(`/en/staff/${counsellor.accountId}/duties`, { duties: ['inspector'] })
    expect((await counsellor.get('/en/account')).text).not.toContain('Verifies employers')
    expect((await chief.post(`/en/staff/${chief.accountId}/duties`, { duties: ['verifier'] })).text).toContain('Somebody else must do this')
    await expect(app.db.asLogin.insertInto('account_duty').values({ account_id: chief.accountId, duty: 'verifier', granted_at: app.now(), granted_by: chief.accountId }).execute()).rejects.toThrow(/account_duty_not_own/)
  })

  it('return after being disabled only by a new request, grant and invitation', async () => {
    const counsellor = await app.as('counsellor')
    await chief.post(`/en/staff/${counsellor.accountId}/disable`)
    await chief.post(`/en/staff/${counsellor.accountId}/return`)
    const reply = await headquarters.post(`/en/staff/grants/${await grantOf(counsellor.accountId)}`, { decision: 'granted' })
    const { reply: opened } = await accept(/\/en\/invitation\/[\w-]+/.exec(reply.text)?.[0] ?? '')
    expect(opened.status).toBe(201)
    expect((await accountRow(counsellor.accountId)).state).toBe('active')
  })
})

describe('my account', () => {
  it('changes the password, counts wrong tries and ends the other sessions', async () => {
    const counsellor = await app.as('counsellor')
    const form = { present: counsellor.password, password, again: password }
    expect((await counsellor.post('/en/account/password', { ...form, present: 'wrong' })).text).toContain('present password is wrong')
    expect((await counsellor.post('/en/account/password', form)).status).toBe(303)
    expect((await counsellor.get('/en/account')).status).toBe(200)
    for (let i = 0; i < 5; i += 1) await counsellor.post('/en/account/password', { ...form, present: 'wrong' })
    expect((await counsellor.post('/en/account/password', form)).text).toContain('Too many tries')
  })

  it('makes recovery codes and a new second factor only after a fresh proof', async () => {
    const counsellor = await app.as('counsellor')
    const codes = await counsellor.post('/en/account/recovery-codes')
    expect([...codes.text.matchAll(/\d{4}-\d{4}/g)].length).toBeGreaterThanOrEqual(10)
    app.travelTo(new Date(app.now().getTime() + 6 * 60_000).toISOString())
    expect((await counsellor.post('/en/account/recovery-codes')).location).toContain('/prove-again')
    expect((await counsellor.get('/en/account/second-factor')).location).toContain('/prove-again')
  })

  it('lets an employer or jobseeker change the PIN', async () => {
    const user = await app.byPhone({ employerId: newId() })
    expect((await user.post('/en/account/pin', { present: '000001', pin: '739164' })).text).toContain('present PIN is wrong')
    expect((await user.post('/en/account/pin', { present: user.pin, pin: '111111' })).text).toContain('easy to guess')
    expect((await user.post('/en/account/pin', { present: user.pin, pin: '739164' })).location).toBe('/en/employer')
    expect((await app.visitor().post('/en/sign-in', { phone: user.phone, pin: '739164' })).status).toBe(303)
  })
})
