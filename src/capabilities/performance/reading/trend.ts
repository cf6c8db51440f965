import type { Period } from '../../../kernel/period'
import { type AnyMeasure, type Ground, isSameDefinition, listLocked, type MonthObservation, observeMonths, readMeasures } from '../../measures/index'
import { slicesAt } from './slices'

/** One month with the version that counts it: the one that it was locked with, else the one of its last day. */
export interface TrendMonth extends MonthObservation {
  readonly measure: AnyMeasure
}

/** Month by month, oldest first. Months of one version are counted together, so what can be counted in one pass is. */
export async function readTrend(ground: Ground, measure: AnyMeasure, months: readonly Period[], centre: { readonly id: string; readonly code: string } | null, slice: string): Promise<TrendMonth[]> {
  const measures = await readMeasures(ground.reader)
  // Only the agency's own measures have earlier versions.
  const locked = centre && 'own' in measure ? (await listLocked(ground.reader, centre.id, months.map(({ key }) => key))).filter((one) => one.measure === measure.id) : []
  const versionOf = (month: Period): AnyMeasure => locked.find(({ period }) => period === month.key)?.definition ?? measures.find(measure.id, month.to) ?? measure
  const found: TrendMonth[] = []
  for (const { counting, run } of runsOf(months.map((month) => ({ month, counting: versionOf(month) })))) {
    const counted = await observeMonths(ground, counting, run, slicesAt(slice, centre?.code ?? null))
    found.push(...counted.map((one) => ({ ...one, measure: counting })))
  }
  return found
}

function runsOf(months: readonly { month: Period; counting: AnyMeasure }[]): { counting: AnyMeasure; run: Period[] }[] {
  const runs: { counting: AnyMeasure; run: Period[] }[] = []
  for (const { month, counting } of months) {
    const last = runs.at(-1)
    if (last && isSameDefinition(last.counting, counting)) last.run.push(month)
    else runs.push({ counting, run: [month] })
  }
  return runs
}

/** Where another definition begins to count, with both versions. A new version with new words alone is no cut. */
export const cutsOf = (trend: readonly TrendMonth[]): { at: number; month: Period; before: AnyMeasure; now: AnyMeasure }[] =>
  trend.flatMap(({ month, measure: now }, at) => {
    const before = trend[at - 1]?.measure
    return before && !isSameDefinition(before, now) ? [{ at, month, before, now }] : []
  })

/** The same months, those before the last cut without a value: what is typical for one definition says nothing about another. */
export function sinceLastCut(trend: readonly TrendMonth[]): TrendMonth[] {
  const from = cutsOf(trend).at(-1)?.at ?? 0
  return trend.map((one, at) => (at < from ? { ...one, observation: { ...one.observation, value: null } } : one))
}
