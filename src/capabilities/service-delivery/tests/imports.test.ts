import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { importServices, importVisits, serviceDaily, type ServiceRow, type VisitRow } from '../index'
import { aPerson, factsOf, type TestPerson } from '../../../../test/builders/served-people'

let app: TestApp
let person: TestPerson
beforeAll(async () => {
  app = await freshApp()
  person = await aPerson(app)
})
afterAll(() => app.close())
const day = (text: string) => text as CalendarDate

describe('imported services', () => {
  const rows = (): ServiceRow[] => [
    { importKey: 'old:1', day: day('2026-10-01'), centreId: app.centres.A, code: 'CNS', personId: person.id, minutes: 30, enteredOn: day('2026-10-04') },
    { importKey: 'old:2', day: day('2026-10-02'), centreId: app.centres.A, code: 'JSS', unnamed: { sex: 'F', count: 14 } },
    { importKey: 'old:3', day: day('2026-10-02'), centreId: app.centres.A, code: 'JSS', unnamed: { sex: 'M', count: 6 } },
  ]

  it('add their rows once; the second time every row is the same', async () => {
    expect(await app.asSystem((tx) => importServices(tx, app.platform, rows()))).toEqual({ added: 3, same: 0 })
    expect(await app.asSystem((tx) => importServices(tx, app.platform, rows()))).toEqual({ added: 0, same: 3 })
  })

  it('count in facts: a person by key, unnamed people by sex', async () => {
    for (const job of Object.values(serviceDaily)) await app.asSystem((tx) => job(tx, app.platform, {}))
    const facts = await factsOf<{ service_code: string; count: number; sex: string; source: string; late_days: number; counts: boolean; family: string; person_key: string | null }>(app, 'fact_service')
    expect(facts.reduce((sum, { count }) => sum + Number(count), 0)).toBe(21)
    expect(facts.find(({ service_code }) => service_code === 'CNS')).toMatchObject({ source: 'import', late_days: 3, counts: true, family: 'advice', person_key: person.statKey })
    expect(facts.filter(({ service_code }) => service_code === 'JSS').map(({ sex, count }) => `${sex} ${count}`).sort()).toEqual(['F 14', 'M 6'])
  })

  it('of a person whom no centre of the importer serves are refused by the store', async () => {
    const stranger = await aPerson(app, { centres: ['B'] })
    const only = app.asSystem((tx) => importServices(tx, app.platform, [{ day: day('2026-10-01'), centreId: app.centres.A, code: 'CNS', personId: stranger.id }]), [app.centres.A])
    await expect(only).rejects.toThrow('row-level security')
  })
})

describe('imported visits', () => {
  const rows: () => VisitRow[] = () => [
    { importKey: 'v:1', day: day('2026-10-01'), time: '08:15', centreId: app.centres.A, audience: 'jobseeker', sex: 'F', ageBand: '20-24', purposes: ['register'], personId: person.id, waitMinutes: 12 },
    { importKey: 'v:2', day: day('2026-10-01'), centreId: app.centres.A, audience: 'jobseeker', sex: 'M', ageBand: 'not-stated', purposes: ['other'], count: 5 },
    { importKey: 'v:3', day: day('2026-10-02'), centreId: app.centres.A, audience: 'employer', sex: 'M', ageBand: 'not-stated', purposes: ['employer-vacancy'], outcome: 'left-before' },
  ]

  it('get tickets after those of the day, once', async () => {
    expect(await app.asSystem((tx) => importVisits(tx, app.platform, rows()))).toEqual({ added: 7, same: 0 })
    expect(await app.asSystem((tx) => importVisits(tx, app.platform, rows()))).toEqual({ added: 0, same: 7 })
    const visits = await app.db.wholeStore((db) => db.selectFrom('visit').select(['ticket', 'visited_on', 'arrived_at']).orderBy('visited_on').orderBy('ticket').execute())
    expect(visits.map(({ visited_on, ticket }) => `${visited_on} ${ticket}`)).toEqual(['2026-10-01 1', '2026-10-01 2', '2026-10-01 3', '2026-10-01 4', '2026-10-01 5', '2026-10-01 6', '2026-10-02 1'])
    expect(visits[0]?.arrived_at.toISOString()).toBe('2026-10-01T01:15:00.000Z')
  })

  it('carry their waiting time and outcome into facts', async () => {
    const facts = await factsOf<{ wait_minutes: number | null; outcome: string; source: string; person_key: string | null }>(app, 'fact_visit')
    expect(facts.filter(({ source }) => source === 'import')).toHaveLength(7)
    expect(facts.find(({ person_key }) => person_key !== null)).toMatchObject({ wait_minutes: 12, outcome: 'served', person_key: person.statKey })
  })

  it('by the thousand take seconds, not minutes', async () => {
    const many: VisitRow[] = Array.from({ length: 5000 }, (_, i) => ({
      importKey: `m:${i}`, day: day(`2026-09-${String(1 + (i % 28)).padStart(2, '0')}`), centreId: app.centres.A, audience: 'jobseeker', sex: i % 2 ? 'F' : 'M', ageBand: 'not-stated', purposes: ['other'],
    }))
    const before = performance.now()
    expect((await app.asSystem((tx) => importVisits(tx, app.platform, many))).added).toBe(5000)
    const seconds = (performance.now() - before) / 1000
    console.log(`5,000 visits in ${seconds.toFixed(1)} s`)
    expect(seconds).toBeLessThan(30)
  })
})
