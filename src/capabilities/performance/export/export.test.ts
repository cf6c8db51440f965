import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../../test/harness/app'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { fillWithRows, placeSome } from '../../measures/test-rows'
import { loadIndicators } from '../actions/framework'
import { wordsOf } from '../../../platform/documents/tree'
import { readMeasures } from '../../measures/index'
import { listFrameworks, listIndicators } from '../queries/framework'
import { writeCalendar } from './calendar'
import { definitionDocument } from './definition-document'

let app: TestApp
let chief: Visitor, farChief: Visitor, hq: Visitor, other: Visitor, viewer: Visitor
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  chief = await app.as('chief')
  farChief = await app.as('chief', { centre: 'B' })
  hq = await app.as('headquarters')
  other = await app.as('headquarters')
  viewer = await app.as('viewer')
})
afterAll(() => app.close())

type Line = Record<string, string>
async function file(who: Visitor, path: string): Promise<Line[]> {
  const reply = await who.get(`/en${path}`)
  expect([path, reply.status, reply.headers.get('content-disposition')]).toEqual([path, 200, expect.stringContaining('attachment')])
  return parse(reply.text, { bom: true, columns: true, skip_empty_lines: true }) as Line[]
}
const columns = 'framework,indicator,unit_code,slice,period,value,num,den,n,low,high,baseline,baseline_status,rule,target_exact,target_published,expected_to_date,attainment,state,grade,lock_no,revised_value'
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const step = (who: Visitor, name: string, version: number) =>
  who.send('POST', `/api/v1/periods/2026-10/units/T-A/${name}`, { reason: 'Agreed at the meeting of the month' }, { 'idempotency-key': newId(), 'if-match': `"${version}"` })

describe('files of figures', () => {
  it('hold the columns of the interface and the figures of the page, a line for each indicator', async () => {
    expect((await chief.get('/en/performance/centres/T-A/values?month=2026-10')).text.split('\r\n')[0]?.replace('\uFEFF', '')).toBe(columns)
    const lines = await file(chief, '/performance/centres/T-A/values?month=2026-10')
    const text = plain((await chief.get('/en/performance/centres/T-A?month=2026-10')).text)
    for (const [key, label] of [['job_placements', 'Placements'], ['walk_in_visits', 'Visitors of the centres without appointment']] as const) {
      const line = lines.find(({ indicator }) => indicator === key)
      expect(line).toMatchObject({ framework: 'paf', unit_code: 'T-A', period: '2026-01-01/2026-10-31', state: 'ok' })
      expect(text).toContain(`${label} : ${Number(line?.['value']).toLocaleString('en')}`)
    }
    expect(text).toContain('Download the figures (CSV)')
    expect([(await chief.get('/en/performance/centres/T-B/values')).status, (await viewer.get('/en/performance/centres/T-A/values')).status]).toEqual([404, 404])
  })

  it('leave the cell of what is not known or not to be told empty, never zero', async () => {
    const lines = await file(viewer, '/performance/values')
    const silent = lines.filter(({ state }) => state !== 'ok' && state !== 'met' && state !== 'not-met')
    expect(silent.map(({ state }) => state)).toEqual(expect.arrayContaining(['not-measured', 'hidden']))
    expect(silent.filter(({ value, num }) => value !== '' || num !== '')).toEqual([])
    expect((await file(viewer, '/performance/indicators/job_placements/values')).length).toBe(1)
  })

  it('show a locked month as it was locked, with its number and what a recount found', async () => {
    for (const [who, name, version] of [[chief, 'submit', 0], [hq, 'verify', 1], [other, 'lock', 2]] as const) expect((await step(who, name, version)).status).toBe(200)
    const lines = await file(chief, '/performance/indicators/job_placements/values?month=2026-10')
    const months = lines.filter(({ slice, period }) => slice === '' && /^\d{4}-\d\d$/.test(period ?? ''))
    expect([months.length, months.at(-1)]).toMatchObject([12, { period: '2026-10', lock_no: '1', revised_value: '' }])
    expect(months.at(-2)).toMatchObject({ lock_no: '', grade: '' })
    const whole = Number(lines[0]?.['value'])
    expect(lines.filter(({ slice }) => slice?.startsWith('sex=')).reduce((sum, { value }) => sum + Number(value), 0)).toBe(whole)
    expect(lines.filter(({ slice }) => slice?.startsWith('group'))).toEqual([])
  })

  it('define every indicator in three languages with the hash that counts it', async () => {
    const found = (await file(viewer, '/performance/definitions')).find(({ indicator }) => indicator === 'job_placements')
    expect(found).toMatchObject({ measure: 'PLACEMENTS', kind: 'count', label_en: 'Placements' })
    expect(found?.['definition_hash']).toMatch(/^[0-9a-f]{64}$/)
    for (const language of ['en', 'km', 'lo']) expect(found?.[`definition_${language}`]?.length, language).toBeGreaterThan(10)
  })
})

describe('definitions to print', () => {
  it('say of every indicator, in each language, what it counts, how, since when and by which definition', async () => {
    const { indicators, measures, frameworks } = await app.asSystem(async (tx) => ({ indicators: await listIndicators(tx), measures: await readMeasures(tx), frameworks: await listFrameworks(tx) }))
    for (const language of ['en', 'km', 'lo'] as const) {
      const tree = definitionDocument({ lang: language, today: app.today(), day: String, t: (key, parameters) => app.platform.words.say(language, key, parameters) }, app.platform, indicators.map((indicator) => ({ indicator, measure: measures.find(indicator.measure, app.today()) })), frameworks)
      const said = wordsOf(tree)
      for (const { labels, measure } of indicators) {
        expect(said, language).toContain(labels[language])
        if (measures.find(measure, app.today())) expect(said.some((text) => text.startsWith(`${measure}, `) || text.startsWith(`${measure} `)), `${language} ${measure}`).toBe(true)
      }
      expect(said.join('\n')).not.toMatch(/undefined|[{}]/)
      // No word of English and no bare code is left among Khmer or Lao ones; a digest is neither.
      if (language !== 'en') expect(said.filter((text) => /[a-z]{4,}/.test(text) && !/^[0-9a-f]{64}$/.test(text)), language).toEqual([])
    }
  })

  it('come as PDF for one indicator or all, for everybody who works here', async () => {
    const one = await viewer.get('/km/performance/definitions/pdf?indicator=job_placements')
    expect([one.status, one.headers.get('content-type'), one.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-'])
    expect([(await viewer.get('/en/performance/definitions/pdf?indicator=nothing')).status, (await app.visitor().get('/en/performance/definitions/pdf')).status]).toEqual([404, 303])
    expect((await chief.get('/en/performance/indicators/job_placements')).text).toContain('/en/performance/definitions/pdf?indicator=job_placements')
  })
})

describe('a plan as files', () => {
  const activity = { code: 'A1', title: '=HYPERLINK("http://x.example";"Visit")', owner: '@chief', startOn: '2026-01-05', dueOn: '2026-12-18', deliverables: 'List of visits\nMinutes' }
  it('is a table without live formulas, and a calendar whose days keep their name', async () => {
    const made = (await chief.post('/en/performance/plans', { title: 'Plan; of the year, 2026', period: '2026' })).location
    expect((await chief.post(`${made}/activities`, activity)).status).toBe(303)
    expect((await chief.post(`${made}/activities`, { code: 'A2', title: 'ទស្សនកិច្ចនិយោជកក្នុងខេត្តទាំងអស់ ដើម្បីសួររកកន្លែងទំនេរ និងជំនាញដែលត្រូវការ', owner: 'Counsellor' })).status).toBe(303)
    const path = made.replace('/en', '')
    expect((await chief.get(`${made}/csv`)).text).toContain(`"'=HYPERLINK(""http://x.example"";""Visit"")"`)
    expect((await file(chief, `${path}/csv`))[0]).toMatchObject({ plan: 'Plan; of the year, 2026', code: 'A1', owner_post: "'@chief", due_on: '2026-12-18', deliverables: 'List of visits; Minutes', state: 'not-started', complete: '0' })
    const text = (await chief.get(`${made}/calendar`)).text
    const [unfolded, again] = [text.replaceAll('\r\n ', ''), (await hq.get(`${made}/calendar`)).text.replaceAll('\r\n ', '')]
    const uids = (calendar: string) => calendar.match(/^UID:.*$/gm)
    expect([uids(unfolded)?.length, uids(unfolded)]).toEqual([1, uids(again)])
    for (const line of ['DTSTART;VALUE=DATE:20261218', 'DTEND;VALUE=DATE:20261219', 'X-WR-CALNAME:Plan\\; of the year\\, 2026', 'SUMMARY:A1 =HYPERLINK("http://x.example"\\;"Visit")']) expect(unfolded.split('\r\n')).toContain(line)
    expect(text).not.toMatch(/chief/)
    expect([(await farChief.get(`${made}/calendar`)).status, (await farChief.get(`${made}/csv`)).status, (await viewer.get(`${made}/csv`)).status]).toEqual([404, 404, 403])
  })

  it('folds long Khmer lines at 75 octets without cutting a letter', () => {
    const title = 'ទស្សនកិច្ច'.repeat(20)
    const text = writeCalendar('x', [{ id: 'one', day: '2026-12-31' as CalendarDate, title, text: 'a\nb', url: 'http://x', version: 3, isCancelled: true }], new Date('2026-11-23T02:00:00Z'))
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
    expect(text).not.toContain('\uFFFD')
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`)
    for (const line of ['DTEND;VALUE=DATE:20270101', 'DESCRIPTION:a\\nb', 'SEQUENCE:3', 'STATUS:CANCELLED', 'DTSTAMP:20261123T020000Z']) expect(text.split('\r\n')).toContain(line)
  })
})
