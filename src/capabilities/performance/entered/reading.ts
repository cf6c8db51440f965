import { addMonths, type CalendarDate } from '../../../kernel/calendar'
import { listLastPeriods, type Period, previousPeriod } from '../../../kernel/period'
import type { Reader } from '../../../platform/db/database'
import { type AnyMeasure, enteredCatalogue, enteredIn, type EnteredMeasure, type EntryRecord, type Ground, isEntered, listEntriesOf, listUsedEntries, type UsedEntries } from '../../measures/index'
import type { BoardLine } from '../reading/board'

/** One figure of one period that a unit gives: confirmed, waiting, or not there. */
export interface FigureLine {
  readonly measure: EnteredMeasure
  readonly period: Period
  readonly confirmed: EntryRecord | undefined
  readonly waiting: EntryRecord | undefined
  /** The newest answer where it was a refusal. */
  readonly refused: EntryRecord | undefined
  /** Nobody has given it, and the unit must; a figure that both levels may give is not due from a centre. */
  readonly isDue: boolean
}

const measuresOf = (hasCentre: boolean): EnteredMeasure[] => enteredCatalogue.flatMap((measure) => (isEntered(measure.tree) && measure.tree.given_for !== (hasCentre ? 'nation' : 'centre') ? [measure as EnteredMeasure] : []))
/** How many periods back a figure is asked for. */
const asked = { month: 3, quarter: 2, 'half-year': 2, year: 1 } as const
/** Entries that the list still shows. */
const monthsShown = 36

const overPeriods = ({ tree }: EnteredMeasure, today: CalendarDate): Period[] => {
  const last = listLastPeriods(tree.per, 1, today)[0]
  return last ? listLastPeriods(tree.per, asked[tree.per], previousPeriod(last).to).reverse() : []
}

/** What a unit has to enter, newest period first, and everything that it entered. */
export async function readFigures(reader: Reader, centreId: string | null): Promise<{ lines: FigureLine[]; entries: EntryRecord[] }> {
  const { today } = reader.context
  const entries = await listEntriesOf(reader, centreId, addMonths(today, -monthsShown))
  const lines = measuresOf(centreId !== null).flatMap((measure) => overPeriods(measure, today).map((period): FigureLine => {
    const own = entries.filter((entry) => entry.measure === measure.id && entry.period === period.key)
    const [confirmed, waiting] = (['confirmed', 'entered'] as const).map((state) => own.find((entry) => entry.state === state))
    const refused = own[0]?.state === 'refused' ? own[0] : undefined
    return { measure, period, confirmed, waiting, refused, isDue: !confirmed && !waiting && (centreId === null || measure.tree.given_for === 'centre') }
  }))
  return { lines, entries }
}

/** The entered figures behind a value: what they say, where they come from. */
export const readUsed = (ground: Ground, measure: AnyMeasure | undefined, window: { from: CalendarDate; to: CalendarDate }, { centre, centres }: { centre: { readonly code: string } | null; centres: readonly unknown[] }, closedOn: CalendarDate | null): Promise<UsedEntries[]> =>
  measure && enteredIn(measure).length > 0
    ? listUsedEntries(ground, measure, { ...window, slices: centre ? [{ dimension: 'centre', value: centre.code }] : [], closedOn }, centre ? 1 : centres.length)
    : Promise.resolve([])

/** The same for each line of a board, by the indicator's id. */
export async function readMarks(ground: Ground, lines: readonly BoardLine[], place: Parameters<typeof readUsed>[3], closedOn: CalendarDate | null): Promise<ReadonlyMap<string, UsedEntries[]>> {
  const marks = new Map<string, UsedEntries[]>()
  for (const { indicator, measure, window, actual } of lines) {
    const used = actual.state === 'ok' ? await readUsed(ground, measure, window, place, closedOn) : []
    if (used.length > 0) marks.set(indicator.id, used)
  }
  return marks
}
