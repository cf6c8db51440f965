import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { compare, exact, fraction, isZero, multiply, toDecimal, toText } from '../../../kernel/exact'
import { parsePeriod, type Period } from '../../../kernel/period'
import { describeSeriesRule, parseSeriesRule, pointsOrTimes, targetOf, type BaselineStatus, warningsOf } from '../target-rules'
import { attain, attainBand, distanceTravelled, lightOf, percentOf, standingOf } from './attainment'
import { expectedToDate, forecast, proposeBaseline, seasonalWeights, shareDue } from './spread'

const person = { decimals: 0, isPercent: false }
const percent = { decimals: 1, isPercent: true }
const set = (baseline: string | null, rule: string, unit = person, status: BaselineStatus = 'measured') => {
  const parsed = parseSeriesRule(rule)
  if (!parsed.ok) throw new Error(rule)
  const outcome = targetOf(parsed.value, baseline === null ? null : { value: exact(baseline), status }, unit)
  return outcome.ok ? (outcome.value.published ? toText(outcome.value.published) : 'none') : outcome.reason
}
const year = (key: string): Period => parsePeriod(key) ?? { kind: 'year', key, from: '' as CalendarDate, to: '' as CalendarDate }
const day = (text: string) => text as CalendarDate

describe('target rules of a series', () => {
  it.each([
    ['T1', '10', 'pct_over_baseline:5', '11'], ['T2', '1345', 'pct_over_baseline:70', '2287'], ['T3', '350', 'pct_over_baseline:15', '403'], ['T4', '45', 'pct_over_baseline:-10', '41'],
    ['T8', '8999999999999999', 'pct_over_baseline:10', '9899999999999999'], ['T9', '0', 'pct_over_baseline:5', 'baseline-zero'], ['T10', null, 'pct_over_baseline:5', 'baseline-not-recorded'], ['T11', '7', 'add:5', '12'],
  ])('gives vector %s', (_name, baseline, rule, expected) => expect(set(baseline, rule)).toBe(expected))

  it('asks for points where the unit is per cent (T6, T12)', () => {
    expect(set('12.5', 'add_points:10', percent)).toBe('22.5')
    expect(set('12.5', 'pct_over_baseline:10', percent)).toBe('use-points')
    const { points, times } = pointsOrTimes(exact('12.5'), '10', 1)
    expect([toText(points), toText(times)]).toEqual(['22.5', '13.8'])
    expect(set('95', 'add_points:10', percent)).toBe('outside-percent')
    expect(set('12.5', 'rate:40', person)).toBe('no-denominator')
  })

  it('uses a baseline only as its status allows', () => {
    expect(set('0', 'pct_over_baseline:5', person, 'true_zero')).toBe('baseline-zero')
    expect(set('0', 'add:5', person, 'true_zero')).toBe('5')
    for (const status of ['not_recorded', 'not_applicable', 'zero_unconfirmed'] as const) {
      expect(set('7', 'pct_over_baseline:5', person, status)).toBe('baseline-not-recorded')
      expect(set('7', 'add:5', person, status)).toBe('baseline-missing')
      expect(set('7', 'absolute:5', person, status)).toBe('5')
    }
    expect([set('7', 'maintain'), set(null, 'maintain'), set('7', 'band:60:40'), set('7', 'band:40:60')]).toEqual(['7', 'baseline-missing', 'empty-band', 'none'])
  })

  it('reads back every rule that it writes, and warns of odd steps', () => {
    for (const text of ['pct_over_baseline:10', 'add:-5', 'add_points:2.5', 'absolute:3', 'rate:80', 'maintain', 'band:40:60', 'legacy_gt:12', 'not_due']) {
      const parsed = parseSeriesRule(text)
      expect(parsed.ok && describeSeriesRule(parsed.value)).toBe(text)
    }
    expect(parseSeriesRule('band:4').ok).toBe(false)
    const warn = (baseline: string, rule: string, locked: string | null = null) => {
      const parsed = parseSeriesRule(rule)
      const value = { value: exact(baseline), status: 'measured' as const }
      const target = parsed.ok ? targetOf(parsed.value, value, person) : parsed
      return target.ok ? warningsOf(target.value, value, 0, locked === null ? null : exact(locked)) : target.reason
    }
    expect([warn('10', 'pct_over_baseline:1'), warn('10', 'pct_over_baseline:301'), warn('10', 'add:5', '20'), warn('10', 'add:5')]).toEqual([['equals-baseline'], ['over-300'], ['below-last-locked'], []])
  })
})

describe('spreading a target', () => {
  const target = exact('2970')
  const months = (...shares: number[]) => shares.map((share) => exact(share))
  it('P1, P2, P3: flat, seasonal and forecast', () => {
    const flat = shareDue({ kind: 'flat' }, year('2014'), day('2014-05-31'))
    const due = expectedToDate(target, flat, true)
    expect([toText(due), percentOf(attain('up', exact('1170'), target).share ?? exact(0)), percentOf(attain('up', exact('1170'), due).share ?? exact(0))]).toEqual(['1237.5', '39.4', '94.5'])
    const seasonal = shareDue({ kind: 'seasonal', weights: months(6, 6, 8, 8, 8, 14, 12, 10, 8, 8, 7, 5) }, year('2014'), day('2014-05-31'))
    const season = expectedToDate(target, seasonal, true)
    expect([toText(season), percentOf(attain('up', exact('1170'), season).share ?? exact(0))]).toEqual(['1069.2', '109.4'])
    const ahead = forecast(exact('1170'), flat)
    expect([ahead?.value, ahead?.low, ahead?.high].map((value) => Math.round(value ?? 0))).toEqual([2808, 2685, 2931])
    expect([forecast(exact('9'), flat), forecast(exact('100'), fraction(1n, 12n))]).toEqual([null, null])
  })

  it('P4, P5: a stock is due whole, a part month counts its days', () => {
    expect(toText(expectedToDate(exact('11'), fraction(5n, 12n), false))).toBe('11')
    expect(attain('up', exact('12'), exact('11')).isMet).toBe(true)
    expect(shareDue({ kind: 'flat' }, year('2015'), day('2015-02-15'))).toEqual(fraction(43n, 28n * 12n))
    expect(shareDue({ kind: 'days' }, year('2015'), day('2015-02-15'))).toEqual(fraction(46n, 365n))
    expect([shareDue({ kind: 'step', on: day('2015-03-01') }, year('2015'), day('2015-02-28')), shareDue({ kind: 'step', on: day('2015-03-01') }, year('2015'), day('2015-03-01'))].map(toText)).toEqual(['0', '1'])
    expect([shareDue({ kind: 'flat' }, year('2015'), day('2014-12-31')), shareDue({ kind: 'flat' }, year('2015'), day('2016-01-01'))].map(toText)).toEqual(['0', '1'])
  })

  it('takes seasonal shares from one to three full years, as fractions that add up to one', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 3 }), (years) => {
      const weights = seasonalWeights(years.map((found) => found.map((value) => exact(value))))
      if (years.some((found) => found.every((value) => value === 0))) return weights === null
      return weights !== null && toText(weights.reduce((a, b) => fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator))) === '1'
    }), { numRuns: 40 })
    expect(seasonalWeights([])).toBeNull()
  })

  it('never asks for less later, whatever the profile', () => {
    const profile = fc.oneof(fc.constant({ kind: 'flat' as const }), fc.constant({ kind: 'days' as const }), fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 12, maxLength: 12 }).map((weights) => ({ kind: 'seasonal' as const, weights: months(...weights) })))
    const days = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([m, d]) => day(`2026-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`))
    fc.assert(fc.property(profile, days, days, (spread, a, b) => compare(shareDue(spread, year('2026'), a <= b ? a : b), shareDue(spread, year('2026'), a <= b ? b : a)) <= 0))
  })

  it('proposes a baseline after three months with its limits', () => {
    const round1 = (value: number) => Math.round(value * 10) / 10
    const [many, few] = [proposeBaseline(57), proposeBaseline(9)]
    expect([toText(many.value), round1(many.limits.low), round1(many.limits.high), many.isEnough]).toEqual(['228', 172.7, 295.4, true])
    expect([toText(few.value), round1(few.limits.low), round1(few.limits.high), few.isEnough]).toEqual(['36', 16.4, 68.3, false])
  })
})

describe('attainment and light', () => {
  it('reads the vectors', () => {
    const down = attain('down', exact('25'), exact('20'))
    expect([percentOf(down.share ?? exact(0)), lightOf(down), down.isMet]).toEqual(['80.0', 'behind', false])
    expect(attain('down', exact('0'), exact('20'))).toEqual({ share: null, isMet: true })
    expect(attain('up', exact('3'), exact('0'))).toEqual({ share: null, isMet: true })
    expect(attainBand(exact('60'), { lo: exact('40'), hi: exact('60') }).isMet).toBe(true)
    const close = attain('up', exact('899'), exact('999'))
    expect([toDecimal(multiply(close.share ?? exact(0), exact(100)), 2), lightOf(close), percentOf(close.share ?? exact(0))]).toEqual(['89.99', 'behind', '89.99'])
    expect([lightOf({ share: fraction(9n, 10n), isMet: false }), lightOf({ share: fraction(3n, 5n), isMet: false }), lightOf({ share: fraction(599n, 1000n), isMet: false })]).toEqual(['close', 'behind', 'far-behind'])
  })

  it('says the first state that applies, and takes a zero for data', () => {
    const met = attain('up', exact('0'), exact('5'))
    expect([standingOf({ isDue: false, hasData: false, attained: null }), standingOf({ isDue: true, hasData: false, attained: null }), standingOf({ isDue: true, hasData: true, attained: null }), standingOf({ isDue: true, hasData: true, attained: met })]).toEqual(['not-due', 'no-data', 'not-computable', 'not-met'])
    expect(toText(distanceTravelled(exact('10'), exact('20'), exact('15')) ?? exact(0))).toBe('0.5')
    expect(distanceTravelled(exact('10'), exact('10'), exact('15'))).toBeNull()
  })

  it('calls every target met exactly when its light is on target, for rising figures', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (actual, target) => {
      const attained = attain('up', exact(actual), exact(target))
      return attained.share !== null && !isZero(exact(target)) && attained.isMet === (lightOf(attained) === 'on-target')
    }))
  })
})
