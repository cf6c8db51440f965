import { expect, it } from 'vitest'
import { mean, median, quantile, wilsonInterval } from './statistics'

it('finds the middle of odd and even lists without changing them', () => {
  const values = [10, 2, 9]
  expect(median(values)).toBe(9)
  expect(values).toEqual([10, 2, 9])
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect([mean([]), median([]), quantile([], 0.9)]).toEqual([null, null, null])
  expect(mean([1, 2, 6])).toBe(3)
})

it('gives quantiles like percentile_cont', () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
  expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  expect(quantile([7], 0.9)).toBe(7)
  expect(() => quantile([1], 1.1)).toThrow(RangeError)
})

it('gives the Wilson interval', () => {
  const interval = wilsonInterval(8, 10)
  expect(interval?.low).toBeCloseTo(0.4902, 4)
  expect(interval?.high).toBeCloseTo(0.9433, 4)
  expect(wilsonInterval(0, 10)).toMatchObject({ low: 0 })
  expect(wilsonInterval(10, 10)).toMatchObject({ high: 1 })
  expect(wilsonInterval(0, 0)).toBeNull()
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
})
