import type { CalendarDate } from '../../../kernel/calendar'
import type { Exact } from '../../../kernel/exact'
import type { Slice } from '../language/compile'

/**
 * One counted or entered value. `value` is exact and never rounded; it is null in every state but `ok`. A zero was counted.
 * `no-data`: nobody has entered it, or nobody has confirmed it. `not-recorded`: people stated that nobody counted.
 */
export interface Observation {
  readonly state: 'ok' | 'not-due' | 'not-computable' | 'not-collected' | 'not-split' | 'no-data' | 'not-recorded'
  readonly value: Exact | null
  readonly num: Exact | null
  readonly den: Exact | null
  /** Rows behind a middle value. */
  readonly n: number | null
  readonly dueOn: CalendarDate | null
}
/** The whole and each centre that has rows; a centre without rows answers through `observationAt`. */
export interface Observed {
  readonly total: Observation
  readonly centres: ReadonlyMap<string, Observation>
  readonly missing: Observation
}
export interface ObservationRequest {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly slices: readonly Slice[]
  readonly closedOn: CalendarDate | null
}
