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

/** What is counted beside the list: each count ignores its own filter and obeys the others. */
export const facetNames = ['province', 'group', 'contract', 'education', 'accessible', 'wage', 'since'] as const
export type FacetName = (typeof facetNames)[number]
/** Counts by code; '' stands for "not stated". Codes of `wage` are a currency and where the band begins, as `KHR 500000`. `since` has one count, `week`. */
export type Facets = Record<FacetName, Record<string, number>>
export const noFacets: Facets = { province: {}, group: {}, contract: {}, education: {}, accessible: {}, wage: {}, since: {} }

/** Which rows of the list are wanted, and from which day on a vacancy counts as new. */
export interface Page {
  size: number
  skip: number
  newSince: CalendarDate
}
