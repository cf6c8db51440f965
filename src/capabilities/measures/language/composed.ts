import { type TreeFault, countingFaults, unitFaults } from './check'
import { type EnteredTree, enteredFaults, isAdditive, isEntered } from './entered'
import type { Counting, CountingTree, Measure, SumTree, StockTree, Tree, Unit } from './tree'
import { findEvent } from './vocabulary'
import { columnsOf } from './views'

/** Of those who entered, how many reached the outcome within so many days. Shown only when every entry had that time. */
export interface CohortTree {
  readonly kind: 'cohort'
  readonly unit: Unit
  readonly entry: CountingTree
  readonly outcome: CountingTree
  /** The key that both rows carry. */
  readonly link: string
  readonly within_days: number
  readonly scale: 1 | 100
  readonly missing: 'null'
}
/** The middle value; a row without a value is not part of it. */
export interface MedianTree extends Counting {
  readonly kind: 'median'
  readonly of: string
}
/** The mean of the stocks at the month ends of the period. */
export interface MeanStockTree extends Counting {
  readonly kind: 'mean_stock'
  readonly at: 'month ends'
  readonly of?: string
}
/** A measure's id, a decimal number, or two of them with a sign between. */
export type Expression = string | { readonly number: string } | readonly [sign: '+' | '-' | '*' | '/', left: Expression, right: Expression]
/** Exact arithmetic over other measures. */
export interface FormulaTree {
  readonly kind: 'formula'
  readonly unit: Unit
  readonly expression: Expression
  readonly scale: 1 | 100
  readonly missing: 'null'
}
export type ComposedTree = CohortTree | MedianTree | MeanStockTree | FormulaTree | EnteredTree
export interface ComposedMeasure {
  readonly id: string
  readonly version: number
  readonly tree: ComposedTree
}
export type AnyMeasure = Measure | ComposedMeasure
export type AnyTree = Tree | ComposedTree
export type FindMeasure = (id: string) => AnyMeasure | undefined

const composedKinds: readonly string[] = ['cohort', 'median', 'mean_stock', 'formula', 'external', 'manual']
export const isComposed = (tree: AnyTree): tree is ComposedTree => composedKinds.includes(tree.kind)

export const asSum = ({ kind: _, of, ...rest }: MedianTree): SumTree => ({ ...rest, kind: 'sum', of })
export const asStock = ({ kind: _, at: __, ...rest }: MeanStockTree): StockTree => ({ ...rest, kind: 'stock_at', at: 'last' })

/** How a kind adds up; nothing composed is ever averaged or added over parts, but a mean of stocks adds over centres. What people count on paper says it itself. */
export const composedAddsUp: Record<Exclude<ComposedTree['kind'], 'manual'>, { centres: boolean; months: boolean }> = {
  cohort: { centres: false, months: false },
  median: { centres: false, months: false },
  mean_stock: { centres: true, months: false },
  formula: { centres: false, months: false },
  external: { centres: false, months: false },
}

/** What a period's figure is by nature: it adds up over time, it is a state, or it is a ratio, share or middle value. */
export function natureOf(tree: AnyTree): 'flow' | 'stock' | 'rate' {
  if (isEntered(tree)) return isAdditive(tree) ? 'flow' : tree.unit === 'percent' ? 'rate' : 'stock'
  const { kind } = tree
  return kind === 'count' || kind === 'sum' || kind === 'count_distinct' ? 'flow' : kind === 'stock_at' || kind === 'mean_stock' ? 'stock' : 'rate'
}

/** All faults of a composed measure at once. */
export function composedFaults(measure: ComposedMeasure, find: FindMeasure): TreeFault[] {
  const { tree } = measure
  switch (tree.kind) {
    case 'median':
      return countingFaults(asSum(tree), '')
    case 'mean_stock':
      return countingFaults(asStock(tree), '')
    case 'cohort':
      return cohortFaults(tree)
    case 'formula':
      return [...unitFaults(tree.unit, 'unit'), ...formulaFaults(measure.id, tree, find)]
    case 'external':
    case 'manual':
      return enteredFaults(tree)
  }
}

function cohortFaults(tree: CohortTree): TreeFault[] {
  const faults = [...unitFaults(tree.unit, 'unit'), ...countingFaults(tree.entry, 'entry.'), ...countingFaults(tree.outcome, 'outcome.')]
  const hasKey = ({ event }: CountingTree) => {
    const word = findEvent(event)
    return word !== undefined && columnsOf(word.view)[tree.link] === 'key'
  }
  if (tree.link === '' || !hasKey(tree.entry) || !hasKey(tree.outcome)) faults.push({ path: 'link', what: 'no-link' })
  if (!(Number.isInteger(tree.within_days) && tree.within_days >= 1 && tree.within_days <= 1096)) faults.push({ path: 'within_days', what: 'within-days' })
  return faults
}

function formulaFaults(id: string, tree: FormulaTree, find: FindMeasure): TreeFault[] {
  const faults: TreeFault[] = []
  /** The unit of an expression; null for a plain number, undefined where a fault was found below. */
  const unitOf = (expression: Expression, path: string, trail: readonly string[]): Unit | null | undefined => {
    if (typeof expression === 'string') {
      const found = find(expression)
      if (trail.includes(expression)) faults.push({ path, what: 'cycle' })
      else if (!found) faults.push({ path, what: 'unknown-measure' })
      else {
        if (found.tree.kind === 'formula') unitOf(found.tree.expression, path, [...trail, expression])
        return found.tree.unit
      }
      return undefined
    }
    if ('number' in expression) {
      if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(expression.number)) faults.push({ path: `${path}.number`, what: 'wrong-type' })
      return null
    }
    const [sign, left, right] = expression
    const [a, b] = [unitOf(left, `${path}[1]`, trail), unitOf(right, `${path}[2]`, trail)]
    if (sign === '*' || sign === '/') return a === undefined || b === undefined ? undefined : b === null ? a : a === null && sign === '*' ? b : 'number'
    if (a !== undefined && b !== undefined && a !== b) faults.push({ path, what: 'different-units' })
    return a
  }
  const unit = unitOf(tree.expression, 'expression', [id])
  if (unit !== undefined && unit !== null && unit !== tree.unit && !(unit === 'number' && (tree.unit === 'percent' || tree.unit === 'point'))) faults.push({ path: 'unit', what: 'different-units' })
  return faults
}
