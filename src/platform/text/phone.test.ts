import { describe, expect, it } from 'vitest'
import { formatPhone, parsePhone } from './phone'

describe('parsePhone', () => {
  it.each([
    ['012 345 678', 'KH', '+85512345678'], ['០១២ ៣៤៥ ៦៧៨', 'KH', '+85512345678'], ['855-12-345-678', 'KH', '+85512345678'],
    ['00855 12 345 678', 'KH', '+85512345678'], ['໐໒໐ ໕໕໕໕ ໑໒໓໔', 'LA', '+8562055551234'],
    ['0971234567', 'KH', '+855971234567'], ['023 999 508', 'KH', '+85523999508'], ['030 1234567', 'LA', '+856301234567'],
    ['021 212345', 'LA', '+85621212345'], ['+855 12 345 678', 'LA', '+85512345678'],
  ])('reads %s in %s', (typed, region, e164) => {
    expect(parsePhone(typed, region)).toEqual({ typed, e164, callable: true })
  })
  it.each(['12345', '12 345', 'none', '', '0'.repeat(154_000), 'call 012 345 678'])('keeps %s as text that cannot be called', (typed) => {
    expect(parsePhone(typed, 'KH')).toEqual({ typed, e164: null, callable: false })
  })
  it('shows the national form at home and the international form abroad', () => {
    expect(formatPhone('+85512345678', 'KH')).toBe('012 345 678')
    expect(formatPhone('+85512345678', 'LA')).toBe('+855 12 345 678')
    expect(formatPhone('junk', 'KH')).toBe('junk')
  })
})
