/**
 * The measure language: a measure is a tree of data over a closed vocabulary. The same tree gives the figure, the list
 * of records behind it and the published definition. It holds no SQL and no column that the vocabulary does not name.
 */
export type Scalar = string | number | boolean
export type Operator = '=' | '!=' | 'in' | 'not_in' | '<' | '<=' | '>' | '>=' | 'between' | 'is_null' | 'not_null' | 'has'
export type Condition =
  | readonly [field: string, operator: Operator, value?: Scalar | readonly Scalar[]]
  | readonly ['any' | 'all', ...Condition[]]
  | readonly ['not', Condition]

export interface Counting {
  readonly unit: Unit
  /** Word of the vocabulary. */
  readonly event: string
  readonly where?: readonly Condition[]
  /** Day that decides the period; the event's own when left out. */
  readonly date_field?: string
  /** Whose count it is; exactly one centre for a row. */
  readonly credit_unit?: 'centre_code'
  /** Of rows that agree in these fields the earliest of all time counts, others never; a null field merges nothing. */
  readonly dedupe?: readonly string[]
  /** Rows entered later than this after the period are left to a revision once the month is locked. */
  readonly late_days?: number
  /** Nothing is known, so nothing is shown; never a zero. */
  readonly missing: 'null'
}
export interface CountTree extends Counting {
  readonly kind: 'count'
}
export interface SumTree extends Counting {
  readonly kind: 'sum'
  readonly of: string
}
export interface DistinctTree extends Counting {
  readonly kind: 'count_distinct'
  readonly by: string
}
/** A state on the last day of the period: rows true on that day, or the sum of all changes up to it (`of`). */
export interface StockTree extends Counting {
  readonly kind: 'stock_at'
  readonly at: 'first' | 'last'
  readonly of?: string
}
export type CountingTree = CountTree | SumTree | DistinctTree | StockTree
export interface RatioTree {
  readonly kind: 'ratio'
  readonly unit: Unit
  readonly num: CountingTree
  readonly den: CountingTree
  readonly scale: 1 | 100
  readonly missing: 'null'
}
export type Tree = CountingTree | RatioTree

/** What is counted, with its decimals. */
export const units = { person: 0, vacancy: 0, post: 0, service: 0, referral: 0, interview: 0, placement: 0, visit: 0, employer: 0, percent: 1, point: 1, minute: 1, day: 1, hour: 1, number: 2 } as const
export type Unit = keyof typeof units

/** One published measure in one version. Its name and definition are the messages `measures.name.<id>` and `measures.definition.<id>`. */
export interface Measure {
  readonly id: string
  readonly version: number
  readonly tree: Tree
  /** Looks at every open record, so it is counted when it is opened, not on each overview. */
  readonly whenOpened?: true
  /** The words of a measure that the agency built itself. */
  readonly own?: { readonly names: Readonly<Record<string, string>>; readonly texts: Readonly<Record<string, string>> }
}

/** How a kind adds up: '=' means computed anew at each level, never added. */
export const addsUp: Record<Tree['kind'], { centres: boolean; months: boolean }> = {
  count: { centres: true, months: true },
  sum: { centres: true, months: true },
  count_distinct: { centres: false, months: false },
  stock_at: { centres: true, months: false },
  ratio: { centres: false, months: false },
}
