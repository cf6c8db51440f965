import { done, refused, type Done } from '../../kernel/outcome'
import type { TextLanguage } from './calendar-words'
import {
  currencySigns, defaultCurrencies, defaultNumberFormats, formatNumber, type Currency, type NumberFormat,
} from './number-format'
import { dropInvisible, foldDigits } from './script-folds'

export { foldDigits } from './script-folds'

export type NumberProblem =
  | 'empty' | 'not-a-number' | 'negative' | 'no-decimals' | 'too-many-decimals' | 'which-one'
  | 'digit-groups-do-not-fit' | 'too-large'

export interface NumberSuggestion {
  /** To put into the form: '16800'. */
  readonly decimal: string
  /** To show: '16,800'. */
  readonly text: string
}

export interface TypedNumber {
  /** Digits with a dot, as stored: '1500000', '12.50'. */
  readonly decimal: string
  /** The ISO code of a currency written beside the number, to be shown before saving. */
  readonly currency: string | null
}

export interface NumberRefusal {
  readonly ok: false
  readonly reason: NumberProblem
  /** Best first; empty where nothing can be guessed. */
  readonly suggestions: readonly NumberSuggestion[]
}

export interface NumberOptions {
  readonly language: TextLanguage
  /** How many decimals the field takes; a currency written beside the number brings its own. */
  readonly decimals: number
  readonly format?: NumberFormat
  readonly currencies?: readonly Currency[]
  readonly mayBeNegative?: boolean
}

interface Reading {
  readonly decimals: number
  readonly format: NumberFormat
}

const longestNumber = 60
const mostDigits = 15

/** Reads a number as typed on a page of this language. What could mean two things is asked, never guessed. */
export function parseNumber(text: string, options: NumberOptions): Done<TypedNumber> | NumberRefusal {
  if (text.length > longestNumber) return refuse('too-large')
  const typed = foldDigits(dropInvisible(text.normalize('NFC'))).trim().toLowerCase()
  if (typed === '') return refuse('empty')
  const [bare, currency] = withoutCurrency(typed, options.currencies ?? defaultCurrencies)
  const [, minus = '', number = ''] = /^([-−+]?)\s*(.*)$/s.exec(bare) ?? []
  if (!/^[0-9][0-9., \u00A0\u2009\u202F]*$/.test(number) && !/^[.,][0-9]+$/.test(number)) return refuse('not-a-number')
  if (number.replace(/[^0-9]/g, '').length > mostDigits) return refuse('too-large')
  const isNegative = minus === '-' || minus === '−'
  if (isNegative && options.mayBeNegative !== true) return refuse('negative')
  const format = options.format ?? defaultNumberFormats[options.language]
  const read = readNumber(number, { decimals: currency?.decimals ?? options.decimals, format })
  if (!read.ok) return read
  const decimal = isNegative && /[1-9]/.test(read.value) ? `-${read.value}` : read.value
  return done({ decimal, currency: currency?.code ?? null })
}

function withoutCurrency(typed: string, currencies: readonly Currency[]): [string, Currency | undefined] {
  for (const currency of currencies) {
    for (const sign of currencySigns(currency)) {
      if (typed.endsWith(sign)) return [typed.slice(0, -sign.length).trim(), currency]
      if (typed.startsWith(sign)) return [typed.slice(sign.length).trim(), currency]
    }
  }
  return [typed, undefined]
}

function readNumber(number: string, reading: Reading): Done<string> | NumberRefusal {
  const separators = [...new Set(number.replace(/[0-9]/g, '').replace(/[^.,]/g, ' '))]
  const plain = number.replace(/[\u00A0\u2009\u202F]/g, ' ')
  const [only] = separators
  if (only === undefined) return done(withoutZeros(plain))
  if (separators.length === 1) return only === ' ' ? readGroups(plain, ' ', reading) : readOneSign(plain, only, reading)
  const last = plain.charAt(Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','), plain.lastIndexOf(' ')))
  const isDecimal = separators.length === 2 && last !== ' ' && plain.split(last).length === 2
  if (!isDecimal) return misfit(plain, reading)
  const [whole = '', fraction = ''] = plain.split(last)
  const groups = readGroups(whole, separators.find((one) => one !== last) ?? ' ', reading)
  return groups.ok ? readDecimals(groups.value, fraction, reading) : misfit(plain, reading)
}

/** One kind of sign, dot or comma, once or more. */
function readOneSign(number: string, sign: string, reading: Reading): Done<string> | NumberRefusal {
  const parts = number.split(sign)
  const [whole = '', fraction = ''] = parts
  if (parts.length > 2 || sign === reading.format.group) {
    const isForeignDecimal = parts.length === 2 && fraction.length < 3 && reading.decimals > 0
    return isForeignDecimal ? misfit(number, reading, [`${whole || '0'}.${fraction}`]) : readGroups(number, sign, reading)
  }
  const looksGrouped = fraction.length === 3 && /^[1-9][0-9]{0,2}$/.test(whole)
  if (sign === reading.format.decimal && looksGrouped && reading.decimals < 3) {
    const both = [whole + fraction, `${whole}.${fraction}`.replace(/0+$/, '').replace(/\.$/, '')]
    return refuse('which-one', suggest(reading.decimals === 0 ? both : both.reverse(), reading))
  }
  return readDecimals(withoutZeros(whole), fraction, reading)
}

function readGroups(number: string, sign: string, reading: Reading): Done<string> | NumberRefusal {
  const [first = '', ...groups] = number.split(sign)
  const fits = /^[1-9][0-9]{0,2}$/.test(first) && groups.every((group) => group.length === 3)
  if (groups.length === 0) return done(withoutZeros(first))
  return fits ? done(first + groups.join('')) : misfit(number, reading)
}

function readDecimals(whole: string, fraction: string, reading: Reading): Done<string> | NumberRefusal {
  if (fraction === '') return refuse('not-a-number')
  if (fraction.length <= reading.decimals) return done(`${whole}.${fraction}`)
  if (reading.decimals > 0) return refuse('too-many-decimals')
  return refuse('no-decimals', /^0+$/.test(fraction) ? suggest([whole], reading) : [])
}

/** '16,8000': one digit too many (16,800), or the sign in the wrong place (168,000). */
function misfit(number: string, reading: Reading, more: readonly string[] = []): NumberRefusal {
  const groups = number.split(/[., ]/)
  const last = groups.at(-1) ?? ''
  const head = groups.slice(0, -1).join('')
  const all = groups.join('')
  const guesses = last.length > 3 ? [head + last.slice(0, 3), all] : [...more, all]
  return refuse('digit-groups-do-not-fit', suggest(guesses, reading))
}

function suggest(decimals: readonly string[], { format }: Reading): NumberSuggestion[] {
  const unique = [...new Set(decimals.map(withoutZeros))]
  return unique.map((decimal) => ({ decimal, text: formatNumber(decimal, format) }))
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=[0-9])/, '') || '0'
}

function refuse(reason: NumberProblem, suggestions: readonly NumberSuggestion[] = []): NumberRefusal {
  return { ...refused(reason), suggestions }
}

/** A number of a file: digits, a dot, no grouping. Undefined for anything else. */
export function parseFileNumber(text: string): string | undefined {
  if (text.length > longestNumber) return undefined
  return /^\s*(-?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*$/.exec(foldDigits(text))?.[1]
}
