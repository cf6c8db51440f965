import { type CalendarDate, monthOf } from '../../../kernel/calendar'
import { add, divide, exact, isZero, multiply } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { compileCohortList, compileMedianList } from '../language/compile-composed'
import type { Slice } from '../language/compile'
import { type AnyMeasure, isComposed } from '../language/composed'
import { isEntered } from '../language/entered'
import type { CountingTree } from '../language/tree'
import { readSplit } from '../queries'
import type { Ground } from './figure'
import { anyDimensions, isAnyCollected, type Observation, observe } from './observe'
import { rowsOf } from '../statement'

export interface MonthObservation {
  readonly month: Period
  readonly observation: Observation
}
const empty = { value: null, num: null, den: null, n: null, dueOn: null }

/** Month by month, oldest first. What can be counted in one pass over the whole stretch is; the rest is asked month by month. */
export async function observeMonths(ground: Ground, measure: AnyMeasure, months: readonly Period[], slices: readonly Slice[]): Promise<MonthObservation[]> {
  const [first, last] = [months[0], months.at(-1)]
  const { tree } = measure
  const canSplit = isAnyCollected(measure, ground) && slices.every(({ dimension }) => anyDimensions(measure, ground).includes(dimension))
  if (!first || !last || !canSplit || tree.kind === 'stock_at' || tree.kind === 'mean_stock' || tree.kind === 'formula' || isEntered(tree)) return oneByOne(ground, measure, months, slices)
  const request = { from: first.from, to: last.to, slices, closedOn: null }
  return ground.reader.statistics(async (reader) => {
    const counted = async (part: CountingTree) => {
      const [cells = []] = await readSplit(reader, part, request, [['month']], ground.has)
      return (month: Period) => exact(cells.find(({ keys }) => keys[0] === month.key)?.value ?? '0')
    }
    const each = (observe_: (month: Period) => Observation): MonthObservation[] => months.map((month) => ({ month, observation: observe_(month) }))
    if (!isComposed(tree)) {
      if (tree.kind !== 'ratio') {
        const valueOf = await counted(tree)
        return each((month) => ({ ...empty, state: 'ok', value: valueOf(month) }))
      }
      const [num, den] = [await counted(tree.num), await counted(tree.den)]
      return each((month) => shareOf(num(month), den(month), tree.scale))
    }
    if (tree.kind === 'cohort') {
      const rows = await rowsOf<{ day: CalendarDate; outcome: string; is_early: boolean; due_on: CalendarDate }>(reader, compileCohortList(tree, request, ground.reader.context.today, ground.has))
      return each((month) => {
        const own = rows.filter(({ day }) => monthOf(day) === month.key)
        const due = own.filter(({ is_early }) => is_early).reduce<CalendarDate | null>((latest, row) => (latest === null || row.due_on > latest ? row.due_on : latest), null)
        return due ? { ...empty, state: 'not-due', dueOn: due } : shareOf(exact(own.filter(({ outcome }) => outcome === 'yes').length), exact(own.length), tree.scale)
      })
    }
    const rows = await rowsOf<{ day: CalendarDate; amount: string }>(reader, compileMedianList(tree, request, ground.has))
    return each((month) => {
      const own = rows.filter(({ day }) => monthOf(day) === month.key)
      const [low, high] = [own[Math.floor((own.length - 1) / 2)], own[Math.floor(own.length / 2)]]
      return low && high ? { ...empty, state: 'ok', value: divide(add(exact(low.amount), exact(high.amount)), exact(2)), n: own.length } : { ...empty, state: 'not-computable' }
    })
  })
}

const shareOf = (num: ReturnType<typeof exact>, den: ReturnType<typeof exact>, scale: 1 | 100): Observation =>
  isZero(den) ? { ...empty, state: 'not-computable', num, den } : { ...empty, state: 'ok', value: multiply(divide(num, den), exact(scale)), num, den }

async function oneByOne(ground: Ground, measure: AnyMeasure, months: readonly Period[], slices: readonly Slice[]): Promise<MonthObservation[]> {
  const found: MonthObservation[] = []
  for (const month of months) found.push({ month, observation: (await observe(ground, measure, { from: month.from, to: month.to, slices, closedOn: null })).total })
  return found
}
