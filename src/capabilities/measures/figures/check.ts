import { exact, toText } from '../../../kernel/exact'
import { listLastMonths, type Period } from '../../../kernel/period'
import type { StatisticsReader } from '../../../platform/db/database'
import { type AnyMeasure, isComposed } from '../language/composed'
import { readValue } from '../queries'
import { countRecordsOf, listCountedMeasures } from './count-records'
import { type Ground, partsOf } from './figure'
import { type Observation, observeIn } from './observe'
import { totalOf } from './record-amounts'

interface Difference {
  readonly id: string
  readonly month: string
  readonly value: string
  readonly listed: string
}
export interface ListCheck {
  readonly compared: number
  readonly different: readonly Difference[]
}

/** A figure with what is above and below its line, exactly; in words where there is none. */
const told = ({ state, value, num, den }: Observation): string => (value ? [value, num, den].flatMap((one) => (one ? [toText(one)] : [])).join(' : ') : state)

async function checkMonth(asking: StatisticsReader, ground: Ground, measure: AnyMeasure, { key, from, to }: Period): Promise<Difference[]> {
  const request = { from, to, slices: [], closedOn: null }
  const { lists, observation } = await countRecordsOf(asking, ground, measure, request)
  const { total } = await observeIn(asking, ground, measure, request)
  const pairs = [[told(total), told(observation)]]
  // The number above a list is read by itself, from the kept sums where they can answer.
  const parts = isComposed(measure.tree) ? [] : partsOf(measure.tree)
  for (const [i, part] of parts.entries()) pairs.push([toText(exact(await readValue(asking, part, request, ground.has))), toText(totalOf(lists[i]?.amounts ?? new Map()))])
  return pairs.flatMap(([value = '', listed = '']) => (value === listed ? [] : [{ id: measure.id, month: key, value, listed }]))
}

/** Every published measure and every one of the agency's own, over the last year month by month, against the lists of its records. */
export async function checkMeasures(ground: Ground): Promise<ListCheck> {
  const wanted: { measure: AnyMeasure; month: Period }[] = []
  for (const month of listLastMonths(12, ground.reader.context.today)) for (const measure of await listCountedMeasures(ground, month.to)) wanted.push({ measure, month })
  const different = await ground.reader.statistics(async (asking) => {
    const found: Difference[] = []
    for (const { measure, month } of wanted) found.push(...(await checkMonth(asking, ground, measure, month)))
    return found
  })
  return { compared: wanted.length, different }
}
