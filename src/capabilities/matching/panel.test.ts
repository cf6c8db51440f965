import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { countReach } from './actions/reach'
import { countSpread } from './actions/spread'
import { startMatching } from './engine/live'
import { congestion, reachByGroup } from './rules/panel'
import { openParties } from './test-parties'

const words = (html: string) => html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the rules of the panel', () => {
  it('count who is never shown, how concentrated lists are, and first suggestions beyond five for each post', () => {
    const shown = [0, 0, 1, 3, 6].map((exposure, at) => ({ exposure, firstShown: at === 4 ? 8 : 0, postsLeft: 1 }))
    expect(congestion(shown)).toEqual({ vacancies: 5, neverShown: 2, concentration: 0.6, overCapacity: 3 / 8, topTenth: 0.6 })
    expect(congestion([])).toEqual({ vacancies: 0, neverShown: 0, concentration: 0, overCapacity: null, topTenth: null })
  })

  it('compare a group with all others, mark what is uneven, and leave out fewer than 20', () => {
    const counts = [{ kind: 'all', code: 'all', eligible: 1000, shown: 470 }, { kind: 'sex', code: 'F', eligible: 600, shown: 270 }, { kind: 'group', code: 'disability', eligible: 19, shown: 0 }, { kind: 'age', code: '15-24', eligible: 200, shown: 40 }]
    const { reached, leftOut } = reachByGroup(counts)
    expect(reached.map(({ code, ratio, isUneven }) => [code, Math.round(ratio * 100) / 100, isUneven])).toEqual([['F', 0.9, false], ['15-24', 0.37, true]])
    expect(leftOut).toBe(1)
    // The others are the small cell here: the group would give them away.
    expect(reachByGroup([{ kind: 'all', code: 'all', eligible: 30, shown: 5 }, { kind: 'sex', code: 'F', eligible: 15, shown: 5 }]).reached).toEqual([])
  })
})

describe('the panel', () => {
  let app: TestApp
  let parties: Awaited<ReturnType<typeof openParties>>
  let person = ''
  let vacancy = ''
  beforeAll(async () => {
    app = await freshApp()
    parties = await openParties(app)
    ;[person, vacancy] = [await parties.aPerson({ name: 'Panel Lantern' }), await parties.aVacancy()]
    const counsellor = await app.as('counsellor')
    await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    await counsellor.get(`/en/jobseekers/${person}/vacancies`)
    await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'reject', reason: 'too-far' })
  })
  afterAll(() => app.close())

  const reach = async () => (await app.db.wholeStore((store) => sql<{ kind: string; code: string; eligible: number; reached: number }>`select kind, code, eligible, reached from match_reach order by kind, code`.execute(store))).rows

  it.each(['store', 'index'])('counts once a day who could be suggested and who was, from the %s', async (engine) => {
    const live = engine === 'index' ? startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined }) : undefined
    await live?.step()
    await app.asSystem((tx) => countReach(tx, app.platform))
    await app.asSystem((tx) => countReach(tx, app.platform))
    await live?.stop()
    expect(await reach()).toEqual(expect.arrayContaining([{ kind: 'all', code: 'all', eligible: 1, reached: 1 }, { kind: 'sex', code: 'F', eligible: 1, reached: 1 }, { kind: 'group', code: 'women', eligible: 1, reached: 1 }]))
  })

  it.each(['store', 'index'])('puts people without any suggestion on the desk of their centre until something fits, found by the %s', async (engine) => {
    const counsellor = await app.as('counsellor')
    const bare = await parties.aPerson({ name: `Bare ${engine}` })
    const night = async (isNight: boolean) => {
      await app.db.wholeStore((store) => sql`update vacancy set night = ${isNight}`.execute(store))
      const live = engine === 'index' ? startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined }) : undefined
      await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
      await live?.step()
      await app.asSystem((tx) => countReach(tx, app.platform))
      await live?.stop()
      return words((await counsellor.get('/en/desk')).text)
    }
    await counsellor.post('/en/matches/preferences', { person: bare, _version: 0, limits: 'night' })
    expect(await night(true)).toMatch(new RegExp(`Nothing can be suggested to this person Bare ${engine}`))
    expect(words((await (await app.as('counsellor', { centre: 'B' })).get('/en/desk')).text)).not.toContain('Bare')
    expect(words((await counsellor.get(`/en/jobseekers/${bare}/vacancies`)).text)).toMatch(/Contract or night work that the person ruled out\. \d+/)
    expect(await night(false)).not.toContain('Nothing can be suggested')
    await app.asSystem((tx) => parties.withdrawMatching(tx, bare))
  })

  it('shows a chief figures, the log and names of the own centre, and shows no small group', async () => {
    const chief = await app.as('chief')
    const page = words((await chief.get('/en/match-panel')).text)
    expect(page).toContain('Open jobs in nobody’s list 0 of 1')
    expect(page).toMatch(/Candidates · 1-3 1 0 1 0 0 0/)
    expect(page).toMatch(/Panel Lantern Shop assistant \d+ Too far Staff/)
    expect(page).toContain('Fewer than 20 people: nothing is shown.')
    for (const lang of ['km', 'lo']) for (const path of ['/match-panel?period=month', '/match-weights']) expect((await chief.get(`/${lang}${path}`)).status).toBe(200)
    const other = words((await (await app.as('chief', { centre: 'B' })).get('/en/match-panel')).text)
    expect(other).not.toContain('Panel Lantern')
    expect(other).toContain('0 of 0')
  })

  it('shows headquarters the nation and nobody’s name', async () => {
    const page = words((await (await app.as('headquarters')).get('/en/match-panel')).text)
    expect(page).toContain('0 of 1')
    expect(page).not.toContain('Panel Lantern')
    expect((await (await app.as('counsellor')).get('/en/match-panel')).status).toBe(403)
  })

  it('refuses the figures of another centre in the store itself', async () => {
    const chief = await app.as('chief', { centre: 'B' })
    const actor = { accountId: chief.accountId, role: 'chief' as const, duties: [], centreId: chief.centreId, centreIds: [chief.centreId], centreCode: 'T-B', personId: null, employerId: null, strength: 'two' as const, sessionId: null }
    const ask = (centres: string[] | null) => app.db.transaction(app.contextOf(actor), (tx) => sql`select * from match_outcomes(${centres}::uuid[], ${app.today()})`.execute(tx.db))
    await expect(ask([app.centres.A])).rejects.toThrow('another centre')
    await expect(ask(null)).rejects.toThrow('another centre')
    expect((await ask([app.centres.B])).rows).toEqual([])
  })

  it('gives measures suggestions and answers without a person', async () => {
    const facts = await app.db.statistics(({ db }) => sql<Record<string, unknown>>`select list_kind, rank, score_band, became_referral, sex, centre_code from fact_match_impression order by list_kind`.execute(db))
    expect(facts.rows).toEqual([
      { list_kind: 'candidates', rank: 1, score_band: '6000-7999', became_referral: false, sex: 'F', centre_code: 'T-A' }, { list_kind: 'vacancies', rank: 1, score_band: '6000-7999', became_referral: false, sex: 'F', centre_code: 'T-A' },
    ])
    const answers = await app.db.statistics(({ db }) => sql`select answer, reason, by_party, sex from fact_match_feedback`.execute(db))
    expect(answers.rows).toEqual([{ answer: 'reject', reason: 'too-far', by_party: 'counsellor', sex: 'F' }])
  })

  it('puts what spreading changes beside plain lists, from the last assignment', async () => {
    const chief = await app.as('chief')
    expect(words((await chief.get('/en/match-panel')).text)).toContain('No assignment has been made yet.')
    const live = startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined })
    await app.asSystem((tx) => countSpread(tx, app.platform))
    expect(words((await chief.get('/en/match-panel')).text)).toContain('No assignment has been made yet.')
    // Two weak jobs beside six strong ones of four posts: the five best of everybody are strong, and spreading reaches all.
    const strong: string[] = []
    for (let at = 0; at < 6; at += 1) strong.push(await parties.aVacancy({ isco: '5223' }))
    const weak = [await parties.aVacancy({ isco: '9999' }), await parties.aVacancy({ isco: '9999' })]
    const crowd: string[] = []
    for (let at = 0; at < 4; at += 1) crowd.push(await parties.aPerson({ name: `Crowd ${at}` }))
    await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
    await live.step()
    await app.asSystem((tx) => countSpread(tx, app.platform))
    await live.stop()
    const page = words((await chief.get('/en/match-panel')).text)
    const cells = (figure: string) => new RegExp(`${figure} (\\d+ of \\d+) (\\d+ of \\d+)`).exec(page)?.slice(1)
    const [plain, spread] = cells('Open jobs in nobody’s list') ?? []
    expect(plain).toMatch(/^[1-9]\d* of 9$/)
    expect(spread).toBe('0 of 9')
    const other = await (await app.as('chief', { centre: 'B' })).get('/en/match-panel')
    expect(words(other.text)).toContain('No assignment has been made yet.')
    await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where id = any (${[...strong, ...weak]}::uuid[])`.execute(store))
    for (const id of crowd) await app.asSystem((tx) => parties.withdrawMatching(tx, id))
    await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
  })

  it('compares people of the same work and education once there are 20 beside 20', async () => {
    const chief = await app.as('chief')
    expect(words((await chief.get('/en/match-panel')).text)).toContain('Beside people of the same work and education: Fewer than 20 people')
    const ids: string[] = []
    for (let at = 0; at < 40; at += 1) ids.push(await parties.aPerson({ name: `Alike ${at}` }))
    await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
    await app.db.wholeStore(async (store) => {
      await sql`update person set sex = 'M' where id = any (${ids.slice(0, 20)}::uuid[])`.execute(store)
      await sql`insert into match_list (id, code, kind, subject_id, centre_id, made_at, made_on, weights_version, engine, eligible) values ('00000000-0000-7000-8000-000000000001', 'ALIKE', 'candidates', ${vacancy}, ${app.centres.A}, now(), ${app.today()}, 'x', 'sql', 40)`.execute(store)
      // Each man at rank 1; of the women, half of them.
      await sql`insert into match_impression (id, list_id, person_id, vacancy_id, made_on, rank, score, parts, line)
        select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', p, ${vacancy}, ${app.today()}, 1, 5000, '{0,0,0,0,0,0,0,0}', 1 from unnest(${ids.slice(0, 30)}::uuid[]) p`.execute(store)
    })
    const api = (await chief.get('/api/v1/match-panel')).json<{ alike: { groups: { code: string; people: number; exposure: number }[] } }>()
    const women = api.alike.groups.find(({ code }) => code === 'F')
    expect(women?.people).toBeGreaterThanOrEqual(20)
    expect(women?.exposure).toBeGreaterThan(0.45)
    expect(women?.exposure).toBeLessThan(0.6)
    expect(words((await chief.get('/en/match-panel')).text)).toMatch(/Beside people of the same work and education .* Female \d+ 0\.\d+ Uneven/)
    await app.db.wholeStore((store) => sql`delete from match_impression where list_id = '00000000-0000-7000-8000-000000000001'`.execute(store))
    for (const id of ids) await app.asSystem((tx) => parties.withdrawMatching(tx, id))
  })

  it('names who and what was never shown, with the reason and a filter for it', async () => {
    const chief = await app.as('chief')
    const ids: Record<string, string> = {}
    for (const why of ['no-consent', 'no-occupation', 'no-contact', 'others-first']) ids[why] = await parties.aPerson({ name: `Hidden ${why}` })
    const bare = await parties.aVacancy()
    await app.db.wholeStore(async (store) => {
      await sql`update registration set accepted_on = ${app.today()}::date - 20 where person_id = any (${Object.values(ids)}::uuid[])`.execute(store)
      await sql`update registration set last_contact_on = ${app.today()}::date - 100 where person_id = ${ids['no-contact']}`.execute(store)
      await sql`update wish set isco = null where person_id = ${ids['no-occupation']}`.execute(store)
      await sql`update vacancy set published_on = ${app.today()}::date - 20 where id = ${bare}`.execute(store)
    })
    await app.asSystem((tx) => parties.withdrawMatching(tx, ids['no-consent'] ?? ''))
    await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
    for (const why of Object.keys(ids)) {
      const page = (await chief.get(`/en/match-panel/never-shown?of=people&why=${why}`)).text
      expect([why, ...Object.keys(ids).filter((other) => page.includes(`Hidden ${other}`))]).toEqual([why, why])
    }
    expect(words((await chief.get('/en/match-panel/never-shown')).text)).toMatch(/Shop assistant \d+ 3 November 2026 No skills stated/)
    expect((await chief.get('/en/match-panel/never-shown?of=jobs&why=no-consent')).status).toBe(404)
    expect((await chief.get('/en/match-panel/never-shown?why=nothing')).status).toBe(400)
    const headquarters = await app.as('headquarters')
    expect((await headquarters.get('/en/match-panel/never-shown?of=people')).status).toBe(404)
    expect((await headquarters.get('/en/match-panel/never-shown')).status).toBe(200)
    const other = (await (await app.as('chief', { centre: 'B' })).get('/en/match-panel/never-shown?of=people')).text
    expect(other).not.toContain('Hidden')
    await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where id = ${bare}`.execute(store))
    for (const id of Object.values(ids)) await app.db.wholeStore((store) => sql`update registration set state = 'ended', ended_on = ${app.today()}, end_reason = 'other' where person_id = ${id}`.execute(store))
  })

  it('says how uneven lists are once one vacancy is shown more than another', async () => {
    const second = await parties.aVacancy({ isco: '5221' })
    await (await app.as('counsellor')).get(`/en/jobseekers/${await parties.aPerson({ isco: '5223', name: 'Second Lantern' })}/vacancies`)
    await app.db.wholeStore((store) => sql`delete from match_impression where vacancy_id = ${second}`.execute(store))
    const chief = await app.as('chief')
    for (const [lang, value] of [['en', '0.5'], ['km', '0.5'], ['lo', '0,5']] as const) expect(words((await chief.get(`/${lang}/match-panel`)).text)).toContain(` ${value} `)
    expect(words((await chief.get('/en/match-panel')).text)).toContain('Open jobs in nobody’s list 1 of 2')
  })
})
