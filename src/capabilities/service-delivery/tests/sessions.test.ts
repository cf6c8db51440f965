import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPublicCode } from '../../../kernel/code'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { aPerson, factsOf, type TestPerson } from '../../../../test/builders/served-people'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let women: TestPerson[]
let men: TestPerson[]
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  women = await Promise.all(Array.from({ length: 12 }, () => aPerson(app, { sex: 'F' })))
  men = await Promise.all(Array.from({ length: 5 }, () => aPerson(app, { sex: 'M' })))
})
afterAll(() => app.close())

async function openSession(seats: number): Promise<string> {
  const reply = await counsellor.post('/en/group-sessions/new', { topic: 'Writing a CV', code: 'JSS', day: '23/11/2026', seats, minutes: 120, place: 'Room 2' })
  expect(reply.status).toBe(303)
  return /[0-9a-f-]{36}/.exec(reply.location)?.[0] ?? ''
}
const sessionOf = (id: string) => app.db.wholeStore((db) => db.selectFrom('group_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const cards = (people: readonly TestPerson[]) => people.map(({ card }) => card).join('\n')

describe('a group session', () => {
  it('with 12 named women, 5 named men and 3 unnamed women is 20 services, 15 female, 17 different people', async () => {
    const id = await openSession(20)
    expect((await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: cards([...women, ...men]), unnamed_f: '3', unnamed_m: '', unnamed_ns: '' })).status).toBe(303)
    const page = await counsellor.get(`/en/group-sessions/${id}`)
    expect(page.text).toContain('Services: 20; women: 15; different people with a name: 17')
    const facts = await factsOf<{ count: number; sex: string | null; person_key: string | null; in_use: boolean; group_session: boolean; minutes: number }>(app, 'fact_service')
    const sum = (rows: typeof facts) => rows.reduce((total, { count }) => total + Number(count), 0)
    expect(facts.every((row) => row.group_session && row.in_use && row.minutes === 120)).toBe(true)
    expect(sum(facts)).toBe(20)
    expect(sum(facts.filter(({ sex }) => sex === 'F'))).toBe(15)
    expect(new Set(facts.flatMap(({ person_key }) => person_key ?? [])).size).toBe(17)
  })

  it('counts a card that is scanned twice once', async () => {
    const id = await openSession(5)
    const [woman] = women
    expect((await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: `${woman?.card}\n${woman?.card}` })).status).toBe(303)
    expect((await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: woman?.card })).status).toBe(303)
    expect((await sessionOf(id)).taken).toBe(1)
  })

  it('names cards that are wrong or of nobody here, and saves nothing of the list', async () => {
    const id = await openSession(5)
    const stranger = await aPerson(app, { centres: ['B'] })
    const reply = await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: `${women[0]?.card}\n${stranger.card}\nNONSENSE\n${newPublicCode()}` })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(stranger.card)
    expect(reply.text).toContain('NONSENSE')
    expect((await sessionOf(id)).taken).toBe(0)
  })

  it('is never overbooked: of ten at once for the last three seats, three get one', async () => {
    const id = await openSession(3)
    const replies = await Promise.all(women.slice(0, 10).map(({ card }) => counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: card })))
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(3)
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(7)
    expect((await sessionOf(id)).taken).toBe(3)
    const forced = app.db.wholeStore((db) => sql`update group_session set taken = 4 where id = ${id}`.execute(db))
    await expect(forced).rejects.toThrow('group_session_check')
  })

  it('gives the seat back when the attendance is taken back', async () => {
    const id = await openSession(1)
    await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: men[0]?.card })
    const event = await app.db.wholeStore((db) => db.selectFrom('service_event').select('id').where('group_session_id', '=', id).executeTakeFirstOrThrow())
    const reason = app.country.lists.get('correction-reason')?.find(({ code }) => code !== 'other')?.code
    expect((await counsellor.post(`/en/services/${event.id}/reversal`, { reason })).status).toBe(303)
    expect((await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: men[1]?.card })).status).toBe(303)
    expect((await sessionOf(id)).taken).toBe(1)
  })

  it('takes nobody before its day, and is not open to another centre', async () => {
    const reply = await counsellor.post('/en/group-sessions/new', { topic: 'Next week', code: 'JSS', day: '30/11/2026', seats: 5 })
    const id = /[0-9a-f-]{36}/.exec(reply.location)?.[0] ?? ''
    expect((await counsellor.post(`/en/group-sessions/${id}/attendees`, { cards: women[0]?.card })).text).toContain('lies in the future')
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.get(`/en/group-sessions/${id}`)).status).toBe(404)
    expect((await counsellor.get('/en/group-sessions?from=&to=&code=')).text).toContain('Next week')
  })
})
