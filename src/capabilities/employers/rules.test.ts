import { describe, expect, it } from 'vitest'
import { parseIsoDay } from '../../kernel/calendar'
import { employerStates, type CheckKind } from './model'
import { clearedState, mayStart, verify, type CheckedEmployer, type EmployerEvent, type MadeCheck } from './rules'

const day = (text: string) => {
  const parsed = parseIsoDay(text)
  if (!parsed) throw new Error(text)
  return parsed
}
const today = day('2026-11-23')
const employer: CheckedEmployer = { state: 'checking', enteredBy: 'enterer', noRegisterReason: null, recruitmentAgency: false, licenceNumber: null, licenceUntil: null, verifiedOn: null }
const passed = (...kinds: CheckKind[]): MadeCheck[] => kinds.map((kind) => ({ kind, result: 'pass', checkedOn: today }))
const judged = (change: Partial<CheckedEmployer>, checks: MadeCheck[], by = 'verifier') => {
  const outcome = verify({ ...employer, ...change }, checks, by, today)
  return outcome.ok ? outcome.value.validUntil : outcome.reason
}

describe('verifying an employer', () => {
  it('needs two passed checks of different kinds, one of them strong', () => {
    expect(judged({}, passed('register-extract', 'call-back'))).toBe('2028-11-23')
    expect(judged({}, passed('site-visit', 'known-partner'))).toBe('2028-11-23')
    expect(judged({}, passed('register-extract'))).toBe('checks-missing')
    expect(judged({}, passed('site-visit', 'site-visit'))).toBe('checks-missing')
    expect(judged({}, passed('call-back', 'known-partner'))).toBe('strong-check-missing')
    expect(judged({}, [...passed('site-visit'), { kind: 'call-back', result: 'fail', checkedOn: today }])).toBe('checks-missing')
  })

  it('is never done by the person who entered it', () => {
    expect(judged({}, passed('register-extract', 'call-back'), 'enterer')).toBe('own-entry')
  })

  it('asks a household or informal employer for a visit and a call-back', () => {
    for (const noRegisterReason of ['household', 'informal']) {
      expect(judged({ noRegisterReason }, passed('site-visit', 'call-back'))).toBe('2028-11-23')
      expect(judged({ noRegisterReason }, passed('site-visit', 'known-partner'))).toBe('household-checks')
    }
  })

  it('asks a recruitment agency for a licence in force', () => {
    const checks = passed('licence-seen', 'call-back')
    expect(judged({ recruitmentAgency: true }, checks)).toBe('licence-missing')
    expect(judged({ recruitmentAgency: true, licenceNumber: 'L1', licenceUntil: day('2026-11-22') }, checks)).toBe('licence-missing')
    expect(judged({ recruitmentAgency: true, licenceNumber: 'L1', licenceUntil: today }, checks)).toBe('2028-11-23')
  })

  it('counts only checks made after the verification before', () => {
    expect(judged({ verifiedOn: today }, passed('register-extract', 'call-back'))).toBe('checks-missing')
  })
})

describe('states of an employer', () => {
  const events: EmployerEvent[] = ['begin', 'verify', 'refuse', 'lapse', 'suspend', 'clear', 'block']
  it('change exactly as the table says', () => {
    const open = Object.fromEntries(employerStates.map((state) => [state, events.filter((event) => mayStart(state, event))]))
    expect(open).toEqual({
      claimed: ['begin', 'suspend'], checking: ['verify', 'refuse', 'suspend'], verified: ['lapse', 'suspend'], refused: ['begin', 'suspend'], suspended: ['clear', 'block'], blocked: [],
    })
  })

  it('come back verified after a suspension only while the verification is in force', () => {
    expect(clearedState({ verifiedOn: day('2026-01-01'), validUntil: today }, today)).toBe('verified')
    expect(clearedState({ verifiedOn: day('2024-01-01'), validUntil: day('2026-11-22') }, today)).toBe('checking')
    expect(clearedState({ verifiedOn: null, validUntil: null }, today)).toBe('checking')
  })
})
