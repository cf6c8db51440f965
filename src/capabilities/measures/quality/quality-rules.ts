import { median } from '../../../kernel/statistics'

export type Grade = 'A' | 'B' | 'C'
export interface Outlier {
  /** Modified z; null where nothing varies. */
  readonly z: number | null
  readonly isFlagged: boolean
  /** Every month before was the same, and this one is not. */
  readonly differsFromConstant: boolean
}

/** Whether a month stands out from the months before (modified z over the median, or the mean, of the distances). */
export function outlierOf(value: number, before: readonly number[]): Outlier {
  const middle = median(before) ?? value
  const distances = before.map((one) => Math.abs(one - middle))
  const [mad, mean] = [median(distances) ?? 0, distances.reduce((sum, one) => sum + one, 0) / Math.max(1, distances.length)]
  if (mad === 0 && mean === 0) return { z: null, isFlagged: false, differsFromConstant: before.length > 0 && value !== middle }
  const z = mad > 0 ? (0.6745 * (value - middle)) / mad : (value - middle) / (1.253314 * mean)
  return { z, isFlagged: Math.abs(z) > 3.5, differsFromConstant: false }
}

/** Far from the same month of last year: half or double, and more than ten apart. */
export const differsFromLastYear = (value: number, lastYear: number): boolean => Math.abs(value - lastYear) > 10 && (lastYear === 0 || value / lastYear < 0.5 || value / lastYear > 2)

export interface QualityFacts {
  readonly expectedDays: number
  /** Days with records, a tally or a nil statement. */
  readonly reportedDays: number
  readonly rows: number
  /** Rows entered within seven days. */
  readonly timelyRows: number
  readonly openErrors: number
  /** An imported or typed figure is at most B. */
  readonly isCounted: boolean
}
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)
export const completenessOf = ({ reportedDays, expectedDays }: QualityFacts): number => share(reportedDays, expectedDays)
export const timelinessOf = ({ timelyRows, rows }: QualityFacts): number => share(timelyRows, rows)

export function gradeOf(facts: QualityFacts): Grade {
  const [complete, timely] = [completenessOf(facts), timelinessOf(facts)]
  if (facts.openErrors > 0 || complete < 0.8 || timely < 0.75) return 'C'
  return complete >= 0.95 && timely >= 0.9 && facts.isCounted ? 'A' : 'B'
}

export type LogicFault = 'part-above-total' | 'parts-differ' | 'retained-above-placed' | 'stock-does-not-follow'
export function logicFaults(found: { total: number; parts: readonly number[]; placed?: number; retained?: number; stock?: { before: number; came: number; left: number; now: number } }): LogicFault[] {
  const faults: LogicFault[] = []
  if (found.parts.some((part) => part > found.total)) faults.push('part-above-total')
  if (found.parts.length > 0 && found.parts.reduce((sum, part) => sum + part, 0) !== found.total) faults.push('parts-differ')
  if (found.retained !== undefined && found.placed !== undefined && found.retained > found.placed) faults.push('retained-above-placed')
  const { stock } = found
  if (stock && stock.before + stock.came - stock.left !== stock.now) faults.push('stock-does-not-follow')
  return faults
}

/** Share of the final count that was known so many days after the period's end. */
export const lateEntryCurve = (lateDays: readonly number[], marks: readonly number[] = [0, 7, 14, 30, 60]): { days: number; share: number }[] =>
  marks.map((days) => ({ days, share: share(lateDays.filter((late) => late <= days).length, lateDays.length) }))
