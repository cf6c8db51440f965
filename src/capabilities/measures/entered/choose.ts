import { addMonths, type CalendarDate } from '../../../kernel/calendar'
import type { EnteredTree } from '../language/entered'
import { isAdditive } from '../language/entered'

/** A confirmed figure as the fact view shows it. Without a centre it is of the whole agency. */
export interface EnteredRow {
  readonly record_key: string
  readonly unit_code: string | null
  readonly from_date: CalendarDate
  readonly to_date: CalendarDate
  /** Decimal text; null when somebody stated that it was not recorded. */
  readonly value: string | null
}
export interface Stretch {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** The earliest last day that a figure may have to be read for a stretch. */
export const earliestEnd = (tree: EnteredTree, { from }: Stretch): CalendarDate => (tree.kind === 'external' && tree.holds_months ? addMonths(from, -tree.holds_months) : from)

/** The figures of one unit that make its value: every period within the stretch for what adds up, else the newest that still holds. */
export function chosenOf(tree: EnteredTree, rows: readonly EnteredRow[], stretch: Stretch): EnteredRow[] {
  const { from, to } = stretch
  if (isAdditive(tree)) return rows.filter((row) => row.from_date >= from && row.to_date <= to)
  const earliest = earliestEnd(tree, stretch)
  const holding = rows.filter((row) => row.to_date >= earliest && row.to_date <= to)
  // Of figures that end on one day the one for the very stretch counts, else the longest.
  const rank = (row: EnteredRow) => (row.from_date === from ? '' : row.from_date)
  return holding.sort((a, b) => (a.to_date === b.to_date ? (rank(a) < rank(b) ? -1 : 1) : a.to_date > b.to_date ? -1 : 1)).slice(0, 1)
}
