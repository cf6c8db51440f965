import type { CalendarDate } from '../../../kernel/calendar'
import { compare, type Exact, exact } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Period } from '../../../kernel/period'
import { type EnteredTree, isAdditive } from '../language/entered'

/** What a person enters. Empty text is nothing. */
export interface NewEntry {
  readonly period: Period
  /** Null when it was not recorded, and while it is missing. */
  readonly value: Exact | null
  readonly notRecorded: boolean
  readonly source: string
  readonly method: string
  readonly collector: string
  readonly collectedOn: CalendarDate | null
  readonly evidence: string
}
export type EntryField = 'value' | 'source' | 'method' | 'collector' | 'collectedOn' | 'evidence'
export type EntryRefusal = 'level' | 'period-kind' | 'not-over' | 'value-not-wanted' | 'over-100' | 'collected-late'

/** Fields that must be filled. What was not recorded says why, and nothing more. */
export function missingOf(tree: EnteredTree, given: NewEntry): EntryField[] {
  if (given.notRecorded) return given.method === '' ? ['method'] : []
  const wanted: EntryField[] = tree.kind === 'external' ? ['value', 'source'] : ['value', 'method', 'collector', 'collectedOn', 'evidence']
  return wanted.filter((field) => given[field] === null || given[field] === '')
}

/** Whether the figure may be entered for the level and the period. */
export function enter(tree: EnteredTree, given: NewEntry, hasCentre: boolean, today: CalendarDate): Outcome<void, EntryRefusal> {
  if (tree.given_for === (hasCentre ? 'nation' : 'centre')) return refused('level')
  if (isAdditive(tree) && given.period.kind !== tree.per) return refused('period-kind')
  if (given.period.to >= today) return refused('not-over')
  if (given.notRecorded && given.value !== null) return refused('value-not-wanted')
  if (tree.unit === 'percent' && given.value !== null && compare(given.value, exact(100)) > 0) return refused('over-100')
  if (given.collectedOn !== null && given.collectedOn > today) return refused('collected-late')
  return done()
}
