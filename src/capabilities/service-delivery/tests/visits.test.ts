import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { closeVisits } from '../actions/daily'
import { aPerson, factsOf } from '../../../../test/builders/served-people'

let app: TestApp
let desk: Awaited<ReturnType<TestApp['as']>>
beforeAll(async () => {
  app = await freshApp()
  desk = await app.as('counsellor')
})
afterAll(() => app.close())

const visitsOf = (where = 'A') =>
  app.db.wholeStore((db) => db.selectFrom('visit').selectAll().where('centre_id', '=', app.centres[where as 'A']).orderBy('ticket').execute())

describe('the front desk', () => {
  it('saves an anonymous visit with three taps: audience, sex, and the purpose that sends', async () => {
    const page = await desk.get('/en/visits')
    expect(page.status).toBe(200)
    expect(page.text).toContain('name="audience"')
    expect(page.text).toContain('value="look-for-job"')
    const saved = await desk.post('/en/visits', { audience: 'jobseeker', sex: 'F', purpose: 'look-for-job' })
    expect(saved.status).toBe(303)
    expect(saved.location).toBe('/en/visits?ticket=1')
    const [visit] = await visitsOf()
    expect(visit).toMatchObject({ ticket: 1, audience: 'jobseeker', sex: 'F', age_band: 'not-stated', purposes: ['look-for-job'], person_id: null, state: 'waiting', visited_on: '2026-11-23' })
    expect((await desk.get(saved.location)).text).toContain('Ticket 1')
  })

  it('keeps what was typed and says what is missing', async () => {
    const reply = await desk.post('/en/visits', { audience: 'employer', purpose: 'complaint' })
    expect(reply.status).toBe(422)
    expect(reply.text).toMatch(/value="employer"[^>]*checked|checked[^>]*value="employer"/)
    expect(reply.text).toContain('Please answer this.')
  })

  it('refuses a purpose and an age group that the country does not know', async () => {
    expect((await desk.post('/en/visits', { audience: 'other', sex: 'M', purpose: 'tea' })).status).toBe(422)
    expect((await desk.post('/en/visits', { audience: 'other', sex: 'M', purpose: 'other', age_band: '12-13' })).status).toBe(422)
  })

  it('writes a form that is sent twice down once', async () => {
    const form = { audience: 'other', sex: 'not-stated', purpose: 'other', _key: newId() }
    const [one, two] = [await desk.post('/en/visits', form), await desk.post('/en/visits', form)]
    expect(two.location).toBe(one.location)
    expect((await visitsOf()).filter(({ audience }) => audience === 'other')).toHaveLength(1)
  })

  it('calls a visitor, serves, and refuses a second end', async () => {
    const [visit] = await visitsOf()
    expect((await desk.post(`/en/visits/${visit?.id}/step`, { step: 'call' })).status).toBe(303)
    expect((await desk.post(`/en/visits/${visit?.id}/step`, { step: 'serve' })).status).toBe(303)
    const again = await desk.post(`/en/visits/${visit?.id}/step`, { step: 'leave' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('closed already')
    expect((await visitsOf())[0]).toMatchObject({ state: 'served' })
    expect((await visitsOf())[0]?.called_at).not.toBeNull()
  })

  it('shows nothing of a visit to another centre', async () => {
    const other = await app.as('counsellor', { centre: 'B' })
    const [visit] = await visitsOf()
    expect((await other.get(`/en/visits/${visit?.id}`)).status).toBe(404)
    expect((await other.post(`/en/visits/${visit?.id}/step`, { step: 'call' })).status).toBe(404)
  })
})

describe('ticket numbers', () => {
  it('have no gap and no double when forty visits come at once, and count per centre and day', async () => {
    const before = (await visitsOf()).length
    const replies = await Promise.all(Array.from({ length: 40 }, () => desk.post('/en/visits', { audience: 'jobseeker', sex: 'M', purpose: 'register' })))
    expect(replies.every(({ status }) => status === 303)).toBe(true)
    expect((await visitsOf()).map(({ ticket }) => ticket)).toEqual(Array.from({ length: before + 40 }, (_, i) => i + 1))
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.post('/en/visits', { audience: 'jobseeker', sex: 'M', purpose: 'register' })).location).toBe('/en/visits?ticket=1')
  })

  it('are held by the store too: the same ticket twice is refused', async () => {
    const twice = app.db.wholeStore((db) => sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes)
      select gen_random_uuid(), now(), gen_random_uuid(), centre_id, visited_on, ticket, arrived_at, audience, sex, age_band, purposes from visit limit 1`.execute(db))
    await expect(twice).rejects.toThrow('visit_centre_id_visited_on_ticket_key')
  })
})

describe('a card', () => {
  it('adds the person, with sex and age group from the register, and renews the contact day', async () => {
    const person = await aPerson(app, { sex: 'F', birthYear: 2004, name: 'Chan Maly' })
    const found = await desk.get(`/en/visits?card=${person.card}`)
    expect(found.text).toContain('Chan Maly')
    expect((await desk.post('/en/visits', { audience: 'jobseeker', sex: 'F', purpose: 'cv-help', person: person.id })).status).toBe(303)
    const visit = (await visitsOf()).find(({ person_id }) => person_id === person.id)
    expect(visit).toMatchObject({ sex: 'F', age_band: '20-24' })
    expect((await desk.get('/en/visits')).text).toContain('Chan Maly')
  })

  it('with a typing mistake is refused before any query, and an unknown one says what to do', async () => {
    const person = await aPerson(app, { centres: ['B'] })
    const broken = person.card.slice(0, -1) + (person.card.endsWith('A') ? 'B' : 'A')
    expect((await desk.get(`/en/visits?card=${encodeURIComponent(broken)}`)).text).toContain('typing mistake')
    const foreign = await desk.get(`/en/visits?card=${person.card}`)
    expect(foreign.text).toContain('No person of your centre has this card')
    expect(foreign.text).not.toContain('Sok Dara')
  })

  it('may be added to an anonymous visit later, once', async () => {
    const person = await aPerson(app)
    const anonymous = (await visitsOf()).find(({ person_id, state }) => person_id === null && state === 'waiting')
    expect((await desk.post(`/en/visits/${anonymous?.id}/card`, { card: person.card })).status).toBe(303)
    expect((await desk.post(`/en/visits/${anonymous?.id}/card`, { card: person.card })).status).toBe(422)
  })
})

describe('the day', () => {
  it('lists visits by filter and refuses a filter that it does not know', async () => {
    const women = await desk.get('/en/visits/list?day=23/11/2026&sex=F&audience=&purpose=&state=&identified=no')
    expect(women.text).toContain('Visits found: 1')
    expect((await desk.get('/en/visits/list?colour=red')).status).toBe(400)
    expect((await desk.get('/en/visits/list?sex=X')).status).toBe(400)
  })

  it('ends with the list of visits that have no service, until one is recorded', async () => {
    const person = await aPerson(app, { name: 'Long Vuthy' })
    await desk.post('/en/visits', { audience: 'jobseeker', sex: 'M', purpose: 'counselling', person: person.id })
    expect((await desk.get('/en/visits/day-end')).text).toContain('Long Vuthy')
    const saved = await desk.post('/en/services/new', { person: person.id, code: 'CNS', day: '23/11/2026', channel: 'counter', minutes: '30' })
    expect(saved.status).toBe(303)
    expect((await desk.get('/en/visits/day-end')).text).not.toContain('Long Vuthy')
  })

  it('closes what was left open when the next day comes, with a mark and without a leaving time', async () => {
    app.travelTo('2026-11-24T02:00:00Z')
    await app.asSystem((tx) => closeVisits(tx))
    const visits = await visitsOf()
    expect(visits.filter(({ state }) => state === 'waiting' || state === 'called')).toEqual([])
    expect(visits.find(({ closed_by_clock }) => closed_by_clock)).toMatchObject({ state: 'served', left_at: null })
  })

  it('is a row of fact_visit for each arrival, with the key of identified people only', async () => {
    const rows = await factsOf<{ centre_code: string; person_key: string | null; outcome: string; late_days: number; count: number; source: string; in_use: boolean }>(app, 'fact_visit')
    const visits = await visitsOf()
    const own = rows.filter(({ centre_code }) => centre_code === 'T-A')
    expect(own).toHaveLength(visits.length)
    expect(own.filter(({ person_key }) => person_key !== null)).toHaveLength(visits.filter(({ person_id }) => person_id !== null).length)
    expect(own.every((row) => row.late_days === 0 && row.count === 1 && row.source === 'record' && row.in_use)).toBe(true)
    await expect(app.db.statistics(({ db }) => db.selectFrom('visit').selectAll().execute())).rejects.toThrow('permission denied')
  })
})
