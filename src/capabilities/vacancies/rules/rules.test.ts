import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadWords } from '../../../platform/i18n/words'
import type { CalendarDate } from '../../../kernel/calendar'
import { blankContent, type Finding, states } from '../model'
import { changesBetween, needsInspection } from './changes'
import { approve, close, extend, holdsOf, publicationOf, reopen } from './decisions'
import { after, type VacancyEvent } from './transitions'
import { exceeds, monthlyWage } from './wage'

const day = (text: string) => text as CalendarDate

describe('the monthly wage', () => {
  it('follows the vectors', () => {
    expect(monthlyWage({ amount: '2.00', period: 'hour', hoursPerWeek: 48, daysPerWeek: null })).toBe('416.00')
    expect(monthlyWage({ amount: '40000', period: 'day', hoursPerWeek: null, daysPerWeek: 6 })).toBe('1040000.00')
    expect(monthlyWage({ amount: '5', period: 'piece', hoursPerWeek: 48, daysPerWeek: 6 })).toBeNull()
    expect(monthlyWage({ amount: '5', period: 'hour', hoursPerWeek: null, daysPerWeek: 6 })).toBeNull()
  })
  it('is compared exactly', () => {
    expect(exceeds('350.01', '116.67', '3')).toBe(false)
    expect(exceeds('350.02', '116.67', '3')).toBe(true)
  })
})

describe('the life of a vacancy', () => {
  it('allows the events of the table and no others', () => {
    const allowed = (event: VacancyEvent) => states.filter((state) => after(state, event).ok).join()
    expect(allowed('send')).toBe('draft')
    expect(allowed('approve')).toBe('inspecting')
    expect(allowed('close')).toBe('published,paused')
    expect(allowed('reopen')).toBe('closed')
    expect(allowed('change')).toBe('approved,published,paused')
  })
  it('publishes for the window and extends to 90 days at most', () => {
    expect(publicationOf({ publishFrom: null, windowDays: 30 }, day('2026-11-23'))).toEqual({ from: '2026-11-23', until: '2026-12-23' })
    expect(publicationOf({ publishFrom: day('2026-12-01'), windowDays: 10 }, day('2026-11-23')).until).toBe('2026-12-11')
    const open = { state: 'published', validUntil: day('2026-12-23') } as const
    expect(extend(open, day('2027-02-21'), day('2026-11-23')).ok).toBe(true)
    expect(extend(open, day('2027-02-22'), day('2026-11-23'))).toEqual({ ok: false, reason: 'too-late' })
  })
  it('closes as filled by the centre only with a placement for every post', () => {
    const vacancy = { state: 'published', posts: 2, filled: 1 } as const
    expect(close(vacancy, 'filled-by-centre')).toEqual({ ok: false, reason: 'placements-missing' })
    expect(close({ ...vacancy, filled: 2 }, 'filled-by-centre').ok).toBe(true)
    expect(close(vacancy, 'filled-otherwise').ok).toBe(true)
  })
  it('reopens within 14 days', () => {
    expect(reopen({ state: 'closed', closedOn: day('2026-11-09') }, day('2026-11-23')).ok).toBe(true)
    expect(reopen({ state: 'closed', closedOn: day('2026-11-08') }, day('2026-11-23'))).toEqual({ ok: false, reason: 'too-late' })
  })
})

describe('the inspector', () => {
  const finding = (effect: Finding['effect'], rest: Partial<Finding> = {}): Finding => ({ id: effect, rule: 'R2', ground: null, words: null, effect, decision: null, decidedBy: null, note: null, ...rest })
  const vacancy = { createdBy: 'enterer' }
  const inspector = { accountId: 'inspector' }
  const reason = (findings: Finding[], actor = inspector) => {
    const outcome = approve(vacancy, findings, actor)
    return outcome.ok ? 'approved' : outcome.reason
  }
  it('is never the person who entered the vacancy', () => {
    expect(reason([])).toBe('approved')
    expect(reason([], { accountId: 'enterer' })).toBe('own-entry')
  })
  it('waits for a second person at a hold, and at two cautions', () => {
    expect(reason([finding('hold')])).toBe('open-holds')
    expect(reason([finding('hold', { decision: 'cleared', decidedBy: 'chief' })])).toBe('approved')
    expect(reason([finding('hold', { decision: 'cleared', decidedBy: 'inspector' })])).toBe('second-person')
    expect(reason([finding('caution', { decision: 'checked', decidedBy: 'inspector' })])).toBe('approved')
    const two = [finding('caution', { decision: 'checked' }), finding('caution', { id: 'other', decision: 'checked' })]
    expect(holdsOf(two)).toHaveLength(2)
    expect(reason(two)).toBe('open-holds')
  })
  it('cannot let pass what the law refuses, or a limit without a reason', () => {
    expect(reason([finding('refuse')])).toBe('open-refusals')
    expect(reason([finding('justify')])).toBe('open-limits')
    expect(reason([finding('explain', { decision: 'explained' })])).toBe('approved')
  })
})

describe('changes', () => {
  it('send a vacancy back when wage, place, duties, contact or limits change, or posts grow by half', () => {
    const back = (change: Partial<typeof blankContent>, posts = 10) => needsInspection(changesBetween({ ...blankContent, posts: 10 }, { ...blankContent, posts, ...change }), 10, posts)
    expect(back({ wageMin: '5' })).toBe(true)
    expect(back({ applyChannel: 'phone' })).toBe(true)
    expect(back({ benefits: ['meals'] })).toBe(false)
    expect(back({}, 14)).toBe(false)
    expect(back({}, 15)).toBe(true)
  })
  it('see no difference between 250 and 250.00', () => {
    expect(changesBetween({ ...blankContent, wageMin: '250.00' }, { ...blankContent, wageMin: '250' })).toEqual([])
  })
})

it('has a sentence for every refusal, in a list that its own control shortens', () => {
  const reasons = [
    'wrong-state', 'stale', 'not-allowed', 'own-entry', 'open-refusals', 'open-holds', 'second-person', 'open-cautions', 'open-limits', 'employer-closed', 'refused-limit', 'inspector-first', 'too-early',
    'too-late', 'placements-missing', 'posts-filled', 'fewer-than-filled', 'no-day', 'no-reason', 'short-reason', 'no-such-occupation', 'not-valid', 'nothing-chosen',
  ]
  const words = loadWords(join(import.meta.dirname, '../../../../locales'))
  const without = (list: readonly string[]) => list.filter((reason) => !words.has(`vacancies.refusal.${reason}`))
  expect(without(reasons)).toEqual([])
  expect(without([...reasons, 'planted'])).toEqual(['planted'])
})
