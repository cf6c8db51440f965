import { isUuid } from '../../../kernel/id'
import type { Condition, CountingTree, Scalar, Tree } from './tree'
import { units } from './tree'
import { findEvent, type EventWord } from './vocabulary'
import { columnsOf, type ColumnType } from './views'

/** What is wrong with a tree, with the place in it: `where[2][0]`. */
export interface TreeFault {
  readonly path: string
  readonly what: 'unknown-event' | 'unknown-field' | 'unknown-operator' | 'wrong-type' | 'unknown-unit' | 'wrong-date' | 'not-a-number' | 'no-span' | 'different-credit' | 'late-days'
    | 'no-link' | 'within-days' | 'unknown-measure' | 'cycle' | 'different-units' | 'unknown-kind'
}

const ordered: readonly ColumnType[] = ['day', 'int', 'decimal']
const operators = new Set(['=', '!=', 'in', 'not_in', '<', '<=', '>', '>=', 'between', 'is_null', 'not_null', 'has'])

/** All faults at once; an empty list means that the tree compiles. */
export function faultsOf(tree: Tree): TreeFault[] {
  if (tree.kind !== 'ratio') return countingFaults(tree, '')
  const credit = (tree.num.credit_unit ?? 'centre_code') === (tree.den.credit_unit ?? 'centre_code') ? [] : [{ path: 'den.credit_unit', what: 'different-credit' as const }]
  return [...unitFaults(tree.unit, 'unit'), ...countingFaults(tree.num, 'num.'), ...countingFaults(tree.den, 'den.'), ...credit]
}

export const unitFaults = (unit: string, path: string): TreeFault[] => (Object.hasOwn(units, unit) ? [] : [{ path, what: 'unknown-unit' }])

export function countingFaults(tree: CountingTree, at: string): TreeFault[] {
  const event = findEvent(tree.event)
  if (!event) return [{ path: `${at}event`, what: 'unknown-event' }]
  const faults = unitFaults(tree.unit, `${at}unit`)
  const fault = (path: string, what: TreeFault['what']) => void faults.push({ path: `${at}${path}`, what })
  const columns = columnsOf(event.view)
  const isField = (name: string) => event.filters.includes(name) || name === 'centre_code'
  if (tree.date_field !== undefined && !event.dates.includes(tree.date_field)) fault('date_field', 'wrong-date')
  if (tree.late_days !== undefined && !(Number.isInteger(tree.late_days) && tree.late_days >= 0 && tree.late_days <= 366)) fault('late_days', 'late-days')
  tree.dedupe?.forEach((field, i) => isField(field) || event.dates.includes(field) || fault(`dedupe[${i}]`, 'unknown-field'))
  const amount = tree.kind === 'sum' || tree.kind === 'stock_at' ? tree.of : undefined
  if (amount !== undefined && (!isField(amount) || !['int', 'decimal'].includes(columns[amount] ?? ''))) fault('of', 'not-a-number')
  if (tree.kind === 'count_distinct' && (!isField(tree.by) || columns[tree.by] !== 'key')) fault('by', 'wrong-type')
  if (tree.kind === 'stock_at' && amount === undefined && !event.span) fault('kind', 'no-span')
  tree.where?.forEach((condition, i) => faults.push(...conditionFaults(condition, event, `${at}where[${i}]`)))
  return faults
}

function conditionFaults(condition: Condition, event: EventWord, path: string): TreeFault[] {
  const [head, ...rest] = condition
  if (head === 'any' || head === 'all' || head === 'not') {
    return (rest as unknown as Condition[]).flatMap((inner, i) => conditionFaults(inner, event, `${path}[${i + 1}]`))
  }
  const [operator, value] = rest as unknown as [string, Scalar | readonly Scalar[] | undefined]
  if (!event.filters.includes(head)) return [{ path: `${path}[0]`, what: 'unknown-field' }]
  if (!operators.has(operator)) return [{ path: `${path}[1]`, what: 'unknown-operator' }]
  const type = columnsOf(event.view)[head]
  const wrong: TreeFault[] = [{ path: `${path}[2]`, what: 'wrong-type' }]
  if (type === undefined) return [{ path: `${path}[0]`, what: 'unknown-field' }]
  if (operator === 'is_null' || operator === 'not_null') return value === undefined ? [] : wrong
  if ((operator === 'has') !== (type === 'codes')) return wrong
  if (['<', '<=', '>', '>=', 'between'].includes(operator) && !ordered.includes(type)) return wrong
  const many = operator === 'in' || operator === 'not_in' || operator === 'between'
  if (many !== Array.isArray(value)) return wrong
  const values: readonly unknown[] = many ? (value as readonly unknown[]) : [value]
  if (operator === 'between' && values.length !== 2) return wrong
  return values.every((one) => fits(one, type)) ? [] : wrong
}

function fits(value: unknown, type: ColumnType): boolean {
  if (type === 'bool') return typeof value === 'boolean'
  if (type === 'int') return Number.isInteger(value)
  if (type === 'decimal') return typeof value === 'number' && Number.isFinite(value)
  if (type === 'day') return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  return typeof value === 'string' && (type !== 'key' || isUuid(value))
}
