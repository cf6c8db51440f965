import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { digest } from '../../platform/seal/seal'
import { totpCode } from './index'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

const later = (minutes: number) => app.travelTo(new Date(app.now().getTime() + minutes * 60_000).toISOString())
const session = (visitor: Visitor) => visitor.cookies.get('__Host-openpes') ?? ''
const isIn = async (visitor: Visitor) => (await visitor.get('/en/account')).status === 200

describe('a session', () => {
  it('has 256 random bits of which only a digest is kept, and strict cookies', async () => {
    const chief = await app.as('chief')
    expect(Buffer.from(session(chief), 'base64url')).toHaveLength(32)
    const rows = await app.db.asLogin.selectFrom('session').selectAll().execute()
    expect(rows.some(({ token_hash }) => token_hash === digest(session(chief)))).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(session(chief))
    const visitor = app.visitor()
    const reply = await visitor.post('/en/sign-in/staff', { username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, new Date(app.now().getTime() + 30_000)) })
    expect(reply.headers.getSetCookie().every((line) => /Secure; HttpOnly; SameSite=Lax/.test(line))).toBe(true)
  })

  it('gets a new token at sign-in and at each new proof; the token before is worth nothing', async () => {
    const chief = await app.as('chief')
    const first = session(chief)
    later(1)
    await chief.post('/en/prove-again', { code: totpCode(chief.totpSecret, app.now()), next: '/en/account' })
    const second = session(chief)
    expect(second).not.toBe(first)
    const thief = app.visitor()
    thief.cookies.set('__Host-openpes', first)
    expect(await isIn(thief)).toBe(false)
    later(1)
    await chief.post('/en/sign-in/staff', { username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, app.now()) })
    thief.cookies.set('__Host-openpes', second)
    expect([await isIn(chief), await isIn(thief)]).toEqual([true, false])
  })

  it('ends after 15 idle minutes, lives on while it is used, and ends after 12 hours at most', async () => {
    const idle = await app.as('chief')
    const busy = await app.as('chief')
    later(14)
    expect(await isIn(busy)).toBe(true)
    later(2)
    expect([await isIn(idle), await isIn(busy)]).toEqual([false, true])
    for (let minutes = 16; minutes < 12 * 60 - 10; minutes += 10) {
      later(10)
      await busy.get('/en/account')
    }
    expect(await isIn(busy)).toBe(true)
    later(10)
    expect(await isIn(busy)).toBe(false)
  })

  it('on a shared phone ends after five minutes', async () => {
    const holder = await app.byPhone({ employerId: newId() })
    const shared = app.visitor()
    await shared.post('/en/sign-in', { phone: holder.phone, pin: holder.pin, shared: 'yes' })
    later(4)
    expect((await shared.get('/en/account/pin')).status).toBe(200)
    later(5)
    expect((await shared.get('/en/account/pin')).status).toBe(303)
    expect((await holder.get('/en/account/pin')).status).toBe(200)
  })

  it('is over with the next request after the account was disabled', async () => {
    const counsellor = await app.as('counsellor')
    const chief = await app.as('chief')
    expect((await counsellor.get('/en/account')).status).toBe(200)
    expect((await chief.post(`/en/staff/${counsellor.accountId}/disable`)).status).toBe(303)
    expect((await counsellor.get('/en/account')).location).toContain('/sign-in')
    const again = await app.visitor().post('/en/sign-in/staff', { username: counsellor.username, password: counsellor.password, code: totpCode(counsellor.totpSecret, new Date(app.now().getTime() + 30_000)) })
    expect(again.status).toBe(422)
  })

  it('of somebody else stays open when one signs out elsewhere, the own ones end', async () => {
    const chief = await app.as('chief')
    const other = await app.as('chief')
    const second = app.visitor()
    later(1)
    await second.post('/en/sign-in/staff', { username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, app.now()) })
    await chief.post('/en/account/sessions/end-others')
    expect([await isIn(chief), await isIn(second), await isIn(other)]).toEqual([true, false, true])
  })
})

describe('throttles at the door', () => {
  const wrong = (username: string, visitor: Visitor) => visitor.post('/en/sign-in/staff', { username, password: 'wrong', code: '000000' })

  it('slow a stranger but never the chief’s own device, and end after 15 minutes', async () => {
    const chief = await app.as('chief')
    const stranger = app.visitor()
    for (let i = 0; i < 5; i += 1) expect((await wrong(chief.username, stranger)).status).toBe(422)
    expect((await wrong(chief.username, stranger)).status).toBe(429)
    const right = () => ({ username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, app.now()) })
    later(1)
    const known = app.visitor()
    known.cookies.set('__Host-device', chief.cookies.get('__Host-device') ?? '')
    for (let i = 0; i < 20; i += 1) await wrong(chief.username, stranger)
    expect((await known.post('/en/sign-in/staff', right())).status).toBe(303)
  })

  it('block unknown devices after 100 failures in a row, not the known one', async () => {
    const chief = await app.as('chief')
    const stranger = app.visitor()
    for (let i = 0; i < 100; i += 1) {
      later(6)
      expect((await wrong(chief.username, stranger)).status).toBe(422)
    }
    later(60)
    const right = () => ({ username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, app.now()) })
    expect((await app.visitor().post('/en/sign-in/staff', right())).status).toBe(429)
    const known = app.visitor()
    known.cookies.set('__Host-device', chief.cookies.get('__Host-device') ?? '')
    expect((await known.post('/en/sign-in/staff', right())).status).toBe(303)
  })
})
