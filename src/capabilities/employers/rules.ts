import { addMonths, type CalendarDate } from '../../kernel/calendar'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { CheckKind, EmployerState } from './model'

export type EmployerEvent = 'begin' | 'verify' | 'refuse' | 'lapse' | 'suspend' | 'clear' | 'block'

/** Where each event may start. What is not here does not happen. */
const startsFrom: Record<EmployerEvent, readonly EmployerState[]> = {
  begin: ['claimed', 'refused'],
  verify: ['checking'],
  refuse: ['checking'],
  lapse: ['verified'],
  suspend: ['claimed', 'checking', 'verified', 'refused'],
  clear: ['suspended'],
  block: ['suspended'],
}

export const mayStart = (state: EmployerState, event: EmployerEvent): boolean => startsFrom[event].includes(state)

const monthsValid = 24

export interface MadeCheck {
  kind: CheckKind
  result: 'pass' | 'fail'
  checkedOn: CalendarDate
}

export interface CheckedEmployer {
  state: EmployerState
  enteredBy: string | null
  noRegisterReason: string | null
  recruitmentAgency: boolean
  licenceNumber: string | null
  licenceUntil: CalendarDate | null
  /** Of the verification before, when this is a new one. */
  verifiedOn: CalendarDate | null
}

export type VerifyRefusal = 'wrong-state' | 'own-entry' | 'checks-missing' | 'strong-check-missing' | 'household-checks' | 'licence-missing'

/**
 * An employer is verified by someone who did not enter it, on two passed checks of different kinds, one of them the register extract,
 * a visit or the licence. A household or informal employer needs the visit and the call-back. A recruitment agency needs a licence in force.
 */
export function verify(employer: CheckedEmployer, checks: readonly MadeCheck[], by: string | null, on: CalendarDate): Outcome<{ verifiedOn: CalendarDate; validUntil: CalendarDate }, VerifyRefusal> {
  if (!mayStart(employer.state, 'verify')) return refused('wrong-state')
  if (by === null || by === employer.enteredBy) return refused('own-entry')
  const { verifiedOn } = employer
  const fresh = checks.filter(({ result, checkedOn }) => result === 'pass' && (verifiedOn === null || checkedOn > verifiedOn))
  const kinds = new Set(fresh.map(({ kind }) => kind))
  if (employer.noRegisterReason === 'household' || employer.noRegisterReason === 'informal') {
    if (!kinds.has('site-visit') || !kinds.has('call-back')) return refused('household-checks')
  }
  if (kinds.size < 2) return refused('checks-missing')
  if (!(['register-extract', 'site-visit', 'licence-seen'] as const).some((kind) => kinds.has(kind))) return refused('strong-check-missing')
  if (employer.recruitmentAgency && (employer.licenceNumber === null || employer.licenceUntil === null || employer.licenceUntil < on)) return refused('licence-missing')
  return done({ verifiedOn: on, validUntil: addMonths(on, monthsValid) })
}

/** A suspension that was decided in the employer's favour: verified again when the verification is still in force, else it is checked anew. */
export function clearedState(employer: { verifiedOn: CalendarDate | null; validUntil: CalendarDate | null }, on: CalendarDate): 'verified' | 'checking' {
  return employer.verifiedOn !== null && employer.validUntil !== null && employer.validUntil >= on ? 'verified' : 'checking'
}
