import { listLastMonths, type Period } from '../../../kernel/period'
import type { StatisticsReader } from '../../../platform/db/database'
import { type Cell, isRateShown, isSmall, protect } from '../disclosure'
import { addsUp, type CountingTree, type Measure } from '../language/tree'
import type { FigureRequest, HasColumn } from '../language/compile'
import type { Dimension } from '../language/vocabulary'
import { readSplit, readThinCells } from '../queries'
import { type Asked, closedOn, dimensionsOfMeasure, type Figure, type Ground, hidden, hidesFewEmployers, isCollected, rate, shown, slicesOf } from './figure'

export interface PartFigure {
  readonly code: string
  readonly figure: Figure
}
export interface Breakdown {
  readonly dimension: Dimension
  readonly parts: readonly PartFigure[]
}
export interface MonthFigure {
  readonly month: Period
  readonly figure: Figure
}

/** Every breakdown that the reader may have of one measure in one month. Codes with nothing are left to the page. */
export async function readBreakdowns(ground: Ground, asked: Asked, measure: Measure): Promise<Breakdown[]> {
  const { has, reader: whole } = ground
  if (!isCollected(measure, has)) return []
  const dimensions = dimensionsOfMeasure(measure, has).filter((dimension) => (asked.sight.level === 'own' ? dimension !== 'centre' : true) && !asked.slices.some((slice) => slice.dimension === dimension))
  const { tree } = measure
  return whole.statistics(async (reader) => {
    if (tree.kind !== 'ratio') {
      const cells = await readCells(reader, ground, asked, tree, dimensions)
      return dimensions.map((dimension, i) => ({ dimension, parts: figuresOf(ground, asked, dimension, cells.total, cells.parts, i) }))
    }
    const [num, den] = [await readCells(reader, ground, asked, tree.num, dimensions), await readCells(reader, ground, asked, tree.den, dimensions)]
    return dimensions.map((dimension, i) => {
      const visible = [num, den].map((side) => new Set(figuresOf(ground, asked, dimension, side.total, side.parts, i).flatMap(({ code, figure }) => (figure.state === 'shown' ? [code] : []))))
      const parts = (den.parts[i] ?? []).map((whole): PartFigure => {
        const part = num.parts[i]?.find(({ key }) => key === whole.key) ?? { key: whole.key, value: 0 }
        const isOpen = asked.sight.level !== 'released' || (visible[1]?.has(whole.key) === true && (part.value === 0 || visible[0]?.has(part.key) === true) && isRateShown(part, whole))
        return { code: whole.key, figure: isOpen ? rate(tree, String(part.value), String(whole.value)) : hidden }
      })
      return { dimension, parts }
    })
  })
}

interface Cells {
  readonly total: Cell
  readonly parts: readonly (readonly Cell[])[]
}

async function readCells(reader: StatisticsReader, { has, platform }: Ground, asked: Asked, tree: CountingTree, dimensions: readonly Dimension[]): Promise<Cells> {
  const { month } = asked
  const request = { from: month.from, to: month.to, slices: slicesOf(asked), closedOn: closedOn(asked, month, platform) }
  const plain: Dimension[] = dimensions.filter((dimension) => dimension !== 'group')
  const sets: Dimension[][] = [[], ...plain.map((dimension) => [dimension])]
  const thin = asked.sight.level === 'released' && hidesFewEmployers(tree, has) ? await readThinCells(reader, tree, request, sets, has) : []
  const counts = tree.kind === 'count_distinct' ? await readEach(reader, tree, request, dimensions, has) : await readTogether(reader, tree, request, dimensions, has)
  const toCell = (key: string, value: number, at: number): Cell => ({ key, value, sensitive: value > 0 && (thin[at]?.has(key) ?? false) })
  return {
    total: toCell('', counts.total, 0),
    parts: dimensions.map((dimension, i) => [...(counts.parts[i] ?? [])].map(([key, value]) => toCell(key, value, plain.indexOf(dimension) + 1))),
  }
}

interface Counts {
  readonly total: number
  readonly parts: readonly ReadonlyMap<string, number>[]
}

/** What adds up is counted once, by everything together, and summed here: a row's person is looked up once, not for each breakdown. */
async function readTogether(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, dimensions: readonly Dimension[], has: HasColumn): Promise<Counts> {
  const [cells = []] = await readSplit(reader, tree, request, [dimensions.map((dimension) => (dimension === 'group' ? 'groups' : dimension))], has)
  const parts = dimensions.map(() => new Map<string, number>())
  let total = 0
  for (const { keys, value } of cells) {
    total += Number(value)
    dimensions.forEach((dimension, i) => {
      const key = keys[i] ?? ''
      for (const code of dimension === 'group' ? key.split(' ').filter(Boolean) : [key]) parts[i]?.set(code, (parts[i]?.get(code) ?? 0) + Number(value))
    })
  }
  return { total, parts }
}

/** Distinct counts do not add up, so each breakdown is counted for itself. */
async function readEach(reader: StatisticsReader, tree: CountingTree, request: FigureRequest, dimensions: readonly Dimension[], has: HasColumn): Promise<Counts> {
  const [[whole] = []] = await readSplit(reader, tree, request, [[]], has)
  const parts: Map<string, number>[] = []
  for (const dimension of dimensions) {
    const [cells = []] = await readSplit(reader, tree, request, [[dimension]], has)
    parts.push(new Map(cells.map(({ keys, value }) => [keys[0] ?? '', Number(value)])))
  }
  return { total: Number(whole?.value ?? 0), parts }
}

function figuresOf({ platform }: Ground, { sight }: Asked, dimension: Dimension, total: Cell, parts: Cells['parts'], at: number): PartFigure[] {
  const cells = parts[at] ?? []
  if (sight.level !== 'released') return cells.map(({ key, value }) => ({ code: key, figure: shown(String(value)) }))
  if (dimension === 'group') {
    // Groups that follow from sex and age would tell, beside those tables, what they hide; the declared ones stand alone.
    const declared = new Set(platform.country.groups.filter(({ kind }) => kind === 'declared').map(({ code }) => code))
    return cells.filter(({ key }) => declared.has(key)).map((cell) => ({ code: cell.key, figure: isGroupShown(total, cell) ? shown(String(cell.value)) : hidden }))
  }
  const open = protect(total, [cells]).parts[0]
  return cells.map(({ key, value }) => ({ code: key, figure: open?.has(key) ? shown(String(value)) : hidden }))
}

/** Neither the group nor the rest may be small, nor the total out of sight. */
const isGroupShown = (total: Cell, cell: Cell): boolean => !isSmall(total) && !isSmall(cell) && !isSmall({ key: 'rest', value: total.value - cell.value })

/** The last 12 months of a flow or a distinct count, oldest first; empty for what cannot be asked month by month in one pass. */
export async function readTrend(ground: Ground, asked: Asked, measure: Measure): Promise<MonthFigure[]> {
  const { has } = ground
  const { tree } = measure
  if (!isCollected(measure, has) || tree.kind === 'ratio' || tree.kind === 'stock_at') return []
  const months = listLastMonths(12, asked.month.to)
  const first = months[0] ?? asked.month
  return ground.reader.statistics(async (reader) => {
    if (asked.sight.level !== 'released' && (addsUp[tree.kind].months || tree.kind === 'count_distinct')) {
      const [cells = []] = await readSplit(reader, tree, { from: first.from, to: asked.month.to, slices: slicesOf(asked), closedOn: null }, [['month']], has)
      return months.map((month) => ({ month, figure: shown(cells.find(({ keys }) => keys[0] === month.key)?.value ?? '0') }))
    }
    const figures: MonthFigure[] = []
    for (const month of months) {
      const cells = await readCells(reader, ground, { ...asked, month }, tree, [])
      figures.push({ month, figure: isSmall(cells.total) ? hidden : shown(String(cells.total.value)) })
    }
    return figures
  })
}
