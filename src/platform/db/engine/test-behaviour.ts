import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from './index'

export function dbOf(engine: Engine): Kysely<unknown> {
  return new Kysely<unknown>({ dialect: engine.dialect() })
}

const valuesQuery = sql<Record<string, unknown>>`select
  9007199254740991::int8 as int8, count(*) as count, 12.50::numeric(10,2) as numeric,
  date '2024-02-29' as date, timestamptz '2024-02-29 12:00+07' as timestamptz,
  timestamp '2024-02-29 12:00' as timestamp, time '08:30' as time, interval '1 day 2 hours' as interval,
  array['ក', null, 'a,"b"']::text[] as texts, '{}'::text[] as none,
  array['00000000-0000-7000-8000-000000000001']::uuid[] as uuids, array[1, null]::int8[] as int8s,
  array[1.50]::numeric[] as numerics, array[date '2024-01-01'] as dates, array[1, 2]::int4[] as int4s,
  array[timestamptz '2024-01-01Z'] as moments, jsonb '{"a":[1,null]}' as jsonb, true as bool,
  '\\x00ff'::bytea as bytes, 1.5::float8 as float8, null::date as empty, 'ລາວ' as lao`

const expectedValues = {
  int8: 9007199254740991,
  count: 1,
  numeric: '12.50',
  date: '2024-02-29',
  timestamptz: new Date('2024-02-29T05:00:00Z'),
  timestamp: '2024-02-29 12:00:00',
  time: '08:30:00',
  interval: '1 day 02:00:00',
  texts: ['ក', null, 'a,"b"'],
  none: [],
  uuids: ['00000000-0000-7000-8000-000000000001'],
  int8s: [1, null],
  numerics: ['1.50'],
  dates: ['2024-01-01'],
  int4s: [1, 2],
  moments: [new Date('2024-01-01T00:00:00Z')],
  jsonb: { a: [1, null] },
  bool: true,
  bytes: Buffer.from([0, 255]),
  float8: 1.5,
  empty: null,
  lao: 'ລາວ'
}

/** What must hold on either engine. */
export function behavesAsAnEngine(open: () => Promise<Engine>): void {
  let engine: Engine
  let db: Kysely<unknown>
  beforeAll(async () => {
    engine = await open()
    db = dbOf(engine)
    await engine.script('drop table if exists engine_note; create table engine_note (id int primary key, word text)')
  }, 60_000)
  afterAll(async () => {
    await engine.script('drop table engine_note')
    await engine.close()
  })

  test('values come as number, text, date text, Date and arrays', async () => {
    const { rows } = await valuesQuery.execute(db)
    expect(rows[0]).toStrictEqual(expectedValues)
  })
  test('the same values come when the statement has parameters', async () => {
    const { rows } = await sql`select ${'12'}::int8 as n, ${['a', 'b']}::text[] as words, ${new Date(0)}::timestamptz as at,
      ${JSON.stringify([1])}::jsonb as doc, ${Buffer.from([7])}::bytea as bytes, ${false}::bool as no, ${null}::text as nothing`.execute(db)
    expect(rows[0]).toStrictEqual({ n: 12, words: ['a', 'b'], at: new Date(0), doc: [1], bytes: Buffer.from([7]), no: false, nothing: null })
  })
  test('a bigint too large for a number is an error, not a rounded number', async () => {
    await expect(sql`select 9007199254740993::int8 as n`.execute(db)).rejects.toThrow(/cast it to text/)
    expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
  })
  test('a failed transaction leaves nothing and its error has the PostgreSQL code', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await sql`insert into engine_note values (${1}, ${'lost'})`.execute(tx)
      await sql`insert into engine_note values (${1}, ${'twice'})`.execute(tx)
    })
    await expect(failing).rejects.toMatchObject({ code: '23505', table: 'engine_note' })
    expect((await sql`select * from engine_note`.execute(db)).rows).toEqual([])
  })
  test('a syntax error in a statement with parameters leaves the connection usable', async () => {
    for (let round = 0; round < 5; round++) {
      await expect(sql`selekt ${1}`.execute(db)).rejects.toMatchObject({ code: '42601' })
      expect((await sql`select ${round}::int as n`.execute(db)).rows).toEqual([{ n: round }])
    }
  })
  test('transactions that run at once do not mix', async () => {
    await sql`insert into engine_note values (2, '0')`.execute(db)
    const add = () =>
      db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ word: string }>`select word from engine_note where id = 2 for update`.execute(tx)
        await sql`update engine_note set word = ${String(Number(rows[0]?.word) + 1)} where id = 2`.execute(tx)
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect((await sql`select word from engine_note where id = 2`.execute(db)).rows).toEqual([{ word: '20' }])
  })
  test('row counts come with inserts, updates and deletes', async () => {
    const result = await sql`delete from engine_note`.execute(db)
    expect(result.numAffectedRows).toBe(1n)
  })
  test('Khmer and Lao have trigrams', async () => {
    await engine.script('create extension if not exists pg_trgm; create extension if not exists btree_gist')
    const { rows } = await sql<{ n: number }>`select cardinality(show_trgm('ភ្នំពេញ ວຽງຈັນ')) as n`.execute(db)
    expect(rows[0]?.n).toBeGreaterThan(5)
  })
  test('a script that fails in its own transaction leaves the engine usable', async () => {
    await expect(engine.script('begin; select 1/0; commit')).rejects.toMatchObject({ code: '22012' })
    expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
    await engine.maintain()
  })
  test('a large answer and a large parameter arrive whole', async () => {
    const word = 'ខ'.repeat(1_000_000)
    const { rows } = await sql<{ word: string }>`select ${word}::text as word from generate_series(1, 3)`.execute(db)
    expect(rows.every((row) => row.word === word)).toBe(true)
  })
}
