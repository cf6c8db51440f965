import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/calendar'
import { completenessOf, differsFromLastYear, gradeOf, lateEntryCurve, logicFaults, outlierOf, type QualityFacts } from '../quality/quality-rules'
import { differenceOf, dueDay, type PeriodHistory, setDigest, stepsFrom, takeStep } from './period-rules'

const day = (text: string) => text as CalendarDate
const given = { accountId: 'a', role: 'headquarters', today: day('2026-11-03'), periodTo: day('2026-10-31'), reason: '', silentDays: 0, openFindings: 0 }
const at = (state: PeriodHistory['state'], more: Partial<PeriodHistory> = {}): PeriodHistory => ({ state, verifiedBy: null, lockedBy: null, proposedBy: null, ...more })

describe('the states of a month', () => {
  it('go from open to published, each step by its own role', () => {
    expect(takeStep(at('open'), 'submit', { ...given, role: 'chief' })).toMatchObject({ value: 'submitted' })
    expect(takeStep(at('submitted'), 'verify', given)).toMatchObject({ value: 'verified' })
    expect(takeStep(at('verified', { verifiedBy: 'b' }), 'lock', given)).toMatchObject({ value: 'locked' })
    expect(takeStep(at('locked', { proposedBy: 'b' }), 'release', given)).toMatchObject({ value: 'published' })
    for (const role of ['counsellor', 'statistician', 'viewer']) expect(takeStep(at('submitted'), 'verify', { ...given, role })).toMatchObject({ reason: 'not-your-step' })
    expect(stepsFrom('submitted', 'headquarters')).toEqual(['return', 'verify'])
  })

  it('refuse one person for both sides of a step', () => {
    expect(takeStep(at('verified', { verifiedBy: 'a' }), 'lock', given)).toMatchObject({ reason: 'same-person' })
    expect(takeStep(at('locked', { proposedBy: 'a' }), 'release', given)).toMatchObject({ reason: 'same-person' })
    expect(takeStep(at('published', { proposedBy: 'a' }), 'reopen', { ...given, reason: 'a reason of twenty characters' })).toMatchObject({ reason: 'same-person' })
    expect(takeStep(at('locked'), 'release', given)).toMatchObject({ reason: 'not-proposed' })
  })

  it('ask why where something is missing', () => {
    const chief = { ...given, role: 'chief' }
    expect(takeStep(at('open'), 'submit', { ...chief, today: day('2026-10-31') })).toMatchObject({ reason: 'not-over' })
    expect(takeStep(at('open'), 'submit', { ...chief, silentDays: 2 })).toMatchObject({ reason: 'silent-days' })
    expect(takeStep(at('open'), 'submit', { ...chief, silentDays: 2, reason: 'flood' })).toMatchObject({ ok: true })
    expect(takeStep(at('submitted'), 'verify', { ...given, openFindings: 1 })).toMatchObject({ reason: 'findings-open' })
    expect(takeStep(at('published', { proposedBy: 'b' }), 'reopen', { ...given, reason: 'too short' })).toMatchObject({ reason: 'short-reason' })
    expect(takeStep(at('submitted'), 'return', given)).toMatchObject({ reason: 'short-reason' })
    expect(takeStep(at('open'), 'lock', given)).toMatchObject({ reason: 'not-now' })
  })

  it('are due in working days', () => {
    const calendar = { workDays: [1, 2, 3, 4, 5] as const, holidays: new Set(['2026-11-09']) }
    expect((['submit', 'verify', 'lock', 'publish'] as const).map((step) => dueDay(day('2026-10-31'), step, calendar))).toEqual(['2026-11-04', '2026-11-10', '2026-11-12', '2026-11-16'])
  })

  it('name a set of records by one digest, in whatever order', () => {
    const keys = [1, 2, 3].map((n) => `0197f3a0-0000-7000-8000-00000000000${n}`)
    expect(setDigest(keys)).toBe('1d65d4c6cb72bcc09900e16dbc7316158ad15ecec4fb6b145448bf7ce88653d6')
    expect(setDigest([...keys].reverse())).toBe(setDigest(keys))
    expect(setDigest([])).toBe('a48a2dbbd374c926ea0ba624c3700a72d051826fc1651920ac72480c64afc3e3')
    expect(differenceOf(new Map([['a', '1'], ['b', '1'], ['c', '1']]), new Map([['b', '2'], ['c', '1'], ['d', '1']]))).toEqual({ added: 1, removed: 1, changed: 1 })
  })
})

describe('data quality', () => {
  const months = [41, 38, 44, 40, 39, 43, 42, 37, 45, 41, 40, 39]
  it('flags what stands out', () => {
    const z = (value: number, before = months) => {
      const found = outlierOf(value, before)
      return [found.z?.toFixed(2), found.isFlagged]
    }
    expect([z(96), z(50), z(41)]).toEqual([['24.96', true], ['4.27', true], ['0.22', false]])
    expect(z(14, [...Array<number>(11).fill(10), 14])).toEqual(['9.57', true])
    expect(outlierOf(9, Array<number>(12).fill(5))).toEqual({ z: null, isFlagged: false, differsFromConstant: true })
    expect(outlierOf(5, Array<number>(12).fill(5)).differsFromConstant).toBe(false)
    expect([differsFromLastYear(30, 10), differsFromLastYear(20, 12), differsFromLastYear(4, 20), differsFromLastYear(11, 0)]).toEqual([true, false, true, true])
  })

  it('grades completeness and timeliness, and never more than B for what was not counted here', () => {
    const facts: QualityFacts = { expectedDays: 22, reportedDays: 22, rows: 100, timelyRows: 95, openErrors: 0, isCounted: true }
    expect([gradeOf(facts), gradeOf({ ...facts, reportedDays: 20 }), gradeOf({ ...facts, reportedDays: 17 }), gradeOf({ ...facts, isCounted: false }), gradeOf({ ...facts, openErrors: 1 }), gradeOf({ ...facts, timelyRows: 74 })]).toEqual(['A', 'B', 'C', 'B', 'C', 'C'])
    // A paper centre with one nil day, one silent day and one tally day.
    expect(completenessOf({ ...facts, expectedDays: 3, reportedDays: 2 })).toBe(2 / 3)
    expect(lateEntryCurve([0, 0, 5, 20, 90]).map(({ share }) => share)).toEqual([0.4, 0.6, 0.6, 0.8, 0.8])
  })

  it('checks that figures fit together', () => {
    expect(logicFaults({ total: 10, parts: [6, 4] })).toEqual([])
    expect(logicFaults({ total: 10, parts: [11] })).toEqual(['part-above-total', 'parts-differ'])
    expect(logicFaults({ total: 10, parts: [], placed: 3, retained: 4, stock: { before: 5, came: 2, left: 1, now: 7 } })).toEqual(['retained-above-placed', 'stock-does-not-follow'])
  })
})
