import { type Exact, fraction } from '../../kernel/exact'

const ordinal = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

/** Months from one to the other, both counted: 2025-07 to 2027-06 is 24. Below 1 when they are the wrong way round. */
export const monthsInclusive = (from: string, to: string): number => ordinal(to) - ordinal(from) + 1

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
