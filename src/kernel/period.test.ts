import { expect, it } from 'vitest'
import { parseIsoDay, type CalendarDate } from './calendar'
import {
  listLastMonths, listPeriodsWithin, nextPeriod, parsePeriod, periodOf, previousPeriod, yearBefore,
} from './period'

const today = parseIsoDay('2026-11-24') as CalendarDate

it('gives every kind its key and its days', () => {
  expect(periodOf('month', today)).toEqual({ kind: 'month', key: '2026-11', from: '2026-11-01', to: '2026-11-30' })
  expect(periodOf('quarter', today)).toEqual({ kind: 'quarter', key: '2026-Q4', from: '2026-10-01', to: '2026-12-31' })
  expect(periodOf('half-year', today).key).toBe('2026-S2')
  expect(periodOf('year', today)).toEqual({ kind: 'year', key: '2026', from: '2026-01-01', to: '2026-12-31' })
})

it('reads its own keys back and nothing else', () => {
  for (const kind of ['month', 'quarter', 'half-year', 'year'] as const) {
    const period = periodOf(kind, today)
    expect(parsePeriod(period.key)).toEqual(period)
  }
  for (const key of ['2026-13', '2026-Q5', '2026-S3', '26-01', '0000', '2026-', 'x']) {
    expect(parsePeriod(key)).toBeUndefined()
  }
})

it('steps over the end of the year', () => {
  expect(nextPeriod(periodOf('quarter', today)).key).toBe('2027-Q1')
  expect(previousPeriod(periodOf('year', today)).key).toBe('2025')
  expect(yearBefore(periodOf('month', today)).key).toBe('2025-11')
})

it('lists the last months, oldest first', () => {
  expect(listLastMonths(3, today).map(({ key }) => key)).toEqual(['2026-09', '2026-10', '2026-11'])
  expect(listLastMonths(13, today)[0]?.key).toBe('2025-11')
})

it('lists the periods inside another one', () => {
  expect(listPeriodsWithin(periodOf('year', today), 'month')).toHaveLength(12)
  expect(listPeriodsWithin(periodOf('year', today), 'quarter').map(({ key }) => key)).toEqual([
    '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4',
  ])
  expect(listPeriodsWithin(periodOf('month', today), 'quarter')).toEqual([])
})
