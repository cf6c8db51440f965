import { addMonths, ageOn, type CalendarDate, partsOf } from '../../kernel/calendar'
import { done, refused, type Outcome } from '../../kernel/outcome'
import { type DayRefusal, parseDay } from '../../platform/text/dates'
import { foldDigits } from '../../platform/text/numbers'
import { type BirthFact, type FieldFault, noBirth } from './model'

const monthsRegistered = 6
const oldestUnasked = 100
const firstYear = 1900

/** The day a registration ends unless something happens before. */
export const expiryFrom = (day: CalendarDate): CalendarDate => addMonths(day, monthsRegistered)
export const warningDays = 14
/** Two renewals count only when this many days lie between them. */
export const renewalDays = 180

/** Whole years at a day; null when nothing was stated. A year of birth alone gives the age reached in that year. */
export function ageAt(birth: BirthFact, day: CalendarDate): number | null {
  if (birth.birthDate) return ageOn(birth.birthDate, day)
  if (birth.birthYear !== null) return partsOf(day).year - birth.birthYear
  if (birth.ageStated !== null && birth.ageStatedOn) return birth.ageStated + Math.max(0, ageOn(birth.ageStatedOn, day))
  return null
}

export const birthYearOf = (birth: BirthFact): number | null => {
  if (birth.birthDate) return partsOf(birth.birthDate).year
  if (birth.birthYear !== null) return birth.birthYear
  return birth.ageStated !== null && birth.ageStatedOn ? partsOf(birth.ageStatedOn).year - birth.ageStated : null
}

export type ReadBirth = { ok: true; value: BirthFact } | { ok: false; fault: FieldFault }
const wrong = (key: string, parameters?: FieldFault['parameters']): ReadBirth => ({ ok: false, fault: { key: `jobseekers.birth.${key}`, ...(parameters ? { parameters } : {}) } })

/** Reads one box: an age (34), a year (1990) or a day (22/11/1990). An age over 100 is asked about. */
export function readBirth(typed: string, today: CalendarDate, isAgeConfirmed: boolean): ReadBirth {
  const text = foldDigits(typed.normalize('NFC')).trim()
  if (text === '') return { ok: false, fault: { key: 'errors.required' } }
  const birth = /^\d{1,3}$/.test(text) ? ofAge(Number(text), today) : /^\d{4}$/.test(text) ? ofYear(Number(text), today) : ofDay(typed, today)
  if (!birth.ok) return birth
  const age = ageAt(birth.value, today) ?? 0
  if (age > 120) return wrong('too-old', { age })
  if (age > oldestUnasked && !isAgeConfirmed) return wrong('confirm-age', { age })
  return birth
}

const ofAge = (age: number, today: CalendarDate): ReadBirth => ({ ok: true, value: { ...noBirth, ageStated: age, ageStatedOn: today } })

function ofYear(year: number, today: CalendarDate): ReadBirth {
  if (year >= 2400 && year <= 2700) return wrong('buddhist', { year: String(year) })
  if (year > partsOf(today).year) return wrong('future')
  if (year < firstYear) return wrong('not-understood')
  return { ok: true, value: { ...noBirth, birthYear: year } }
}

function ofDay(typed: string, today: CalendarDate): ReadBirth {
  const read = parseDay(typed)
  if (!read.ok) return faultOfDay(read, typed)
  if (read.value > today) return wrong('future')
  return { ok: true, value: { ...noBirth, birthDate: read.value } }
}

function faultOfDay(refusal: DayRefusal, typed: string): ReadBirth {
  if (refusal.reason === 'buddhist-year') return wrong('buddhist', { year: String('year' in refusal ? refusal.year : '') })
  if (refusal.reason === 'does-not-exist' && 'lastDay' in refusal) {
    const { month } = partsOf(refusal.lastDay)
    const day = foldDigits(typed).match(/\d+/g)?.find((part) => Number(part) > 28 && Number(part) <= 99) ?? ''
    const [year, monthText, last] = refusal.lastDay.split('-')
    return wrong('does-not-exist', { day, month, short: `${last}/${monthText}/${year}`, iso: refusal.lastDay })
  }
  return wrong('not-understood')
}

/** Washington Group Short Set: any 3 or 4 is a difficulty; else any 9 leaves it open. */
export function functioningResult(answers: readonly number[]): 'with' | 'unknown' | 'without' {
  if (answers.some((answer) => answer === 3 || answer === 4)) return 'with'
  return answers.some((answer) => answer === 9) ? 'unknown' : 'without'
}

/** Whether a renewal counts: at most one in 180 days. */
export const doesRenewalCount = (daysSinceLast: number | null): boolean => daysSinceLast === null || daysSinceLast >= renewalDays

/** Latin letters and signs in a box for Khmer or Lao: the mark of an old font that is not Unicode. */
export const looksLikeOldFont = (name: string): boolean => /[A-Za-z]/.test(name) && /[[\]{}|;:"<>@#$%^&*+=~\\]/.test(name)

export const scriptOf = (name: string): 'khmr' | 'laoo' | 'other' => (/[\u1780-\u17FF]/.test(name) ? 'khmr' : /[\u0E80-\u0EFF]/.test(name) ? 'laoo' : 'other')

/** Names as they are stored: a name in Latin letters belongs into the Latin box, wherever it was typed. */
export function sortNames(native: string, latin: string): Outcome<{ nameNative: string | null; nameLatin: string | null }, 'required' | 'old-font'> {
  const [typedNative, typedLatin] = [native.trim(), latin.trim()]
  if (looksLikeOldFont(typedNative)) return refused('old-font')
  const names = [typedNative, typedLatin].filter((name) => name !== '')
  const nameNative = names.find((name) => scriptOf(name) !== 'other') ?? null
  const nameLatin = names.find((name) => scriptOf(name) === 'other') ?? null
  return nameNative === null && nameLatin === null ? refused('required') : done({ nameNative, nameLatin })
}

/** The number of a paper for comparison: digits of three scripts as 0-9, capitals, nothing else. */
export const documentNumber = (typed: string): string => foldDigits(typed.normalize('NFC')).toUpperCase().replace(/[^A-Z0-9]/g, '')

interface NameParts {
  name_native: string | null
  name_latin: string | null
  given_native: string | null
  given_latin: string | null
}

/** What a message calls a person by: the given name as recorded, else the word that the country's order makes it. */
export function givenName(name: NameParts, language: string, order: 'family-first' | 'given-first'): string {
  const latinFirst = language === 'en'
  const given = latinFirst ? (name.given_latin ?? name.given_native) : (name.given_native ?? name.given_latin)
  if (given) return given
  const whole = (latinFirst ? (name.name_latin ?? name.name_native) : (name.name_native ?? name.name_latin)) ?? ''
  const words = whole.trim().split(/\s+/)
  return (order === 'family-first' ? words.at(-1) : words[0]) ?? ''
}
