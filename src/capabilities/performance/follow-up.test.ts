import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { fillWithRows, placeSome } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, counsellor: Staff, hq: Staff, other: Staff, farChief: Staff, viewer: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  ;[chief, counsellor, hq, other, farChief, viewer] = [await app.as('chief'), await app.as('counsellor'), await app.as('headquarters'), await app.as('headquarters'), await app.as('chief', { centre: 'B' }), await app.as('viewer')]
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line)
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const row = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0] as Row
const read = async (who: Visitor, path: string, language = 'en') => {
  const reply = await who.get(`/${language}${path}`)
  return reply.status === 200 ? plain(reply.text) : String(reply.status)
}
const send = async (who: Visitor, path: string, fields: Record<string, string> = {}) => {
  const reply = await who.post(`/en${path}`, fields)
  return reply.status === 303 ? 'done' : reply.status === 422 || reply.status === 200 ? plain(reply.text) : String(reply.status)
}

describe('questions about a figure', () => {
  it('go to a post, are answered once, closed by whoever asked, and never edited', async () => {
    const { id } = await row<{ id: string }>(sql`select id from indicator where key = 'job_placements'`)
    const path = `/performance/notes/indicator/${id}/T-A`
    expect(await read(chief, path)).toContain('Nobody has asked anything yet.')
    expect(await read(farChief, path)).toBe('404')
    expect(await read(viewer, path)).toBe('403')
    expect(await send(counsellor, path, { text: 'Why?', post: 'Chief' })).toBe('403')
    expect(await send(hq, path, { text: 'ab', post: 'Chief' })).toContain('Please write a little more.')
    expect(await send(hq, path, { text: 'Why are entries late?', post: 'Head of matching', dueOn: '40/40/2026' })).toContain('Write the day as 22/11/2026.')
    expect(await send(hq, path, { text: 'Why are entries late?', post: 'Head of matching', dueOn: '30/11/2026' })).toBe('done')
    expect(await read(chief, '/performance/centres/T-A')).toContain('Question to Head of matching: Why are entries late?')
    const note = (await row<{ id: string }>(sql`select id from review_note`)).id
    expect(await send(chief, `/performance/notes/${note}/close`)).toContain('not possible in the present state')
    expect(await send(farChief, `/performance/notes/${note}/answer`, { answer: 'From far away' })).toBe('404')
    expect(await send(counsellor, `/performance/notes/${note}/answer`, { answer: 'The line was down for two weeks' })).toBe('done')
    expect(await send(chief, `/performance/notes/${note}/answer`, { answer: 'Another answer' })).toContain('not possible in the present state')
    expect(await send(chief, `/performance/notes/${note}/close`)).toContain('Whoever asked closes the question.')
    expect(await send(hq, `/performance/notes/${note}/close`)).toBe('done')
    for (const change of [sql`update review_note set text = 'Something else'`, sql`update review_note set answer = 'Something else'`]) await expect(app.db.wholeStore((db) => change.execute(db))).rejects.toThrow('never changed')
    for (const language of ['km', 'lo']) expect(await read(chief, path, language)).toContain('The line was down for two weeks')
  })
})

describe('the spread of a target', () => {
  const path = '/performance/indicators/job_placements/spread?centre=T-A'
  it('is set by headquarters and moves what is due by now, never the target', async () => {
    expect(await read(chief, path)).toBe('403')
    await send(hq, '/performance/indicators/job_placements/target', { centre: 'T-A', role: 'milestone', period: '2026', kind: 'absolute', number: '2970', reason: 'Agreed in the yearly meeting of the agency' })
    const change = await row<{ id: string }>(sql`select id from target_change where state = 'proposed'`)
    expect(await send(other, `/performance/decisions/targets/${change.id}`, { answer: 'approve' })).toBe('done')
    const due = async () => /Due by now ([\d,.]+)/.exec(await read(chief, '/performance/indicators/job_placements?month=2026-05'))?.[1]
    expect(await due()).toBe('1,237.5')
    const weights = [6, 6, 8, 8, 8, 14, 12, 10, 8, 8, 7, 5]
    expect(await send(hq, '/performance/indicators/job_placements/spread', { centre: 'T-A', kind: 'manual', m1: '6' })).toContain('Write a number for each of the twelve months')
    expect(await send(hq, '/performance/indicators/job_placements/spread', { centre: 'T-A', kind: 'seasonal' })).toContain('No full past year has figures in every month.')
    expect(await send(hq, '/performance/indicators/job_placements/spread', { centre: 'T-A', kind: 'manual', ...Object.fromEntries(weights.map((weight, month) => [`m${month + 1}`, String(weight)])) })).toBe('done')
    expect(await due()).toBe('1,069.2')
    expect(await read(hq, path)).toContain('1,069.2')
    expect(await send(hq, '/performance/indicators/job_placements/spread', { centre: 'T-A', kind: 'step' })).toContain('Write a later day.')
    expect(await send(hq, '/performance/indicators/job_placements/spread', { centre: 'T-A', kind: 'step', stepOn: '01/06/2026' })).toBe('done')
    expect(await due()).toBe('0.0')
    for (const language of ['km', 'lo']) expect((await read(hq, path, language)).length).toBeGreaterThan(200)
  })
})

describe('a seasonal spread', () => {
  it('takes the months of a full past year as they were counted', async () => {
    const later = await freshApp({ at: '2027-01-20T02:00:00Z' })
    await fillWithRows(later, { people: 300 })
    await later.asSystem((tx) => loadIndicators(tx, later.platform))
    const officer = await later.as('headquarters')
    const path = '/en/performance/indicators/jobseeker_registrations/spread'
    expect(plain((await officer.get(path)).text)).toContain('The mean share of each month in: 2026.')
    expect((await officer.post(path, { kind: 'seasonal' })).status).toBe(303)
    const { rows } = await later.db.wholeStore((db) => sql<{ weights: string[]; years: number[] }>`select weights, years from spread_profile`.execute(db))
    const { rows: counted } = await later.db.wholeStore((db) => sql<{ n: number }>`select count(*) filter (where extract(month from fact_date) = 3)::numeric / count(*) as n from fact_registration where in_use and event in ('new', 'reactivation') and fact_date between '2026-01-01' and '2026-12-31'`.execute(db))
    expect([rows[0]?.years, rows[0]?.weights.length, Number(rows[0]?.weights[2]).toFixed(9)]).toEqual([[2026], 12, Number(counted[0]?.n).toFixed(9)])
    await later.close()
  })
})

describe('a target before it is signed', () => {
  const path = '/performance/indicators/job_placements/target'
  const typed = { centre: 'T-A', role: 'milestone', period: '2026', reason: 'The ministry asked for another number in May' }
  it('is shown with its warnings, and warnings never block', async () => {
    const before = await row(sql`select count(*)::int as n from target_change`)
    const shown = await send(hq, path, { ...typed, kind: 'absolute', number: '5', then: 'preview' })
    for (const words of ['What this would mean', 'lies below what has been reached already', '% of the target in force', 'Newest value against this target'].slice(0, 2)) expect(shown).toContain(words)
    expect(await row(sql`select count(*)::int as n from target_change`)).toEqual(before)
    expect(await send(hq, path, { ...typed, kind: 'absolute', number: '5', reason: 'too short' })).toContain('Please write a little more.')
    expect(await send(hq, path, { ...typed, kind: 'absolute', number: '5' })).toBe('done')
    const waiting = await read(other, '/performance/decisions')
    for (const words of ['lies below what has been reached already', 'of the target in force', 'of the new one']) expect(waiting).toContain(words)
    const { id } = await row<{ id: string }>(sql`select id from target_change where state = 'proposed'`)
    await send(other, `/performance/decisions/targets/${id}`, { answer: 'refuse' })
  })

  it('offers the two readings of a percentage of a percentage as buttons', async () => {
    const share = '/performance/indicators/placed_in_180_days'
    await send(hq, `${share}/baseline`, { status: 'measured', value: '12.5', period: '2025', source: 'Annual report 2025, page 12' })
    const { id } = await row<{ id: string }>(sql`select id from baseline where state = 'proposed'`)
    await send(other, `/performance/decisions/baselines/${id}`, { answer: 'approve' })
    const asked = { role: 'milestone', period: '2026', kind: 'pct_over_baseline', number: '10', reason: typed.reason }
    const refused = await hq.post(`/en${share}/target`, asked)
    expect(plain(refused.text)).toContain('percentage points give 22.5 %, a share of the baseline gives 13.8 %')
    expect([...refused.text.matchAll(/name="then" value="(use-[a-z]+)"/g)].map(([, use]) => use)).toEqual(['use-points', 'use-times'])
    expect(await send(hq, `${share}/target`, { ...asked, then: 'use-points' })).toContain('What this would mean Target 22.5 %')
    expect(await send(hq, `${share}/target`, { ...asked, then: 'use-times' })).toContain('What this would mean Target 13.8 %')
  })
})

describe('evidence', () => {
  it('is what its first bytes say, kept once, and read by the own centre only', async () => {
    await send(chief, '/performance/plans', { title: 'Plan 2026', period: '2026' })
    const plan = (await row<{ id: string }>(sql`select id from activity_plan`)).id
    await send(chief, `/performance/plans/${plan}/activities`, { code: 'A', title: 'Job fair', owner: 'Chief', startOn: '01/11/2026', dueOn: '31/12/2026', deliverables: 'Fair held\nReport' })
    const found = await row<{ id: string }>(sql`select id from plan_deliverable where title = 'Report'`)
    const upload = async (bytes: Uint8Array, name: string, text = 'Signed minutes, file 12') => {
      const form = new FormData()
      for (const [field, value] of Object.entries({ _key: newId(), step: 'done', evidence: text })) form.set(field, value)
      form.set('file', new File([bytes.slice()], name))
      const request = new Request(`http://localhost/en/performance/deliverables/${found.id}`, { method: 'POST', body: form, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...counsellor.cookies].map(([key, value]) => `${key}=${value}`).join('; ') } })
      const reply = await app.website.request(request)
      return reply.status === 422 ? plain(await reply.text()) : String(reply.status)
    }
    const page = new TextEncoder().encode('<html><script>alert(1)</script></html>')
    expect(await upload(page, 'photo.jpg')).toContain('Choose a photo or a PDF file.')
    expect(await upload(new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n'), ...new Uint8Array(4 * 1024 * 1024)]), 'big.pdf')).toMatch(/larger than 4 MB|413/)
    expect(await upload(new TextEncoder().encode('%PDF-1.7\nminutes'), 'minutes.exe')).toBe('303')
    const kept = await row<{ id: string; media_type: string }>(sql`select id, media_type from plan_evidence`)
    expect(kept.media_type).toBe('application/pdf')
    const reply = await chief.get(`/en/performance/evidence/${kept.id}`)
    expect([reply.status, reply.headers.get('content-type'), reply.text]).toEqual([200, 'application/pdf', '%PDF-1.7\nminutes'])
    expect((await farChief.get(`/en/performance/evidence/${kept.id}`)).status).toBe(404)
    await expect(app.db.wholeStore((db) => sql`update plan_evidence set digest = ${'0'.repeat(64)}`.execute(db))).rejects.toThrow('never changed')
    expect(await send(counsellor, `/performance/deliverables/${found.id}`, { step: 'accepted' })).toContain('Your role does not take this step.')
    expect(await send(chief, `/performance/deliverables/${found.id}`, { step: 'accepted' })).toBe('done')
  })
})

describe('decisions of a cycle', () => {
  it('become activities of the plan, are done, or dropped with a reason; a stage opens again with a reason', async () => {
    await app.db.wholeStore(async (db) => {
      await sql`insert into period_state (id, created_at, centre_id, period, state, lock_no) values (${newId()}, now(), ${app.centres.A}, '2026-09', 'locked', 1)`.execute(db)
      await sql`insert into observation (id, created_at, centre_id, period, measure, measure_version, definition_hash, state, value, lock_no) values (${newId()}, now(), ${app.centres.A}, '2026-09', 'PLACEMENTS', 1, ${'a'.repeat(64)}, 'ok', 5, 1)`.execute(db)
    })
    expect(await send(chief, '/performance/cycles', { period: '2026-10', facilitator: 'Chief' })).toBe('done')
    const cycle = (await row<{ id: string }>(sql`select id from cycle`)).id
    const path = `/performance/cycles/${cycle}`
    const entry = (fields: Record<string, string>) => send(chief, `${path}/entries`, fields)
    expect(await entry({ kind: 'change', text: 'Call employers on Mondays', owner: 'Counsellor', dueOn: '31/12/2026' })).toBe('done')
    expect(await entry({ kind: 'stop', text: 'Stop the paper list' })).toBe('done')
    const ids = async (text: string) => (await row<{ id: string }>(sql`select id from cycle_entry where text = ${text}`)).id
    const [call, stop] = [await ids('Call employers on Mondays'), await ids('Stop the paper list')]
    expect(await send(chief, `${path}/entries/${call}`, { step: 'activity' })).toContain('Choose the plan of the cycle first.')
    const plan = (await row<{ id: string }>(sql`select id from activity_plan`)).id
    expect(await send(chief, `${path}/plan`, { plan })).toBe('done')
    expect(await send(chief, `${path}/entries/${stop}`, { step: 'activity' })).toContain('The decision has no post or no due day.')
    expect(await send(farChief, `${path}/entries/${call}`, { step: 'activity' })).toBe('404')
    expect(await send(chief, `${path}/entries/${call}`, { step: 'activity' })).toBe('done')
    expect(await row(sql`select a.code, a.title, a.owner_post, a.due_on::text, e.state from cycle_entry e join plan_activity a on a.id = e.activity_id where e.id = ${call}`)).toEqual({ code: 'D1', title: 'Call employers on Mondays', owner_post: 'Counsellor', due_on: '2026-12-31', state: 'done' })
    expect(await send(chief, `${path}/entries/${call}`, { step: 'done' })).toContain('not possible in the present state')
    expect(await send(chief, `${path}/entries/${stop}`, { step: 'dropped' })).toContain('Say why.')
    expect(await send(chief, `${path}/entries/${stop}`, { step: 'dropped', reason: 'The list is a legal duty' })).toBe('done')
    // Stage 1 closes, and opens again with a reason; what was written stays.
    expect(await entry({ kind: 'cause', text: 'Few employers are called', evidence: 'Call list of October' })).toBe('done')
    await send(chief, `${path}/snapshot`)
    expect(await send(chief, `${path}/close`, { stage: '1' })).toBe('done')
    expect(await read(chief, path)).toContain('Placements 5')
    expect(await send(chief, `${path}/reopen`, { stage: '1', reason: 'short' })).toContain('Please write a little more.')
    expect(await send(chief, `${path}/reopen`, { stage: '2', reason: 'A second cause was found' })).toContain('not possible in the present state')
    expect(await send(chief, `${path}/reopen`, { stage: '1', reason: 'A second cause was found' })).toBe('done')
    const page = await read(chief, path)
    for (const words of ['opened again on 23 November 2026', 'A second cause was found', 'Few employers are called']) expect(page).toContain(words)
    expect(await send(chief, `${path}/close`, { stage: '1' })).toBe('done')
  })

  it('need an owner for what nobody recorded: a question or an activity', async () => {
    const cycle = (await row<{ id: string }>(sql`select id from cycle`)).id
    await send(chief, `/performance/cycles/${cycle}/reopen`, { stage: '1', reason: 'To look at what is not recorded' })
    await send(hq, '/performance/indicators/walk_in_visits/baseline', { centre: 'T-A', status: 'not_recorded', value: '', period: '2025', source: 'No counter book of 2025' })
    const { id } = await row<{ id: string }>(sql`select id from baseline where state = 'proposed'`)
    await send(other, `/performance/decisions/baselines/${id}`, { answer: 'approve' })
    expect(await send(chief, `/performance/cycles/${cycle}/close`, { stage: '1' })).toContain('What is not recorded has no responsible post.')
    const visits = (await row<{ id: string }>(sql`select id from indicator where key = 'walk_in_visits'`)).id
    await send(chief, `/performance/notes/indicator/${visits}/T-A`, { text: 'Count the visitors at the door', post: 'Front desk' })
    expect(await send(chief, `/performance/cycles/${cycle}/close`, { stage: '1' })).toBe('done')
  })
})

describe('pages behind the board', () => {
  it('print one page of a centre in three languages, on the screen and as PDF', async () => {
    const plan = (await row<{ id: string }>(sql`select id from activity_plan`)).id
    expect(await send(chief, `/performance/plans/${plan}/adopt`, { step: 'adopt' })).toBe('done')
    for (const language of ['en', 'km', 'lo']) {
      const page = await read(chief, '/performance/centres/T-A/sheet', language)
      expect(page).toContain(language === 'en' ? 'D1 Call employers on Mondays' : 'D1')
      const pdf = await chief.get(`/${language}/performance/centres/T-A/sheet/pdf`)
      expect([pdf.status, pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
    }
    expect((await farChief.get('/en/performance/centres/T-A/sheet')).status).toBe(404)
    expect((await farChief.get('/en/performance/centres/T-A/sheet/pdf')).status).toBe(404)
  }, 60_000)

  it('ask questions about figures, beside the whole agency', async () => {
    const page = await read(chief, '/performance/centres/T-A/watch')
    for (const words of ['Questions worth asking', 'Placements that nobody else confirmed', 'Had these people found the work before they came?']) expect(page).toContain(words)
    const { n, all } = await row<{ n: number; all: number }>(sql`select count(*) filter (where level = 'reported')::int as n, count(*)::int as all from placement where centre_id = ${app.centres.A} and start_date between '2025-12-01' and '2026-11-30'`)
    expect(page).toContain(`${n} of ${all}`)
    expect(await read(counsellor, '/performance/centres/T-A/watch')).toBe('403')
    expect(await read(farChief, '/performance/centres/T-A/watch')).toBe('404')
  })

  it('say of an indicator that nothing measures yet so, and show its value when a measure lands', async () => {
    expect(await read(hq, '/performance/indicators/staff_capacity')).toContain('The register does not measure this yet.')
    expect(await read(hq, '/performance/indicators/staff_in_post?month=2026-11')).toMatch(/Value \d+/)
    await app.db.wholeStore((db) => sql`update indicator set measure = 'REFERRALS' where key = 'staff_capacity'`.execute(db))
    expect(await read(hq, '/performance/indicators/staff_capacity')).toMatch(/Value 0/)
  })
})
