import { addDays, type CalendarDate } from '../../../kernel/calendar'

export const frequencies = ['daily', 'weekly'] as const
export type Frequency = (typeof frequencies)[number]
export type AlertState = 'active' | 'paused' | 'ended'

/** A search ends after so many days unless it is renewed. */
export const daysKept = 90
/** So many messages that nobody followed, and the search rests. */
export const mostUnopened = 3
export const mostJobsTold = 5
export const mostSearches = 10

const daysBetween: Record<Frequency, number> = { daily: 1, weekly: 7 }

/** Whether a search may send again on this day. */
export const isDue = ({ frequency, lastSentOn }: { frequency: Frequency; lastSentOn: CalendarDate | null }, today: CalendarDate): boolean =>
  lastSentOn === null || addDays(lastSentOn, daysBetween[frequency]) <= today

/** What becomes of a search after one more message. */
export const afterSending = (unopened: number): { unopened: number; state: AlertState; stateReason: 'unopened' | null } =>
  unopened + 1 >= mostUnopened ? { unopened: unopened + 1, state: 'paused', stateReason: 'unopened' } : { unopened: unopened + 1, state: 'active', stateReason: null }
