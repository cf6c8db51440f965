import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPublicCode, type PublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { vacancyDaily } from './index'
import { anEmployer, goodForm, publish, recordOf, takeVacancy, versionOf } from './test-vacancies'

type Staff = Awaited<ReturnType<TestApp['as']>>
let app: TestApp
let counsellor: Staff
let inspector: Staff
let employer: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  inspector = await app.as('counsellor', { duties: ['inspector'] })
  employer = await anEmployer(app)
  const adverts = {
    teacher: { title: 'គ្រូបង្រៀនភាសាអង់គ្លេស', occupation: '2330', place: '0201' },
    seller: { title: 'ພະນັກງານຂາຍ', occupation: '5223', wageMin: '', wageMax: '' },
    accountant: { title: 'Senior Accountant', occupation: '2411', duties: 'Keeps the books </script><script>alert(1)</script> of the company and writes the monthly report.', requirements: 'Bachelor, 3 years of experience.' },
  }
  for (const [name, change] of Object.entries(adverts)) {
    ids[name] = await takeVacancy(counsellor, employer, change)
    await publish(app, inspector, ids[name] ?? '')
  }
})
afterAll(() => app.close())

const codeOf = async (name: string) => formatPublicCode((await recordOf(app, ids[name] ?? name)).code as PublicCode)
const search = async (query: Record<string, string>, language = 'en') => (await app.visitor().get(`/${language}/jobs?${new URLSearchParams(query).toString()}`)).text
const posting = (text: string) => /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1]
const daily = (name: string) => app.asSystem((tx) => vacancyDaily[`daily.vacancies.${name}`]?.(tx, app.platform, {}) ?? Promise.resolve())

describe('the search of the portal', () => {
  it.each([
    ['គ្រូ', 'teacher'], ['គ្រូ​បង្រៀន', 'teacher'], ['ພະນັກງານ', 'seller'], ['ຂາຍ', 'seller'], ['accountant', 'accountant'], ['ACCOUN', 'accountant'], ['"senior accountant"', 'accountant'],
    ['Moon Dairy', 'teacher'], ['Riverland', 'teacher'],
  ])('finds %s', async (words, name) => {
    expect(await search({ q: words })).toContain(`/en/jobs/${await codeOf(name)}`)
  })

  it('finds nothing for other words, and says what to do', async () => {
    const text = await search({ q: 'ວິສະວະກອນ' })
    expect(text).toContain('Nothing found')
    expect(text).not.toContain(await codeOf('seller'))
  })

  it('offers a similar word for a mistake, and loosens what nothing has whole', async () => {
    const mended = await search({ q: 'acountant' })
    expect(mended).toContain('No job has the word “acountant”. Showing jobs with “accountant”.')
    expect(mended).toContain(await codeOf('accountant'))
    expect(await search({ q: 'accountantship' })).toContain('>accountants</a>')
    expect(await search({ q: 'accountant plumber' })).toContain('No advert has all your words.')
  })

  it('filters, counts, and keeps what states nothing, marked', async () => {
    const text = await search({ province: '02' })
    expect(text).toContain(await codeOf('teacher'))
    expect(text).not.toContain(await codeOf('accountant'))
    const paid = await search({ wage: '2,000,000' })
    expect(paid).toContain(await codeOf('seller'))
    expect(paid).toContain('Not stated: Wage')
    expect(paid).not.toContain(await codeOf('accountant'))
    expect(await search({})).toContain('Riverland (1)')
  })

  it('shows 20 on a page, newest first without words', async () => {
    expect((await search({})).match(/op-jobs__item/g)).toHaveLength(3)
    expect(await search({}, 'km')).toContain('គ្រូបង្រៀនភាសាអង់គ្លេស')
    expect((await app.visitor().get('/lo')).text).toContain('ພະນັກງານຂາຍ')
  })

  it('is kept for those without a session only, until a vacancy changes or 20 seconds passed', async () => {
    const seconds = (n: number) => app.travelTo(new Date(start + n * 1000).toISOString())
    const start = app.now().getTime()
    const title = (text: string) => app.db.wholeStore((db) => db.updateTable('vacancy').set({ title_en: text }).where('id', '=', ids['accountant'] ?? '').execute())
    expect((await counsellor.get('/en/jobs')).text).toContain('Sign out')
    const before = await search({})
    expect(before).not.toContain('Sign out')
    expect((await counsellor.get('/en/jobs')).text).toContain('Sign out')
    // Changed behind the back of the program: the page is the kept one, which shows that there is one.
    await title('Chief Accountant')
    seconds(19)
    expect(await search({})).toBe(before)
    seconds(21)
    expect(await search({})).not.toBe(before)
    await title('Senior Accountant')
    const teacher = await codeOf('teacher')
    seconds(42)
    expect(await search({})).toContain(teacher)
    await counsellor.post(`/en/vacancies/${ids['teacher']}/pause`, { _version: await versionOf(app, ids['teacher'] ?? ''), reason: 'asked' })
    expect((await recordOf(app, ids['teacher'] ?? '')).state).toBe('paused')
    expect(await search({})).not.toContain(teacher)
    await counsellor.post(`/en/vacancies/${ids['teacher']}/resume`, { _version: await versionOf(app, ids['teacher'] ?? '') })
    expect(await search({})).toContain(teacher)
  })

  it('answers 404 for a page that does not exist below the start page', async () => {
    expect((await app.visitor().get('/en/nothing-here')).status).toBe(404)
    expect((await app.visitor().get('/en')).status).toBe(200)
  })
})

describe('a job’s page', () => {
  it('carries a JobPosting equal to the record, that no text can leave', async () => {
    const text = (await app.visitor().get(`/en/jobs/${await codeOf('accountant')}`)).text
    const block = JSON.parse(posting(text) ?? '{}')
    const record = await recordOf(app, ids['accountant'] ?? '')
    expect(block).toMatchObject({
      '@type': 'JobPosting', title: record.title_en, datePosted: record.published_on, validThrough: `${record.valid_until}T23:59:59+07:00`, employmentType: 'FULL_TIME',
      hiringOrganization: { name: 'Moon Dairy' }, totalJobOpenings: 3, directApply: true, identifier: { value: record.code },
      jobLocation: { address: { addressLocality: 'Pinegate', addressRegion: 'Northland', addressCountry: 'ZZ' } },
      baseSalary: { currency: 'KHR', value: { minValue: 900000, maxValue: 1200000, unitText: 'MONTH' } },
    })
    expect(block.description).toContain('</script><script>alert(1)</script>')
    expect(text).not.toContain('<script>alert(1)')
    expect(JSON.stringify(block)).not.toMatch(/gender|"sex"|"age/i)
    expect(JSON.parse(posting((await app.visitor().get(`/en/jobs/${await codeOf('seller')}`)).text) ?? '{}').baseSalary).toBeUndefined()
  })

  it('has none when the employer is hidden, the job paused or closed', async () => {
    const id = await takeVacancy(counsellor, employer, { title: 'Night porter' })
    const form = { ...goodForm, titleEn: 'Night porter', isco: '5230', wageShown: 'yes', publicDisplay: 'yes', employerNameHidden: 'yes', _version: await versionOf(app, id) }
    await counsellor.post(`/en/vacancies/${id}/edit`, form)
    await publish(app, inspector, id)
    ids['porter'] = id
    const path = `/en/jobs/${await codeOf('porter')}`
    const text = (await app.visitor().get(path)).text
    expect(posting(text)).toBeUndefined()
    expect(text).not.toContain('Moon Dairy')
    await counsellor.post(`/en/vacancies/${id}/pause`, { reason: 'asked' })
    expect((await app.visitor().get(path)).status).toBe(404)
    await counsellor.post(`/en/vacancies/${id}/close`, { reason: 'not-filled' })
    const closed = await app.visitor().get(path)
    expect(closed.status).toBe(200)
    expect(closed.text).toContain('This job is closed')
    expect(closed.text).toContain('noindex')
    expect(posting(closed.text)).toBeUndefined()
  })

  it('is gone 30 days after it closed', async () => {
    const path = `/en/jobs/${await codeOf('porter')}`
    app.travelTo('2026-12-23T03:00:00Z')
    expect((await app.visitor().get(path)).status).toBe(200)
    app.travelTo('2026-12-24T03:00:00Z')
    expect((await app.visitor().get(path)).status).toBe(410)
    app.travelTo('2026-11-23T02:00:00Z')
  })

  it('refuses a code with a typing mistake like an unknown one', async () => {
    expect((await app.visitor().get('/en/jobs/7Q4M-2XKD-A')).status).toBe(404)
    expect((await app.visitor().get('/en/jobs/7Q4M-2XKD-K')).status).toBe(404)
  })
})

describe('feeds', () => {
  it('name public jobs in each language and no person', async () => {
    const rss = await app.visitor().get('/feeds/jobs.km.xml')
    expect(rss.headers.get('content-type')).toContain('application/rss+xml')
    expect(rss.text).toContain('គ្រូបង្រៀនភាសាអង់គ្លេស')
    expect(rss.text).not.toContain('Dara')
    const feed = (await app.visitor().get('/feeds/jobs.en.json')).json<{ items: { title: string }[] }>()
    expect(feed.items.map(({ title }) => title)).toContain('Senior Accountant')
    expect((await app.visitor().get('/sitemap.xml')).text).toContain(`/lo/jobs/${await codeOf('seller')}</loc>`)
    expect((await app.visitor().get('/feeds/other')).status).toBe(404)
  })
})

describe('the API', () => {
  it('gives public vacancies in pages and refuses unknown filters', async () => {
    const first = (await app.visitor().get('/api/v1/vacancies?limit=2')).json<{ items: unknown[]; total: number; next: string }>()
    expect([first.items.length, first.total]).toEqual([2, 3])
    expect((await app.visitor().get(`/api/v1/vacancies?limit=2&cursor=${first.next}`)).json<{ items: unknown[] }>().items).toHaveLength(1)
    expect((await app.visitor().get('/api/v1/vacancies?colour=red')).status).toBe(400)
    expect((await app.visitor().get('/api/v1/vacancies?contract=forever')).status).toBe(400)
    expect((await app.visitor().get(`/api/v1/vacancies/${await codeOf('accountant')}`)).json<{ titles: { en: string } }>().titles.en).toBe('Senior Accountant')
    expect((await app.visitor().get('/api/v1/places')).json<{ items: unknown[] }>().items.length).toBeGreaterThan(2)
    expect((await app.visitor().get('/api/v1/code-lists/contract')).json<{ items: unknown[] }>().items).toHaveLength(6)
  })

  it('moves a vacancy with the same rules as the pages', async () => {
    const id = await takeVacancy(counsellor, employer, { title: 'Moved by a program' })
    const send = async (staff: Staff, body: Record<string, unknown>) => staff.send('POST', `/api/v1/vacancies/${id}/transitions`, { version: await versionOf(app, id), ...body }, { 'idempotency-key': newId() })
    expect((await send(counsellor, { event: 'approve' })).status).toBe(403)
    expect((await send(inspector, { event: 'approve', version: 999 })).status).toBe(409)
    expect((await send(inspector, { event: 'approve' })).json<{ state: string }>().state).toBe('published')
    expect((await send(counsellor, { event: 'close', reason: 'filled-by-centre' })).status).toBe(422)
  })
})

describe('the days of a vacancy', () => {
  it('publish it at the start of its window, warn three days before the end, and close it after', async () => {
    const id = await takeVacancy(counsellor, employer, { title: 'Later job' })
    const form = { ...goodForm, titleEn: 'Later job', isco: '5230', wageShown: 'yes', publicDisplay: 'yes', publishFrom: '01/12/2026', windowDays: '10', _version: await versionOf(app, id) }
    await counsellor.post(`/en/vacancies/${id}/edit`, form)
    await publish(app, inspector, id)
    expect((await recordOf(app, id)).state).toBe('approved')
    app.travelTo('2026-12-01T02:00:00Z')
    await daily('publish')
    expect(await recordOf(app, id)).toMatchObject({ state: 'published', published_on: '2026-12-01', valid_until: '2026-12-11' })
    app.travelTo('2026-12-08T02:00:00Z')
    await daily('ask-before-end')
    await daily('ask-before-end')
    const messages = await app.db.wholeStore((db) => db.selectFrom('message').select('body').where('template', '=', 'vacancies.expiring').execute())
    expect(messages.filter(({ body }) => body.includes('Later job'))).toHaveLength(1)
    app.travelTo('2026-12-11T02:00:00Z')
    await daily('expire')
    expect((await recordOf(app, id)).state).toBe('published')
    app.travelTo('2026-12-12T02:00:00Z')
    await daily('expire')
    expect(await recordOf(app, id)).toMatchObject({ state: 'closed', closing_reason: 'not-filled', closed_on: '2026-12-12' })
    app.travelTo('2026-11-23T02:00:00Z')
  })

  it('pause at once when the employer is suspended, and after two weeks when its verification ran out', async () => {
    const other = await anEmployer(app)
    const id = await takeVacancy(counsellor, other, { title: 'Suspended job' })
    await publish(app, inspector, id)
    const { pauseVacanciesOfEmployer } = await import('./index')
    await app.asSystem((tx) => pauseVacanciesOfEmployer(tx, app.platform, { employerId: other, from: 'verified', to: 'checking' }))
    expect((await recordOf(app, id)).state).toBe('published')
    await app.db.wholeStore((db) => db.updateTable('employer').set({ state: 'checking', valid_until: '2026-11-09' as never }).where('id', '=', other).execute())
    await daily('pause-unverified')
    expect((await recordOf(app, id)).state).toBe('published')
    app.travelTo('2026-11-24T02:00:00Z')
    await daily('pause-unverified')
    expect(await recordOf(app, id)).toMatchObject({ state: 'paused', state_reason: 'employer-check' })
    app.travelTo('2026-11-23T02:00:00Z')
  })
})
