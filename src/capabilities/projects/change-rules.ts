export const changeFields = ['milestone', 'end', 'baseline', 'objective', 'output', 'indicator'] as const
export type ChangeField = (typeof changeFields)[number]

/** Fields that hold a rule such as `pct_over_baseline:10`. */
export const isRuleField = (field: ChangeField): boolean => field === 'milestone' || field === 'end'
