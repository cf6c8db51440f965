import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { createCentre } from '../centres/index'
import { fillWithRows } from '../measures/test-rows'
import { loadIndicators } from './actions/framework'

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('groups of centres', () => {
  let app: TestApp
  let chief: Visitor, hq: Visitor
  const codes = ['T-A', 'T-B', 'T-C', 'T-D', 'T-E']
  beforeAll(async () => {
    app = await freshApp()
    await app.asSystem(async (tx) => {
      for (const name of ['C', 'D', 'E']) {
        await createCentre(tx, {
          code: `T-${name}`, kind: 'centre', names: { en: `Centre ${name}`, km: `មជ្ឈមណ្ឌល ${name}`, lo: `ສູນ ${name}` }, provinceCode: app.country.places[0]?.code ?? null, districtCode: null, address: null, phone: null,
          openedOn: app.today(), reportingMode: 'online', computers: 2, connectivity: 'fixed', parentId: null, hours: [],
        })
      }
      await loadIndicators(tx, app.platform)
    })
    await fillWithRows(app, { people: 200 })
    // The invented people are spread over all five centres.
    await app.db.wholeStore((db) => sql`update registration r set centre_id = (select c.id from centre c where c.kind = 'centre' order by c.code offset (select substr(p.card_number, 2)::int % 5 from person p where p.id = r.person_id) limit 1)`.execute(db))
    ;[chief, hq] = [await app.as('chief'), await app.as('headquarters')]
  })
  afterAll(() => app.close())
  const fields = (groups: readonly string[], year = '2026') => Object.fromEntries([['year', year], ...codes.map((code, at) => [`group-${code}`, groups[at] ?? ''])])

  it('are proposed, named by headquarters, fixed for the year, and never small', async () => {
    expect((await chief.get('/en/performance/peers')).status).toBe(403)
    expect(plain((await hq.get('/en/performance/peers')).text)).toContain('Proposed groups')
    expect(plain((await hq.post('/en/performance/peers', fields(['A', 'A', 'A', 'B', 'B']))).text)).toContain('This group has fewer than four members.')
    expect(plain((await hq.post('/en/performance/peers', fields([]))).text)).toContain('Write a group for at least four centres.')
    expect((await hq.post('/en/performance/peers', fields(['A', 'A', 'A', 'A', 'A']))).status).toBe(303)
    expect(plain((await hq.post('/en/performance/peers', fields(['B', 'B', 'B', 'B', 'B']))).text)).toContain('The groups of this year are fixed already.')
    expect(plain((await hq.get('/en/performance/peers')).text)).toContain('Groups in force')
    expect((await hq.post('/en/performance/peers', fields(['B', 'B', 'B', 'B'], '2027'))).status).toBe(303)
  })

  it('show a centre where the middle half of its peers lies, without a name or a rank', async () => {
    const page = plain((await chief.get('/en/performance/indicators/jobseeker_registrations?month=2026-10')).text)
    expect(page).toMatch(/Similar centres \(group A, 4 others\): half of them lie between [\d.]+ and [\d.]+, the middle one at [\d.]+\./)
    for (const name of ['Centre B', 'Centre C', 'Centre D', 'Centre E']) expect(page).not.toContain(name)
    for (const language of ['km', 'lo']) expect((await chief.get(`/${language}/performance/indicators/jobseeker_registrations?month=2026-10`)).status).toBe(200)
  })
})
