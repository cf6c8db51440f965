import type { ComposedMeasure } from './composed'

const survey = { kind: 'external', per: 'year', missing: 'null' } as const

/** Figures that no record gives. Each is entered with its source and counts when a second person has confirmed it. */
export const enteredCatalogue: readonly ComposedMeasure[] = [
  { id: 'LABOUR_FORCE', version: 1, tree: { ...survey, key: 'labour_force', unit: 'person', given_for: 'nation', holds_months: 36 } },
  { id: 'ESTABLISHMENTS', version: 1, tree: { ...survey, key: 'establishments', unit: 'employer', given_for: 'nation', holds_months: 36 } },
  { id: 'SATISFACTION_JS', version: 1, tree: { ...survey, key: 'satisfaction_jobseekers', unit: 'percent', given_for: 'either' } },
  { id: 'SATISFACTION_EMP', version: 1, tree: { ...survey, key: 'satisfaction_employers', unit: 'percent', given_for: 'either' } },
  { id: 'TRAINING_HOURS', version: 1, tree: { kind: 'manual', unit: 'hour', per: 'month', given_for: 'centre', additive: true, missing: 'null' } },
]
