import { divide, type Exact, exact, isZero, multiply, sum } from '../../../kernel/exact'
import { type Ground, observe, readCohortCells, type Slice, sliceText, wholeSlice } from '../../measures/index'
import { farthestFromTarget, farthestFromWhole, type Judged } from '../rules/farthest'
import { isSharing } from '../units'
import { type Actual, type BoardLine, type BoardQuestion, readBoard } from './board'
import { slicesAt, slicesOf } from './slices'

/** One part of an indicator in the list of its parts. */
export interface PartLine {
  readonly slice: string
  readonly actual: Actual
  /** In per cent of the whole; null where parts are rates of their own. */
  readonly share: Exact | null
  /** The part with its target, where one was agreed. */
  readonly agreed: BoardLine | undefined
}
export interface Parts {
  readonly lines: readonly PartLine[]
  /** Every part is among them. */
  readonly isComplete: boolean
  /** Which part lies farthest from its target, and which from the whole. */
  readonly fromTarget: string | undefined
  readonly fromWhole: string | undefined
}

/** What a line says about its gap. */
export const judgedOf = ({ judged, expected, isShare, part, actual }: BoardLine): Judged => ({ judged, expected, behind: isShare ? (part?.whole ?? null) : behindOf(actual) })
/** People behind a rate. */
const behindOf = (actual: Actual): Exact | null => ('den' in actual ? (actual.den ?? (actual.n === null ? null : exact(actual.n))) : null)

/** The parts of a cohort, counted together: each entry belongs to one of each dimension. */
async function readCohortParts(ground: Ground, { measure, window }: BoardLine, { centre }: BoardQuestion, slices: readonly Slice[]): Promise<ReadonlyMap<string, Actual>> {
  if (measure?.tree.kind !== 'cohort') return new Map()
  const { scale } = measure.tree
  const cells = await readCohortCells(ground, measure, { ...window, slices: slicesAt(wholeSlice, centre?.code ?? null), closedOn: null })
  return new Map(slices.map((slice): [string, Actual] => {
    const own = cells.filter(({ sex, ageBand }) => (slice.dimension === 'sex' ? sex : ageBand) === slice.value)
    const [num, den] = [sum(own.map(({ reached }) => exact(reached))), sum(own.map(({ entered }) => exact(entered)))]
    return [sliceText(slice), isZero(den) ? { ...nothing, state: 'not-computable', num, den } : { ...nothing, state: 'ok', value: multiply(divide(num, den), exact(scale)), num, den }]
  }))
}
const nothing = { value: null, num: null, den: null, n: null, dueOn: null }

/**
 * The parts of the newest value by sex and age: those for which something was agreed, those of a cohort, and when all are asked
 * the others, which are counted one by one. Null where it has none.
 */
export async function readParts(ground: Ground, question: BoardQuestion, whole: BoardLine, isAll: boolean): Promise<Parts | null> {
  const { indicator, measure, window } = whole
  const slices = measure ? slicesOf(ground, indicator, measure) : []
  if (!measure || slices.length === 0) return null
  const agreed = (await readBoard(ground, question, [indicator])).filter(({ slice }) => slice !== wholeSlice)
  const cohort = whole.actual.state === 'ok' ? await readCohortParts(ground, whole, question, slices) : new Map<string, Actual>()
  const all = whole.actual.state === 'ok' && isSharing(measure) && !isZero(whole.actual.value ?? exact(0)) ? whole.actual.value : null
  const lines: PartLine[] = []
  for (const slice of new Set([...slices.map(sliceText), ...agreed.map((line) => line.slice)])) {
    const own = agreed.find((line) => line.slice === slice)
    const known = own?.actual ?? cohort.get(slice)
    if (!known && !isAll) continue
    const actual = known ?? (await observe(ground, measure, { ...window, slices: slicesAt(slice, question.centre?.code ?? null), closedOn: null })).total
    lines.push({ slice, actual, share: all && actual.value ? multiply(divide(actual.value, all), exact(100)) : null, agreed: own })
  }
  const single = new Set(slices.map(sliceText))
  const rated = lines.filter(({ slice }) => single.has(slice)).map(({ slice, actual }) => ({ slice, value: actual.value, behind: behindOf(actual) }))
  return {
    lines, isComplete: isAll || cohort.size > 0, fromTarget: farthestFromTarget(agreed.map((line) => ({ slice: line.slice, ...judgedOf(line) })))?.slice,
    fromWhole: isSharing(measure) ? undefined : farthestFromWhole(indicator.direction, whole.actual.value, rated)?.slice,
  }
}
