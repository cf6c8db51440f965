// The peers: PostgreSQL with one statement, PostgreSQL in tiers, DuckDB; each over the same rows, with the same score, filters and ties.
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATE, DuckDBDateValue, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import pg from 'pg'
import { readFactViews } from '../../src/app/facts'
import { personRow, vacancyRow, writeNation, writePeople } from '../../src/capabilities/matching/engine/test-store'
import type { VacancyFacts } from '../../src/capabilities/matching/score/facts'
import { openDatabase } from '../../src/platform/db/database'
import { openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'
import { type Invented, size, today } from './nation'

export interface Answer {
  readonly code: string
  readonly score: number
}
export interface Peer {
  readonly name: string
  /** Undefined when it took too long. */
  ask(vacancy: VacancyFacts): Promise<Answer[] | undefined>
}
/** A peer has so many seconds for all that it is asked, and for one answer. */
export const peerSeconds = 60
const root = process.cwd()
const here = join(root, 'bench/matching')
const day = new Date(today * 86_400_000).toISOString().slice(0, 10)

/** Fills a database of its own on the server and gives the two ways of asking it. */
export async function openPostgresPeers(url: string, nation: Invented, asked: readonly VacancyFacts[]): Promise<{ peers: Peer[]; version: string; close(): Promise<void> }> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const name = `bench_${process.pid}_${nation.people}`
  await admin.query(`create database ${name}`)
  const address = new URL(url)
  address.pathname = `/${name}`
  const engine = await openPostgres({ url: address.href, max: 2 })
  const db = openDatabase(engine)
  await migrate(engine, db.asLogin, join(root, 'db/migrations'), readFactViews(root))
  await writeNation(db, { size, ground: nation.ground, people: [], vacancies: [...asked] })
  for (const chunk of inChunks(nation.everybody(), 5000)) await db.wholeStore((store) => writePeople(store, chunk))
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  for (const statement of [
    'set jit = off', "set work_mem = '256MB'",
    'create table bench_skill as select person_id, unnest(skills) as skill, false as inferred from match_person union all select person_id, unnest(inferred), true from match_person',
    'create index on bench_skill (skill, person_id)',
    'create table bench_occupation_skill as select isco, unnest(skills) as skill, unnest(b) as b from match_occupation',
    'create index on bench_occupation_skill (isco, skill)', 'create index on match_line (isco, person_id)',
    'create index on match_person using gin (skills)', 'create index on match_person using gin (inferred)', 'vacuum analyze', `set statement_timeout = '${peerSeconds}s'`,
  ]) await client.query(statement)
  const plain = readFileSync(join(here, 'peer.sql'), 'utf8')
  const second = plain.replace('pass as materialized', 'passed as materialized').replace('p.declared,', 'p.declared, p.skills, p.inferred,')
    .replace(/,\s*gain as materialized/, `${readFileSync(join(here, 'tiered.sql'), 'utf8').trimEnd()},\ngain as materialized`)
  const first = plain.replace('where v.valid_until', 'where p.person_id in (select l.person_id from match_line l where l.isco = v.isco) and v.valid_until')
  /** One statement over everybody does better without nested loops, the tiers with them. */
  const loops = (use: 'on' | 'off') => client.query(`set enable_nestloop = ${use}`)
  const rows = async (text: string, values: unknown[]) => {
    try {
      return (await client.query<Answer>(text, values)).rows.map(({ code, score }) => ({ code, score }))
    } catch (error) {
      if ((error as { code?: string }).code === '57014') return undefined
      throw error
    }
  }
  return {
    version: String((await client.query<{ v: string }>("select split_part(version(), ' ', 2) as v")).rows[0]?.v),
    peers: [
      {
        name: 'PostgreSQL, one statement',
        async ask(vacancy) {
          await loops('off')
          return rows(plain, [vacancy.vacancyId, day])
        },
      },
      {
        name: 'PostgreSQL, in tiers',
        async ask(vacancy) {
          await loops('on')
          const best = await rows(first, [vacancy.vacancyId, day])
          return best && rows(second, [vacancy.vacancyId, day, best[19]?.score ?? 0])
        },
      },
    ],
    async close() {
      await client.end()
      await db.close()
      await admin.query(`drop database ${name}`)
      await admin.end()
    },
  }
}

const dates = new Set(['contact_on', 'works_from', 'hazard_from', 'valid_until', 'starts_on', 'published_on'])
const texts = ['person_id', 'vacancy_id', 'code', 'employer_id', 'centre_id', 'province', 'district', 'isco', 'contract']
const lists: Readonly<Record<string, string>> = { move: 'varchar[]', contracts: 'varchar[]', languages: 'varchar[]', minors: 'varchar[]', blocked: 'varchar[]' }
const flags = ['move_all', 'no_night', 'access_needed', 'months_known', 'age_known', 'night', 'accessible', 'hazardous']
const numberLists = ['skills', 'inferred', 'absent', 'must', 'stated', 'licences', 'a']
const typeOf = (column: string, value: unknown) =>
  dates.has(column) ? 'date' : texts.includes(column) ? 'varchar' : flags.includes(column) ? 'boolean' : (lists[column] ?? (numberLists.includes(column) || Array.isArray(value) ? 'int[]' : 'int'))

/** An in-memory DuckDB with the rows, brought there as JSON lines in `folder`. */
export async function openDuckPeer(folder: string, nation: Invented, asked: readonly VacancyFacts[]): Promise<{ peer: Peer; version: string; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const duck = await instance.connect()
  async function load(table: string, rows: Iterable<Readonly<Record<string, unknown>>>): Promise<void> {
    const file = join(folder, `${table}.jsonl`)
    const out = createWriteStream(file)
    let types = ''
    for (const chunk of inChunks(rows, 5000)) {
      types ||= `{${Object.entries(chunk[0] ?? {}).map(([column, value]) => `${column}: '${typeOf(column, value)}'`).join(', ')}}`
      if (!out.write(`${chunk.map((row) => JSON.stringify(row)).join('\n')}\n`)) await new Promise<void>((resolve) => void out.once('drain', () => resolve()))
    }
    await new Promise<void>((resolve) => void out.end(() => resolve()))
    await duck.run(`create table ${table} as select * from read_json('${file}', format = 'newline_delimited', columns = ${types})`)
  }
  const { ground } = nation
  await load('vacancy', asked.map(vacancyRow))
  await load('skill', [...ground.idfs].map(([id, idf]) => ({ id, idf })))
  await load('occupation', [...ground.profiles].map(([isco, { length }]) => ({ isco, length })))
  await load('occupation_skill', [...ground.profiles].flatMap(([isco, { worth }]) => [...worth].map(([skill, b]) => ({ isco, skill, b }))))
  await load('person', each(nation.everybody(), (person) => [personRow(person)]))
  await load('line', each(nation.everybody(), ({ personId, lines }) => lines.map((line) => ({ person_id: personId, ...line }))))
  await duck.run('create table person_skill as select person_id, unnest(skills) as skill, false as inferred from person union all select person_id, unnest(inferred), true from person')
  await duck.run('create table distance (a varchar, b varchar, km int); create table closeness (a varchar, b varchar, closeness int)')
  await appendRows('distance', [...ground.distances].map(([key, km]) => [key.slice(0, 4), key.slice(5), km]))
  await appendRows('closeness', size.groups.flatMap((a) => size.groups.map((b) => [a, b, ground.closeness(a, b)] as const)))
  async function appendRows(table: string, rows: readonly (readonly [string, string, number])[]): Promise<void> {
    const appender = await duck.createAppender(table)
    for (const [a, b, n] of rows) {
      appender.appendVarchar(a)
      appender.appendVarchar(b)
      appender.appendInteger(n)
      appender.endRow()
    }
    appender.closeSync()
  }
  const prepared = await duck.prepare(readFileSync(join(here, 'duck.sql'), 'utf8'))
  return {
    version: String((await duck.runAndReadAll('select version()')).getRows()[0]?.[0]),
    peer: {
      name: 'DuckDB',
      async ask(vacancy) {
        prepared.bind([vacancy.vacancyId, new DuckDBDateValue(today)], [VARCHAR, DATE])
        return (await prepared.runAndReadAll()).getRowObjects().map(({ code, score }) => ({ code: String(code), score: Number(score) }))
      },
    },
    close: () => duck.closeSync(),
  }
}

function* each<A, B>(from: Iterable<A>, make: (one: A) => readonly B[]): Generator<B> {
  for (const one of from) yield* make(one)
}
function* inChunks<T>(from: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = []
  for (const one of from) {
    chunk.push(one)
    if (chunk.length === size) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
