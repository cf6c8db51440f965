import { compare, type Exact, zero } from '../../../kernel/exact'
import { listLastMonths, type Period } from '../../../kernel/period'
import { type AnyMeasure, type Ground, natureOf, type Observation, observationAt, observe, type Observed } from '../../measures/index'
import type { Limits } from '../rules/comparison/byar'
import { proposeBaseline, shareOfYear, type Spread } from '../rules/spread'
import { slicesAt } from './slices'

/** A baseline for a year, from what the last three closed months held. */
export interface BaselineProposal {
  readonly value: Exact
  /** What chance leaves open, for the year. */
  readonly limits: Limits
  /** Enough for a target in per cent. */
  readonly isEnough: boolean
  readonly months: readonly Period[]
  readonly counted: number
}

/** Undefined where nothing was counted: a zero of three months may be that nobody counted. */
function proposalFrom({ state, value }: Observation, months: readonly Period[], spread: Spread): BaselineProposal | undefined {
  const share = shareOfYear(spread, months)
  if (state !== 'ok' || !value || value.denominator !== 1n || compare(value, zero) <= 0 || compare(share, zero) <= 0) return undefined
  const counted = Number(value.numerator)
  return { ...proposeBaseline(counted, share), months, counted }
}

/** The last three months that are over, as proposals for each place. What does not add up over months is measured over its own days. */
async function readClosedMonths(ground: Ground, measure: AnyMeasure, slice: string, centreCode: string | null): Promise<{ months: Period[]; found: Observed } | undefined> {
  const months = listLastMonths(4, ground.reader.context.today).slice(0, 3)
  const [first, last] = [months[0], months.at(-1)]
  if (natureOf(measure.tree) !== 'flow' || !first || !last) return undefined
  return { months, found: await observe(ground, measure, { from: first.from, to: last.to, slices: slicesAt(slice, centreCode), closedOn: null }) }
}

/** What measuring first gives for one series. */
export async function measureFirst(ground: Ground, measure: AnyMeasure, { centreCode, slice }: { centreCode: string | null; slice: string }, spread: Spread): Promise<BaselineProposal | undefined> {
  const counted = await readClosedMonths(ground, measure, slice, centreCode)
  return counted && proposalFrom(counted.found.total, counted.months, spread)
}

/** The same for many places of one indicator, counted in one pass. */
export async function measureFirstAt(ground: Ground, measure: AnyMeasure, slice: string, places: readonly { readonly id: string; readonly centreCode: string | null; readonly spread: Spread }[]): Promise<ReadonlyMap<string, BaselineProposal>> {
  const counted = await readClosedMonths(ground, measure, slice, null)
  if (!counted) return new Map()
  return new Map(places.flatMap(({ id, centreCode, spread }) => {
    const proposal = proposalFrom(observationAt(counted.found, centreCode), counted.months, spread)
    return proposal ? [[id, proposal] as const] : []
  }))
}
