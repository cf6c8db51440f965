import { catalogue, findMeasure } from './catalogue'
import type { AnyMeasure, ComposedMeasure } from './composed'
import { enteredCatalogue } from './entered-catalogue'
import { indicatorCatalogue } from './indicator-catalogue'

const rest = { date_field: 'fact_date', credit_unit: 'centre_code', late_days: 30, missing: 'null' } as const

/** Published measures that are made of others, of what became of their rows, or of figures that people enter. */
export const composedCatalogue: readonly ComposedMeasure[] = [
  { id: 'WAIT_MEDIAN', version: 1, tree: { kind: 'median', of: 'wait_minutes', unit: 'minute', event: 'visit', ...rest } },
  { id: 'DAYS_TO_PLACEMENT', version: 1, tree: { kind: 'median', of: 'days_from_registration', unit: 'day', event: 'placement', ...rest } },
  {
    id: 'PLACED_180', version: 1,
    tree: {
      kind: 'cohort', unit: 'percent', link: 'person_key', within_days: 180, scale: 100, missing: 'null',
      entry: { kind: 'count', unit: 'person', event: 'registration', ...rest }, outcome: { kind: 'count', unit: 'placement', event: 'placement', ...rest },
    },
  },
  { id: 'JS_STOCK_MEAN', version: 1, tree: { kind: 'mean_stock', at: 'month ends', unit: 'person', event: 'active_jobseeker', credit_unit: 'centre_code', late_days: 30, missing: 'null' } },
  { id: 'STAFF_MEAN', version: 1, tree: { kind: 'mean_stock', at: 'month ends', unit: 'person', event: 'staff_post', credit_unit: 'centre_code', missing: 'null' } },
  { id: 'STAFF_TURNOVER', version: 1, tree: { kind: 'formula', unit: 'percent', expression: ['/', 'STAFF_LEFT', 'STAFF_MEAN'], scale: 100, missing: 'null' } },
  { id: 'FILL_RATE', version: 1, tree: { kind: 'formula', unit: 'percent', expression: ['/', 'PLACEMENTS', 'VAC_NEW'], scale: 100, missing: 'null' } },
  { id: 'SERVICES_ALL', version: 1, tree: { kind: 'formula', unit: 'service', expression: ['+', 'SERVICES_JS', 'SERVICES_EMP'], scale: 1, missing: 'null' } },
  { id: 'TRAINING_HOURS_PER_HEAD', version: 1, tree: { kind: 'formula', unit: 'number', expression: ['/', 'TRAINING_HOURS', 'STAFF_IN_POST'], scale: 1, missing: 'null' } },
  { id: 'COV_POP', version: 1, tree: { kind: 'formula', unit: 'percent', expression: ['/', 'JS_STOCK', 'LABOUR_FORCE'], scale: 100, missing: 'null' } },
  { id: 'COV_EMP', version: 1, tree: { kind: 'formula', unit: 'percent', expression: ['/', 'EMP_ACTIVE', 'ESTABLISHMENTS'], scale: 100, missing: 'null' } },
  ...enteredCatalogue,
]

export const allMeasures: readonly AnyMeasure[] = [...catalogue, ...indicatorCatalogue, ...composedCatalogue]
export const findAnyMeasure = (id: string): AnyMeasure | undefined => findMeasure(id) ?? indicatorCatalogue.find((measure) => measure.id === id) ?? composedCatalogue.find((measure) => measure.id === id)
