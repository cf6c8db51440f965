export interface Limits {
  readonly low: number
  readonly high: number
}
const z = 1.959964

/** Byar's 95 % limits of a count. */
export function byar(count: number): Limits {
  const next = count + 1
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3,
    high: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3,
  }
}
