import { type CalendarDate, daysBetween, lastOfMonth, partsOf } from '../../../kernel/calendar'
import { compare, divide, type Exact, exact, fraction, multiply, one, sum, toNumber, zero } from '../../../kernel/exact'
import { listPeriodsWithin, type Period } from '../../../kernel/period'
import { byar, type Limits } from './comparison/byar'

export type Spread =
  | { readonly kind: 'flat' | 'days' }
  /** One weight for each month of the year, January first. */
  | { readonly kind: 'seasonal' | 'manual'; readonly weights: readonly Exact[] }
  | { readonly kind: 'step'; readonly on: CalendarDate }

/** The part of a flow's target that is due when data reach `dataTo`; stocks and rates are never divided. */
export function shareDue(spread: Spread, target: Period, dataTo: CalendarDate): Exact {
  if (dataTo < target.from) return zero
  if (dataTo >= target.to) return one
  switch (spread.kind) {
    case 'step':
      return dataTo >= spread.on ? one : zero
    case 'days':
      return fraction(BigInt(daysBetween(target.from, dataTo) + 1), BigInt(daysBetween(target.from, target.to) + 1))
    case 'flat':
      return weighted(listPeriodsWithin(target, 'month').map((month) => [month, one]), dataTo)
    default:
      return weighted(listPeriodsWithin(target, 'month').map((month) => [month, spread.weights[partsOf(month.from).month - 1] ?? zero]), dataTo)
  }
}

function weighted(months: readonly (readonly [Period, Exact])[], dataTo: CalendarDate): Exact {
  const whole = sum(months.map(([, weight]) => weight))
  if (compare(whole, zero) <= 0) return zero
  const due = months.map(([month, weight]) => multiply(weight, partOf(month, dataTo)))
  return divide(sum(due), whole)
}

/** A month that is only partly inside the data counts its days over its days. */
function partOf(month: Period, dataTo: CalendarDate): Exact {
  if (dataTo >= month.to) return one
  if (dataTo < month.from) return zero
  return fraction(BigInt(partsOf(dataTo).day), BigInt(partsOf(lastOfMonth(month.from)).day))
}

/** Seasonal weights: the mean share of each month over one to three full past years. Null when a year has nothing. */
export function seasonalWeights(years: readonly (readonly Exact[])[]): Exact[] | null {
  if (years.length === 0 || years.length > 3 || years.some((year) => year.length !== 12)) return null
  const totals = years.map(sum)
  if (totals.some((total) => compare(total, zero) <= 0)) return null
  return Array.from({ length: 12 }, (_, month) => divide(sum(years.map((year, i) => divide(year[month] ?? zero, totals[i] ?? one))), exact(years.length)))
}

/** The target that is due by now: an exact fraction, shown to one decimal, compared exactly. */
export const expectedToDate = (published: Exact, share: Exact, isFlow: boolean): Exact => (isFlow ? multiply(published, share) : published)

export interface Forecast {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Where a flow ends if it goes on as now. Null when there is too little to say so. */
export function forecast(actual: Exact, share: Exact, dispersion = 1): Forecast | null {
  const [a, s] = [toNumber(actual), toNumber(share)]
  if (a < 10 || s < 0.15) return null
  const value = toNumber(divide(actual, share))
  const half = (1.96 * Math.sqrt(dispersion * a * (1 - s))) / s
  return { value, low: value - half, high: value + half }
}

/** The part of a year's flow that these months usually hold: their seasonal share where it is known, else equal months. */
export function shareOfYear(spread: Spread, months: readonly Period[]): Exact {
  const weights = 'weights' in spread ? spread.weights : []
  const whole = sum(weights)
  return weights.length === 12 && compare(whole, zero) > 0 ? divide(sum(months.map(({ from }) => weights[partsOf(from).month - 1] ?? zero)), whole) : fraction(BigInt(months.length), 12n)
}

/** After three closed months: a baseline for the year with its limits, and whether a percentage may rest on it. */
export function proposeBaseline(count: number, share: Exact = fraction(1n, 4n)): { value: Exact; limits: Limits; isEnough: boolean } {
  const scale = toNumber(divide(one, share))
  const { low, high } = byar(count)
  return { value: divide(exact(count), share), limits: { low: low * scale, high: high * scale }, isEnough: count >= 10 }
}

