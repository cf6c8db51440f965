// The table of 24 months by province and sex, and the list of one cell: kept sums against plain SQL and DuckDB on the same rows.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { readFactViews } from '../../src/app/facts'
import { catalogue } from '../../src/capabilities/measures/language/catalogue'
import type { FigureRequest } from '../../src/capabilities/measures/language/compile'
import type { CountingTree } from '../../src/capabilities/measures/language/tree'
import { countRecords, listRecords, readSchema, readSplit } from '../../src/capabilities/measures/queries'
import { checkSums, foldQueue, keepSums } from '../../src/capabilities/measures/rollup/fold'
import { systemActor } from '../../src/kernel/actor'
import type { CalendarDate } from '../../src/kernel/calendar'
import { newId } from '../../src/kernel/id'
import { type Context, openDatabase } from '../../src/platform/db/database'
import { openPostgres } from '../../src/platform/db/engine/index'
import { migrate } from '../../src/platform/db/migrate'
import { fillCountry, months } from './country'
import { duckRows, exportRows, plainList, plainTable } from './peers'

const [, , eventsText = '10000000', runsText = '200', url = ''] = process.argv
const [events, runs] = [Number(eventsText), Number(runsText)]
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const show = (values: readonly number[]) => [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(1)).join(' / ')
const say = (line: string) => console.log(line)
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`

/** Milliseconds of each run, and what the last one answered. */
async function timed<T>(times: number, run: (at: number) => Promise<T>): Promise<{ ms: number[]; last: T }> {
  const ms: number[] = []
  let last = await run(0)
  for (let at = 0; at < times; at += 1) {
    const from = performance.now()
    last = await run(at)
    ms.push(performance.now() - from)
  }
  return { ms, last }
}

const admin = new pg.Client({ connectionString: url })
await admin.connect()
const name = `bench_measures_${process.pid}`
await admin.query(`create database ${name}`)
const address = new URL(url)
address.pathname = `/${name}`
const engine = await openPostgres({ url: address.href, max: 4 })
const db = openDatabase(engine)
await migrate(engine, db.asLogin, join(process.cwd(), 'db/migrations'), readFactViews(process.cwd()))
const client = new pg.Client({ connectionString: address.href })
await client.connect()
const context = async (): Promise<Context> => ({ actor: systemActor([]), now: new Date('2026-11-26T02:00:00Z'), today: '2026-11-26' as CalendarDate, requestId: newId() })

say(`${events} services over 24 months, 25 provinces; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`)
let began = performance.now()
await fillCountry(client, events)
say(`rows written: ${seconds(began)}`)
began = performance.now()
await keepSums(db, context)
say(`kept sums built from the facts: ${seconds(began)}`)
await client.query('vacuum analyze')
const { rows: sizes } = await client.query<{ name: string; mb: number }>(`select relname as name, round(pg_total_relation_size(oid) / 1048576.0)::int as mb from pg_class where relname in ('service_event', 'fact_row', 'fact_total', 'fact_cell') or relname like 'fact\\_row\\_%' order by 1`)
say(`size in MB: ${sizes.map((one) => `${one.name} ${one.mb}`).join(', ')}`)

const has = await db.transaction(await context(), (tx) => readSchema(tx, db))
const tree = catalogue.find(({ id }) => id === 'SERVICES_JS')?.tree as CountingTree
const whole: FigureRequest = { from: months.first as CalendarDate, to: months.last as CalendarDate, slices: [], closedOn: null }
const table = async () => db.transaction(await context(), (tx) => tx.statistics(async (reader) => (await readSplit(reader, tree, whole, [['month', 'province', 'sex']], has))[0] ?? []))
const cell: FigureRequest = { ...whole, from: '2026-03-01' as CalendarDate, to: '2026-03-31' as CalendarDate, slices: [{ dimension: 'centre', value: 'C-07' }, { dimension: 'sex', value: 'F' }] }
const list = async (at: number) => db.transaction(await context(), (tx) => tx.statistics(async (reader) => {
  const request: FigureRequest = { ...cell, slices: [{ dimension: 'centre', value: `C-${String(1 + (at % 25)).padStart(2, '0')}` }, { dimension: 'sex', value: at % 2 ? 'M' : 'F' }] }
  return { count: await countRecords(reader, tree, request, has), rows: await listRecords(reader, tree, request, { limit: 50, offset: 0 }, has) }
}))

const keyed = (rows: readonly { month: string; province: string; sex: string; value: number }[]) => rows.map(({ month, province, sex, value }) => `${month}|${province}|${sex}=${value}`).sort().join('\n')
const ours = await timed(runs, table)
const ourRows = keyed(ours.last.map(({ keys: [month = '', province = '', sex = ''], value }) => ({ month, province, sex, value: Number(value) })))
const ourLists = await timed(Math.min(runs, 100), list)
say(`\ntable of ${ours.last.length} cells, ms p50 / p95 / p99`)
say(`kept sums:        ${show(ours.ms)}`)
say(`list of one cell (${ourLists.last.count} records, first 50 and their number): ${show(ourLists.ms)}`)

const few = events > 2_000_000 ? 3 : 10
const plain = await timed(few, async () => (await client.query<{ month: string; province: string; sex: string; value: number }>(plainTable)).rows)
const plainLists = await timed(few, async () => (await client.query(plainList('C-07', 'F', '2026-03'))).rows)
say(`plain SQL:        ${show(plain.ms)}; same figures: ${keyed(plain.last) === ourRows}`)
say(`plain SQL, list:  ${show(plainLists.ms)}`)

const folder = mkdtempSync(join(tmpdir(), 'openpes-duck-'))
const instance = await DuckDBInstance.create(join(folder, 'rows.duckdb'))
const duck = await instance.connect()
began = performance.now()
await exportRows(client, duck, folder)
say(`DuckDB loaded the same rows: ${seconds(began)}, ${(statSync(join(folder, 'rows.duckdb')).size / 1048576).toFixed(0)} MB`)
const duckTable = await timed(Math.min(runs, 20), () => duckRows<{ month: string; province: string; sex: string; value: number }>(duck, plainTable))
const duckLists = await timed(Math.min(runs, 20), () => duckRows(duck, plainList('C-07', 'F', '2026-03')))
say(`DuckDB:           ${show(duckTable.ms)}; same figures: ${keyed(duckTable.last) === ourRows}`)
say(`DuckDB, list:     ${show(duckLists.ms)}`)
const ratio = (peer: { ms: number[] }, mine: { ms: number[] }) => (quantile(peer.ms, 0.5) / quantile(mine.ms, 0.5)).toFixed(1)
say(`ratios at p50: table ${ratio(plain, ours)} × faster than plain SQL, ${ratio(duckTable, ours)} × DuckDB; list ${ratio(plainLists, ourLists)} × plain SQL, ${ratio(duckLists, ourLists)} × DuckDB`)
duck.closeSync()
instance.closeSync()
rmSync(folder, { recursive: true, force: true })

say('\nafter writes that are not folded yet')
const write = (from: number, count: number) => client.query(`insert into service_event (id, created_at, stat_key, centre_id, service_code, audience, person_id, given_on, entered_on, channel, source)
  select gen_random_uuid(), now(), gen_random_uuid(), md5('centre7')::uuid, 'EXT', 'jobseeker', md5('person' || (${from} + n))::uuid, '2026-11-25', '2026-11-25', 'counter', 'manual' from generate_series(1, ${count}) n`)
const sumOf = (rows: readonly { value: string }[]) => rows.reduce((sum, { value }) => sum + Number(value), 0)
let before = sumOf(ours.last)
let waiting = 0
for (const count of [1, 99, 900]) {
  await write(waiting, count)
  waiting += count
  const from = performance.now()
  const first = sumOf(await table())
  const fresh = performance.now() - from
  const { ms } = await timed(Math.min(runs, 30), table)
  say(`${waiting} waiting: ${first === before + count ? 'shown' : 'MISSING'} in the first reading after the write (${fresh.toFixed(1)} ms); table ${show(ms)}`)
  before = first
}
began = performance.now()
let folded = 0
for (;;) {
  const done = await db.transaction(await context(), (tx) => foldQueue(tx, has))
  if (!done) break
  folded += done
}
say(`folded ${folded} records in ${(performance.now() - began).toFixed(0)} ms; table again ${show((await timed(Math.min(runs, 30), table)).ms)}`)

say('\ncost of a write, microseconds (p50 of 2,000 single statements with synchronous_commit off for the session, fsync on)')
await client.query('set synchronous_commit = off')
let turn = 1_000
const single = async (text: string) => {
  const { ms } = await timed(2_000, () => client.query(text, [(turn += 1)]))
  return quantile(ms, 0.5) * 1000
}
const insert = `insert into service_event (id, created_at, stat_key, centre_id, service_code, audience, person_id, given_on, entered_on, channel, source)
  values (gen_random_uuid(), now(), gen_random_uuid(), md5('centre7')::uuid, 'EXT', 'jobseeker', md5('person' || $1::int)::uuid, '2026-11-25', '2026-11-25', 'counter', 'manual')`
const change = `update person set birth_year = birth_year + 1 where id = md5('person' || $1::int)::uuid`
const withQueue = [await single(insert), await single(change)]
await client.query(`alter table service_event disable trigger fact_note_insert; alter table person disable trigger fact_note_change`)
const without = [await single(insert), await single(change)]
for (const [i, what] of ['a service', 'a person with ten services changes'].entries()) say(`${what}: ${withQueue[i]?.toFixed(0)} with the queue, ${without[i]?.toFixed(0)} without it`)
await client.query(`alter table service_event enable trigger fact_note_insert; alter table person enable trigger fact_note_change`)

if (events <= 2_000_000) {
  // The changes without triggers must be found: the control of the recount.
  const wrong = async () => (await db.transaction(await context(), (tx) => checkSums(tx, has))).reduce((sum, one) => sum + one.wrong, 0)
  say(`\nrecount after the writes that went round the queue: ${await wrong()} sums differ (must not be 0)`)
}
await client.end()
await db.close()
await admin.query(`drop database ${name}`)
await admin.end()
