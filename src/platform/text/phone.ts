import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { dropInvisible, foldDigits } from './script-folds'

export interface Phone {
  /** As the person gave it. */
  readonly typed: string
  /** '+' and digits; null when it is no number that can be called. */
  readonly e164: string | null
  /** False: kept as text and marked, never refused. */
  readonly callable: boolean
}

const longestPhone = 60

/** Reads a phone number as typed; numbers without a country code belong to `region`, two capital letters. */
export function parsePhone(text: string, region: string): Phone {
  const typed = text.trim()
  const e164 = typed.length > longestPhone ? null : toE164(foldDigits(dropInvisible(typed)), region)
  return { typed, e164, callable: e164 !== null }
}

function toE164(digits: string, region: string): string | null {
  if (!isSupportedCountry(region)) throw new RangeError('not a phone region')
  const number = parsePhoneNumberFromString(digits.replace(/^[\s(]*00/, '+'), { defaultCountry: region, extract: false })
  return number?.isValid() === true ? number.number : null
}

/** A stored number as people of `region` write it: national form at home, international form for other countries. */
export function formatPhone(e164: string, region: string): string {
  const number = parsePhoneNumberFromString(e164)
  if (!number) return e164
  return number.country === region ? number.formatNational() : number.formatInternational()
}
