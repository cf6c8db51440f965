/** A generator of numbers that gives the same ones for the same seed (mulberry32). For invented data only. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  chance(share: number): boolean
  pick<Value>(values: readonly Value[]): Value
  /** Picks by weight: each entry is a value with its weight. */
  weighted<Value>(entries: readonly (readonly [value: Value, weight: number])[]): Value
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  function at<Value>(values: readonly Value[], index: number): Value {
    if (index < 0 || index >= values.length) throw new RangeError('nothing to pick from')
    return values[index] as Value
  }
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (values) => at(values, Math.floor(next() * values.length)),
    weighted(entries) {
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of entries) {
        left -= weight
        if (left < 0) return value
      }
      return at(entries, entries.length - 1)[0]
    },
  }
}
