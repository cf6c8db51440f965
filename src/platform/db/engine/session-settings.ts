/** Limits that hold on both engines, in milliseconds (trust.md 12). */
export const limits = {
  statement: 10_000,
  lock: 5_000,
  idleInTransaction: 15_000,
  connect: 5_000
}

/**
 * Session settings that make both engines write values the same way. Compiling a statement (jit) takes longer than these
 * statements run: the planner overrates what the row guards cost.
 */
export const sessionSettings: ReadonlyArray<readonly [string, string]> = [
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO,MDY'],
  ['IntervalStyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
  ['standard_conforming_strings', 'on'],
  ['search_path', 'public'],
  ['jit', 'off']
]
