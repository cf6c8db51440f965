import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { compare, exact, toDecimal, zero } from '../../../kernel/exact'
import { activityStates, circleOf, type Deliverable, moveActivity, movesFrom, onSchedule, outputPercent, percentComplete, plannedPercent, scheduleOf, stateAfterDeliverables } from './activity'
import { closeStage, type CycleFacts, missingFor, type Stage, stages } from './cycle'

const day = (text: string) => text as CalendarDate
const made = (...found: [number, Deliverable['state']][]): Deliverable[] => found.map(([weight, state]) => ({ weight: exact(weight), state }))
const text = (value: ReturnType<typeof percentComplete>) => (value ? toDecimal(value, 1) : 'none')

describe('activities', () => {
  it('are as complete as the weight of what is done', () => {
    expect(text(percentComplete({ state: 'running', deliverables: made([2, 'done'], [1, 'open'], [1, 'accepted']), typed: null }))).toBe('75.0')
    expect(text(percentComplete({ state: 'running', deliverables: [], typed: null, occurrences: { held: 1, planned: 2 } }))).toBe('50.0')
    expect([text(percentComplete({ state: 'running', deliverables: [], typed: exact(99) })), text(percentComplete({ state: 'deferred', deliverables: made([1, 'done']), typed: null }))]).toEqual(['95.0', 'none'])
    expect(text(outputPercent([{ weight: exact(2), percent: exact(50) }, { weight: exact(1), percent: exact(80) }, { weight: exact(9), percent: null }]))).toBe('60.0')
    expect(outputPercent([{ weight: exact(1), percent: null }])).toBeNull()
  })

  it('have a planned percent on every day, and none without dates', () => {
    const plan = { startOn: day('2026-01-01'), dueOn: day('2026-12-31') }
    expect([plannedPercent(plan, day('2026-06-30')), plannedPercent(plan, day('2025-12-31')), plannedPercent(plan, day('2027-01-01'))].map(text)).toEqual(['49.5', '0.0', '100.0'])
    expect(plannedPercent({ startOn: day('2026-01-01'), dueOn: null }, day('2026-06-30'))).toBeNull()
    const curve = [{ on: day('2026-01-01'), percent: zero }, { on: day('2026-01-11'), percent: exact(50) }, { on: day('2026-02-10'), percent: exact(100) }]
    expect([day('2026-01-06'), day('2026-01-11'), day('2026-01-26')].map((on) => text(plannedPercent({ ...plan, curve }, on)))).toEqual(['25.0', '50.0', '75.0'])
  })

  it('are on schedule by fractions, and those without a plan are counted apart', () => {
    const found = [scheduleOf(exact(50), exact(50)), scheduleOf(exact('49.9'), exact(50)), scheduleOf(exact(10), null), scheduleOf(null, exact(50))]
    expect(found).toEqual(['on-schedule', 'behind', 'no-plan', 'not-counted'])
    expect(onSchedule(found)).toEqual({ onTime: 1, counted: 2, withoutPlan: 1 })
  })

  it('move only along the table, with a reason and a later day where one is needed', () => {
    const given = { reason: '', until: null, today: day('2026-05-01') }
    expect(moveActivity('not-started', 'start', given)).toEqual({ ok: true, value: 'running' })
    expect(moveActivity('done', 'defer', { ...given, reason: 'x' })).toMatchObject({ reason: 'not-from-here' })
    expect(moveActivity('running', 'cancel', given)).toMatchObject({ reason: 'reason-missing' })
    expect(moveActivity('running', 'defer', { ...given, reason: 'no money', until: day('2026-05-01') })).toMatchObject({ reason: 'day-missing' })
    expect(moveActivity('deferred', 'resume', { ...given, until: day('2027-01-01') })).toMatchObject({ reason: 'waits' })
    for (const state of activityStates) for (const move of movesFrom(state)) expect(moveActivity(state, move, { reason: 'a reason', until: move === 'resume' ? null : day('2027-01-01'), today: day('2026-05-01') }).ok).toBe(true)
    expect(movesFrom('done')).toEqual([])
  })

  it('follow their deliverables to the end', () => {
    expect(stateAfterDeliverables('running', made([1, 'done'], [1, 'open']))).toBe('finalising')
    expect(stateAfterDeliverables('finalising', made([1, 'accepted'], [1, 'accepted']))).toBe('done')
    expect(stateAfterDeliverables('running', made([1, 'open'], [1, 'open']))).toBe('running')
    expect(stateAfterDeliverables('deferred', made([1, 'accepted']))).toBe('deferred')
  })

  it('may not need each other in a circle', () => {
    expect(circleOf(new Map([['A', ['B']], ['B', ['A']]]))).toEqual(['A', 'B', 'A'])
    expect(circleOf(new Map([['A', ['B', 'C']], ['B', ['C']], ['C', []]]))).toBeNull()
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { maxLength: 20 }), (pairs) => {
      const forward = new Map<string, string[]>()
      for (const [a, b] of pairs) if (a < b) forward.set(String(a), [...(forward.get(String(a)) ?? []), String(b)])
      return circleOf(forward) === null
    }))
  })

  it('never get less planned percent on a later day', () => {
    const days = fc.integer({ min: 1, max: 28 }).map((d) => day(`2026-02-${String(d).padStart(2, '0')}`))
    fc.assert(fc.property(days, days, (a, b) => {
      const at = (on: CalendarDate) => plannedPercent({ startOn: day('2026-02-03'), dueOn: day('2026-02-25') }, on) ?? zero
      return compare(at(a <= b ? a : b), at(a <= b ? b : a)) <= 0
    }))
  })
})

const full: CycleFacts = {
  snapshotFrozen: true, causesWithEvidence: 1, notRecordedWithoutOwner: 0, seriesWithTarget: 1, targetsWithoutActivity: 0, planAdopted: true, planSeen: true, planEndReached: true, openActivities: 2,
  periodLocked: true, seriesWithoutState: 0, gradeCWithoutNote: 0, participants: 3, staff: 9, decisions: 1, decisionsWithoutOwner: 0, noneReason: false,
}

describe('the five-step cycle', () => {
  it('goes through its stages when every gate is open, and then headquarters reads it', () => {
    expect(stages.map((stage) => closeStage(stage, stage, full))).toEqual([2, 3, 4, 5, 'read'].map((value) => ({ ok: true, value })))
    expect(closeStage(1, 2, full)).toMatchObject({ reason: 'not-its-turn' })
  })

  it.each<[Stage, Partial<CycleFacts>, string]>([
    [1, { snapshotFrozen: false }, 'snapshot'], [1, { causesWithEvidence: 0 }, 'cause'], [1, { notRecordedWithoutOwner: 1 }, 'owner-of-not-recorded'], [2, { seriesWithTarget: 0 }, 'target'],
    [2, { targetsWithoutActivity: 1 }, 'activity-of-target'], [2, { planAdopted: false }, 'plan-adopted'], [2, { planSeen: false }, 'plan-seen'], [3, { planEndReached: false }, 'activities-open'],
    [4, { periodLocked: false }, 'period-locked'], [4, { seriesWithoutState: 2 }, 'state-of-series'], [4, { gradeCWithoutNote: 1 }, 'note-of-grade-c'], [5, { participants: 2 }, 'participants'],
    [5, { decisions: 0 }, 'decision'], [5, { decisionsWithoutOwner: 1 }, 'owner-of-decision'],
  ])('keeps stage %d closed with %o and names what is missing', (stage, lacking, item) => {
    expect(missingFor(stage, { ...full, ...lacking })).toEqual([item])
    expect(closeStage(stage, stage, { ...full, ...lacking })).toMatchObject({ reason: 'gate-closed' })
  })

  it('asks a centre of two for both, and takes "none" with a reason for decisions', () => {
    expect(missingFor(5, { ...full, staff: 2, participants: 2 })).toEqual([])
    expect(missingFor(5, { ...full, decisions: 0, noneReason: true })).toEqual([])
    expect(missingFor(3, { ...full, planEndReached: false, openActivities: 0 })).toEqual([])
  })
})
