import { addDays, type CalendarDate, isWorkingDay, monthOf } from '../../../kernel/calendar'
import { type Exact, toNumber } from '../../../kernel/exact'
import { listLastMonths, type Period, previousPeriod } from '../../../kernel/period'
import { type AnyMeasure, definitionHash, type Ground, isAnyCollected, isSameDefinition, listLocked, natureOf, observeMonths, readMeasures, readQuality, wholeSlice, workingCalendar } from '../../measures/index'
import type { BoardLine } from './board'
import { slicesAt } from './slices'

/** Twelve months of an indicator, oldest first; null is a month without data, never a zero. */
export interface Spark {
  readonly months: readonly Period[]
  readonly values: readonly (number | null)[]
}
interface Centre {
  readonly id: string
  readonly code: string
}
/** Months that may be counted one by one where a measure cannot be counted over a year in one pass. */
const mostCounted = 2

/** Names a line of a board. */
export const lineId = ({ indicator, slice }: Pick<BoardLine, 'indicator' | 'slice'>): string => `${indicator.id} ${slice}`

/** The trend of each line of a centre until its last finished month, by the line's id. Locked months are read, the others counted. */
export async function readSparks(ground: Ground, lines: readonly BoardLine[], { centre, month }: { centre: Centre; month: Period }): Promise<ReadonlyMap<string, Spark>> {
  const last = month.to >= ground.reader.context.today ? previousPeriod(month) : month
  const months = listLastMonths(12, last.to)
  const locked = await readLockedValues(ground, centre, months)
  const open = months.filter(({ key }) => !locked.months.has(key))
  const silent = await readSilentMonths(ground, centre.code, open)
  const measures = await readMeasures(ground.reader)
  const found = new Map<string, Spark>()
  for (const line of lines) {
    const { measure, window, slice } = line
    if (!measure || !isAnyCollected(measure, ground)) continue
    const own = measure.tree.kind === 'cohort' ? listLastMonths(12, window.to) : months
    // A part that nobody judged when its month was locked is counted now; where the whole had no data it has none either.
    const [kept, whole] = [locked.of(measure, slice), locked.of(measure, wholeSlice)]
    const wanted = own.slice(own.findIndex(({ key }) => !kept.has(key)))
    const isAllKept = own.every(({ key }) => kept.has(key))
    if (!isAllKept && wanted.length > mostCounted && (natureOf(measure.tree) === 'stock' || measure.tree.kind === 'formula')) continue
    const counted = isAllKept ? [] : await observeMonths(ground, measure, wanted, slicesAt(slice, centre.code))
    const values = own.map(({ key, to }) => {
      // Months that another version counts are no part of the line.
      const counting = locked.definitionOf(measure, key) ?? measures.find(measure.id, to)
      if (counting && !isSameDefinition(counting, measure)) return null
      const isSilent = silent.has(key) || (!kept.has(key) && whole.get(key) === null)
      const value = kept.has(key) ? kept.get(key) : isSilent ? null : counted.find((one) => one.month.key === key)?.observation.value
      return value ? toNumber(value) : null
    })
    if (values.some((value) => value !== null)) found.set(lineId(line), { months: own, values })
  }
  return found
}

/** Values of locked months, of those that the present definition counted, and by which one each was. */
async function readLockedValues({ reader }: Ground, { id }: Centre, months: readonly Period[]) {
  const figures = await listLocked(reader, id, months.map(({ key }) => key), null)
  return {
    months: new Set(figures.map(({ period }) => period)),
    definitionOf: (measure: AnyMeasure, month: string): AnyMeasure | undefined => figures.find((one) => one.measure === measure.id && one.period === month)?.definition,
    of(measure: AnyMeasure, slice: string): ReadonlyMap<string, Exact | null> {
      const hash = definitionHash(measure.tree)
      return new Map(figures.filter((one) => one.measure === measure.id && one.slice === slice && one.definitionHash === hash).map(({ period, value }) => [period, value]))
    },
  }
}

/** Months in which the centre reported nothing on any day that was expected. */
async function readSilentMonths({ reader, platform }: Ground, code: string, months: readonly Period[]): Promise<ReadonlySet<string>> {
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return new Set()
  const calendar = workingCalendar(platform.country)
  const { today } = reader.context
  const { silent } = await reader.statistics((inside) => readQuality(inside, code, { from: first.from, to: last.to }, today, calendar))
  const [expected, quiet] = [new Map<string, number>(), new Map<string, number>()]
  const count = (into: Map<string, number>, day: CalendarDate) => into.set(monthOf(day), (into.get(monthOf(day)) ?? 0) + 1)
  for (let day = first.from; day <= last.to && day <= today; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count(expected, day)
  for (const day of silent) count(quiet, day)
  return new Set([...quiet].flatMap(([month, days]) => (days === expected.get(month) ? [month] : [])))
}
