import { listLastMonths, type Period, previousPeriod, periodOf } from '../../../kernel/period'
import type { Ground } from '../figures/figure'
import { type MonthObservation, observeMonths } from '../figures/observe-months'
import { isAnyCollected } from '../figures/observe'
import { type BehindList, listBehind } from '../figures/records'
import type { Tree } from '../language/tree'

/** What a definition gives today: six months, and the records of the last whole one. */
export interface Preview {
  readonly month: Period
  readonly months: readonly MonthObservation[]
  readonly lists: readonly BehindList[]
}
const rowsShown = 20

/** Counted live, by the same compiler as every published figure. Undefined when the register does not record what is asked. */
export async function previewOf(ground: Ground, tree: Tree): Promise<Preview | undefined> {
  const measure = { id: '', version: 0, tree }
  if (!isAnyCollected(measure, ground)) return undefined
  const month = previousPeriod(periodOf('month', ground.reader.context.today))
  return {
    month,
    months: await observeMonths(ground, measure, listLastMonths(6, month.to), []),
    lists: await listBehind(ground, measure, { from: month.from, to: month.to, slices: [], closedOn: null }, { limit: rowsShown, offset: 0 }),
  }
}
