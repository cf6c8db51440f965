import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { findConsent, withdrawConsent } from '../jobseekers/index'
import { aPerson, anEmployer, aVacancy, idIn, plain } from './test-parties'

let app: TestApp
let [asker, asked]: Visitor[] = []
let employer = ''
let [vacancy, person] = ['', '']
const name = 'Distant Lantern'
beforeAll(async () => {
  app = await freshApp()
  employer = await anEmployer(app, (await app.as('chief')).accountId)
  ;[asker, asked] = [await app.as('counsellor'), await app.as('counsellor', { centre: 'B' })]
  person = await aPerson(app, { centre: 'B', name })
})
beforeEach(async () => void (vacancy = await aVacancy(app, employer)))
afterAll(() => app.close())

const store = <Row>(text: ReturnType<typeof sql<Row>>) => app.db.wholeStore(async (db) => (await text.execute(db)).rows)
const list = async (who = asker) => (await who?.get(`/en/vacancies/${vacancy}/candidates`))?.text ?? ''
const desk = async (who: Visitor | undefined) => (await who?.get('/en/desk'))?.text ?? ''
const handleIn = (text: string) => /name="ask" value="([0-9a-f]{24})"/.exec(text)?.[1] ?? ''
const ask = async (handle: string, who = asker) => (await who?.post('/en/centre-asks', { vacancy, ask: handle }))?.location ?? ''
const state = async () => (await store(sql<{ state: string; reason: string | null }>`select state, reason from centre_ask where vacancy_id = ${vacancy} order by created_at`)).map((row) => `${row.state} ${row.reason ?? ''}`.trim())
const idOnDesk = async () => idIn(/\/en\/centre-asks\/[0-9a-f-]{36}/.exec(await desk(asked))?.[0] ?? '')

describe('a candidate of another centre', () => {
  it('is shown with work and district and without a name; one tap asks the centre, which puts the person forward', async () => {
    const before = await list()
    expect(plain(before)).toMatch(/A person of another centre .* Centre B/)
    const handle = handleIn(before)
    expect(before).not.toContain(person)
    expect(await ask(handle)).toContain('ask=sent')
    const after = await list()
    expect(plain(after)).toMatch(/Centre asked Answer by 30 November 2026/)
    expect(after + (await desk(asker))).not.toMatch(new RegExp(`${name}|${person}`))
    expect(await ask(handle)).toContain('ask=already')
    expect(await state()).toEqual(['open'])

    expect(plain(await desk(asked))).toMatch(/Another centre asks for this person Distant Lantern/)
    const page = (await asked?.get(`/en/centre-asks/${await idOnDesk()}`))?.text ?? ''
    expect(plain(page)).toMatch(/Distant Lantern.*Shop assistant.*Asked by Centre A/)
    expect(page).toContain(`/en/referrals/new?person=${person}&amp;vacancy=${vacancy}`)
    await asked?.post('/en/referrals/new', { person, vacancy, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    expect(await state()).toEqual(['referred'])
    expect(await desk(asked)).not.toContain('Another centre asks')
    // On the desk of whoever asked, until they have looked.
    expect(plain(await desk(asker))).toContain('The other centre put the candidate forward')
    await list()
    expect(plain(await desk(asker))).not.toContain('The other centre put the candidate forward')
  })

  it('is declined with a reason, which is needed, and is not asked for again', async () => {
    const handle = handleIn(await list())
    await ask(handle)
    const id = await idOnDesk()
    expect((await asker?.get(`/en/centre-asks/${id}`))?.status).toBe(404)
    const without = await asked?.post(`/en/centre-asks/${id}`, {})
    expect(without?.status).toBe(422)
    expect((await asked?.post(`/en/centre-asks/${id}`, { reason: 'already-working' }))?.location).toContain('/desk')
    expect((await asked?.post(`/en/centre-asks/${id}`, { reason: 'other' }))?.status).toBe(409)
    expect(await state()).toEqual(['declined already-working'])
    expect(plain(await desk(asker))).toContain('The other centre will not put the candidate forward')
    const text = await list()
    expect(plain(text)).toMatch(/Centre declined The person works already/)
    expect(handleIn(text)).toBe('')
    expect(await ask(handle)).toContain('ask=already')
    expect(await ask('0'.repeat(24))).toContain('ask=gone')
  })

  it('has another handle for every vacancy', async () => {
    const first = handleIn(await list())
    vacancy = await aVacancy(app, employer)
    expect(handleIn(await list())).toMatch(/^[0-9a-f]{24}$/)
    expect(handleIn(await list())).not.toBe(first)
  })

  it('is asked for, listed and declined through the API, where whoever asks learns no person', async () => {
    const code = (await store(sql<{ code: string }>`select code from vacancy where id = ${vacancy}`))[0]?.code ?? ''
    const candidates = (await asker?.get(`/api/v1/vacancies/${code}/matches`))?.json<{ candidates: { person: string | null; ask: string | null }[] }>().candidates ?? []
    const found = candidates.find(({ person: card }) => card === null)?.ask ?? ''
    const send = (who: Visitor | undefined, path: string, body: unknown) => who?.send('POST', path, body, { 'idempotency-key': crypto.randomUUID() })
    expect((await send(asker, `/api/v1/vacancies/${code}/centre-asks`, { ask: found }))?.status).toBe(201)
    expect((await send(asker, `/api/v1/vacancies/${code}/centre-asks`, { ask: found }))?.status).toBe(409)
    const made = (await asker?.get('/api/v1/centre-asks'))?.text ?? ''
    expect(made).toContain(found)
    expect(made).not.toContain(person)
    const received = (await asked?.get('/api/v1/centre-asks'))?.json<{ received: { id: string; personId: string; vacancy: string }[] }>().received ?? []
    expect(received).toMatchObject([{ personId: person, vacancy: code }])
    expect((await send(asker, `/api/v1/centre-asks/${received[0]?.id}/decline`, { reason: 'other' }))?.status).toBe(404)
    expect((await send(asked, `/api/v1/centre-asks/${received[0]?.id}/decline`, { reason: 'other' }))?.status).toBe(200)
  })
})

describe('a request ends by itself', () => {
  it.each([
    ['the person withdraws', 'person-gone', () => app.asSystem(async (tx) => withdrawConsent(tx, app.platform, person, (await findConsent(tx, person, 'matching'))?.id ?? ''))],
    ['the person is merged into another record', 'person-gone', () => store(sql`update person set state = 'merged' where id = ${person}`)],
    ['the registration ends', 'person-gone', () => store(sql`update registration set state = 'ended', ended_on = ${app.today()}, end_reason = 'other' where person_id = ${person}`)],
    ['the vacancy closes', 'job-closed', () => store(sql`update vacancy set state = 'closed', closed_on = ${app.today()}, closing_reason = 'not-filled' where id = ${vacancy}`)],
  ])('when %s', async (_, reason, end) => {
    person = await aPerson(app, { centre: 'B', name: 'Leaving Lantern' })
    const before = await list()
    for (const handle of [...before.matchAll(/name="ask" value="([0-9a-f]{24})"/g)].map(([, found = '']) => found)) await ask(handle)
    const [mine] = await store(sql<{ id: string }>`select id from centre_ask where vacancy_id = ${vacancy} and person_id = ${person}`)
    await end()
    const [row] = await store(sql<{ state: string; reason: string }>`select state, reason from centre_ask where id = ${mine?.id}`)
    expect(row).toEqual({ state: 'closed', reason })
    expect(await desk(asked)).not.toContain(mine?.id)
  })
})

describe('the store', () => {
  const scoped = <T>(centre: 'A' | 'B', run: Parameters<typeof app.db.transaction<T>>[1]) => {
    const id = app.centres[centre]
    return app.db.transaction(app.contextOf({ accountId: null, role: 'counsellor', duties: [], centreId: id, centreIds: [id], centreCode: `T-${centre}`, personId: null, employerId: null, strength: 'two', sessionId: null }), run)
  }
  it('shows the request to the asked centre and not to the asking one, and takes none but through the asking centre', async () => {
    person = await aPerson(app, { centre: 'B', name: 'Kept Lantern' })
    for (const [, handle = ''] of (await list()).matchAll(/name="ask" value="([0-9a-f]{24})"/g)) await ask(handle)
    const rows = (centre: 'A' | 'B') => scoped(centre, async (tx) => (await sql`select id from centre_ask where person_id = ${person}`.execute(tx.db)).rows.length)
    expect([await rows('A'), await rows('B')]).toEqual([0, 1])
    const own = await scoped('A', async (tx) => (await sql<Record<string, unknown>>`select * from centre_asks(${vacancy}, ${app.today()})`.execute(tx.db)).rows)
    expect(own.length).toBeGreaterThan(0)
    expect(JSON.stringify(own)).not.toContain(person)
    expect(await scoped('B', async (tx) => (await sql`select * from centre_asks(${vacancy}, ${app.today()})`.execute(tx.db)).rows)).toEqual([])
    const other = await aVacancy(app, employer)
    await expect(scoped('B', async (tx) => sql`select ask_centre(gen_random_uuid(), ${person}, ${other}, ${'0'.repeat(24)}, ${app.centres.A}, ${person}, now(), ${app.today()}, ${app.today()})`.execute(tx.db))).rejects.toThrow('a centre asks for itself')
    await expect(scoped('B', (tx) => sql`update centre_ask set person_id = vacancy_id`.execute(tx.db))).rejects.toThrow('permission denied')
  })
})
