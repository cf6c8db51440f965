import { addDays, addWorkingDays, type CalendarDate, type WorkingCalendar } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'

export const openStates = ['unconfirmed', 'waiting-person', 'sent', 'seen', 'interview-set', 'interviewed', 'offered'] as const
export const closedStates = ['hired', 'not-hired', 'withdrawn', 'person-silent', 'employer-silent', 'cancelled'] as const
export type OpenState = (typeof openStates)[number]
export type ClosedState = (typeof closedStates)[number]
export type ReferralState = OpenState | ClosedState

/** Who must act next, and what is waited for. */
export type DueKind = 'person-confirms' | 'person-answers' | 'employer-answers' | 'interview-result' | 'decision' | 'person-accepts'
export type Party = 'jobseeker' | 'employer' | 'counsellor' | 'system'

export const referralEvents = [
  'confirm', 'agree', 'open', 'invite', 'held', 'not-held', 'offer', 'hire', 'not-hire', 'more-time', 'withdraw', 'person-silent', 'employer-silent', 'cancel',
] as const
export type ReferralEvent = (typeof referralEvents)[number]

export const notHiredReasons = [
  'lacks-skills', 'lacks-experience', 'lacks-language', 'wage', 'distance', 'hours', 'failed-test', 'documents-missing', 'did-not-come', 'other-candidate', 'post-filled', 'post-cancelled', 'other',
] as const
export const withdrawnReasons = ['found-work', 'wage', 'distance', 'hours', 'family', 'training', 'conditions-differ', 'not-interested', 'other', 'consent-withdrawn'] as const
export const cancelledReasons = ['hired-elsewhere', 'post-filled', 'post-cancelled', 'error', 'not-confirmed'] as const

/** How a referral begins: applied with a confirmed phone, applied without, or proposed by staff or the employer. */
export type Beginning = 'confirmed' | 'unconfirmed' | 'proposed'

interface Due {
  kind: DueKind
  /** Working days; for an interview, after its day. */
  days: number
}
interface Step {
  from: readonly OpenState[]
  to: ReferralState
  by: readonly Party[]
  due?: Due
  /** The employer has answered with it. */
  answers?: true
  reasons?: readonly string[]
}

const employerAnswers: Due = { kind: 'employer-answers', days: 5 }
const afterSent: readonly OpenState[] = ['sent', 'seen', 'interview-set', 'interviewed', 'offered']
const staffOrEmployer: readonly Party[] = ['employer', 'counsellor']

/** Every step that a referral may take; what is not here is refused. */
export const steps: Readonly<Record<ReferralEvent, Step>> = {
  confirm: { from: ['unconfirmed'], to: 'sent', by: ['jobseeker', 'counsellor'], due: employerAnswers },
  agree: { from: ['waiting-person'], to: 'sent', by: ['jobseeker', 'counsellor'], due: employerAnswers },
  open: { from: ['sent'], to: 'seen', by: ['employer', 'system'] },
  'more-time': { from: ['sent', 'seen'], to: 'seen', by: staffOrEmployer },
  invite: { from: ['sent', 'seen'], to: 'interview-set', by: staffOrEmployer, due: { kind: 'interview-result', days: 2 }, answers: true },
  held: { from: ['interview-set'], to: 'interviewed', by: ['jobseeker', 'employer', 'counsellor'], due: { kind: 'decision', days: 5 } },
  'not-held': { from: ['interview-set'], to: 'seen', by: ['jobseeker', 'employer', 'counsellor'], due: employerAnswers },
  offer: { from: ['unconfirmed', 'waiting-person', 'sent', 'seen', 'interview-set', 'interviewed'], to: 'offered', by: staffOrEmployer, due: { kind: 'person-accepts', days: 3 }, answers: true },
  hire: { from: afterSent, to: 'hired', by: ['jobseeker', 'employer', 'counsellor'], answers: true },
  'not-hire': { from: openStates, to: 'not-hired', by: staffOrEmployer, answers: true, reasons: notHiredReasons },
  withdraw: { from: openStates, to: 'withdrawn', by: ['jobseeker', 'counsellor'], reasons: withdrawnReasons },
  'person-silent': { from: ['waiting-person', 'offered'], to: 'person-silent', by: ['system'] },
  'employer-silent': { from: ['sent', 'seen', 'interview-set', 'interviewed'], to: 'employer-silent', by: ['system'] },
  cancel: { from: openStates, to: 'cancelled', by: ['system', 'counsellor'], reasons: cancelledReasons },
}

/** What the rules know of a referral. */
export interface ReferralStanding {
  state: ReferralState
  sentOn: CalendarDate | null
  dueOn: CalendarDate | null
  dueKind: DueKind | null
  /** First due day of the present state; more time does not move it. */
  firstDueOn: CalendarDate | null
  /** First day on which the employer's answer was due; never moved. */
  answerDueOn: CalendarDate | null
  answeredOn: CalendarDate | null
  closedOn: CalendarDate | null
  closingReason: string | null
  moreTimeDays: number
  moreTimeCount: number
}

export interface Move {
  event: ReferralEvent
  by: Party
  /** Code of a list; with `other` the note says more. */
  reason?: string | undefined
  note?: string | undefined
  /** Day of the interview. */
  day?: CalendarDate | undefined
  /** Working days of more time. */
  days?: number | undefined
}

export type MoveRefusal =
  | 'not-now' | 'not-yours' | 'reason-missing' | 'reason-unknown' | 'say-more' | 'day-missing' | 'day-past' | 'too-much-time' | 'asked-twice'

export const isOpen = (state: ReferralState): state is OpenState => (openStates as readonly string[]).includes(state)

const longestMoreTime = 20
const mostRequests = 2

const waiting = (due: Due, from: CalendarDate, calendar: WorkingCalendar) => {
  const dueOn = addWorkingDays(from, due.days, calendar)
  return { dueOn, dueKind: due.kind, firstDueOn: dueOn }
}

const nothingYet = { sentOn: null, answerDueOn: null, answeredOn: null, closedOn: null, closingReason: null, moreTimeDays: 0, moreTimeCount: 0 }

export function begin(how: Beginning, today: CalendarDate, calendar: WorkingCalendar): ReferralStanding {
  if (how === 'unconfirmed') {
    const dueOn = addDays(today, 2)
    return { ...nothingYet, state: 'unconfirmed', dueOn, dueKind: 'person-confirms', firstDueOn: dueOn }
  }
  if (how === 'proposed') return { ...nothingYet, state: 'waiting-person', ...waiting({ kind: 'person-answers', days: 3 }, today, calendar) }
  const due = waiting(employerAnswers, today, calendar)
  return { ...nothingYet, state: 'sent', sentOn: today, ...due, answerDueOn: due.dueOn }
}

/** Which events this party may bring now, in the order of the table. */
export const eventsFor = (state: ReferralState, by: Party): ReferralEvent[] =>
  referralEvents.filter((event) => steps[event].by.includes(by) && (steps[event].from as readonly string[]).includes(state))

function judgeReason(step: Step, { reason, note }: Move): MoveRefusal | null {
  if (!step.reasons) return null
  if (!reason) return 'reason-missing'
  if (!step.reasons.includes(reason)) return 'reason-unknown'
  return reason === 'other' && (note ?? '').length < 5 ? 'say-more' : null
}

/** One step of a referral. An open one always leaves with a day and a kind of answer that is waited for, a closed one with its reason. */
export function move(referral: ReferralStanding, wanted: Move, today: CalendarDate, calendar: WorkingCalendar): Outcome<ReferralStanding, MoveRefusal> {
  const step = steps[wanted.event]
  if (!(step.from as readonly string[]).includes(referral.state)) return refused('not-now')
  if (!step.by.includes(wanted.by)) return refused('not-yours')
  const fault = judgeReason(step, wanted)
  if (fault) return refused(fault)
  const next: ReferralStanding = { ...referral, state: step.to }
  if (step.answers) next.answeredOn = referral.answeredOn ?? today
  if (!isOpen(step.to)) {
    return done({ ...next, dueOn: null, dueKind: null, closedOn: today, closingReason: wanted.reason ?? (wanted.event === 'hire' ? 'started-work' : step.to) })
  }
  if (wanted.event === 'more-time') return moreTime(next, wanted.days ?? 0, today, calendar)
  if (!step.due) return done(next)
  if (wanted.event === 'invite') {
    if (!wanted.day) return refused('day-missing')
    if (wanted.day < today) return refused('day-past')
  }
  const due = waiting(step.due, wanted.event === 'invite' && wanted.day ? wanted.day : today, calendar)
  if (step.to !== 'sent') return done({ ...next, ...due })
  return done({ ...next, ...due, sentOn: referral.sentOn ?? today, answerDueOn: referral.answerDueOn ?? due.dueOn })
}

function moreTime(next: ReferralStanding, days: number, today: CalendarDate, calendar: WorkingCalendar): Outcome<ReferralStanding, MoveRefusal> {
  if (next.moreTimeCount >= mostRequests) return refused('asked-twice')
  if (!Number.isInteger(days) || days < 1 || next.moreTimeDays + days > longestMoreTime) return refused('too-much-time')
  const from = next.dueOn !== null && next.dueOn > today ? next.dueOn : today
  return done({ ...next, dueOn: addWorkingDays(from, days, calendar), moreTimeDays: next.moreTimeDays + days, moreTimeCount: next.moreTimeCount + 1 })
}
