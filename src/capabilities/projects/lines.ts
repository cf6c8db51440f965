import { compare, divide, type Exact, equals, exact, isZero, multiply, parseExact, toDecimal } from '../../kernel/exact'
import { computeTarget, decimalsOf, parseRule, type Target } from '../performance/index'
import type { PrintedSeries } from './printed-report'
import { readPrinted } from './printed-number'

/** How a printed target stands to the rule. */
export type PrintedCheck =
  | 'agrees' | 'differs' | 'not_rounded' | 'malformed' | 'not_printed' | 'printed_inequality' | 'increase_printed_total_not' | 'rule_undefined' | 'not_due'
export type SeriesState = 'met' | 'not_met' | 'no_data' | 'not_computable' | 'not_due'

export interface TargetLine extends Target {
  rule: string
  printed: string
  check: PrintedCheck
}
/** One series judged: its targets from the rules, what is printed beside them, and both comparisons. */
export interface ReportLine {
  series: PrintedSeries
  milestone: TargetLine
  end: TargetLine
  actual: Exact | null
  /** Against the whole published milestone, and against the part due by now (flows only; else the whole). */
  full: Comparison
  toDate: Comparison
}
export interface Comparison {
  target: Exact | null
  state: SeriesState
  attainment: Exact | null
}

const hundred = exact(100)

export function judgeSeries(series: PrintedSeries, shareDue: Exact): ReportLine {
  const baseline = series.baseline === '' ? null : (parseExact(series.baseline) ?? null)
  const decimals = decimalsOf(series.unit)
  const line = (rule: string, printed: string): TargetLine => {
    const parsed = parseRule(rule)
    if (!parsed.ok) throw new Error(`The rule "${rule}" of ${series.id} was not checked.`)
    const target = computeTarget(parsed.value, baseline, decimals)
    return { ...target, rule, printed, check: checkPrinted(target, printed) }
  }
  const milestone = line(series.milestoneRule, series.milestonePrinted)
  const actual = series.actualStatus === 'number' ? actualOf(series) : null
  const due = milestone.published && series.nature === 'flow' ? multiply(milestone.published, shareDue) : milestone.published
  return {
    series,
    milestone,
    end: line(series.endRule, series.endPrinted),
    actual,
    full: compareWith(milestone, milestone.published, actual),
    toDate: compareWith(milestone, due, actual),
  }
}

function actualOf({ actualPrinted }: PrintedSeries): Exact | null {
  const printed = readPrinted(actualPrinted)
  return printed.kind === 'number' ? printed.value : null
}

function compareWith({ state }: Target, target: Exact | null, actual: Exact | null): Comparison {
  if (state === 'not_due') return { target: null, state: 'not_due', attainment: null }
  if (actual === null) return { target, state: 'no_data', attainment: null }
  if (target === null) return { target: null, state: 'not_computable', attainment: null }
  const attainment = isZero(target) ? null : multiply(divide(actual, target), hundred)
  return { target, state: compare(actual, target) >= 0 ? 'met' : 'not_met', attainment }
}

function checkPrinted(target: Target, text: string): PrintedCheck {
  if (target.state === 'not_due') return 'not_due'
  const printed = readPrinted(text)
  switch (printed.kind) {
    case 'none':
      return target.published ? 'not_printed' : 'rule_undefined'
    case 'malformed':
      return 'malformed'
    case 'inequality':
      return 'printed_inequality'
    case 'increase':
      return 'increase_printed_total_not'
    case 'number':
      if (!target.published || !target.exact) return 'rule_undefined'
      if (equals(printed.value, target.published)) return 'agrees'
      return equals(printed.value, target.exact) ? 'not_rounded' : 'differs'
  }
}

/** Percent with one decimal, half away from zero; null where there is none. */
export const percentText = (value: Exact | null): string | null => (value === null ? null : toDecimal(value, 1))
