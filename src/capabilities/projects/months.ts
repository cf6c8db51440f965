import { daysInMonth } from '../../kernel/calendar'
import { type Exact, fraction } from '../../kernel/exact'

const ordinal = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

/** Months from one to the other, both counted: 2025-07 to 2027-06 is 24. Below 1 when they are the wrong way round. */
export const monthsInclusive = (from: string, to: string): number => ordinal(to) - ordinal(from) + 1

/** The month so many months later; earlier when the number is below zero. */
export function addMonths(month: string, by: number): string {
  const at = ordinal(month) + by
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

export const firstDay = (month: string): string => `${month}-01`
export const lastDay = (month: string): string => `${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))}`

/** The part of a period of months that has gone by, from 0 to 1, with its two numbers. */
export interface Elapsed {
  months: number
  of: number
  share: Exact
}
export function elapsedBy(from: string, to: string, until: string): Elapsed {
  const of = monthsInclusive(from, to)
  const months = Math.min(of, Math.max(0, monthsInclusive(from, until)))
  return { months, of, share: fraction(BigInt(months), BigInt(of)) }
}

export interface MonthPeriod {
  from: string
  to: string
}

const daysIn = ({ from, to }: MonthPeriod): number => {
  let days = 0
  for (let month = from; month <= to; month = addMonths(month, 1)) days += Number(lastDay(month).slice(8))
  return days
}

/** The share of a target period for which there are data, by months and by days. */
export function shareWithData(target: MonthPeriod, data: MonthPeriod): { months: Elapsed; days: Elapsed } {
  const both = { from: target.from > data.from ? target.from : data.from, to: target.to < data.to ? target.to : data.to }
  const elapsed = (count: number, of: number): Elapsed => ({ months: count, of, share: fraction(BigInt(count), BigInt(of)) })
  return {
    months: elapsed(Math.max(0, monthsInclusive(both.from, both.to)), monthsInclusive(target.from, target.to)),
    days: elapsed(daysIn(both), daysIn(target)),
  }
}
