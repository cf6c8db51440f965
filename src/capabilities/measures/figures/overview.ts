import type { Period } from '../../../kernel/period'
import { previousPeriod } from '../../../kernel/period'
import type { StatisticsReader } from '../../../platform/db/database'
import { type Cell, isRateShown, isSmall } from '../disclosure'
import { catalogue } from '../language/catalogue'
import { definitionHash } from '../language/canonical'
import { addsUp, type CountingTree, type Measure } from '../language/tree'
import { readSplit, readThinCells } from '../queries'
import { type Asked, closedOn, dimensionsOfMeasure, type Figure, type Ground, hidden, hidesFewEmployers, isCollected, rate, shown, slicesOf } from './figure'

/** One line of the page: the month, the month before, and for a centre the whole agency beside it. */
export interface OverviewLine {
  readonly measure: Measure
  readonly now: Figure
  readonly before: Figure
  readonly agency: Figure | null
}
/** Exact numbers of one month; `sensitive` when few employers stand behind them. */
interface Counted {
  readonly mine: Cell
  readonly all: Cell | null
}
type Months = readonly [now: Counted, before: Counted]

/** All published measures for one month. Each is counted once, also where a rate needs it too. */
export async function readOverview(ground: Ground, asked: Asked, measures: readonly Measure[] = catalogue): Promise<OverviewLine[]> {
  const known = new Map<string, Months>()
  const lines: OverviewLine[] = []
  await ground.reader.statistics(async (reader) => {
    const count = async (tree: CountingTree): Promise<Months> => {
      const name = definitionHash(tree)
      const months = known.get(name) ?? (await readMonths(reader, ground, asked, tree))
      known.set(name, months)
      return months
    }
    for (const measure of measures) lines.push(await readLine(ground, asked, measure, count))
  })
  return lines
}

async function readLine({ has }: Ground, asked: Asked, measure: Measure, count: (tree: CountingTree) => Promise<Months>): Promise<OverviewLine> {
  const same = (figure: Figure): OverviewLine => ({ measure, now: figure, before: figure, agency: null })
  if (!isCollected(measure, has)) return same({ state: 'not-collected' })
  const dimensions = dimensionsOfMeasure(measure, has)
  if (asked.slices.some(({ dimension }) => !dimensions.includes(dimension))) return same({ state: 'not-split' })
  const { tree } = measure
  if (tree.kind !== 'ratio') {
    const [now, before] = await count(tree)
    return { measure, now: figureOf(asked, now.mine), before: figureOf(asked, before.mine), agency: agencyOf(now, (all) => shown(String(all.value))) }
  }
  const [nums, dens] = [await count(tree.num), await count(tree.den)]
  const ratio = (num: Cell, den: Cell): Figure => (asked.sight.level === 'released' && !isRateShown(num, den) ? hidden : rate(tree, String(num.value), String(den.value)))
  const { all: den } = dens[0]
  return {
    measure,
    now: ratio(nums[0].mine, dens[0].mine),
    before: ratio(nums[1].mine, dens[1].mine),
    agency: den && !hasSmallRest(dens[0]) ? agencyOf(nums[0], (num) => rate(tree, String(num.value), String(den.value))) : agencyOf(nums[0], () => hidden),
  }
}

const figureOf = ({ sight }: Asked, cell: Cell): Figure => (sight.level === 'released' && isSmall(cell) ? hidden : shown(String(cell.value)))

/** A centre knows its own number, so the agency's total is shown only when the other centres together are not a small cell. */
const hasSmallRest = ({ mine, all }: Counted): boolean => all !== null && isSmall({ key: 'rest', value: all.value - mine.value })
const agencyOf = (counted: Counted, figure: (all: Cell) => Figure): Figure | null => {
  if (!counted.all) return null
  return hasSmallRest(counted) ? hidden : figure(counted.all)
}

async function readMonths(reader: StatisticsReader, ground: Ground, asked: Asked, tree: CountingTree): Promise<Months> {
  const before = previousPeriod(asked.month)
  if (addsUp[tree.kind].months && asked.sight.level !== 'released') return readFlow(reader, ground, asked, tree, before)
  return [await readMonth(reader, ground, asked, tree, asked.month), await readMonth(reader, ground, asked, tree, before)]
}

/** Whether the agency's total is asked beside the centre's own number: not for a slice, where subtraction would tell more. */
const wantsAgency = ({ sight, slices }: Asked) => sight.level === 'own' && slices.length === 0

/** Two months in one pass; only for what adds up. */
async function readFlow(reader: StatisticsReader, { has }: Ground, asked: Asked, tree: CountingTree, before: Period): Promise<Months> {
  const { sight } = asked
  const agency = wantsAgency(asked)
  const request = { from: before.from, to: asked.month.to, slices: agency ? [] : slicesOf(asked), closedOn: null }
  const [cells = []] = await readSplit(reader, tree, request, [agency ? ['month', 'centre'] : ['month']], has)
  const sum = (month: Period, centre?: string): Cell => ({
    key: month.key,
    value: cells.filter(({ keys }) => keys[0] === month.key && (centre === undefined || keys[1] === centre)).reduce((whole, { value }) => whole + Number(value), 0),
  })
  const counted = (month: Period): Counted => (agency && sight.level === 'own' ? { mine: sum(month, sight.centre), all: sum(month) } : { mine: sum(month), all: null })
  return [counted(asked.month), counted(before)]
}

async function readMonth(reader: StatisticsReader, { has, platform }: Ground, asked: Asked, tree: CountingTree, month: Period): Promise<Counted> {
  const { sight } = asked
  const agency = wantsAgency(asked)
  const request = { from: month.from, to: month.to, slices: agency ? [] : slicesOf(asked), closedOn: closedOn(asked, month, platform) }
  const [[whole] = [], centres = []] = await readSplit(reader, tree, request, agency ? [[], ['centre']] : [[]], has)
  const all: Cell = { key: month.key, value: Number(whole?.value ?? 0) }
  if (agency && sight.level === 'own') return { mine: { key: month.key, value: Number(centres.find(({ keys }) => keys[0] === sight.centre)?.value ?? 0) }, all }
  if (sight.level !== 'released' || !hidesFewEmployers(tree, has)) return { mine: all, all: null }
  const [thin] = await readThinCells(reader, tree, request, [[]], has)
  return { mine: { ...all, sensitive: all.value > 0 && (thin?.has('') ?? false) }, all: null }
}
