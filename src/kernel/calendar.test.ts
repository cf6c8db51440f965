import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, addMonths, addWorkingDays, ageBandOf, ageOn, dayIn, daysBetween, firstOfMonth, isWithin, lastOfMonth,
  mondayToFriday, monthOf, parseIsoDay, weekday, type CalendarDate,
} from './calendar'

function day(text: string): CalendarDate {
  const found = parseIsoDay(text)
  if (!found) throw new Error(`no such day: ${text}`)
  return found
}

describe('parseIsoDay', () => {
  it('refuses days that do not exist and other forms', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '2026-1-1', '', '2026-11-22T00:00']) {
      expect(parseIsoDay(text)).toBeUndefined()
    }
    expect(parseIsoDay('2024-02-29')).toBe('2024-02-29')
    expect(parseIsoDay('1900-02-29')).toBeUndefined()
  })
})

describe('days', () => {
  it('agrees with the built-in calendar on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), fc.integer({ min: -5000, max: 5000 }), (n, step) => {
        const iso = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10)
        const from = day(iso(n))
        expect(addDays(from, step)).toBe(iso(n + step))
        expect(daysBetween(from, addDays(from, step))).toBe(step)
        expect(weekday(from)).toBe(new Date(n * 86_400_000).getUTCDay() || 7)
      }),
      { seed: 7 },
    )
  })
  it('throws past the last year', () => {
    expect(addDays(day('9999-12-30'), 1)).toBe('9999-12-31')
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(day('0001-01-01'), -1)).toThrow(RangeError)
  })
  it('keeps the day of the month or takes the last', () => {
    expect([1, 3, 6].map((n) => addMonths(day('2026-08-31'), n))).toEqual(['2026-09-30', '2026-11-30', '2027-02-28'])
    expect(addMonths(day('2026-01-31'), -2)).toBe('2025-11-30')
  })
  it('knows the month of a day', () => {
    expect(monthOf(day('2024-02-10'))).toBe('2024-02')
    expect(firstOfMonth(day('2024-02-10'))).toBe('2024-02-01')
    expect(lastOfMonth(day('2024-02-10'))).toBe('2024-02-29')
  })
  it('counts both ends as within', () => {
    expect(isWithin(day('2026-01-01'), day('2026-01-01'), day('2026-01-01'))).toBe(true)
    expect(isWithin(day('2026-01-01'), day('2026-01-02'), null)).toBe(false)
    expect(isWithin(day('2026-01-01'), null, day('2025-12-31'))).toBe(false)
    expect(isWithin(day('2026-01-01'), null, null)).toBe(true)
  })
})

describe('addWorkingDays', () => {
  const plain = { workDays: mondayToFriday, holidays: new Set<string>() }
  it('starts counting with the next day', () => {
    expect(addWorkingDays(day('2026-11-23'), 5, plain)).toBe('2026-11-30')
    expect(addWorkingDays(day('2026-11-21'), 2, plain)).toBe('2026-11-24')
    expect(addWorkingDays(day('2026-11-21'), 0, plain)).toBe('2026-11-21')
    expect(addWorkingDays(day('2026-11-30'), -5, plain)).toBe('2026-11-23')
  })
  it('leaves out holidays', () => {
    const holidays = new Set(['2026-11-27'])
    expect(addWorkingDays(day('2026-11-23'), 5, { workDays: mondayToFriday, holidays })).toBe('2026-12-01')
  })
  it('throws for a week without working days', () => {
    expect(() => addWorkingDays(day('2026-11-23'), 1, { ...plain, workDays: [] })).toThrow(RangeError)
  })
})

describe('age', () => {
  it('makes a person born on 29 February older on 1 March', () => {
    expect(ageOn(day('2004-02-29'), day('2022-02-28'))).toBe(17)
    expect(ageOn(day('2004-02-29'), day('2022-03-01'))).toBe(18)
    expect(ageOn(day('2004-02-29'), day('2024-02-29'))).toBe(20)
  })
  it('puts ages into the default bands', () => {
    const ages = [0, 14, 15, 19, 20, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 101, null]
    expect(ages.map((age) => ageBandOf(age))).toEqual([
      'under-15', 'under-15', '15-19', '15-19', '20-24', '20-24', '25-34', '25-34', '35-44', '35-44', '45-54',
      '45-54', '55-64', '55-64', '65+', '65+', 'not-stated',
    ])
  })
})

describe('dayIn', () => {
  it('takes the day of the zone, not of the server', () => {
    expect(dayIn(new Date('2026-11-22T20:00:00Z'), 'Asia/Bangkok')).toBe('2026-11-23')
    expect(dayIn(new Date('2026-11-22T16:59:59Z'), 'Asia/Bangkok')).toBe('2026-11-22')
    expect(dayIn(new Date('2026-01-01T02:00:00Z'), 'America/New_York')).toBe('2025-12-31')
  })
})
