import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../../test/harness/app'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let hq: Staff, chief: Staff, farChief: Staff, counsellor: Staff, statistician: Staff, viewer: Staff
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 100 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  hq = await app.as('headquarters')
  chief = await app.as('chief')
  farChief = await app.as('chief', { centre: 'B' })
  counsellor = await app.as('counsellor')
  statistician = await app.as('statistician')
  viewer = await app.as('viewer')
})
afterAll(() => {
  const fault = app.logged.find((line) => 'error' in line)
  if (fault) console.log(JSON.stringify(fault))
  return app.close()
})

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&#39;/g, '’').replace(/\s+/g, ' ')
const open = async (who: Visitor, path: string) => {
  const reply = await who.get(`/en${path}`)
  expect([path, reply.status]).toEqual([path, 200])
  return plain(reply.text)
}
const rows = async (text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Record<string, unknown>[]
const waitingId = async () => String((await rows(sql`select id from figure_entry where state = 'entered' order by created_at desc limit 1`))[0]?.['id'])
const decide = async (who: Staff, answer: 'confirm' | 'refuse', reason = '') => who.post(`/en/performance/figures/entries/${await waitingId()}/decision`, { answer, reason })

const hours = '/en/performance/figures/TRAINING_HOURS/enter'
const labour = '/en/performance/figures/LABOUR_FORCE/enter'
const typedHours = (more: Record<string, string> = {}) => ({ centre: 'T-A', period: '2026-10', value: '19.5', method: 'Signatures on the list', collector: 'Training officer', collectedOn: '02/11/2026', evidence: 'Folder 12', ...more })
const typedLabour = (more: Record<string, string> = {}) => ({ centre: '', period: '2025', value: '9,000,000', source: 'Labour force survey, statistics office, 2025', evidence: 'https://example.org/lfs', ...more })

describe('entering a figure', () => {
  it('asks a centre for what is due, and nobody beyond its own', async () => {
    const text = await open(chief, '/performance/figures')
    for (const words of ['Centre A', 'Hours of staff training October 2026 due', 'Satisfaction of jobseekers 2025 may be given', 'Nothing waits.']) expect(text).toContain(words)
    expect(text).not.toContain('Labour force 2025')
    expect(await open(hq, '/performance/figures')).toContain('Labour force 2025 due')
    expect(await open(counsellor, '/performance/figures')).not.toContain('What to do')
    expect((await chief.get('/en/performance/figures?centre=T-B')).status).toBe(404)
    expect((await viewer.get('/en/performance/figures')).status).toBe(403)
    expect((await counsellor.get(hours)).status).toBe(403)
    expect((await chief.get(labour)).status).toBe(404)
    expect((await farChief.post(hours, typedHours())).status).toBe(404)
    expect((await statistician.get(labour)).status).toBe(403)
    for (const language of ['km', 'lo']) for (const path of ['/performance/figures', '/performance/figures/TRAINING_HOURS/enter']) expect((await chief.get(`/${language}${path}`)).status).toBe(200)
  })

  it('refuses with a sentence for every field, and keeps what was typed', async () => {
    const said = async (who: Staff, path: string, typed: Record<string, string>) => {
      const reply = await who.post(path, typed)
      expect(reply.status).toBe(422)
      return { text: plain(reply.text), html: reply.text }
    }
    const lacking = await said(chief, hours, typedHours({ value: '', method: '', collector: '', collectedOn: '', evidence: '' }))
    for (const words of ['or tick ‘It was not recorded’', 'Say how it was counted.', 'Say who collected it.', 'Say on which day it was collected.', 'Name the evidence']) expect(lacking.text).toContain(words)
    const kept = await said(hq, labour, typedLabour({ value: 'about 40', period: '2025' }))
    expect(kept.text).toContain('Write a number, or tick')
    expect(kept.html).toContain('value="about 40"')
    expect(kept.html).toContain('value="Labour force survey, statistics office, 2025"')
    expect((await said(hq, labour, typedLabour({ value: '16,8000' }))).text).toContain('Digit groups do not fit: did you mean 168,000 or 16,800?')
    expect((await said(hq, labour, typedLabour({ value: '12.5' }))).text).toContain('Persons are whole numbers.')
    expect((await said(hq, labour, typedLabour({ source: '' }))).text).toContain('A survey figure needs its source')
    expect((await said(hq, labour, typedLabour({ notRecorded: 'yes', method: 'No survey was held' }))).text).toContain('What was not recorded has no value.')
    expect((await said(hq, labour, typedLabour({ value: '', notRecorded: 'yes' }))).text).toContain('Say why it was not recorded.')
    expect((await said(hq, labour, typedLabour({ period: '2026' }))).text).toContain('The period is not over yet.')
    expect((await said(hq, labour, typedLabour({ period: 'last year' }))).text).toContain('Write the period as')
    expect((await said(chief, hours, typedHours({ period: '2026-Q3' }))).text).toContain('This figure is given for each month')
    expect((await said(chief, hours, typedHours({ collectedOn: '32/13/2026' }))).text).toContain('Write the day as')
    expect((await said(hq, '/en/performance/figures/PLACEMENTS/enter', typedLabour())).text).toContain('This figure is counted from records.')
    expect(await rows(sql`select id from figure_entry`)).toEqual([])
  })

  it('waits for another person, who confirms or says what must be put right', async () => {
    expect((await hq.post(labour, typedLabour())).status).toBe(303)
    expect(await open(hq, '/performance/figures')).toContain('Labour force 2025 waits')
    expect(plain((await hq.post(labour, typedLabour())).text)).toContain('One already waits')
    const own = await decide(hq, 'confirm')
    expect([own.status, plain(own.text).includes('Another person must do this step.'), plain(own.text).includes('You entered this figure.')]).toEqual([422, true, true])
    expect((await decide(chief, 'confirm')).status).toBe(403)
    expect(plain((await decide(statistician, 'refuse')).text)).toContain('Say what must be put right.')
    expect((await decide(statistician, 'refuse', 'The table counts men only')).status).toBe(303)
    expect(await open(hq, '/performance/figures')).toMatch(/Labour force 2025 refused The table counts men only/)
    expect((await hq.post(labour, typedLabour({ value: '8,000,000' }))).status).toBe(303)
    expect((await decide(statistician, 'confirm')).status).toBe(303)
    const text = await open(hq, '/performance/figures')
    expect(text).toContain('Labour force 2025 given 8,000,000')
    expect(text).toMatch(/Registered jobseekers per 100 of the labour force 0\.0 % Entered: Labour force 8,000,000 \(2025\), Labour force survey, statistics office, 2025, confirmed/)
    const [entry] = await rows(sql`select id from figure_entry where state = 'confirmed'`)
    const page = await open(chief, `/performance/figures/entries/${String(entry?.['id'])}`)
    for (const words of ['https://example.org/lfs', 'Staff 1, ', 'confirmed']) expect(page).toContain(words)
    expect(plain((await hq.post(labour, typedLabour({ value: '8000000' }))).text)).toContain('This figure is in force already.')
  })

  it('of a centre stays with the centre', async () => {
    expect((await chief.post(hours, typedHours())).status).toBe(303)
    const id = await waitingId()
    expect((await farChief.get(`/en/performance/figures/entries/${id}`)).status).toBe(404)
    expect(await open(chief, `/performance/figures/entries/${id}`)).toContain('waits for a second person')
    expect(await open(statistician, '/performance/figures')).toContain('Hours of staff training T-A October 2026 19.5')
    expect((await decide(hq, 'confirm')).status).toBe(303)
  })
})

describe('an indicator of entered figures', () => {
  const satisfaction = '/performance/indicators/satisfaction_jobseekers'
  it('has no value before a second person has confirmed, then says that it was entered, by whom and when', async () => {
    expect((await hq.post('/en/performance/figures/SATISFACTION_JS/enter', { centre: '', period: '2025', value: '81.5', source: 'User survey 2025' })).status).toBe(303)
    for (const who of [hq, viewer]) expect(await open(who, `${satisfaction}?month=2026-09`)).toContain('Value No figure yet')
    app.travelTo('2026-11-24T02:00:00Z')
    ;[hq, statistician, viewer] = [await app.as('headquarters'), await app.as('statistician'), await app.as('viewer')]
    expect((await decide(statistician, 'confirm')).status).toBe(303)
    const mark = /81\.5 % Entered: Satisfaction of jobseekers 81\.5 % \(2025\), User survey 2025, confirmed 24/
    expect(await open(hq, `${satisfaction}?month=2026-09`)).toMatch(mark)
    expect(await open(hq, '/performance?month=2026-09')).toMatch(mark)
    // What was confirmed after the release of a month is not in it.
    expect(await open(viewer, `${satisfaction}?month=2026-09`)).toContain('Value No figure yet')
    app.travelTo('2026-12-20T02:00:00Z')
    ;[hq, chief, viewer] = [await app.as('headquarters'), await app.as('chief'), await app.as('viewer')]
    expect(await open(viewer, `${satisfaction}?month=2026-11`)).toMatch(mark)
    expect(await open(chief, `${satisfaction}?month=2026-09`)).toContain('Value No figure yet')
  })

  it('opens down to the entries, through a formula too', async () => {
    const list = await open(hq, `${satisfaction}/records?month=2026-09`)
    for (const words of ['Satisfaction of jobseekers: 81.5 %', 'Satisfaction of jobseekers: 1 entered figure', 'User survey 2025', 'confirmed']) expect(list).toContain(words)
    await rows(sql`update post_holding set from_day = '2026-01-01'`)
    const head = await open(chief, '/performance/indicators/training_hours?month=2026-11')
    expect(head).toMatch(/Value [\d.]+ 19\.5 of \d+ Entered: Hours of staff training, 1 figure given of 11 that are due, newest by Training officer/)
    expect(await open(chief, '/performance/centres/T-A?month=2026-11')).toContain('Entered: Hours of staff training, 1 figure given of 11')
    expect(await open(chief, '/performance/indicators/training_hours/records?month=2026-11')).toContain('Hours of staff training: 1 entered figure')
    expect(await open(hq, '/performance')).toContain('Not measured yet')
  })
})

describe('the desk of the second person', () => {
  it('names what waits, not to the person who entered it, and is clear again when it is decided', async () => {
    const item = 'Entered figure to confirm Labour force, 2023'
    const [hq, statistician, chief, viewer] = [await app.as('headquarters'), await app.as('statistician'), await app.as('chief'), await app.as('viewer')]
    const desk = async (who: Staff) => {
      const reply = await who.get('/en/desk')
      return reply.status === 303 ? (reply.location ?? '') : plain(reply.text)
    }
    for (const answer of ['refuse', 'confirm'] as const) {
      expect((await hq.post(labour, typedLabour({ period: '2023' }))).status).toBe(303)
      expect(await desk(statistician)).toContain(item)
      for (const who of [hq, chief, viewer]) expect(await desk(who)).not.toContain('2023')
      for (const language of ['km', 'lo']) expect((await statistician.get(`/${language}/desk`)).status).toBe(200)
      expect((await decide(statistician, answer, 'The second person looked')).status).toBe(303)
      expect(await desk(statistician)).not.toContain('2023')
    }
    expect(await rows(sql`select id from figure_entry where state = 'entered'`)).toEqual([])
    expect([await desk(statistician), await desk(hq), await desk(viewer)]).toEqual(['/en/this-month', '/en/this-month', '/en/this-month'])
  })
})
