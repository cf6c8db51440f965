import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { coverage, lapsesAfter, loadHours, loadMinutes, nextReview } from './plans'
import { type Band, bandOf, educationAnswers, experienceAnswers, factors, mobilityAnswers, phoneAnswers, profile, type ProfileInputs } from './profiling'

const day = (text: string) => text as CalendarDate
const nothing: ProfileInputs = { monthsWithoutWork: null, education: null, age: null, postsPerSeeker: null, experience: null, mobility: null, phone: null, barriers: null }
const points = (inputs: ProfileInputs) => factors.map((factor) => profile(inputs).points[factor])

describe('profiling', () => {
  it('gives P1, P2 and P3 their points and bands', () => {
    const p1 = profile({ monthsWithoutWork: 1, education: 'upper', age: 27, postsPerSeeker: 1.2, experience: 'three-years', mobility: 'other-province', phone: 'own-phone-internet', barriers: 0 })
    expect([p1.total, p1.band]).toEqual([0, 'A'])
    const second: ProfileInputs = { monthsWithoutWork: 7, education: 'lower', age: 22, postsPerSeeker: 0.4, experience: 'less-or-other', mobility: 'own-district-transport', phone: 'own-phone', barriers: 1 }
    expect(points(second)).toEqual([2, 1, 1, 2, 2, 1, 1, 1])
    expect([profile(second).total, profile(second).band]).toEqual([11, 'B'])
    const third: ProfileInputs = { monthsWithoutWork: 'never-worked', education: 'none', age: 48, postsPerSeeker: 0.1, experience: 'none', mobility: 'on-foot', phone: 'shared-or-none', barriers: 4 }
    expect(points(third)).toEqual([2, 3, 1, 3, 3, 2, 2, 3])
    expect([profile(third).total, profile(third).band]).toEqual([19, 'C'])
  })

  it('has its edges at 6 A, 7 B, 12 B and 13 C', () => {
    expect([6, 7, 12, 13].map(bandOf)).toEqual(['A', 'B', 'B', 'C'])
  })

  it('gives no band while more than three factors were not asked, and says how many more are needed', () => {
    expect(profile(nothing)).toMatchObject({ band: null, askMore: 5, total: 6 })
    expect(profile({ ...nothing, age: 30, education: 'upper', phone: 'own-phone' })).toMatchObject({ band: null, askMore: 2 })
    expect(profile({ ...nothing, age: 30, education: 'upper', phone: 'own-phone', mobility: 'on-foot', barriers: 0 })).toMatchObject({ askMore: 0, band: 'A' })
  })

  it('stays between 0 and 21 for all answers, and more help is never fewer points for longer without work', () => {
    const maybe = <T,>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
    const inputs = fc.record({
      monthsWithoutWork: maybe(fc.oneof(fc.integer({ min: 0, max: 600 }), fc.constant('never-worked' as const))), education: maybe(fc.constantFrom(...educationAnswers)),
      age: maybe(fc.integer({ min: 10, max: 90 })), postsPerSeeker: maybe(fc.double({ min: 0, max: 5, noNaN: true })), experience: maybe(fc.constantFrom(...experienceAnswers)),
      mobility: maybe(fc.constantFrom(...mobilityAnswers)), phone: maybe(fc.constantFrom(...phoneAnswers)), barriers: maybe(fc.integer({ min: 0, max: 6 })),
    })
    fc.assert(fc.property(inputs, (given) => {
      const { total } = profile(given)
      expect(total).toBeGreaterThanOrEqual(0)
      expect(total).toBeLessThanOrEqual(21)
      expect(profile({ ...given, monthsWithoutWork: 24 }).total).toBeGreaterThanOrEqual(profile({ ...given, monthsWithoutWork: 1 }).total)
    }))
  })

  it('knows no input of sex, disability, ethnicity or health', () => {
    expect([...factors].sort()).toEqual(['age', 'barriers', 'education', 'experience', 'mobility', 'monthsWithoutWork', 'phone', 'postsPerSeeker'])
  })
})

describe('plans', () => {
  it('are reviewed after 90, 30 and 14 days and lapse after twice that', () => {
    expect((['A', 'B', 'C'] as Band[]).map((band) => nextReview(band, day('2026-11-23')))).toEqual(['2027-02-21', '2026-12-23', '2026-12-07'])
    expect(lapsesAfter('C', day('2026-11-23'))).toBe('2026-12-21')
  })

  it('cover 75.0 % when 30 of 40 people of band B or C agreed in time', () => {
    const people = Array.from({ length: 40 }, (_, i) => ({ band: i % 2 ? ('B' as const) : ('C' as const), acceptedOn: day('2026-10-01'), agreedOn: i < 30 ? day('2026-10-16') : i < 35 ? day('2026-10-17') : null }))
    const others = [{ band: 'A' as const, acceptedOn: day('2026-10-01'), agreedOn: null }, { band: 'B' as const, acceptedOn: day('2026-11-20'), agreedOn: null }]
    expect(coverage([...people, ...others], day('2026-11-23'))).toBe('75.0')
    expect(coverage([], day('2026-11-23'))).toBeUndefined()
  })

  it('load a counsellor of 100 A, 60 B and 20 C with 4,000 minutes, 66.7 hours', () => {
    expect(loadMinutes({ A: 100, B: 60, C: 20 })).toBe(4000)
    expect(loadHours({ A: 100, B: 60, C: 20 })).toBe('66.7')
  })
})
