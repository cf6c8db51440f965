import { describe, expect, it } from 'vitest'
import { divide, exact, toDecimal } from '../../../kernel/exact'
import { partOf } from '../reading/part'
import { isOfShare, targetOf } from '../target-rules'
import { farthestFromTarget, farthestFromWhole } from './farthest'
import { shareOfYear } from './spread'
import { listPeriodsWithin, parsePeriod } from '../../../kernel/period'

const attained = (share: string) => ({ share: exact(share), isMet: Number(share) >= 1 })

describe('a part beside the whole', () => {
  it('counts those of unknown sex in the whole and says how far they leave the share open', () => {
    const { share, high } = partOf(exact(9), exact(20), exact(2))
    expect([share && toDecimal(share, 1), high && toDecimal(high, 1)]).toEqual(['45.0', '55.0'])
    expect(partOf(exact(0), exact(0), exact(0))).toMatchObject({ share: null, high: null })
  })

  it('may have a share of the whole as its target, without a baseline, from 0 to 100 per cent', () => {
    const unit = { decimals: 0, isPercent: false, hasDenominator: false, isPart: true }
    const target = targetOf({ kind: 'rate', to: '33.35' }, null, unit)
    expect(target.ok && target.value.published && toDecimal(target.value.published, 2)).toBe('33.40')
    for (const to of ['-1', '100.1']) expect(targetOf({ kind: 'rate', to }, null, unit)).toMatchObject({ ok: false, reason: 'share-range' })
    expect(targetOf({ kind: 'rate', to: '50' }, null, { ...unit, isPart: false })).toMatchObject({ ok: false, reason: 'no-denominator' })
    expect([isOfShare('rate:50', unit), isOfShare('add:5', unit), isOfShare('rate:50', { isPart: false })]).toEqual([true, false, false])
  })
})

describe('the biggest gap', () => {
  const line = (name: string, share: string, expected: string, behind: string | null = null) => ({ name, judged: attained(share), expected: exact(expected), behind: behind === null ? null : exact(behind) })
  it('is the smallest share of what is due, never of a small number and never of what was reached', () => {
    expect(farthestFromTarget([line('a', '0.8', '50'), line('b', '0.3', '40'), line('c', '0.1', '4.9'), line('d', '1.2', '50')])?.name).toBe('b')
    expect(farthestFromTarget([line('a', '0.8', '50', '40'), line('b', '0.3', '50', '19')])?.name).toBe('a')
    expect(farthestFromTarget([line('a', '1', '50'), { ...line('b', '0.5', '50'), judged: null }])).toBeUndefined()
  })

  it('of a rate is the part on the worse side that lies farthest from the whole, where enough people stand behind it', () => {
    const parts = [{ name: 'women', value: exact(20), behind: exact(40) }, { name: 'men', value: exact(40), behind: exact(40) }, { name: 'young', value: exact(1), behind: exact(19) }, { name: 'old', value: null, behind: exact(60) }]
    expect(farthestFromWhole('up', exact(30), parts)?.name).toBe('women')
    expect(farthestFromWhole('down', exact(30), parts)?.name).toBe('men')
    expect(farthestFromWhole('none', exact(30), parts)).toBeUndefined()
    expect(farthestFromWhole('up', exact(10), parts)).toBeUndefined()
  })
})

describe('the part of a year that three months hold', () => {
  const year = parsePeriod('2026')
  const months = year ? listPeriodsWithin(year, 'month').slice(0, 3) : []
  it('is a quarter, or their seasonal share', () => {
    expect(shareOfYear({ kind: 'flat' }, months)).toEqual(divide(exact(1), exact(4)))
    expect(shareOfYear({ kind: 'manual', weights: [2, 1, 1, ...Array.from({ length: 9 }, () => 0)].map((weight) => exact(weight)) }, months)).toEqual(exact(1))
    expect(shareOfYear({ kind: 'seasonal', weights: [6, 6, 8, 8, 8, 14, 12, 10, 8, 8, 7, 5].map((weight) => exact(weight)) }, months)).toEqual(divide(exact(1), exact(5)))
  })
})
