import type { CalendarDate } from '../kernel/calendar'
import type { Reader } from './db/database'

/** One line of a person's time line. `key` is a message; a parameter named `...Day` is a day in ISO form, one named `...Code:list` a code of a list. */
export interface HistoryEntry {
  on: CalendarDate
  key: string
  parameters: Readonly<Record<string, string | number>>
  href?: string
}
/** What a capability has to tell about a person. The app registers them with the person page. */
export type HistoryProvider = (reader: Reader, personId: string) => Promise<HistoryEntry[]>

/** Something on a counsellor's desk. `urgent` comes first whatever its due day. */
export interface DeskItem {
  /** Of the kind of record, for example `referral.overdue`; `desk.kind.<kind>` is its name. */
  kind: string
  id: string
  /** Whom it is about: a name that the owner may read, a code or a title. */
  about: string
  since: CalendarDate
  due: CalendarDate | null
  /** The staff account that must act; null when it is the whole centre's. */
  ownerId: string | null
  /** Page without language prefix where it is done. */
  href: string
  urgent?: boolean
}
/** The open items of the reader's centre. The app registers them with the desk. */
export type DeskProvider = (reader: Reader) => Promise<DeskItem[]>

/** Numbers beside a vacancy, such as referred or hired, with the page that lists them. */
export interface FunnelStep {
  key: string
  count: number
  href: string
}
export type FunnelProvider = (reader: Reader, vacancyId: string) => Promise<FunnelStep[]>
