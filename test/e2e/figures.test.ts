import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillWithRows, placeSome } from '../../src/capabilities/measures/test-rows'
import { loadIndicators } from '../../src/capabilities/performance/index'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

const views: Pick<OpenOptions, 'language' | 'script' | 'width'>[] = [
  { language: 'en', script: true, width: 1280 },
  { language: 'km', script: true, width: 360 },
  { language: 'lo', script: false, width: 360 },
]
let app: TestApp
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  if (!hasChromium) return
  app = await freshApp()
  await fillWithRows(app, { people: 60 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  browser = await openBrowser(app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

it.runIf(hasChromium).each(views)('a chief enters hours of training, headquarters confirms them, and the list says so: $language, $width px, script $script', async (view) => {
  const [chief, hq] = [await app.as('chief'), await app.as('headquarters')]
  const faults: string[] = []
  const period = ['2026-08', '2026-09', '2026-10'][views.indexOf(view)] ?? ''
  const [{ page, to, context }, second] = [await browser.open({ ...view, as: chief }), await browser.open({ ...view, as: hq })]
  const look = async (at: typeof page, name: string) => {
    if (view.script) faults.push(...(await faultsOf(at)))
    await picture(at, `figures-${name}-${view.language}-${view.width}`)
  }
  await page.goto(to('/performance/figures'))
  await look(page, '1-list')
  await page.locator(`a[href*="TRAINING_HOURS/enter?period=${period}"]`).click()
  await page.waitForURL(/enter/)
  await page.fill('[name=value]', '12')
  await page.locator('form:has([name=value]) button').last().click()
  expect(await page.locator('[data-error-summary]').count()).toBe(1)
  expect(await page.inputValue('[name=value]')).toBe('12')
  await look(page, '2-missing')
  for (const [name, text] of [['method', 'Signed list of the training room'], ['collector', 'Training officer'], ['collectedOn', '02/11/2026'], ['evidence', 'Folder 12']] as const) await page.fill(`[name=${name}]`, text)
  await page.locator('form:has([name=value]) button').last().click()
  await page.waitForURL(/performance\/figures(\?|$)/)
  await look(page, '3-waits')
  const entry = (await page.locator('a[href*="/performance/figures/entries/"]').first().getAttribute('href')) ?? ''
  await second.page.goto(`${browser.origin}${entry}`)
  await look(second.page, '4-decide')
  await second.page.locator('button[name=answer][value=confirm]').click()
  await second.page.waitForURL(/performance\/figures(\?|$)/)
  await page.goto(`${browser.origin}${entry}`)
  await look(page, '5-confirmed')
  const stranger = await browser.open({ ...view })
  await stranger.page.goto(to('/public/performance'))
  await look(stranger.page, '6-public')
  for (const one of [context, second.context, stranger.context]) await one.close()
  expect(faults).toEqual([])
})

describe.runIf(hasChromium)('plans and what stands beside the figures', () => {
  it.each(views)('a plan comes from a file, an activity needs another, visitors and gaps are read: $language, $width px, script $script', async (view) => {
    const chief = await app.as('chief')
    const faults: string[] = []
    const { page, to, context } = await browser.open({ ...view, as: chief })
    const look = async (name: string) => {
      if (view.script) faults.push(...(await faultsOf(page)))
      await picture(page, `plans-${name}-${view.language}-${view.width}`)
    }
    await page.goto(to('/performance/imports/plans'))
    const rows = ['plan,code,title,owner_post', `Plan ${view.language},A1,Visit forty employers,Counsellor`, `Plan ${view.language},A2,Job fair,Head of the centre`]
    await page.setInputFiles('[name=file]', { name: 'plan.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
    await page.click('button[name=step][value=check]')
    await look('1-file')
    await page.click('button[name=step][value=write]')
    await page.waitForURL(/performance\/plans\//)
    await look('2-plan')
    await page.locator('a[href*="/performance/activities/"]').last().click()
    await page.waitForURL(/activities\//)
    await page.selectOption('[name=needs]', 'A1')
    await page.locator('form:has(select[name=needs]) button').click()
    await page.waitForLoadState()
    expect(await page.locator('#needs li').allInnerTexts()).toEqual(['A1 Visit forty employers'])
    await look('3-needs')
    for (const [name, path] of [['4-visits', '/performance/visits'], ['5-gap', '/performance/mismatch'], ['6-days', '/performance/months/2026-10/T-A/days']] as const) {
      await page.goto(to(path))
      await look(name)
    }
    await context.close()
    expect(faults).toEqual([])
  })
})
