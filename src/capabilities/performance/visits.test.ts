import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { fillWithRows } from '../measures/test-rows'
import { findAnyMeasure, groundOf, listBehind, observe } from '../measures/index'
import { exact, toText } from '../../kernel/exact'
import { mayCountPeople } from './rules/visits'

let app: TestApp
let staff: Record<'chief' | 'hq' | 'viewer', Awaited<ReturnType<TestApp['as']>>>
let people: string[]
let ticket = 0
const month = { from: '2026-10-01' as never, to: '2026-10-31' as never }

type Visit = { day?: string; audience?: string; person?: string; purposes?: string[]; centre?: 'A' | 'B'; state?: string; waited?: number }
const comes = (...visits: Visit[]) => app.db.wholeStore(async (db) => {
  for (const { day = '2026-10-05', audience = 'jobseeker', person, purposes = ['look-for-job'], centre = 'A', state = 'served', waited } of visits) {
    await sql`insert into visit (id, created_at, stat_key, centre_id, visited_on, entered_on, ticket, arrived_at, called_at, audience, sex, age_band, purposes, person_id, state)
      values (${newId()}, now(), ${newId()}, ${app.centres[centre]}, ${day}, ${day}, ${(ticket += 1)}, '2026-10-05T01:00:00Z', ${waited === undefined ? null : sql`'2026-10-05T01:00:00Z'::timestamptz + ${waited} * interval '1 minute'`}, ${audience}, 'F', '25-34', ${purposes}, ${person ?? null}, ${state})`.execute(db)
  }
})
const read = (id: string, more: { from?: never; to?: never } = {}) => app.asSystem(async (tx) => {
  const measure = findAnyMeasure(id)
  if (!measure) throw new Error(id)
  const ground = await groundOf(tx, app.platform)
  const request = { ...month, ...more, slices: [], closedOn: null }
  const { total } = await observe(ground, measure, request)
  const [list] = await listBehind(ground, measure, request, { limit: 100, offset: 0 })
  return { value: total.value && toText(total.value), listed: list?.rows.reduce((sum, { amount }) => sum + Number(amount ?? 1), 0), rows: list?.rows ?? [], kind: list?.recordKind }
})
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 5 })
  await app.db.wholeStore((db) => sql`delete from visit`.execute(db))
  people = (await app.db.wholeStore((db) => sql<{ id: string }>`select id from person order by card_number`.execute(db))).rows.map(({ id }) => id)
  staff = { chief: await app.as('chief'), hq: await app.as('headquarters'), viewer: await app.as('viewer') }
  const [one, two] = people
  await comes(
    // A known person three times on one day, again the next day, and at another centre.
    ...[1, 2, 3].map(() => ({ person: one ?? '' })), { person: one ?? '', day: '2026-10-06' }, { person: one ?? '', centre: 'B' },
    // On one day first by appointment, then without: the walk-in counts.
    { person: two ?? '', purposes: ['appointment'], waited: 4 }, { person: two ?? '', waited: 10 },
    // By appointment only, as the first or the second purpose.
    { purposes: ['appointment'] }, { purposes: ['counselling', 'appointment'] },
    // Unknown visitors count each; an employer; somebody else.
    { waited: 30 }, { state: 'left-before' }, { audience: 'employer', purposes: ['employer-vacancy'] }, { audience: 'other', purposes: ['other'] },
  )
})
afterAll(() => app.close())

describe('walk-in visits', () => {
  it('count a known person once for each centre and day, an unknown one as itself, without appointments and others', async () => {
    expect([await read('WALK_INS_JS'), await read('WALK_INS_EMP'), await read('WALK_INS')].map(({ value }) => value)).toEqual(['6', '1', '7'])
    expect([await read('VISITS'), await read('VISITS_BOOKED'), await read('VISITS_OTHER')].map(({ value }) => value)).toEqual(['13', '3', '1'])
    for (const id of ['WALK_INS', 'WALK_INS_JS', 'WALK_INS_EMP', 'VISITS', 'VISITS_BOOKED', 'VISITS_OTHER', 'WALK_IN_PERSONS']) {
      const { value, listed } = await read(id)
      expect(String(listed), id).toBe(value)
    }
    expect([await read('WAIT_MEDIAN'), await read('VISITS_SERVED')].map(({ value }) => value)).toEqual(['10', '1200/13'])
  })

  it('find the duplicates of a period in the period alone', async () => {
    expect((await read('WALK_INS_JS', { from: '2026-10-06' as never })).value).toBe('1')
    expect((await read('WALK_INS_JS', { to: '2026-10-05' as never })).value).toBe('5')
  })

  it('count different people, whose list leads to people, and say the number only where nearly all are known', async () => {
    expect(await read('WALK_IN_PERSONS')).toMatchObject({ value: '2', kind: 'person' })
    expect([null, exact('79.9'), exact(80), exact(100)].map(mayCountPeople)).toEqual([false, false, true, true])
    const page = async () => plain((await staff.hq.get('/en/performance/visits?month=2026-10')).text)
    // Four of six known.
    expect(await page()).toMatch(/Jobseekers who walked in Not shown: fewer than 80 % of the visitors are known/)
    await comes(...Array.from({ length: 4 }, (_, i) => ({ person: people[3] ?? '', day: `2026-10-1${i}` })))
    expect(await page()).toMatch(/Jobseekers who walked in 3 (Jobseekers who walked in )?3/)
  })

  it('stand on a page of their own, each number leading to its records, in three languages', async () => {
    const { text } = await staff.chief.get('/en/performance/visits?month=2026-10')
    expect(plain(text)).toMatch(/Walk-in visits of employers 1 /)
    const href = /href="([^"]*this-month\/records\?measure=WALK_INS_JS[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const list = await staff.chief.get(href)
    // Ten at both centres, nine of them at this one.
    expect([list.status, [...list.text.matchAll(/this-month\/records\/visit\//g)].length]).toEqual([200, 9])
    expect((await staff.viewer.get('/en/performance/visits')).status).toBe(403)
    for (const language of ['km', 'lo']) expect((await staff.hq.get(`/${language}/performance/visits`)).status).toBe(200)
  })
})
