import { addDays, type CalendarDate, daysBetween, parseIsoDay } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import type { Platform } from '../../../platform/platform'
import { equalDigests } from '../../../platform/seal/seal'

/** What a one-tap link answers: a referral for its employer, or a placement for its employer or its person. */
export type LinkKind = 'referral' | 'placement-employer' | 'placement-person'

export interface Link {
  kind: LinkKind
  code: string
  until: CalendarDate
}

const letters: Record<LinkKind, string> = { referral: 'r', 'placement-employer': 'e', 'placement-person': 'p' }
const daysValid = 14
const epoch = parseIsoDay('2000-01-01') as CalendarDate

const signature = (platform: Platform, text: string) => platform.seal.lookupKey(`one-tap:${text}`).slice(0, 24)

/** A token without a table: kind, code and last day, signed with the agency's key. It fits into one SMS. */
export function signLink(platform: Platform, kind: LinkKind, code: string, today: CalendarDate): string {
  const text = `${letters[kind]}${code}-${(daysBetween(epoch, today) + daysValid).toString(36)}`
  return `${text}-${signature(platform, text)}`
}

/** Undefined when the signature is not ours; an expired link is still known, so that the page can say so. */
export function readLink(platform: Platform, token: string): Link | undefined {
  const parts = /^(([rep])([0-9A-Z]{9})-([0-9a-z]{2,5}))-([0-9a-f]{24})$/.exec(token)
  if (!parts) return undefined
  const [, text = '', letter = '', typed = '', day = '', given = ''] = parts
  if (!equalDigests(given, signature(platform, text))) return undefined
  const kind = (Object.keys(letters) as LinkKind[]).find((one) => letters[one] === letter)
  const code = parsePublicCode(typed)
  if (!kind || !code.ok) return undefined
  return { kind, code: code.value, until: addDays(epoch, Number.parseInt(day, 36)) }
}

/** The address of a page in the reader's language, as it stands in a message. */
export const pageAddress = (language: string, path: string) => `/${language}${path}`
