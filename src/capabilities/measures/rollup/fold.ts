import { sql } from 'kysely'
import type { Context, Db, Reader, StatisticsReader, Tx } from '../../../platform/db/database'
import { addMonths, type CalendarDate, firstOfMonth } from '../../../kernel/calendar'
import { definitionHash } from '../language/canonical'
import { eventOf, type HasColumn, parameters, rankedSql } from '../language/compile'
import type { CountingTree } from '../language/tree'
import { readSchema } from '../queries'
import { rowsOf } from '../statement'
import { keptRowsSql, keptTrees, sourceOf, type Which } from './rows'

/** One process folds or builds at a time; the lock is held to the end of the transaction. */
const lockNumber = 471290
const recordsAtOnce = 2_000

/** Runs `run` as the role that alone may write the sums. False when another process is at it. */
async function asKeeper(tx: Tx, run: (keeper: StatisticsReader) => Promise<void>): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${lockNumber}) as mine`.execute(tx.db)
  if (!rows[0]?.mine) return false
  await sql`select set_config('role', 'openpes_rollup', true), set_config('statement_timeout', '0', true)`.execute(tx.db)
  await run(tx)
  await sql`select set_config('role', 'openpes_app', true)`.execute(tx.db)
  return true
}

/** Takes the old rows of these records out of the sums and puts the present ones in. */
async function replaceRows(keeper: StatisticsReader, leaf: number, tree: CountingTree, which: Which, has: HasColumn): Promise<void> {
  const { values, add } = parameters()
  const at = add(leaf, 'smallint')
  const gone = which !== 'all' && 'keys' in which
    ? `delete from fact_row where leaf = ${at} and key = any(${add(which.keys, 'uuid[]')}) returning day, cell, amount` : `select day, cell, amount from fact_row where false`
  const text = `with fresh as materialized (${keptRowsSql(tree, which, has, add)}), gone as (${gone}),
    named as (insert into fact_cell (id, centre_code, province_code, sex, age_band, groups) select distinct cell, centre_code, province_code, sex, age_band, groups from fresh
      on conflict (centre_code, province_code, sex, age_band, groups) do nothing),
    written as (insert into fact_row (leaf, key, day, cell, amount, distinct_key) select ${at}, key, day, cell, amount, distinct_key from fresh),
    difference as (
      select date_trunc('month', d.day)::date as month, d.centre_code, d.province_code, d.sex, d.age_band, d.groups, grouping(d.age_band, d.province_code) as folded, sum(d.n) as rows, sum(coalesce(d.amount, 0)) as amount from (
        select day, centre_code, province_code, sex, age_band, groups, 1 as n, amount from fresh
        union all select g.day, c.centre_code, c.province_code, c.sex, c.age_band, c.groups, -1, -g.amount from gone g join fact_cell c on c.id = g.cell) d
      group by grouping sets ((1, d.centre_code, d.province_code, d.sex, d.age_band, d.groups), (1, d.centre_code, d.sex), (1, d.province_code, d.sex))
      having sum(d.n) <> 0 or sum(coalesce(d.amount, 0)) <> 0)
    insert into fact_total as t (leaf, level, month, centre_code, province_code, sex, age_band, groups, rows, amount)
    select ${at}, case folded when 0 then 0 when 3 then 1 else 2 end, month, coalesce(centre_code, '*'), coalesce(province_code, '*'), sex, coalesce(age_band, '*'), coalesce(groups, '*'), rows, amount from difference
    on conflict (leaf, level, month, centre_code, province_code, sex, age_band, groups) do update set rows = t.rows + excluded.rows, amount = t.amount + excluded.amount`
  await rowsOf(keeper, { text, values })
}

/** Folds at most so many changed records. Answers with how many were taken from the queue; null when another process is at it. */
export async function foldQueue(tx: Tx, has: HasColumn): Promise<number | null> {
  let taken = 0
  const isMine = await asKeeper(tx, async (keeper) => {
    const { rows } = await sql<{ source: string; keys: string[]; taken: number }>`
      with gone as (delete from fact_queue where id in (select id from fact_queue order by id limit ${recordsAtOnce}) returning source, key)
      select source, array_agg(distinct key) as keys, count(*)::int as taken from gone group by source`.execute(tx.db)
    const leaves = await listLeaves(keeper)
    for (const { source, keys, taken: some } of rows) {
      taken += some
      for (const tree of keptTrees(has).filter((one) => sourceOf(one) === source)) {
        const leaf = leaves.get(definitionHash(tree))
        if (leaf?.isReady) await replaceRows(keeper, leaf.id, tree, { keys }, has)
      }
    }
  })
  return isMine ? taken : null
}

interface Leaf {
  readonly id: number
  readonly isReady: boolean
}
/** The kept countings that stand on the present views and country tables. */
async function listLeaves(keeper: StatisticsReader): Promise<Map<string, Leaf>> {
  const rows = await rowsOf<{ id: number; hash: string; is_ready: boolean }>(keeper, { text: 'select id, hash, is_ready from fact_leaf where ground = fact_ground()', values: [] })
  return new Map(rows.map(({ id, hash, is_ready: isReady }) => [hash, { id, isReady }]))
}

/** Counts one tree from the beginning, month by month. What changes meanwhile waits in the queue. */
async function buildLeaf(keeper: StatisticsReader, tree: CountingTree, has: HasColumn): Promise<void> {
  const hash = definitionHash(tree)
  const run = (text: string, ...values: unknown[]) => rowsOf<{ id: number }>(keeper, { text, values })
  const [old] = await run('delete from fact_leaf where hash = $1 returning id', hash)
  if (old) {
    await run('delete from fact_row where leaf = $1', old.id)
    await run('delete from fact_total where leaf = $1', old.id)
  }
  const [made] = await run('insert into fact_leaf (hash, ground) values ($1, fact_ground()) returning id', hash)
  if (!made) throw new Error('the kept counting has no number')
  const { values, add } = parameters()
  const [ends] = await rowsOf<{ first: CalendarDate | null; last: CalendarDate | null }>(keeper, { text: `select min(day) as first, max(day) as last from (${rankedSql(tree, has, add)}) x`, values })
  for (let month = ends?.first ? firstOfMonth(ends.first) : null; month !== null && ends?.last && month <= ends.last; month = addMonths(month, 1)) {
    await replaceRows(keeper, made.id, tree, { from: month, before: addMonths(month, 1) }, has)
  }
  await run('update fact_leaf set is_ready = true where id = $1', made.id)
}

/** Kept countings that no measure uses any more, or that stood on other views, are dropped. */
async function dropOld(keeper: StatisticsReader, trees: readonly CountingTree[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`delete from fact_leaf where ground <> fact_ground() or hash <> all (${trees.map(definitionHash)}::text[]) returning id`.execute(keeper.db as Tx['db'])
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await sql`delete from fact_row where leaf = any (${ids}::smallint[])`.execute(keeper.db as Tx['db'])
  await sql`delete from fact_total where leaf = any (${ids}::smallint[])`.execute(keeper.db as Tx['db'])
}

const mostBatches = 50

/** Folds what waits and builds what is missing, each step in a transaction of its own. Answers with the number of records folded. */
export async function keepSums(db: Db, context: () => Promise<Context>): Promise<number> {
  let folded = 0
  const has = await db.transaction(await context(), (tx) => readSchema(tx, db))
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const done = await db.transaction(await context(), (tx) => foldQueue(tx, has))
    if (!done) break
    folded += done
  }
  const trees = keptTrees(has)
  for (const tree of await db.transaction(await context(), (tx) => listMissing(tx, trees))) {
    await db.transaction(await context(), (tx) => asKeeper(tx, async (keeper) => {
      await dropOld(keeper, trees)
      await buildLeaf(keeper, tree, has)
    }))
  }
  return folded
}

const listMissing = (reader: Reader, trees: readonly CountingTree[]): Promise<CountingTree[]> =>
  reader.statistics(async (asking) => {
    const leaves = await listLeaves(asking)
    return trees.filter((tree) => !leaves.get(definitionHash(tree))?.isReady)
  })

/** Builds one kept counting anew. */
export const repairSums = (tx: Tx, tree: CountingTree, has: HasColumn): Promise<boolean> => asKeeper(tx, (keeper) => buildLeaf(keeper, tree, has))

export interface Checked {
  readonly event: string
  readonly hash: string
  readonly rows: number
  /** Cells of months whose sum is not what a recount of the facts gives; sums over ages and groups that do not follow from the fine ones. */
  readonly wrong: number
}
/** Recounts every kept counting from the facts and compares it with the sums plus what waits in the queue; nobody's page waits for it, so it takes its time. */
export async function checkSums(reader: Reader, has: HasColumn): Promise<Checked[]> {
  return reader.statistics(async (asking) => {
    await sql`select set_config('statement_timeout', '0', true)`.execute(asking.db as Tx['db'])
    const leaves = await listLeaves(asking)
    const found: Checked[] = []
    for (const tree of keptTrees(has)) {
      const leaf = leaves.get(definitionHash(tree))
      if (leaf?.isReady) found.push(await checkLeaf(asking, leaf.id, tree, has))
    }
    return found
  })
}

async function checkLeaf(asking: StatisticsReader, leaf: number, tree: CountingTree, has: HasColumn): Promise<Checked> {
  const { values, add } = parameters()
  const at = add(leaf, 'smallint')
  const cell = 'centre_code, province_code, sex, age_band, groups'
  // Both sides in one statement see the same moment. What waits in the queue is taken from the facts on both sides.
  const text = `with waiting as (select distinct key from fact_queue where source = ${add(sourceOf(tree), 'text')}),
    facts as materialized (${keptRowsSql(tree, 'all', has, add)}),
    live as (select date_trunc('month', day)::date as month, ${cell}, count(*) as rows, sum(coalesce(amount, 0)) as amount from facts where key not in (select key from waiting) group by 1, 2, 3, 4, 5, 6),
    stale as (select date_trunc('month', r.day)::date as month, c.centre_code, c.province_code, c.sex, c.age_band, c.groups, r.amount from fact_row r join fact_cell c on c.id = r.cell where r.leaf = ${at} and r.key in (select key from waiting)),
    fine as (select month, ${cell}, sum(rows) as rows, sum(amount) as amount from (
      select month, ${cell}, rows, amount from fact_total where leaf = ${at} and level = 0
      union all select month, ${cell}, -1, -coalesce(amount, 0) from stale) x group by month, ${cell} having sum(rows) <> 0 or sum(amount) <> 0),
    coarse as (select level, month, centre_code, province_code, sex, rows, amount from fact_total where leaf = ${at} and level > 0 and (rows <> 0 or amount <> 0)),
    whole as (select case when grouping(province_code) = 1 then 1 else 2 end as level, month, coalesce(centre_code, '*'), coalesce(province_code, '*'), sex, sum(rows) as rows, sum(amount) as amount
      from fact_total where leaf = ${at} and level = 0 group by grouping sets ((month, centre_code, sex), (month, province_code, sex)) having sum(rows) <> 0 or sum(amount) <> 0)
    select (select count(*) from facts)::int as rows, ((select count(*) from ((table live except table fine) union all (table fine except table live)) x)
      + (select count(*) from ((table coarse except table whole) union all (table whole except table coarse)) x))::int as wrong`
  const [row] = await rowsOf<{ rows: number; wrong: number }>(asking, { text, values })
  return { event: eventOf(tree).view, hash: definitionHash(tree), rows: row?.rows ?? 0, wrong: row?.wrong ?? 0 }
}
