import type { CountingTree, Measure } from './tree'

const rest = { date_field: 'fact_date', credit_unit: 'centre_code', late_days: 30, missing: 'null' } as const
const services = (channels: readonly string[]): CountingTree => ({ kind: 'sum', of: 'count', unit: 'service', event: 'service', where: [['channel', 'in', channels]], ...rest })
const staff = { event: 'staff_post', unit: 'person', credit_unit: 'centre_code', missing: 'null' } as const
const fits = (found: readonly string[]): CountingTree => ({ kind: 'count', unit: 'placement', event: 'placement_fit', where: [['fit', 'in', found]], ...rest })

/** Published measures that indicators name and the page of the month does not show. */
export const indicatorCatalogue: readonly Measure[] = [
  { id: 'SERVICES_DIRECT', version: 1, tree: services(['counter', 'phone', 'visit', 'fair', 'mobile']) },
  { id: 'SERVICES_ONLINE', version: 1, tree: services(['chat', 'video']) },
  { id: 'POSTS_UNFILLED', version: 1, tree: { kind: 'sum', of: 'posts', unit: 'post', event: 'vacancy', where: [['closing_reason', '=', 'not-filled']], ...rest, date_field: 'closed_on' } },
  { id: 'STAFF_IN_POST', version: 1, tree: { kind: 'stock_at', at: 'last', ...staff } },
  { id: 'STAFF_LEFT', version: 1, tree: { kind: 'count', date_field: 'to_date', where: [['leaving_reason', 'in', ['left', 'contract-end']]], ...staff } },
  { id: 'MISMATCH_RATE', version: 1, tree: { kind: 'ratio', num: fits(['mismatched']), den: fits(['mismatched', 'matched']), scale: 100, unit: 'percent', missing: 'null' } },
]
