import type { Condition, Scalar } from './tree'
import type { Columns, ColumnType } from './views'

/** Keeps a value as a parameter of the statement and answers with its place. */
export type Parameters_ = (value: unknown, cast: string) => string

const casts: Record<ColumnType, string> = { day: 'date', int: 'numeric', decimal: 'numeric', code: 'text', key: 'uuid', bool: 'boolean', codes: 'text' }
const comparisons: Readonly<Record<string, string>> = { '=': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

/** A condition as SQL. A comparison with a null is false, also under `not`. Checked before: see `faultsOf`. */
export function conditionSql(condition: Condition, columns: Columns, add: Parameters_): string {
  const [head, ...rest] = condition
  if (head === 'any' || head === 'all') {
    const inner = (rest as unknown as Condition[]).map((one) => conditionSql(one, columns, add))
    return inner.length === 0 ? String(head === 'all') : `(${inner.join(head === 'any' ? ' or ' : ' and ')})`
  }
  if (head === 'not') return `not coalesce(${conditionSql(rest[0] as unknown as Condition, columns, add)}, false)`
  const [operator, value] = rest as unknown as [string, Scalar | readonly Scalar[] | undefined]
  const type = Object.hasOwn(columns, head) ? columns[head] : undefined
  if (!type) throw new Error(`The vocabulary has no field ${head}.`)
  const [field, cast] = [`v.${head}`, casts[type]]
  const each = (separator: string) => (value as readonly Scalar[]).map((one) => add(one, cast)).join(separator)
  switch (operator) {
    case 'is_null':
      return `${field} is null`
    case 'not_null':
      return `${field} is not null`
    case 'has':
      return `${add(value, cast)} = any(${field})`
    case 'in':
      return (value as readonly Scalar[]).length === 0 ? 'false' : `${field} in (${each(', ')})`
    case 'not_in':
      return (value as readonly Scalar[]).length === 0 ? `${field} is not null` : `${field} not in (${each(', ')})`
    case 'between':
      return `${field} between ${each(' and ')}`
    default: {
      const sign = comparisons[operator]
      if (!sign) throw new Error(`The vocabulary has no comparison ${operator}.`)
      return `${field} ${sign} ${add(value, cast)}`
    }
  }
}

/** The fields that a condition names. */
export function fieldsOf(condition: Condition): string[] {
  const [head, ...rest] = condition
  return head === 'any' || head === 'all' || head === 'not' ? (rest as unknown as Condition[]).flatMap(fieldsOf) : [head]
}
