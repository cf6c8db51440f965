import { parseIsoDay } from '../../kernel/calendar'
import { parseDay } from '../text/dates'
import { foldDigits } from '../text/numbers'
import type { CellOutcome } from './column'
import type { FileDayOrder } from './mapping'

/** Such as 03/04/1999: which number is the month is said once per file and never guessed by row. */
const ambiguous = /^[0-9]{1,2}\s?[-/. ]\s?[0-9]{1,2}\s?[-/. ]\s?[0-9]{1,4}$/

/** Brings a day of a file to 'YYYY-MM-DD'. A time behind it is dropped. */
export function dayCell(text: string, order: FileDayOrder | undefined): CellOutcome<string> {
  const typed = foldDigits(text).trim().replace(/^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9.]+)?Z?$/, '$1')
  const iso = parseIsoDay(typed)
  if (iso !== undefined) return checked(iso, order)
  if (ambiguous.test(typed) && order === undefined) return { ok: false, reason: 'day-order-needed' }
  if (ambiguous.test(typed) && order === 'year-month-day') return { ok: false, reason: 'not-a-day', instead: '2026-11-22' }
  return checked(typed.replace(/^(\p{L}{3,9})-([0-9]{1,2})-([0-9]{4})$/u, '$1 $2, $3'), order)
}

function checked(typed: string, order: FileDayOrder | undefined): CellOutcome<string> {
  const read = parseDay(typed, order === 'month-day' ? 'month-day' : 'day-month')
  if (read.ok) return read
  if (read.reason === 'does-not-exist') return { ok: false, reason: 'day-does-not-exist', instead: read.lastDay }
  if (read.reason === 'buddhist-year') return { ok: false, reason: 'buddhist-year', params: { year: read.year } }
  return read.reason === 'empty' || read.reason === 'not-a-day'
    ? { ok: false, reason: 'not-a-day', instead: '2026-11-22' }
    : { ok: false, reason: read.reason }
}
