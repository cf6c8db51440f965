import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { fillWithRows, placeSome } from '../../src/capabilities/measures/test-rows'
import { loadIndicators } from '../../src/capabilities/performance/index'
import { freshApp, type TestApp, type Visitor } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

const views: Pick<OpenOptions, 'language' | 'script' | 'width'>[] = [
  { language: 'en', script: true, width: 1280 },
  { language: 'km', script: true, width: 360 },
  { language: 'lo', script: true, width: 360 },
  { language: 'km', script: false, width: 1280 },
]
const planted = 4
const period = '2026-11'

/** A picture of one point, as the camera of a phone would send a larger one. */
const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

type Staff = Awaited<ReturnType<TestApp['as']>>

/** A centre with a year of records, a target that it misses by far, four late entries, and a locked month before the cycle. */
async function prepare(app: TestApp): Promise<{ chief: Staff; hq: Staff }> {
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  await app.asSystem((tx) => loadIndicators(tx, app.platform))
  const [chief, hq, other] = [await app.as('chief'), await app.as('headquarters'), await app.as('headquarters')]
  await app.db.wholeStore((db) => sql`update placement set entered_on = start_date + 20 where id in (
    select id from placement where centre_id = ${app.centres.A} and level = 'two-side' and start_date between '2026-02-01' and '2026-10-20' order by code limit ${planted})`.execute(db))
  const target = { centre: 'T-A', role: 'milestone', period: '2026', kind: 'absolute', number: '900', reason: 'Agreed in the yearly meeting of the agency' }
  await follow(hq, '/en/performance/indicators/job_placements/target', target)
  const waiting = await app.db.wholeStore((db) => db.selectFrom('target_change').select('id').executeTakeFirstOrThrow())
  await follow(other, `/en/performance/decisions/targets/${waiting.id}`, { answer: 'approve' })
  const month = '/en/performance/months/2026-10/T-A'
  await follow(chief, month, { step: 'submit', reason: 'On some days the road was flooded' })
  await follow(hq, month, { step: 'verify', reason: 'Answered by the centre' })
  await follow(other, month, { step: 'lock' })
  return { chief, hq }
}
async function follow(who: Visitor, path: string, fields: Record<string, string>): Promise<void> {
  const reply = await who.post(path, fields)
  if (reply.status !== 303) throw new Error(`${path} answered ${reply.status}: ${reply.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 1500)}`)
}

describe.skipIf(!hasChromium)('a chief and a red light', () => {
  let close: () => Promise<void> = () => Promise.resolve()
  afterEach(() => close())

  it.each(views)('from the figure to its late entries, an activity with evidence and closed stages: $language, $width px, script $script', async (view) => {
    const app = await freshApp()
    const browser = await openBrowser(app)
    close = async () => {
      await browser.close()
      await app.close()
    }
    const { chief, hq } = await prepare(app)
    const { page, to } = await browser.open({ ...view, as: chief })
    const second = await browser.open({ ...view, as: hq })
    const faults: string[] = []
    const look = async (at: Page, name: string) => {
      if (view.script) faults.push(...(await faultsOf(at)))
      await picture(at, `performance-${name}-${view.language}-${view.width}`)
    }

    // The board of the centre shows the light in words, and leads to the indicator.
    await page.goto(to('/performance'))
    await look(page, '01-board')
    const row = page.locator('tr', { has: page.locator('a[href*="/indicators/job_placements"]') })
    expect(await row.locator('.govuk-tag').innerText()).toContain('▼')
    await row.locator('a[href*="/indicators/job_placements"]').click()
    await page.waitForURL(/indicators\/job_placements/)
    await look(page, '02-indicator')

    // Down to the records, and to those that came late.
    await page.locator('a[href*="/job_placements/records"]').first().click()
    await page.waitForURL(/records/)
    await look(page, '03-records')
    await page.locator('a[href*="late=yes"]').click()
    await page.waitForURL(/late=yes/)
    expect(await page.locator('a[href*="/this-month/records/placement/"]').count()).toBe(planted)
    await look(page, '04-late')
    await page.locator('a[href*="/this-month/records/placement/"]').first().click()
    await page.waitForURL(/placements\//)

    // The cycle begins: a cause with its evidence, frozen figures, the first gate.
    await page.goto(to('/performance/cycles'))
    await fill(page, { period, facilitator: 'Chief' })
    await send(page, '[name=facilitator]')
    const cycle = new URL(page.url()).pathname
    await look(page, '05-cycle')
    await closeStage(page, '1')
    expect(await page.locator('[data-error-summary]').count()).toBe(1)
    await page.selectOption('[name=kind]', 'cause')
    await fill(page, { text: 'Placements are entered weeks after the start of work', evidence: 'List of late entries, October' })
    await send(page, '[name=text]')
    await page.locator('form[action$="/snapshot"] button').click()
    await page.waitForLoadState()
    await closeStage(page, '1')
    await look(page, '06-planning')

    // A plan, and an activity that is meant to move the red figure.
    await page.goto(to('/performance/indicators/job_placements'))
    await page.locator('a[href$="/performance/plans"].govuk-button').click()
    await page.waitForURL(/performance\/plans/)
    await fill(page, { title: 'Plan of the centre 2026', period: '2026' })
    await send(page, '[name=title]')
    await page.goto(to('/performance/indicators/job_placements'))
    await page.locator('a[href*="?moves="].govuk-button').click()
    await page.waitForURL(/plans\/.*moves=/)
    expect(await page.locator('[name=moves]').inputValue()).not.toBe('')
    await fill(page, { code: 'A1', title: 'Enter placements on the day they are known', owner: 'Head of matching', startOn: '23/11/2026', dueOn: '15/12/2026', deliverables: 'Tablet at the counter' })
    await send(page, '[name=code]')
    await look(page, '07-plan')
    const plan = new URL(page.url()).pathname
    await page.locator('form[action$="/adopt"] button').click()
    await page.waitForLoadState()
    await second.page.goto(`${browser.origin}${plan}`)
    await second.page.locator('form[action$="/adopt"] button').click()
    await second.page.waitForLoadState()
    await page.goto(`${browser.origin}${cycle}`)
    await page.locator('form[action$="/plan"] button').click()
    await page.waitForLoadState()
    await closeStage(page, '2')

    // Acting: work starts, a photo shows what was done, another person accepts it.
    await page.goto(`${browser.origin}${plan}`)
    await page.locator('a[href*="/performance/activities/"]').first().click()
    await page.waitForURL(/activities\//)
    const activity = new URL(page.url()).pathname
    await page.locator('main details summary').first().click()
    await page.selectOption('[name=move]', 'start')
    await send(page, '[name=move]')
    await page.locator('[name=file]').setInputFiles({ name: 'IMG_2041.png', mimeType: 'image/png', buffer: photo })
    await send(page, '[name=evidence]', true)
    expect(await page.locator('[data-error-summary]').count()).toBe(1)
    await look(page, '08-evidence-missing')
    await fill(page, { evidence: 'The tablet stands at counter 2' })
    await page.locator('[name=file]').setInputFiles({ name: 'IMG_2041.png', mimeType: 'image/png', buffer: photo })
    await send(page, '[name=evidence]')
    await look(page, '09-evidence')
    const file = (await page.locator('a[href*="/performance/evidence/"]').getAttribute('href')) ?? ''
    const answer = await chief.get(file)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([200, 'image/png', expect.stringMatching(/^attachment; filename="evidence-[0-9a-f]{8}\.png"$/)])
    await second.page.goto(`${browser.origin}${activity}`)
    await second.page.locator('form[action*="/deliverables/"] button').click()
    await second.page.waitForLoadState()

    // The third stage closes, and the fourth is open.
    await page.goto(`${browser.origin}${cycle}`)
    await page.selectOption('[name=kind]', 'log')
    await fill(page, { text: 'All placements of the week were entered on the day' })
    await send(page, '[name=text]')
    await closeStage(page, '3')
    await look(page, '10-observing')
    const { stage, state } = await app.db.wholeStore((db) => db.selectFrom('cycle').select(['stage', 'state']).executeTakeFirstOrThrow())
    expect([stage, state]).toEqual([4, 'running'])

    // What the chief takes into the meeting, and the other pages behind the board.
    for (const [name, path] of [['11-sheet', '/performance/centres/T-A/sheet'], ['12-watch', '/performance/centres/T-A/watch'], ['13-mismatch', '/performance/mismatch'], ['14-cohort', '/performance/indicators/placed_in_180_days'], ['15-month', '/performance/months/2026-10/T-A']] as const) {
      await page.goto(to(path))
      await look(page, name)
    }
    for (const [name, path] of [['16-compare', '/performance/indicators/placed_in_180_days'], ['17-national', '/performance'], ['18-peers', '/performance/peers'], ['19-spread', '/performance/indicators/job_placements/spread?centre=T-A'], ['20-target', '/performance/indicators/job_placements/target?centre=T-A']] as const) {
      await second.page.goto(second.to(path))
      await look(second.page, name)
    }
    expect(faults).toEqual([])
    expect(browser.complaints).toEqual([])
  }, 300_000)
})

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(value)
}

/** Sends the form that holds a field; a refusal is an error unless it is expected. */
async function send(page: Page, field: string, refused = false): Promise<void> {
  await page.locator(`form:has(${field}) button[type=submit]`).first().click()
  await page.waitForLoadState()
  const summary = page.locator('[data-error-summary]')
  if (!refused && (await summary.count()) > 0) throw new Error(`The form was refused at ${page.url()}: ${(await summary.allInnerTexts()).join(' ')}`)
}

async function closeStage(page: Page, stage: string): Promise<void> {
  await page.locator(`form:has([name=stage][value="${stage}"]) button`).first().click()
  await page.waitForLoadState()
}
