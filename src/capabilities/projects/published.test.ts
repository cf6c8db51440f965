import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { digestOfFiles, importReport } from './actions/import-report'
import { readTyped } from './iati/own-settings'
import { cleanReport, filesOf } from './test-report'

let app: TestApp
let coordinator: Awaited<ReturnType<TestApp['as']>>
beforeAll(async () => {
  app = await freshApp()
  const report = cleanReport()
  await app.asSystem((tx) => importReport(tx, 'ZZ-3', report, digestOfFiles(filesOf(report))))
  coordinator = await app.as('headquarters', { duties: ['project'] })
})
afterAll(() => app.close())

describe('settings of the IATI file', () => {
  const typed = { identifier: 'ZZ-GOV-1-ZED', ref: 'ZZ-GOV-1', type: '10', name: 'Employment service of Zedland', sector: '11330', countries: 'KH 60\nLA 40', budgets: '2026 150,000\n2027 250000' }
  it('are refused with the sum, the line and the years that are wrong', async () => {
    const reply = await coordinator.post('/en/projects/ZZ-3/settings', { ...typed, countries: 'KH 50\nLA 40', budgets: '2029 5', _version: 1 })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('The shares must add up to 100: KH 50 + LA 40 = 90.')
    expect(reply.text).toContain('2029 lies outside the project, which runs from 2026-01 to 2027-12.')
    expect(readTyped({ ...typed, countries: 'Cambodia half', ref: '' }, { from: '2026-01', to: '2027-12' }).faults.map(({ reason }) => reason)).toEqual(['line', 'organisation'])
  })

  it('stand in the file: identifier, organisation, shares and a budget for each year', async () => {
    expect((await coordinator.post('/en/projects/ZZ-3/settings', { ...typed, _version: 1 })).status).toBe(303)
    const xml = (await coordinator.get('/en/projects/ZZ-3/reports/1/export/iati?lang=en')).text
    for (const piece of ['<iati-identifier>ZZ-GOV-1-ZED</iati-identifier>', 'ref="ZZ-GOV-1"', 'code="11330"', 'code="LA" percentage="40"', '<period-start iso-date="2027-01-01"', 'value-date="2027-01-01"', '>150000<']) expect(xml).toContain(piece)
    expect((xml.match(/<budget /g) ?? []).length).toBe(2)
    expect(xml).toContain('<dimension name="sex" value="F"')
    expect((await coordinator.post('/en/projects/ZZ-3/settings', { ...typed, _version: 1 })).status).toBe(409)
  })
})

describe('a report on the portal', () => {
  it('is there for everybody once it was sent, and not before', async () => {
    const anybody = app.visitor()
    const files = ['html', 'json', 'xml'].map((name) => `/en/published-reports/ZZ-3/1/report.${name}`)
    expect((await anybody.get('/en/published-reports')).text).toContain('No report has been sent yet.')
    for (const file of files) expect((await anybody.get(file)).status).toBe(404)
    await app.asSystem((tx) => tx.db.updateTable('project_report').set({ state: 'sent', digest: 'a'.repeat(64), frozen: JSON.stringify({ input: cleanReport() }) }).where('sequence', '=', 1).execute())
    expect((await anybody.get('/en/published-reports')).text).toContain('Better Job Centres in Zedland')
    for (const file of files) expect((await anybody.get(file)).status).toBe(200)
    expect((await anybody.get('/km/published-reports/ZZ-3/1/report.html')).text).toContain('lang="km"')
    expect((await anybody.get('/en/published-reports/ZZ-3/2/report.json')).status).toBe(404)
  })
})

describe('the API', () => {
  it('gives the parts of a project and of a report, and checks a report without keeping it', async () => {
    for (const path of ['reports', 'framework', 'events', 'changes', 'records', 'reports/1', 'reports/1/lines', 'reports/1/sections', 'reports/1/readings', 'reports/1/findings', 'reports/1/sign-offs']) {
      const reply = await coordinator.get(`/api/v1/projects/ZZ-3/${path}`)
      expect(`${reply.status} ${path} ${reply.json<{ project: string }>().project}`).toBe(`200 ${path} ZZ-3`)
    }
    expect((await coordinator.get('/api/v1/projects/NONE/framework')).status).toBe(404)
    const reply = await coordinator.send('POST', '/api/v1/report-checks', { text: 'It reached 16,8000.' })
    expect(reply.json<{ findings: { rule: string; message: string }[] }>().findings).toMatchObject([{ rule: 'PR01', printed: '16,8000' }])
    expect((await coordinator.send('POST', '/api/v1/report-checks', { report: { schema: 'other' } })).status).toBe(422)
    expect(await app.asSystem((tx) => tx.db.selectFrom('project').select('code').execute())).toEqual([{ code: 'ZZ-3' }])
  })
})
