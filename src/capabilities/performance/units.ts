import type { AnyMeasure } from '../measures/index'

/** Decimals of a unit: things and people are whole, percentages have one decimal. */
export function decimalsOf(unit: string): number {
  return unit === 'percent' || unit === 'point' || unit === 'hour' ? 1 : 0
}

/** What a target rule must know of a measure's unit. */
export const unitOf = ({ tree }: AnyMeasure) => ({
  decimals: tree.unit === 'number' ? 2 : tree.unit === 'day' ? 1 : decimalsOf(tree.unit), isPercent: tree.unit === 'percent', hasDenominator: tree.kind === 'ratio' || tree.kind === 'cohort' || tree.kind === 'formula',
})
