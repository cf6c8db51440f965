import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { startMatching } from './engine/live'
import { proposePeople, proposeVacancies } from './proposals'
import { listPersonFacts, listVacancyFacts, readGround } from './queries/facts'
import { refreshFacts, scorePairs } from './queries/scores'
import { constants } from './score/constants'
import { dayNumber } from './score/days'
import { explain } from './score/explain'
import { scorePair } from './score/pair'
import { vacancyVector } from './score/skills-part'
import { ceilRoot } from './score/whole'
import { openParties } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let parties: Awaited<ReturnType<typeof openParties>>
const aPerson: typeof parties.aPerson = (asked) => parties.aPerson(asked)
const aVacancy: typeof parties.aVacancy = (asked) => parties.aVacancy(asked)

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  parties = await openParties(app)
})
afterAll(() => app.close())

describe('facts of real records', () => {
  it('hold the vectors that the score computes, in the store as in the program', async () => {
    const [person, vacancy] = [await aPerson({ skills: ['use-computer'] }), await aVacancy({ must: ['use-computer'], nice: ['word-processing'] })]
    const [facts, asked, ground] = await app.asSystem(async (tx) => {
      await refreshFacts(tx.db, tx.context.today)
      return [await listPersonFacts(tx.db, [person]), await listVacancyFacts(tx.db, [vacancy]), await readGround(tx.db)] as const
    })
    expect(facts[0]).toMatchObject({ district: '0101', isced: 2, ageKnown: true, worksFrom: null, lines: [{ line: 1, isco: '5223', factor: 100 }], skills: [expect.any(Number)] })
    const { rows } = await app.db.wholeStore((store) => sql<{ skills: number[]; roles: number[] }>`select skills, roles from match_occupation where isco = '5223'`.execute(store))
    const profile = new Map(rows[0]?.skills.map((skill, at) => [skill, rows[0]?.roles[at] ?? 0]))
    expect(profile.size).toBe(5)
    const length = ceilRoot([...profile].reduce((sum, [skill, role]) => sum + Math.floor((ground.idf(skill) * role) / 100) ** 2, 0))
    expect(ground.occupation('5223')?.length).toBe(length)
    const [must = 0] = asked[0]?.must ?? []
    const stated = new Map((asked[0]?.stated ?? []).map((skill) => [skill, skill === must ? 100 : 50]))
    const weights = { version: '', idf: ground.idf, profileOf: () => profile, lengthOf: () => 0 }
    expect([...(asked[0]?.vector ?? [])].sort()).toEqual([...vacancyVector(stated, profile, weights, constants)].sort())
    const [first] = await app.asSystem((tx) => proposePeople(tx, vacancy))
    if (!facts[0] || !asked[0]) throw new Error('no facts')
    expect(first).toMatchObject({ id: person, match: { score: scorePair(facts[0], asked[0], dayNumber(app.today()), ground).score } })
    expect(first?.match.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(first?.match.score)
  })

  it('raise the points by what a lift promised, once the skill is added', async () => {
    const [person, vacancy] = [await aPerson({ name: 'Lift Lantern' }), await aVacancy({ must: ['word-processing'] })]
    const told = () => app.asSystem(async (tx) => {
      await refreshFacts(tx.db, tx.context.today)
      const [[facts], [asked], ground] = [await listPersonFacts(tx.db, [person]), await listVacancyFacts(tx.db, [vacancy]), await readGround(tx.db)]
      if (!facts || !asked) throw new Error('no facts')
      return explain(facts, asked, dayNumber(app.today()), ground)
    })
    const before = await told()
    const lift = before.lifts.find(({ kind }) => kind === 'skill')
    await app.db.wholeStore((store) => sql`insert into skill_answer (id, created_at, person_id, skill_code, answer, answered_on) values (${newId()}, now(), ${person}, 'word-processing', 'yes', ${app.today()})`.execute(store))
    expect((await told()).pair.score - before.pair.score).toBe(lift?.gain)
    await app.db.wholeStore((store) => sql`insert into skill_answer (id, created_at, person_id, skill_code, answer, answered_on) values (${newId()}, now() + interval '1 second', ${person}, 'word-processing', 'no', ${app.today()})`.execute(store))
    expect((await told()).pair.filter).toBe(5)
  })
})

describe('lists', () => {
  it('change no byte when sex, age and groups of a person change', async () => {
    const [person, vacancy] = [await aPerson({ name: 'Same Lantern' }), await aVacancy()]
    const list = () => app.asSystem(async (tx) => JSON.stringify([await proposePeople(tx, vacancy), await proposeVacancies(tx, person)]))
    const before = await list()
    await app.db.wholeStore((store) => sql`update person set sex = 'M', birth_year = 1970, nationality = 'XX' where id = ${person}`.execute(store))
    expect(await list()).toBe(before)
  })

  it.each(['store', 'index'])('lose a person at once when the agreement is taken back, and a vacancy when it closes (%s)', async (engine) => {
    const live = engine === 'index' ? startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined }) : undefined
    const [person, vacancy] = [await aPerson({ name: 'Leaving Lantern' }), await aVacancy()]
    await live?.step()
    const ids = async () => app.asSystem(async (tx) => [(await proposePeople(tx, vacancy, app.platform)).map(({ id }) => id), (await proposeVacancies(tx, person, app.platform)).map(({ id }) => id)])
    expect((await ids())[0]).toContain(person)
    expect((await ids())[1]).toContain(vacancy)
    await app.asSystem((tx) => parties.withdrawMatching(tx, person))
    expect((await ids())[0]).not.toContain(person)
    expect((await ids())[1]).toEqual([])
    const other = await aPerson({ name: 'Staying Lantern' })
    await live?.step()
    await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where id = ${vacancy}`.execute(store))
    expect(await app.asSystem(async (tx) => (await proposeVacancies(tx, other, app.platform)).map(({ id }) => id))).not.toContain(vacancy)
    expect(await app.asSystem((tx) => proposePeople(tx, vacancy, app.platform))).toEqual([])
    await live?.stop()
  })
})

describe('facts at their edges', () => {
  const wageOf = async (person: string, vacancy: string) => {
    const pairs = await app.asSystem(async (tx) => {
      await refreshFacts(tx.db, tx.context.today)
      return scorePairs(tx.db, [person], [vacancy], tx.context.today, false)
    })
    return pairs[0]?.parts.wage
  }

  it('leave a wage out of the comparison that has no rate or is not of a month', async () => {
    const [person, vacancy] = [await aPerson({ name: 'Wage Lantern', isco: '8332' }), await aVacancy({ isco: '8332' })]
    const set = (currency: string, period: string) => app.db.wholeStore((store) => sql`update vacancy set wage_currency = ${currency}, wage_period = ${period} where id = ${vacancy}`.execute(store))
    await app.db.wholeStore((store) => sql`update wish set wage_min = 400000, wage_currency = 'KHR', wage_period = 'month' where person_id = ${person}`.execute(store))
    // 1,000,000 against a least wage of 400,000: the expected wage, not stated, is 500,000.
    expect(await wageOf(person, vacancy)).toBe(500)
    await app.db.wholeStore((store) => sql`update wish set wage_min = 900000 where person_id = ${person}`.execute(store))
    expect(await wageOf(person, vacancy)).toBe(222)
    await app.db.wholeStore((store) => sql`update vacancy set wage_min = null, wage_max = null where id = ${vacancy}`.execute(store))
    expect(await wageOf(person, vacancy)).toBe(250)
    await app.db.wholeStore((store) => sql`update vacancy set wage_max = 1000000 where id = ${vacancy}`.execute(store))
    await app.db.wholeStore((store) => sql`update wish set wage_min = null where person_id = ${person}`.execute(store))
    expect(await wageOf(person, vacancy)).toBe(250)
    await app.db.wholeStore((store) => sql`update wish set wage_min = 400000 where person_id = ${person}`.execute(store))
    for (const [currency, period] of [['XAU', 'month'], ['KHR', 'piece']] as const) {
      await set(currency, period)
      expect(await wageOf(person, vacancy), `${currency} ${period}`).toBe(250)
    }
  })

  it('are not those of a person who was merged into another', async () => {
    const [person, vacancy] = [await aPerson({ name: 'Merged Lantern', isco: '8331' }), await aVacancy({ isco: '8331' })]
    const ids = () => app.asSystem(async (tx) => (await proposePeople(tx, vacancy)).map(({ id }) => id))
    expect(await ids()).toContain(person)
    await app.db.wholeStore((store) => sql`update person set state = 'merged' where id = ${person}`.execute(store))
    expect(await ids()).not.toContain(person)
  })
})

describe('pages', () => {
  it('explain a pair with eight numbers that add up, compare two, and are closed to another centre', async () => {
    const [person, second, vacancy] = [await aPerson({ name: 'Chan Copper', skills: ['use-computer'] }), await aPerson({ name: 'Dara Silver' }), await aVacancy({ must: ['use-computer', 'word-processing'] })]
    const page = await counsellor.get(`/en/matches/explain?person=${person}&vacancy=${vacancy}`)
    const text = page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    const numbers = [...text.matchAll(/([\d,]+) of ([\d,]+)/g)].map(([, points = '']) => Number(points.replaceAll(',', '')))
    expect(numbers).toHaveLength(9)
    expect(numbers.slice(0, 8).reduce((a, b) => a + b, 0)).toBe(numbers[8])
    expect(text).toContain('Use a computer')
    expect(text).toContain('Asked and not stated: Word processing')
    const compared = await counsellor.get(`/en/matches/compare?vacancy=${vacancy}&p=${person}&p=${second}`)
    expect(compared.text).toContain('Chan Copper')
    expect(compared.text).toMatch(/has [\d,]+ points more than Dara Silver/)
    const stranger = await app.as('counsellor', { centre: 'B' })
    expect((await stranger.get(`/en/matches/explain?person=${person}&vacancy=${vacancy}`)).status).toBe(404)
    expect((await stranger.get(`/en/vacancies/${vacancy}/candidates`)).text).not.toContain('Chan Copper')
    for (const lang of ['km', 'lo']) expect((await counsellor.get(`/${lang}/matches/explain?person=${person}&vacancy=${vacancy}`)).status).toBe(200)
  })

  it('show a person jobs with reasons, keep a no for 90 days, and say why without agreement', async () => {
    const [person, vacancy] = [await aPerson({ name: 'Own Lantern' }), await aVacancy()]
    const me = await app.byPhone({ personId: person })
    const list = await me.get('/en/me/matches')
    expect(list.text).toContain(`/en/me/matches/explain?vacancy=${vacancy}`)
    expect((await me.get(`/en/me/matches/explain?vacancy=${vacancy}`)).status).toBe(200)
    expect((await me.post('/en/me/matches', { vacancy })).location).toContain(`saved=${vacancy}`)
    expect((await me.get('/en/me/matches')).text).not.toContain(`explain?vacancy=${vacancy}`)
    const shown = await app.db.wholeStore((store) => sql<{ n: number }>`select count(*)::int as n from match_impression where person_id = ${person}`.execute(store))
    expect(shown.rows[0]?.n).toBeGreaterThan(0)
    await app.asSystem((tx) => parties.withdrawMatching(tx, person))
    expect((await me.get('/en/me/matches')).text).toContain('You have not agreed to matching')
  })
})
