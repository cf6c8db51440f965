import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/id'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { findServiceByKey, recordAutomaticService } from '../index'
import { aPerson, factsOf, type TestPerson } from '../../../../test/builders/served-people'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let chief: Awaited<ReturnType<TestApp['as']>>
let person: TestPerson
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  chief = await app.as('chief')
  person = await aPerson(app, { name: 'Keo Bopha' })
})
afterAll(() => app.close())

const eventsOf = (id = person.id) => app.db.wholeStore((db) => db.selectFrom('service_event').selectAll().where('person_id', '=', id).orderBy('id').execute())
const form = (rest: Record<string, string> = {}) => ({ person: person.id, code: 'CNS', day: '23/11/2026', channel: 'counter', minutes: '40', ...rest })

describe('a manual service', () => {
  it('is written down from the person page with most fields filled in', async () => {
    const page = await counsellor.get(`/en/services/new?person=${person.id}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Keo Bopha')
    expect(page.text).toContain('value="CNS"')
    expect(page.text).not.toContain('value="REG"')
    const saved = await counsellor.post('/en/services/new', form({ outcome: 'Goals agreed', note: 'Shy on the phone', next_step: 'Bring the certificate', next_due_on: '30/11/2026' }))
    expect(saved.status).toBe(303)
    const [event] = await eventsOf()
    expect(event).toMatchObject({ service_code: 'CNS', audience: 'jobseeker', minutes: 40, source: 'manual', account_id: counsellor.accountId, given_on: '2026-11-23', entered_on: '2026-11-23' })
    const shown = await counsellor.get(saved.location)
    expect(shown.text).toContain('Shy on the phone')
  })

  it('asks before the same one is written down a second time, and needs a reason then', async () => {
    const again = await counsellor.post('/en/services/new', form())
    expect(again.status).toBe(422)
    expect(again.text).toContain('Already recorded at 09:00 by Staff 1. Record a second one?')
    expect((await counsellor.post('/en/services/new', form({ repeat_reason: 'x' }))).status).toBe(422)
    expect((await counsellor.post('/en/services/new', form({ repeat_reason: 'Came back in the afternoon' }))).status).toBe(303)
    expect(await eventsOf()).toHaveLength(2)
  })

  it('is doubled by no race: of ten at once without a reason, one is written', async () => {
    const other = await aPerson(app)
    const replies = await Promise.all(Array.from({ length: 10 }, () => counsellor.post('/en/services/new', form({ person: other.id, code: 'INF' }))))
    expect(replies.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)])
    expect(await eventsOf(other.id)).toHaveLength(1)
  })

  it('is refused for codes that write themselves, that are for employers, or that do not exist', async () => {
    for (const code of ['REG', 'REF', 'FUP', 'EAD', 'XYZ']) expect((await counsellor.post('/en/services/new', form({ code }))).status, code).toBe(422)
  })

  it('is refused in the future; after fourteen days the chief writes it down, and it stays late', async () => {
    expect((await counsellor.post('/en/services/new', form({ code: 'CVH', day: '24/11/2026' }))).text).toContain('lies in the future')
    expect((await counsellor.post('/en/services/new', form({ code: 'CVH', day: '08/11/2026' }))).text).toContain('only the chief')
    expect((await chief.post('/en/services/new', form({ code: 'CVH', day: '08/11/2026' }))).status).toBe(303)
    const late = (await factsOf<{ service_code: string; late_days: number; fact_date: string }>(app, 'fact_service')).find(({ service_code }) => service_code === 'CVH')
    expect(late).toMatchObject({ late_days: 15, fact_date: '2026-11-08' })
  })

  it('takes 1 to 600 minutes, in the digits of three scripts', async () => {
    expect((await counsellor.post('/en/services/new', form({ code: 'ASM', minutes: '601' }))).status).toBe(422)
    expect((await counsellor.post('/en/services/new', form({ code: 'ASM', minutes: '0' }))).status).toBe(422)
    expect((await counsellor.post('/en/services/new', form({ code: 'ASM', minutes: '៤៥' }))).status).toBe(303)
    expect((await eventsOf()).find(({ service_code }) => service_code === 'ASM')?.minutes).toBe(45)
  })

  it('of a person of another centre does not exist, in reading and in writing', async () => {
    const stranger = await app.as('counsellor', { centre: 'B' })
    const [event] = await eventsOf()
    expect((await stranger.get(`/en/services/${event?.id}`)).status).toBe(404)
    expect((await stranger.get(`/en/services/new?person=${person.id}`)).status).toBe(404)
    expect((await stranger.post('/en/services/new', form({ code: 'INF' }))).status).toBe(404)
    expect((await stranger.post(`/en/services/${event?.id}/reversal`, { reason: 'other', note: 'typing mistake' })).status).toBe(404)
  })

  it('shows its note to the writing centre only, also when both centres serve the person', async () => {
    const shared = await aPerson(app, { centres: ['A', 'B'] })
    const saved = await counsellor.post('/en/services/new', form({ person: shared.id, code: 'INT', note: 'Very private words' }))
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await counsellor.get(saved.location)).text).toContain('Very private words')
    const seen = await other.get(saved.location)
    expect(seen.status).toBe(200)
    expect(seen.text).not.toContain('Very private words')
  })
})

describe('taking back', () => {
  it('is a linked counter-entry: nothing is edited, and neither counts', async () => {
    const other = await aPerson(app)
    const saved = await counsellor.post('/en/services/new', form({ person: other.id, code: 'JSS' }))
    const id = /services\/([0-9a-f-]+)/.exec(saved.location)?.[1] ?? ''
    expect((await counsellor.post(`/en/services/${id}/reversal`, { reason: 'other' })).status).toBe(422)
    const reasons = app.country.lists.get('correction-reason')?.map(({ code }) => code) ?? []
    expect((await counsellor.post(`/en/services/${id}/reversal`, { reason: reasons.find((code) => code !== 'other') ?? '' })).status).toBe(303)
    const [first, second] = await eventsOf(other.id)
    expect(first).toMatchObject({ id, reversed: true, minutes: 40 })
    expect(second).toMatchObject({ reverses_id: id, given_on: '2026-11-23' })
    expect((await counsellor.post(`/en/services/${id}/reversal`, { reason: reasons[0] ?? '' })).status).toBe(422)
    const facts = (await factsOf<{ service_code: string; in_use: boolean }>(app, 'fact_service')).filter(({ service_code }) => service_code === 'JSS')
    expect(facts.map(({ in_use }) => in_use)).toEqual([false, false])
    expect((await counsellor.post('/en/services/new', form({ person: other.id, code: 'JSS' }))).status).toBe(303)
  })

  it('is for the writer or the chief', async () => {
    const colleague = await app.as('counsellor')
    const [event] = await eventsOf()
    const reason = app.country.lists.get('correction-reason')?.find(({ code }) => code !== 'other')?.code ?? ''
    expect((await colleague.post(`/en/services/${event?.id}/reversal`, { reason })).text).toContain('Only the one who recorded it')
    expect((await chief.post(`/en/services/${event?.id}/reversal`, { reason })).status).toBe(303)
  })
})

describe('an automatic service', () => {
  it('is written once for each record and code', async () => {
    const other = await aPerson(app)
    const service = { code: 'REF' as const, personId: other.id, centreId: app.centres.A, accountId: counsellor.accountId, sourceKind: 'referral', sourceId: newId() }
    for (let i = 0; i < 3; i += 1) await app.asSystem((tx) => recordAutomaticService(tx, service))
    await Promise.all(Array.from({ length: 8 }, () => app.asSystem((tx) => recordAutomaticService(tx, service))))
    expect(await eventsOf(other.id)).toHaveLength(1)
    await app.asSystem((tx) => recordAutomaticService(tx, { ...service, sourceId: newId() }))
    expect(await eventsOf(other.id)).toHaveLength(2)
    const keys = (await factsOf<{ event_key: string; person_key: string | null }>(app, 'fact_service')).filter(({ person_key }) => person_key === other.statKey)
    expect(keys).toHaveLength(2)
    const context = { ...app.contextOf({ accountId: counsellor.accountId, role: 'counsellor', duties: [], centreId: app.centres.A, centreIds: [app.centres.A], centreCode: 'T-A', personId: null, employerId: null, strength: 'two', sessionId: null }) }
    expect(await app.db.transaction(context, (tx) => findServiceByKey(tx, keys[0]?.event_key ?? ''))).toMatch(/^\/services\//)
  })
})

describe('the list of services', () => {
  it('filters by its columns and refuses unknown ones', async () => {
    const list = await counsellor.get('/en/services?from=01/11/2026&to=&code=INT&audience=jobseeker&staff=&channel=counter&source=manual&late=&taken_back=')
    expect(list.status).toBe(200)
    expect(list.text).toContain('Services found: 1')
    expect((await counsellor.get('/en/services?secret=1')).status).toBe(400)
  })

  it('pages through the API by cursor, two rows at a time, without missing one', async () => {
    const seen: string[] = []
    let after = ''
    for (;;) {
      const reply = (await counsellor.get(`/api/v1/services?limit=2${after ? `&after=${after}` : ''}`)).json<{ items: { id: string }[]; next: string | null }>()
      seen.push(...reply.items.map(({ id }) => id))
      if (reply.next === null) break
      after = reply.next
    }
    const all = await app.db.wholeStore((db) => db.selectFrom('service_event').select('id').where('reversed', '=', false).where('reverses_id', 'is', null).execute())
    expect(seen.sort()).toEqual(all.map(({ id }) => id).sort())
    expect((await counsellor.get('/api/v1/services?limit=201')).status).toBe(400)
    expect((await counsellor.get('/api/v1/services?colour=red')).status).toBe(400)
  })
})
