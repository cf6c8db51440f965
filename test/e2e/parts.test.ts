import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { fillWithRows, placeSome } from '../../src/capabilities/measures/test-rows'
import { listIndicators, loadIndicators, needSeries } from '../../src/capabilities/performance/index'
import { freshApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, picture } from '../harness/browser'

const asked = '/performance/indicators/job_placements?month=2026-10&centre=T-A'

describe.skipIf(!hasChromium)('half of the people placed are women', () => {
  let close: () => Promise<void> = () => Promise.resolve()
  afterEach(() => close())

  it('is set by choosing the part, signed, and stands on the page of the centre; the desk of baselines takes a measured year', async () => {
    const app = await freshApp()
    const browser = await openBrowser(app)
    close = async () => {
      await browser.close()
      await app.close()
    }
    await fillWithRows(app, { people: 200 })
    await placeSome(app)
    await app.asSystem((tx) => loadIndicators(tx, app.platform))
    const [hq, other, chief] = [await app.as('headquarters'), await app.as('headquarters'), await app.as('chief')]
    const { page, to } = await browser.open({ width: 360, language: 'en', as: hq })
    const faults: string[] = []
    const look = async (name: string) => {
      faults.push(...(await faultsOf(page)))
      await picture(page, `parts-${name}-en-360`)
    }
    await page.goto(to(asked))
    await page.getByLabel('Look at one part').selectOption({ label: 'Female' })
    await page.locator('#parts').getByRole('button', { name: 'Filter' }).click()
    await page.getByText('Set a target').click()
    await page.getByLabel('Rule', { exact: true }).selectOption({ label: 'A share of the whole' })
    await page.getByLabel('Number of the rule').fill('50')
    await page.getByLabel('Reason', { exact: true }).fill('Agreed in the yearly meeting of the agency')
    await look('target')
    await page.getByRole('button', { name: 'Send for approval' }).click()
    expect(page.url()).toContain('slice=sex=F')
    const { rows: [change] } = await app.db.wholeStore((db) => sql<{ id: string }>`select id from target_change where state = 'proposed'`.execute(db))
    expect((await other.post(`/en/performance/decisions/targets/${change?.id}`, { answer: 'approve' })).status).toBe(303)
    await page.goto(to('/performance/centres/T-A?month=2026-10'))
    await look('board')
    expect(await page.getByRole('row', { name: /Placements: Female/ }).innerText()).toContain('50.0 %')
    const second = await browser.open({ width: 360, language: 'km', script: false, as: chief })
    await second.page.goto(second.to(`${asked}&slice=sex=F`))
    expect(await second.page.getByRole('heading', { level: 1 }).innerText()).toContain('ស្រី')

    await app.asSystem(async (tx) => needSeries(tx, { indicatorId: (await listIndicators(tx)).find(({ key }) => key === 'services_to_jobseekers')?.id ?? '', centreId: app.centres.A, slice: '' }))
    await page.goto(to('/performance/baselines'))
    await look('desk')
    await page.getByLabel('Reason').first().fill('Measured first, as agreed')
    await page.getByRole('button', { name: 'Accept as baseline' }).first().click()
    expect(await page.locator('main').innerText()).toContain('One already waits for a second person')
    expect([faults, browser.complaints]).toEqual([[], []])
  })
})
