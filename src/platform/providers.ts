import type { CalendarDate } from '../kernel/calendar'
import type { Reader, Tx } from './db/database'
import type { Language } from './i18n/words'
import type { Platform } from './platform'

/** A list that a lower capability offers and the app fills once, so that a lower one never imports a higher one. */
export interface Registry<Entry> {
  add(entry: Entry): void
  readonly entries: readonly Entry[]
}
export function registry<Entry>(): Registry<Entry> {
  const entries: Entry[] = []
  return { entries, add: (entry) => void entries.push(entry) }
}

/** Something that happened in a lower capability; what is registered runs in the same transaction. */
export interface Happening<Event> {
  add(run: (tx: Tx, platform: Platform, event: Event) => Promise<void>): void
  tell(tx: Tx, platform: Platform, event: Event): Promise<void>
}
export function happening<Event>(): Happening<Event> {
  const listeners = registry<(tx: Tx, platform: Platform, event: Event) => Promise<void>>()
  return {
    add: listeners.add,
    async tell(tx, platform, event) {
      for (const run of listeners.entries) await run(tx, platform, event)
    },
  }
}

/** One line of a person's time line. `key` is a message; a parameter named `...Day` is a day in ISO form, one named `<list>Code` a code of that list. */
export interface HistoryEntry {
  on: CalendarDate
  key: string
  parameters: Readonly<Record<string, string | number>>
  /** Page without language prefix. */
  href?: string
}
/** What a capability has to tell about a person. The app registers them with the person page. */
export type HistoryProvider = (reader: Reader, personId: string) => Promise<HistoryEntry[]>

/** Something on a counsellor's desk. `urgent` comes first whatever its due day. */
export interface DeskItem {
  /** Of the kind of record, for example `referral-overdue`; `<capability>.desk.<kind>` is its name. */
  kind: string
  capability: string
  id: string
  /** A code, a title or a next step; the name of `customer` is put before it. */
  about: string
  /** Whom it is about. Named only when the row is shown: a name that is read is written to the access log. */
  customer?: { personId: string } | { employerId: string }
  since: CalendarDate
  due: CalendarDate | null
  /** The staff account that must act; null when it is the whole centre's. */
  ownerId: string | null
  /** Page without language prefix where it is done. */
  href: string
  urgent?: boolean
}
/** The open items of the reader's centre; `language` is that of the page. The app registers them with the desk. */
export type DeskProvider = (reader: Reader, platform: Platform, language?: Language) => Promise<DeskItem[]>

/** Numbers beside a vacancy, such as referred or hired, with the page that lists them. */
export interface FunnelStep {
  key: string
  count: number
  href: string
}
export type FunnelProvider = (reader: Reader, vacancyId: string) => Promise<FunnelStep[]>

/** What a statistic's row leads to: the page of the record behind a meaningless key, when the reader may see it. */
export type RecordFinder = (reader: Reader, key: string) => Promise<string | undefined>
