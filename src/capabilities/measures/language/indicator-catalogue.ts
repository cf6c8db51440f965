import type { Condition, CountingTree, Measure } from './tree'

const rest = { date_field: 'fact_date', credit_unit: 'centre_code', late_days: 30, missing: 'null' } as const
const services = (channels: readonly string[]): CountingTree => ({ kind: 'sum', of: 'count', unit: 'service', event: 'service', where: [['channel', 'in', channels]], ...rest })
const staff = { event: 'staff_post', unit: 'person', credit_unit: 'centre_code', missing: 'null' } as const
const fits = (found: readonly string[]): CountingTree => ({ kind: 'count', unit: 'placement', event: 'placement_fit', where: [['fit', 'in', found]], ...rest })

/** A known person counts once for each centre and day; a visit of somebody unknown counts as itself. */
const once = { dedupe: ['person_key', 'centre_code', 'fact_date'] } as const
const walkIns = (audiences: readonly string[], where: readonly Condition[] = []): CountingTree => ({
  kind: 'sum', of: 'count', unit: 'visit', event: 'visit', where: [['by_appointment', '=', false], ['audience', 'in', audiences], ...where], ...once, ...rest,
})
const visits = (where: readonly Condition[]): CountingTree => ({ kind: 'sum', of: 'count', unit: 'visit', event: 'visit', ...(where.length > 0 ? { where } : {}), ...rest })
const unfilled = (where: readonly Condition[]): CountingTree => ({ kind: 'sum', of: 'posts_unfilled', unit: 'post', event: 'vacancy', where: [['closing_reason', '=', 'not-filled'], ...where], ...rest, date_field: 'closed_on' })

/** Published measures that indicators name and the page of the month does not show. */
export const indicatorCatalogue: readonly Measure[] = [
  { id: 'SERVICES_DIRECT', version: 1, tree: services(['counter', 'phone', 'visit', 'fair', 'mobile']) },
  { id: 'SERVICES_ONLINE', version: 1, tree: services(['chat', 'video']) },
  { id: 'WALK_INS', version: 1, tree: walkIns(['jobseeker', 'employer']) },
  { id: 'WALK_INS_JS', version: 1, tree: walkIns(['jobseeker']) },
  { id: 'WALK_INS_EMP', version: 1, tree: walkIns(['employer']) },
  { id: 'WALK_INS_KNOWN', version: 1, tree: { kind: 'ratio', num: walkIns(['jobseeker'], [['person_key', 'not_null']]), den: walkIns(['jobseeker']), scale: 100, unit: 'percent', missing: 'null' } },
  { id: 'WALK_IN_PERSONS', version: 1, tree: { kind: 'count_distinct', by: 'person_key', unit: 'person', event: 'visit', where: [['by_appointment', '=', false], ['audience', '=', 'jobseeker']], ...rest } },
  { id: 'VISITS_BOOKED', version: 1, tree: visits([['by_appointment', '=', true]]) },
  { id: 'VISITS_OTHER', version: 1, tree: visits([['audience', '=', 'other']]) },
  { id: 'VISITS_SERVED', version: 1, tree: { kind: 'ratio', num: visits([['outcome', '=', 'served']]), den: visits([]), scale: 100, unit: 'percent', missing: 'null' } },
  { id: 'POSTS_UNFILLED', version: 2, tree: unfilled([]) },
  { id: 'POSTS_NO_CANDIDATE', version: 1, tree: unfilled([['unfilled_reason', '=', 'no-suitable-candidate']]) },
  { id: 'STAFF_IN_POST', version: 1, tree: { kind: 'stock_at', at: 'last', ...staff } },
  { id: 'STAFF_LEFT', version: 1, tree: { kind: 'count', date_field: 'to_date', where: [['leaving_reason', 'in', ['left', 'contract-end']]], ...staff } },
  { id: 'MISMATCH_RATE', version: 1, tree: { kind: 'ratio', num: fits(['mismatched']), den: fits(['mismatched', 'matched']), scale: 100, unit: 'percent', missing: 'null' } },
]
