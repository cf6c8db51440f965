import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEmployer, publish, takeVacancy } from '../../src/capabilities/vacancies/test-vacancies'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

type View = Pick<OpenOptions, 'language' | 'script' | 'width'>
const views: (View & { title: string; words: string; phone: string })[] = [
  { language: 'en', script: true, width: 360, title: 'Night nurse in Pinegate', words: 'nurse', phone: '012347001' },
  { language: 'km', script: false, width: 360, title: 'គ្រូបង្រៀនភាសាអង់គ្លេស', words: 'គ្រូបង្រៀន', phone: '012347002' },
  { language: 'lo', script: true, width: 1280, title: 'ພະນັກງານຂາຍໃນຮ້ານ', words: 'ພະນັກງານຂາຍ', phone: '012347003' },
]

describe.skipIf(!hasChromium)('the public portal', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    app = await freshApp()
    browser = await openBrowser(app)
    const [counsellor, inspector] = [await app.as('counsellor'), await app.as('counsellor', { duties: ['inspector'] })]
    const employer = await anEmployer(app)
    for (const { title } of views) await publish(app, inspector, await takeVacancy(counsellor, employer, { title }))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  const codeSentTo = async (e164: string) => {
    const { rows } = await app.db.wholeStore((db) => sql<{ body: string }>`select body from message where address = ${e164} and template = 'accounts.sign-in-code' order by queued_at desc, id desc limit 1`.execute(db))
    return /(\d{4})-(\d{4})/.exec(rows[0]?.body ?? '')?.slice(1).join('') ?? ''
  }

  it.each(views)('finds a job by words, applies without e-mail and reads the status by code: $language, $width px, script $script', async ({ title, words, phone, ...view }) => {
    const { page, context, to } = await browser.open(view)
    const faults: string[] = []
    const look = async (name: string) => {
      if (view.script) faults.push(...(await faultsOf(page)))
      await picture(page, `${name}-${view.language}-${view.width}`)
    }
    await page.goto(to('/'))
    await look('20-home')
    await page.locator('[name=q]').first().fill(words)
    await page.locator('form:has([name=q]) button[type=submit]').first().click()
    await page.waitForURL(/\/jobs\?/)
    await look('21-search')
    await page.getByRole('link', { name: title }).first().click()
    await page.waitForURL(/\/jobs\/[0-9A-Z]/)
    await look('22-job')
    await page.locator('a[href$="/apply"]').first().click()
    await page.locator('[name=name]').fill('Portal Visitor')
    await page.locator('[name=phone]').fill(phone)
    await page.locator('[name=age]').fill('24')
    await page.locator('[name=agree]').first().check({ force: true })
    await look('23-apply')
    await page.locator('form:has([name=agree]) button[type=submit]').click()
    await page.waitForURL(/apply\/confirm/)
    await page.locator('[name=code]').fill(await codeSentTo(`+855${phone.slice(1)}`))
    await look('24-confirm')
    await page.locator('form:has([name=code]) button[type=submit]').click()
    await page.waitForURL(/\/s\//)
    const text = await page.locator('main').innerText()
    expect(text).not.toContain('Portal Visitor')
    expect(text).not.toContain(phone)
    await look('25-status')
    for (const path of ['/register', '/centres', '/employer/register', '/sign-in', '/s']) {
      await page.goto(to(path))
      await look(`26${path.replaceAll('/', '-')}`)
    }
    await context.close()
    expect(faults).toEqual([])
  }, 200_000)

  it.each(['en', 'km', 'lo'] as const)('loads at most 100 kB the first time and 30 kB of page after that: %s', async (language) => {
    const { page, context, to } = await browser.open({ language, script: true, width: 360 })
    const bytes = await transferred(page, () => page.goto(to('/jobs'), { waitUntil: 'networkidle' }))
    const next = await transferred(page, () => page.goto(to('/centres'), { waitUntil: 'networkidle' }))
    console.log(`first load ${language}: ${bytes} bytes, next page ${next} bytes`)
    expect(bytes).toBeLessThanOrEqual(100_000)
    expect(next).toBeLessThanOrEqual(30_000)
    await context.close()
  })

  it('leaves no complaint of the browser', () => {
    expect(browser.complaints).toEqual([])
  })
})

/** Bytes that came over the line, as the browser counts them, without what its cache held. */
async function transferred(page: Page, run: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  let bytes = 0
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength))
  await run()
  await page.waitForTimeout(300)
  await session.detach()
  return bytes
}
