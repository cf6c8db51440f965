import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, toDecimal } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { listPeriodsWithin, parsePeriod } from '../../../kernel/period'
import type { Tx } from '../../../platform/db/database'
import { type AnyMeasure, type Ground, observeMonths } from '../../measures/index'
import { saveSpread } from '../queries/spreads'
import { needSeries, type SeriesKey } from '../queries/targets'
import { slicesAt } from '../reading/slices'
import { seasonalWeights, type Spread } from '../rules/spread'

/** Monthly values of up to three full past years that have any, newest first. */
export async function readPastYears(ground: Ground, measure: AnyMeasure, centreCode: string | null, slice: string): Promise<{ year: number; months: Exact[] }[]> {
  const thisYear = Number(ground.reader.context.today.slice(0, 4))
  const found: { year: number; months: Exact[] }[] = []
  for (const year of [thisYear - 1, thisYear - 2, thisYear - 3]) {
    const period = parsePeriod(String(year))
    if (!period) continue
    const months = await observeMonths(ground, measure, listPeriodsWithin(period, 'month'), slicesAt(slice, centreCode))
    const values = months.flatMap(({ observation }) => (observation.value ? [observation.value] : []))
    if (values.length === 12 && values.every(({ numerator }) => numerator > 0n)) found.push({ year, months: values })
  }
  return found
}

export interface NewSpread {
  readonly kind: Spread['kind']
  readonly weights: readonly (Exact | null)[]
  readonly stepOn: CalendarDate | null
}

/** Sets how the targets of a series are spread. A seasonal profile rests on the mean share of each month over full past years. */
export async function setSpread(tx: Tx, ground: Ground, key: SeriesKey, measure: AnyMeasure, centreCode: string | null, given: NewSpread): Promise<Outcome<void, 'no-years' | 'weights-missing' | 'day-missing'>> {
  const typed = given.weights.flatMap((weight) => (weight && weight.numerator >= 0n ? [weight] : []))
  if (given.kind === 'manual' && (typed.length < 12 || typed.every(({ numerator }) => numerator === 0n))) return refused('weights-missing')
  if (given.kind === 'step' && given.stepOn === null) return refused('day-missing')
  const years = given.kind === 'seasonal' ? await readPastYears(ground, measure, centreCode, key.slice) : []
  const seasonal = given.kind === 'seasonal' ? seasonalWeights(years.map(({ months }) => months)) : null
  if (given.kind === 'seasonal' && seasonal === null) return refused('no-years')
  const weights = given.kind === 'manual' ? typed : seasonal
  await saveSpread(tx, await needSeries(tx, key), { kind: given.kind, weights: weights && weights.map((weight) => toDecimal(weight, 12)), stepOn: given.kind === 'step' ? given.stepOn : null, years: years.map(({ year }) => year) })
  return done()
}
