import { expect, it } from 'vitest'
import { parseIsoDay, type CalendarDate } from '../../../kernel/calendar'
import { confirmStep, followUpRounds, followUpWindow, judgeStart, levelOf, mayCloseNotReached, partOfDay, retentionOf } from './placement'

const day = (text: string) => parseIsoDay(text) as CalendarDate
const byStaff = { recordedParty: 'counsellor', state: 'started' } as const

it('needs a voice from outside the agency to be more than reported', () => {
  expect(levelOf(byStaff, [])).toBe('reported')
  expect(levelOf(byStaff, [{ source: 'employer', says: 'started' }])).toBe('one-side')
  expect(levelOf(byStaff, [{ source: 'employer', says: 'started' }, { source: 'employer', says: 'started' }])).toBe('one-side')
  expect(levelOf(byStaff, [{ source: 'employer', says: 'started' }, { source: 'jobseeker', says: 'started' }])).toBe('two-side')
  expect(levelOf(byStaff, [{ source: 'document', says: 'started' }])).toBe('two-side')
})

it('is refuted as soon as one side says that it did not happen', () => {
  expect(levelOf(byStaff, [{ source: 'employer', says: 'started' }, { source: 'jobseeker', says: 'did-not-start' }])).toBe('refuted')
})

it('counts the word of the side that recorded it only once the work has started', () => {
  expect(levelOf({ recordedParty: 'employer', state: 'announced' }, [])).toBe('reported')
  expect(levelOf({ recordedParty: 'employer', state: 'started' }, [])).toBe('one-side')
  expect(levelOf({ recordedParty: 'employer', state: 'started' }, [{ source: 'jobseeker', says: 'started' }])).toBe('two-side')
})

it('sends starts far ahead or long ago to the chief', () => {
  expect(judgeStart(day('2027-01-22'), day('2026-11-23'), false)).toBeNull()
  expect(judgeStart(day('2027-01-23'), day('2026-11-23'), false)).toBe('too-far-ahead')
  expect(judgeStart(day('2025-11-22'), day('2026-11-23'), false)).toBe('too-long-ago')
  expect(judgeStart(day('2025-11-22'), day('2026-11-23'), true)).toBeNull()
})

it('follows up after one, three and six months, keeping the day or taking the month’s last', () => {
  expect(followUpRounds(day('2026-08-31'))).toEqual([{ round: 1, dueOn: '2026-09-30' }, { round: 3, dueOn: '2026-11-30' }, { round: 6, dueOn: '2027-02-28' }])
  expect(['2026-09-22', '2026-09-23', '2026-10-30', '2026-10-31'].map((text) => followUpWindow(day('2026-09-30'), day(text)))).toEqual(['before', 'open', 'open', 'closed'])
  expect(['2026-11-25', '2026-11-26', '2026-12-03', '2026-12-23'].map((text) => confirmStep(day('2026-11-23'), day(text)))).toEqual(['not-yet', 'ask', 'ask-again', 'ended'])
})

it('gives up reaching someone after five tries on two channels at two parts of the day', () => {
  const call = { channel: 'call', partOfDay: 'morning' }
  expect(mayCloseNotReached([call, call, call, call, { channel: 'sms', partOfDay: 'evening' }])).toBe(true)
  expect(mayCloseNotReached([call, call, call, { channel: 'sms', partOfDay: 'evening' }])).toBe(false)
  expect(mayCloseNotReached([call, call, call, call, { channel: 'sms', partOfDay: 'morning' }])).toBe(false)
  expect(mayCloseNotReached([call, call, call, call, { channel: 'call', partOfDay: 'evening' }])).toBe(false)
  expect([9, 12, 17].map(partOfDay)).toEqual(['morning', 'afternoon', 'evening'])
})

it('tells retention with the number reached and its bounds: 20 due, 12 same, 3 not working, 5 not reached', () => {
  const outcomes = [...Array<string>(12).fill('same-employer'), ...Array<string>(3).fill('not-working'), ...Array<string>(5).fill('not-reached')]
  expect(retentionOf(outcomes)).toEqual({ due: 20, reached: 15, share: 80, low: 60, high: 85 })
  expect(retentionOf([])).toEqual({ due: 0, reached: 0, share: null, low: null, high: null })
})
