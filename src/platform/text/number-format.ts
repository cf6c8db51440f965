import { exact, toDecimal, toText } from '../../kernel/exact'
import type { TextLanguage } from './calendar-words'

export type Digits = 'latin' | 'khmer' | 'lao'

/** How numbers are written: a country's own table, because `Intl` exchanges comma and dot with Khmer digits. */
export interface NumberFormat {
  readonly group: string
  readonly decimal: string
  readonly digits: Digits
}

export const defaultNumberFormats: Readonly<Record<TextLanguage, NumberFormat>> = {
  km: { group: ',', decimal: '.', digits: 'latin' },
  en: { group: ',', decimal: '.', digits: 'latin' },
  lo: { group: '.', decimal: ',', digits: 'latin' },
}

/** As `country.json` keeps it. */
export interface CountryNumberFormat {
  readonly digits: 'latin' | 'native'
  readonly byLanguage: Readonly<Partial<Record<TextLanguage, { readonly group: string; readonly decimal: string }>>>
}

/** The format of a country for one language; the language's usual one where the country says nothing. */
export function numberFormatOf({ digits, byLanguage }: CountryNumberFormat, language: TextLanguage): NumberFormat {
  const native: Record<TextLanguage, Digits> = { km: 'khmer', lo: 'lao', en: 'latin' }
  const signs = byLanguage[language] ?? defaultNumberFormats[language]
  return { group: signs.group, decimal: signs.decimal, digits: digits === 'native' ? native[language] : 'latin' }
}

/** As `country.json` keeps it. */
export interface Currency {
  /** ISO 4217. */
  readonly code: string
  readonly decimals: number
  readonly symbol: string
}

/** Used where a country's own list is not given. */
export const defaultCurrencies: readonly Currency[] = [
  { code: 'KHR', decimals: 0, symbol: '៛' },
  { code: 'LAK', decimals: 0, symbol: '₭' },
  { code: 'USD', decimals: 2, symbol: '$' },
]

/** What people write for a currency besides its code and its symbol, in small letters. */
const currencyWords: Readonly<Record<string, readonly string[]>> = {
  KHR: ['រៀល', 'riels', 'riel'],
  LAK: ['ກີບ', 'kip'],
  USD: ['us$', 'ដុល្លារ', 'ໂດລາ', 'dollars', 'dollar'],
}

/** Everything that may stand beside a number for this currency, in small letters, longest first. */
export function currencySigns({ code, symbol }: Currency): string[] {
  const signs = [code.toLowerCase(), symbol.toLowerCase(), ...(currencyWords[code] ?? [])]
  return signs.filter((sign) => sign !== '').sort((a, b) => b.length - a.length)
}

/** Decimal text ('1234567.5') as people read it. With `decimals` it is rounded half away from zero, else left whole. */
export function formatNumber(value: string | number | bigint, format: NumberFormat, decimals?: number): string {
  const text = decimals === undefined ? toText(exact(value)) : toDecimal(exact(value), decimals)
  const [, sign = '', whole = '', fraction] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? []
  const grouped = whole.replace(/(?<=[0-9])(?=(?:[0-9]{3})+$)/g, () => format.group)
  const number = sign + grouped + (fraction === undefined ? '' : format.decimal + fraction)
  return toDigits(number, format.digits)
}

function toDigits(text: string, digits: Digits): string {
  if (digits === 'latin') return text
  const zero = digits === 'khmer' ? 0x17e0 : 0x0ed0
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)))
}

/** An amount with its ISO code, always printed, and the decimals of the currency: '1,500,000 KHR'. */
export function formatMoney(
  value: string | number | bigint,
  code: string,
  format: NumberFormat,
  currencies: readonly Currency[] = defaultCurrencies,
): string {
  const decimals = currencies.find((currency) => currency.code === code)?.decimals ?? 2
  return `${formatNumber(value, format, decimals)}\u00A0${code}`
}
