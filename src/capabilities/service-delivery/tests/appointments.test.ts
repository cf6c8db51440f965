import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { markMissed, remind } from '../actions/daily'
import { bookSeat } from '../queries/appointments'
import { aPerson, factsOf, type TestPerson } from '../../../../test/builders/served-people'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let person: TestPerson
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  person = await aPerson(app, { name: 'Noy Somsak', phone: '+85512345678' })
})
afterAll(() => app.close())

async function openSlots(rest: Record<string, string> = {}): Promise<string[]> {
  const known = new Set((await slotsOf()).map(({ id }) => id))
  expect((await counsellor.post('/en/appointments/slots', { day: '24/11/2026', starts: '09:00', minutes: '30', count: '1', capacity: '1', ...rest })).status).toBe(303)
  return (await slotsOf()).flatMap(({ id }) => (known.has(id) ? [] : [id]))
}
const slotsOf = () => app.db.wholeStore((db) => db.selectFrom('appointment_slot').selectAll().orderBy('day').orderBy('starts').execute())
const slotOf = async (id: string) => (await slotsOf()).find((slot) => slot.id === id)
const appointmentOf = (id: string) => app.db.wholeStore((db) => db.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const book = (slot: string, who = person.id) => counsellor.post('/en/appointments/new', { person: who, slot, purpose: 'counselling', channel: 'counter' })
const idIn = (location: string) => /appointments\/([0-9a-f-]{36})/.exec(location)?.[1] ?? ''

describe('times that can be booked', () => {
  it('are opened in a row, in any script’s digits, never for a day that is over', async () => {
    const made = await openSlots({ starts: '១៤:០០', count: '3', minutes: '20' })
    expect(made).toHaveLength(3)
    expect((await slotsOf()).filter(({ id }) => made.includes(id)).map(({ starts }) => starts)).toEqual(['14:00:00', '14:20:00', '14:40:00'])
    expect((await counsellor.post('/en/appointments/slots', { day: '22/11/2026', starts: '09:00', minutes: '30', count: '1', capacity: '1' })).status).toBe(422)
    expect((await counsellor.post('/en/appointments/slots', { day: '24/11/2026', starts: '25:00', minutes: '30', count: '1', capacity: '1' })).text).toContain('Write the time as 08:30.')
  })

  it('take no more than their seats; one more seat is written down with who gave it', async () => {
    const [slot = ''] = await openSlots()
    const other = await aPerson(app)
    expect((await book(slot)).status).toBe(303)
    expect((await book(slot, other.id)).text).toContain('just taken')
    expect((await counsellor.post(`/en/appointments/slots/${slot}/capacity`)).status).toBe(303)
    expect((await book(slot, other.id)).status).toBe(303)
    const lines = await app.db.wholeStore((db) => db.selectFrom('audit_entry').select('actor_id').where('action', '=', 'appointment.raise-capacity').execute())
    expect(lines).toEqual([{ actor_id: counsellor.accountId }])
  })

  it('refuse the same person twice and give that seat back', async () => {
    const [slot = ''] = await openSlots({ capacity: '3', starts: '10:00' })
    expect((await book(slot)).status).toBe(303)
    expect((await book(slot)).text).toContain('already')
    expect((await slotOf(slot))?.taken).toBe(1)
  })
})

describe('an appointment', () => {
  it('is cancelled, and the seat is free again', async () => {
    const [slot = ''] = await openSlots({ starts: '11:00' })
    const id = idIn((await book(slot)).location)
    expect((await counsellor.post(`/en/appointments/${id}/step`, { step: 'cancel-by-centre' })).status).toBe(303)
    expect((await appointmentOf(id)).state).toBe('cancelled-by-centre')
    expect((await slotOf(slot))?.taken).toBe(0)
    expect((await counsellor.get(`/en/appointments/${id}`)).text).toContain(`/en/appointments/new?person=${person.id}`)
    const told = await app.db.wholeStore((db) => db.selectFrom('message').select(['template', 'person_id', 'body']).where('template', '=', 'appointment.cancelled').execute())
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toMatch(/Somsak: your appointment on 24\/11\/2026 at 11:00 is cancelled/)
  })

  it('cannot be released by calling for seats that are taken', async () => {
    const [slot = ''] = await openSlots({ starts: '11:30' })
    await book(slot)
    await app.asSystem((tx) => sql`select release_seat(${slot})`.execute(tx.db))
    expect((await slotOf(slot))?.taken).toBe(1)
  })

  it('is reminded the day before, after eight, once', async () => {
    const booked = await app.db.wholeStore((db) => db.selectFrom('appointment').select('id').where('person_id', '=', person.id).where('state', '=', 'booked').execute())
    app.travelTo('2026-11-22T17:30:00Z')
    await app.asSystem((tx) => remind(tx, app.platform))
    const queued = () => app.db.wholeStore((db) => db.selectFrom('message').select('body').where('template', '=', 'appointment.reminder').execute())
    expect(await queued()).toEqual([])
    app.travelTo('2026-11-23T02:00:00Z')
    for (let i = 0; i < 2; i += 1) await app.asSystem((tx) => remind(tx, app.platform))
    expect(await queued()).toHaveLength(booked.length)
    expect((await queued())[0]?.body).toMatch(/24\/11\/2026 at \d\d:\d\d/)
  })

  it('stands on the desk of its day, opens a visit at check-in, and finishing asks which services', async () => {
    app.travelTo('2026-11-24T01:00:00Z')
    counsellor = await app.as('counsellor')
    const visitor = await aPerson(app, { name: 'Vong Chenda' })
    const [slot = ''] = await openSlots({ starts: '16:00' })
    const id = idIn((await book(slot, visitor.id)).location)
    expect((await counsellor.get('/en/desk')).text).toContain('Vong Chenda · 16:00')
    expect((await counsellor.post(`/en/appointments/${id}/step`, { step: 'finish' })).status).toBe(422)
    expect((await counsellor.post(`/en/appointments/${id}/step`, { step: 'check-in' })).location).toBe('/en/visits')
    const { visit_id } = await appointmentOf(id)
    expect(visit_id).not.toBeNull()
    const finished = await counsellor.post(`/en/appointments/${id}/step`, { step: 'finish' })
    expect(finished.location).toBe(`/en/services/new?person=${visitor.id}&visit=${visit_id}`)
    const visit = await app.db.wholeStore((db) => db.selectFrom('visit').select('state').where('id', '=', visit_id ?? '').executeTakeFirstOrThrow())
    expect(visit.state).toBe('served')
  })

  it('to which nobody came needs a result within two working days, and two of them ask for a call', async () => {
    const absent = await aPerson(app, { name: 'Mao Rith' })
    const [one = '', two = ''] = await openSlots({ starts: '13:00', count: '2' })
    const ids = [idIn((await book(one, absent.id)).location), idIn((await book(two, absent.id)).location)]
    app.travelTo('2026-11-25T01:00:00Z')
    counsellor = await app.as('counsellor')
    await app.asSystem((tx) => markMissed(tx, app.platform))
    expect(await appointmentOf(ids[0] ?? '')).toMatchObject({ state: 'needs-result', result_due_on: '2026-11-26' })
    expect((await counsellor.get('/en/desk')).text).toContain('Appointment without a result')
    for (const id of ids) expect((await counsellor.post(`/en/appointments/${id}/step`, { step: 'no-show' })).status).toBe(303)
    expect((await counsellor.get('/en/desk')).text).toContain('Missed two appointments')
    await counsellor.post('/en/services/new', { person: absent.id, code: 'INF', day: '25/11/2026', channel: 'phone' })
    expect((await counsellor.get('/en/desk')).text).not.toContain('Missed two appointments')
    const facts = await factsOf<{ state: string; person_key: string; days_waited: number }>(app, 'fact_appointment')
    expect(facts.filter(({ state, person_key }) => state === 'no-show' && person_key === absent.statKey)).toHaveLength(2)
  })

  it('of another centre does not exist', async () => {
    const [slot = ''] = await openSlots({ day: '26/11/2026' })
    const id = idIn((await book(slot)).location)
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.get(`/en/appointments/${id}`)).status).toBe(404)
    expect((await other.post(`/en/appointments/${id}/step`, { step: 'cancel-by-centre' })).status).toBe(404)
    expect((await other.post(`/en/appointments/slots/${slot}/capacity`)).status).toBe(404)
  })
})

describe('my appointments', () => {
  it('let a jobseeker book at her centre and cancel, and show nobody else’s', async () => {
    const [slot = ''] = await openSlots({ day: '27/11/2026', starts: '08:30' })
    const own = await aPerson(app, { name: 'Srey Neang' })
    const herself = await app.byPhone({ personId: own.id })
    expect((await herself.get('/en/me/appointments')).text).toContain(slot)
    expect((await herself.post('/en/me/appointments', { slot, purpose: 'cv-help' })).status).toBe(303)
    const row = await app.db.wholeStore((db) => db.selectFrom('appointment').selectAll().where('person_id', '=', own.id).executeTakeFirstOrThrow())
    expect(row).toMatchObject({ state: 'booked', purpose: 'cv-help', centre_id: app.centres.A })
    const stranger = await app.byPhone({ personId: person.id })
    expect((await stranger.post(`/en/me/appointments/${row.id}/cancel`)).status).toBe(404)
    expect((await herself.post(`/en/me/appointments/${row.id}/cancel`)).status).toBe(303)
    expect((await slotOf(slot))?.taken).toBe(0)
  })
})

const raceDay = '2026-12-01' as CalendarDate
describe('races for the last seats (C3)', () => {
  const races = process.env['TEST_DATABASE_URL'] ? 1000 : 25
  it(`never overbook: ${races} races of 10 callers, each slot fills exactly`, async () => {
    const slots = Array.from({ length: races }, (_, i) => ({ id: newId(), capacity: 1 + (i % 4) }))
    await app.db.wholeStore((db) =>
      db.insertInto('appointment_slot').values(slots.map(({ id, capacity }) => ({ id, created_at: app.now(), centre_id: app.centres.A, day: raceDay, starts: '09:00', minutes: 30, capacity }))).execute(),
    )
    const wrong: string[] = []
    for (const { id, capacity } of slots) {
      const callers = await Promise.all(Array.from({ length: 10 }, () => app.asSystem((tx) => bookSeat(tx, id))))
      if (callers.filter(Boolean).length !== capacity) wrong.push(id)
    }
    expect(wrong).toEqual([])
    const rows = await app.db.wholeStore((db) => db.selectFrom('appointment_slot').select(['taken', 'capacity']).where('day', '=', raceDay).execute())
    expect(rows.every(({ taken, capacity }) => taken === capacity)).toBe(true)
  }, 600_000)

  it('would be seen by this test: the store refuses a seat too many whatever the program does', async () => {
    const forced = app.db.wholeStore((db) => sql`update appointment_slot set taken = taken + 1 where day = ${raceDay}`.execute(db))
    await expect(forced).rejects.toThrow('appointment_slot_check')
  })
})
