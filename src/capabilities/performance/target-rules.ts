import { add, type Exact, exact, fraction, isZero, multiply, parseExact, round, toText } from '../../kernel/exact'
import { done, refused, type Outcome } from '../../kernel/outcome'

/** How a target follows from a baseline. Numbers are decimal texts; percentages are percent, not fractions. */
export type TargetRule =
  | { kind: 'pct_over_baseline'; by: string }
  | { kind: 'add'; by: string }
  | { kind: 'absolute'; to: string }
  | { kind: 'rate'; to: string }
  | { kind: 'maintain' }
  | { kind: 'not_due' }

export type TargetState = 'ok' | 'not_due' | 'undefined_baseline_zero' | 'undefined_baseline_missing'

export interface Target {
  state: TargetState
  /** What the rule gives, unrounded; null unless the state is ok. */
  exact: Exact | null
  /** The exact target rounded half away from zero to the decimals of the unit. */
  published: Exact | null
}

const hundred = exact(100)

/** Reads `pct_over_baseline:10`, `add:5`, `absolute:3`, `rate:80`, `maintain` or `not_due`. */
export function parseRule(text: string): Outcome<TargetRule, 'unknown-rule'> {
  const [, kind = '', number] = /^([a-z_]+)(?::(-?[0-9]+(?:\.[0-9]+)?))?$/.exec(text) ?? []
  if (kind === 'not_due' || kind === 'maintain') return number === undefined ? done({ kind }) : refused('unknown-rule')
  if (number === undefined) return refused('unknown-rule')
  switch (kind) {
    case 'pct_over_baseline':
    case 'add':
      return done({ kind, by: number })
    case 'absolute':
    case 'rate':
      return done({ kind, to: number })
    default:
      return refused('unknown-rule')
  }
}

/** The rule as it is stored in files. */
export function describeRule(rule: TargetRule): string {
  if ('by' in rule) return `${rule.kind}:${rule.by}`
  if ('to' in rule) return `${rule.kind}:${rule.to}`
  return rule.kind
}

const undefinedFor = (state: TargetState): Target => ({ state, exact: null, published: null })

/** The target that a rule gives. A percentage of zero is undefined, and so is everything over a baseline that nobody recorded. */
export function computeTarget(rule: TargetRule, baseline: Exact | null, decimals: number): Target {
  const ok = (value: Exact): Target => ({ state: 'ok', exact: value, published: round(value, decimals) })
  switch (rule.kind) {
    case 'not_due':
      return undefinedFor('not_due')
    case 'absolute':
    case 'rate':
      return ok(exact(rule.to))
    case 'maintain':
      return baseline ? ok(baseline) : undefinedFor('undefined_baseline_missing')
    case 'add':
      return baseline ? ok(add(baseline, exact(rule.by))) : undefinedFor('undefined_baseline_missing')
    case 'pct_over_baseline': {
      if (!baseline) return undefinedFor('undefined_baseline_missing')
      if (isZero(baseline)) return undefinedFor('undefined_baseline_zero')
      return ok(multiply(baseline, multiply(add(hundred, exact(rule.by)), fraction(1n, 100n))))
    }
  }
}

/** The exact number of a printed or stored decimal; null where nothing is written. */
export const exactOrNull = (text: string | null): Exact | null => (text === null || text === '' ? null : (parseExact(text) ?? null))

export const textOrNull = (value: Exact | null): string | null => (value === null ? null : toText(value))
