import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { faultsOf, hasChromium, openBrowser, picture } from '../../../test/harness/browser'
import { digestOfFiles, importReport } from './actions/import-report'
import { cleanReport, filesOf } from './test-report'

const base = '/projects/ZZ-1/reports/1'
const paths = ['/projects', '/projects/ZZ-1', '/projects/ZZ-1/framework', '/projects/ZZ-1/plan', '/projects/ZZ-1/plan/Z1-1.1', '/projects/ZZ-1/changes', '/projects/ZZ-1/committee', '/projects/ZZ-1/settings', '/projects/import', '/published-reports', '/projects/ZZ-1/register', '/projects/ZZ-1/register?kind=budget-line', base, `${base}/figures`, `${base}/figures/Z1.01`, `${base}/activities`, `${base}/activities/Z1-1.1`, `${base}/risks`, `${base}/classification`, `${base}/findings`, `${base}/sign-off`, `${base}/compare`, `${base}/export`, `${base}/sections/2.1`, '/projects/check']

describe.skipIf(!hasChromium)('the pages of projects in a browser', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let coordinator: Awaited<ReturnType<TestApp['as']>>
  beforeAll(async () => {
    app = await freshApp()
    const clean = cleanReport()
    const report = { ...clean, series: clean.series.map((one) => (one.id === 'Z1.01' ? { ...one, milestonePrinted: '1,3200', actualPrinted: '' , actualStatus: 'announced_blank' } : one)) }
    await app.asSystem((tx) => importReport(tx, 'ZZ-1', report, digestOfFiles(filesOf(report))))
    coordinator = await app.as('headquarters', { duties: ['project'] })
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  it.each([['en', 360], ['km', 1280], ['lo', 360]] as const)('are accessible and fit the screen (%s, %s px)', async (language, width) => {
    const { page, to, context } = await browser.open({ width, language, as: coordinator })
    const faults: string[] = []
    for (const path of paths) {
      await page.goto(to(path))
      faults.push(...(await faultsOf(page)))
      await picture(page, `projects${path.replaceAll('/', '-')}-${language}-${width}`)
    }
    await context.close()
    expect(faults).toEqual([])
    expect(browser.complaints).toEqual([])
  })
})
