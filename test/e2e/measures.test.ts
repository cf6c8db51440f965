import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillWithRows } from '../../src/capabilities/measures/test-rows'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser } from '../harness/browser'

describe.skipIf(!hasChromium)('building a measure in a browser', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let statistician: Awaited<ReturnType<TestApp['as']>>
  beforeAll(async () => {
    app = await freshApp()
    await fillWithRows(app, { people: 200 })
    statistician = await app.as('statistician')
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  it.each([['km', 360, false], ['lo', 360, true], ['en', 1280, true], ['km', 1280, true]] as const)('works and reads well: %s, %i pixels, script %s', async (language, width, script) => {
    const { page, to, context } = await browser.open({ language, width, script, as: statistician })
    const look = async (name: string) => {
      if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/${name}-${language}-${width}.png`, fullPage: true })
      if (script) expect(await faultsOf(page)).toEqual([])
    }
    await page.goto(to('/measures'))
    await look('measures')
    await page.goto(to('/measures/new'))
    await page.selectOption('[name=event]', 'visit')
    await page.click('button[value=show]')
    await page.selectOption('[name=c1]', 'sex')
    await page.click('button[value=show]')
    await page.check('[name=v1][value=F]')
    await page.click('button[value=show]')
    expect(await page.locator('#built li').count()).toBeGreaterThanOrEqual(12)
    expect(await page.locator('#built table').count()).toBe(2)
    await look('built')
    await page.goto(to('/measures/PLACEMENT_RATE'))
    await look('measure')
    await context.close()
  })
})
