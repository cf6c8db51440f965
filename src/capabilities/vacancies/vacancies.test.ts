import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPublicCode, type PublicCode } from '../../kernel/code'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { vacancyDaily } from './index'
import { anEmployer, goodForm, publish, recordOf, takeVacancy, versionOf } from './test-vacancies'

type Staff = Awaited<ReturnType<TestApp['as']>>
let app: TestApp
let counsellor: Staff
let inspector: Staff
let chief: Staff
let employer: string

beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  inspector = await app.as('counsellor', { duties: ['inspector'] })
  chief = await app.as('chief', { duties: ['inspector'] })
  employer = await anEmployer(app)
})
afterAll(() => app.close())

const jobPath = async (id: string, language = 'en') => `/${language}/jobs/${formatPublicCode((await recordOf(app, id)).code as PublicCode)}`
const daily = (name: string) => app.asSystem((tx) => vacancyDaily[`daily.vacancies.${name}`]?.(tx, app.platform, {}) ?? Promise.resolve())
const kinds = async (id: string) => (await app.db.wholeStore((db) => db.selectFrom('vacancy_posts_change').select(['kind', 'delta']).where('vacancy_id', '=', id).orderBy('created_at').execute())).map(({ kind, delta }) => `${kind} ${delta}`)

describe('taking a vacancy', () => {
  it('goes from the nine fields to the inspector at once when nothing is to decide', async () => {
    const id = await takeVacancy(counsellor, employer)
    const record = await recordOf(app, id)
    expect(record).toMatchObject({ state: 'inspecting', title_en: 'Shop cashier', isco: '5230', posts: 3, wage_min: '900000.00', wage_month_max: '1200000.00', province_code: '01', district_code: '0101', received_on: '2026-11-23', decision_due_on: '2026-11-24', owner_id: counsellor.accountId })
    expect(await kinds(id)).toEqual(['received 3'])
    expect((await counsellor.get(`/en/vacancies/${id}`)).text).toContain('With the inspector')
    const services = await app.db.wholeStore((db) => db.selectFrom('service_event').select('service_code').where('source_id', '=', id).execute())
    expect(services).toEqual([{ service_code: 'EVA' }])
  })

  it('keeps what was typed and says what is wrong', async () => {
    const reply = await counsellor.post('/en/vacancies/new', { employer, ...goodForm, title: '', posts: 'many', wageMin: '16,8000' })
    expect(reply.status).toBe(422)
    const other = await counsellor.post('/en/vacancies/new', { employer, ...goodForm, posts: 'many', wageMin: '16,8000' })
    expect(other.text).toContain('did you mean 16,800 / 168,000?')
    expect(other.text).toContain('value="16,8000"')
  })

  it('makes one record of a form sent twice', async () => {
    const key = globalThis.crypto.randomUUID()
    const first = await counsellor.post('/en/vacancies/new', { employer, ...goodForm, title: 'Sent twice', _key: key })
    const second = await counsellor.post('/en/vacancies/new', { employer, ...goodForm, title: 'Sent twice', _key: key })
    expect(second.location).toBe(first.location)
    expect(await app.db.wholeStore((db) => db.selectFrom('vacancy').select('id').where('title_en', '=', 'Sent twice').execute())).toHaveLength(1)
  })

  it('shows the words of a limit before sending, with advice', async () => {
    const id = await takeVacancy(counsellor, employer, { title: 'Sales staff (female)', requirements: 'Age 18-25' })
    expect((await recordOf(app, id)).state).toBe('draft')
    const page = await counsellor.get(`/en/vacancies/${id}/send`)
    expect(page.text).toContain('<mark>Age 18-25</mark>')
    expect(page.text).toContain('Remove the sex, or give a reason that the law allows.')
    expect((await counsellor.post(`/en/vacancies/${id}/send`)).status).toBe(303)
    expect((await recordOf(app, id)).state).toBe('inspecting')
  })

  it('cannot be sent with an age below the law', async () => {
    const id = await takeVacancy(counsellor, employer, { requirements: 'Minimum age: 13' })
    expect((await counsellor.post(`/en/vacancies/${id}/send`)).status).toBe(422)
    expect((await recordOf(app, id)).state).toBe('draft')
  })

  it('asks a person to confirm one of five occupations', async () => {
    const id = await takeVacancy(counsellor, employer, { occupation: 'cashier' })
    const page = await counsellor.get(`/en/vacancies/${id}/occupation?then=send`)
    expect(page.text.match(/name="isco"/g)?.length).toBeLessThanOrEqual(6)
    expect(page.text).toContain('value="5230"')
    await counsellor.post(`/en/vacancies/${id}/occupation`, { isco: '5230', then: 'send' })
    expect((await recordOf(app, id)).isco).toBe('5230')
  })

  it('belongs to its centre: another one does not find it', async () => {
    const id = await takeVacancy(counsellor, employer)
    const other = await app.as('counsellor', { centre: 'B' })
    expect((await other.get(`/en/vacancies/${id}`)).status).toBe(404)
    expect((await other.post(`/en/vacancies/${id}/edit`, { ...goodForm, _version: 1 })).status).toBe(404)
    expect((await counsellor.get(`/en/vacancies/${id}`)).status).toBe(200)
  })
})

describe('inspection', () => {
  it('publishes what another person approves, and tells who may not', async () => {
    const own = await takeVacancy(inspector, employer)
    expect((await inspector.post(`/en/vacancies/${own}/approve`, { _version: await versionOf(app, own) })).status).toBe(422)
    const id = await takeVacancy(counsellor, employer)
    expect((await counsellor.post(`/en/vacancies/${id}/approve`, { _version: await versionOf(app, id) })).status).toBe(403)
    await publish(app, inspector, id)
    expect(await recordOf(app, id)).toMatchObject({ state: 'published', published_on: '2026-11-23', valid_until: '2026-12-23' })
    expect((await app.visitor().get(await jobPath(id))).text).toContain('Shop cashier')
  })

  it('holds an unverified employer back from the public until it is verified', async () => {
    const unknown = await anEmployer(app, { state: 'claimed' })
    const id = await takeVacancy(counsellor, unknown)
    expect((await inspector.get(`/en/vacancies/${id}/inspect`)).text).toContain('The employer is not verified')
    expect((await inspector.post(`/en/vacancies/${id}/approve`, { _version: await versionOf(app, id) })).status).toBe(422)
    await app.db.wholeStore((db) => db.updateTable('employer').set({ state: 'verified', verified_on: '2026-01-05' as never, valid_until: '2028-01-05' as never }).where('id', '=', unknown).execute())
    await publish(app, inspector, id)
    expect((await recordOf(app, id)).state).toBe('published')
  })

  it('needs a second person for a hold', async () => {
    const id = await takeVacancy(counsellor, employer, { duties: `${goodForm.duties} Please pay a deposit first.` })
    const approve = async (staff: Staff) => (await staff.post(`/en/vacancies/${id}/approve`, { _version: await versionOf(app, id) })).status
    expect(await approve(inspector)).toBe(422)
    const finding = await app.db.wholeStore((db) => db.selectFrom('vacancy_finding').select('id').where('vacancy_id', '=', id).where('rule', '=', 'R2').executeTakeFirstOrThrow())
    expect((await inspector.post(`/en/vacancies/${id}/findings/${finding.id}`, { note: 'I looked at it' })).status).toBe(403)
    expect((await chief.post(`/en/vacancies/${id}/findings/${finding.id}`, { note: 'It is paid back on the first day' })).status).toBe(303)
    expect(await approve(chief)).toBe(422)
    expect(await approve(inspector)).toBe(303)
  })

  it('shows an accepted limit with its reason to every reader', async () => {
    const id = await takeVacancy(counsellor, employer, { title: 'Actor (female) for a film' })
    await counsellor.post(`/en/vacancies/${id}/send`)
    const finding = await app.db.wholeStore((db) => db.selectFrom('vacancy_finding').select('id').where('vacancy_id', '=', id).executeTakeFirstOrThrow())
    const reply = await inspector.post(`/en/vacancies/${id}/approve`, { _version: await versionOf(app, id), [`finding-${finding.id}`]: 'authenticity' })
    expect(reply.status).toBe(303)
    expect((await app.visitor().get(await jobPath(id))).text).toContain('Authenticity in performance')
  })

  it('returns with what to change, and the employer reads it', async () => {
    const id = await takeVacancy(counsellor, employer)
    await inspector.post(`/en/vacancies/${id}/return`, { note: 'Please name the wage of a month.' })
    expect((await recordOf(app, id)).state).toBe('draft')
    expect((await counsellor.get(`/en/vacancies/${id}`)).text).toContain('Please name the wage of a month.')
    const messages = await app.db.wholeStore((db) => db.selectFrom('message').select('body').where('employer_id', '=', employer).where('template', '=', 'vacancies.returned').execute())
    expect(messages.at(-1)?.body).toContain('Please name the wage of a month.')
  })

  it('knows a rejected text again at another centre', async () => {
    const duties = 'Answers letters of people far away and asks them for their savings, every day and every night.'
    const id = await takeVacancy(counsellor, employer, { duties, title: 'Letter writer' })
    expect((await inspector.post(`/en/vacancies/${id}/reject`, { reason: 'fraud' })).status).toBe(303)
    const other = await app.as('counsellor', { centre: 'B' })
    const again = await takeVacancy(other, await anEmployer(app, { centre: 'B' }), { duties, title: 'Letter writer' })
    const rules = await app.db.wholeStore((db) => db.selectFrom('vacancy_finding').select(['rule', 'effect']).where('vacancy_id', '=', again).execute())
    expect(rules).toEqual([{ rule: 'R8', effect: 'hold' }])
  })

  it('lets only unflagged vacancies of verified employers through together', async () => {
    const good = await takeVacancy(counsellor, employer, { title: 'Together one' })
    const flagged = await takeVacancy(counsellor, employer, { title: 'Together two', duties: `${goodForm.duties} We keep your passport.` })
    const unverified = await takeVacancy(counsellor, await anEmployer(app, { state: 'claimed' }), { title: 'Together three' })
    const reply = await inspector.post('/en/vacancies/inspect', { id: [good, flagged, unverified] })
    expect(reply.location).toBe('/en/vacancies/inspect?approved=1')
    expect(await Promise.all([good, flagged, unverified].map(async (id) => (await recordOf(app, id)).state))).toEqual(['published', 'inspecting', 'inspecting'])
  })
})

describe('keeping a vacancy', () => {
  it('goes back to the inspector when the wage changes, and stays when benefits do', async () => {
    const id = await takeVacancy(counsellor, employer)
    await publish(app, inspector, id)
    const form = { ...goodForm, titleEn: goodForm.title, isco: '5230', wageShown: 'yes', publicDisplay: 'yes' }
    expect((await counsellor.post(`/en/vacancies/${id}/edit`, { ...form, benefits: ['meals'], _version: await versionOf(app, id) })).status).toBe(303)
    expect((await recordOf(app, id)).state).toBe('published')
    await counsellor.post(`/en/vacancies/${id}/edit`, { ...form, benefits: ['meals'], wageMin: '950000', _version: await versionOf(app, id) })
    expect((await recordOf(app, id)).state).toBe('inspecting')
    expect((await app.visitor().get(await jobPath(id))).status).toBe(404)
  })

  it('takes five must-have skills and no sixth, and keeps what was chosen', async () => {
    const id = await takeVacancy(counsellor, employer)
    const skills = app.platform.country.skills.slice(0, 6).map(({ code }) => code)
    const send = async (chosen: readonly string[]) => counsellor.post(`/en/vacancies/${id}/edit`, { ...goodForm, titleEn: goodForm.title, isco: '5230', skillsMust: chosen, _version: await versionOf(app, id) })
    const refused = await send(skills)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('You chose 6')
    for (const code of skills) expect(refused.text).toContain(`value="${code}"`)
    expect((await send(skills.slice(0, 5))).status).toBe(303)
    expect((await recordOf(app, id)).skills_must).toEqual(skills.slice(0, 5))
  })

  it('shows both texts when two people changed it, and overwrites nothing', async () => {
    const id = await takeVacancy(counsellor, employer)
    const version = await versionOf(app, id)
    const form = { ...goodForm, titleEn: goodForm.title, isco: '5230', wageShown: 'yes', publicDisplay: 'yes', _version: version }
    expect((await counsellor.post(`/en/vacancies/${id}/edit`, { ...form, requirements: 'First text' })).status).toBe(303)
    const second = await inspector.post(`/en/vacancies/${id}/edit`, { ...form, requirements: 'Second text' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('First text')
    expect(second.text).toContain('Second text')
    expect((await recordOf(app, id)).requirements).toBe('First text')
  })

  it('writes every change of posts, so that the sum is what is open', async () => {
    const id = await takeVacancy(counsellor, employer)
    const form = { ...goodForm, titleEn: goodForm.title, isco: '5230', wageShown: 'yes', publicDisplay: 'yes' }
    await counsellor.post(`/en/vacancies/${id}/edit`, { ...form, posts: '4', _version: await versionOf(app, id) })
    await publish(app, inspector, id)
    const { movePosts } = await import('./index')
    expect(await app.asSystem((tx) => movePosts(tx, app.platform, id, 1))).toBe(true)
    await counsellor.post(`/en/vacancies/${id}/close`, { reason: 'filled-otherwise' })
    expect(await kinds(id)).toEqual(['received 3', 'increase 1', 'filled -1', 'closed -3'])
  })

  it('never fills more posts than there are, nor fewer than none', async () => {
    const { movePosts } = await import('./index')
    const id = await takeVacancy(counsellor, employer, { posts: '1' })
    const move = (delta: 1 | -1) => app.asSystem((tx) => movePosts(tx, app.platform, id, delta))
    expect([await move(-1), await move(1), await move(1), await move(-1), await move(-1)]).toEqual([false, true, false, true, false])
  })

  it('closes as filled by the centre only with the placements', async () => {
    const id = await takeVacancy(counsellor, employer)
    await publish(app, inspector, id)
    expect((await counsellor.post(`/en/vacancies/${id}/close`, { reason: 'filled-by-centre' })).status).toBe(422)
    expect((await counsellor.post(`/en/vacancies/${id}/close`, { reason: 'not-filled', why: 'no-suitable-candidate' })).status).toBe(303)
    expect((await counsellor.get(`/en/vacancies/${id}`)).text).toContain('Not filled, No suitable candidate')
    const counted = async () => (await app.db.wholeStore((db) => sql`select f.unfilled_reason as why, f.posts_unfilled as posts from fact_vacancy f join vacancy v on v.stat_key = f.vacancy_key where v.id = ${id}`.execute(db))).rows
    expect(await counted()).toEqual([{ why: 'no-suitable-candidate', posts: (await recordOf(app, id)).posts }])
    expect((await counsellor.post(`/en/vacancies/${id}/reopen`, { reason: 'The person left' })).status).toBe(303)
    expect((await recordOf(app, id)).state).toBe('inspecting')
    expect(await counted()).toMatchObject([{ why: null }])
  })

  it('pauses, resumes and extends', async () => {
    const id = await takeVacancy(counsellor, employer)
    await publish(app, inspector, id)
    await counsellor.post(`/en/vacancies/${id}/pause`, { reason: 'asked' })
    expect((await recordOf(app, id)).state).toBe('paused')
    await counsellor.post(`/en/vacancies/${id}/resume`)
    await counsellor.post(`/en/vacancies/${id}/extend`, { until: '01/02/2027' })
    expect(await recordOf(app, id)).toMatchObject({ state: 'published', valid_until: '2027-02-01' })
    expect((await counsellor.post(`/en/vacancies/${id}/extend`, { until: '01/05/2027' })).status).toBe(422)
  })
})

describe('the employer’s own pages', () => {
  it('list, take and keep only its own vacancies', async () => {
    const mine = await app.byPhone({ employerId: employer })
    const other = await app.byPhone({ employerId: await anEmployer(app) })
    const reply = await mine.post('/en/employer/vacancies/new', { employer, ...goodForm, title: 'Our own cashier' })
    const id = /vacancies\/([0-9a-f-]{36})/.exec(reply.location)?.[1] ?? ''
    expect(await recordOf(app, id)).toMatchObject({ state: 'inspecting', origin: 'self-service', created_by: mine.accountId })
    expect((await mine.get('/en/employer/vacancies')).text).toContain('Our own cashier')
    expect((await other.get('/en/employer/vacancies')).text).not.toContain('Our own cashier')
    expect((await other.get(`/en/employer/vacancies/${id}`)).status).toBe(404)
    expect((await mine.get(`/en/employer/vacancies/new?from=${id}`)).text).toContain('Our own cashier')
  })
})

describe('what people report', () => {
  it('takes a job out of the portal after one report of danger with a phone', async () => {
    const id = await takeVacancy(counsellor, employer)
    await publish(app, inspector, id)
    const path = await jobPath(id)
    const reply = await app.visitor().post(`${path}/report`, { kind: 'danger', note: 'They lock the door', phone: '012 345 678' })
    expect(reply.status).toBe(303)
    await daily('weigh-complaints')
    expect(await recordOf(app, id)).toMatchObject({ state: 'paused', state_reason: 'complaint' })
    expect((await app.visitor().get(path)).status).toBe(404)
    expect((await counsellor.post(`/en/vacancies/${id}/resume`)).status).toBe(422)
    expect((await inspector.get(`/en/vacancies/${id}`)).text).toContain('They lock the door')
  })

  it('waits for a second report otherwise', async () => {
    const id = await takeVacancy(counsellor, employer)
    await publish(app, inspector, id)
    const path = await jobPath(id)
    await app.visitor().post(`${path}/report`, { kind: 'expired' })
    await daily('weigh-complaints')
    expect((await recordOf(app, id)).state).toBe('published')
    await app.visitor().post(`${path}/report`, { kind: 'fee-asked' })
    await daily('weigh-complaints')
    expect((await recordOf(app, id)).state).toBe('paused')
  })
})
