import { describe, expect, it } from 'vitest'
import { defaultNumberFormats, formatMoney, formatNumber, numberFormatOf } from './number-format'
import { parseFileNumber, parseNumber, type NumberOptions } from './numbers'

const riel: NumberOptions = { language: 'km', decimals: 0 }
const dollar: NumberOptions = { language: 'en', decimals: 2 }
const kip: NumberOptions = { language: 'lo', decimals: 0 }

function read(text: string, options: NumberOptions) {
  const found = parseNumber(text, options)
  if (found.ok) return found.value.decimal
  return [found.reason, ...found.suggestions.map((suggestion) => suggestion.text)].join(' | ')
}

describe('parseNumber', () => {
  it.each(['1,500,000', '1.500.000', '1500000', '១,៥០០,០០០', '1 500 000', '1\u00A0500\u202F000', '໑.໕໐໐.໐໐໐', '1500000៛'])(
    'reads %s as one and a half million riel', (text) => expect(read(text, riel)).toBe('1500000'),
  )
  it.each([
    ['1.5', riel, 'no-decimals'],
    ['1500.00', riel, 'no-decimals | 1,500'],
    ['1.500', riel, 'which-one | 1,500 | 1.5'],
    ['1.500', dollar, 'which-one | 1.5 | 1,500'],
    ['1.500', kip, '1500'],
    ['1,500', kip, 'which-one | 1.500 | 1,5'],
    ['1,500', riel, '1500'],
    ['16,8000', riel, 'digit-groups-do-not-fit | 16,800 | 168,000'],
    ['16.8000', kip, 'digit-groups-do-not-fit | 16.800 | 168.000'],
    ['1,50,000', riel, 'digit-groups-do-not-fit | 150,000'],
    ['1,5', dollar, 'digit-groups-do-not-fit | 1.5 | 15'],
    ['1,234.56', dollar, '1234.56'],
    ['1.234,56', { ...kip, decimals: 2 }, '1234.56'],
    ['1.234,56', dollar, '1234.56'],
    ['12.345', dollar, 'which-one | 12.345 | 12,345'],
    ['0.125', dollar, 'too-many-decimals'],
    ['.5', dollar, '0.5'],
    ['007', riel, '7'],
    ['0', riel, '0'],
    ['', riel, 'empty'],
    ['\u200B ', riel, 'empty'],
    ['five', riel, 'not-a-number'],
    ['1e5', riel, 'not-a-number'],
    ['5.', dollar, 'not-a-number'],
    ['-5', riel, 'negative'],
    ['−5', { ...riel, mayBeNegative: true }, '-5'],
    ['1234567890123456', riel, 'too-large'],
    ['9'.repeat(154_000), riel, 'too-large'],
  ] as [string, NumberOptions, string][])('answers %s', (text, options, answer) => {
    expect(read(text, options)).toBe(answer)
  })
  it('takes a currency that is written beside the number, with its decimals', () => {
    expect(parseNumber('250$', riel)).toEqual({ ok: true, value: { decimal: '250', currency: 'USD' } })
    expect(parseNumber('USD 12.50', riel)).toEqual({ ok: true, value: { decimal: '12.50', currency: 'USD' } })
    expect(parseNumber('₭ 1.500.000', kip)).toEqual({ ok: true, value: { decimal: '1500000', currency: 'LAK' } })
    expect(parseNumber('1500000', riel)).toEqual({ ok: true, value: { decimal: '1500000', currency: null } })
  })
  it('reads files with a dot and without grouping', () => {
    expect(['12.5', ' ៥ ', '1,500', '1e3', `5${' '.repeat(99)}x`].map(parseFileNumber)).toEqual(['12.5', '5', undefined, undefined, undefined])
  })
})

describe('formatNumber', () => {
  it('groups and parts as each language does', () => {
    const { km, en, lo } = defaultNumberFormats
    expect([km, en, lo].map((format) => formatNumber('1234567.5', format))).toEqual(['1,234,567.5', '1,234,567.5', '1.234.567,5'])
    expect(formatNumber('1234567.5', { ...km, digits: 'khmer' })).toBe('១,២៣៤,៥៦៧.៥')
    expect(formatNumber('1234.5', { ...lo, digits: 'lao' })).toBe('໑.໒໓໔,໕')
    expect(formatNumber(-999, en)).toBe('-999')
    expect(formatNumber('0.005', en, 2)).toBe('0.01')
  })
  it('takes the signs and the digits of a country', () => {
    const format = { digits: 'native', byLanguage: { en: { group: ' ', decimal: ',' } } } as const
    expect(formatNumber('1234.5', numberFormatOf(format, 'en'))).toBe('1 234,5')
    expect(formatNumber('1234.5', numberFormatOf(format, 'km'))).toBe('១,២៣៤.៥')
  })
  it('prints money with its code and its decimals', () => {
    const { km, lo } = defaultNumberFormats
    expect(formatMoney(1500000, 'KHR', km)).toBe('1,500,000\u00A0KHR')
    expect(formatMoney(1500000, 'LAK', lo)).toBe('1.500.000\u00A0LAK')
    expect(formatMoney('250', 'USD', km)).toBe('250.00\u00A0USD')
  })
})
