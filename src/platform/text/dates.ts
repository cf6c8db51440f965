import { calendarDay, daysInMonth, partsOf, weekday, type CalendarDate } from '../../kernel/calendar'
import { done, refused, type Done, type Refused } from '../../kernel/outcome'
import { calendarWords, type TextLanguage } from './calendar-words'
import { textKey } from './text-key'

export type { TextLanguage } from './calendar-words'

/** Which number comes first where the month is a number. On pages the day; a file is asked once. */
export type DayOrder = 'day-month' | 'month-day'

/**
 * Why a typed day was not taken. `lastDay` is the last day of the month that was meant; `year` the year as typed,
 * for the sentence about the Buddhist year. A Buddhist year is never converted.
 */
export type DayRefusal =
  | Refused<'empty' | 'not-a-day' | 'no-such-month' | 'two-digit-year' | 'year-out-of-range'>
  | (Refused<'does-not-exist'> & { readonly lastDay: CalendarDate })
  | (Refused<'buddhist-year'> & { readonly year: number })

export type TypedDay = Done<CalendarDate> | DayRefusal

const longestDay = 60
const buddhist = { from: 2400, to: 2700 }

/** Month names of all languages by key, and the English short forms. */
const monthOfName = new Map(
  Object.values(calendarWords).flatMap(({ months }) => months.map((name, i) => [textKey(name), i + 1] as const)),
)
calendarWords.en.months.forEach((name, i) => monthOfName.set(textKey(name).slice(0, 3), i + 1))
monthOfName.set('sept', 9)

const names = [...monthOfName.keys()].sort((a, b) => b.length - a.length).join('|')
const fillers = Object.values(calendarWords).flatMap((words) => words.fillers.map(textKey)).join('|')
const dayMonthYear = new RegExp(`^([0-9]{1,2})(?:st|nd|rd|th)?[ ./-]*(${names})\\.?[ .,/-]*([0-9]{1,4})$`)
const monthDayYear = new RegExp(`^(${names})\\.? *([0-9]{1,2})(?:st|nd|rd|th)?[ ,]+([0-9]{1,4})$`)
const filler = new RegExp(`(?<![a-z])(?:${fillers})(?![a-z])`, 'g')

/**
 * Reads a day as people type it: 22/11/2026, 22-11-2026, 22.11.2026, 2026-11-22, or with the month's name, in the
 * digits of three scripts and the names of three languages, with "day" and "month" words or without.
 */
export function parseDay(text: string, order: DayOrder = 'day-month'): TypedDay {
  if (text.length > longestDay) return refused('not-a-day')
  const key = textKey(text)
  if (key === '') return refused('empty')
  const iso = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/.exec(key)
  if (iso) return dayOf(iso[1], Number(iso[2]), iso[3])
  const numbers = /^([0-9]{1,2}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{1,4})$/.exec(key)
  if (numbers && order === 'day-month') return dayOf(numbers[3], Number(numbers[2]), numbers[1])
  if (numbers) return dayOf(numbers[3], Number(numbers[1]), numbers[2])
  const words = key.replace(filler, ' ').replace(/\s+/g, ' ').trim()
  const dayFirst = dayMonthYear.exec(words)
  if (dayFirst) return dayOf(dayFirst[3], monthOfName.get(dayFirst[2] ?? '') ?? 0, dayFirst[1])
  const monthFirst = monthDayYear.exec(words)
  if (monthFirst) return dayOf(monthFirst[3], monthOfName.get(monthFirst[1] ?? '') ?? 0, monthFirst[2])
  return refused('not-a-day')
}

function dayOf(yearText = '', month: number, dayText = ''): TypedDay {
  const [year, day] = [Number(yearText), Number(dayText)]
  if (yearText.length <= 2) return refused('two-digit-year')
  if (year >= buddhist.from && year <= buddhist.to) return { ok: false, reason: 'buddhist-year', year }
  if (year < 1000) return refused('year-out-of-range')
  if (month < 1 || month > 12) return refused('no-such-month')
  if (day < 1) return refused('not-a-day')
  const last = daysInMonth(year, month)
  if (day > last) return { ok: false, reason: 'does-not-exist', lastDay: calendarDay(year, month, last) }
  return done(calendarDay(year, month, day))
}

/** 'long' 22 November 2026, 'short' 22/11/2026, 'full' Sunday 22 November 2026, 'month' November 2026. */
export type DayStyle = 'long' | 'short' | 'full' | 'month'

/** A day as people of a language read it, in Latin digits. */
export function formatDay(date: CalendarDate, language: TextLanguage, style: DayStyle = 'long'): string {
  const { year, month, day } = partsOf(date)
  if (style === 'short') return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
  const ofMonth = `${monthName(month, language)} ${year}`
  if (style === 'month') return ofMonth
  const long = `${day} ${ofMonth}`
  return style === 'long' ? long : `${weekdayName(weekday(date), language)} ${long}`
}

/** Month 1 to 12. */
export function monthName(month: number, language: TextLanguage): string {
  return calendarWords[language].months[month - 1] ?? ''
}

/** Monday 1 to Sunday 7. */
export function weekdayName(day: number, language: TextLanguage): string {
  return calendarWords[language].weekdays[day - 1] ?? ''
}
