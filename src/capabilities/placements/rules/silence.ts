import { addDays, addWorkingDays, type CalendarDate, type WorkingCalendar } from '../../../kernel/calendar'
import type { DueKind, ReferralEvent, ReferralState } from './referral'

/** How far the guard of an unanswered referral has come on a day. */
export type SilenceStep = 'quiet' | 'remind' | 'due' | 'call' | 'chief' | 'close'

export interface Unanswered {
  state: ReferralState
  dueOn: CalendarDate | null
  firstDueOn: CalendarDate | null
  /** Day on which the present state began. */
  since: CalendarDate
}

const personDays = 10
const employerDays = 30

/** The day on which the program closes the referral by itself, when nobody answers. */
export function closesOn({ state, dueOn, firstDueOn, since }: Unanswered): CalendarDate | null {
  if (dueOn === null) return null
  if (state === 'unconfirmed') return addDays(dueOn, 1)
  if (state === 'waiting-person' || state === 'offered') return addDays(since, personDays)
  const last = addDays(firstDueOn ?? dueOn, employerDays)
  return last > dueOn ? last : addDays(dueOn, 1)
}

/** What the program brings by itself on that day. */
export const closingEvent = (state: ReferralState): ReferralEvent =>
  state === 'unconfirmed' ? 'cancel' : state === 'waiting-person' || state === 'offered' ? 'person-silent' : 'employer-silent'

/** Reminder one working day before, desk on the day, second reminder and call after 3 working days, chief after 5, the end after 30 days. */
export function silenceStep(referral: Unanswered, today: CalendarDate, calendar: WorkingCalendar): SilenceStep {
  const { dueOn } = referral
  const end = closesOn(referral)
  if (dueOn === null || end === null) return 'quiet'
  if (today >= end) return 'close'
  if (today >= addWorkingDays(dueOn, 5, calendar)) return 'chief'
  if (today >= addWorkingDays(dueOn, 3, calendar)) return 'call'
  if (today >= dueOn) return 'due'
  return today >= addWorkingDays(dueOn, -1, calendar) ? 'remind' : 'quiet'
}

/** Whose answer is waited for. */
export const waitsFor = (kind: DueKind): 'jobseeker' | 'employer' => (kind === 'person-confirms' || kind === 'person-answers' || kind === 'person-accepts' ? 'jobseeker' : 'employer')

/** Silent referrals after which a vacancy gets no new ones until its employer answers. */
export const mostSilent = 3
