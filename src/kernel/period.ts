import { addMonths, calendarDay, lastOfMonth, partsOf, type CalendarDate } from './calendar'

export type PeriodKind = 'month' | 'quarter' | 'half-year' | 'year'

/** A stretch of whole months. The key is unique over all kinds: '2026-11', '2026-Q4', '2026-S2', '2026'. */
export interface Period {
  readonly kind: PeriodKind
  readonly key: string
  readonly from: CalendarDate
  readonly to: CalendarDate
}

const monthsIn: Record<PeriodKind, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** The period of this kind that holds the day. */
export function periodOf(kind: PeriodKind, day: CalendarDate): Period {
  const { year, month } = partsOf(day)
  const months = monthsIn[kind]
  const index = Math.floor((month - 1) / months)
  const from = calendarDay(year, index * months + 1, 1)
  return { kind, key: keyOf(kind, from, index + 1), from, to: lastOfMonth(addMonths(from, months - 1)) }
}

function keyOf(kind: PeriodKind, from: CalendarDate, number: number): string {
  const year = from.slice(0, 4)
  if (kind === 'month') return from.slice(0, 7)
  if (kind === 'quarter') return `${year}-Q${number}`
  return kind === 'half-year' ? `${year}-S${number}` : year
}

/** Reads a key such as '2026-11' or '2026-Q4'; undefined when it is none. */
export function parsePeriod(key: string): Period | undefined {
  const parts = /^([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|S([12])))?$/.exec(key)
  const year = Number(parts?.[1])
  if (!parts || year < 1) return undefined
  if (parts[2]) return periodOf('month', calendarDay(year, Number(parts[2]), 1))
  if (parts[3]) return periodOf('quarter', calendarDay(year, Number(parts[3]) * 3, 1))
  if (parts[4]) return periodOf('half-year', calendarDay(year, Number(parts[4]) * 6, 1))
  return periodOf('year', calendarDay(year, 1, 1))
}

/** The period `n` steps later; earlier when `n` is negative. */
export function shiftPeriod(period: Period, n: number): Period {
  return periodOf(period.kind, addMonths(period.from, n * monthsIn[period.kind]))
}

export function nextPeriod(period: Period): Period {
  return shiftPeriod(period, 1)
}

export function previousPeriod(period: Period): Period {
  return shiftPeriod(period, -1)
}

/** The same period one year before. */
export function yearBefore(period: Period): Period {
  return periodOf(period.kind, addMonths(period.from, -12))
}

/** The last `n` periods of a kind, oldest first; the one that holds `day` is the last. */
export function listLastPeriods(kind: PeriodKind, n: number, day: CalendarDate): Period[] {
  const last = periodOf(kind, day)
  return Array.from({ length: n }, (_, i) => shiftPeriod(last, i - n + 1))
}

/** The last `n` months, oldest first; the month of `day` is the last. */
export function listLastMonths(n: number, day: CalendarDate): Period[] {
  return listLastPeriods('month', n, day)
}

/** All periods of a kind that lie wholly inside another one: the 12 months of a year. */
export function listPeriodsWithin(outer: Period, kind: PeriodKind): Period[] {
  const found: Period[] = []
  for (let inner = periodOf(kind, outer.from); inner.to <= outer.to; inner = nextPeriod(inner)) {
    if (inner.from >= outer.from) found.push(inner)
    if (inner.to.startsWith('9999-12')) break
  }
  return found
}
