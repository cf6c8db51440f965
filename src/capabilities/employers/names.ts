import type { CalendarDate } from '../../kernel/calendar'
import type { EmployerLine } from './model'

/** The native name on a page in a national script, the Latin one on an English page, where both are known. */
export const employerName = ({ nameNative, nameLatin }: Pick<EmployerLine, 'nameNative' | 'nameLatin'>, lang: string): string =>
  (lang === 'en' ? (nameLatin ?? nameNative) : (nameNative ?? nameLatin)) ?? ''

/** Verified, and the verification is in force on this day. */
export const isVerified = (line: Pick<EmployerLine, 'state' | 'validUntil'>, on: CalendarDate): boolean =>
  line.state === 'verified' && line.validUntil !== null && line.validUntil >= on
