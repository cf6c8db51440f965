import { addWorkingDays, type CalendarDate } from '../../../kernel/calendar'
import { divide, exact, isZero, multiply, toDecimal } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type Dimension, findEvent } from '../language/vocabulary'
import { dimensionsOf, type HasColumn, requiredColumns, type Slice } from '../language/compile'
import { type CountingTree, type Measure, type RatioTree, type Tree, units } from '../language/tree'
import { daysToRelease, type Sight } from '../policy'
import { readSchema } from '../queries'

/**
 * A figure as a reader may have it. `hidden` protects people behind small numbers; `not-computable` is a rate of nothing;
 * `not-split` means that the measure has no such breakdown; `not-collected` that the register does not record it yet.
 */
export type Figure = { readonly state: 'shown'; readonly value: string } | { readonly state: 'hidden' | 'not-computable' | 'not-collected' | 'not-split' }

export const shown = (value: string): Figure => ({ state: 'shown', value })
export const hidden: Figure = { state: 'hidden' }

/** Who asks for which month and which slice of it. */
export interface Asked {
  readonly sight: Sight
  readonly month: Period
  readonly slices: readonly Slice[]
}
/** What every reading needs. */
export interface Ground {
  readonly reader: Reader
  readonly platform: Platform
  readonly has: HasColumn
}

export const groundOf = async (reader: Reader, platform: Platform): Promise<Ground> => ({ reader, platform, has: await readSchema(reader, platform.db) })

export const partsOf = (tree: Tree): readonly CountingTree[] => (tree.kind === 'ratio' ? [tree.num, tree.den] : [tree])

/** Whether the register records everything that the measure needs. */
export const isCollected = ({ tree }: Measure, has: HasColumn): boolean =>
  partsOf(tree).every((part) => {
    const { view, columns } = requiredColumns(part)
    return columns.every((column) => has(view, column))
  })

/** The breakdowns that every part of the measure has. */
export const dimensionsOfMeasure = ({ tree }: Measure, has: HasColumn): Dimension[] => {
  const [first = [], ...others] = partsOf(tree).map((part) => dimensionsOf(part, has))
  return first.filter((dimension) => others.every((other) => other.includes(dimension)))
}

/** Released figures of a month count what was entered until its release day; inside the agency every row counts. */
export const closedOn = ({ sight }: Asked, month: Period, platform: Platform): CalendarDate | null => (sight.level === 'released' ? closedDay(month, platform) : null)

/** The day on which a month is released. */
export const closedDay = (month: Period, { country }: Platform): CalendarDate => addWorkingDays(month.to, daysToRelease, workingCalendar(country))

export const workingCalendar = (country: Platform['country']) => ({ workDays: country.workDays as readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], holidays: country.holidays })

/** Slices with the reader's centre added where the reach ends there. */
export const slicesOf = ({ sight, slices }: Asked): readonly Slice[] =>
  sight.level === 'own' ? [...slices.filter(({ dimension }) => dimension !== 'centre'), { dimension: 'centre', value: sight.centre }] : slices

export const rate = (tree: RatioTree, num: string, den: string): Figure => {
  const whole = exact(den)
  if (isZero(whole)) return { state: 'not-computable' }
  return shown(toDecimal(multiply(divide(exact(num), whole), exact(tree.scale)), units[tree.unit]))
}

/** Whether cells of this event must not rest on few employers. */
export const hidesFewEmployers = (tree: CountingTree, has: HasColumn): boolean => {
  const event = findEvent(tree.event)
  return event?.employers !== undefined && has('fact_vacancy', 'employer_key')
}
