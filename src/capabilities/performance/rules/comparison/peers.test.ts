import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fewestPeers, peerBand, type PeerFacts, proposeGroups } from './peers'

const facts = (...values: (readonly number[])[]): PeerFacts[] => values.map((value, at) => ({ code: `C${String(at).padStart(2, '0')}`, values: value }))

describe('groups of similar centres', () => {
  it('finds two clear groups, whatever the order', () => {
    const given = facts([1, 1], [9, 9], [1.1, 0.9], [9.2, 9.1], [0.9, 1.2], [8.8, 9.3], [1.2, 1], [9.1, 8.7])
    const groups = proposeGroups(given).map((group) => group.join(' ')).sort()
    expect(groups).toEqual(['C00 C02 C04 C06', 'C01 C03 C05 C07'])
    expect(proposeGroups([...given].reverse()).map((group) => group.join(' ')).sort()).toEqual(groups)
  })

  it('puts every centre into one group, and none has fewer than four members', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 24 }), (values) => {
      const given = facts(...values)
      const groups = proposeGroups(given)
      return groups.flat().sort().join() === given.map(({ code }) => code).join() && (groups.length === 1 || groups.every((group) => group.length >= fewestPeers))
    }), { numRuns: 60 })
    expect(proposeGroups([])).toEqual([])
  })

  it('says the middle half of the others, and nothing of fewer than three', () => {
    expect(peerBand([10, 40, 20, 30, 50])).toEqual({ count: 5, low: 20, middle: 30, high: 40 })
    expect(peerBand([10, 20])).toBeNull()
  })
})
