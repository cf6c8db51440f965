import { type AnyMeasure, wholeSlice } from '../measures/index'

/** Decimals of a unit: things and people are whole, percentages have one decimal. */
export function decimalsOf(unit: string): number {
  return unit === 'percent' || unit === 'point' || unit === 'hour' ? 1 : 0
}

/** What adds up, so that a part of it is a share of the whole. A part of a rate is a rate of its own. */
export const isSharing = ({ tree }: AnyMeasure): boolean => ['count', 'sum', 'count_distinct', 'stock_at', 'mean_stock'].includes(tree.kind)

/** What a target rule must know of a measure's unit. For a part, "a share" means its share of the whole. */
export const unitOf = (measure: AnyMeasure, slice: string = wholeSlice) => ({ ...unitOfWhole(measure), isPart: slice !== wholeSlice && isSharing(measure) })
const unitOfWhole = ({ tree }: AnyMeasure) => ({
  decimals: tree.unit === 'number' ? 2 : tree.unit === 'day' ? 1 : decimalsOf(tree.unit), isPercent: tree.unit === 'percent', hasDenominator: tree.kind === 'ratio' || tree.kind === 'cohort' || tree.kind === 'formula',
})
