import { type CalendarDate, type Weekday, weekday } from '../../kernel/calendar'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { OpenStretch } from './model'

export interface Closure {
  from_day: CalendarDate
  to_day: CalendarDate
  reason: string
}

/** The stretches in which a centre is open on a day; none on a closed day or a public holiday. */
export function openOn(day: CalendarDate, hours: readonly OpenStretch[], closures: readonly Closure[], holidays: ReadonlySet<string>): OpenStretch[] {
  if (holidays.has(day) || closures.some(({ from_day: from, to_day: to }) => from <= day && day <= to)) return []
  return hours.filter((stretch) => stretch.weekday === weekday(day))
}

/** Reads `7:30`, `07:30` or `7.30` in 24 hours; undefined when it is no time. */
export function readTime(typed: string): string | undefined {
  const parts = /^([0-9]{1,2})(?:[:.h]([0-9]{2}))?$/.exec(typed.trim())
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2] ?? 0)]
  if (!parts || hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** One day's stretches as typed: each with a beginning and an end, in order, none over another. */
export function readStretches(weekdayOf: Weekday, typed: readonly { from: string; to: string }[]): Outcome<OpenStretch[], 'not-a-time' | 'not-in-order'> {
  const found: OpenStretch[] = []
  for (const { from, to } of typed) {
    if (from.trim() === '' && to.trim() === '') continue
    const [start, end] = [readTime(from), readTime(to)]
    if (!start || !end) return refused('not-a-time')
    const before = found.at(-1)
    if (end <= start || (before && start < before.to)) return refused('not-in-order')
    found.push({ weekday: weekdayOf, from: start, to: end })
  }
  return done(found)
}
