import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPerson } from '../../src/capabilities/placements/test-parties'
import { recordConsent } from '../../src/capabilities/jobseekers/index'
import { anEmployer, publish, takeVacancy } from '../../src/capabilities/vacancies/test-vacancies'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, picture } from '../harness/browser'

const languages = ['en', 'km', 'lo'] as const
let app: TestApp
let browser: Awaited<ReturnType<typeof openBrowser>>
let counsellor: Awaited<ReturnType<TestApp['as']>>
let personId: string

beforeAll(async () => {
  if (!hasChromium) return
  app = await freshApp()
  counsellor = await app.as('counsellor')
  const [inspector, employer] = [await app.as('counsellor', { duties: ['inspector'] }), await anEmployer(app)]
  for (const [title, wageMin, place] of [['Cook in the south', '2,000,000', '0201'], ['Cook of the palace', '500,000', '0201'], ['Cook with wage told later', '', '0101']] as const) {
    await publish(app, inspector, await takeVacancy(counsellor, employer, { title, occupation: '5120', wageMin, wageMax: wageMin, place }))
  }
  personId = await aPerson(app)
  await app.asSystem((tx) => recordConsent(tx, app.platform, { personId, purpose: 'contact-sms', answer: 'given', method: 'paper', language: 'en' }))
  for (const q of ['cook', 'driver']) await counsellor.post(`/en/jobseekers/${personId}/searches`, { q, province: '02', frequency: 'now' })
  browser = await openBrowser(app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

it.runIf(hasChromium)('shows what was understood, what is refused, and alerts at the counter without faults, on a phone and on a desk, in three languages', async () => {
  const faults: string[] = []
  for (const language of languages) {
    for (const width of [360, 1280] as const) {
      const { page, context, to } = await browser.open({ width, language, as: counsellor })
      for (const [name, path] of [['understood', '/jobs?q=cook+riverland&since=week'], ['refused', '/jobs?q=cook&province=99&colour=red&wage=plenty'], ['counter', `/jobseekers/${personId}/searches`]] as const) {
        await page.goto(to(path))
        faults.push(...(await faultsOf(page)).map((fault) => `${language} ${width} ${fault}`))
        await picture(page, `alerts-${name}-${language}-${width}`)
      }
      await context.close()
    }
  }
  expect(faults).toEqual([])
})

it.runIf(hasChromium)('saves and stops an alert at the counter by keyboard', async () => {
  const { page, context, to } = await browser.open({ width: 360, language: 'en', as: counsellor })
  await page.goto(to(`/jobseekers/${personId}/searches`))
  await page.fill('[name="q"]', 'gardener')
  await page.focus('form:has([name="q"]) button')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=gardener')
  const card = page.locator('section', { hasText: 'gardener' })
  await card.getByRole('button', { name: /Stop this alert.*gardener/ }).focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('section:has-text("gardener") >> text=Stopped')
  await context.close()
})
