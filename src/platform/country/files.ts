import { LANGS } from './model'

/** One column: may its cells be empty, may the column be absent, and what a filled cell must look like. */
export type Column = {
  readonly isFilled: boolean
  readonly isOptional?: boolean
  /** Says what is wrong with a filled cell, or null. */
  readonly check?: (cell: string) => string | null
  /** Kept exactly as written, so spaces and letters are not checked. */
  readonly isRaw?: boolean
}
export type FileSpec = { readonly columns: Readonly<Record<string, Column>>; readonly key: readonly string[] }

const filled: Column = { isFilled: true }
const empty: Column = { isFilled: false }
const optional: Column = { isFilled: false, isOptional: true }
const raw: Column = { isFilled: false, isRaw: true }

function like(pattern: RegExp, message: string): Column {
  return { isFilled: true, check: (cell) => (pattern.test(cell) ? null : message) }
}
function oneOf(...values: string[]): Column {
  return { isFilled: true, check: (cell) => (values.includes(cell) ? null : `must be one of ${values.join(', ')}`) }
}
const maybe = (column: Column): Column => ({ ...column, isFilled: false })
const absentable = (column: Column): Column => ({ ...column, isFilled: false, isOptional: true })

const code = like(/^[A-Za-z0-9<+_-]{1,40}$/, 'must be a code of letters, digits and hyphens')
const whole = like(/^\d{1,9}$/, 'must be a whole number')
const decimal = like(/^\d{1,15}(\.\d{1,8})?$/, 'must be a number with a dot and without groups')
const flag = oneOf('Y', 'N')
const lang = like(/^[a-z]{2,3}$/, 'must be a language code of two or three small letters')
const time = like(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30')
const weekday = like(/^[1-7]$/, 'must be 1 (Monday) to 7 (Sunday)')
const currency = like(/^[A-Z]{3}$/, 'must be a currency code of three capital letters')
const day: Column = { isFilled: true, check: (cell) => (isDay(cell) ? null : 'must be a real day written 2026-11-22') }
const pattern: Column = { isFilled: true, isRaw: true, check: (cell) => (isPattern(cell) ? null : 'is not a valid regular expression') }
const kindOfLabel = oneOf('official', 'provisional', 'alternative')
const label: Column = { isFilled: true, check: (cell) => ([...cell].length > 300 ? 'is longer than 300 characters' : null) }

/** Names may be empty here; which languages are compulsory follows from the country. */
const names = { name_km: empty, name_lo: empty, name_en: empty }
const offered = { list: filled, code, selectable: flag, national_code: optional, note: optional }

/** A name says what is counted; a number word, a percentage or "increase of" belongs in the target. */
export const holdsTarget = new RegExp(
  '^\\s*(\\d|[០-៩]|[໐-໙]|((twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(-\\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(a )?(hundred|thousand|million|dozen))\\b)|%|increase of', 'iu',
)
const indicatorLabel: Column = { isFilled: false, check: (cell) => (holdsTarget.test(cell) ? 'holds a target: the target belongs in the target, not in the name' : null) }
const slices = ['sex', 'age_band', 'group']

/** Every table of a country folder: its columns and the columns that make a row unique. */
export const FILES = {
  'places.csv': {
    key: ['code', 'valid_from'],
    columns: {
      code: like(/^\d{2,8}$/, 'must be digits'), level: like(/^[1-3]$/, 'must be 1, 2 or 3'), parent: empty, type: filled,
      name_native: filled, name_latin: filled, other_spellings: optional, iso_3166_2: optional,
      valid_from: day, valid_to: absentable(day), predecessor: optional,
      tile_x: absentable(whole), tile_y: absentable(whole), name_km: optional, name_lo: optional, name_en: optional,
    },
  },
  'villages.csv': {
    key: ['code', 'valid_from'],
    columns: {
      code: like(/^\d{2,8}$/, 'must be digits'), parent: filled, name_native: filled, name_latin: optional, valid_from: day,
      valid_to: absentable(day),
    },
  },
  'place-words.csv': { key: ['type', 'lang'], columns: { type: code, lang: oneOf(...LANGS), word_before: empty, word_after: empty } },
  'centres.csv': {
    key: ['code'],
    columns: {
      code: like(/^[A-Z0-9-]{2,12}$/, 'must be 2 to 12 capital letters, digits or hyphens'), kind: filled, parent: optional, ...names,
      province: filled, district: empty, address: empty, phone: empty, opened_on: maybe(day), reporting_mode: filled, computers: maybe(whole),
      connectivity: filled,
    },
  },
  'centre-hours.csv': { key: ['centre', 'weekday', 'from'], columns: { centre: optional, weekday, from: time, to: time } },
  'occupations.csv': { key: ['code'], columns: offered },
  'industries.csv': { key: ['code'], columns: offered },
  'education.csv': { key: ['code'], columns: { code, ...names, isced_level: filled, sort: whole } },
  'skills.csv': { key: ['code'], columns: { code, ...names, esco_uri: optional, group: code } },
  'languages.csv': { key: ['code'], columns: { code: lang, ...names, sort: whole } },
  'lists.csv': { key: ['list', 'code'], columns: { list: code, code, ...names, sort: whole, valid_from: day, valid_to: absentable(day) } },
  'groups.csv': {
    key: ['code'],
    columns: { code, ...names, kind: oneOf('derived', 'declared'), age_from: maybe(whole), age_to: maybe(whole), sex: empty, sort: whole },
  },
  'services.csv': {
    key: ['code'],
    columns: {
      code, ...names, audience: oneOf('jobseeker', 'employer'), counts: flag,
      minutes: like(/^([1-9]\d?|[1-5]\d\d|600)$/, 'must be 1 to 600'), family: code,
    },
  },
  'identity-documents.csv': { key: ['code'], columns: { code, ...names, pattern: maybe(pattern), check: empty, sort: whole } },
  'registers.csv': { key: ['code'], columns: { code, ...names, pattern: maybe(pattern) } },
  'holidays.csv': { key: ['day'], columns: { day, ...names, source: filled } },
  'wage-ceilings.csv': { key: ['code', 'currency'], columns: { code, ceiling: decimal, currency } },
  'exchange-rates.csv': {
    key: ['month', 'from', 'to'],
    columns: { month: like(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month written 2026-11'), from: currency, to: currency, rate: decimal },
  },
  'equal-treatment.csv': {
    key: ['lang', 'ground', 'value', 'pattern'],
    columns: {
      lang, ground: code, value: empty, pattern, rule: oneOf('exempt', 'justify', 'explain', 'refuse'),
      advice_km: empty, advice_lo: empty, advice_en: empty,
    },
  },
  'red-flags.csv': {
    key: ['rule', 'kind', 'lang', 'name', 'value'],
    columns: {
      rule: like(/^\d{1,2}$/, 'must be the number of a red flag'), kind: oneOf('phrase', 'limit'), lang: maybe(lang), name: code,
      value: filled, effect: oneOf('hold', 'caution'),
    },
  },
  'special-data.csv': {
    key: ['code'],
    columns: { code, ...names, basis: oneOf('public-task', 'consent', 'contract', 'legal-duty', 'vital-interest'), source: filled },
  },
  'legal-bases.csv': {
    key: ['purpose', 'basis'],
    columns: {
      purpose: oneOf('registration', 'matching', 'referral', 'counselling', 'programme', 'survey', 'statistics', 'security', 'legal-duty'),
      basis: oneOf('public-task', 'consent', 'contract', 'legal-duty', 'vital-interest'), law: empty, status: oneOf('to-confirm', 'confirmed'),
    },
  },
  'synonyms.csv': { key: ['lang', 'phrase', 'also'], columns: { lang, phrase: filled, also: filled, direction: oneOf('both', 'one') } },
  'indicators.csv': {
    key: ['framework', 'key'],
    columns: {
      framework: code, pillar: code, pillar_km: empty, pillar_lo: empty, pillar_en: empty, key: like(/^[a-z0-9_]{3,60}$/, 'must be 3 to 60 small letters, digits or underscores'),
      measure: like(/^[A-Za-z0-9_.]{3,60}$/, 'must be the name of a measure'), label_km: indicatorLabel, label_lo: indicatorLabel, label_en: indicatorLabel,
      direction: oneOf('up', 'down', 'band', 'none'), accumulation: oneOf('period', 'year-to-date', 'rolling-12', 'as-at', 'cohort'),
      slices: maybe({ isFilled: true, check: (cell) => (cell.split(' ').every((one) => slices.includes(one)) ? null : `must be names out of ${slices.join(', ')} with a space between`) }),
    },
  },
  'counts.csv': { key: ['what'], columns: { what: filled, count: whole, source: filled } },
} as const satisfies Record<string, FileSpec>

export type FileName = keyof typeof FILES
export const FILE_NAMES = Object.keys(FILES) as FileName[]

export const LABEL_FILE: FileSpec = { key: ['code', 'label'], columns: { code, label, kind: kindOfLabel, source: filled } }
export const CLASSIFICATION_FILE: FileSpec = {
  key: ['code'],
  columns: { code, level: like(/^[1-4]$/, 'must be 1 to 4'), parent: empty, title_en: { ...raw, isFilled: true }, kind: optional },
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number)
  return month >= 1 && month <= 12 && date >= 1 && date <= lengthOfMonth(year, month)
}

function lengthOfMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
