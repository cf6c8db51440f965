import { done, refused, type Outcome } from '../../kernel/outcome'

export type PasswordFault = 'too-short' | 'too-long' | 'too-common'
export type PinFault = 'not-six-digits' | 'too-easy'

/** The same password typed on another keyboard compares equal: compatibility forms, no invisible characters. */
export const normalisePassword = (text: string): string => text.normalize('NFKC').replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')

/** Length alone, no rules of composition: 8 characters with a second factor, 15 without, 256 at most; no common password. */
export function judgePassword(
  typed: string,
  { secondFactor, common }: { secondFactor: boolean; common: ReadonlySet<string> },
): Outcome<string, PasswordFault> {
  const password = normalisePassword(typed)
  const length = [...password].length
  if (length > 256) return refused('too-long')
  if (length < (secondFactor ? 8 : 15)) return refused('too-short')
  if (common.has(password.toLowerCase())) return refused('too-common')
  return done(password)
}

/** Six digits of any script; no repeats, runs, end of the phone number or birth date. */
export function judgePin(typed: string, known: { phoneDigits: string; birthDate: string | null }): Outcome<string, PinFault> {
  const pin = digitsOf(typed)
  if (!/^[0-9]{6}$/.test(pin)) return refused('not-six-digits')
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])))
  const isRun = steps.size === 1 && [...steps].every((step) => step === 0 || step === 1 || step === -1)
  const isPattern = /^(\d)\1*$/.test(pin) || /^(\d\d)\1\1$/.test(pin) || /^(\d\d\d)\1$/.test(pin)
  if (isRun || isPattern || known.phoneDigits.endsWith(pin) || (known.birthDate !== null && birthForms(known.birthDate).includes(pin))) {
    return refused('too-easy')
  }
  return done(pin)
}

function birthForms(isoDay: string): string[] {
  const [year = '', month = '', day = ''] = isoDay.split('-')
  const short = year.slice(2)
  return [day + month + short, month + day + short, short + month + day, year + month, month + year]
}

/** Khmer and Lao digits become 0-9; everything that is not a digit is dropped. */
export function digitsOf(typed: string): string {
  return [...typed].map((c) => {
    const code = c.codePointAt(0) ?? 0
    if (code >= 0x17e0 && code <= 0x17e9) return String(code - 0x17e0)
    if (code >= 0x0ed0 && code <= 0x0ed9) return String(code - 0x0ed0)
    return /[0-9]/.test(c) ? c : ''
  }).join('')
}

export interface Failures {
  /** Failed proofs within 15 minutes. */
  recent: number
  /** Failed proofs since the last right one. */
  inARow: number
  lastAt: Date | null
}

/** Five failures slow an unknown device by 2, 4, 8 ... 300 seconds; a hundred in a row block it until a person helps. */
export function mayTry({ recent, inARow, lastAt }: Failures, now: Date): Outcome<void, 'slowed' | 'blocked'> {
  if (inARow >= 100) return refused('blocked')
  if (recent < 5 || !lastAt) return done()
  const wait = Math.min(300, 2 ** (recent - 4))
  return now.getTime() - lastAt.getTime() < wait * 1000 ? refused('slowed') : done()
}

interface SessionTimes {
  created_at: Date
  seen_at: Date
  shared_device: boolean
}

/** Idle 15 minutes for staff, 30 for others, 5 on a shared phone; 12 hours at most. */
export function isOver(session: SessionTimes, isStaff: boolean, now: Date): boolean {
  const idleMinutes = session.shared_device ? 5 : isStaff ? 15 : 30
  const minutes = (since: Date) => (now.getTime() - since.getTime()) / 60_000
  return minutes(session.seen_at) >= idleMinutes || minutes(session.created_at) >= 12 * 60
}
