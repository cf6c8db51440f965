import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPublicCode, type PublicCode } from '../../kernel/code'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { approveUnflagged, type ImportedVacancy, importVacancies } from './index'
import { anEmployer, recordOf } from './test-vacancies'

let app: TestApp
let employer: string
beforeAll(async () => {
  app = await freshApp()
  employer = await anEmployer(app)
})
afterAll(() => app.close())

const row = (sourceId: string, change: Partial<ImportedVacancy> = {}): ImportedVacancy => ({
  sourceSystem: 'test', sourceId, employerId: employer, titleEn: `Weaver ${sourceId}`, isco: '7318', duties: 'Weaves silk on a hand loom and repairs it when a thread breaks.', requirements: 'Patience',
  posts: 2, contract: 'fixed', provinceCode: '01', wageMin: '700000', currency: 'KHR', wagePeriod: 'month', statedSex: 'none', receivedOn: app.today(), state: 'open', centreId: app.centres.A, origin: 'import', ...change,
})
const take = (rows: ImportedVacancy[], options = {}) => app.asSystem((tx) => importVacancies(tx, app.platform, rows, options))

describe('importing vacancies', () => {
  it('lets open ones wait for the inspector, keeps closed ones closed, and says what is wrong with others', async () => {
    const verdicts = await take([
      row('1'), row('2', { state: 'closed', postsFilled: 2, closesOn: '2026-11-01' as never }), row('3', { employerId: crypto.randomUUID() }), row('4', { ageMin: 12 }),
      row('5', { wageMin: '900', wageMax: '100' }), row('6', { titleEn: null }), row('7', { postsFilled: 3 }), row('1'), row('8', { requirements: 'Minimum age: 13' }),
    ])
    expect(verdicts.map((one) => (one.verdict === 'wrong' ? one.reason : one.verdict))).toEqual(['new', 'new', 'no-employer', 'under-legal-age', 'wage-order', 'no-title', 'filled-over-posts', 'same', 'under-legal-age'])
    const [first, second] = verdicts
    if (first?.verdict !== 'new' || second?.verdict !== 'new') throw new Error('not imported')
    expect((await recordOf(app, first.id)).state).toBe('inspecting')
    expect(await recordOf(app, second.id)).toMatchObject({ state: 'closed', closing_reason: 'filled-by-centre', closed_on: '2026-11-01', filled: 2 })
  })

  it('adds nothing when the same rows come again', async () => {
    expect((await take([row('1'), row('2')])).map(({ verdict }) => verdict)).toEqual(['same', 'same'])
  })

  it('publishes unflagged rows of verified employers when an inspector answers for the file', async () => {
    const claimed = await anEmployer(app, { state: 'claimed' })
    const verdicts = await take([row('11'), row('12', { statedSex: 'F' }), row('13', { employerId: claimed })], { publish: true })
    const states = await Promise.all(verdicts.map(async (one) => (one.verdict === 'wrong' ? '' : (await recordOf(app, one.id)).state)))
    expect(states).toEqual(['published', 'inspecting', 'inspecting'])
  })

  it('finds 250 rows by Khmer and English words after an inspector’s approval of all together', async () => {
    const inspector = await app.as('counsellor', { duties: ['inspector'] })
    await take(Array.from({ length: 250 }, (_, i) => row(`many ${i}`, i % 2 === 0 ? { titleEn: null, titleNative: 'ជាងកាត់ដេរ', isco: '7531' } : { titleEn: 'Tailor', isco: '7531' })))
    expect((await app.visitor().get('/en/jobs?q=tailor')).text).not.toContain('>Tailor<')
    const approved = await app.asSystem((tx) => approveUnflagged(tx, app.platform, { inspectorId: inspector.accountId, limit: 1000 }))
    expect(approved.length).toBeGreaterThanOrEqual(250)
    expect((await app.visitor().get('/km/jobs?q=ជាងកាត់')).text).toContain('ជាងកាត់ដេរ')
    expect((await app.visitor().get('/en/jobs?q=tailor')).text).toContain('Tailor')
    const flagged = await app.db.wholeStore((db) => db.selectFrom('vacancy').select('state').where('stated_sex', '=', 'F').execute())
    expect(flagged).toEqual([{ state: 'inspecting' }])
  })

  it('shows limits at entry and at publication in the facts, and every view opens to statistics alone', async () => {
    const facts = await app.db.statistics((reader) => reader.db.selectFrom('fact_vacancy' as never).select(['sex_limit_entry' as never, 'sex_limit_published' as never, 'source' as never]).execute())
    expect(facts).toContainEqual({ sex_limit_entry: 'stated', sex_limit_published: null, source: 'import' })
    expect(facts).toContainEqual({ sex_limit_entry: 'none', sex_limit_published: 'none', source: 'import' })
    const open = await app.db.statistics((reader) => reader.db.selectFrom('fact_vacancy_posts' as never).select((e) => e.fn.sum<number>('delta' as never).as('open')).executeTakeFirstOrThrow())
    const posts = await app.db.wholeStore((db) => db.selectFrom('vacancy').select((e) => e.fn.sum<number>('posts').as('n')).where('state', '<>', 'closed').executeTakeFirstOrThrow())
    expect(Number(open.open)).toBe(Number(posts.n))
    await expect(app.db.statistics((reader) => reader.db.selectFrom('vacancy').select('duties').execute())).rejects.toThrow()
  })

  it('keeps a code that people can type', async () => {
    const record = await app.db.wholeStore((db) => db.selectFrom('vacancy').select('code').where('state', '=', 'published').limit(1).executeTakeFirstOrThrow())
    expect((await app.visitor().get(`/en/jobs/${formatPublicCode(record.code as PublicCode).toLowerCase()}`)).status).toBe(200)
  })
})
