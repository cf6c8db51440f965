import { absolute, add, compare, equals, type Exact, exact, fraction, isZero, multiply, parseExact, round, subtract, toText } from '../../kernel/exact'
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

/** All rules that a series of this register may have; files of printed reports know the first six only. */
export type SeriesRule = TargetRule | { kind: 'add_points'; by: string } | { kind: 'band'; lo: string; hi: string } | { kind: 'legacy_gt'; than: string }

export const baselineStatuses = ['measured', 'true_zero', 'not_recorded', 'not_applicable', 'zero_unconfirmed'] as const
export type BaselineStatus = (typeof baselineStatuses)[number]
export interface BaselineValue {
  readonly value: Exact | null
  readonly status: BaselineStatus
}
/** Decimals of a share in per cent. */
const shareDecimals = 1
/** A part is judged by its share of the whole, "50 % women", not by its number. */
export const isOfShare = (rule: string, unit: { isPart: boolean }): boolean => unit.isPart && rule.startsWith('rate:')

export type RuleRefusal = 'share-range' | 'baseline-not-recorded' | 'baseline-zero' | 'baseline-missing' | 'use-points' | 'outside-percent' | 'empty-band' | 'no-denominator'

/** Whether the target follows from what was counted before. */
export const restsOnBaseline = (rule: string): boolean => /^(pct_over_baseline|add|add_points|maintain)\b/.test(rule)

/** What a rule gives for a series. A band and "more than" have no single target. */
export interface SeriesTarget {
  readonly rule: SeriesRule
  readonly exact: Exact | null
  readonly published: Exact | null
  readonly band: { readonly lo: Exact; readonly hi: Exact } | null
}

/** Reads what `parseRule` reads, and `add_points:10`, `band:40:60`, `legacy_gt:12`. */
export function parseSeriesRule(text: string): Outcome<SeriesRule, 'unknown-rule'> {
  const number = '(-?[0-9]{1,18}(?:\\.[0-9]{1,6})?)'
  const band = new RegExp(`^band:${number}:${number}$`).exec(text)
  if (band) return done({ kind: 'band', lo: band[1] ?? '', hi: band[2] ?? '' })
  const [, kind, value = ''] = new RegExp(`^(add_points|legacy_gt):${number}$`).exec(text) ?? []
  if (kind === 'add_points') return done({ kind, by: value })
  if (kind === 'legacy_gt') return done({ kind, than: value })
  return parseRule(text)
}

/** The rule as it is stored and sent. */
export function describeSeriesRule(rule: SeriesRule): string {
  if (rule.kind === 'band') return `band:${rule.lo}:${rule.hi}`
  if (rule.kind === 'legacy_gt') return `legacy_gt:${rule.than}`
  if (rule.kind === 'add_points') return `add_points:${rule.by}`
  return describeRule(rule)
}

const usable = ({ value, status }: BaselineValue): Exact | null => (status === 'measured' ? value : status === 'true_zero' ? exact(0) : null)
export const isUsable = (baseline: BaselineValue | null): boolean => baseline !== null && usable(baseline) !== null

/** The target of a series, or why the rule cannot be used with this baseline and unit. */
export function targetOf(rule: SeriesRule, baseline: BaselineValue | null, unit: { decimals: number; isPercent: boolean; hasDenominator?: boolean; isPart?: boolean }): Outcome<SeriesTarget, RuleRefusal> {
  const base = baseline && usable(baseline)
  const set = (value: Exact | null): Outcome<SeriesTarget, RuleRefusal> => done({ rule, exact: value, published: value && round(value, unit.decimals), band: null })
  switch (rule.kind) {
    case 'band': {
      const [lo, hi] = [exact(rule.lo), exact(rule.hi)]
      return compare(lo, hi) > 0 ? refused('empty-band') : done({ rule, exact: null, published: null, band: { lo, hi } })
    }
    case 'legacy_gt':
      return set(exact(rule.than))
    case 'add_points': {
      if (!unit.isPercent) return refused('outside-percent')
      if (!base) return refused('baseline-missing')
      const sum = add(base, exact(rule.by))
      return compare(sum, exact(0)) < 0 || compare(sum, hundred) > 0 ? refused('outside-percent') : set(sum)
    }
    case 'rate': {
      const share = exact(rule.to)
      if (unit.isPart) return compare(share, exact(0)) < 0 || compare(share, hundred) > 0 ? refused('share-range') : done({ rule, exact: share, published: round(share, shareDecimals), band: null })
      return unit.isPercent || unit.hasDenominator ? set(share) : refused('no-denominator')
    }
    case 'pct_over_baseline':
      if (unit.isPercent) return refused('use-points')
      if (baseline?.status === 'true_zero' || (base && isZero(base))) return refused('baseline-zero')
      return base ? set(computeTarget(rule, base, unit.decimals).exact) : refused('baseline-not-recorded')
    default: {
      const { state, exact: value } = computeTarget(rule, base, unit.decimals)
      return state === 'ok' || state === 'not_due' ? set(value) : refused('baseline-missing')
    }
  }
}

/** "12.5 % plus 10 %" may mean points or a tenth more; the page asks which. */
export const pointsOrTimes = (baseline: Exact, by: string, decimals: number) => ({
  points: round(add(baseline, exact(by)), decimals),
  times: round(multiply(baseline, multiply(add(hundred, exact(by)), fraction(1n, 100n))), decimals),
})

export type TargetWarning = 'step-below-unit' | 'equals-baseline' | 'below-last-locked' | 'over-300'

/** Things worth a second look; they never block. */
export function warningsOf({ rule, published }: SeriesTarget, baseline: BaselineValue | null, decimals: number, lastLocked: Exact | null): TargetWarning[] {
  const base = baseline && usable(baseline)
  const warnings: TargetWarning[] = []
  if (base && published && equals(base, published)) warnings.push('equals-baseline')
  else if (base && published && compare(absolute(subtract(published, base)), fraction(1n, 10n ** BigInt(decimals))) < 0) warnings.push('step-below-unit')
  if (lastLocked && published && compare(published, lastLocked) < 0) warnings.push('below-last-locked')
  if (rule.kind === 'pct_over_baseline' && compare(exact(rule.by), exact(300)) > 0) warnings.push('over-300')
  return warnings
}
