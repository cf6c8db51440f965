import type { CalendarDate } from '../../../kernel/calendar'
import { exact, sum, toText } from '../../../kernel/exact'
import type { StatisticsReader } from '../../../platform/db/database'
import { readChosen } from '../entered/read'
import { compileCohortList, compileMedianList } from '../language/compile-composed'
import { type AnyMeasure, asStock, isComposed } from '../language/composed'
import type { CountingTree } from '../language/tree'
import { findEvent, recordOfKey } from '../language/vocabulary'
import { countRecords, listRecords, readValue, type RecordRow } from '../queries'
import type { Ground } from './figure'
import { isAnyCollected, type ObservationRequest } from './observe'
import { rowsOf } from '../statement'

export interface BehindRow {
  readonly record_key: string | null
  readonly day: CalendarDate
  readonly unit_code: string
  readonly sex?: string
  readonly age_band?: string
  readonly amount?: string
  /** What became of an entry of a cohort: yes, no, not-due. */
  readonly outcome?: string
}
/** One list of a figure. A ratio has two; `value` is what the rows or their amounts add up to. */
export interface BehindList {
  readonly part: 'row' | 'num' | 'den' | 'entry' | 'value'
  readonly value: string
  readonly count: number
  readonly rows: readonly BehindRow[]
  readonly recordKind: string
}

/** The lists behind a figure, a page of each. A formula has none of its own: its parts have. */
export async function listBehind(ground: Ground, measure: AnyMeasure, request: ObservationRequest, page: { limit: number; offset: number }): Promise<BehindList[]> {
  if (!isAnyCollected(measure, ground)) return []
  const { tree } = measure
  const { today } = ground.reader.context
  const cut = <Row,>(rows: readonly Row[]) => rows.slice(page.offset, page.offset + page.limit)
  const kindOf = (part: CountingTree) => (part.kind === 'count_distinct' ? recordOfKey(part.by) : (findEvent(part.event)?.record ?? ''))
  return ground.reader.statistics(async (reader) => {
    const counting = async (part: CountingTree, name: BehindList['part']): Promise<BehindList> => ({
      part: name, value: await readValue(reader, part, request, ground.has), count: await countRecords(reader, part, request, ground.has), recordKind: kindOf(part),
      rows: (await listRecords(reader, part, request, page, ground.has)) satisfies readonly RecordRow[],
    })
    if (!isComposed(tree)) return tree.kind === 'ratio' ? [await counting(tree.num, 'num'), await counting(tree.den, 'den')] : [await counting(tree, 'row')]
    switch (tree.kind) {
      case 'mean_stock':
        return [await counting(asStock(tree), 'row')]
      case 'cohort': {
        const rows = await cohortRows(reader, ground, tree, request, today)
        return [{ part: 'entry' as const, value: String(rows.filter(({ outcome }) => outcome === 'yes').length), count: rows.length, rows: cut(rows), recordKind: kindOf(tree.entry) }]
      }
      case 'median': {
        const rows = await rowsOf<BehindRow>(reader, compileMedianList(tree, request, ground.has))
        return [{ part: 'value' as const, value: String(rows.length), count: rows.length, rows: cut(rows), recordKind: findEvent(tree.event)?.record ?? '' }]
      }
      case 'formula':
        return []
      case 'external':
      case 'manual': {
        const rows = (await readChosen(reader, { ...measure, tree }, request)).map(({ record_key, unit_code, to_date, value }): BehindRow => ({ record_key, day: to_date, unit_code: unit_code ?? '', ...(value === null ? {} : { amount: value }) }))
        return [{ part: 'row' as const, value: toText(sum(rows.map(({ amount }) => exact(amount ?? '0')))), count: rows.length, rows: cut(rows), recordKind: 'figure-entry' }]
      }
    }
  })
}

type CohortRow = BehindRow & { sex: string; age_band: string; outcome: string }
const cohortRows = (reader: StatisticsReader, ground: Ground, tree: Parameters<typeof compileCohortList>[0], request: ObservationRequest, today: CalendarDate) =>
  rowsOf<CohortRow>(reader, compileCohortList(tree, request, today, ground.has))

/** Who came to each centre, and how many of them reached the outcome, by sex and age. Empty for what is no cohort. */
export async function readCohortCells(ground: Ground, { tree }: AnyMeasure, request: ObservationRequest): Promise<{ centre: string; sex: string; ageBand: string; entered: number; reached: number }[]> {
  if (tree.kind !== 'cohort') return []
  const rows = await ground.reader.statistics((reader) => cohortRows(reader, ground, tree, request, ground.reader.context.today))
  const cells = new Map<string, { centre: string; sex: string; ageBand: string; entered: number; reached: number }>()
  for (const { unit_code: centre, sex, age_band: ageBand, outcome } of rows) {
    const key = `${centre}|${sex}|${ageBand}`
    const cell = cells.get(key) ?? { centre, sex, ageBand, entered: 0, reached: 0 }
    cells.set(key, { ...cell, entered: cell.entered + 1, reached: cell.reached + (outcome === 'yes' ? 1 : 0) })
  }
  return [...cells.values()]
}
