import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/capabilities/accounts/index'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

type View = Pick<OpenOptions, 'language' | 'script' | 'width'>
const views: View[] = [
  { language: 'en', script: true, width: 1280 },
  { language: 'km', script: true, width: 360 },
  { language: 'lo', script: false, width: 360 },
]

const indicators = [
  'Indicator\tBaseline\tMilestone\tTarget\tSummary',
  'ZZZ Immediate Objective 1: Job centres serve everybody well\t\t\t\t',
  'Registrations in a year\t1,200\t10% increase from baseline: Target = 1,3200 vs Actual = 1,400\t50% increase from baseline End Target = 1,800\tBoth towns register people.',
  'Tools in use\t1\tn.a.\t5 more tools are available\t',
].join('\n')
const activities = ['Output\tPercent complete\tOutput status\tOutput summary', '1 A counter guide is written\t\t\t', '1.1\tAsk the counters\t80%\tUnder way\tFour towns were asked.'].join('\n')
const head = { title: 'Counters for everybody', donor: 'Fund', agency: 'Employment service', country: 'ZZZ', currency: 'USD', budget: '400,000', start: '2026-01', end: '2027-12', from: '2026-01', to: '2026-06', milestoneFrom: '2026-01', milestoneTo: '2026-12' }

describe.skipIf(!hasChromium)('a donor project', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    app = await freshApp({ at: '2026-11-20T03:00:00Z' })
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  async function walk(view: View, number: number) {
    const coordinator = await app.as('headquarters', { duties: ['project'] })
    const approver = await app.as('headquarters', { duties: ['project'] })
    const { page, context, to } = await browser.open({ ...view, as: coordinator })
    const faults: string[] = []
    const look = async (name: string) => {
      if (view.script) faults.push(...(await faultsOf(page)))
      await picture(page, `project-${name}-${view.language}-${view.width}`)
    }
    const code = `E2E-${number}`
    const report = `/projects/${code}/reports/1`
    const send = (action: string) => page.locator(`form[action$="${action}"] button[type=submit]`).first().click()

    // The tables of an old report are pasted, read, and stored only when they were confirmed.
    await page.goto(to('/projects/import'))
    for (const [name, value] of Object.entries({ ...head, code, indicators, activities })) await page.fill(`[name="${name}"]`, value)
    await page.click('button[name=step][value=read]')
    await page.waitForSelector('button[name=step][value=write]')
    await look('1-read')
    expect(await page.textContent('main')).toContain('1,3200')
    await page.click('button[name=step][value=write]')
    await page.waitForURL(`**/projects/${code}`)

    // The broken figure is a finding with its right figure, and stays as it was printed.
    await page.goto(to(`${report}/figures/Z1.01`))
    await look('2-figure')
    expect(await page.textContent('main')).toMatch(/1,3200.*1,320/s)

    // A text is counted while it is typed.
    await page.goto(to(`${report}/sections/executive_summary`))
    await page.fill('[name=text]', 'About 1,320 registrations were planned, and 77,000 came.')
    if (view.script) expect(await page.textContent('#text-count')).toContain('56')
    await send('/sections/executive_summary')
    await page.goto(to(`${report}/sections/executive_summary`))
    await look('3-text')
    expect(await page.locator('mark').allTextContents()).toEqual(['77,000'])

    // A target changes when a second person approves, and the report lists it.
    await page.goto(to(`/projects/${code}/changes`))
    await page.selectOption('[name=subject]', 'Z1.01')
    await page.fill('[name=after]', '20% increase')
    await page.fill('[name=reason]', 'A third town joined the project in May.')
    await send('/changes')
    await page.waitForURL(`**/projects/${code}/changes`)
    app.travelTo(new Date(app.now().getTime() + 60_000).toISOString())
    await approver.post('/en/prove-again?next=/en/projects', { code: totpCode(approver.totpSecret, app.now()) })
    const change = await app.asSystem((tx) => tx.db.selectFrom('project_change').select('id').where('state', '=', 'proposed').executeTakeFirstOrThrow())
    expect((await approver.post(`/en/projects/${code}/changes/decide`, { change: change.id, decision: 'approve' })).status).toBe(303)
    await page.goto(to(`/projects/${code}/changes`))
    await look('4-changes')
    expect((await coordinator.get(`/${view.language}${report}/document`)).text).toContain('A third town joined the project in May.')

    // A plan of the year gives planned percentages.
    await page.goto(to(`/projects/${code}/plan/Z1-1.1`))
    await page.fill('[name=from]', '2026-01')
    await page.fill('[name=to]', '2026-12')
    await send('/plan/Z1-1.1')
    await page.waitForURL(`**/projects/${code}/plan`)
    await look('5-plan')
    expect(await page.textContent('main')).toContain('■■■■■■■■■■■■')

    // The committee has seats and papers.
    await page.goto(to(`/projects/${code}/committee`))
    await page.selectOption('[name=side]', 'workers')
    await page.fill('[name=post]', 'Secretary of the union')
    await send('/committee/seats')
    await page.waitForURL(`**/projects/${code}/committee`)
    expect((await coordinator.post(`/en/projects/${code}/register`, { kind: 'meeting', title: 'First meeting', on: '24/04/2026' })).status).toBe(303)
    await page.reload()
    await look('6-committee')
    await page.click('text=First meeting')
    await page.waitForURL('**/committee/*-*')
    await look('7-meeting')
    await page.locator('select[name^="seat-"]').selectOption('F')
    await page.fill('[name=minutes]', 'The committee takes note of the figures.')
    await page.locator('form:has([name=minutes]) button[type=submit]').click()
    await page.waitForLoadState()
    expect(await page.locator('select[name^="seat-"]').inputValue()).toBe('F')

    await page.goto(to(`${report}/classification`))
    await look('8-classification')
    await page.goto(to(`${report}/sign-off`))
    await look('9-sign-off')
    await context.close()
    expect(faults).toEqual([])
  }

  it.each(views.map((view, number) => [view, number] as const))('is taken in, written, changed, planned and met about (%o)', async (view, number) => {
    await walk(view, number + 1)
    expect(browser.complaints).toEqual([])
  }, 120_000)
})
