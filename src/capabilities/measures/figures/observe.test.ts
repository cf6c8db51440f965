import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import type { CalendarDate } from '../../../kernel/calendar'
import { toDecimal, toText } from '../../../kernel/exact'
import { listLastMonths } from '../../../kernel/period'
import { fillWithRows, placeSome } from '../test-rows'
import { composedFaults, type ComposedMeasure, type Expression, natureOf } from '../language/composed'
import { compileCohortList, compileMedianList } from '../language/compile-composed'
import { allMeasures, composedCatalogue, findAnyMeasure } from '../language/composed-catalogue'
import { definitionHash } from '../language/canonical'
import { groundOf } from './figure'
import { observeMonths } from './observe-months'
import { observationAt, observe, type ObservationRequest } from './observe'
import { rowsOf } from '../statement'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 300 })
  await placeSome(app)
})
afterAll(() => app.close())

const day = (text: string) => text as CalendarDate
const request = (from: string, to: string, centre?: string): ObservationRequest => ({ from: day(from), to: day(to), slices: centre ? [{ dimension: 'centre', value: centre }] : [], closedOn: null })
const ask = (id: string, asked: ObservationRequest) =>
  app.asSystem(async (tx) => {
    const measure = findAnyMeasure(id)
    if (!measure) throw new Error(id)
    return observe(await groundOf(tx, app.platform), measure, asked)
  })
const rows = async <Row>(text: ReturnType<typeof sql>) => (await app.db.wholeStore((db) => text.execute(db))).rows as Row[]

describe('composed measures', () => {
  it('have no faults, one id each and one hash each', () => {
    expect(composedCatalogue.flatMap((measure) => composedFaults(measure, findAnyMeasure))).toEqual([])
    expect(new Set(allMeasures.map(({ id }) => id)).size).toBe(allMeasures.length)
    expect(new Set(composedCatalogue.map(({ tree }) => definitionHash(tree))).size).toBe(composedCatalogue.length)
    expect(composedCatalogue.map(({ tree }) => natureOf(tree))).toEqual(['rate', 'rate', 'rate', 'stock', 'stock', 'rate', 'rate', 'rate', 'rate', 'rate', 'rate', 'stock', 'stock', 'rate', 'rate', 'flow'])
  })

  it('are refused for a cycle, an unknown measure, unlike units, a missing link', () => {
    const formula = (expression: Expression, unit = 'placement'): ComposedMeasure => ({ id: 'X', version: 1, tree: { kind: 'formula', unit: unit as 'placement', expression, scale: 1, missing: 'null' } })
    const faults = (measure: ComposedMeasure) => composedFaults(measure, (id) => (id === 'X' ? measure : findAnyMeasure(id)))
    expect(faults(formula(['+', 'PLACEMENTS', 'X']))).toEqual([{ path: 'expression[2]', what: 'cycle' }])
    expect(faults(formula(['+', 'PLACEMENTS', 'NOTHING']))).toEqual([{ path: 'expression[2]', what: 'unknown-measure' }])
    expect(faults(formula(['+', 'PLACEMENTS', ['-', 'JS_NEW', 'JS_STOCK']]))).toEqual([{ path: 'expression', what: 'different-units' }])
    expect(faults(formula(['/', 'PLACEMENTS', 'JS_NEW'], 'percent'))).toEqual([])
    expect(faults(formula(['*', 'PLACEMENTS', { number: 'a' }]))).toContainEqual({ path: 'expression[2].number', what: 'wrong-type' })
    const cohort = composedCatalogue.find(({ id }) => id === 'PLACED_180')
    if (cohort?.tree.kind !== 'cohort') throw new Error('no cohort')
    expect(composedFaults({ ...cohort, tree: { ...cohort.tree, link: 'vacancy_key', within_days: 0 } }, findAnyMeasure).map(({ what }) => what)).toEqual(['no-link', 'within-days'])
  })

  it('follow people who registered until their time is over, and have no value before', async () => {
    const asked = request('2026-01-01', '2026-02-28')
    const { total, centres } = await ask('PLACED_180', asked)
    const [oracle] = await rows<{ den: number; num: number }>(sql`select count(*)::int as den, count(*) filter (where exists (select 1 from placement l where l.person_id = r.person_id
      and l.level = 'two-side' and l.start_date between r.accepted_on and r.accepted_on + 180))::int as num from registration r where r.accepted_on between '2026-01-01' and '2026-02-28'`)
    expect([toText(total.num ?? never()), toText(total.den ?? never())]).toEqual([String(oracle?.num), String(oracle?.den)])
    expect(oracle?.num).toBeGreaterThan(3)
    expect([...centres.values()].reduce((sum, { den }) => sum + Number(toText(den ?? never())), 0)).toBe(oracle?.den)
    const list = await app.asSystem(async (tx) => {
      const { has } = await groundOf(tx, app.platform)
      const tree = composedCatalogue.find(({ id }) => id === 'PLACED_180')?.tree
      return tree?.kind === 'cohort' ? tx.statistics((reader) => rowsOf<{ outcome: string }>(reader, compileCohortList(tree, asked, app.today(), has))) : []
    })
    expect([list.length, list.filter(({ outcome }) => outcome === 'yes').length]).toEqual([oracle?.den, oracle?.num])
    const early = (await ask('PLACED_180', request('2026-06-01', '2026-09-30'))).total
    expect([early.state, early.value, early.dueOn !== null && early.dueOn >= app.today()]).toEqual(['not-due', null, true])
  })

  it('find the middle value exactly, also at each centre, and nothing where nothing is', async () => {
    const asked = request('2026-01-01', '2026-12-31')
    const { total, centres } = await ask('DAYS_TO_PLACEMENT', asked)
    const values = await rows<{ days: number; code: string }>(sql`select l.start_date - r.accepted_on as days, c.code from placement l join registration r on r.person_id = l.person_id
      join centre c on c.id = l.centre_id where l.level = 'two-side' and l.start_date between '2026-01-01' and '2026-12-31' order by 1`)
    const middle = (found: number[]) => ((found[Math.floor((found.length - 1) / 2)] ?? 0) + (found[Math.floor(found.length / 2)] ?? 0)) / 2
    expect([total.n, Number(toDecimal(total.value ?? never(), 1))]).toEqual([values.length, middle(values.map(({ days }) => days))])
    for (const code of ['T-A', 'T-B']) expect(Number(toDecimal(centres.get(code)?.value ?? never(), 1))).toBe(middle(values.filter((row) => row.code === code).map(({ days }) => days)))
    expect((await ask('DAYS_TO_PLACEMENT', request('2020-01-01', '2020-12-31'))).total.state).toBe('not-computable')
    const list = await app.asSystem(async (tx) => {
      const { has } = await groundOf(tx, app.platform)
      const tree = composedCatalogue.find(({ id }) => id === 'DAYS_TO_PLACEMENT')?.tree
      return tree?.kind === 'median' ? tx.statistics((reader) => rowsOf(reader, compileMedianList(tree, asked, has))) : []
    })
    expect(list).toHaveLength(total.n ?? -1)
  })

  it('average the stocks of the month ends that have passed', async () => {
    const { total } = await ask('JS_STOCK_MEAN', request('2026-07-01', '2026-09-30'))
    let sum = 0
    for (const end of ['2026-07-31', '2026-08-31', '2026-09-30']) sum += Number(toText((await ask('JS_STOCK', request(`${end.slice(0, 8)}01`, end))).total.value ?? never()))
    expect(toDecimal(total.value ?? never(), 6)).toBe((sum / 3).toFixed(6))
    expect((await ask('JS_STOCK_MEAN', request('2026-12-01', '2026-12-31'))).total.state).toBe('not-due')
  })

  it('recompute a formula from its parts at every level, never as a mean of centres', async () => {
    const asked = request('2026-01-01', '2026-11-30')
    const [fill, placements, posts] = [await ask('FILL_RATE', asked), await ask('PLACEMENTS', asked), await ask('VAC_NEW', asked)]
    for (const centre of [null, 'T-A', 'T-B']) {
      const [num, den] = [placements, posts].map((part) => Number(toText(observationAt(part, centre).value ?? never())))
      expect(toDecimal(observationAt(fill, centre).value ?? never(), 4)).toBe((((num ?? 0) * 100) / (den ?? 1)).toFixed(4))
    }
    expect((await ask('FILL_RATE', request('2020-01-01', '2020-12-31'))).total.state).toBe('not-computable')
  })

  it('say the same month by month, whether counted together or one by one', async () => {
    const months = listLastMonths(8, day('2026-09-30'))
    const slices = [{ dimension: 'centre' as const, value: 'T-A' }]
    for (const id of ['JS_NEW', 'PLACEMENT_RATE', 'PLACED_180', 'DAYS_TO_PLACEMENT']) {
      const together = await app.asSystem(async (tx) => observeMonths(await groundOf(tx, app.platform), findAnyMeasure(id) ?? never(), months, slices))
      for (const { month, observation } of together) expect([id, month.key, observation.state, observation.value]).toEqual([id, month.key, ...(await ask(id, request(month.from, month.to, 'T-A')).then(({ total }) => [total.state, total.value]))])
    }
  })

  it('give a centre’s value alike from the whole and from its own slice, in random periods', async () => {
    const months = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 })).map(([a, more]) => request(`2026-0${a}-01`, `2026-${String(a + more).padStart(2, '0')}-28`))
    await fc.assert(fc.asyncProperty(fc.constantFrom(...composedCatalogue.map(({ id }) => id)), months, async (id, asked) => {
      const [whole, own] = [await ask(id, asked), await ask(id, { ...asked, slices: [{ dimension: 'centre', value: 'T-A' }] })]
      expect(observationAt(whole, 'T-A').value).toEqual(own.total.value)
    }), { numRuns: 25, seed: 5 })
  })
})

function never(): never {
  throw new Error('no value')
}
