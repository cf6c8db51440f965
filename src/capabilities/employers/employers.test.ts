import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { employerFields as fields, enterEmployer } from './test-employers'
import { employerDaily, employerDesk, employerStateChanged, findEmployerByKey, findEmployerContactWay, findEmployerLine, importEmployers, isOnWatchList, isVerified, markVerifiedForDemonstration, type ImportedEmployer } from './index'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let counsellor: Staff
let verifier: Staff
let chief: Staff
let other: Staff
let headquarters: Staff
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  verifier = await app.as('counsellor', { duties: ['verifier', 'inspector'] })
  chief = await app.as('chief')
  other = await app.as('chief', { centre: 'B', duties: ['verifier'] })
  headquarters = await app.as('headquarters')
})
afterAll(() => app.close())

const entered = (by: Visitor = counsellor, change: Record<string, string | undefined> = {}) => enterEmployer(by, change)
const row = (id: string) => app.db.wholeStore((store) => store.selectFrom('employer').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const stateOf = async (id: string) => (await row(id)).state
async function verified(): Promise<string> {
  const id = await entered()
  for (const kind of ['register-extract', 'call-back']) await verifier.post(`/en/employers/${id}/checks`, { kind, result: 'pass' })
  expect((await verifier.post(`/en/employers/${id}/verify`, { event: 'verify' })).status).toBe(303)
  return id
}

describe('entering an employer', () => {
  it('makes a claim with a code, a contact, a due day two working days ahead and keys to find it', async () => {
    const id = await entered(counsellor, { nameNative: 'រោងជាងសុភា', nameLatin: 'Sophea Workshop', registerNumber: 'e200 001', phone: '០១២ ៣៤៥ ៦៧៨' })
    const made = await row(id)
    expect(made).toMatchObject({ state: 'claimed', register: 'enterprise-register', register_number: 'E200001', verification_due_on: '2026-11-25', province_code: '01', centre_id: app.centres.A })
    for (const q of ['Sophea', 'sofia workshop', 'E200001', '+85512345678', 'សុភា', made.code]) {
      expect((await counsellor.get(`/en/employers?q=${encodeURIComponent(q)}`)).text, q).toContain(`/employers/${id}`)
    }
    expect((await counsellor.get('/en/employers?q=nobody')).text).toContain('No employer fits')
  })

  it('keeps what was typed and says what is wrong', async () => {
    const reply = await counsellor.post('/en/employers/new', fields({ nameLatin: '', registerNumber: 'X1', districtCode: '', address: '7 Lantern Street', email: 'nobody' }))
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('This is not an e-mail address')
    const second = await counsellor.post('/en/employers/new', fields({ nameLatin: '', registerNumber: 'X1', districtCode: '', address: '7 Lantern Street' }))
    for (const said of ['Give a name', 'does not have the form', 'Please answer this', '7 Lantern Street']) expect(second.text).toContain(said)
  })

  it('happens once when the form is sent twice', async () => {
    const body = { ...fields(), _key: newId() }
    const first = await counsellor.post('/en/employers/new', body)
    expect((await counsellor.post('/en/employers/new', body)).location).toBe(first.location)
  })

  it('refuses a register number that is held, here or at another centre', async () => {
    await entered(counsellor, { registerNumber: 'E300001' })
    expect((await counsellor.post('/en/employers/new', fields({ registerNumber: 'E300001' }))).text).toContain('already entered')
    expect((await other.post('/en/employers/new', fields({ registerNumber: 'E300001' }))).text).toContain('known at another centre')
    await expect(
      app.asSystem((tx) => tx.db.updateTable('employer').set({ register_number: 'E300001', register: 'enterprise-register' }).where('register_number', '<>', 'E300001').execute()),
    ).rejects.toThrow()
  })

  it('shows look-alikes first: one phone, or a name that sounds alike in the same province', async () => {
    const id = await entered(counsellor, { nameLatin: 'Ratanak Bakery', phone: '012 999 001' })
    const byName = await counsellor.post('/en/employers/new', fields({ nameLatin: 'Rattanak Bakery', different: undefined }))
    expect(byName.status).toBe(422)
    expect(byName.text).toContain(`/employers/${id}`)
    expect((await counsellor.post('/en/employers/new', fields({ nameLatin: 'Quite Different', phone: '012999001', different: undefined }))).text).toContain(`/employers/${id}`)
    const elsewhere = await counsellor.post('/en/employers/new', fields({ nameLatin: 'Rattanak Bakery', districtCode: '0201', different: undefined }))
    expect(elsewhere.status).toBe(303)
  })
})

describe('who sees an employer', () => {
  it('is the own centre and headquarters; another centre gets the page of an unknown id', async () => {
    const id = await entered()
    expect((await chief.get(`/en/employers/${id}`)).status).toBe(200)
    expect((await headquarters.get(`/en/employers/${id}`)).status).toBe(200)
    const foreign = await other.get(`/en/employers/${id}`)
    const nobody = newId()
    const unknown = await other.get(`/en/employers/${nobody}`)
    expect([foreign.status, foreign.text.replaceAll(id, '')]).toEqual([404, unknown.text.replaceAll(nobody, '')])
    expect((await other.post(`/en/employers/${id}/checks`, { kind: 'site-visit', result: 'pass' })).status).toBe(404)
  })

  it('leaves an audit line for each look', async () => {
    const id = await entered()
    await chief.get(`/en/employers/${id}`)
    const { length } = await app.db.asLogin.selectFrom('audit_entry').select('action').where('subject_id', '=', id).where('action', '=', 'employer.view').where('actor_id', '=', chief.accountId).execute()
    expect(length).toBe(1)
  })
})

describe('changing an employer', () => {
  it('shows both texts when somebody else was faster, and saves the chosen one', async () => {
    const id = await entered(counsellor, { nameLatin: 'First Name', registerNumber: 'E400001' })
    const same = { registerNumber: 'E400001', districtCode: '0101' }
    expect((await counsellor.post(`/en/employers/${id}/edit`, { ...same, nameLatin: 'Second Name', _version: '1' })).status).toBe(303)
    const late = await chief.post(`/en/employers/${id}/edit`, { ...same, nameLatin: 'Third Name', _version: '1' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Third Name')
    expect(late.text).toContain('Second Name')
    expect((await row(id)).name_latin).toBe('Second Name')
    expect((await chief.post(`/en/employers/${id}/edit`, { ...same, nameLatin: 'Third Name', _version: '2' })).status).toBe(303)
    expect((await row(id)).name_latin).toBe('Third Name')
  })

  it('keeps contacts that left and writes to one who has not', async () => {
    const id = await entered(counsellor, { contactName: 'First', phone: '012 777 001' })
    await counsellor.post(`/en/employers/${id}/contacts`, { contactName: 'Second', phone: '012 777 002', contactLanguage: 'km' })
    const [first] = await app.db.wholeStore((store) => store.selectFrom('employer_contact').select('id').where('employer_id', '=', id).orderBy('created_at').execute())
    await counsellor.post(`/en/employers/${id}/contacts/${first?.id ?? ''}/end`)
    expect(await app.asSystem((tx) => findEmployerContactWay(tx, id))).toEqual({ channel: 'sms', address: '+85512777002', language: 'km' })
    expect((await counsellor.get(`/en/employers/${id}`)).text).toContain('Left on')
  })
})

describe('verifying', () => {
  it('takes two checks by a verifier who did not enter the employer, and tells the employer', async () => {
    const mine = await app.as('counsellor', { duties: ['verifier'] })
    const id = await entered(mine)
    expect((await counsellor.post(`/en/employers/${id}/checks`, { kind: 'site-visit', result: 'pass' })).status).toBe(403)
    expect((await mine.post(`/en/employers/${id}/checks`, { kind: 'site-visit', result: 'pass' })).text).toContain('You entered this employer')
    expect((await verifier.post(`/en/employers/${id}/checks`, { kind: 'register-extract', result: 'pass' })).status).toBe(303)
    expect(await stateOf(id)).toBe('checking')
    expect((await verifier.post(`/en/employers/${id}/verify`, { event: 'verify' })).text).toContain('Two passed checks')
    await verifier.post(`/en/employers/${id}/checks`, { kind: 'call-back', result: 'pass', checkedOn: '22/11/2026' })
    expect((await mine.post(`/en/employers/${id}/verify`, { event: 'verify' })).status).toBe(422)
    expect((await verifier.post(`/en/employers/${id}/verify`, { event: 'verify' })).status).toBe(303)
    expect(await row(id)).toMatchObject({ state: 'verified', valid_until: '2028-11-23', verified_by: verifier.accountId })
    const told = await app.db.wholeStore((store) => store.selectFrom('message').select(['body', 'template']).where('employer_id', '=', id).execute())
    expect(told.map(({ template }) => template)).toEqual(['employers.verify'])
  })

  it('by the enterer is refused by the table itself', async () => {
    const id = await entered()
    await expect(
      app.asSystem((tx) => tx.db.updateTable('employer').set({ state: 'verified', verified_on: app.today(), valid_until: app.today(), verified_by: counsellor.accountId }).where('id', '=', id).execute()),
    ).rejects.toThrow(/check/)
  })

  it('is undone by the day after it ran out, and the vacancies hear of it', async () => {
    const id = await verified()
    const heard: string[] = []
    employerStateChanged.add(async (_tx, _platform, event) => void (event.employerId === id && heard.push(`${event.from}-${event.to}`)))
    const runOn = async (day: string) => {
      const before = app.now().toISOString()
      app.travelTo(`${day}T02:00:00Z`)
      await app.asSystem((tx) => employerDaily['daily.employer-verifications']?.(tx, app.platform, {}) ?? Promise.resolve())
      app.travelTo(before)
    }
    await runOn('2028-11-23')
    expect(await stateOf(id)).toBe('verified')
    await runOn('2028-11-24')
    expect(await stateOf(id)).toBe('checking')
    expect(heard).toEqual(['verified-checking'])
  })
})

describe('suspending and blocking', () => {
  it('is the chief’s or inspector’s act with a reason, and headquarters decides', async () => {
    const id = await verified()
    expect((await counsellor.post(`/en/employers/${id}/suspend`, { event: 'suspend', reason: 'fraud' })).text).toContain('Your role may not do this')
    expect((await chief.post(`/en/employers/${id}/suspend`, { event: 'suspend' })).text).toContain('Choose a reason')
    expect((await chief.post(`/en/employers/${id}/suspend`, { event: 'suspend', reason: 'fraud' })).status).toBe(303)
    expect(await stateOf(id)).toBe('suspended')
    expect((await chief.post(`/en/employers/${id}/decide`, { event: 'clear' })).status).toBe(403)
    expect((await headquarters.post(`/en/employers/${id}/decide`, { event: 'clear' })).status).toBe(303)
    expect(await stateOf(id)).toBe('verified')
    await verifier.post(`/en/employers/${id}/suspend`, { event: 'suspend', reason: 'danger' })
    await headquarters.post(`/en/employers/${id}/decide`, { event: 'block', reason: 'danger' })
    expect(await stateOf(id)).toBe('blocked')
    const { register_number: number } = await row(id)
    const inB = app.contextOf({ accountId: null, role: 'counsellor', duties: [], centreId: app.centres.B, centreIds: [app.centres.B], centreCode: 'T-B', personId: null, employerId: null, strength: 'two', sessionId: null })
    const watched = (registerNumbers: string[]) => app.db.transaction(inB, (tx) => isOnWatchList(tx, { registerNumbers }))
    expect([await watched([number ?? '']), await watched(['E999999'])]).toEqual([true, false])
    expect((await headquarters.post(`/en/employers/${id}/decide`, { event: 'clear' })).status).toBe(422)
  })
})

describe('what others use', () => {
  it('gives a line, the page behind a statistic’s key, and desk items of the own centre', async () => {
    const id = await entered(counsellor, { nameLatin: 'Desk Example' })
    const line = await app.asSystem((tx) => findEmployerLine(tx, id))
    expect(line).toMatchObject({ id, state: 'claimed', nameLatin: 'Desk Example' })
    expect(line && isVerified(line, app.today())).toBe(false)
    const { stat_key: key } = await row(id)
    const inA = app.contextOf({ accountId: chief.accountId, role: 'chief', duties: [], centreId: app.centres.A, centreIds: [app.centres.A], centreCode: 'T-A', personId: null, employerId: null, strength: 'two', sessionId: null })
    expect(await app.db.transaction(inA, (tx) => findEmployerByKey(tx, key))).toBe(`/employers/${id}`)
    const inB = { ...inA, actor: { ...inA.actor, centreId: app.centres.B, centreIds: [app.centres.B] } }
    expect(await app.db.transaction(inB, (tx) => findEmployerByKey(tx, key))).toBeUndefined()
    await counsellor.post(`/en/employers/${id}/steps`, { step: 'Call about two cooks', due: '24/11/2026' })
    const items = await app.db.transaction(inA, (tx) => employerDesk(tx, app.platform))
    expect(items.filter(({ href }) => href === `/employers/${id}`).map(({ kind }) => kind).sort()).toEqual(['next-step', 'verification-due'])
    expect((await app.db.transaction(inB, (tx) => employerDesk(tx, app.platform))).some(({ href }) => href === `/employers/${id}`)).toBe(false)
  })

  it('takes over rows of another register once, always as claimed', async () => {
    const rows = Array.from({ length: 1200 }, (_, i): ImportedEmployer => ({
      sourceSystem: 'old', sourceId: `o${i}`, nameLatin: `Imported Works ${i}`, provinceCode: '01', centreId: app.centres.A, registeredOn: app.today(), phone: i === 0 ? '012 888 001' : null,
      ...(i < 2 ? { register: 'enterprise-register', registerNumber: 'E900001' } : {}),
    }))
    const first = await app.asSystem((tx) => importEmployers(tx, app.platform, rows))
    expect(first.filter(({ verdict }) => verdict === 'new')).toHaveLength(1199)
    expect(first[1]).toEqual({ sourceId: 'o1', verdict: 'same', id: first[0]?.id })
    const again = await app.asSystem((tx) => importEmployers(tx, app.platform, rows))
    expect(again.every(({ verdict }) => verdict === 'same')).toBe(true)
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    expect(await stateOf(first[0]?.id ?? '')).toBe('claimed')
    const inB = app.contextOf({ accountId: null, role: 'counsellor', duties: [], centreId: app.centres.B, centreIds: [app.centres.B], centreCode: 'T-B', personId: null, employerId: null, strength: 'two', sessionId: null })
    const held = await app.db.transaction(inB, (tx) => importEmployers(tx, app.platform, [{ sourceSystem: 'b', sourceId: '1', nameLatin: 'Held', register: 'enterprise-register', registerNumber: 'e900001', provinceCode: '01', centreId: app.centres.B, registeredOn: app.today() }]))
    expect(held).toEqual([{ sourceId: '1', verdict: 'held-elsewhere', id: null }])
    const ids = first.slice(0, 10).flatMap(({ id }) => (id ? [id] : []))
    expect(await app.asSystem((tx) => markVerifiedForDemonstration(tx, ids, verifier.accountId, app.today()))).toBe(9)
    await expect(app.db.transaction(inB, (tx) => markVerifiedForDemonstration(tx, ids, verifier.accountId, app.today()))).rejects.toThrow()
  })

  it('shows statistics no name, phone or number', async () => {
    const view = await app.db.statistics((reader) => reader.db.selectFrom('fact_employer' as never).selectAll().limit(1).execute())
    expect(Object.keys(view[0] ?? {}).sort()).toEqual([
      'centre_code', 'channel', 'employer_key', 'entered_on', 'fact_date', 'in_use', 'industry_list', 'isic4', 'late_days', 'province_code', 'registered_on', 'size_band', 'source', 'state', 'union_present', 'verified_on',
    ])
    await expect(app.db.statistics((reader) => reader.db.selectFrom('employer').select('name_latin').execute())).rejects.toThrow()
  })
})
