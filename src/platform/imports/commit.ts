import { done, refused, type Outcome } from '../../kernel/outcome'
import type { DryRun, GoodRow } from './dry-run'

export interface Committed<Result> {
  readonly result: Result
  readonly written: number
  readonly same: number
  /** Rows that look like records of the register, or repeat an earlier row; they wait for a decision. */
  readonly waiting: number
}

export type CommitRefusal = 'wrong-cells-remain' | 'nothing-to-write'

/**
 * Hands the new and changed rows to the register, all together and only when no cell is wrong. `commit` runs in one
 * transaction of its capability and throws when it cannot write everything.
 */
export async function commitRows<Values, Result>(
  dryRun: DryRun<Values>, commit: (rows: readonly GoodRow<Values>[]) => Promise<Result>,
): Promise<Outcome<Committed<Result>, CommitRefusal>> {
  if (dryRun.counts.wrong > 0) return refused('wrong-cells-remain')
  const rows = dryRun.good.filter(({ verdict }) => verdict.state === 'new' || verdict.state === 'changed')
  if (rows.length === 0) return refused('nothing-to-write')
  const result = await commit(rows)
  return done({ result, written: rows.length, same: dryRun.counts.same, waiting: dryRun.counts.duplicate })
}
