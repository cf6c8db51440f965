import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { CountryFileRefusal, countryFolderOf, numbersOf, readWeightFiles, takeCountryNumbers } from './actions/take-country'
import { decideWeights, digestOf, proposeWeights, type WeightNumbers, weightsInForce } from './actions/weights'

let app: TestApp
let [proposer, approver]: Awaited<ReturnType<TestApp['as']>>[] = []
const words = (html: string) => html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const report = 'nDCG@10 0.49 before and 0.55 after, on 159 labelled moves.'
const idfOf = async (skill: string) => (await app.db.wholeStore((store) => sql<{ idf: number }>`select idf from match_skill where code = ${skill}`.execute(store))).rows[0]?.idf
const waiting = async () => (await app.db.wholeStore((store) => sql<{ id: string }>`select id from match_weights where state = 'waiting'`.execute(store))).rows[0]?.id ?? ''
const contextOf = (who: { accountId: string } | undefined) =>
  app.contextOf({ accountId: who?.accountId ?? null, role: 'headquarters', duties: [], centreId: null, centreIds: [], centreCode: null, personId: null, employerId: null, strength: 'two', sessionId: null })

/** The country's own files with one rarity changed. */
function changedFiles(): WeightNumbers {
  const files = readWeightFiles(countryFolderOf(app.platform))
  return { ...files, skills: [...files.skills.filter(({ code }) => code !== 'use-computer'), { code: 'use-computer', idf: 4321 }] }
}

beforeAll(async () => {
  app = await freshApp()
  await app.asSystem((tx) => takeCountryNumbers(tx, app.platform))
  await signIn()
})
/** A session of headquarters does not last from one day to the next. */
const signIn = async () => void ([proposer, approver] = [await app.as('headquarters'), await app.as('headquarters')])
afterAll(() => app.close())

describe('the weights of the score', () => {
  it('begin as the installation brought them, and other files change nothing until two people signed', async () => {
    const before = readWeightFiles(countryFolderOf(app.platform))
    const page = await proposer?.get('/en/match-weights')
    expect(words(page?.text ?? '')).toContain('Came with the installation In force')
    expect(words(page?.text ?? '')).not.toContain('differ from the version in force')
    expect(digestOf(await app.asSystem((tx) => weightsInForce(tx, changedFiles())))).toBe(digestOf(before))
  })

  it('need a report, a later day, and another person', async () => {
    const [files, tomorrow] = [changedFiles(), '2026-11-24']
    const propose = (asked: Partial<{ report: string; validFrom: string }> = {}) => app.db.transaction(contextOf(proposer), (tx) => proposeWeights(tx, files, { again: null, report, validFrom: tomorrow, ...asked } as never))
    expect(await propose({ report: 'better' })).toMatchObject({ ok: false, reason: 'no-report' })
    expect(await propose({ validFrom: app.today() })).toMatchObject({ ok: false, reason: 'too-early' })
    expect(await propose()).toMatchObject({ ok: true })
    expect(await propose()).toMatchObject({ ok: false, reason: 'waiting' })
    const id = await waiting()
    expect(words((await proposer?.get('/en/match-weights'))?.text ?? '')).toContain('Another person at headquarters decides')
    expect((await proposer?.post('/en/match-weights/decide', { id, answer: 'approved' }))?.status).toBe(409)
    expect((await (await app.as('chief')).post('/en/match-weights/decide', { id, answer: 'approved' })).status).toBe(403)
    const form = words((await approver?.get('/en/match-weights'))?.text ?? '')
    expect(form).toContain('on 159 labelled moves')
    expect((await approver?.post('/en/match-weights/decide', { id, answer: 'approved' }))?.status).toBe(303)
    expect((await approver?.post('/en/match-weights/decide', { id, answer: 'refused' }))?.status).toBe(409)
    await expect(app.db.wholeStore((store) => sql`update match_weights set report = 'another report, written later' where id = ${id}`.execute(store))).rejects.toThrow('never changed')
  })

  it('are in force from their day, everywhere, and can be returned to', async () => {
    const before = await idfOf('use-computer')
    await app.asSystem((tx) => takeCountryNumbers(tx, app.platform))
    expect(await idfOf('use-computer')).toBe(before)
    app.travelTo('2026-11-24T03:00:00Z')
    await signIn()
    await app.asSystem((tx) => takeCountryNumbers(tx, app.platform))
    expect(await idfOf('use-computer')).toBe(4321)
    for (const lang of ['km', 'lo', 'en']) expect((await proposer?.get(`/${lang}/match-weights`))?.status).toBe(200)
    const page = (await proposer?.get('/en/match-weights'))?.text ?? ''
    expect(words(page)).toContain('differ from the version in force')
    const earlier = /<option value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
    expect((await proposer?.post('/en/match-weights/propose', { what: earlier, report, from: 'some day' }))?.status).toBe(422)
    expect((await proposer?.post('/en/match-weights/propose', { what: earlier, report, from: '25/11/2026' }))?.status).toBe(303)
    expect((await approver?.post('/en/match-weights/decide', { id: await waiting(), answer: 'approved' }))?.status).toBe(303)
    app.travelTo('2026-11-25T03:00:00Z')
    await app.asSystem((tx) => takeCountryNumbers(tx, app.platform))
    expect(await idfOf('use-computer')).toBe(before)
  })

  it('of a chief and of a refused proposal change nothing', async () => {
    const chief = await app.as('chief')
    expect((await chief.post('/en/match-weights/propose', { what: 'files', report, from: '1/12/2026' })).status).toBe(403)
    await app.db.transaction(contextOf(proposer), (tx) => proposeWeights(tx, changedFiles(), { again: null, report, validFrom: '2026-11-27' as never }))
    const id = await waiting()
    expect(await app.db.transaction(contextOf(approver), (tx) => decideWeights(tx, id, 'refused'))).toMatchObject({ ok: true })
    app.travelTo('2026-11-28T03:00:00Z')
    const before = await idfOf('use-computer')
    await app.asSystem((tx) => takeCountryNumbers(tx, app.platform))
    expect(await idfOf('use-computer')).toBe(before)
  })
})

describe('files of a country', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openpes-weights-'))
  it.each([
    ['skill-weights.csv', 'skill,idf\nuse-computer,99\n', 'skill-weights.csv line 2: idf must be a whole number from 100 to 9000.'],
    ['skill-weights.csv', 'skill,idf\nuse-computer,500\nsew,9001\n', 'skill-weights.csv line 3: idf must be a whole number from 100 to 9000.'],
    ['skill-profiles.csv', 'isco,skill,role\n5223,use-computer,9\n', 'skill-profiles.csv line 2: role must be a whole number from 10 to 100.'],
    ['related-occupations.csv', 'isco_a,isco_b,closeness\n5223,,100\n', 'related-occupations.csv line 2: the column isco_b is empty.'],
    ['district-distances.csv', 'from,to,km\n0101,0102,far\n', 'district-distances.csv line 2: km must be a whole number from 0 to 5000.'],
  ])('are refused with file, line and column: %s', (name, text, message) => {
    writeFileSync(join(folder, name), text)
    expect(() => numbersOf(app.platform.country, folder)).toThrow(new CountryFileRefusal(message))
    writeFileSync(join(folder, name), '')
    expect(() => numbersOf(app.platform.country, folder)).not.toThrow()
  })
})
