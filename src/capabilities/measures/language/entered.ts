import type { PeriodKind } from '../../../kernel/period'
import { type TreeFault, unitFaults } from './check'
import type { Unit } from './tree'

/** A centre for itself, the whole agency, or both, each by its own figure. */
export type GivenFor = 'centre' | 'nation' | 'either'

interface Entered {
  readonly unit: Unit
  /** How often the figure is due. */
  readonly per: PeriodKind
  readonly given_for: GivenFor
  readonly missing: 'null'
}
/** A figure that another office publishes, such as the labour force of a survey. It stands for the level and the period that it was given for. */
export interface ExternalTree extends Entered {
  readonly kind: 'external'
  /** Its name in files. */
  readonly key: string
  /** Months after the end of its period in which nothing newer may stand in its place; none when left out. */
  readonly holds_months?: number
}
/** A figure that people of the agency count on paper. It adds up over centres and months only where it says so. */
export interface ManualTree extends Entered {
  readonly kind: 'manual'
  readonly additive: boolean
}
export type EnteredTree = ExternalTree | ManualTree

export const isEntered = <Tree extends { readonly kind: string }>(tree: Tree): tree is Extract<Tree, EnteredTree> => tree.kind === 'external' || tree.kind === 'manual'
export const isAdditive = (tree: EnteredTree): boolean => tree.kind === 'manual' && tree.additive

export function enteredFaults(tree: EnteredTree): TreeFault[] {
  const faults = unitFaults(tree.unit, 'unit')
  if (tree.kind === 'external' && !/^[a-z][a-z0-9_]{2,39}$/.test(tree.key)) faults.push({ path: 'key', what: 'wrong-type' })
  if (tree.kind === 'external' && !(Number.isInteger(tree.holds_months ?? 0) && (tree.holds_months ?? 0) >= 0 && (tree.holds_months ?? 0) <= 60)) faults.push({ path: 'holds_months', what: 'wrong-type' })
  // What adds up is given by one level only, or it would be counted twice.
  if (isAdditive(tree) && tree.given_for === 'either') faults.push({ path: 'given_for', what: 'wrong-type' })
  return faults
}
