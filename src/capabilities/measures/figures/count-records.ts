import { add, divide, type Exact, exact } from '../../../kernel/exact'
import type { StatisticsReader } from '../../../platform/db/database'
import type { CalendarDate } from '../../../kernel/calendar'
import { figureOf, readChosen } from '../entered/read'
import { compileCohortList, compileMedianList } from '../language/compile-composed'
import { type AnyMeasure, asStock, type Expression, type FormulaTree, isComposed } from '../language/composed'
import { findAnyMeasure } from '../language/composed-catalogue'
import type { CountingTree } from '../language/tree'
import { listRecords } from '../queries'
import { rowsOf } from '../statement'
import type { Ground } from './figure'
import { readMeasures } from './in-force'
import { all, evaluateFormula, isAnyCollected, namesOf, type Observation, type ObservationRequest, ok, ratioOf, without } from './observe'
import { type Amounts, amountsOf, type Listed, totalOf } from './record-amounts'

/** Which list of a figure a record is in: the only one, that above the line or that below it. */
export interface RecordList {
  readonly part: 'row' | 'num' | 'den'
  readonly amounts: Amounts
}
export interface CountedRecords {
  readonly lists: readonly RecordList[]
  readonly observation: Observation
}

/** The published measures and the agency's own that are counted from records, as they count a day. */
export const listCountedMeasures = async (ground: Ground, day: CalendarDate): Promise<AnyMeasure[]> =>
  (await readMeasures(ground.reader)).list(day).filter((measure) => isAnyCollected(measure, ground))

/** A month's figure made of nothing but its lists of records: what is frozen, and what `observe` is checked against. */
export async function countRecordsOf(reader: StatisticsReader, ground: Ground, measure: AnyMeasure, request: ObservationRequest): Promise<CountedRecords> {
  const { tree } = measure
  const { today } = ground.reader.context
  const listed = async (part: CountingTree) => amountsOf(await listRecords(reader, part, request, null, ground.has))
  const one = (amounts: Amounts): CountedRecords => ({ lists: [{ part: 'row', amounts }], observation: ok(totalOf(amounts)) })
  const two = (num: Amounts, den: Amounts, scale: 1 | 100): CountedRecords => ({ lists: [{ part: 'num', amounts: num }, { part: 'den', amounts: den }], observation: ratioOf(totalOf(num), totalOf(den), scale) })
  if (!isComposed(tree)) return tree.kind === 'ratio' ? two(await listed(tree.num), await listed(tree.den), tree.scale) : one(await listed(tree))
  switch (tree.kind) {
    case 'mean_stock':
      return request.to > today ? { lists: [], observation: without('not-due', request.to) } : one(await listed(asStock(tree)))
    case 'cohort': {
      const rows = await rowsOf<Listed & { outcome: string; is_early: boolean; due_on: NonNullable<Observation['dueOn']> }>(reader, compileCohortList(tree, request, today, ground.has))
      const early = rows.filter(({ is_early }) => is_early).map(({ due_on }) => due_on).sort().at(-1)
      // What became of the entries is not known before the last day of the last of them.
      if (early) return { lists: [{ part: 'den', amounts: amountsOf(rows) }], observation: without('not-due', early) }
      return two(amountsOf(rows.filter(({ outcome }) => outcome === 'yes')), amountsOf(rows), tree.scale)
    }
    case 'median': {
      const rows = await rowsOf<Listed & { amount: string }>(reader, compileMedianList(tree, request, ground.has))
      const [low, high] = [rows[Math.floor((rows.length - 1) / 2)], rows[Math.floor(rows.length / 2)]]
      return { lists: [{ part: 'row', amounts: amountsOf(rows) }], observation: low && high ? ok(divide(add(exact(low.amount), exact(high.amount)), exact(2)), { n: rows.length }) : without('not-computable') }
    }
    case 'formula':
      return countFormula(reader, ground, tree, request)
    case 'external':
    case 'manual': {
      const rows = await readChosen(reader, { ...measure, tree }, request)
      const amounts: Amounts = new Map(rows.flatMap(({ record_key, value }) => (value === null ? [] : [[record_key, exact(value)] as const])))
      return { lists: [{ part: 'row', amounts }], observation: amounts.size > 0 ? ok(totalOf(amounts)) : figureOf(rows) }
    }
  }
}

async function countFormula(reader: StatisticsReader, ground: Ground, tree: FormulaTree, request: ObservationRequest): Promise<CountedRecords> {
  const found = new Map<string, CountedRecords>()
  for (const id of new Set(namesOf(tree.expression))) {
    const measure = findAnyMeasure(id)
    if (measure) found.set(id, await countRecordsOf(reader, ground, measure, request))
  }
  const { total } = await evaluateFormula(tree, (id) => Promise.resolve(all(found.get(id)?.observation ?? without('not-collected'))))
  const { expression } = tree
  const sides: [RecordList['part'], Expression][] = Array.isArray(expression) && expression[0] === '/' ? [['num', expression[1]], ['den', expression[2]]] : [['row', expression]]
  return { lists: sides.map(([part, side]) => ({ part, amounts: gather(namesOf(side), found) })), observation: total }
}

/** The lists of several measures as one; where there are several, a key says whose it is. */
function gather(names: readonly string[], found: ReadonlyMap<string, CountedRecords>): Amounts {
  const lists = [...new Set(names)].flatMap((id) => (found.get(id)?.lists ?? []).map((list) => ({ id, ...list })))
  if (lists.length === 1) return lists[0]?.amounts ?? new Map<string, Exact>()
  return new Map(lists.flatMap(({ id, part, amounts }) => [...amounts].map(([key, amount]) => [`${id}:${part}:${key}`, amount] as const)))
}
