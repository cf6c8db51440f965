import type { FaultParams } from './fault'
import type { RowKey } from './row-key'

/** A cell that must be put right in the file. `column` is ours, `heading` theirs; both '' for a whole row. */
export interface WrongCell {
  readonly row: number
  readonly column: string
  readonly heading: string
  readonly value: string
  readonly reason: string
  readonly params: FaultParams
  /** What to write instead, where that can be said. */
  readonly instead: string | undefined
}

/** What the register says about a row: it has it not, exactly so, otherwise, or perhaps under another key. */
export type Verdict =
  | { readonly state: 'new' | 'same' }
  | { readonly state: 'changed'; readonly columns: readonly string[] }
  | { readonly state: 'duplicate'; readonly candidates: readonly string[] }

/** Values by column name; null where the cell is empty or the file has no such column. */
export type RowValues<Values> = { readonly [Name in keyof Values]: Values[Name] | null }

export interface ReadRow<Values> {
  readonly row: number
  readonly key: RowKey
  readonly values: RowValues<Values>
  /** Of all cells after mapping: equal for the same row in the next file. */
  readonly hash: string
}

export interface GoodRow<Values> extends ReadRow<Values> {
  readonly verdict: Verdict
  /** The earlier row of this file that is equal in every cell. */
  readonly repeats: number | undefined
}

export interface DryRunCounts {
  /** All rows of the file but blank ones: the sum of the five states. */
  readonly rows: number
  readonly new: number
  readonly same: number
  readonly changed: number
  readonly duplicate: number
  readonly wrong: number
  readonly blank: number
}

/** What a commit would do. Nothing has been written. Every row is in `good` or has its cells in `wrong`. */
export interface DryRun<Values> {
  readonly counts: DryRunCounts
  readonly good: readonly GoodRow<Values>[]
  readonly wrong: readonly WrongCell[]
  /** The file has days like 03/04/1999 and nobody has said which number is the month. */
  readonly isDayOrderAsked: boolean
}

/** The same dry run without rows that the register cannot take: an unknown employer, another centre. */
export function refuseRows<Values>(dryRun: DryRun<Values>, refused: readonly WrongCell[]): DryRun<Values> {
  if (refused.length === 0) return dryRun
  const rows = new Set(refused.map(({ row }) => row))
  const good = dryRun.good.filter(({ row }) => !rows.has(row))
  const wrong = [...dryRun.wrong, ...refused].sort((a, b) => a.row - b.row)
  const count = (state: Verdict['state']) => good.filter(({ verdict }) => verdict.state === state).length
  return {
    ...dryRun, good, wrong,
    counts: {
      ...dryRun.counts, new: count('new'), same: count('same'), changed: count('changed'), duplicate: count('duplicate'),
      wrong: new Set(wrong.map(({ row }) => row)).size,
    },
  }
}

/** Values that the mapping put in the place of others, with how often: what a reader must agree with. */
export interface Replacement {
  readonly column: string
  readonly from: string
  readonly to: string
  readonly rows: number
}
