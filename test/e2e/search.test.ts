import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPerson } from '../../src/capabilities/placements/test-parties'
import { anEmployer, publish, takeVacancy } from '../../src/capabilities/vacancies/test-vacancies'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, picture } from '../harness/browser'

const languages = ['en', 'km', 'lo'] as const
let app: TestApp
let browser: Awaited<ReturnType<typeof openBrowser>>
let jobseeker: Awaited<ReturnType<TestApp['byPhone']>>

beforeAll(async () => {
  if (!hasChromium) return
  app = await freshApp()
  const id = await takeVacancy(await app.as('counsellor'), await anEmployer(app), { title: 'Senior Accountant', occupation: '2411' })
  await publish(app, await app.as('counsellor', { duties: ['inspector'] }), id)
  jobseeker = await app.byPhone({ personId: await aPerson(app) })
  await jobseeker.post('/en/me/searches', { q: 'accountant', province: '01', frequency: 'weekly' })
  browser = await openBrowser(app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

it.runIf(hasChromium)('shows search, alerts and the skills picker without faults, on a phone and on a desk, in three languages', async () => {
  const faults: string[] = []
  for (const language of languages) {
    for (const width of [360, 1280] as const) {
      const { page, context, to } = await browser.open({ width, language, as: jobseeker })
      for (const [name, path] of [['search', '/jobs?q=acountant&province=01&group=2&wage=500000'], ['unfound', '/jobs?q=auditor'], ['alerts', '/me/searches'], ['skills', '/me/edit/skills']] as const) {
        await page.goto(to(path))
        faults.push(...(await faultsOf(page)).map((fault) => `${language} ${width} ${fault}`))
        await picture(page, `${name}-${language}-${width}`)
      }
      await context.close()
    }
  }
  expect(faults).toEqual([])
})

it.runIf(hasChromium)('finds skills while typing, keeps what is ticked, and saves by keyboard', async () => {
  const { page, context, to } = await browser.open({ width: 360, language: 'km', as: jobseeker })
  await page.goto(to('/me/edit/skills'))
  await page.fill('[name="skillWords"]', 'កុំព្យូទ័រ')
  await page.waitForSelector('.op-skills > .govuk-form-group input[value="use-computer"]')
  await page.focus('.op-skills > .govuk-form-group input[value="use-computer"]')
  await page.keyboard.press('Space')
  await page.fill('[name="skillWords"]', 'បើកបរ')
  await page.waitForFunction(`!document.querySelector('[data-skills-said]').textContent.includes('1')`, undefined, { timeout: 3000 }).catch(() => undefined)
  expect(await page.isChecked('.op-skills > .govuk-form-group input[value="use-computer"]')).toBe(true)
  await page.focus('main form button:not([name])')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/me$/)
  expect(await page.textContent('main')).toContain('ប្រើកុំព្យូទ័រ')
  expect(browser.complaints).toEqual([])
  await context.close()
})
