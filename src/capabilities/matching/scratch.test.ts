import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { freshStore } from '../../../test/harness/store'
import { inventGroups, inventNation } from './engine/nation'
import { seeded } from './engine/random-nation'
import { writeNation, writePeople } from './engine/test-store'
import { scorePair } from './score/pair'
import { asRanking, listPersonFacts, readGround } from './queries/facts'

it('scores', async () => {
  const db = await freshStore()
  const today = 20_000
  const nation = inventNation(seeded(7), 300, 60, { groups: inventGroups(60), provinces: 3, districts: 12, skills: 80, today })
  await writeNation(db, nation)
  const facts = await asRanking(db, async (asking) => [await listPersonFacts(asking, nation.people.map(({ personId }) => personId)), await readGround(asking)] as const)
  expect(facts[0].sort((a, b) => (a.personId < b.personId ? -1 : 1))).toEqual(nation.people)
  const t = performance.now()
  const { rows } = await asRanking(db, (asking) => sql<Record<string, number | string>>`select * from match_scores(null, null, date '1970-01-01' + ${today}::int)`.execute(asking))
  console.log('sql ms', performance.now() - t, rows.length)
  const more = inventNation(seeded(7), 3000, 1, nation.size)
  await db.wholeStore((store) => writePeople(store, more.people))
  await asRanking(db, async (asking) => {
    for (const pass of [true, true, false]) {
      const t1 = performance.now()
      const r = await sql`select person_id from match_scores(null, ${[nation.vacancies[3]?.vacancyId]}::uuid[], date '1970-01-01' + ${today}::int, ${pass}) where filter = 0`.execute(asking)
      console.log('one vacancy', pass, performance.now() - t1, r.rows.length)
      const t2 = performance.now()
      const q = await sql`select person_id from match_scores(${[nation.people[3]?.personId]}::uuid[], null, date '1970-01-01' + ${today}::int, ${pass}) where filter = 0`.execute(asking)
      console.log('one person', pass, performance.now() - t2, q.rows.length)
    }
  })
  const sqlBy = new Map(rows.map((row) => [`${row['person_code']} ${row['vacancy_code']}`, row]))
  const filters = new Map<number, number>()
  let wrong = 0
  for (const person of nation.people) for (const vacancy of nation.vacancies) {
    const mine = scorePair(person, vacancy, today, nation.ground)
    const row = sqlBy.get(`${person.code} ${vacancy.code}`)
    filters.set(mine.filter, (filters.get(mine.filter) ?? 0) + 1)
    const theirs = row && { filter: row['filter'], checks: row['checks'], line: row['line'], cosine: row['cosine'], closeness: row['closeness'], parts: Object.fromEntries(Object.keys(mine.parts).map((part) => [part, row[part]])), score: row['score'] }
    if (JSON.stringify(mine) !== JSON.stringify(theirs) && JSON.stringify(Object.entries(mine).sort()) !== JSON.stringify(Object.entries(theirs ?? {}).sort())) {
      wrong += 1
      if (wrong < 4) console.log(mine, theirs)
    }
  }
  console.log([...filters].sort((a, b) => a[0] - b[0]), 'wrong', wrong)
  const ex = await asRanking(db, (asking) => sql<{'QUERY PLAN': string}>`explain analyze select person_id from match_scores(null, ${[nation.vacancies[3]?.vacancyId]}::uuid[], date '1970-01-01' + ${today}::int, true) where filter = 0`.execute(asking))
  console.log(ex.rows.map((r) => r['QUERY PLAN']).join('\n'))
  expect(wrong).toBe(0)
  await db.close()
}, 120_000)
