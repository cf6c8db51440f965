import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { totpCode } from '../accounts/index'
import { digestOfFiles, importReport } from './actions/import-report'
import { aSeries, cleanReport, filesOf } from './test-report'

let app: TestApp
let coordinator: Awaited<ReturnType<TestApp['as']>>
let reviewer: typeof coordinator
let approver: typeof coordinator
const base = '/en/projects/ZZ-1/reports/1'

beforeAll(async () => {
  app = await freshApp()
  const clean = cleanReport()
  // One error (no legend of risks is a warning; a broken figure is an error), and one series that the register can fill.
  const report = { ...clean, series: [...clean.series.map((one) => (one.id === 'Z1.01' ? { ...one, milestonePrinted: '1,3200' } : one)), aSeries({ id: 'Z1.04', indicator: 'New registrations', label: 'New', measures: ['js_new'], baselinePrinted: '10', baseline: '10', milestoneCell: 'add 5: 15', milestoneRule: 'add:5', milestonePrinted: '15', actualPrinted: '16', endCell: 'total 30', endRule: 'absolute:30', endPrinted: '30 in total' })] }
  await app.asSystem((tx) => importReport(tx, 'ZZ-1', report, digestOfFiles(filesOf(report))))
  coordinator = await app.as('headquarters', { duties: ['project'] })
  reviewer = await app.as('headquarters', { duties: ['project'] })
  approver = await app.as('headquarters', { duties: ['project'] })
})
afterAll(() => app.close())

/** Gives the second factor again, as the page asks before a signature. */
async function prove(person: typeof coordinator): Promise<void> {
  app.travelTo(new Date(app.now().getTime() + 60_000).toISOString())
  const reply = await person.post('/en/prove-again?next=/en/projects', { code: totpCode(person.totpSecret, app.now()) })
  if (reply.status !== 303) throw new Error(`no proof: ${reply.status}`)
}
const state = async () => (await app.asSystem((tx) => tx.db.selectFrom('project_report').select(['state', 'digest', 'frozen']).where('sequence', '=', 1).executeTakeFirstOrThrow()))
const sign = async (person: typeof coordinator, step: string, digest = '') => {
  await prove(person)
  return person.post(`${base}/sign-off`, { step, digest })
}

describe('the pages of a project', () => {
  it('show list, home, framework and every part of a report', async () => {
    for (const path of ['/en/projects', '/en/projects/ZZ-1', '/en/projects/ZZ-1/framework', base, `${base}/figures`, `${base}/figures/Z1.01`, `${base}/activities`, `${base}/activities/Z1-1.1`, `${base}/risks`, `${base}/classification`, `${base}/findings`, `${base}/sign-off`, `${base}/compare`, `${base}/export`, `${base}/document`, `${base}/sections/2.1`, `${base}/lessons/1`, '/en/projects/check']) {
      const reply = await coordinator.get(path)
      expect(`${reply.status} ${path}`).toBe(`200 ${path}`)
    }
    expect((await coordinator.get(`${base}/figures/Z1.01`)).text).toContain('“1,3200” is not a number; the rule +10 % over the baseline of 1,200 gives 1,320.')
    expect((await coordinator.get('/en/projects/NONE')).status).toBe(404)
    expect((await coordinator.get('/en/projects/ZZ-1/reports/9')).status).toBe(404)
  })

  it('keep a draft from those who belong to no centre, and writing from those without the duty', async () => {
    const viewer = await app.as('viewer')
    expect((await viewer.get('/en/projects/ZZ-1')).status).toBe(404)
    expect((await viewer.get(base)).status).toBe(404)
    const chief = await app.as('chief')
    expect((await chief.get(base)).status).toBe(200)
    expect((await chief.post(`${base}/sections/2.1`, { text: 'x', _version: 1 })).status).toBe(403)
    const other = await app.as('headquarters')
    expect((await other.post(`${base}/sections/2.1`, { text: 'x', _version: 1 })).status).toBe(403)
  })

  it('check a pasted text and keep nothing of it', async () => {
    const reply = await coordinator.post('/en/projects/check', { text: 'It reached 16,8000.\n<Describe lessons learned>' })
    expect(reply.status).toBe(200)
    expect(reply.text).toContain('2 findings')
    expect((await coordinator.post('/en/projects/check', { text: ' ' })).status).toBe(422)
  })
})

describe('a report that is written', () => {
  it('keeps a text over its limit and says where the fitting part ends', async () => {
    const long = `${'A sentence that fits. '.repeat(140)}The end.`
    const reply = await coordinator.post(`${base}/sections/executive_summary`, { text: long, _version: 1 })
    expect(reply.location).toContain('/sections/executive_summary')
    expect((await coordinator.get(`${base}/sections/executive_summary`)).text).toContain('of 3,000 characters; the last sentence that fits ends at')
    await coordinator.post(`${base}/sections/executive_summary`, { text: 'The guide is half written.', _version: 2 })
  })

  it('shows both texts when somebody else wrote meanwhile', async () => {
    const reply = await coordinator.post(`${base}/sections/executive_summary`, { text: 'My own words.', _version: 1 })
    expect(reply.status).toBe(409)
    expect(reply.text).toContain('My own words.')
    expect(reply.text).toContain('The guide is half written.')
  })

  it('refuses words where a number belongs and keeps what was typed', async () => {
    const reply = await coordinator.post(`${base}/figures/Z1.02`, { actual: '16,8000', milestonePrinted: '660', summary: 'kept', _version: 1 })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('value="16,8000"')
    expect((await coordinator.post(`${base}/activities/Z1-1.1`, { percent: '120', status: '', summary: '', _version: 1 })).status).toBe(422)
  })

  it('asks for a note when the tick is not the computed class', async () => {
    const refused = await coordinator.post(`${base}/classification`, { kind: 'output', ticked: 'Highly satisfactory', note: '', justification: 'Good.', _version: 1 })
    expect(refused.status).toBe(422)
    const done = await coordinator.post(`${base}/classification`, { kind: 'output', ticked: 'Highly satisfactory', note: 'The board sees more work than the figures.', justification: 'Good.', _version: 1 })
    expect(done.status).toBe(303)
  })

  it('assesses risks again and ticks causes, and refuses a level that is none', async () => {
    const risks = { version1: 1, level1: 'G', text1: 'Two people were hired.', version2: 1, level2: 'R', text2: 'The line failed for a week.' }
    expect((await coordinator.post(`${base}/risks`, { ...risks, level2: 'blue' })).status).toBe(422)
    expect((await coordinator.post(`${base}/risks`, { ...risks, causes: ['1'] })).status).toBe(303)
    const page = (await coordinator.get(`${base}/risks`)).text
    expect(page).toContain('The line failed for a week.')
    expect(page).toMatch(/value="1" checked/)
    expect((await coordinator.post(`${base}/risks`, risks)).status).toBe(409)
  })

  it('stores the switches with the report', async () => {
    await coordinator.post(`${base}/classification/switches`, { scope: 'country ZZZ', denominator: 'measured_only', unit: 'series', comparison: 'to_date' })
    expect((await coordinator.get(`${base}/classification`)).text).toMatch(/<option value="country ZZZ" selected/)
    await coordinator.post(`${base}/classification/switches`, { scope: 'programme', denominator: 'all_due', unit: 'row', comparison: 'full' })
  })
})

describe('the register of a project', () => {
  it('keeps issues with actions, asks another person to verify, and offers both to the text', async () => {
    const register = '/en/projects/ZZ-1/register'
    expect((await coordinator.post(register, { kind: 'issue', title: '' })).status).toBe(422)
    expect((await coordinator.post(register, { kind: 'issue', title: 'Printing is dear', text: 'Costs rose by a third.', due: '31/12/2026' })).status).toBe(303)
    const issue = await app.asSystem((tx) => tx.db.selectFrom('project_record').select(['id', 'version']).executeTakeFirstOrThrow())
    expect((await coordinator.post(register, { kind: 'issue', parent: issue.id, title: 'Print two languages' })).status).toBe(303)
    expect((await coordinator.get(register)).text).toContain('Print two languages')
    expect((await coordinator.post(`${register}/${issue.id}`, { kind: 'issue', state: 'done', _version: 1 })).status).toBe(303)
    expect((await coordinator.post(`${register}/${issue.id}`, { kind: 'issue', state: 'verified', _version: 2 })).status).toBe(422)
    expect((await reviewer.post(`${register}/${issue.id}`, { kind: 'issue', state: 'verified', _version: 2 })).status).toBe(303)
    expect((await coordinator.post(register, { kind: 'budget-line', title: 'Training', planned: '12,000', spent: 'much' })).status).toBe(422)
    expect((await coordinator.post(register, { kind: 'budget-line', title: 'Training', planned: '12,000', spent: '3,500.50' })).status).toBe(303)
    expect((await coordinator.get(`${register}?kind=budget-line`)).text).toContain('3,500.5')
  })
})

describe('signing', () => {
  it('waits for open findings; an answer is accepted by another person, and a corrected finding is gone', async () => {
    expect((await sign(coordinator, 'prepared')).status).toBe(409)
    const answer = { index: '0', rule: 'PR01', subject: 'Z1.01', key: 'projects.finding.PR01' }
    expect((await coordinator.post(`${base}/findings`, { ...answer, answer: 'too short' })).status).toBe(422)
    expect((await coordinator.post(`${base}/findings`, { ...answer, answer: 'The printer broke; the figure is 1,320.' })).status).toBe(303)
    const { id, version } = await app.asSystem((tx) => tx.db.selectFrom('project_finding_answer').select(['id', 'version']).executeTakeFirstOrThrow())
    expect((await coordinator.post(`${base}/findings/decide`, { answer: id, decision: 'accept', _version: version })).status).toBe(422)
    expect((await reviewer.post(`${base}/findings/decide`, { answer: id, decision: 'refuse', _version: version })).status).toBe(303)
    expect((await sign(coordinator, 'prepared')).status).toBe(409)
    expect((await coordinator.post(`${base}/figures/Z1.01`, { actual: '1,400', milestonePrinted: '1,320', summary: 'Right now.', _version: 1 })).status).toBe(303)
    expect((await coordinator.get(`${base}/findings`)).text).toContain('The checks found nothing.')
  })

  it('needs three people and the digest they saw', async () => {
    expect((await sign(coordinator, 'prepared')).status).toBe(303)
    const { digest, frozen } = await state()
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect((await sign(coordinator, 'reviewed', digest ?? '')).status).toBe(409)
    expect((await sign(reviewer, 'reviewed', 'f'.repeat(64))).status).toBe(409)
    expect((await sign(reviewer, 'reviewed', digest ?? '')).status).toBe(303)
    expect((await sign(reviewer, 'approved', digest ?? '')).status).toBe(409)
    expect((await coordinator.post(`${base}/sections/2.1`, { text: 'Changed after the signature.', _version: 1 })).status).toBe(422)
    expect((await sign(approver, 'approved', digest ?? '')).status).toBe(303)
    expect((await state()).state).toBe('approved')
    expect((await state()).frozen).toBe(frozen)
  })

  it('opens the approved report, and no draft part, to a viewer', async () => {
    const viewer = await app.as('viewer')
    expect((await viewer.get('/en/projects')).text).toContain('Better Job Centres in Zedland')
    expect((await viewer.get(base)).status).toBe(200)
    expect((await viewer.get(`${base}/export/json?lang=en`)).json<{ project: string }>().project).toBe('ZZ-1')
    expect((await viewer.get(`${base}/findings`)).status).toBe(403)
    expect((await viewer.get('/api/v1/projects/ZZ-1/reports/1')).json<{ state: string }>().state).toBe('approved')
  })

  it('gives the same bytes twice, in each format that can', async () => {
    for (const format of ['json', 'html', 'iati']) expect((await coordinator.get(`${base}/export/${format}?lang=en`)).text).toBe((await coordinator.get(`${base}/export/${format}?lang=en`)).text)
    const csv = await coordinator.get(`${base}/export/csv?lang=en`)
    expect(csv.headers.get('content-type')).toContain('application/zip')
    expect((await coordinator.get(`${base}/export/doc?lang=en`)).status).toBe(404)
  })

  it('cannot be doubled in the store either', async () => {
    const { id } = await app.asSystem((tx) => tx.db.selectFrom('project_report').select('id').where('sequence', '=', 1).executeTakeFirstOrThrow())
    await expect(app.asSystem((tx) => sql`insert into project_sign_off (id, report_id, role, account_id, digest, signed_at) values (gen_random_uuid(), ${id}, 'approved', ${coordinator.accountId}, 'x', now())`.execute(tx.db))).rejects.toThrow(/project_sign_off/)
  })
})

describe('the next report', () => {
  it('follows the last one, takes actuals from the records, and is compared with it', async () => {
    const opened = await coordinator.post('/en/projects/ZZ-1/reports')
    expect(opened.location).toBe('/en/projects/ZZ-1/reports/2')
    const two = '/en/projects/ZZ-1/reports/2'
    expect((await coordinator.get(two)).text).toContain('2026-07 – 2026-12')
    expect((await coordinator.post('/en/projects/ZZ-1/bindings', { series: 'Z1.04', measure: 'JS_NEW' })).status).toBe(303)
    expect((await coordinator.post(`${two}/figures/fill`)).status).toBe(303)
    expect((await coordinator.get(`${two}/figures`)).text).toContain('from records')
    // A measure that the agency built fills a series as well, when it is in force.
    const other = await app.as('statistician')
    const own = { event: 'registration', kind: 'count', c1: 'sex', o1: 'in', v1: ['F'], key: 'WOMEN_REGISTERED', name_km: 'ស្ត្រីចុះឈ្មោះ', name_lo: 'ແມ່ຍິງລົງທະບຽນ', name_en: 'Women registered', text_km: 'ស្ត្រី', text_lo: 'ແມ່ຍິງ', text_en: 'Women who registered.', from: '2026-01', then: 'save' }
    expect((await other.post('/en/measures/new', own)).status).toBe(303)
    const bind = () => coordinator.post('/en/projects/ZZ-1/bindings', { series: 'Z1.04', measure: 'WOMEN_REGISTERED' })
    expect((await bind()).status).toBe(404)
    expect((await approver.post('/en/measures/WOMEN_REGISTERED/decision', { answer: 'active' })).status).toBe(303)
    expect((await coordinator.get('/en/projects/ZZ-1/framework')).text).toContain('Women registered')
    expect((await bind()).status).toBe(303)
    await app.db.wholeStore((db) => sql`update project_report_line set actual_printed = '7' where report_id = (select id from project_report where sequence = 2) and actual_source = 'measure'`.execute(db))
    expect((await coordinator.post(`${two}/figures/fill`)).status).toBe(303)
    expect(await app.asSystem((tx) => tx.db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').innerJoin('project_report as r', 'r.id', 'l.report_id').where('s.code', '=', 'Z1.04').where('r.sequence', '=', 2).select(['l.actual_printed', 'l.actual_source']).execute())).toEqual([{ actual_printed: '0', actual_source: 'measure' }])
    expect((await coordinator.post('/en/projects/ZZ-1/bindings', { series: 'Z1.04', measure: 'JS_NEW' })).status).toBe(303)
    const compare = await coordinator.get(`${two}/compare`)
    expect(compare.text).toContain('What moved since report 1')
    expect(compare.text).toContain('Z1.04')
    expect((await coordinator.post('/en/projects/ZZ-1/reports')).status).toBe(409)
    expect((await coordinator.get(`${two}/findings`)).text).not.toContain('months are in no report')
  })
})
