import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../kernel/calendar'
import type { DeskItem } from '../../platform/providers'
import { appointmentStates, appointmentSteps, visitStates, visitSteps } from './model'
import * as appointments from './rules/appointments'
import { instantOf, timeIn } from './rules/clock'
import * as desk from './rules/desk'
import * as services from './rules/services'
import * as visits from './rules/visits'

const day = (text: string) => text as CalendarDate
const calendar = { workDays: [1, 2, 3, 4, 5] as const, holidays: new Set(['2026-11-27']) }

describe('a visit', () => {
  it('goes from waiting over called to served, left or elsewhere, and then stays closed', () => {
    expect(visits.takeStep('waiting', 'call')).toEqual({ ok: true, value: 'called' })
    expect(visits.takeStep('called', 'serve')).toEqual({ ok: true, value: 'served' })
    expect(visits.takeStep('waiting', 'leave')).toEqual({ ok: true, value: 'left-before' })
    expect(visits.takeStep('called', 'call')).toEqual({ ok: false, reason: 'already-called' })
    for (const state of visitStates.slice(2)) for (const step of visitSteps) expect(visits.takeStep(state, step).ok).toBe(false)
  })
})

describe('a service', () => {
  it('is not recorded for the future, and after fourteen days only by the chief', () => {
    const today = day('2026-11-23')
    expect(services.lateness(day('2026-11-24'), today, true)).toEqual({ ok: false, reason: 'day-in-future' })
    expect(services.lateness(day('2026-11-09'), today, false)).toEqual({ ok: true, value: 14 })
    expect(services.lateness(day('2026-11-08'), today, false)).toEqual({ ok: false, reason: 'day-needs-chief' })
    expect(services.lateness(day('2026-11-08'), today, true)).toEqual({ ok: true, value: 15 })
  })

  it('to 12 named women, 5 named men and 3 unnamed women counts 20 instances, 15 female, 17 distinct', () => {
    const named = [...Array.from({ length: 12 }, () => ({ sex: 'F' })), ...Array.from({ length: 5 }, () => ({ sex: 'M' }))]
    expect(services.countAttendance({ named, unnamedF: 3, unnamedM: 0, unnamedNs: 0 })).toEqual({ instances: 20, female: 15, distinct: 17 })
  })
})

describe('an appointment', () => {
  it('moves only along the table of states', () => {
    const today = day('2026-11-23')
    const allowed = appointmentStates.flatMap((state) => appointmentSteps.flatMap((step) => {
      const outcome = appointments.takeStep(state, step, today, today)
      return outcome.ok ? [`${state} ${step} ${outcome.value}`] : []
    }))
    expect(allowed.sort()).toEqual([
      'arrived finish done', 'booked cancel-by-centre cancelled-by-centre', 'booked cancel-for-customer cancelled-by-customer', 'booked check-in arrived',
      'needs-result excuse excused', 'needs-result finish done', 'needs-result no-show no-show',
    ])
    expect(appointments.takeStep('booked', 'check-in', day('2026-11-24'), today)).toEqual({ ok: false, reason: 'not-today' })
  })

  it('is decided within two working days, holidays aside', () => {
    expect(appointments.resultDue(day('2026-11-26'), calendar)).toBe('2026-12-01')
  })

  it('has a no-show rate of those who came or did not', () => {
    expect(appointments.noShowRate(1, 3)).toBe(0.25)
    expect(appointments.noShowRate(0, 0)).toBeUndefined()
  })

  it('finds the times of slots one after the other, and none after midnight', () => {
    expect(appointments.slotTimes('08:00', 45, 3)).toEqual(['08:00', '08:45', '09:30'])
    expect(appointments.slotTimes('23:00', 30, 4)).toEqual(['23:00', '23:30'])
  })
})

describe('the clock of the country', () => {
  it('finds the instant of a day and time and back', () => {
    expect(instantOf(day('2026-11-23'), '06:30', 'Asia/Phnom_Penh').toISOString()).toBe('2026-11-22T23:30:00.000Z')
    fc.assert(fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      expect(timeIn(instantOf(day('2026-03-01'), time, 'Asia/Vientiane'), 'Asia/Vientiane')).toBe(time)
    }))
  })
})

describe('the desk', () => {
  const today = day('2026-11-23')
  const item = (id: string, due: string | null, rest: Partial<DeskItem> = {}): DeskItem => ({
    kind: 'k', capability: 'c', id, about: id, since: day('2026-11-01'), due: due === null ? null : day(due), ownerId: 'me', href: '/', ...rest,
  })

  it('puts danger first, then overdue by days, then today, then coming', () => {
    const items = [item('coming', '2026-11-30'), item('today', '2026-11-23'), item('late', '2026-11-20'), item('later', '2026-11-10'), item('none', null), item('danger', '2026-12-24', { urgent: true })]
    expect(items.sort(desk.byPressure(today)).map(({ id }) => id)).toEqual(['danger', 'later', 'late', 'today', 'coming', 'none'])
  })

  it('orders any items the same way whatever order they come in', () => {
    const arbitrary = fc.array(fc.record({ id: fc.uuid(), due: fc.constantFrom('2026-11-20', '2026-11-23', '2026-11-25', null), urgent: fc.boolean() }), { maxLength: 30 })
    fc.assert(fc.property(arbitrary, (rows) => {
      const items = rows.map(({ id, due, urgent }) => item(id, due, { urgent }))
      const forward = [...items].sort(desk.byPressure(today)).map(({ id }) => id)
      const backward = [...items].reverse().sort(desk.byPressure(today)).map(({ id }) => id)
      expect(forward).toEqual(backward)
    }))
  })

  it('puts an item off by at most ten working days and never without a reason', () => {
    expect(desk.putOff(day('2026-12-08'), 'employer is away', today, calendar)).toEqual({ ok: true, value: '2026-12-08' })
    expect(desk.putOff(day('2026-12-09'), 'employer is away', today, calendar)).toEqual({ ok: false, reason: 'later-too-far' })
    expect(desk.putOff(today, 'employer is away', today, calendar)).toEqual({ ok: false, reason: 'later-day' })
    expect(desk.putOff(day('2026-11-24'), ' no ', today, calendar)).toEqual({ ok: false, reason: 'later-reason' })
  })
})
