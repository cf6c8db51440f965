// Exact top 20 of a vacancy and of a person: the index against PostgreSQL, on the same rows, with the same score, filters and ties.
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { PeopleBuilder } from '../../src/capabilities/matching/engine/people-index'
import { PeopleSearch } from '../../src/capabilities/matching/engine/people-search'
import { writeNation, writePeople } from '../../src/capabilities/matching/engine/test-store'
import { TopK } from '../../src/capabilities/matching/engine/top-k'
import { buildVacancyIndex } from '../../src/capabilities/matching/engine/vacancy-index'
import { VacancySearch } from '../../src/capabilities/matching/engine/vacancy-search'
import type { PersonFacts } from '../../src/capabilities/matching/score/facts'
import { readFactViews } from '../../src/app/facts'
import { openDatabase } from '../../src/platform/db/database'
import { openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'
import { nationOf, size, today } from './nation'

const root = process.cwd()
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const show = (values: readonly number[]) => [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(2)).join(' / ')
const none: ReadonlySet<string> = new Set()

/** Measures one size. `url` names a PostgreSQL server that may be filled; without it there is no peer. */
async function measure(people: number, url: string | undefined, queries: number): Promise<number> {
  const vacancies = Math.max(100, people / 10)
  const nation = nationOf(people, vacancies)
  const memoryBefore = process.memoryUsage().arrayBuffers
  const builder = new PeopleBuilder(nation.ground)
  const sample: PersonFacts[] = []
  let adding = 0
  for (const person of nation.everybody()) {
    if (sample.length < 1200) sample.push(person)
    const began = performance.now()
    builder.add(person)
    adding += performance.now() - began
  }
  const began = performance.now()
  const index = builder.build()
  const built = performance.now() - began + adding
  const byVacancy = buildVacancyIndex(nation.vacancies)
  const search = new PeopleSearch(index, nation.ground)
  const forPeople = new VacancySearch(byVacancy, nation.ground)
  const open = nation.vacancies.filter((one) => one.validUntil >= today && one.postsLeft > 0)
  const timed = (count: number, run: (at: number) => void) => {
    for (let at = 0; at < 200; at += 1) run(at)
    return Array.from({ length: count }, (_, at) => {
      const start = performance.now()
      run(at)
      return performance.now() - start
    })
  }
  const oneSide = timed(queries, (at) => search.search(open[at % open.length] ?? nation.vacancies[0] ?? never(), today, new TopK(20), none))
  const otherSide = timed(queries, (at) => forPeople.search(sample[at % sample.length] ?? never(), today, new TopK(20), none))
  console.log(`\n${people} people, ${vacancies} vacancies; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores, Node ${process.versions.node}`)
  console.log(`index: cold build ${(built / 1000).toFixed(2)} s, ${((process.memoryUsage().arrayBuffers - memoryBefore) / 1e6).toFixed(0)} MB of arrays`)
  console.log(`people for a vacancy, ms p50 / p95 / p99: ${show(oneSide)}`)
  console.log(`vacancies for a person, ms p50 / p95 / p99: ${show(otherSide)}`)
  if (url) await peer(url, nation, open, search, oneSide)
  else console.log('PostgreSQL: skipped')
  return quantile(oneSide, 0.5)
}

async function peer(url: string, nation: ReturnType<typeof nationOf>, open: readonly (typeof nation.vacancies)[number][], search: PeopleSearch, ours: readonly number[]): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const name = `bench_${process.pid}_${nation.people}`
  await admin.query(`create database ${name}`)
  const address = new URL(url)
  address.pathname = `/${name}`
  const engine = await openPostgres({ url: address.href, max: 2 })
  const db = openDatabase(engine)
  await migrate(engine, db.asLogin, join(root, 'db/migrations'), readFactViews(root))
  await writeNation(db, { size, ground: nation.ground, people: [], vacancies: open.slice(0, 100) })
  let chunk: PersonFacts[] = []
  const write = async () => {
    await db.wholeStore((store) => writePeople(store, chunk))
    chunk = []
  }
  for (const person of nation.everybody()) {
    chunk.push(person)
    if (chunk.length === 5000) await write()
  }
  if (chunk.length > 0) await write()
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  await client.query(`create table bench_skill as select person_id, unnest(skills) as skill, false as inferred from match_person union all select person_id, unnest(inferred), true from match_person`)
  await client.query('create index on bench_skill (skill, person_id)')
  await client.query('create table bench_occupation_skill as select isco, unnest(skills) as skill, unnest(b) as b from match_occupation')
  await client.query('create index on bench_occupation_skill (isco, skill)')
  await client.query('vacuum analyze')
  const statement = readFileSync(join(root, 'bench/matching/peer.sql'), 'utf8')
  const times: number[] = []
  let mismatches = 0
  const day = new Date(today * 86_400_000).toISOString().slice(0, 10)
  const asked = open.slice(0, nation.people > 50_000 ? 25 : 60)
  for (const [at, vacancy] of asked.entries()) {
    const start = performance.now()
    const { rows } = await client.query<{ code: string; score: number }>(statement, [vacancy.vacancyId, day])
    if (at >= 3) times.push(performance.now() - start)
    const top = new TopK(20)
    search.search(vacancy, today, top, none)
    if (JSON.stringify(rows.map(({ code, score }) => [code, score])) !== JSON.stringify(top.list().map(({ code, score }) => [code, score]))) mismatches += 1
  }
  console.log(`PostgreSQL, one statement, ms p50 / p95 / p99: ${show(times)}; mismatches ${mismatches} of ${asked.length}; ratio at p50 ${(quantile(times, 0.5) / quantile(ours, 0.5)).toFixed(0)}`)
  await client.end()
  await db.close()
  await admin.query(`drop database ${name}`)
  await admin.end()
}
const never = (): never => {
  throw new Error('the nation is empty')
}

const [, , sizes = '10000,100000', url] = process.argv
const medians: number[] = []
for (const people of sizes.split(',').map(Number)) medians.push(await measure(people, url === '' ? undefined : url, 1000))
if (medians.length > 1) console.log(`\ngrowth at p50 from step to step: ${medians.slice(1).map((one, at) => `× ${(one / (medians[at] ?? 1)).toFixed(1)}`).join(', ')}`)
console.log('skipped peers: PostgreSQL in tiers, DuckDB')
