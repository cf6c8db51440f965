import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { countReach } from './actions/reach'
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

  it('says how uneven lists are once one vacancy is shown more than another', async () => {
    const second = await parties.aVacancy({ isco: '5221' })
    await (await app.as('counsellor')).get(`/en/jobseekers/${await parties.aPerson({ isco: '5223', name: 'Second Lantern' })}/vacancies`)
    await app.db.wholeStore((store) => sql`delete from match_impression where vacancy_id = ${second}`.execute(store))
    const chief = await app.as('chief')
    for (const [lang, value] of [['en', '0.5'], ['km', '0.5'], ['lo', '0,5']] as const) expect(words((await chief.get(`/${lang}/match-panel`)).text)).toContain(` ${value} `)
    expect(words((await chief.get('/en/match-panel')).text)).toContain('Open jobs in nobody’s list 1 of 2')
  })
})
