import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCharacter, formatPublicCode, newPublicCode, parsePublicCode } from './code'

it('computes the check character', () => {
  const bodies = ['7Q4M2XKD', 'AB12CD34', '1A2B3C4D', '00000000', 'ZZZZZZZZ']
  expect(bodies.map(checkCharacter)).toEqual(['K', 'A', 'T', '0', '8'])
  expect(() => checkCharacter('U')).toThrow(RangeError)
})

it('reads a code as people type it', () => {
  const code = { ok: true, value: '7Q4M2XKDK' }
  for (const typed of ['7Q4M-2XKD-K', '7q4m2xkdk', ' 7Q4M 2XKD K ', '៧Q4M-2XKD-K', '໗Q4M–2XKD–K']) {
    expect(parsePublicCode(typed)).toEqual(code)
  }
  expect(parsePublicCode('IA2B-3C4D-T')).toEqual({ ok: true, value: '1A2B3C4DT' })
  expect(parsePublicCode('lA2B-3C4D-T')).toEqual({ ok: true, value: '1A2B3C4DT' })
  expect(parsePublicCode('oOoO-0000-0')).toEqual({ ok: true, value: '000000000' })
})

it('tells a typing mistake from text that is no code', () => {
  expect(parsePublicCode('7Q4M-2XKD-J')).toEqual({ ok: false, reason: 'typing-mistake' })
  for (const typed of ['', '7Q4M-2XKD', '7Q4M-2XKD-KK', '7Q4U-2XKD-K', 'x'.repeat(100_000)]) {
    expect(parsePublicCode(typed)).toEqual({ ok: false, reason: 'not-a-code' })
  }
})

it('finds every wrong single character in new codes', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  fc.assert(
    fc.property(fc.nat(8), fc.nat(31), (place, letter) => {
      const code = newPublicCode()
      expect(parsePublicCode(formatPublicCode(code))).toEqual({ ok: true, value: code })
      const wrong = code.slice(0, place) + alphabet.charAt(letter) + code.slice(place + 1)
      expect(parsePublicCode(wrong).ok).toBe(wrong === code)
    }),
    { seed: 5, numRuns: 500 },
  )
})
