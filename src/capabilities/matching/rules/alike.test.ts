import { describe, expect, it } from 'vitest'
import { type AlikeCount, compareAlike } from './alike'

const count = (major: string, kind: AlikeCount['kind'], code: string, people: number, exposure: number, referred: number): AlikeCount => ({ major, isced: 2, kind, code, people, exposure, referred, wage: null, km: null })
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)

describe('like is compared with like', () => {
  it('so that a group in work that is shown less is not taken for a group that is shown less', () => {
    // Clerks are shown ten times as much as cleaners, and most clerks are men: over all, women have 0.28 of the men's exposure.
    const counts = [
      count('4', 'all', 'all', 100, 100_000, 20), count('4', 'sex', 'F', 20, 20_000, 4), count('4', 'sex', 'M', 80, 80_000, 16),
      count('9', 'all', 'all', 100, 10_000, 10), count('9', 'sex', 'F', 80, 8_000, 8), count('9', 'sex', 'M', 20, 2_000, 2),
    ]
    expect(compareAlike(counts).groups).toEqual([{ kind: 'sex', code: 'F', people: 100, exposure: 1, referred: 1 }, { kind: 'sex', code: 'M', people: 100, exposure: 1, referred: 1 }])
    const uneven = compareAlike(counts.map((one) => (one.code === 'F' && one.major === '4' ? { ...one, exposure: 10_000 } : one.kind === 'all' && one.major === '4' ? { ...one, exposure: 90_000 } : one)))
    expect(uneven.rows.map(({ major, code, exposure }) => [major, code, rounded(exposure)])).toEqual([['4', 'F', 0.5], ['4', 'M', 2], ['9', 'F', 1], ['9', 'M', 1]])
    expect(uneven.groups.map(({ code, exposure }) => [code, rounded(exposure)])).toEqual([['F', 0.64], ['M', 1.95]])
  })

  it('and a cell under 20 people, or with others under 20, is left out of rows and sums', () => {
    const counts = [count('4', 'all', 'all', 39, 39_000, 9), count('4', 'sex', 'F', 20, 0, 0), count('4', 'sex', 'M', 19, 39_000, 9), count('9', 'all', 'all', 40, 0, 0), count('9', 'age', '15-24', 20, 0, 0)]
    expect(compareAlike(counts)).toEqual({ rows: [expect.objectContaining({ major: '9', code: '15-24', exposure: null, referred: null })], groups: [{ kind: 'age', code: '15-24', people: 20, exposure: null, referred: null }], leftOut: 2 })
  })
})
