import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as x from './exact'

describe('exact', () => {
  it('rounds 350 times 1.15 to 403, where floating point gives 402', () => {
    const product = x.multiply(x.exact(350), x.exact('1.15'))
    expect(Math.round(350 * 1.15)).toBe(402)
    expect(x.toText(product)).toBe('402.5')
    expect(x.toText(x.round(product))).toBe('403')
  })
  it('rounds half away from zero on both sides', () => {
    const rounded = ['0.5', '-0.5', '2.5', '-2.5', '0.4', '-0.4', '1.005'].map((text) => x.toDecimal(x.exact(text), 0))
    expect(rounded).toEqual(['1', '-1', '3', '-3', '0', '0', '1'])
    expect(x.toDecimal(x.exact('1.005'), 2)).toBe('1.01')
    expect(x.toDecimal(x.exact('16800'), 2)).toBe('16800.00')
    expect(x.toDecimal(x.exact('-0.05'), 3)).toBe('-0.050')
  })
  it('reads only plain decimals and fractions', () => {
    for (const text of ['', '1e5', 'NaN', '1.', '.5', '1,5', '1/0', '٣', '1'.repeat(201)]) {
      expect(x.parseExact(text)).toBeUndefined()
    }
    expect(() => x.exact('x')).toThrow(RangeError)
    expect(() => x.exact(0.1)).toThrow(RangeError)
    expect(() => x.divide(x.one, x.zero)).toThrow(RangeError)
  })
  it('reads back what it prints, and adds and divides without loss', () => {
    const number = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n)).map(([n, d]) => x.fraction(n, d))
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(x.exact(x.toText(a))).toEqual(a)
        expect(x.subtract(x.add(a, b), b)).toEqual(a)
        if (!x.isZero(b)) expect(x.multiply(x.divide(a, b), b)).toEqual(a)
        expect(x.compare(a, b) + x.compare(b, a)).toBe(0)
        expect(x.largest(a, b) === a || x.smallest(a, b) === a).toBe(true)
      }),
      { seed: 3 },
    )
  })
  it('sums and turns into a number for charts', () => {
    expect(x.toText(x.sum(['0.1', '0.2'].map(x.exact)))).toBe('0.3')
    expect(x.toNumber(x.exact('2/3'))).toBeCloseTo(0.6667, 4)
    expect(x.toText(x.exact('2/3'))).toBe('2/3')
    expect(x.equals(x.absolute(x.exact('-2')), x.exact(2n))).toBe(true)
  })
})
