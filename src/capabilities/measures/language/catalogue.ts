import type { CountingTree, Measure } from './tree'

const rest = { date_field: 'fact_date', credit_unit: 'centre_code', late_days: 30, missing: 'null' } as const
const registrations: CountingTree = { kind: 'count', unit: 'person', event: 'registration', ...rest }
const placements: CountingTree = { kind: 'count', unit: 'placement', event: 'placement', ...rest }

/**
 * The published measures, in the order of the page. A changed meaning is a new version, never an edit.
 * Targets, reports and bulletins refer to these rows and never define their own.
 */
export const catalogue: readonly Measure[] = [
  { id: 'JS_NEW', version: 1, tree: registrations },
  { id: 'VAC_ORDERS', version: 1, tree: { kind: 'count', unit: 'vacancy', event: 'vacancy', ...rest } },
  { id: 'VAC_NEW', version: 1, tree: { kind: 'sum', of: 'delta', unit: 'post', event: 'vacancy_posts', where: [['kind', 'in', ['received', 'increase']]], ...rest } },
  { id: 'SERVICES_JS', version: 1, tree: { kind: 'sum', of: 'count', unit: 'service', event: 'service', ...rest } },
  { id: 'SERVICES_EMP', version: 1, tree: { kind: 'sum', of: 'count', unit: 'service', event: 'employer_assistance', ...rest } },
  { id: 'REFERRALS', version: 1, tree: { kind: 'count', unit: 'referral', event: 'referral', ...rest } },
  { id: 'INTERVIEWS', version: 1, tree: { kind: 'count', unit: 'interview', event: 'interview', where: [['result', 'not_null']], ...rest } },
  { id: 'PLACEMENTS', version: 1, tree: placements },
  { id: 'VISITS', version: 1, tree: { kind: 'sum', of: 'count', unit: 'visit', event: 'visit', ...rest } },
  { id: 'JS_STOCK', version: 1, whenOpened: true, tree: { kind: 'stock_at', at: 'last', unit: 'person', event: 'active_jobseeker', credit_unit: 'centre_code', late_days: 30, missing: 'null' } },
  { id: 'VAC_STOCK', version: 1, tree: { kind: 'stock_at', at: 'last', of: 'delta', unit: 'post', event: 'vacancy_posts', ...rest } },
  { id: 'EMP_ACTIVE', version: 1, tree: { kind: 'count_distinct', by: 'employer_key', unit: 'employer', event: 'vacancy', ...rest } },
  { id: 'PLACEMENT_RATE', version: 1, tree: { kind: 'ratio', num: placements, den: registrations, scale: 100, unit: 'percent', missing: 'null' } },
]

export const findMeasure = (id: string): Measure | undefined => catalogue.find((measure) => measure.id === id)
