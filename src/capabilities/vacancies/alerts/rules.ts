import { addDays, type CalendarDate } from '../../../kernel/calendar'

export const frequencies = ['now', 'daily', 'weekly'] as const
export type Frequency = (typeof frequencies)[number]
export type AlertState = 'active' | 'paused' | 'ended'
/** Why a search does not send: messages not followed or not delivered, its owner, or 90 days. */
export type AlertReason = 'unopened' | 'undelivered' | 'asked' | 'stopped' | 'expired'

/** What the owner, or staff for the owner, does to a search. */
export const searchActs = ['renew', 'pause', 'stop'] as const
export type SearchAct = (typeof searchActs)[number]

/** A search ends after so many days unless it is renewed. */
export const daysKept = 90
/** So many messages that nobody followed, and the search rests. */
export const mostUnopened = 3
export const mostJobsTold = 5
export const mostSearches = 10

/** A job that is older is news for nobody; it goes along with a newer one. */
export const daysOfNews = 14

/** A person gets one message a day, so that "at once" too waits for the next day after a message. */
const daysBetween: Record<Frequency, number> = { now: 1, daily: 1, weekly: 7 }

/** Whether a search may send again on this day. */
export const isDue = ({ frequency, lastSentOn }: { frequency: Frequency; lastSentOn: CalendarDate | null }, today: CalendarDate): boolean =>
  lastSentOn === null || addDays(lastSentOn, daysBetween[frequency]) <= today
