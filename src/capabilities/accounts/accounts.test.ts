import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { createApiToken, findActor, totpCode } from './index'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
})
afterAll(() => app.close())

describe('signing in as staff', () => {
  it('opens a session with password and code, and ends it at sign-out', async () => {
    const chief = await app.as('chief')
    expect([...chief.cookies.keys()]).toContain('__Host-openpes')
    const before = chief.cookies.get('__Host-openpes')
    await chief.post('/en/sign-out')
    expect(chief.cookies.has('__Host-openpes')).toBe(false)
    chief.cookies.set('__Host-openpes', before ?? '')
    const { rows } = { rows: await app.db.asLogin.selectFrom('session').select('ended_at').where('account_id', '=', chief.accountId).execute() }
    expect(rows.every((row) => row.ended_at !== null)).toBe(true)
  })

  it('refuses a code that was used already', async () => {
    const chief = await app.as('chief')
    const again = await app.visitor().post('/en/sign-in/staff', { username: chief.username, password: chief.password, code: totpCode(chief.totpSecret, app.now()) })
    expect(again.status).toBe(422)
  })

  it('answers alike for an unknown name and a wrong password, and slows after five failures', async () => {
    const chief = await app.as('chief')
    const stranger = app.visitor()
    const unknown = await stranger.post('/en/sign-in/staff', { username: 'nobody.here', password: 'x', code: '000000' })
    const wrong = await stranger.post('/en/sign-in/staff', { username: chief.username, password: 'x', code: '000000' })
    expect(wrong.status).toBe(unknown.status)
    expect(wrong.text.replaceAll(chief.username, '')).toBe(unknown.text.replaceAll('nobody.here', ''))
    for (let i = 0; i < 4; i += 1) await stranger.post('/en/sign-in/staff', { username: chief.username, password: 'x', code: '000000' })
    const slowed = await stranger.post('/en/sign-in/staff', { username: chief.username, password: 'x', code: '000000' })
    expect(slowed.status).toBe(429)
  })

  it('refuses a form from a foreign page and one without origin', async () => {
    const foreign = await app.visitor().post('/en/sign-in', { phone: '1', pin: '1' }, { origin: 'http://evil.example' })
    expect(foreign.status).toBe(403)
  })
})

describe('pages that everybody sees', () => {
  it('lists the centres in three languages with the security headers', async () => {
    for (const lang of ['en', 'km', 'lo']) {
      const reply = await app.visitor().get(`/${lang}/centres`)
      expect(reply.status).toBe(200)
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(reply.text).toContain(`lang="${lang}"`)
    }
  })

  it('answers an unknown address with 404 and the way back', async () => {
    const reply = await app.visitor().get('/lo/no-such-page')
    expect(reply.status).toBe(404)
    expect(reply.text).toContain('href="/lo"')
  })
})

describe('partner systems', () => {
  it('act as the account of their token until it expires', async () => {
    const statistician = await app.as('statistician')
    const token = await app.asSystem((tx) => createApiToken(tx, { accountId: statistician.accountId, name: 'partner', expiresOn: app.today() }))
    const asPartner = await findActor(app.platform, {}, token, app.now())
    expect(asPartner?.role).toBe('statistician')
    expect(await findActor(app.platform, {}, token, new Date(app.now().getTime() + 2 * 86_400_000))).toBeNull()
    expect(await findActor(app.platform, {}, `${token}x`, app.now())).toBeNull()
  })

  it('find a description of the API', async () => {
    const reply = await app.visitor().get('/api/v1/openapi.json')
    expect(reply.json<{ openapi: string }>().openapi).toBe('3.1.0')
  })
})
