import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { openParties } from './test-parties'

let app: TestApp
let parties: Awaited<ReturnType<typeof openParties>>
let counsellor: Awaited<ReturnType<TestApp['as']>>
let [person, stranger, vacancy, code] = ['', '', '', '']
const sum = (parts: Record<string, number>) => Object.values(parts).reduce((a, b) => a + b, 0)
interface Row { rank: number; person?: string | null; vacancy?: string; score: number; parts: Record<string, number> }

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  parties = await openParties(app)
  ;[person, stranger, vacancy] = [await parties.aPerson({ name: 'Api Lantern', skills: ['use-computer'] }), await parties.aPerson({ name: 'Far Lantern', centre: 'B' }), await parties.aVacancy({ must: ['use-computer', 'word-processing'] })]
  code = (await app.db.wholeStore((store) => sql<{ code: string }>`select code from vacancy where id = ${vacancy}`.execute(store))).rows[0]?.code ?? ''
})
afterAll(() => app.close())

describe('the API of matching', () => {
  it('lists people for a vacancy with eight numbers that add up; those of another centre have no code', async () => {
    const { candidates } = (await counsellor.get(`/api/v1/vacancies/${code}/matches?top=5`)).json<{ candidates: Row[] }>()
    expect(candidates.map(({ rank, person: card }) => [rank, typeof card])).toEqual([[1, 'string'], [2, 'object']])
    for (const { score, parts } of candidates) expect(sum(parts)).toBe(score)
    const seen = await app.db.wholeStore((store) => sql<{ id: string }>`select i.person_id as id from match_impression i join match_list l on l.id = i.list_id and l.kind = 'candidates'`.execute(store))
    expect(seen.rows).toEqual([{ id: person }])
    expect((await counsellor.get(`/api/v1/vacancies/${code}/matches?top=0`)).status).toBe(400)
    expect((await counsellor.get('/api/v1/vacancies/000000000/matches')).status).toBe(404)
  })

  it('lists the same pair with the same score from the person’s side, for staff and for the person', async () => {
    const { candidates } = (await counsellor.get(`/api/v1/vacancies/${code}/matches`)).json<{ candidates: Row[] }>()
    const mine = (await counsellor.get(`/api/v1/persons/${person}/matches`)).json<{ vacancies: Row[] }>()
    expect(mine.vacancies[0]).toMatchObject({ vacancy: code, score: candidates[0]?.score, parts: candidates[0]?.parts })
    const me = await app.byPhone({ personId: person })
    expect((await me.get('/api/v1/me/matches')).json()).toEqual(mine)
    expect((await counsellor.get(`/api/v1/persons/${stranger}/matches`)).status).toBe(404)
  })

  it('explains a pair and takes an answer once for each key', async () => {
    const found = (await counsellor.get(`/api/v1/matches/explain?person=${person}&vacancy=${vacancy}`)).json<{ score: number; parts: Record<string, number>; missing: string[]; lifts: { kind: string; what: string }[]; matched: { points: number }[] }>()
    expect(sum(found.parts)).toBe(found.score)
    expect(found.matched.reduce((total, { points }) => total + points, 0)).toBe(found.parts['skills'])
    expect(found.missing).toEqual(['word-processing'])
    expect(found.lifts[0]).toMatchObject({ kind: 'skill', what: 'word-processing' })
    expect((await counsellor.get(`/api/v1/matches/explain?person=${stranger}&vacancy=${vacancy}`)).status).toBe(404)
    const key = newId()
    const send = (body: object, own = newId()) => counsellor.send('POST', '/api/v1/matches/feedback', { person, vacancy, ...body }, { 'idempotency-key': own })
    const unseen = await parties.aVacancy({ isco: '7531' })
    expect((await send({ vacancy: unseen, answer: 'later' })).status).toBe(409)
    expect((await send({ answer: 'reject' })).status).toBe(422)
    expect((await send({ answer: 'reject', reason: 'other', note: ' ' })).status).toBe(422)
    for (const _ of [1, 2]) expect((await send({ answer: 'reject', reason: 'wage' }, key)).status).toBe(201)
    const kept = await app.db.wholeStore((store) => sql<{ n: number }>`select count(*)::int as n from match_feedback`.execute(store))
    expect(kept.rows[0]?.n).toBe(1)
  })

  it('gives the panel without a person and the weights with their files, and describes itself', async () => {
    const chief = await app.as('chief')
    const panel = (await chief.get('/api/v1/match-panel')).text
    expect(JSON.parse(panel)).toMatchObject({ congestion: { vacancies: 2 } })
    expect(panel).not.toContain(person)
    const { most, inForce } = (await chief.get('/api/v1/match-weights')).json<{ most: Record<string, number>; inForce: { skills: number } }>()
    expect(sum(most)).toBe(10_000)
    expect(inForce.skills).toBeGreaterThan(0)
    const { paths } = (await app.visitor().get('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, { responses: Record<string, { content?: unknown }> }>> }>()
    for (const path of ['/vacancies/{code}/matches', '/persons/{id}/matches', '/me/matches', '/matches/explain', '/match-panel', '/match-weights']) expect(paths[`/api/v1${path}`]?.['get']?.responses['200']?.content, path).toBeDefined()
    expect(paths['/api/v1/matches/feedback']?.['post']).toBeDefined()
  })
})
