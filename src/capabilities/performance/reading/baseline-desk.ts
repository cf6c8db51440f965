import { type AnyMeasure, type Ground, readMeasures } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { type BareSeries, listBareSeries } from '../queries/desk'
import { listIndicators } from '../queries/framework'
import { listSpreads } from '../queries/spreads'
import { flat } from './board'
import { type BaselineProposal, measureFirstAt } from './measure-first'

/** A series without a measured baseline, and what measuring first gives for it. */
export interface DeskLine {
  readonly series: BareSeries
  readonly indicator: IndicatorRecord
  readonly measure: AnyMeasure | undefined
  readonly proposal: BaselineProposal | undefined
}

/** A page of the series that wait for a measured baseline; each indicator, or part of one, is counted once for all its places. */
export async function readBaselineDesk(ground: Ground, page: { limit: number; offset: number }): Promise<{ lines: DeskLine[]; count: number }> {
  const [all, indicators, measures] = [await listBareSeries(ground.reader), await listIndicators(ground.reader), await readMeasures(ground.reader)]
  const shown = all.slice(page.offset, page.offset + page.limit)
  return { lines: await withProposals(ground, shown, indicators, (id) => measures.find(id, ground.reader.context.today)), count: all.length }
}

/** One line of the desk as it is now. */
export async function findDeskLine(ground: Ground, id: string): Promise<DeskLine | undefined> {
  const measures = await readMeasures(ground.reader)
  return (await withProposals(ground, (await listBareSeries(ground.reader)).filter((one) => one.id === id), await listIndicators(ground.reader), (measure) => measures.find(measure, ground.reader.context.today)))[0]
}

async function withProposals(ground: Ground, rows: readonly BareSeries[], indicators: readonly IndicatorRecord[], measureOf: (id: string) => AnyMeasure | undefined): Promise<DeskLine[]> {
  const spreads = await listSpreads(ground.reader, rows.map(({ id }) => id))
  const proposals = new Map<string, BaselineProposal>()
  const groups = new Map<string, BareSeries[]>()
  for (const row of rows) groups.set(`${row.indicatorId} ${row.slice}`, [...(groups.get(`${row.indicatorId} ${row.slice}`) ?? []), row])
  for (const group of groups.values()) {
    const [first] = group
    const measure = first && measureOf(indicators.find(({ id }) => id === first.indicatorId)?.measure ?? '')
    if (!first || !measure) continue
    for (const [id, proposal] of await measureFirstAt(ground, measure, first.slice, group.map(({ id, centreCode }) => ({ id, centreCode, spread: spreads.get(id) ?? flat })))) proposals.set(id, proposal)
  }
  return rows.flatMap((series) => {
    const indicator = indicators.find(({ id }) => id === series.indicatorId)
    return indicator ? [{ series, indicator, measure: measureOf(indicator.measure), proposal: proposals.get(series.id) }] : []
  })
}
