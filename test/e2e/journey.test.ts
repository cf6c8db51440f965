import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anEmployer } from '../../src/capabilities/vacancies/test-vacancies'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

type View = Pick<OpenOptions, 'language' | 'script' | 'width'>
const views: View[] = [
  { language: 'en', script: true, width: 1280 },
  { language: 'km', script: true, width: 360 },
  { language: 'lo', script: true, width: 360 },
  { language: 'km', script: false, width: 1280 },
  { language: 'lo', script: false, width: 1280 },
  { language: 'en', script: false, width: 360 },
]

/** Invented people, one for each walk through the day. */
const names = ['Bopha Lantern', 'Rithy Moonfield', 'Vanna Riverstone', 'Sokha Brightwater', 'Dara Windmill', 'Mealea Sunfisher']

describe.skipIf(!hasChromium)('one day at a job centre', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    app = await freshApp()
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  async function walk(view: View, walkNumber: number) {
    const counsellor = await app.as('counsellor')
    const inspector = await app.as('counsellor', { duties: ['inspector'] })
    const employer = await anEmployer(app)
    const { page, context, to } = await browser.open({ ...view, as: counsellor })
    const second = await browser.open({ ...view, as: inspector })
    const faults: string[] = []
    const look = async (at: Page, name: string) => {
      if (view.script) faults.push(...(await faultsOf(at)))
      await picture(at, `${name}-${view.language}-${view.width}`)
    }
    const today = app.today().split('-').reverse().join('/')

    // The door: three taps, a ticket.
    await page.goto(to('/visits'))
    await choose(page, 'audience', 'jobseeker')
    await choose(page, 'sex', 'F')
    await look(page, '01-front-desk')
    await page.locator('button[name=purpose][value=register]').click()
    await page.waitForURL(/ticket|visits/)

    // The counter: find or register.
    await page.goto(to('/jobseekers'))
    await look(page, '02-find')
    await page.goto(to('/jobseekers/new'))
    await fill(page, { nameLatin: names[walkNumber] ?? '', birth: String(1980 + walkNumber), wanted: 'Shop cashier', phone: `0123469${walkNumber}1` })
    await choose(page, 'sex', 'F')
    await page.selectOption('[name=district]', '0101')
    await page.selectOption('[name=language]', view.language)
    await choose(page, 'consent-matching', 'yes')
    await choose(page, 'consent-contact-sms', 'yes')
    await look(page, '03-register')
    await send(page, '[name=nameLatin]')
    const personId = idIn(page.url())
    await look(page, '04-person')

    // A vacancy, taken by phone, inspected by somebody else.
    await page.goto(to(`/vacancies/new?employer=${employer}`))
    await fill(page, { title: `Shop cashier ${walkNumber}`, occupation: '5230', posts: '2', duties: 'Takes the money of customers at the till and keeps the shelves of the shop full.', wageMin: '900000', wageMax: '1200000', hoursPerWeek: '48' })
    await page.selectOption('[name=contract]', 'open-ended')
    await page.selectOption('[name=place]', '0101')
    await page.selectOption('[name=wageCurrency]', 'KHR')
    await page.selectOption('[name=wagePeriod]', 'month')
    await look(page, '05-take-vacancy')
    await page.locator('button[name=then][value=send]').click()
    await page.waitForURL(/vacancies\/[0-9a-f-]{36}/)
    const vacancyId = idIn(page.url())
    await second.page.goto(second.to(`/vacancies/${vacancyId}/inspect`))
    await look(second.page, '06-inspect')
    await second.page.locator(`form[action$="/${vacancyId}/approve"] button`).click()
    await second.page.waitForURL((url) => !url.pathname.endsWith('/inspect') || url.search !== '')
    await page.goto(to(`/vacancies/${vacancyId}`))
    await look(page, '07-vacancy')
    await page.goto(to(`/vacancies/${vacancyId}/candidates`))
    await look(page, '08-candidates')

    // Referral, interview, hired.
    await page.goto(to(`/referrals/new?person=${personId}&vacancy=${vacancyId}`))
    await choose(page, 'agreed', 'yes')
    await page.selectOption('[name=method]', 'paper')
    await look(page, '09-refer')
    await send(page, '[name=agreed]')
    const referral = `/referrals/${idIn(page.url())}`
    await page.goto(to(`${referral}?do=invite`))
    await fill(page, { day: today, time: '09:00' })
    await look(page, '10-invite')
    await send(page, '[name=day]')
    await page.goto(to(`${referral}?do=held`))
    await page.locator('form:has([name=event][value=held]) button').click()
    await page.waitForLoadState()
    await page.goto(to(`${referral}?do=hire`))
    await fill(page, { startDate: today })
    await send(page, '[name=startDate]')
    const placementId = idIn(page.url())
    expect(page.url()).toContain('/placements/')
    await look(page, '11-placement')

    // A second party says that the work began: heard by somebody other than the recorder.
    await second.page.goto(second.to(`/placements/${placementId}?do=evidence`))
    await choose(second.page, 'source', 'employer')
    await choose(second.page, 'says', 'started')
    await second.page.selectOption('[name=method]', 'call')
    await fill(second.page, { seenOn: today })
    await send(second.page, '[name=seenOn]')
    const { level, code } = await app.db.wholeStore((db) => db.selectFrom('placement').select(['level', 'code']).where('id', '=', placementId).executeTakeFirstOrThrow())
    expect(level).toBe('one-side')

    // This month shows it, and the figure opens to the record.
    await page.goto(to('/this-month'))
    await look(page, '12-this-month')
    const records = page.locator('a[href*="/this-month/records?"][href*="measure=PLACEMENTS"]').first()
    expect(Number((await records.innerText()).trim())).toBe(walkNumber + 1)
    await records.click()
    await page.waitForURL(/this-month\/records/)
    await look(page, '13-records')
    const keys = await page.locator('a[href*="/this-month/records/placement/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(keys).toHaveLength(walkNumber + 1)
    const opened: string[] = []
    for (const href of keys) {
      await page.goto(`${browser.origin}${href}`)
      opened.push(idIn(page.url()))
    }
    expect(opened).toContain(placementId)
    await page.goto(to(`/placements/${placementId}`))
    expect((await page.content()).replaceAll('-', '')).toContain(code.replaceAll('-', ''))
    await page.goto(to('/desk'))
    await look(page, '14-desk')
    await context.close()
    await second.context.close()
    return faults
  }

  it.each(views.map((view, number) => ({ ...view, number })))('goes from the door to the published figure: $language, $width px, script $script', async ({ number, ...view }) => {
    expect(await walk(view, number)).toEqual([])
  }, 300_000)

  it('leaves no complaint of the browser', () => {
    expect(browser.complaints).toEqual([])
  })
})

const idIn = (address: string) => /([0-9a-f]{8}-[0-9a-f-]{27})/.exec(new URL(address).pathname)?.[1] ?? ''

async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true })
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value)
}

/** Sends the form that holds a field and waits for the page that answers. */
async function send(page: Page, field: string): Promise<void> {
  const before = page.url()
  await page.locator(`form:has(${field}) button[type=submit]`).first().click()
  await page.waitForLoadState()
  if (page.url() === before || (await page.locator('[data-error-summary]').count()) > 0) {
    throw new Error(`The form was refused at ${before}: ${(await page.locator('[data-error-summary]').allInnerTexts()).join(' ')}`)
  }
}
