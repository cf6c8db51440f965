import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts } from '../capabilities/matching/index'
import { openParties } from '../capabilities/matching/test-parties'
import { freshApp, type TestApp } from '../../test/harness/app'
import { matchVerb } from './verbs-matching'

let app: TestApp
let parties: Awaited<ReturnType<typeof openParties>>
let [person, vacancy] = ['', '']
const folder = mkdtempSync(join(tmpdir(), 'openpes-match-'))
const root = join(import.meta.dirname, '../..')

async function run(...words: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  return { code: await matchVerb(app.platform, root, words, (line) => said.push(line)), said }
}
const codeOf = async (table: 'person' | 'vacancy', id: string) =>
  (await app.db.wholeStore((store) => (table === 'person' ? sql<{ code: string }>`select card_number as code from person where id = ${id}` : sql<{ code: string }>`select code from vacancy where id = ${id}`).execute(store))).rows[0]?.code ?? ''

beforeAll(async () => {
  app = await freshApp()
  parties = await openParties(app)
  const id = await parties.aPerson({ name: 'Verb Lantern', skills: ['use-computer'] })
  await parties.aPerson({ name: 'Other Lantern', isco: '9412' })
  const asked = await parties.aVacancy({ must: ['use-computer'] })
  ;[person, vacancy] = [await codeOf('person', id), await codeOf('vacancy', asked)]
})
afterAll(() => app.close())

interface Listed { vacancy: string; weights: string; engine: string; eligible: number; candidates: { rank: number; person: string; score: number; parts: Record<string, number>; line: number; check: string[] }[] }

describe('match', () => {
  it('lists both sides with eight numbers that add up, and explains the pair alike', async () => {
    const { code, said: [line = ''] } = await run('vacancy', vacancy, '--top', '1', '--format', 'json')
    const list = JSON.parse(line) as Listed
    expect(code).toBe(0)
    expect(list).toMatchObject({ vacancy, engine: 'sql', eligible: 2, candidates: [{ rank: 1, person, line: 1, check: [] }] })
    expect(list.weights).toMatch(/^openpes\/1-[0-9a-f]{8}$/)
    const [first] = list.candidates
    expect(Object.keys(first?.parts ?? {})).toEqual([...parts])
    expect(Object.values(first?.parts ?? {}).reduce((sum, one) => sum + one, 0)).toBe(first?.score)
    const mirror = JSON.parse((await run('person', person, '--format', 'json')).said[0] ?? '') as { vacancies: { vacancy: string; score: number }[] }
    expect(mirror.vacancies).toEqual([expect.objectContaining({ vacancy, score: first?.score })])
    expect((await run('explain', person, vacancy)).said).toContain(`${'sum'.padEnd(12)} ${String(first?.score).padStart(5)} of 10000`)
    expect((await run('vacancy', vacancy)).said.at(-1)).toBe('2 of 20')
  })

  it('answers bad input with its fault and its exit code', async () => {
    const unknown = '2222222XZ'
    expect(await run('vacancy', `${vacancy.slice(0, -1)}${vacancy.endsWith('0') ? '1' : '0'}`)).toEqual({ code: 2, said: ['This code has a typing mistake. Please check it.'] })
    expect((await run('vacancy', unknown)).code).toBe(2)
    for (const top of ['0', '5000', 'many']) expect(await run('vacancy', vacancy, '--top', top)).toEqual({ code: 1, said: ['--top must be 1 to 200.'] })
    expect((await run('explain', person, unknown)).code).toBe(2)
    expect((await run('batch', '--out', join(folder, 'x.txt'))).code).toBe(1)
    expect((await run('verify', '--sample', '0')).code).toBe(1)
    for (const verb of [['vacancy', vacancy], ['batch', '--out', join(folder, 'x.csv')]]) expect(await run(...verb, '--weights', 'w.json')).toMatchObject({ code: 1, said: [expect.stringContaining('match evaluate')] })
    expect((await run('nothing')).code).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes the same pairs from both sides, and those that were assigned', async () => {
    const file = (name: string) => join(folder, name)
    expect((await run('batch', '--out', file('a.csv'))).code).toBe(0)
    expect((await run('batch', '--side', 'vacancies', '--out', file('b.jsonl'))).code).toBe(0)
    const [head, ...rows] = readFileSync(file('a.csv'), 'utf8').trim().split('\n')
    expect(head).toBe('person,vacancy,rank,score')
    const other = readFileSync(file('b.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { person: string; vacancy: string; score: number })
    expect(rows.map((row) => row.split(',')).map(([a, b, , score]) => `${a} ${b} ${score}`).sort()).toEqual(other.map((one) => `${one.person} ${one.vacancy} ${one.score}`).sort())
    const { code, said } = await run('batch', '--assign', '--out', file('c.csv'))
    expect([code, said.length]).toEqual([0, 3])
    expect(await run('batch', '--quiet', '--out', file('d.csv'))).toEqual({ code: 0, said: [] })
    expect(readFileSync(file('d.csv'), 'utf8')).toBe(readFileSync(file('a.csv'), 'utf8'))
    expect(said.join('\n')).toMatch(/plain lists: Gini [\d.]+, never shown 0 of 1 vacancies\nassigned: {4}Gini/)
    // The panel shows what was printed.
    const { rows: kept } = await app.db.wholeStore((store) => sql`select plain_first, spread_first, plain_exposure > 0 as plain, spread_exposure > 0 as spread from match_spread`.execute(store))
    expect(kept).toEqual([{ plain_first: expect.any(Number), spread_first: expect.any(Number), plain: true, spread: true }])
  })

  it('leaves out of a batch what rests, as every single list does', async () => {
    const shy = await parties.aPerson({ name: 'Shy Lantern', isco: '5223' })
    const card = await codeOf('person', shy)
    const pairsOf = async () => {
      await run('batch', '--out', join(folder, 'e.csv'))
      return readFileSync(join(folder, 'e.csv'), 'utf8').split('\n').filter((row) => row.startsWith(card)).map((row) => row.split(',')[1])
    }
    const single = async () => (JSON.parse((await run('person', card, '--format', 'json')).said[0] ?? '') as { vacancies: { vacancy: string }[] }).vacancies.map((one) => one.vacancy)
    expect([await pairsOf(), await single()]).toEqual([[vacancy], [vacancy]])
    const { rows: [found] } = await app.db.wholeStore((store) => sql<{ id: string }>`select id from vacancy where code = ${vacancy}`.execute(store))
    const me = await app.byPhone({ personId: shy })
    await me.get('/en/me/matches')
    await me.post('/en/me/matches', { vacancy: found?.id ?? '' })
    expect([await pairsOf(), await single()]).toEqual([[], []])
  })

  it('finds no difference between index and store', async () => {
    expect(await run('verify', '--sample', '500')).toEqual({ code: 0, said: ['4 lists compared, 0 differences'] })
  })

  it('gives an empty list and the reason once the agreement is withdrawn or the vacancy is closed', async () => {
    const gone = await parties.aPerson({ name: 'Gone Lantern', isco: '7531' })
    const card = await codeOf('person', gone)
    expect((await run('person', card)).said.at(-1)).toBe('1 of 20')
    await app.asSystem((tx) => parties.withdrawMatching(tx, gone))
    expect(await run('person', card)).toMatchObject({ code: 0, said: [expect.anything(), 'Nobody fits, or there is no agreement or no open vacancy.'] })
    expect((await run('explain', card, vacancy)).code).toBe(2)
    await run('batch', '--out', join(folder, 'd.csv'))
    expect(readFileSync(join(folder, 'd.csv'), 'utf8')).not.toContain(card)
  })
})
