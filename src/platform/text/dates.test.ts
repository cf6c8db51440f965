import { describe, expect, it } from 'vitest'
import { parseIsoDay, type CalendarDate } from '../../kernel/calendar'
import { formatDay, monthName, parseDay, weekdayName } from './dates'

const day = parseIsoDay('2026-11-22') as CalendarDate

describe('parseDay', () => {
  it.each([
    '22/11/2026', '22-11-2026', '22.11.2026', '2026-11-22', '2026/11/22', '22 11 2026', '២២/១១/២០២៦', '໒໒/໑໑/໒໐໒໖',
    '22 វិច្ឆិកា 2026', '២២វិច្ឆិកា២០២៦', 'ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦', '22 ພະຈິກ 2026', 'ວັນທີ 22 ເດືອນພະຈິກ ປີ 2026',
    '22 November 2026', '22nd of november 2026', 'November 22, 2026', '22-Nov-2026', ' 22/11/2026\u200B',
  ])('reads %s', (text) => expect(parseDay(text)).toEqual({ ok: true, value: '2026-11-22' }))
  it('reads every month in three languages as it prints it', () => {
    for (const language of ['km', 'lo', 'en'] as const) {
      for (let month = 1; month <= 12; month += 1) {
        const date = parseIsoDay(`2026-${String(month).padStart(2, '0')}-09`) as CalendarDate
        expect(parseDay(formatDay(date, language))).toEqual({ ok: true, value: date })
      }
    }
  })
  it('puts the day first, unless the file says otherwise', () => {
    expect(parseDay('03/04/1999')).toEqual({ ok: true, value: '1999-04-03' })
    expect(parseDay('03/04/1999', 'month-day')).toEqual({ ok: true, value: '1999-03-04' })
  })
  it('names the last day of the month for a day that does not exist', () => {
    expect(parseDay('31/02/1999')).toEqual({ ok: false, reason: 'does-not-exist', lastDay: '1999-02-28' })
    expect(parseDay('2024-02-30')).toEqual({ ok: false, reason: 'does-not-exist', lastDay: '2024-02-29' })
    expect(parseDay('31 មេសា 2026')).toEqual({ ok: false, reason: 'does-not-exist', lastDay: '2026-04-30' })
  })
  it('never converts a Buddhist year', () => {
    for (const year of [2400, 2541, 2569, 2700]) {
      expect(parseDay(`01/02/${year}`)).toEqual({ ok: false, reason: 'buddhist-year', year })
    }
    expect(parseDay('31/02/2541')).toEqual({ ok: false, reason: 'buddhist-year', year: 2541 })
    expect(parseDay('01/02/2399').ok).toBe(true)
  })
  it.each([
    ['22/11/26', 'two-digit-year'], ['22 វិច្ឆិកា 26', 'two-digit-year'], ['22/13/2026', 'no-such-month'],
    ['0/11/2026', 'not-a-day'], ['22/11/026', 'year-out-of-range'], ['', 'empty'], ['tomorrow', 'not-a-day'],
    ['22/11', 'not-a-day'], ['9'.repeat(154_000), 'not-a-day'], ['22 mayhem 2026', 'not-a-day'],
  ])('refuses %s', (text, reason) => expect(parseDay(text)).toMatchObject({ ok: false, reason }))
})

describe('formatDay', () => {
  it('writes the day in three languages', () => {
    expect((['km', 'lo', 'en'] as const).map((language) => formatDay(day, language))).toEqual([
      '22 វិច្ឆិកា 2026', '22 ພະຈິກ 2026', '22 November 2026',
    ])
    expect(formatDay(day, 'lo', 'short')).toBe('22/11/2026')
    expect(formatDay(day, 'en', 'full')).toBe('Sunday 22 November 2026')
    expect(formatDay(day, 'km', 'month')).toBe('វិច្ឆិកា 2026')
    expect([monthName(1, 'lo'), weekdayName(1, 'en')]).toEqual(['ມັງກອນ', 'Monday'])
  })
})
