import { expect, it } from 'vitest'
import { meanQuality, qualityOf } from './measures'

it('gives three relevant ones, found at ranks 1 and 4, 0.6714', () => {
  const quality = qualityOf(['a', 'x', 'y', 'b', 'z'], { a: 1, b: 1, c: 1 }, 10)
  expect(quality?.ndcg.toFixed(4)).toBe('0.6714')
  expect([quality?.recall, quality?.reciprocalRank]).toEqual([2 / 3, 1])
  expect(qualityOf(['a'], {}, 10)).toBeNull()
  expect(meanQuality([quality, null]).profiles).toBe(1)
})
