import { addWorkingDays, daysBetween, type CalendarDate, type WorkingCalendar } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { DeskItem } from '../../../platform/providers'

export type Pressure = 'now' | 'overdue' | 'today' | 'coming'

export function pressureOf({ urgent, due }: Pick<DeskItem, 'urgent' | 'due'>, today: CalendarDate): Pressure {
  if (urgent) return 'now'
  if (due !== null && due < today) return 'overdue'
  return due === today ? 'today' : 'coming'
}

const weight: Record<Pressure, number> = { now: 0, overdue: 1, today: 2, coming: 3 }
const lastDay = '9999-12-31'

/** Danger and promised times of today first, then overdue by days, then due today, then coming. Stable for equal items. */
export function byPressure(today: CalendarDate) {
  return (one: DeskItem, other: DeskItem): number =>
    weight[pressureOf(one, today)] - weight[pressureOf(other, today)] ||
    compare(one.due ?? lastDay, other.due ?? lastDay) ||
    (pressureOf(one, today) === 'now' ? compare(one.about, other.about) : 0) ||
    compare(one.since, other.since) ||
    compare(one.kind, other.kind) ||
    compare(one.id, other.id)
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Mine first decides nothing about order: my items, and those of my centre that nobody owns. */
export const isMine = (item: DeskItem, accountId: string | null): boolean => item.ownerId === null || item.ownerId === accountId

/** One key for an item whatever capability it comes from. */
export const keyOf = ({ capability, kind, id }: Pick<DeskItem, 'capability' | 'kind' | 'id'>): string => `${capability}.${kind} ${id}`

export const mostWorkingDaysLater = 10

/** "Later" needs a day after today, at most ten working days ahead, and a reason that says something. */
export function putOff(until: CalendarDate, reason: string, today: CalendarDate, calendar: WorkingCalendar): Outcome<CalendarDate, 'later-day' | 'later-too-far' | 'later-reason'> {
  if (daysBetween(today, until) < 1) return refused('later-day')
  if (until > addWorkingDays(today, mostWorkingDaysLater, calendar)) return refused('later-too-far')
  if (Array.from(reason.trim()).length < 5) return refused('later-reason')
  return done(until)
}
