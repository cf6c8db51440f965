import { expect, it } from 'vitest'
import { capacityOf, exposureOf, fnv1a, gini, reach, shuffleTail } from './spread'

it('turns the tail of a list each day, and never its first ten', () => {
  expect([fnv1a('2026-11-22|7Q4M2XKDK|AB12CD34A'), fnv1a('2026-11-22|7Q4M2XKDK|1A2B3C4DT')]).toEqual([3535546411, 2989555264])
  expect([fnv1a('2026-11-23|7Q4M2XKDK|AB12CD34A'), fnv1a('2026-11-23|7Q4M2XKDK|1A2B3C4DT')]).toEqual([1871907424, 3914864947])
  const list = [...Array.from({ length: 10 }, (_, at) => ({ score: 9000, personCode: 'p', vacancyCode: String(at) })), { score: 5100, personCode: '7Q4M2XKDK', vacancyCode: 'AB12CD34A' }, { score: 5000, personCode: '7Q4M2XKDK', vacancyCode: '1A2B3C4DT' }]
  expect(shuffleTail(list, '2026-11-22').slice(10).map(({ vacancyCode }) => vacancyCode)).toEqual(['1A2B3C4DT', 'AB12CD34A'])
  expect(shuffleTail(list, '2026-11-23')).toEqual(list)
})

it('lets each open post of a vacancy stand in five lists, and no more than it wants referred', () => {
  expect([capacityOf(2, null), capacityOf(2, 3), capacityOf(1, 0), capacityOf(5000, null), capacityOf(5000, 80)]).toEqual([10, 3, 1, 25_000, 80])
})

it('measures exposure, concentration and reach', () => {
  expect([1, 2, 3, 4, 5, 10, 20].map(exposureOf)).toEqual([10_000, 6309, 5000, 4307, 3869, 2891, 2277])
  expect([gini([0, 0, 1, 3, 6]), gini([4, 4, 4]), gini([0, 0, 0, 0, 7]), gini([0, 0])]).toEqual([0.6, 0, 0.8, 0])
  expect(reach({ shown: 270, eligible: 600 }, { shown: 200, eligible: 400 })).toBeCloseTo(0.9)
  expect(reach({ shown: 5, eligible: 19 }, { shown: 200, eligible: 400 })).toBeUndefined()
})
