import type { AnyMeasure } from '../../measures/index'

/** Days after which an entry counts as late. A default of the data-quality rules. */
export const daysUntilLate = 7
const condition = ['late_days', '>', daysUntilLate] as const

/** The same measure over those records only that were entered late; undefined where lateness says nothing about the figure. */
export function lateOf({ id, version, tree }: AnyMeasure): AnyMeasure | undefined {
  const late = <Counting extends { readonly where?: readonly unknown[] }>(part: Counting): Counting => ({ ...part, where: [...(part.where ?? []), condition] })
  switch (tree.kind) {
    case 'count':
    case 'sum':
    case 'count_distinct':
    case 'median':
      return { id, version, tree: late(tree) } as AnyMeasure
    case 'ratio':
      return { id, version, tree: { ...tree, num: late(tree.num), den: late(tree.den) } } as AnyMeasure
    case 'cohort':
      return { id, version, tree: { ...tree, entry: late(tree.entry) } } as AnyMeasure
    default:
      return undefined
  }
}
