import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import type { CalendarDate } from '../../../kernel/calendar'
import { catalogue } from './catalogue'
import { dimensionsOf, type FigureRequest, type HasColumn, requiredColumns, type Slice } from './compile'
import { faultsOf } from './check'
import type { Condition, CountingTree } from './tree'
import { type Dimension, findEvent, vocabulary } from './vocabulary'
import { columnsOf } from './views'
import { countRecords, listRecords, readSchema, readSplit, readValue } from '../queries'
import { fillWithRows } from '../test-rows'

let app: TestApp
let has: HasColumn
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 100 })
  has = await app.asSystem((tx) => readSchema(tx, app.db))
})
afterAll(() => app.close())

const collected = (tree: CountingTree) => {
  const { view, columns } = requiredColumns(tree)
  return columns.every((column) => has(view, column))
}
const samples: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  sex: ['F', 'M', 'not-stated'], age_band: ['25-34', 'not-stated'], event: ['new', 'reactivation'], channel: ['counter', 'portal', 'phone'], audience: ['jobseeker', 'employer'],
  service_code: ['REG', 'CNS'], age_years: [20, 30, 45], group_session: [true, false], count: [1, 2], source: ['record', 'import'], first_time_seeker: [true, false],
}

function conditionFor(event: keyof typeof vocabulary): fc.Arbitrary<Condition> {
  const { view, filters } = vocabulary[event]
  const usable = filters.filter((field) => has(view, field))
  const simple = fc.constantFrom(...usable).chain((field): fc.Arbitrary<Condition> => {
    const type = columnsOf(view)[field]
    const value = fc.constantFrom(...(samples[field] ?? ['none']))
    if (type === 'codes') return fc.constantFrom('women', 'youth').map((code): Condition => [field, 'has', code])
    if (samples[field] === undefined) return fc.constantFrom<Condition>([field, 'is_null'], [field, 'not_null'])
    const plain = fc.oneof(value.map((one): Condition => [field, '=', one]), value.map((one): Condition => [field, '!=', one]), fc.array(value, { maxLength: 3 }).map((many): Condition => [field, 'in', many]), fc.array(value, { maxLength: 2 }).map((many): Condition => [field, 'not_in', many]))
    return type === 'int' ? fc.oneof(plain, value.map((one): Condition => [field, '>=', one]), fc.tuple(value, value).map((both): Condition => [field, 'between', both])) : plain
  })
  return fc.oneof(simple, simple.map((one): Condition => ['not', one]), fc.array(simple, { maxLength: 3 }).map((many): Condition => ['any', ...many]), fc.array(simple, { minLength: 1, maxLength: 2 }).map((many): Condition => ['all', ...many]))
}

function treeFor(event: keyof typeof vocabulary): fc.Arbitrary<CountingTree> {
  const { view, filters } = vocabulary[event]
  const keys = filters.filter((field) => columnsOf(view)[field] === 'key' && has(view, field))
  const numbers = filters.filter((field) => columnsOf(view)[field] === 'int' && has(view, field))
  const span = 'span' in vocabulary[event]
  const kinds: fc.Arbitrary<object>[] = span ? [fc.constantFrom('first', 'last').map((at) => ({ kind: 'stock_at', at }))] : [fc.constant({ kind: 'count' })]
  if (keys.length > 0) kinds.push(fc.constantFrom(...keys).map((by) => ({ kind: 'count_distinct', by })))
  if (numbers.length > 0 && !span) kinds.push(fc.constantFrom(...numbers).map((of) => ({ kind: 'sum', of })))
  const dedupe = keys.length > 0 ? fc.option(fc.subarray(keys, { minLength: 1 }), { nil: undefined }) : fc.constant(undefined)
  return fc.tuple(fc.oneof(...kinds), fc.oneof(fc.constant([]), fc.array(conditionFor(event), { maxLength: 2 })), dedupe).map(([kind, where, once]) => ({ ...kind, unit: 'number', event, where, missing: 'null', ...(once ? { dedupe: once } : {}) }) as unknown as CountingTree)
}

const day = fc.integer({ min: 1, max: 12 }).map((month) => `2026-${String(month).padStart(2, '0')}`)
const slicesFor = (tree: CountingTree): fc.Arbitrary<Slice[]> => {
  const dimensions = dimensionsOf(tree, has)
  const values: Record<Dimension, string[]> = { centre: ['T-A', 'T-B'], sex: ['F', 'M', 'not-stated'], age_band: ['25-34', 'not-stated'], group: ['women', 'youth'] }
  return fc.subarray(dimensions, { maxLength: Math.min(2, dimensions.length) }).chain((chosen) => fc.tuple(...chosen.map((dimension) => fc.constantFrom(...values[dimension]).map((value): Slice => ({ dimension, value }))))).map((found) => [...found])
}
const asked = (tree: CountingTree): fc.Arbitrary<FigureRequest> =>
  fc.tuple(day, day, slicesFor(tree), fc.boolean()).map(([a, b, slices, closed]) => {
    const [from, to] = a <= b ? [a, b] : [b, a]
    return { from: `${from}-01` as CalendarDate, to: `${to}-28` as CalendarDate, slices, closedOn: closed ? (`${to}-28` as CalendarDate) : null }
  })

describe('a figure and its list', () => {
  it('agree for 1,000 random measures, filters and periods', async () => {
    const whole: FigureRequest = { from: '2025-01-01' as CalendarDate, to: '2026-12-31' as CalendarDate, slices: [], closedOn: null }
    const events: (keyof typeof vocabulary)[] = []
    for (const event of Object.keys(vocabulary) as (keyof typeof vocabulary)[]) {
      const tree = { kind: findEvent(event)?.span ? 'stock_at' : 'count', at: 'last', unit: 'number', event, missing: 'null' } as CountingTree
      if (collected(tree) && (await app.asSystem((tx) => tx.statistics((reader) => readValue(reader, tree, whole, has)))) !== '0') events.push(event)
    }
    expect(events).toContain('visit')
    let some = 0
    const cases = fc.constantFrom(...events).chain(treeFor).chain((tree) => asked(tree).map((request) => ({ tree, request })))
    await app.asSystem((tx) => tx.statistics((reader) => fc.assert(fc.asyncProperty(cases, async ({ tree, request }) => {
      expect(faultsOf(tree)).toEqual([])
      const value = Number(await readValue(reader, tree, request, has))
      const list = await listRecords(reader, tree, request, null, has)
      const sum = list.reduce((whole, row) => whole + Number(row.amount), 0)
      expect(tree.kind === 'count' || tree.kind === 'count_distinct' ? list.length : sum).toBe(value)
      if (list.length % 10 === 1) expect(await countRecords(reader, tree, request, has)).toBe(list.length)
      if (value > 0) some += 1
    }), { numRuns: 1_000, seed: 3 })))
    expect(some).toBeGreaterThan(200)
  }, 240_000)

  it('would differ if the list forgot to merge duplicates', async () => {
    const tree: CountingTree = { kind: 'count', unit: 'service', event: 'service', dedupe: ['person_key'], missing: 'null' }
    const request: FigureRequest = { from: '2026-01-01' as CalendarDate, to: '2026-12-31' as CalendarDate, slices: [], closedOn: null }
    const [value, rows] = await app.asSystem((tx) => tx.statistics(async (reader) => [Number(await readValue(reader, tree, request, has)), (await listRecords(reader, { ...tree, dedupe: [] }, request, null, has)).length] as const))
    expect(rows).toBeGreaterThan(value)
  })

  it('adds up over the parts of every partition', async () => {
    for (const { id, tree } of catalogue) {
      if (tree.kind === 'ratio' || tree.kind === 'count_distinct' || !collected(tree)) continue
      const request: FigureRequest = { from: '2026-01-01' as CalendarDate, to: '2026-12-31' as CalendarDate, slices: [], closedOn: null }
      const dimensions = dimensionsOf(tree, has).filter((dimension) => dimension !== 'group')
      await app.asSystem((tx) => tx.statistics(async (reader) => {
        const value = Number(await readValue(reader, tree, request, has))
        const split = await readSplit(reader, tree, request, [[], ...dimensions.map((dimension) => [dimension])], has)
        for (const cells of split) expect(cells.reduce((sum, cell) => sum + Number(cell.value), 0), id).toBe(value)
      }))
    }
  })
})
