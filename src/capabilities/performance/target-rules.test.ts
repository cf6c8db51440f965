import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compare, exact, parseExact, round, subtract, absolute, toText, fraction } from '../../kernel/exact'
import { computeTarget, parseRule, type TargetRule } from './target-rules'

const rule = (text: string): TargetRule => {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}
const target = (baseline: string | null, text: string, decimals = 0) => {
  const { state, exact: value, published } = computeTarget(rule(text), baseline === null ? null : exact(baseline), decimals)
  return [state, value && toText(value), published && toText(published)]
}

it.each([
  ['T1', '10', 'pct_over_baseline:5', ['ok', '10.5', '11']],
  ['T2', '1345', 'pct_over_baseline:70', ['ok', '2286.5', '2287']],
  ['T3', '350', 'pct_over_baseline:15', ['ok', '402.5', '403']],
  ['T4', '45', 'pct_over_baseline:-10', ['ok', '40.5', '41']],
  ['T8', '8999999999999999', 'pct_over_baseline:10', ['ok', '9899999999999998.9', '9899999999999999']],
  ['T9', '0', 'pct_over_baseline:5', ['undefined_baseline_zero', null, null]],
  ['T10', null, 'pct_over_baseline:5', ['undefined_baseline_missing', null, null]],
  ['T11', '7', 'add:5', ['ok', '12', '12']],
] as const)('computes vector %s', (_name, baseline, text, expected) => {
  expect(target(baseline, text)).toEqual(expected)
})

it('rounds half away from zero (T5, T7)', () => {
  expect(toText(round(exact('-40.5'), 0))).toBe('-41')
  expect(toText(round(exact('13.75'), 1))).toBe('13.8')
})

it('keeps a rate and a total as they are and says when nothing is due', () => {
  expect(target('0', 'rate:12.5', 1)).toEqual(['ok', '12.5', '12.5'])
  expect(target(null, 'absolute:3')).toEqual(['ok', '3', '3'])
  expect(target('5', 'not_due')).toEqual(['not_due', null, null])
  expect(parseRule('double:2').ok).toBe(false)
})

it('rounds by at most half a unit and never against the order of baselines', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: -10_000, max: 100_000 }), (b, hundredths) => {
      const percent = `${hundredths < 0 ? '-' : ''}${Math.floor(Math.abs(hundredths) / 100)}.${String(Math.abs(hundredths) % 100).padStart(2, '0')}`
      const at = (baseline: number) => computeTarget(rule(`pct_over_baseline:${percent}`), exact(baseline), 0)
      const { exact: value, published } = at(b)
      const next = at(b + 1).published
      if (!value || !published || !next) return false
      return compare(absolute(subtract(published, value)), fraction(1n, 2n)) <= 0 && (hundredths < -10_000 || compare(published, next) <= 0) && parseExact(toText(value)) !== undefined
    }),
  )
})
