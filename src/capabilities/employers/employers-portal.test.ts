import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { enterEmployer } from './test-employers'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let counsellor: Staff
let verifier: Staff
let chief: Staff
let other: Staff
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  verifier = await app.as('counsellor', { duties: ['verifier', 'inspector'] })
  chief = await app.as('chief')
  other = await app.as('chief', { centre: 'B', duties: ['verifier'] })
})
afterAll(() => app.close())
const entered = (by: Visitor = counsellor, change: Record<string, string | undefined> = {}) => enterEmployer(by, change)

describe('an employer that asks for an account', () => {
  const asked = (change: Record<string, string> = {}) => ({ nameLatin: 'Portal Works', registerNumber: 'E500001', districtCode: '0101', contactName: 'Portal User', phone: '012 555 001', ...change })
  async function codeSentTo(phone: string): Promise<string> {
    const { body } = await app.db.wholeStore((store) => store.selectFrom('message').select('body').where('address', '=', phone).orderBy('queued_at', 'desc').orderBy('id', 'desc').executeTakeFirstOrThrow())
    return /\d{4}-\d{4}/.exec(body)?.[0] ?? ''
  }

  it('proves the phone, chooses a PIN and is signed in; a verifier finds the claim on the desk', async () => {
    const visitor = app.visitor()
    const sent = await visitor.post('/en/employer/register', asked())
    expect(sent.status).toBe(303)
    expect(sent.location).not.toContain('Portal')
    const draft = decodeURIComponent(sent.location.split('draft=')[1] ?? '')
    expect((await visitor.get(sent.location)).text).toContain('Code from the message')
    const code = await codeSentTo('+85512555001')
    expect((await visitor.post('/en/employer/register/confirm', { draft, code: '0000-0001', pin: '482917' })).text).toContain('not the code')
    expect((await visitor.post('/en/employer/register/confirm', { draft, code, pin: '123456' })).text).toContain('easy to guess')
    const opened = await visitor.post('/en/employer/register/confirm', { draft, code, pin: '482917' })
    expect([opened.status, opened.location]).toEqual([303, '/en/employer'])
    const own = await visitor.get('/en/employer')
    expect(own.text).toContain('We received your request')
    const { rows } = { rows: await app.db.wholeStore((store) => store.selectFrom('employer').selectAll().where('register_number', '=', 'E500001').execute()) }
    expect(rows).toMatchObject([{ state: 'claimed', channel: 'portal', created_by: null }])
    expect((await visitor.send('GET', '/api/v1/employer', undefined)).json()).toMatchObject({ nameLatin: 'Portal Works' })
    const again = app.visitor()
    expect((await again.post('/en/sign-in', { phone: '012555001', pin: '482917' })).status).toBe(303)
  })

  it('with a number that is held learns so only after the phone is proved, and opens nothing', async () => {
    await entered(counsellor, { registerNumber: 'E500002' })
    const visitor = app.visitor()
    const sent = await visitor.post('/en/employer/register', asked({ registerNumber: 'E500002', phone: '012 555 002' }))
    expect(sent.status).toBe(303)
    const draft = decodeURIComponent(sent.location.split('draft=')[1] ?? '')
    const refused = await visitor.post('/en/employer/register/confirm', { draft, code: await codeSentTo('+85512555002'), pin: '482917' })
    expect(refused.text).toContain('known at another centre')
    expect((await visitor.get('/en/employer')).status).toBe(303)
  })

  it('cannot change the sealed draft', async () => {
    const visitor = app.visitor()
    expect((await visitor.get('/en/employer/register/confirm?draft=abcdefgh')).location).toBe('/en/employer/register')
  })

  it('sees itself and no other employer', async () => {
    const [one, two] = [await entered(), await entered()]
    const user = await app.byPhone({ employerId: one })
    expect((await user.get(`/en/employers/${two}`)).status).toBe(403)
    expect((await user.send('GET', '/api/v1/employer', undefined)).json()).toMatchObject({ id: one })
  })
})

describe('partner systems', () => {
  it('page through employers, refuse unknown filters, enter and check', async () => {
    await entered()
    const first = (await chief.send('GET', '/api/v1/employers?limit=1', undefined)).json<{ items: { id: string }[]; next: string }>()
    expect(first.items).toHaveLength(1)
    const second = (await chief.send('GET', `/api/v1/employers?limit=1&after=${first.next}`, undefined)).json<{ items: { id: string }[] }>()
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
    expect((await chief.send('GET', '/api/v1/employers?colour=red', undefined)).status).toBe(400)
    const made = await chief.send('POST', '/api/v1/employers', { nameLatin: 'By Machine', registerNumber: 'E600001', districtCode: '0101' }, { 'idempotency-key': newId() })
    expect(made.status).toBe(201)
    const { id } = made.json<{ id: string }>()
    const check = { employerId: id, kind: 'site-visit', result: 'pass', checkedOn: '2026-11-23' }
    expect((await chief.send('POST', '/api/v1/employer-checks', check, { 'idempotency-key': newId() })).status).toBe(403)
    expect((await verifier.send('POST', '/api/v1/employer-checks', check, { 'idempotency-key': newId() })).status).toBe(201)
    expect((await chief.send('GET', '/api/v1/employer-checks', undefined)).json<{ items: { id: string }[] }>().items.some((item) => item.id === id)).toBe(true)
    expect((await other.send('GET', `/api/v1/employers/${id}`, undefined)).status).toBe(404)
  })
})
