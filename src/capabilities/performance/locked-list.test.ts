import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { recountMonth } from '../measures/index'
import { fillWithRows, placeSome } from '../measures/test-rows'

let app: TestApp
type Staff = Awaited<ReturnType<TestApp['as']>>
let chief: Staff, hq: Staff, other: Staff, farChief: Staff, statistician: Staff
const month = '/performance/months/2026-09/T-A'
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
  ;[chief, hq, other, farChief, statistician] = [await app.as('chief'), await app.as('headquarters'), await app.as('headquarters'), await app.as('chief', { centre: 'B' }), await app.as('statistician')]
  for (const [who, step, reason] of [[chief, 'submit', 'The road was flooded'], [hq, 'verify', 'Answered'], [other, 'lock', '']] as const) {
    if ((await who.post(`/en${month}`, { step, reason })).status !== 303) throw new Error(step)
  }
})
afterAll(() => app.close())

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const change = (text: ReturnType<typeof sql>) => app.db.wholeStore((db) => text.execute(db))
const one = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows[0] as Row
const open = async (who: Visitor, path: string) => plain((await who.get(`/en${path}`)).text)
const marks = (text: string) => ['As locked', 'Changed since', 'Withdrawn since', 'Added since'].map((mark) => text.split(` ${mark} `).length - 1)

it('a locked figure opens to what it counted; a late one, one withdrawn and two persons merged stand in one revision and as marks in the list', async () => {
  const { id, value } = await one<{ id: string; value: string }>(sql`select id, value::numeric(24,0)::text as value from observation where measure = 'PLACEMENTS' and slice = ''`)
  const href = `${month}/figures/${id}`
  expect((await chief.get(`/en${month}`)).text).toContain(`href="/en${href}"`)
  const before = await open(chief, href)
  expect(before).toContain(`Placements: ${value}`)
  expect(marks(before)).toEqual([Number(value), 0, 0, 0])

  const at = sql`centre_id = ${app.centres.A} and level = 'two-side' and start_date between '2026-09-01' and '2026-09-30'`
  await change(sql`update placement set state = 'void' where id = (select id from placement where ${at} order by code limit 1)`)
  await change(sql`update placement set start_date = '2026-09-15', entered_on = '2026-11-20' where id = (select id from placement where start_date < '2026-08-01' and level = 'two-side' and centre_id = ${app.centres.A} order by code limit 1)`)
  await change(sql`update person set merged_into = (select person_id from placement where ${at} and state <> 'void' order by code desc limit 1) where id = (select person_id from placement where ${at} and state <> 'void' order by code limit 1)`)
  await app.asSystem((tx) => recountMonth(tx, app.platform, { centreId: app.centres.A, code: 'T-A', period: '2026-09' }))

  expect(await one(sql`select count(*)::int as revisions, max(added) as added, max(removed) as removed from observation_revision where observation_id = ${id}`)).toEqual({ revisions: 1, added: 1, removed: 1 })
  const after = await open(chief, href)
  // The locked number stays. Two persons who are one still have a placement each: nothing of this figure changed by that.
  expect(after).toContain(`Placements: ${value}`)
  expect(after).toContain('1 added, 1 withdrawn')
  expect(marks(after)).toEqual([Number(value) - 1, 0, 1, 1])
  expect((await hq.get(`/en${href}`)).status).toBe(200)
  for (const language of ['km', 'lo']) expect((await chief.get(`/${language}${href}`)).status).toBe(200)
  expect([(await farChief.get(`/en${href}`)).status, (await statistician.get(`/en${href}`)).status, (await chief.get(`/en/performance/months/2026-08/T-A/figures/${id}`)).status]).toEqual([404, 403, 404])
  expect((await statistician.get(`/en${month}`)).text).not.toContain('/figures/')
})
