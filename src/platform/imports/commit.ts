import { done, refused, type Outcome } from '../../kernel/outcome'
import type { DryRun, GoodRow } from './dry-run'

export interface Committed<Result> {
  readonly result: Result
  readonly written: number
  readonly same: number
  /** Rows under a known key that read otherwise than before; the record is not touched. */
  readonly changed: number
  /** Rows that look like records of the register, or repeat an earlier row; they wait for a decision. */
  readonly waiting: number
}

export type CommitRefusal = 'wrong-cells-remain' | 'nothing-to-write'

/**
 * Hands the new rows to the register, all together and only when no cell is wrong. Rows that read otherwise than at
 * their first import are left alone: people may have worked on the record since, so it is corrected on its own page. `commit` runs in one
 * transaction of its capability and throws when it cannot write everything. `goodRowsOnly` leaves wrong rows behind,
 * for files whose author cannot be asked; the caller hands them back as a file.
 */
export async function commitRows<Values, Result>(
  dryRun: DryRun<Values>, commit: (rows: readonly GoodRow<Values>[]) => Promise<Result>, options: { goodRowsOnly?: boolean } = {},
): Promise<Outcome<Committed<Result>, CommitRefusal>> {
  if (dryRun.counts.wrong > 0 && options.goodRowsOnly !== true) return refused('wrong-cells-remain')
  const rows = dryRun.good.filter(({ verdict }) => verdict.state === 'new')
  if (rows.length === 0) return refused('nothing-to-write')
  const result = await commit(rows)
  return done({ result, written: rows.length, same: dryRun.counts.same, changed: dryRun.counts.changed, waiting: dryRun.counts.duplicate })
}
