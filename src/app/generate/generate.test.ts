import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { generate } from './run'
import { seeded } from './random'
import { inventName } from './names'

let app: TestApp
const said: string[] = []
beforeAll(async () => {
  app = await freshApp({ at: '2026-11-23T02:00:00Z' })
  await app.as('counsellor')
  await app.as('counsellor', { centre: 'B' })
  await app.as('chief', { duties: ['verifier', 'inspector'] })
  expect(await generate(app.platform, { people: 60, vacancies: 25, seed: 7, months: 6 }, (line) => said.push(line))).toBe(true)
})
afterAll(() => app.close())

const count = async (query: string): Promise<number> => {
  const { rows } = await app.db.wholeStore((db) => sql<{ count: number }>`${sql.raw(query)}`.execute(db))
  return Number(rows[0]?.count ?? -1)
}

describe('invented data', () => {
  it('fills every register: people, employers, jobs, referrals, placements, services and visits', async () => {
    expect(await count('select count(*) from person')).toBe(60)
    for (const table of ['employer', 'vacancy', 'referral', 'service_event', 'visit', 'consent', 'identity_document']) expect([table, (await count(`select count(*) from ${table}`)) > 0]).toEqual([table, true])
    expect(await count("select count(*) from vacancy where state = 'published'")).toBeGreaterThan(0)
    expect(await count("select count(distinct native_script) from person_name where native_script in ('khmr', 'laoo')")).toBe(2)
  })

  it('contradicts itself nowhere: nothing happens to a person before the registration, and nothing in the future', async () => {
    expect(await count('select count(*) from service_event s join registration r on r.person_id = s.person_id where s.given_on < r.accepted_on')).toBe(0)
    expect(await count('select count(*) from referral f join registration r on r.person_id = f.person_id where f.made_on < r.accepted_on')).toBe(0)
    expect(await count('select count(*) from referral f join vacancy v on v.id = f.vacancy_id where f.made_on < v.received_on')).toBe(0)
    expect(await count("select count(*) from visit where visited_on > '2026-11-23'")).toBe(0)
    expect(await count("select count(*) from service_event where given_on > '2026-11-23'")).toBe(0)
    expect(await count('select count(*) from vacancy where filled > posts')).toBe(0)
    expect(await count("select count(*) from vacancy v join employer e on e.id = v.employer_id where v.state = 'published' and e.state <> 'verified'")).toBe(0)
  })

  it('sends no message to anybody', async () => {
    expect(await count("select count(*) from message where result in ('queued', 'sent')")).toBe(0)
  })

  it('is not told twice with the same seed', async () => {
    expect(await generate(app.platform, { people: 60, vacancies: 25, seed: 7, months: 6 }, (line) => said.push(line))).toBe(false)
    expect(said.at(-1)).toContain('Choose another --seed')
  })

  it('is the same for the same seed', () => {
    const names = (seed: number) => Array.from({ length: 20 }, ((random) => () => inventName(random, 'lao', 'F').latin)(seeded(seed)))
    expect(names(3)).toEqual(names(3))
    expect(names(3)).not.toEqual(names(4))
  })
})
