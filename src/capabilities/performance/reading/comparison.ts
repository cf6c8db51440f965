import { addMonths, type CalendarDate } from '../../../kernel/calendar'
import { type Exact, toNumber, zero } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { type AnyMeasure, type Ground, natureOf, observationAt, observe, readCohortCells } from '../../measures/index'
import { type ControlLimits, individuals, proportions, signalOf, type Signal } from '../rules/comparison/control'
import { type Entered, funnelLimits, type FunnelLimits, isEnough, type Reading, readFunnel, usedDispersion, zScores } from '../rules/comparison/funnel'
import { type RankInterval, rankIntervals } from '../rules/comparison/ranks'
import { type Cell, type Expected, standardise } from '../rules/comparison/standardise'

export interface ComparedCentre {
  readonly code: string
  readonly entered: Entered
  readonly limits: FunnelLimits | null
  readonly reading: Reading
  readonly expected: Expected | null
  readonly rank: RankInterval | null
}
export interface Comparison {
  readonly rate: number
  /** How much more the centres differ than chance explains; 1 where that cannot be judged. */
  readonly dispersion: number
  readonly all: Entered
  readonly centres: readonly ComparedCentre[]
}
/** The agency's rate beside the own one would tell a small rest. */
export function hasSmallRest({ all, centres }: Comparison, own: string | null): boolean {
  const mine = centres.find(({ code }) => code === own)?.entered ?? { k: 0, n: 0 }
  return [all.k - mine.k, all.n - mine.n].some((rest) => rest > 0 && rest < 5)
}
const whole = (value: Exact | null): number => (value === null ? 0 : Math.round(toNumber(value)))

/** Only a share of people can be read against chance: part and whole are counts. */
export const isComparable = (measure: AnyMeasure): boolean => measure.tree.kind === 'cohort' || measure.tree.kind === 'ratio'

/**
 * The centres against what chance explains: this window, the one before it of the same length, and the last 12 months for
 * those that are too small. Nothing is ranked in a list; a place is an interval on the centre's own page.
 */
export async function compareCentres(ground: Ground, measure: AnyMeasure, window: { from: CalendarDate; to: CalendarDate }, codes: readonly string[]): Promise<Comparison | null> {
  if (!isComparable(measure)) return null
  const ask = (from: CalendarDate, to: CalendarDate) => observe(ground, measure, { from, to, slices: [], closedOn: null })
  const months = monthsIn(window)
  const now = await ask(window.from, window.to)
  const before = await ask(addMonths(window.from, -months), addMonths(window.to, -months))
  const pooled = await ask(addMonths(window.from, Math.min(0, months - 12)), window.to)
  const [num, den] = [whole(now.total.num), whole(now.total.den)]
  // A rate above one is no share of the people who came, and its chance is another one.
  if (den === 0 || num > den) return null
  const p = num / den
  const enteredOf = (found: typeof now, code: string): Entered => {
    const { num: k, den: n } = observationAt(found, code)
    return { k: Math.min(whole(k), whole(n)), n: whole(n) }
  }
  const centres = codes.map((code) => ({ code, entered: enteredOf(now, code) }))
  const dispersion = usedDispersion(zScores(centres.map(({ entered }) => entered), p))
  const cells = (await readCohortCells(ground, measure, { ...window, slices: [], closedOn: null })).map((cell) => ({ ...cell, cell: toCell(cell) }))
  const ranked = centres.filter(({ entered }) => entered.n > 0)
  const ranks = rankIntervals(ranked.map(({ entered }) => entered), `${measure.id}${window.from}`)
  return {
    rate: p,
    dispersion,
    all: { k: num, n: den },
    centres: centres.map(({ code, entered }) => ({
      code, entered, limits: isEnough(entered, p) ? funnelLimits(p, entered.n, dispersion) : null, reading: readFunnel(entered, enteredOf(before, code), enteredOf(pooled, code), p, dispersion),
      expected: cells.length === 0 ? null : standardise(cells.filter((one) => one.centre === code).map((one) => one.cell), cells.map((one) => one.cell)),
      rank: ranks[ranked.findIndex((one) => one.code === code)] ?? null,
    })),
  }
}

const monthsIn = ({ from, to }: { from: CalendarDate; to: CalendarDate }): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1

/** Age in three parts by the band's first year. Education, group and town are not in the cells yet, so they are alike for all. */
function toCell({ sex, ageBand, entered, reached }: { sex: string; ageBand: string; entered: number; reached: number }): Cell {
  const from = /^(\d+)/.exec(ageBand)?.[1]
  const age = ageBand === 'under-15' || (from !== undefined && Number(from) < 25) ? 'under-25' : from === undefined ? 'not-stated' : Number(from) < 45 ? '25-44' : '45+'
  return { sex, age, education: '', group: '', urban: '', entered, reached }
}

export interface OwnHistory {
  readonly limits: readonly ControlLimits[]
  readonly values: readonly (number | null)[]
  readonly signal: Signal | null
}

/** The own months with the limits of chance: by each month's size for a share, by moving ranges for a count. */
export function ownHistory(measure: AnyMeasure, months: readonly { month: Period; observation: { value: Exact | null; num: Exact | null; den: Exact | null } }[]): OwnHistory | null {
  const known = months.filter(({ observation }) => observation.value !== null)
  if (known.length < 6) return null
  const values = known.map(({ observation }) => toNumber(observation.value ?? zero))
  const shown = months.map(({ observation }) => (observation.value === null ? null : toNumber(observation.value)))
  if (natureOf(measure.tree) === 'rate' && isComparable(measure)) {
    const limits = proportions(known.map(({ observation }) => ({ k: Math.min(whole(observation.num), whole(observation.den)), n: whole(observation.den) }))).map((one) => ({ mean: one.mean * 100, low: one.low * 100, high: one.high * 100 }))
    return { values: shown, limits: spread(months.length, known.map((one) => months.indexOf(one)), limits), signal: signalOf(values, limits) }
  }
  const limit = individuals(values)
  if (!limit) return null
  return { values: shown, limits: months.map(() => limit), signal: signalOf(values, values.map(() => limit)) }
}

/** Limits by month; a month without a value takes those of its neighbour. */
function spread(length: number, at: readonly number[], limits: readonly ControlLimits[]): ControlLimits[] {
  let last = limits[0] ?? { mean: 0, low: 0, high: 0 }
  return Array.from({ length }, (_, month) => {
    const index = at.indexOf(month)
    last = index >= 0 ? (limits[index] ?? last) : last
    return last
  })
}
