import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { parseIsoDay } from '../../kernel/calendar'
import { centreClosed, findServingCentre } from './index'
import { openOn, readStretches, readTime } from './rules'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff
let headquarters: Staff
beforeAll(async () => {
  app = await freshApp()
  chief = await app.as('chief')
  headquarters = await app.as('headquarters')
})
afterAll(() => app.close())

const day = (text: string) => {
  const parsed = parseIsoDay(text)
  if (!parsed) throw new Error(text)
  return parsed
}
const settings = '/en/centres/T-A/settings'
const centre = (code: string) => app.db.asLogin.selectFrom('centre').selectAll().where('code', '=', code).executeTakeFirstOrThrow()

describe('opening hours', () => {
  it('are none on a closed day, a holiday or a day without hours', () => {
    const hours = [{ weekday: 1, from: '08:00', to: '12:00' }]
    const closed = [{ from_day: day('2026-11-30'), to_day: day('2026-12-01'), reason: 'training' }]
    const on = (text: string) => openOn(day(text), hours, closed, new Set(['2026-12-14'])).length
    expect([on('2026-11-23'), on('2026-11-24'), on('2026-11-30'), on('2026-12-07'), on('2026-12-14')]).toEqual([1, 0, 0, 1, 0])
  })

  it('are read as people write them, in order and without overlap', () => {
    expect(['7:30', '07.30', '7', '24:00', '07:60', 'noon'].map(readTime)).toEqual(['07:30', '07:30', '07:00', undefined, undefined, undefined])
    const read = (typed: [string, string][]) => {
      const outcome = readStretches(1, typed.map(([from, to]) => ({ from, to })))
      return outcome.ok ? outcome.value.length : outcome.reason
    }
    expect(read([['7:30', '11:30'], ['13:00', '16:30']])).toBe(2)
    expect(read([['', ''], ['13:00', '16:30']])).toBe(1)
    expect(read([['7:30', '']])).toBe('not-a-time')
    expect(read([['11:30', '7:30']])).toBe('not-in-order')
    expect(read([['7:30', '13:30'], ['13:00', '16:30']])).toBe('not-in-order')
  })
})

describe('the page of a centre', () => {
  it('says whether it is open today, in three languages, and what it does', async () => {
    const reply = await app.visitor().get('/en/centres/T-A')
    for (const said of ['Open today', '08:00 – 16:00', 'All services are free', 'For employers']) expect(reply.text).toContain(said)
    expect((await app.visitor().get('/km/centres/T-A')).text).toContain('បើកថ្ងៃនេះ')
    expect((await app.visitor().get('/lo/centres/T-A')).text).toContain('ເປີດມື້ນີ້')
    expect((await app.visitor().get('/en/centres/T-A')).text).not.toContain('/settings')
    expect((await chief.get('/en/centres/T-A')).text).toContain('/settings')
    expect((await app.visitor().get('/en/centres?province=03')).text).toContain('no centre in this province')
  })

  it('says "closed today" with one click of the chief, and those who must know hear of it', async () => {
    const other = await app.as('chief', { centre: 'B' })
    const heard: string[] = []
    centreClosed.add(async (_tx, _platform, event) => void heard.push(`${event.from}-${event.to}`))
    expect((await other.post('/en/centres/T-B/settings/closed-today', { reason: 'flood-or-storm' })).status).toBe(303)
    expect((await app.visitor().get('/en/centres/T-B')).text).toContain('Closed today')
    expect((await app.visitor().get('/en/centres')).text).toContain('Closed today')
    expect(heard).toEqual(['2026-11-23-2026-11-23'])
  })
})

describe('centre settings', () => {
  it('are for the chief of the centre and headquarters', async () => {
    const other = await app.as('chief', { centre: 'B' })
    expect((await chief.get(settings)).status).toBe(200)
    expect((await headquarters.get(settings)).status).toBe(200)
    expect((await other.get(settings)).status).toBe(404)
    expect((await other.post(`${settings}/closed-today`, { reason: 'other' })).status).toBe(404)
    expect((await (await app.as('counsellor')).get(settings)).status).toBe(403)
  })

  it('hold even when the page’s check is missing: another centre cannot write', async () => {
    const { id } = await centre('T-A')
    const inB = app.contextOf({ accountId: null, role: 'chief', duties: [], centreId: app.centres.B, centreIds: [app.centres.B], centreCode: 'T-B', personId: null, employerId: null, strength: 'two', sessionId: null })
    const changed = await app.db.transaction(inB, (tx) => tx.db.updateTable('centre').set({ computers: 99 }).where('id', '=', id).executeTakeFirst())
    expect(Number(changed.numUpdatedRows)).toBe(0)
  })

  it('change the hours, and refuse a stale form', async () => {
    const { version } = await centre('T-A')
    const form = { _version: String(version), 'day1-from1': '៧:៣០', 'day1-to1': '11:30', 'day1-from2': '13:00', 'day1-to2': '16:30' }
    expect((await chief.post(`${settings}/hours`, { ...form, 'day1-to2': 'noon' })).text).toContain('This is not a time')
    expect((await chief.post(`${settings}/hours`, form)).status).toBe(303)
    expect((await app.visitor().get('/en/centres/T-A')).text).toContain('07:30 – 11:30, 13:00 – 16:30')
    expect((await headquarters.post(`${settings}/hours`, form)).status).toBe(409)
  })

  it('plan closed days and refuse days that are over', async () => {
    expect((await chief.post(`${settings}/closures`, { from: '31/02/2027', reason: 'training' })).status).toBe(422)
    expect((await chief.post(`${settings}/closures`, { from: '01/11/2026', reason: 'training' })).text).toContain('These days are over')
    expect((await chief.post(`${settings}/closures`, { from: '10/12/2026', to: '09/12/2026', reason: 'training' })).text).toContain('before the beginning')
    expect((await chief.post(`${settings}/closures`, { from: '10/12/2026', to: '11/12/2026', reason: 'training' })).status).toBe(303)
    expect((await app.visitor().get('/en/centres/T-A')).text).toContain('Closed from 10 December 2026 to 11 December 2026')
  })

  it('establish posts and end who holds one; that person cannot sign in the next day', async () => {
    const counsellor = await app.as('counsellor')
    await chief.post(`${settings}/posts`, { role: 'counsellor', established: '4' })
    await chief.post(`${settings}/posts`, { role: 'counsellor', established: '5' })
    const facts = await app.db.statistics((reader) => reader.db.selectFrom('fact_post' as never).selectAll().execute()) as unknown as { established: number; to_date: string | null; centre_code: string }[]
    expect(facts.filter(({ to_date }) => to_date === null)).toMatchObject([{ established: 5, centre_code: 'T-A' }])
    const holding = await app.db.asLogin.selectFrom('post_holding').select('id').where('account_id', '=', counsellor.accountId).executeTakeFirstOrThrow()
    expect((await chief.post(`${settings}/holdings/${holding.id}/end`, { reason: 'left' })).status).toBe(303)
    expect((await counsellor.get('/en/account')).status).toBe(200)
    const now = app.now().toISOString()
    app.travelTo('2026-11-23T17:00:01Z')
    expect((await counsellor.get('/en/account')).status).toBe(303)
    app.travelTo(now)
  })
})

describe('what others use', () => {
  it('finds the centre that serves a place', async () => {
    const serving = (provinceCode: string | null) => app.asSystem((tx) => findServingCentre(tx, { provinceCode, districtCode: null }))
    expect((await serving('01'))?.code).toBe('T-A')
    expect(await serving('99')).toBeDefined()
  })

  it('lists centres for partner systems', async () => {
    const first = (await app.visitor().send('GET', '/api/v1/centres?limit=1', undefined)).json<{ items: { code: string; hours: unknown[] }[]; next: string }>()
    expect(first).toMatchObject({ items: [{ code: 'T-A' }], next: 'T-A' })
    expect((await app.visitor().send('GET', `/api/v1/centres?after=${first.next}`, undefined)).json<{ next: null }>().next).toBeNull()
    expect((await app.visitor().send('GET', '/api/v1/centres?colour=red', undefined)).status).toBe(400)
  })

  it('gives statistics centres and posts without names or accounts', async () => {
    const rows = await app.db.statistics(async (reader) => ({
      centre: await reader.db.selectFrom('fact_centre' as never).selectAll().limit(1).execute(), staff: await reader.db.selectFrom('fact_staff_post' as never).selectAll().limit(1).execute(),
    })) as unknown as { centre: object[]; staff: object[] }
    expect(Object.keys(rows.centre[0] ?? {}).sort()).toEqual(['centre_code', 'closed_on', 'connectivity', 'has_computer', 'kind', 'opened_on', 'parent_code', 'province_code', 'reporting_mode'])
    expect(Object.keys(rows.staff[0] ?? {}).sort()).toEqual(['centre_code', 'entered_on', 'fact_date', 'from_date', 'in_use', 'late_days', 'leaving_reason', 'role', 'sex', 'source', 'staff_key', 'to_date'])
    await expect(app.db.statistics((reader) => reader.db.selectFrom('post_holding').select('account_id').execute())).rejects.toThrow()
  })
})
