import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, anEmployer, aVacancy } from '../../src/capabilities/placements/test-parties'
import { newId } from '../../src/kernel/id'
import { freshApp, type TestApp } from '../harness/app'
import { faultsOf, hasChromium, openBrowser, type OpenOptions, picture } from '../harness/browser'

type View = Pick<OpenOptions, 'language' | 'script' | 'width'>
const views: View[] = [{ language: 'en', script: true, width: 1280 }, { language: 'km', script: true, width: 360 }, { language: 'lo', script: false, width: 360 }]
const name = 'Distant Lantern'

describe.skipIf(!hasChromium)('one centre asks another for its person', () => {
  let app: TestApp
  let browser: Awaited<ReturnType<typeof openBrowser>>
  const vacancies: string[] = []
  beforeAll(async () => {
    app = await freshApp()
    browser = await openBrowser(app)
    const employer = await anEmployer(app, (await app.as('chief')).accountId)
    while (vacancies.length < views.length) vacancies.push(await aVacancy(app, employer))
    await aPerson(app, { centre: 'B', name })
    // Forty people of the asking centre, so that its panel has groups to compare; half of them are men, who were shown more.
    const own: string[] = []
    for (let at = 0; at < 40; at += 1) own.push(await aPerson(app, { name: `Panel Lantern ${at}` }))
    await app.asSystem(async (tx) => void (await sql`select match_refresh(500, ${app.today()})`.execute(tx.db)))
    await app.db.wholeStore(async (store) => {
      await sql`update person set sex = 'M' where id = any (${own.slice(0, 20)}::uuid[])`.execute(store)
      await sql`update registration set accepted_on = accepted_on - 20, last_contact_on = last_contact_on - 60 where person_id = any (${own}::uuid[])`.execute(store)
      await sql`update registration set last_contact_on = last_contact_on - 100 where person_id = any (${own.slice(30)}::uuid[])`.execute(store)
      const list = newId()
      await sql`insert into match_list (id, code, kind, subject_id, centre_id, made_at, made_on, weights_version, engine, eligible) values (${list}, 'WALK', 'candidates', ${vacancies[0]}, ${app.centres.A}, now(), ${app.today()}, 'x', 'sql', 40)`.execute(store)
      await sql`insert into match_impression (id, list_id, person_id, vacancy_id, made_on, rank, score, parts, line)
        select gen_random_uuid(), ${list}, p, ${vacancies[0]}, ${app.today()}, 1, 5000, '{0,0,0,0,0,0,0,0}', 1 from unnest(${own.slice(0, 24)}::uuid[]) p`.execute(store)
      await sql`insert into match_spread select vacancy_id, centre_id, ${app.today()}, posts_left, 40, 400000, 6, 60000 from match_vacancy`.execute(store)
    })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  const faults: string[] = []
  const looker = (view: View) => async (at: Page, picture_: string) => {
    if (view.script) faults.push(...(await faultsOf(at)))
    await picture(at, `${picture_}-${view.language}-${view.width}`)
  }

  it.each(views.map((view, at) => [`${view.language}-${view.width}`, view, at] as const))('and reads the answer: %s', async (_, view, at) => {
    const look = looker(view)
    const vacancy = vacancies[at] ?? ''
    const asker = await browser.open({ ...view, as: await app.as('counsellor') })
    await asker.page.goto(asker.to(`/vacancies/${vacancy}/candidates`))
    const button = asker.page.locator('form[action$="/centre-asks"] button')
    await look(asker.page, '60-candidate-of-another-centre')
    await button.click()
    await asker.page.waitForURL(/ask=sent/)
    expect(await asker.page.content()).not.toContain(name)
    await look(asker.page, '61-asked')

    const asked = await browser.open({ ...view, as: await app.as('counsellor', { centre: 'B' }) })
    await asked.page.goto(asked.to('/desk'))
    await look(asked.page, '62-desk-of-the-asked')
    await asked.page.locator('main a[href*="/centre-asks/"]').first().click()
    await asked.page.waitForURL(/centre-asks\/[0-9a-f-]{36}/)
    await asked.page.locator('form[action*="/centre-asks/"] button').click()
    await look(asked.page, '63-reason-missing')
    await asked.page.locator('input[name=reason][value=already-working]').check({ force: true })
    await asked.page.locator('form[action*="/centre-asks/"] button').click()
    await asked.page.waitForURL(/desk/)

    await asker.page.goto(asker.to('/desk'))
    await look(asker.page, '64-desk-of-the-asker')
    await asker.page.locator(`main a[href*="/vacancies/${vacancy}/candidates"]`).first().click()
    await asker.page.waitForURL(/candidates/)
    expect(await asker.page.locator('form[action$="/centre-asks"]').count()).toBe(0)
    await look(asker.page, '65-declined')
    await asker.context.close()
    await asked.context.close()
    expect(faults).toEqual([])
  }, 60_000)

  it('and its chief opens the panel and who was never shown', async () => {
    const view: View = { language: 'km', script: true, width: 360 }
    const look = looker(view)
    const chief = await browser.open({ ...view, as: await app.as('chief') })
    await chief.page.goto(chief.to('/match-panel'))
    await look(chief.page, '66-panel')
    await chief.page.locator('a[href*="never-shown?of=people&why=no-contact"]').click()
    await chief.page.waitForURL(/never-shown/)
    expect(await chief.page.locator('main tbody tr').count()).toBeGreaterThan(0)
    await look(chief.page, '67-never-shown')
    await chief.context.close()
    expect(faults).toEqual([])
  }, 60_000)
})
