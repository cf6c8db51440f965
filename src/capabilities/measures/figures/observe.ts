import type { CalendarDate } from '../../../kernel/calendar'
import { add, divide, type Exact, exact, isZero, multiply, subtract, zero } from '../../../kernel/exact'
import { listPeriodsWithin, type Period } from '../../../kernel/period'
import type { StatisticsReader } from '../../../platform/db/database'
import { type EnteredMeasure, observeEntered } from '../entered/read'
import { compileCohort, compileMedian } from '../language/compile-composed'
import type { FigureRequest } from '../language/compile'
import { type AnyMeasure, asStock, asSum, type Expression, type FormulaTree, isComposed } from '../language/composed'
import { isEntered } from '../language/entered'
import { findAnyMeasure } from '../language/composed-catalogue'
import type { CountingTree } from '../language/tree'
import { readSplit } from '../queries'
import { rowsOf } from '../statement'
import { dimensionsOf } from '../language/compile'
import type { Dimension } from '../language/vocabulary'
import { type Ground, isCollected } from './figure'
import type { Observation, ObservationRequest, Observed } from './observation'

export type { Observation, ObservationRequest, Observed } from './observation'

const empty = { value: null, num: null, den: null, n: null, dueOn: null }
export const ok = (value: Exact, more: Partial<Observation> = {}): Observation => ({ ...empty, state: 'ok', value, ...more })
export const without = (state: Observation['state'], dueOn: CalendarDate | null = null): Observation => ({ ...empty, state, dueOn })
/** One observation for the whole and for every centre. */
export const all = (observation: Observation): Observed => ({ total: observation, centres: new Map(), missing: observation })

export const observationAt = ({ centres, missing, total }: Observed, centre: string | null): Observation => (centre === null ? total : (centres.get(centre) ?? missing))

/** The counting trees that a measure rests on, through formulas. */
function leavesOf({ tree }: AnyMeasure): CountingTree[] {
  if (!isComposed(tree)) return tree.kind === 'ratio' ? [tree.num, tree.den] : [tree]
  switch (tree.kind) {
    case 'median':
      return [asSum(tree)]
    case 'mean_stock':
      return [asStock(tree)]
    case 'cohort':
      return [tree.entry, tree.outcome]
    case 'formula':
      return namesOf(tree.expression).flatMap((name) => {
        const found = findAnyMeasure(name)
        return found ? leavesOf(found) : []
      })
    case 'external':
    case 'manual':
      return []
  }
}
/** The entered figures that a measure rests on, through formulas. */
export function enteredIn(measure: AnyMeasure): EnteredMeasure[] {
  const { tree } = measure
  if (isEntered(tree)) return [measure as EnteredMeasure]
  if (tree.kind !== 'formula') return []
  return namesOf(tree.expression).flatMap((name) => {
    const found = findAnyMeasure(name)
    return found ? enteredIn(found) : []
  })
}
/** The measures that an expression names. */
export const namesOf = (expression: Expression): string[] => (typeof expression === 'string' ? [expression] : 'number' in expression ? [] : [...namesOf(expression[1]), ...namesOf(expression[2])])

export const isAnyCollected = (measure: AnyMeasure, { has }: Pick<Ground, 'has'>): boolean =>
  leavesOf(measure).every((tree) => isCollected({ id: measure.id, version: 1, tree }, has))

/** The breakdowns that every part of the measure has. A cohort is cut by its entries. */
export function anyDimensions(measure: AnyMeasure, { has }: Pick<Ground, 'has'>): Dimension[] {
  const leaves = measure.tree.kind === 'cohort' ? [measure.tree.entry] : leavesOf(measure)
  const [first = [], ...others] = [...enteredIn(measure).map((): Dimension[] => ['centre']), ...leaves.map((tree) => dimensionsOf(tree, has))]
  return first.filter((dimension) => others.every((other) => other.includes(dimension)))
}

/** Counts a measure for the whole and for each centre in one period. Recomputed from records at each level, never averaged. */
export function observe(ground: Ground, measure: AnyMeasure, request: ObservationRequest): Promise<Observed> {
  return ground.reader.statistics((reader) => observeIn(reader, ground, measure, request))
}

/** The same inside a reading that is already open. */
export async function observeIn(reader: StatisticsReader, ground: Ground, measure: AnyMeasure, request: ObservationRequest): Promise<Observed> {
  if (!isAnyCollected(measure, ground)) return all(without('not-collected'))
  const dimensions = anyDimensions(measure, ground)
  if (request.slices.some(({ dimension }) => !dimensions.includes(dimension))) return all(without('not-split'))
  const { tree } = measure
  const { today } = ground.reader.context
  if (!isComposed(tree)) {
    if (tree.kind !== 'ratio') return counted(await readBoth(reader, ground, tree, request))
    const [num, den] = [counted(await readBoth(reader, ground, tree.num, request)), counted(await readBoth(reader, ground, tree.den, request))]
    return combine([num, den], ([a, b]) => ratioOf(a?.value ?? zero, b?.value ?? zero, tree.scale))
  }
  switch (tree.kind) {
    case 'median': {
      const rows = await rowsOf<{ unit_code: string | null; n: string; value: string | null }>(reader, compileMedian(tree, request, ground.has))
      const of = (row?: { n: string; value: string | null }) => (row === undefined || row.value === null ? without('not-computable') : ok(exact(row.value), { n: Number(row.n) }))
      return { total: of(rows.find(({ unit_code }) => unit_code === null)), centres: byCentre(rows, of), missing: without('not-computable') }
    }
    case 'cohort': {
      const rows = await rowsOf<{ unit_code: string | null; num: string; den: string; due_on: CalendarDate | null }>(reader, compileCohort(tree, request, today, ground.has))
      const of = (row?: (typeof rows)[number]) => (row?.due_on ? without('not-due', row.due_on) : ratioOf(exact(row?.num ?? '0'), exact(row?.den ?? '0'), tree.scale))
      return { total: of(rows.find(({ unit_code }) => unit_code === null)), centres: byCentre(rows, of), missing: without('not-computable') }
    }
    case 'mean_stock': {
      const ends = monthsOf(request).filter(({ to }) => to <= today)
      if (ends.length === 0) return all(without('not-due', request.to))
      const stocks: Observed[] = []
      for (const month of ends) stocks.push(counted(await readBoth(reader, ground, asStock(tree), { ...request, from: month.from, to: month.to })))
      return combine(stocks, (parts) => ok(divide(parts.reduce((sum, { value }) => add(sum, value ?? zero), zero), exact(ends.length))))
    }
    case 'formula':
      return evaluateFormula(tree, (id) => {
        const found = findAnyMeasure(id)
        return found ? observeIn(reader, ground, found, request) : Promise.resolve(all(without('not-collected')))
      })
    case 'external':
    case 'manual':
      return observeEntered(reader, { ...measure, tree }, request)
  }
}

type Leaf = (id: string) => Promise<Observed>
/** The formula over what each measure that it names gives. */
export async function evaluateFormula({ expression, scale }: Pick<FormulaTree, 'expression' | 'scale'>, leaf: Leaf): Promise<Observed> {
  return combine([await evaluate(expression, leaf)], ([part]) => (part?.value ? ok(multiply(part.value, exact(scale)), { num: part.num, den: part.den }) : (part ?? without('not-computable'))))
}

async function evaluate(expression: Expression, leaf: Leaf): Promise<Observed> {
  if (typeof expression === 'string') return leaf(expression)
  if ('number' in expression) return all(ok(exact(expression.number)))
  const [sign, left, right] = expression
  const [a, b] = [await evaluate(left, leaf), await evaluate(right, leaf)]
  return combine([a, b], ([x, y]) => {
    if (!x?.value || !y?.value) return [x, y].find((part) => part && part.state !== 'ok') ?? without('not-computable')
    if (sign === '/') return isZero(y.value) ? without('not-computable') : ok(divide(x.value, y.value), { num: x.value, den: y.value })
    return ok(sign === '+' ? add(x.value, y.value) : sign === '-' ? subtract(x.value, y.value) : multiply(x.value, y.value))
  })
}

export const ratioOf = (num: Exact, den: Exact, scale: 1 | 100): Observation => (isZero(den) ? { ...without('not-computable'), num, den } : ok(multiply(divide(num, den), exact(scale)), { num, den }))

/** One rule over the whole and over every centre that any part knows. */
function combine(parts: readonly Observed[], rule: (of: readonly Observation[]) => Observation): Observed {
  const codes = new Set(parts.flatMap(({ centres }) => [...centres.keys()]))
  return {
    total: rule(parts.map(({ total }) => total)),
    centres: new Map([...codes].map((code) => [code, rule(parts.map((part) => observationAt(part, code)))])),
    missing: rule(parts.map(({ missing }) => missing)),
  }
}

const counted = ({ total, centres }: { total: string; centres: readonly (readonly [string, string])[] }): Observed => ({
  total: ok(exact(total)), centres: new Map(centres.map(([code, value]) => [code, ok(exact(value))])), missing: ok(zero),
})

async function readBoth(reader: StatisticsReader, { has }: Ground, tree: CountingTree, request: FigureRequest) {
  const [[whole] = [], centres = []] = await readSplit(reader, tree, request, [[], ['centre']], has)
  return { total: whole?.value ?? '0', centres: centres.map(({ keys, value }) => [keys[0] ?? '', value] as const) }
}

const byCentre = <Row extends { unit_code: string | null }>(rows: readonly Row[], of: (row: Row) => Observation) =>
  new Map(rows.flatMap((row) => (row.unit_code === null ? [] : [[row.unit_code, of(row)] as const])))

const monthsOf = ({ from, to }: ObservationRequest): Period[] => listPeriodsWithin({ kind: 'month', key: '', from, to }, 'month')
