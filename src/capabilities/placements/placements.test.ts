import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { formatPublicCode, type PublicCode } from '../../kernel/code'
import { personHistory } from '../jobseekers/index'
import { signLink } from './actions/links'
import { importPlacements, importReferrals, placementDaily } from './index'
import { aPerson, anEmployer, aVacancy, idIn, messagesAbout, placementRow, plain, referralRow } from './test-parties'

let app: TestApp
let employerId: string
let verifier: string
beforeAll(async () => {
  app = await freshApp()
  verifier = (await app.as('headquarters')).accountId
  employerId = await anEmployer(app, verifier)
})
afterAll(() => app.close())

const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])
const fact = <Row>(query: ReturnType<typeof sql>) => app.db.statistics(async ({ db }) => (await query.execute(db as never)).rows as Row[])
type Staff = Awaited<ReturnType<TestApp['as']>>

async function hired(by: Staff, startDate: string, posts = 2) {
  const personId = await aPerson(app, { counsellorId: by.accountId })
  const vacancyId = await aVacancy(app, employerId, { posts })
  const reply = await by.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
  const referralId = idIn(reply.location)
  const done = await by.post(`/en/referrals/${referralId}`, { _version: '1', event: 'hire', startDate, kind: 'employment' })
  if (done.status !== 303) throw new Error(`${done.status} ${plain(done.text).slice(0, 500)}`)
  return { personId, vacancyId, referralId, id: idIn(done.location) }
}
const evidence = { source: 'employer', says: 'started', method: 'call', seenOn: '23/11/2026' }

describe('a placement', () => {
  it('takes the vacancy off the public list at once when it fills the last post, and puts it back when work did not begin', async () => {
    const counsellor = await app.as('counsellor')
    const listed = async () => (await app.visitor().get('/en/jobs')).text.includes(code)
    const personId = await aPerson(app, { counsellorId: counsellor.accountId })
    const vacancyId = await aVacancy(app, employerId, { posts: 1 })
    const [vacancy] = await store<{ code: PublicCode }>(sql`select code from vacancy where id = ${vacancyId}`)
    const code = formatPublicCode(vacancy?.code ?? ('' as PublicCode))
    expect(await listed()).toBe(true)
    const reply = await counsellor.post('/en/referrals/new', { person: personId, vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    const done = await counsellor.post(`/en/referrals/${idIn(reply.location)}`, { _version: '1', event: 'hire', startDate: '25/11/2026', kind: 'employment' })
    expect(await listed()).toBe(false)
    await counsellor.post(`/en/placements/${idIn(done.location)}/not-started`, { _version: '1', reason: 'person-declined' })
    expect(await listed()).toBe(true)
  })

  it('counts only after somebody other than its recorder hears it from outside, and twice when both sides say so', async () => {
    const recorder = await app.as('counsellor')
    const colleague = await app.as('counsellor')
    const { id, personId } = await hired(recorder, '23/11/2026')
    expect(plain((await recorder.get(`/en/placements/${id}`)).text)).toContain('This does not count as a placement until')
    const own = await recorder.post(`/en/placements/${id}/evidence`, evidence)
    expect(own.status).toBe(422)
    expect(plain(own.text)).toContain('somebody else must hear the confirmation')
    expect((await colleague.post(`/en/placements/${id}/evidence`, evidence)).status).toBe(303)
    expect((await placementRow(app, id)).level).toBe('one-side')
    const person = await app.byPhone({ personId })
    const { code } = await placementRow(app, id)
    expect((await person.post('/en/me/placements', { code, says: 'started' })).status).toBe(303)
    expect((await placementRow(app, id)).level).toBe('two-side')
    await expect(store(sql`insert into placement_evidence (id, created_at, placement_id, person_id, centre_id, source, method, says, seen_on, recorded_by, placement_recorded_by)
      select gen_random_uuid(), now(), id, person_id, centre_id, 'employer', 'call', 'started', start_date, recorded_by, recorded_by from placement where id = ${id}`)).rejects.toThrow(/check/)
  })

  it('is disputed when one side denies it; cancelled, it frees the post and leaves the figures', async () => {
    const staff = await app.as('counsellor')
    const { id, vacancyId } = await hired(staff, '23/11/2026')
    const { code } = await placementRow(app, id)
    const token = signLink(app.platform, 'placement-person', code, app.today())
    const visitor = app.visitor()
    expect(plain((await visitor.get(`/en/a/${token}`)).text)).toContain('Did you start work on 23 November 2026?')
    expect((await visitor.post(`/en/a/${token}`, { says: 'did-not-start' })).status).toBe(303)
    expect((await visitor.get(`/en/a/${token}/done`)).text).toContain('Thank you')
    expect((await placementRow(app, id)).level).toBe('refuted')
    expect((await staff.post(`/en/placements/${id}/not-started`, { reason: 'conditions-differ', _version: String((await placementRow(app, id)).version) })).status).toBe(303)
    expect(await placementRow(app, id)).toMatchObject({ state: 'not-started', state_reason: 'conditions-differ' })
    expect(await store(sql`select filled from vacancy where id = ${vacancyId}`)).toEqual([{ filled: 0 }])
    expect(await fact(sql`select in_use from fact_placement where placement_key = ${(await placementRow(app, id)).stat_key}`)).toEqual([{ in_use: false }])
  })

  it('is refused when all posts are filled, far ahead without the chief, and void only by the chief with a reason', async () => {
    const staff = await app.as('counsellor')
    const chief = await app.as('chief')
    const { id, vacancyId } = await hired(staff, '23/11/2026', 1)
    await app.db.wholeStore((db) => sql`update vacancy set posts = 2 where id = ${vacancyId}`.execute(db))
    const reply = await staff.post('/en/referrals/new', { person: await aPerson(app), vacancy: vacancyId, origin: 'counsellor', agreed: 'yes', method: 'paper' })
    await app.db.wholeStore((db) => sql`update vacancy set posts = 1 where id = ${vacancyId}`.execute(db))
    const full = await staff.post(`/en/referrals/${idIn(reply.location)}`, { _version: '1', event: 'hire', startDate: '24/11/2026' })
    expect(full.status).toBe(422)
    expect(plain(full.text)).toContain('Has the employer added a post?')
    expect((await referralRow(app, idIn(reply.location))).state).toBe('sent')
    await app.db.wholeStore((db) => sql`update vacancy set posts = 2 where id = ${vacancyId}`.execute(db))
    const far = await staff.post(`/en/referrals/${idIn(reply.location)}`, { _version: '1', event: 'hire', startDate: '24/03/2027' })
    expect(plain(far.text)).toContain('is recorded by the chief')
    expect((await staff.post(`/en/placements/${id}/void`, { reason: 'Made for the wrong person' })).status).toBe(422)
    expect((await chief.post(`/en/placements/${id}/void`, { reason: '' })).status).toBe(422)
    expect((await chief.post(`/en/placements/${id}/void`, { reason: 'Made for the wrong person' })).status).toBe(303)
    expect((await placementRow(app, id)).state).toBe('void')
  })

  it('once begun, ends the other open referrals of the person', async () => {
    const staff = await app.as('counsellor')
    const personId = await aPerson(app)
    const other = idIn((await staff.post('/en/referrals/new', { person: personId, vacancy: await aVacancy(app, employerId), origin: 'counsellor', agreed: 'yes', method: 'paper' })).location)
    const won = idIn((await staff.post('/en/referrals/new', { person: personId, vacancy: await aVacancy(app, employerId), origin: 'counsellor', agreed: 'yes', method: 'paper' })).location)
    expect((await staff.post(`/en/referrals/${won}`, { _version: '1', event: 'hire', startDate: '23/11/2026' })).status).toBe(303)
    expect(await referralRow(app, other)).toMatchObject({ state: 'cancelled', closing_reason: 'hired-elsewhere' })
    expect((await referralRow(app, won)).state).toBe('hired')
  })

  it('asks both sides three days after the start, again after ten, and no more after that', async () => {
    const staff = await app.as('counsellor')
    const { personId } = await hired(staff, '23/11/2026')
    const asked = async () => (await messagesAbout(app, { personId })).filter(({ template }) => template === 'placements.person.confirm-start').length
    const seen = []
    for (const day of ['2026-11-25', '2026-11-26', '2026-11-27', '2026-12-03', '2026-12-20', '2026-12-24']) {
      app.travelTo(`${day}T02:00:00Z`)
      await app.asSystem((tx) => placementDaily['daily.placements.confirm']?.(tx, app.platform, {}) ?? Promise.resolve())
      seen.push(await asked())
    }
    app.travelTo('2026-11-23T02:00:00Z')
    expect(seen).toEqual([0, 1, 1, 2, 2, 2])
  })
})

describe('one person from referral to three follow-ups', () => {
  it('shows every step on the time line, and the fact views hold exactly these rows', async () => {
    const staff = await app.as('counsellor')
    const colleague = await app.as('counsellor')
    const { id, personId, referralId } = await hired(staff, '23/11/2026')
    await colleague.post(`/en/placements/${id}/evidence`, evidence)
    await colleague.post(`/en/placements/${id}/evidence`, { ...evidence, source: 'jobseeker' })
    const early = await colleague.post(`/en/placements/${id}/outcome`, { followUp: (await store<{ id: string }>(sql`select id from follow_up where placement_id = ${id} and round = 6`))[0]?.id, outcome: 'same-employer', source: 'jobseeker' })
    expect(early.status).toBe(422)
    for (const [round, day, outcome] of [[1, '2026-12-23', 'same-employer'], [3, '2027-02-23', 'same-employer'], [6, '2027-05-24', 'other-employer']] as const) {
      app.travelTo(`${day}T02:00:00Z`)
      const caller = await app.as('counsellor')
      const [due] = await store<{ id: string }>(sql`select id from follow_up where placement_id = ${id} and round = ${round}`)
      expect((await caller.get('/en/placements')).text).toContain(`followUp=${due?.id ?? ''}`)
      expect((await caller.post(`/en/placements/${id}/outcome`, { followUp: due?.id, outcome: 'not-reached', source: 'jobseeker' })).status).toBe(422)
      expect((await caller.post(`/en/placements/${id}/attempt`, { followUp: due?.id, channel: 'call', reached: 'yes' })).status).toBe(303)
      expect((await caller.post(`/en/placements/${id}/outcome`, { followUp: due?.id, outcome, source: 'jobseeker', wageNow: '950000', asAdvertised: 'yes' })).status).toBe(303)
    }
    const last = await app.as('counsellor')
    const told = await app.db.transaction(app.contextOf({ ...systemLike(), centreIds: [app.centres.A] }), async (tx) => (await Promise.all(personHistory.entries.map((provider) => provider(tx, personId)))).flat().map(({ key }) => key))
    for (const key of ['placements.history.referral-sent', 'placements.history.referral-hired', 'placements.history.placement-started']) expect(told).toContain(key)
    expect(told.filter((key) => key === 'placements.history.follow-up')).toHaveLength(3)
    expect(plain((await last.get(`/en/jobseekers/${personId}/history`)).text)).toContain('After 6 months: Other employer')
    const { stat_key } = await placementRow(app, id)
    const referral = await referralRow(app, referralId)
    expect(await fact(sql`select fact_date, centre_code, in_use, kind, level, confirmed, origin, currency, sex, isco4, days_from_registration, (referral_key = ${referral.stat_key}) as joins from fact_placement where placement_key = ${stat_key}`)).toEqual([
      { fact_date: '2026-11-23', centre_code: 'T-A', in_use: true, kind: 'employment', level: 'two-side', confirmed: true, origin: 'counsellor', currency: null, sex: 'F', isco4: '5223', days_from_registration: 0, joins: true },
    ])
    expect(await fact(sql`select fact_date, state, due_missed, days_to_answer, age_band from fact_referral where referral_key = ${referral.stat_key}`)).toEqual([{ fact_date: '2026-11-23', state: 'hired', due_missed: false, days_to_answer: 0, age_band: '25-34' }])
    expect(await fact(sql`select round, due_on, outcome, attempts, same_employer, employed from fact_follow_up where placement_key = ${stat_key} order by round`)).toEqual([
      { round: 1, due_on: '2026-12-23', outcome: 'same-employer', attempts: 1, same_employer: true, employed: true },
      { round: 3, due_on: '2027-02-23', outcome: 'same-employer', attempts: 1, same_employer: true, employed: true },
      { round: 6, due_on: '2027-05-23', outcome: 'other-employer', attempts: 1, same_employer: false, employed: true },
    ])
    expect(await store(sql`select count(*)::int as n from service_event where person_id = ${personId} and service_code = 'FUP'`)).toEqual([{ n: 3 }])
    app.travelTo('2026-11-23T02:00:00Z')
  })

  it('reaches no name, phone or note through the statistics role', async () => {
    await expect(app.db.statistics(({ db }) => sql`select message from referral`.execute(db as never))).rejects.toThrow(/permission denied/)
    const columns = await store<{ column_name: string }>(sql`select column_name from information_schema.columns where table_name in ('fact_referral','fact_interview','fact_placement','fact_follow_up')`)
    expect(columns.filter(({ column_name }) => /name|phone|note|message|birth|account|recorded_by|owner/.test(column_name))).toEqual([])
  })
})

const systemLike = () => ({ accountId: null, role: 'system' as const, duties: [], centreId: null, centreIds: [] as string[], centreCode: null, personId: null, employerId: null, strength: 'none' as const, sessionId: null })

describe('an import', () => {
  it('writes referrals and placements once, with levels from their evidence, and a second time adds nothing', async () => {
    const staff = await app.as('counsellor')
    const people = [await aPerson(app), await aPerson(app)]
    const vacancyId = await aVacancy(app, employerId)
    const base = { vacancyId, employerId, centreId: app.centres.A, origin: 'counsellor' as const, madeOn: app.today(), ownerId: staff.accountId }
    const referrals = people.map((personId, index) => ({ ...base, personId, state: index === 0 ? ('sent' as const) : ('hired' as const) }))
    expect(await app.asSystem((tx) => importReferrals(tx, app.platform, referrals))).toEqual({ added: 2, same: 0 })
    expect((await app.asSystem((tx) => importReferrals(tx, app.platform, referrals.slice(0, 1)))).same).toBe(1)
    expect(await store(sql`select state, due_on, due_kind from referral where person_id = ${people[0]}`)).toEqual([{ state: 'sent', due_on: '2026-11-30', due_kind: 'employer-answers' }])
    const placements = people.map((personId, index) => ({
      personId, employerId, centreId: app.centres.A, startDate: app.today(), recordedBy: staff.accountId, sourceSystem: 'old', sourceId: `w${index}`,
      evidence: index === 0 ? [] : [{ source: 'employer' as const, recordedBy: employerId }],
    }))
    expect(await app.asSystem((tx) => importPlacements(tx, app.platform, placements))).toEqual({ added: 2, same: 0 })
    expect(await app.asSystem((tx) => importPlacements(tx, app.platform, placements))).toEqual({ added: 0, same: 2 })
    expect(await store(sql`select level from placement where source_system = 'old' order by source_id`)).toEqual([{ level: 'reported' }, { level: 'one-side' }])
    expect(await store(sql`select count(*)::int as n from follow_up f join placement p on p.id = f.placement_id where p.source_system = 'old'`)).toEqual([{ n: 6 }])
  })
})
