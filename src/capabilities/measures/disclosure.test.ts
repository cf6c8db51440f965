import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, isRateShown, protect, smallestShown } from './disclosure'

const cells = (...values: number[]): Cell[] => values.map((value, i) => ({ key: `c${i}`, value }))
const total = (values: readonly number[]): Cell => ({ key: 'total', value: values.reduce((sum, value) => sum + value, 0) })
const hiddenIn = (...values: number[]) => {
  const released = protect(total(values), [cells(...values)])
  return { total: released.total, hidden: values.filter((_, i) => !released.parts[0]?.has(`c${i}`)) }
}

/** What a reader can work out about each hidden cell by trying every whole number, from what is shown alone. */
function possible(values: readonly number[], shown: ReadonlySet<string>, isTotalShown: boolean): Map<number, Set<number>> {
  const hidden = values.flatMap((_, i) => (shown.has(`c${i}`) ? [] : [i]))
  const found = new Map(hidden.map((i) => [i, new Set<number>()]))
  const whole = total(values).value
  const rest = whole - values.reduce((sum, value, i) => (shown.has(`c${i}`) ? sum + value : sum), 0)
  const place = (at: number, left: number, tried: number[]) => {
    const last = hidden.length - 1
    const cell = hidden[at]
    if (cell === undefined) return
    for (let value = 0; value <= left; value += 1) {
      if (at === last && isTotalShown && value !== left) continue
      if (at === last) [...tried, value].forEach((one, i) => found.get(hidden[i] ?? -1)?.add(one))
      else place(at + 1, left - value, [...tried, value])
    }
  }
  place(0, isTotalShown ? rest : Math.max(rest, smallestShown), [])
  return found
}

describe('small cells', () => {
  it.each([
    ['V1', [3, 12, 7], true, [3, 7]],
    ['V2', [1, 1, 40], true, [1, 1, 40]],
    ['V3', [3, 2, 40], true, [3, 2]],
    ['V4', [4, 0, 0, 9], true, [4, 9]],
    ['V5', [20, 30, 0], true, []],
    ['V6 a', [4, 2], true, [4, 2]],
    ['V6 b', [2, 2], false, [2, 2]],
  ])('are hidden as in %s', (_, values, isTotalShown, hidden) => {
    expect(hiddenIn(...values)).toEqual({ total: isTotalShown, hidden })
  })

  const table = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 12 })), { minLength: 1, maxLength: 4 })

  it('cannot be worked out from what is shown, in any small table', () => {
    fc.assert(fc.property(table, (values) => {
      const released = protect(total(values), [cells(...values)])
      const shown = released.parts[0] ?? new Set()
      for (const [i, options] of possible(values, shown, released.total)) {
        const value = values[i] ?? 0
        if (value >= 1 && value < smallestShown) expect(options.size, JSON.stringify(values)).toBeGreaterThanOrEqual(smallestShown)
      }
      values.forEach((value, i) => expect(value >= 1 && value < smallestShown && shown.has(`c${i}`)).toBe(false))
    }), { numRuns: 2_000, seed: 5 })
  })

  it('would be worked out if only they themselves were hidden', () => {
    let found = 0
    fc.assert(fc.property(table, (values) => {
      const shown = new Set(cells(...values).filter(({ value }) => value === 0 || value >= smallestShown).map(({ key }) => key))
      const isTotalShown = total(values).value >= smallestShown
      for (const options of possible(values, shown, isTotalShown).values()) if (options.size < smallestShown) found += 1
    }), { numRuns: 2_000, seed: 5 })
    expect(found).toBeGreaterThan(100)
  })

  it('include cells that one employer makes up', () => {
    const released = protect({ key: 'total', value: 100 }, [[{ key: 'a', value: 60, sensitive: true }, { key: 'b', value: 30 }, { key: 'c', value: 10 }]])
    expect([...(released.parts[0] ?? [])]).toEqual(['b'])
    expect(protect({ key: 'total', value: 100, sensitive: true }, [cells(60, 40)]).parts[0]?.size).toBe(1)
  })

  it('hide a rate whose part, whole or rest is small', () => {
    const rate = (part: number, whole: number) => isRateShown({ key: 'p', value: part }, { key: 'w', value: whole })
    expect([rate(10, 40), rate(3, 40), rate(38, 40), rate(3, 4), rate(0, 40), rate(50, 40)]).toEqual([true, false, false, false, true, true])
  })
})
