import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type CalendarDate, mondayToFriday, parseIsoDay } from '../../../kernel/calendar'
import { begin, eventsFor, isOpen, move, type Move, notHiredReasons, openStates, referralEvents, type ReferralStanding, steps, withdrawnReasons } from './referral'
import { closesOn, closingEvent, silenceStep } from './silence'

const day = (text: string): CalendarDate => {
  const found = parseIsoDay(text)
  if (!found) throw new Error(text)
  return found
}
const calendar = { workDays: mondayToFriday, holidays: new Set<string>() }
const monday = day('2026-11-23')

/** What must hold of every referral at every moment. */
function faultsOf(referral: ReferralStanding): string[] {
  const isWaiting = referral.dueOn !== null && referral.dueKind !== null
  if (isOpen(referral.state)) return isWaiting && referral.firstDueOn !== null ? [] : [`${referral.state} waits for nothing`]
  return [...(referral.closedOn && referral.closingReason ? [] : [`${referral.state} without reason`]), ...(isWaiting ? [`${referral.state} still waits`] : [])]
}

describe('a referral', () => {
  it('asks the employer within five working days, and the person within three', () => {
    expect(begin('confirmed', monday, calendar)).toMatchObject({ state: 'sent', dueOn: '2026-11-30', dueKind: 'employer-answers', answerDueOn: '2026-11-30' })
    expect(begin('confirmed', monday, { ...calendar, holidays: new Set(['2026-11-27']) }).dueOn).toBe('2026-12-01')
    expect(begin('proposed', monday, calendar)).toMatchObject({ state: 'waiting-person', dueOn: '2026-11-26', dueKind: 'person-answers' })
    expect(begin('unconfirmed', monday, calendar)).toMatchObject({ state: 'unconfirmed', dueOn: '2026-11-25' })
  })

  it('does not restart the clock when the employer opens it', () => {
    const sent = begin('confirmed', monday, calendar)
    const seen = move(sent, { event: 'open', by: 'system' }, day('2026-11-26'), calendar)
    expect(seen).toEqual({ ok: true, value: { ...sent, state: 'seen' } })
  })

  it('gives more time twice and twenty working days at most', () => {
    const sent = begin('confirmed', monday, calendar)
    const once = move(sent, { event: 'more-time', by: 'employer', days: 10 }, monday, calendar)
    if (!once.ok) throw new Error(once.reason)
    expect(once.value).toMatchObject({ state: 'seen', dueOn: '2026-12-14', firstDueOn: '2026-11-30' })
    expect(move(once.value, { event: 'more-time', by: 'employer', days: 11 }, monday, calendar)).toEqual({ ok: false, reason: 'too-much-time' })
    const twice = move(once.value, { event: 'more-time', by: 'employer', days: 10 }, monday, calendar)
    if (!twice.ok) throw new Error(twice.reason)
    expect(move(twice.value, { event: 'more-time', by: 'employer', days: 1 }, monday, calendar)).toEqual({ ok: false, reason: 'asked-twice' })
  })

  it('waits for the result two working days after the interview, then five for the decision', () => {
    const invited = move(begin('confirmed', monday, calendar), { event: 'invite', by: 'employer', day: day('2026-11-27') }, monday, calendar)
    if (!invited.ok) throw new Error(invited.reason)
    expect(invited.value).toMatchObject({ state: 'interview-set', dueOn: '2026-12-01', dueKind: 'interview-result', answeredOn: monday })
    expect(move(invited.value, { event: 'held', by: 'counsellor' }, day('2026-11-27'), calendar)).toMatchObject({ value: { state: 'interviewed', dueOn: '2026-12-04', dueKind: 'decision' } })
    expect(move(invited.value, { event: 'not-held', by: 'counsellor' }, day('2026-11-27'), calendar)).toMatchObject({ value: { state: 'seen', dueKind: 'employer-answers' } })
  })

  it('refuses steps out of order, of others, and closings without a reason', () => {
    const sent = begin('confirmed', monday, calendar)
    expect(move(sent, { event: 'agree', by: 'jobseeker' }, monday, calendar)).toEqual({ ok: false, reason: 'not-now' })
    expect(move(sent, { event: 'not-hire', by: 'jobseeker', reason: 'wage' }, monday, calendar)).toEqual({ ok: false, reason: 'not-yours' })
    expect(move(sent, { event: 'not-hire', by: 'employer' }, monday, calendar)).toEqual({ ok: false, reason: 'reason-missing' })
    expect(move(sent, { event: 'not-hire', by: 'employer', reason: 'too old' }, monday, calendar)).toEqual({ ok: false, reason: 'reason-unknown' })
    expect(move(sent, { event: 'not-hire', by: 'employer', reason: 'other', note: 'no' }, monday, calendar)).toEqual({ ok: false, reason: 'say-more' })
  })

  it('offers each side the steps of its own', () => {
    expect(eventsFor('sent', 'employer')).toEqual(['open', 'invite', 'offer', 'hire', 'not-hire', 'more-time'])
    expect(eventsFor('waiting-person', 'jobseeker')).toEqual(['agree', 'withdraw'])
    expect(eventsFor('hired', 'counsellor')).toEqual([])
  })
})

describe('the guard of silence', () => {
  it('walks its steps on the days of the rule: remind Friday, due Monday, call Thursday, chief Monday, closed on 30 December', () => {
    const sent = { ...begin('confirmed', monday, calendar), since: monday }
    const seen = ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-29', '2026-12-30'].map((text) => [text, silenceStep(sent, day(text), calendar)])
    expect(seen).toEqual([
      ['2026-11-26', 'quiet'], ['2026-11-27', 'remind'], ['2026-11-30', 'due'], ['2026-12-02', 'due'], ['2026-12-03', 'call'], ['2026-12-04', 'call'], ['2026-12-07', 'chief'], ['2026-12-29', 'chief'], ['2026-12-30', 'close'],
    ])
  })

  it('gives a person ten days, and an unconfirmed application two', () => {
    expect(closesOn({ ...begin('proposed', monday, calendar), since: monday })).toBe('2026-12-03')
    expect(closesOn({ ...begin('unconfirmed', monday, calendar), since: monday })).toBe('2026-11-26')
  })
})

const anyMove: fc.Arbitrary<Move> = fc.record(
  {
    event: fc.constantFrom(...referralEvents),
    by: fc.constantFrom('jobseeker' as const, 'employer' as const, 'counsellor' as const, 'system' as const),
    reason: fc.constantFrom(undefined, ...notHiredReasons, ...withdrawnReasons, 'error', 'post-filled'),
    note: fc.constantFrom(undefined, 'no', 'said so on the phone'),
    day: fc.constantFrom(undefined, day('2026-11-20'), day('2026-12-24'), day('2027-02-01')),
    days: fc.integer({ min: -1, max: 25 }),
  },
  { requiredKeys: ['event', 'by'] },
)

/** Walks a history with a day between steps; the program closes what stays silent. */
function walk(moves: readonly { move: Move; pause: number }[], start: 'confirmed' | 'unconfirmed' | 'proposed', check: (referral: ReferralStanding) => string[]): string[] {
  let today = monday
  let since = today
  let referral = begin(start, today, calendar)
  const faults = check(referral)
  for (const { move: wanted, pause } of moves) {
    today = addDays(today, pause)
    const silent = isOpen(referral.state) && silenceStep({ ...referral, since }, today, calendar) === 'close'
    const event = closingEvent(referral.state)
    const next = move(referral, silent ? { event, by: 'system', ...(event === 'cancel' ? { reason: 'not-confirmed' } : {}) } : wanted, today, calendar)
    if (silent && !next.ok) faults.push(`silence cannot close ${referral.state}: ${next.reason}`)
    if (!next.ok) continue
    if (!isOpen(referral.state)) faults.push(`${referral.state} moved on`)
    if (next.value.state !== referral.state) since = today
    referral = next.value
    faults.push(...check(referral))
  }
  return faults
}

describe('ten thousand random histories', () => {
  const history = fc.array(fc.record({ move: anyMove, pause: fc.integer({ min: 0, max: 12 }) }), { maxLength: 12 })
  const start = fc.constantFrom('confirmed' as const, 'unconfirmed' as const, 'proposed' as const)

  it('leave no open referral without a due day and no closed one without a reason', () => {
    fc.assert(fc.property(history, start, (moves, how) => walk(moves, how, faultsOf).length === 0), { numRuns: 10_000, seed: 20261123 })
  })

  it('would be caught if a step forgot its due day', () => {
    const forgetful = (referral: ReferralStanding) => faultsOf(referral.state === 'interviewed' ? { ...referral, dueOn: null } : referral)
    expect(() => fc.assert(fc.property(history, start, (moves, how) => walk(moves, how, forgetful).length === 0), { numRuns: 10_000, seed: 20261123 })).toThrow()
  })

  it('have a way out of every open state', () => {
    expect(openStates.filter((state) => !referralEvents.some((event) => steps[event].from.includes(state) && !isOpen(steps[event].to)))).toEqual([])
  })
})
