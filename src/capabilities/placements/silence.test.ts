import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { placementDaily, placementDesk } from './index'
import { aPerson, anEmployer, aVacancy, idIn, messagesAbout, referralRow } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let chief: Awaited<ReturnType<TestApp['as']>>
let employerId: string
beforeAll(async () => {
  app = await freshApp({ at: '2026-11-23T02:00:00Z' })
  counsellor = await app.as('counsellor')
  chief = await app.as('chief')
  employerId = await anEmployer(app, chief.accountId)
})
afterAll(() => app.close())

const runDaily = async () => {
  for (const run of Object.values(placementDaily)) await app.asSystem((tx) => run(tx, app.platform, {}))
}
const deskOf = (role: 'counsellor' | 'chief', accountId: string) => {
  const actor = { accountId, role, duties: [], centreId: app.centres.A, centreIds: [app.centres.A], centreCode: 'T-A', personId: null, employerId: null, strength: 'two' as const, sessionId: null }
  return app.db.transaction(app.contextOf(actor), (tx) => placementDesk(tx, app.platform))
}
const refer = async (vacancyId: string, agreed: 'yes' | 'ask' = 'yes') => {
  const personId = await aPerson(app, { counsellorId: counsellor.accountId })
  const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed, method: 'paper' })
  return { personId, id: idIn(reply.location) }
}

describe('five referrals that nobody answers', () => {
  it('are reminded, put on the desk, called, shown to the chief and closed on the days of the rule', async () => {
    const vacancies = [await aVacancy(app, employerId, { posts: 5 }), await aVacancy(app, employerId, { posts: 5 })]
    const open = await aVacancy(app, employerId, { posts: 3 })
    const five = []
    for (let n = 0; n < 5; n += 1) five.push(await refer(vacancies[n % 2] ?? ''))
    const [first] = five
    if (!first) throw new Error('nobody was referred')
    const reminders = async () => (await messagesAbout(app, { employerId })).filter(({ template }) => template === 'placements.employer.remind').length
    const on = async (day: string) => {
      app.travelTo(`${day}T02:00:00Z`)
      await runDaily()
      await runDaily()
    }
    await on('2026-11-26')
    expect(await reminders()).toBe(0)
    await on('2026-11-27')
    expect(await reminders()).toBe(5)
    expect(await deskOf('counsellor', counsellor.accountId)).toEqual([])
    await on('2026-11-30')
    const desk = await deskOf('counsellor', counsellor.accountId)
    expect(desk.map(({ kind, due, ownerId, urgent }) => ({ kind, due, ownerId, urgent }))).toEqual(Array(5).fill({ kind: 'employer-overdue', due: '2026-11-30', ownerId: counsellor.accountId, urgent: undefined }))
    expect(await reminders()).toBe(5)
    await on('2026-12-03')
    expect(await reminders()).toBe(10)
    expect((await deskOf('counsellor', counsellor.accountId)).every(({ urgent }) => urgent === true)).toBe(true)
    expect((await deskOf('chief', chief.accountId)).filter(({ kind }) => kind === 'silent')).toEqual([])
    for (const { id } of five.slice(3)) await app.db.wholeStore((db) => sql`update referral set due_on = '2026-12-08', state = 'seen' where id = ${id}`.execute(db))
    await on('2026-12-07')
    const watched = (await deskOf('chief', chief.accountId)).filter(({ kind }) => kind === 'silent')
    expect(watched.map(({ ownerId }) => ownerId)).toEqual([chief.accountId, chief.accountId, chief.accountId])
    await on('2026-12-29')
    expect((await referralRow(app, first.id)).state).toBe('sent')
    await on('2026-12-30')
    expect(await referralRow(app, first.id)).toMatchObject({ state: 'employer-silent', closing_reason: 'employer-silent', closed_on: '2026-12-30', due_on: null })
    const last = (await messagesAbout(app, { personId: first.personId })).at(-1)
    expect(last?.template).toBe('placements.person.employer-silent')
    expect(last?.body).toMatch(/\/jobs\/[0-9A-Z]{9}/)
    expect(open).toBeTruthy()
  })
})

describe('people who do not answer', () => {
  it('lose a proposal after ten days, with a reason and a message', async () => {
    app.travelTo('2027-01-04T02:00:00Z')
    counsellor = await app.as('counsellor')
    const { id, personId } = await refer(await aVacancy(app, employerId), 'ask')
    app.travelTo('2027-01-13T02:00:00Z')
    await runDaily()
    expect((await referralRow(app, id)).state).toBe('waiting-person')
    app.travelTo('2027-01-14T02:00:00Z')
    await runDaily()
    expect(await referralRow(app, id)).toMatchObject({ state: 'person-silent', closing_reason: 'person-silent' })
    expect((await messagesAbout(app, { personId })).at(-1)?.template).toBe('placements.person.person-silent')
  })
})

describe('the store', () => {
  it('holds no open referral without day, kind and owner, and no closed one without reason and message', async () => {
    const { rows } = await app.db.wholeStore((db) =>
      sql<{ open: number; closed: number; silent: number }>`select
        count(*) filter (where closed_on is null and (due_on is null or due_kind is null or due_owner is null))::int as open,
        count(*) filter (where closed_on is not null and closing_reason is null)::int as closed,
        count(*) filter (where closed_on is not null and not exists (select 1 from message m where m.person_id = referral.person_id))::int as silent from referral`.execute(db))
    expect(rows).toEqual([{ open: 0, closed: 0, silent: 0 }])
    await expect(app.db.wholeStore((db) => sql`update referral set due_owner = null where closed_on is null`.execute(db).then(() => sql`insert into referral select (jsonb_populate_record(r, '{"due_owner":null,"state":"sent","id":"00000000-0000-4000-8000-000000000001","code":"Y","stat_key":"00000000-0000-4000-8000-000000000002"}'::jsonb)).* from referral r limit 1`.execute(db)))).rejects.toThrow(/check/)
  })

  it('gives the referrals of a counsellor without a post to somebody who holds one', async () => {
    counsellor = await app.as('counsellor')
    const { id } = await refer(await aVacancy(app, employerId))
    await app.db.wholeStore((db) => sql`update post_holding set to_day = '2027-01-13', end_reason = 'left' where account_id = ${counsellor.accountId}`.execute(db))
    await runDaily()
    expect((await referralRow(app, id)).due_owner).toBe(chief.accountId)
  })
})
