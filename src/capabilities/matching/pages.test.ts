import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { startMatching } from './engine/live'
import { openParties } from './test-parties'

let app: TestApp
let parties: Awaited<ReturnType<typeof openParties>>
let counsellor: Awaited<ReturnType<TestApp['as']>>
const words = (html: string) => html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const one = async <T>(query: ReturnType<typeof sql<T>>) => (await app.db.wholeStore((store) => query.execute(store))).rows[0]
const versionIn = (html: string) => /name="_version" value="(\d+)"/.exec(html)?.[1] ?? ''

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  parties = await openParties(app)
})
afterAll(() => app.close())

describe('a slip', () => {
  it('has an address that shows its jobs for 30 days to anybody, and never the person', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Paper Lantern' }), await parties.aVacancy()]
    const page = await counsellor.get(`/en/matches/slip?person=${person}&vacancy=${vacancy}`)
    const code = /\/en\/s\/([0-9A-Z]{9})/.exec(page.text)?.[1] ?? ''
    expect(words(page.text)).toContain('within 5 working days')
    // Loaded again it is the same slip.
    expect((await counsellor.get(`/en/matches/slip?person=${person}&vacancy=${vacancy}`)).text).toContain(`/en/s/${code}`)
    const stranger = app.visitor()
    const shown = await stranger.get(`/km/s/${code}`)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('អ្នកលក់ក្នុងហាង')
    expect(shown.text).not.toContain('Paper Lantern')
    await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where id = ${vacancy}`.execute(store))
    expect(words((await stranger.get(`/en/s/${code}`)).text)).toContain('1 job on the slip is no longer open')
    await app.db.wholeStore((store) => sql`update match_list set made_on = made_on - 30 where code = ${code}`.execute(store))
    expect((await stranger.get(`/en/s/${code}`)).status).toBe(404)
  })

  it('opens no list that was not printed', async () => {
    const [person, vacancy] = [await parties.aPerson(), await parties.aVacancy()]
    await counsellor.get(`/en/jobseekers/${person}/vacancies`)
    const list = await one(sql<{ code: string }>`select code from match_list where kind = 'vacancies' and subject_id = ${person}`)
    expect((await app.visitor().get(`/en/s/${list?.code}`)).status).toBe(404)
    expect((await (await app.as('counsellor', { centre: 'B' })).get(`/en/matches/slip?person=${person}&vacancy=${vacancy}`)).status).toBe(404)
  })
})

describe('a list', () => {
  it('is written down once however often it is loaded, and again when it changes', async () => {
    const vacancy = await parties.aVacancy()
    await parties.aPerson({ name: 'First Lantern' })
    const lists = async () => (await one(sql<{ n: number }>`select count(*)::int as n from match_list where kind = 'candidates' and subject_id = ${vacancy}`))?.n
    await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    expect(await lists()).toBe(1)
    await parties.aPerson({ name: 'Second Lantern' })
    await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    expect(await lists()).toBe(2)
  })

  it('goes on in its order when midnight comes between two pages', async () => {
    const person = await parties.aPerson({ name: 'Late Lantern', isco: '7223' })
    for (let at = 0; at < 30; at += 1) await parties.aVacancy({ isco: '7223' })
    const before = app.now()
    app.travelTo(`${app.today()}T16:50:00Z`)
    const me = await app.byPhone({ personId: person })
    const page = async (address: string) => {
      const { text } = await me.get(address)
      return { jobs: [...text.matchAll(/explain\?vacancy=([0-9a-f-]{36})/g)].map(([, id = '']) => id), next: (/rel="next"/.test(text) ? /href="([^"]+)" rel="next"/.exec(text)?.[1] : undefined)?.replaceAll('&amp;', '&') ?? '' }
    }
    const second = await page('/en/me/matches?page=2')
    app.travelTo(new Date(app.now().getTime() + 15 * 60_000).toISOString())
    const [third, other] = [await page(second.next), await page('/en/me/matches?page=3')]
    app.travelTo(before.toISOString())
    expect([second.jobs.length, third.jobs.length]).toEqual([10, 10])
    expect(third.jobs.filter((id) => second.jobs.includes(id))).toEqual([])
    // Without the day of the page before, some would come twice and others never (control).
    expect(other.jobs.filter((id) => second.jobs.includes(id))).not.toEqual([])
    await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where isco = '7223'`.execute(store))
  })

  it('says which condition keeps a person off it, found by card number', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Night Lantern' }), await parties.aVacancy()]
    await app.db.wholeStore((store) => sql`update vacancy set night = true where id = ${vacancy}`.execute(store))
    await counsellor.post('/en/matches/preferences', { person, _version: 0, limits: 'night' })
    const list = await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    expect(list.text).not.toContain('Night Lantern')
    expect(words(list.text)).toContain('Contract or night work that the person ruled out. 1')
    const card = (await one(sql<{ card: string }>`select card_number as card from person where id = ${person}`))?.card ?? ''
    const asked = await counsellor.get(`/en/matches/why-not?vacancy=${vacancy}&typed=${card.toLowerCase()}`)
    expect(asked.location).toBe(`/en/matches/explain?person=${person}&vacancy=${vacancy}`)
    expect(words((await counsellor.get(asked.location)).text)).toContain('Not on the list: Contract or night work that the person ruled out.')
    expect((await counsellor.get(`/en/matches/why-not?vacancy=${vacancy}&typed=000000000`)).status).toBe(404)
  })

  it('names a private condition to nobody but the person, says the place of whoever passes, and offers the agreement that is missing', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Ramp Lantern', isco: '3341' }), await parties.aVacancy({ isco: '3341' })]
    const why = async () => words((await counsellor.get(`/en/matches/explain?person=${person}&vacancy=${vacancy}`)).text)
    expect(await why()).toContain('Passes every condition and stands at place 1 for this job; the list shows the first 20.')
    await counsellor.post('/en/matches/preferences', { person, _version: 0, limits: 'access' })
    await app.db.wholeStore((store) => sql`update vacancy set accessible = false where id = ${vacancy}`.execute(store))
    expect(await why()).toContain('Not on the list: A wish of the person for this list.')
    const list = words((await counsellor.get(`/en/vacancies/${vacancy}/candidates`)).text)
    expect(list).toContain('A wish of the person for this list. 1')
    expect(list).not.toContain('access')
    const me = await app.byPhone({ personId: person })
    expect(words((await me.get(`/en/me/matches/explain?vacancy=${vacancy}`)).text)).toContain('The workplace does not have the access that you need.')
    await app.asSystem((tx) => parties.withdrawMatching(tx, person))
    for (const path of [`/en/matches/explain?person=${person}&vacancy=${vacancy}`, `/en/jobseekers/${person}/vacancies`]) {
      expect((await counsellor.get(path)).text).toMatch(new RegExp(`There is no agreement to matching, so there are no points\\.[\\s\\S]*/en/jobseekers/${person}/consents`))
    }
  })

  it('orders a person’s vacancies by what is good for both', async () => {
    const [person, wanted, quiet] = [await parties.aPerson({ name: 'Both Lantern', isco: '5221', skills: ['use-computer'] }), await parties.aVacancy({ isco: '5221', must: ['use-computer'] }), await parties.aVacancy({ isco: '5221' })]
    const page = await counsellor.get(`/en/jobseekers/${person}/vacancies?order=both`)
    expect(words(page.text)).toMatch(/For the person no\. \d+, for the employer no\. \d+/)
    expect(page.text.indexOf(wanted)).toBeGreaterThan(0)
    expect(page.text.indexOf(quiet)).toBeGreaterThan(0)
  })
})

describe('a list of candidates', () => {
  it('says at which place each person has this vacancy in their own list', async () => {
    const [vacancy] = [await parties.aVacancy({ isco: '2221' }), await parties.aPerson({ name: 'Rank Lantern', isco: '2221' })]
    const live = startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined })
    await live.step()
    const page = words((await counsellor.get(`/en/vacancies/${vacancy}/candidates`)).text)
    await live.stop()
    expect(page).toMatch(/Rank Lantern.*?For the person no\. 1, for the employer no\. 1 /)
  })

  it('that is empty for a person says to staff which conditions keep the jobs off it', async () => {
    const [person] = [await parties.aPerson({ name: 'Bare Lantern' }), await parties.aVacancy()]
    await counsellor.post('/en/matches/preferences', { person, _version: 0, limits: 'night' })
    await app.db.wholeStore((store) => sql`update vacancy set night = true`.execute(store))
    expect(words((await counsellor.get(`/en/jobseekers/${person}/vacancies`)).text)).toMatch(/Contract or night work that the person ruled out\. \d+/)
    await app.db.wholeStore((store) => sql`update vacancy set night = false`.execute(store))
  })
})

describe('wishes', () => {
  it('are kept with their version, read back, and refused when somebody else saved meanwhile', async () => {
    const person = await parties.aPerson({ name: 'Wish Lantern' })
    const me = await app.byPhone({ personId: person })
    const form = await me.get('/en/me/preferences')
    expect(versionIn(form.text)).toBe('0')
    expect((await me.post('/en/me/preferences', { _version: 0, commute: '៣០', wage: '900,000', limits: ['night', 'access'] })).status).toBe(303)
    expect(await one(sql`select commute_km, no_night, access_needed, expected_wage::int as wage, version from match_preference where person_id = ${person}`)).toEqual({ commute_km: 30, no_night: true, access_needed: true, wage: 900_000, version: 1 })
    expect((await me.post('/en/me/preferences', { _version: 0, commute: '5' })).status).toBe(409)
    expect((await me.post('/en/me/preferences', { _version: 1, commute: '501' })).status).toBe(422)
    expect((await (await app.as('counsellor', { centre: 'B' })).post('/en/matches/preferences', { person, _version: 1 })).status).toBe(404)
    expect((await counsellor.post('/en/matches/preferences', { person, _version: 1, commute: '' })).status).toBe(303)
    expect((await one(sql<{ km: number | null }>`select commute_km as km from match_preference where person_id = ${person}`))?.km).toBeNull()
  })

  it('hide the jobs of an employer until the person lets them come back', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Block Lantern' }), await parties.aVacancy()]
    const me = await app.byPhone({ personId: person })
    expect((await me.post('/en/me/matches', { vacancy, reason: 'employer-unsuitable', block: 'yes' })).status).toBe(409)
    await me.get('/en/me/matches')
    await me.post('/en/me/matches', { vacancy, reason: 'employer-unsuitable', block: 'yes' })
    expect((await me.get('/en/me/matches')).text).not.toContain('/me/matches/explain')
    const form = await me.get('/en/me/preferences')
    expect(words(form.text)).toContain('Moon Dairy')
    await me.post('/en/me/preferences', { _version: versionIn(form.text) })
    expect((await me.get('/en/me/matches')).text).toContain('/me/matches/explain')
    // The one job rests for 90 days, unless the person takes the no back.
    expect((await me.get('/en/me/matches')).text).not.toContain(`explain?vacancy=${vacancy}`)
    app.travelTo(new Date(app.now().getTime() + 1000).toISOString())
    await me.post('/en/me/matches', { vacancy, answer: 'later' })
    expect((await me.get('/en/me/matches?page=1')).text + (await me.get('/en/me/matches?page=2')).text).toContain(`explain?vacancy=${vacancy}`)
  })
})

describe('an answer of a counsellor', () => {
  it('needs a reason, is kept, shown beside the name, and changes no points', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Answer Lantern' }), await parties.aVacancy()]
    const score = async () => /Answer Lantern[\s\S]*?([\d,]+) of 10,000/.exec(words((await counsellor.get(`/en/vacancies/${vacancy}/candidates`)).text))?.[1]
    const before = await score()
    expect((await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'reject' })).status).toBe(422)
    expect((await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'reject', reason: 'other', note: 'no' })).status).toBe(422)
    expect((await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'reject', reason: 'too-far' })).location).toBe(`/en/vacancies/${vacancy}/candidates`)
    expect(words((await counsellor.get(`/en/vacancies/${vacancy}/candidates`)).text)).toMatch(/Answer Lantern[\s\S]*Too far/)
    expect(await score()).toBe(before)
    expect((await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'reject', reason: 'has-the-skill-missing' })).location).toBe(`/en/jobseekers/${person}`)
    expect((await counsellor.post('/en/matches/feedback', { person, vacancy, answer: 'accept' })).location).toContain('/referrals/new')
    expect((await one(sql<{ n: number }>`select count(*)::int as n from match_feedback where person_id = ${person}`))?.n).toBe(3)
  })
})

describe('a second look', () => {
  it('is asked once, stands on the chief’s desk with a day, and its answer is on the person’s page', async () => {
    const [person, vacancy, chief] = [await parties.aPerson({ name: 'Look Lantern' }), await parties.aVacancy(), await app.as('chief')]
    const me = await app.byPhone({ personId: person })
    expect((await me.post('/en/me/matches/review', { vacancy, question: 'no' })).status).toBe(422)
    expect((await me.post('/en/me/matches/review', { vacancy, question: 'I sold for ten years.' })).location).toBe('/en/me/matches?asked=yes')
    expect((await me.post('/en/me/matches/review', { vacancy, question: 'I sold for ten years.' })).status).toBe(422)
    expect((await me.post('/en/me/matches/review', { vacancy: '', question: 'The whole list is odd.' })).status).toBe(303)
    const review = await one(sql<{ id: string; due: string }>`select id, due_on::text as due from match_review where person_id = ${person} and vacancy_id = ${vacancy}`)
    expect(review?.due).toBe('2026-11-30')
    expect((await chief.get('/en/desk')).text).toContain(`/en/matches/reviews/${review?.id}`)
    expect((await counsellor.get(`/en/matches/reviews/${review?.id}`)).status).toBe(403)
    expect((await (await app.as('chief', { centre: 'B' })).get(`/en/matches/reviews/${review?.id}`)).status).toBe(404)
    const form = await chief.get(`/en/matches/reviews/${review?.id}`)
    expect(form.text).toContain('I sold for ten years.')
    expect((await chief.post(`/en/matches/reviews/${review?.id}`, { _version: versionIn(form.text), answer: 'We wrote it down; you stand first now.' })).status).toBe(303)
    expect((await chief.post(`/en/matches/reviews/${review?.id}`, { _version: versionIn(form.text), answer: 'Another answer' })).status).toBe(409)
    expect((await me.get('/en/me/matches')).text).toContain('you stand first now')
  })
})

describe('what to learn', () => {
  it('names the skills that bring jobs nearer, most first, with the jobs', async () => {
    const person = await parties.aPerson({ name: 'Learn Lantern', isco: '5131' })
    const asking = [await parties.aVacancy({ isco: '5131', must: ['use-computer'] }), await parties.aVacancy({ isco: '5131', must: ['use-computer', 'word-processing'] })]
    const page = await counsellor.get(`/en/matches/learn?person=${person}`)
    expect(words(page.text)).toMatch(/Use a computer 2 jobs come nearer[\s\S]*Word processing 1 job comes nearer/)
    for (const id of asking) expect(page.text).toContain(`/en/vacancies/${id}`)
    const able = await parties.aPerson({ name: 'Able Lantern', isco: '5131', skills: ['use-computer', 'word-processing'] })
    expect(words((await counsellor.get(`/en/matches/learn?person=${able}`)).text)).not.toContain('come nearer')
    const me = await app.byPhone({ personId: person })
    for (const lang of ['km', 'lo']) expect((await me.get(`/${lang}/me/matches/learn`)).status).toBe(200)
  })
})

describe('what a caseload lacks', () => {
  it('is counted for five people and five jobs or more, and names nobody', async () => {
    const advisor = await app.as('counsellor')
    const people: string[] = []
    for (let at = 0; at < 5; at += 1) people.push(await parties.aPerson({ name: `Crowd Lantern ${at}`, isco: '4321' }))
    for (let at = 0; at < 5; at += 1) await parties.aVacancy({ isco: '4321', must: ['word-processing'] })
    await app.db.wholeStore((store) => sql`insert into caseload (id, created_at, person_id, centre_id, account_id, kind, from_day) select gen_random_uuid(), now(), p, ${app.centres.A}::uuid, ${advisor.accountId}::uuid, 'main', ${app.today()}::date from unnest(${people}::uuid[]) p`.execute(store))
    const page = await advisor.get('/en/matches/gaps')
    expect(words(page.text)).toMatch(/Word processing 5 5/)
    expect(page.text).not.toContain('Crowd Lantern')
    for (const lang of ['km', 'lo']) expect((await advisor.get(`/${lang}/matches/gaps`)).status).toBe(200)
    // One person fewer, and the skill is not shown; a colleague has no people; the chief sees the centre.
    expect(words((await (await app.as('counsellor')).get('/en/matches/gaps')).text)).toContain('0 of your people')
    expect(words((await (await app.as('chief')).get('/en/matches/gaps')).text)).toMatch(/Word processing 5 5/)
    await app.asSystem((tx) => parties.withdrawMatching(tx, people[0] ?? ''))
    expect(words((await advisor.get('/en/matches/gaps')).text)).toContain('No skill is asked for')
  })
})

describe('numbers with decimals', () => {
  it('are written in each language: half an application for each post', async () => {
    const [person, vacancy] = [await parties.aPerson({ name: 'Half Lantern', isco: '7531' }), await parties.aVacancy({ isco: '7531' })]
    const me = await app.byPhone({ personId: person })
    expect(words((await me.get('/en/me/matches')).text)).toContain('0 applications for each open post')
    await app.db.wholeStore((store) => sql`update match_vacancy set open_referrals = 1 where vacancy_id = ${vacancy}`.execute(store))
    for (const [lang, text] of [['en', '0.5 applications for each open post'], ['km', 'ពាក្យសុំ 0.5'], ['lo', 'ໃບສະໝັກ 0,5']] as const) expect(words((await me.get(`/${lang}/me/matches`)).text)).toContain(text)
  })
})
