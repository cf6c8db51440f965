import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { listPeriodsWithin } from '../../../kernel/period'
import type { Ground } from '../figures/figure'
import { enteredIn, type ObservationRequest } from '../figures/observe'
import type { AnyMeasure } from '../language/composed'
import { isAdditive } from '../language/entered'
import { type EntryRecord, listEntriesByKey } from './entries'
import { type EnteredMeasure, readChosen } from './read'

/** The entered figures that a figure rests on, through a formula too. */
export interface UsedEntries {
  readonly measure: EnteredMeasure
  readonly entries: readonly EntryRecord[]
  /** Periods of the stretch that are over, for each unit asked; null where one figure stands for all. */
  readonly expected: number | null
}

/** Which entries a figure used, with their sources, and how many it could have. `units` is the number of units that give it. */
export async function listUsedEntries(ground: Ground, measure: AnyMeasure, request: ObservationRequest, units: number): Promise<UsedEntries[]> {
  const found: UsedEntries[] = []
  for (const entered of enteredIn(measure)) {
    const rows = await ground.reader.statistics((reader) => readChosen(reader, entered, request))
    const expected = isAdditive(entered.tree) ? overPeriods(entered, request, ground.reader.context.today) * units : null
    found.push({ measure: entered, entries: await listEntriesByKey(ground.reader, rows.map(({ record_key }) => record_key)), expected })
  }
  return found
}

function overPeriods({ tree }: EnteredMeasure, { from, to }: ObservationRequest, today: CalendarDate): number {
  const yesterday = addDays(today, -1)
  return listPeriodsWithin({ kind: 'month', key: '', from, to: to < yesterday ? to : yesterday }, tree.per).length
}
