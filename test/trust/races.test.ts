import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../src/app/capabilities'
import { allParts } from '../../src/capabilities/jobseekers/parts/all'
import { addDays } from '../../src/kernel/calendar'
import { newId } from '../../src/kernel/id'
import { freshApp, type Reply, type TestApp, type Visitor } from '../harness/app'
import { plantRecords, type Records } from './records'

/**
 * Races of real forms. They count on a PostgreSQL server with ten connections (`npm run test:postgres`, or TEST_DATABASE_URL);
 * the built-in store has one connection, so there they only show that the answers are right.
 * `OPENPES_RACES=1000 TEST_DATABASE_URL=... npx vitest run test/trust/races.test.ts` for the whole figure.
 */
const rounds = Number(process.env['OPENPES_RACES'] ?? 8)
const onServer = process.env['TEST_DATABASE_URL'] !== undefined

let app: TestApp
let records: Records
let counsellors: Visitor[] = []
let minutes = 0
beforeAll(async () => {
  app = await freshApp()
  records = await plantRecords(app)
  await signIn()
})
afterAll(() => app.close())

async function signIn(): Promise<void> {
  counsellors = []
  for (let number = 0; number < 4; number += 1) counsellors.push(await app.as('counsellor', { duties: ['front-desk', 'registrar'] }))
}
/** Flood limits stay on: the clock moves on between rounds. */
async function nextRound(): Promise<void> {
  minutes += 1
  app.travelTo(new Date(Date.parse('2026-11-23T02:00:00Z') + minutes * 10_000).toISOString())
  if (minutes % 400 === 0) await signIn()
}
const who = (place: number): Visitor => {
  const found = counsellors[place % counsellors.length]
  if (!found) throw new Error('nobody signed in')
  return found
}
const count = async (query: ReturnType<typeof sql<{ count: number }>>): Promise<number> => (await app.db.wholeStore((store) => query.execute(store))).rows[0]?.count ?? 0

/** The fields of the first form of a page that carries a request key, as a browser would send them. */
function fieldsOf(page: string): Record<string, string> {
  const form = [...page.matchAll(/<form[\s\S]*?<\/form>/g)].map(([text]) => text).find((text) => text.includes('name="_key"')) ?? ''
  const fields: Record<string, string> = {}
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (!name || (/type="(radio|checkbox)"/.test(tag) && !/\bchecked/.test(tag))) continue
    fields[name] = attribute(tag, 'value') ?? ''
  }
  for (const [, name = '', inner = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]*selected[^>]*>/.exec(inner)?.[0] ?? ''
    fields[name] = attribute(chosen, 'value') ?? ''
  }
  for (const [, name = '', inner = ''] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) fields[name] = inner
  delete fields['_key']
  return fields
}

describe('two people edit the same record (C1)', () => {
  it(`and one of them is told, ${rounds} times: nothing is lost in silence`, async () => {
    const first = await who(0).get(`/en/jobseekers/${records.A.person}`)
    expect(first.status).toBe(200)
    let path = ''
    for (const { name } of allParts) {
      const page = await who(0).get(`/en/jobseekers/${records.A.person}/edit/${name}`)
      if (page.text.includes('name="nameLatin"')) path = `/en/jobseekers/${records.A.person}/edit/${name}`
    }
    expect(path).not.toBe('')
    const tally = { saved: 0, told: 0, other: [] as string[] }
    for (let round = 0; round < rounds; round += 1) {
      await nextRound()
      const typed = fieldsOf((await who(0).get(path)).text)
      const names = ['Kondreya Alpha', 'Kondreya Beta'].map((name) => `${name} ${String.fromCharCode(97 + (round % 26))}`)
      const replies = await Promise.all(names.map((name, place) => who(place).post(path, { ...typed, nameLatin: name })))
      tally.saved += replies.filter(({ status }) => status === 303).length
      tally.told += replies.filter(({ status }) => status === 409).length
      tally.other.push(...replies.filter(({ status }) => ![303, 409].includes(status)).map(({ status }) => String(status)))
      const told = replies.find(({ status }) => status === 409)
      const winner = names[replies.findIndex(({ status }) => status === 303)] ?? ''
      // The page of the second one shows both texts.
      if (told && !(told.text.includes(winner) && names.every((name) => told.text.includes(name)))) tally.other.push('the page does not show both')
      const stored = await app.db.wholeStore((store) => store.selectFrom('person_name').select('name_latin').where('person_id', '=', records.A.person).where('kind', '=', 'current').execute())
      if (!stored.some(({ name_latin }) => name_latin === winner)) tally.other.push(`stored ${JSON.stringify(stored)}, acknowledged ${winner}`)
    }
    console.log(`C1: ${rounds} paired edits: ${tally.saved} saved, ${tally.told} told of the other${onServer ? ' on PostgreSQL' : ''}`)
    expect(tally).toEqual({ saved: rounds, told: rounds, other: [] })
  }, 1_800_000)

  it('loses edits without the version (control)', async () => {
    await app.db.wholeStore(async (store) => {
      const read = () => store.selectFrom('person').select('interpreter_need').where('id', '=', records.A.person).executeTakeFirstOrThrow()
      await Promise.all([read(), read()])
      for (const text of ['one', 'two']) await store.updateTable('person').set({ interpreter_need: text }).where('id', '=', records.A.person).execute()
      expect((await read()).interpreter_need).toBe('two')
      await store.updateTable('person').set({ interpreter_need: null }).where('id', '=', records.A.person).execute()
    })
  })
})

const letters = (number: number) => [...String(number)].map((digit) => 'bdfgklmnpr'[Number(digit)]).join('a')
/** Names that sound like no other: always the same ones for the same number. */
const invented = (number: number) => {
  const bytes = createHash('sha256').update(String(number)).digest()
  const word = (from: number) => [0, 1, 2, 3].map((place) => `${'bdfgjklmnprstvwz'[(bytes[from + place] ?? 0) % 16]}${'aeiou'[(bytes[from + place + 4] ?? 0) % 5]}`).join('')
  return `${word(0)} ${word(8)}`
}

describe('two people register the same identity number at once (C2)', () => {
  const khmer = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x17e0 + Number(digit)))
  const lao = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x0ed0 + Number(digit)))
  const form = (name: string, number: string, year: number) => ({
    nameLatin: name, sex: 'F', birth: String(year), district: '0101', wanted: 'Mason', language: 'en', noContactReason: 'no-phone', documentType: 'national-id', documentNumber: number,
    documentSeen: 'yes', consentMethod: 'screen', 'consent-matching': 'yes', 'consent-contact-sms': 'no', 'consent-contact-phone': 'no', 'consent-survey-invitation': 'no',
  })
  it(`in three scripts and spacings, ${rounds} times: one person, the second is led to it`, async () => {
    const tally = { one: 0, told: 0, other: [] as string[] }
    for (let round = 0; round < rounds; round += 1) {
      await nextRound()
      const digits = String(10_000_000 + round)
      const written = [`Z${digits}`, `z ${khmer(digits.slice(0, 4))} ${khmer(digits.slice(4))}`, `Z-${lao(digits.slice(0, 2))}-${lao(digits.slice(2))}`]
      const pair = [written[round % 3] ?? '', written[(round + 1) % 3] ?? '']
      const replies = await Promise.all(pair.map((number, place) => who(place).post('/en/jobseekers/new', form(invented(round * 2 + place), number, 1950 + ((round * 2 + place) % 50)))))
      const saved = replies.filter(({ status }) => status === 303).length
      if (saved === 1) tally.one += 1
      if (replies.some(({ status }) => status === 422 || status === 409)) tally.told += 1
      tally.other.push(...replies.filter(({ status }) => ![303, 422, 409].includes(status)).map(({ status, text }) => `${status} ${text.slice(0, 0)}${JSON.stringify(app.logged.at(-1))}`))
    }
    const people = await count(sql`select count(distinct person_id) as count from identity_document where erased_at is null`)
    const rows = await count(sql`select count(*) as count from identity_document where erased_at is null`)
    console.log(`C2: ${rounds} paired registrations: ${people} people with ${rows} numbers, ${tally.told} second callers told${onServer ? ' on PostgreSQL' : ''}`)
    expect(tally.other.slice(0, 5)).toEqual([])
    expect({ people, rows, one: tally.one, told: tally.told }).toEqual({ people: rounds, rows: rounds, one: rounds, told: rounds })
  }, 1_800_000)

  it('makes two people of one when the unique index is gone (control)', async () => {
    await app.db.engine.script('drop index identity_document_key')
    const before = await count(sql`select count(*) as count from identity_document`)
    await app.db.wholeStore(async (store) => {
      for (let copy = 0; copy < 2; copy += 1) await store.insertInto('identity_document').values({ id: newId(), created_at: app.now(), person_id: records.A.person, country: 'zz', type: 'national-id', number_key: 'same' }).execute()
    })
    expect(await count(sql`select count(*) as count from identity_document`)).toBe(before + 2)
    await app.db.engine.script(`delete from identity_document where number_key = 'same'; create unique index identity_document_key on identity_document (number_key) where erased_at is null`)
  })

  it('opens a review, and no more, for the same name and birth', async () => {
    await nextRound()
    const known = await app.db.wholeStore((store) => store.selectFrom('person_name').select('name_latin').where('person_id', '=', records.A.person).where('kind', '=', 'current').executeTakeFirstOrThrow())
    const twin = { ...form(known.name_latin ?? '', '', 1999), documentType: '', documentNumber: '', noDocumentReason: 'never-issued', birth: '1999-04-05' }
    const reply = await who(0).post('/en/jobseekers/new', twin)
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(records.A.person)
  })
})

describe('ten people book the last seats of one time (C3)', () => {
  const seats = 3
  const callers = 10
  it(`${rounds} times: never more than there are`, async () => {
    await signIn()
    const people = await app.db.wholeStore(async (store) => {
      const made: string[] = []
      for (let number = 0; number < callers; number += 1) {
        const id = newId()
        made.push(id)
        await store.insertInto('person').values({ id, created_at: app.now(), card_number: `R${number}`, stat_key: newId(), sex: 'M', language: 'en', state: 'current' }).execute()
        await store.insertInto('person_name').values({ id: newId(), created_at: app.now(), person_id: id, name_latin: `Racer ${letters(number)}` }).execute()
        await store.insertInto('person_centre').values({ id: newId(), person_id: id, centre_id: records.A.centre, how: 'registered', opened_at: app.now() }).execute()
      }
      return made
    })
    const tally = { booked: 0, full: 0, other: [] as string[] }
    for (let round = 0; round < rounds; round += 1) {
      await nextRound()
      const slot = newId()
      await app.db.wholeStore((store) => store.insertInto('appointment_slot').values({ id: slot, created_at: app.now(), centre_id: records.A.centre, day: addDays(app.today(), 2), starts: `${String(8 + (round % 8)).padStart(2, '0')}:00`, minutes: 30, capacity: seats }).execute())
      const replies: Reply[] = await Promise.all(people.map((person, place) => who(place).post('/en/appointments/new', { person, slot, purpose: 'counselling', channel: 'counter' })))
      tally.booked += replies.filter(({ status, location }) => status === 303 && !location.includes('sign-in')).length
      tally.full += replies.filter(({ status }) => status === 422).length
      tally.other.push(...replies.filter(({ status }) => ![303, 422].includes(status)).map(({ status }) => `${status} ${JSON.stringify(app.logged.at(-1))}`))
      const rows = await count(sql`select count(*) as count from appointment where slot_id = ${slot} and state = 'booked'`)
      const taken = await count(sql`select taken as count from appointment_slot where id = ${slot}`)
      if (rows !== seats || taken !== seats) tally.other.push(`${rows} appointments, ${taken} taken of ${seats}`)
    }
    console.log(`C3: ${rounds} races of ${callers} callers for ${seats} seats: ${tally.booked} booked, ${tally.full} told that it is full${onServer ? ' on PostgreSQL' : ''}`)
    expect({ ...tally, other: tally.other.slice(0, 5) }).toEqual({ booked: rounds * seats, full: rounds * (callers - seats), other: [] })
  }, 1_800_000)

  it('overbooks when seats are counted first and taken then (control)', async () => {
    let taken = 0
    const careless = async () => {
      const seen = taken
      await Promise.resolve()
      if (seen < 1) taken += 1
    }
    await Promise.all([careless(), careless()])
    expect(taken).toBe(2)
  })
})

describe('a form that is sent again (C4)', () => {
  const visit = { audience: 'jobseeker', sex: 'M', purpose: 'complaint', age_band: '' }
  const visits = () => count(sql`select count(*) as count from visit where purposes = array['complaint']`)

  it(`fifty times at once runs once and gets one answer, ${rounds} rounds`, async () => {
    await signIn()
    for (let round = 0; round < rounds; round += 1) {
      await nextRound()
      const before = await visits()
      const key = newId()
      const replies = await Promise.all(Array.from({ length: 50 }, () => who(0).post('/en/visits', { ...visit, _key: key })))
      expect(new Set(replies.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
      expect(replies[0]?.status).toBe(303)
      expect(await visits()).toBe(before + 1)
    }
  }, 600_000)

  it('with another content is refused with a sentence, and changes nothing', async () => {
    const key = newId()
    await who(0).post('/en/visits', { ...visit, _key: key })
    const before = await visits()
    const other = await who(0).post('/en/visits', { ...visit, sex: 'F', _key: key })
    expect(other.status).toBe(422)
    expect(await visits()).toBe(before)
  })

  it('by another user is that user’s own: the first one’s answer is not shown', async () => {
    const key = newId()
    const first = await who(0).post('/en/visits', { ...visit, _key: key })
    const before = await visits()
    const second = await who(1).post('/en/visits', { ...visit, _key: key })
    expect(second.status).toBe(303)
    expect(second.location).not.toBe(first.location)
    expect(await visits()).toBe(before + 1)
  })

  it('needs its key on every route that changes something, or the route says why not', async () => {
    const chief = await app.as('chief', { duties: ['inspector', 'verifier', 'registrar', 'front-desk'] })
    const headquarters = await app.as('headquarters', { duties: ['inspector', 'verifier', 'registrar'] })
    const wrong: string[] = []
    let walked = 0
    for (const route of routes.filter(({ method, door }) => method !== 'GET' && door.key === 'required')) {
      if (walked % 20 === 0) await nextRound()
      const role = (['counsellor', 'chief', 'headquarters'] as const).find((one) => route.door.who === 'anyone' || (route.door.who as readonly string[]).includes(one))
      if (!role) continue
      const visitor = role === 'counsellor' ? who(0) : role === 'chief' ? chief : headquarters
      const filled = route.path.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => (/(^id$|Id$)/.test(name) ? newId() : 'x'))
      const api = route.path.startsWith('/api/')
      for (const key of [undefined, 'no uuid']) {
        const reply = api ? await visitor.send(route.method, filled, {}, key === undefined ? {} : { 'idempotency-key': key }) : await visitor.post(`/en${filled}`, { _key: key })
        walked += 1
        if (![400, 403].includes(reply.status) && !(reply.status === 303 && /prove-again|sign-in/.test(reply.location))) wrong.push(`${route.method} ${route.path} without a key: ${reply.status}`)
      }
    }
    console.log(`C4: ${walked} requests without a proper key`)
    expect(wrong).toEqual([])
    expect(routes.filter(({ method, door }) => method !== 'GET' && door.key !== 'required' && !/^exempt: .{10,}/.test(door.key ?? '')).map(({ path }) => path)).toEqual([])
  })
})
