import type { CalendarDate } from '../../../kernel/calendar'

/** Filters of the portal. What a vacancy does not state never hides it. */
export interface Kept {
  province?: string
  district?: string
  /** The first digits of an ISCO-08 code. */
  group?: string
  contract?: string
  /** Least wage of a month, decimal text, in `currency`. */
  wage?: string
  currency?: string
  /** The codes of education that the reader has. */
  education?: readonly string[]
  accessible?: true
  since?: CalendarDate
}
