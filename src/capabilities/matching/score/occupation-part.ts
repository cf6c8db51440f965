import type { ScoreConstants } from './constants'
import { floorDiv } from './whole'

/** Closeness of unit groups that share few digits but much work; symmetric. */
export type Related = ReadonlyMap<string, number>
export const relatedKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Closeness of two ISCO codes in ten-thousandths: by shared digits, or as the table of related occupations says if that is more. */
export function closeness(a: string, b: string, settings: ScoreConstants, related?: Related): number {
  let shared = 0
  const known = Math.min(a.length, b.length, 4)
  while (shared < known && a[shared] === b[shared]) shared += 1
  const byDigits = settings.closeness[shared] ?? 0
  return Math.max(byDigits, related?.get(relatedKey(a, b)) ?? 0)
}

/** Points of a line of work; an uncoded vacancy or a person without a line is worth a quarter. */
export function occupationPoints(close: number, factor: number, settings: ScoreConstants): number {
  return floorDiv(settings.occupation * floorDiv(close * factor, 100), 10_000)
}

export const missingCloseness = 2500
