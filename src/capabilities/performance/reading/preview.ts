import type { Exact } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { attain, attainBand, type Attained } from '../rules/attainment'
import { isOfShare, parseSeriesRule, type RuleRefusal, targetOf, type TargetWarning, warningsOf } from '../target-rules'
import { unitOf } from '../units'
import { type BoardLine, judgedValue } from './board'

/** What a rule would mean: its target, things worth a second look, and the newest value against the old and the new target. */
export interface TargetPreview {
  readonly exact: Exact | null
  readonly published: Exact | null
  readonly band: { readonly lo: Exact; readonly hi: Exact } | null
  readonly differs: boolean
  /** The target is a share of the whole, in per cent. */
  readonly isShare: boolean
  readonly warnings: readonly TargetWarning[]
  readonly before: Attained | null
  readonly after: Attained | null
}

export function previewTarget(line: BoardLine, rule: string, override: Exact | null): Outcome<TargetPreview, RuleRefusal | 'unknown-rule'> {
  const { measure, baseline, indicator } = line
  const parsed = parseSeriesRule(rule)
  if (!parsed.ok || !measure) return refused('unknown-rule')
  const unit = unitOf(measure, line.slice)
  const computed = targetOf(parsed.value, baseline ?? null, unit)
  if (!computed.ok) return computed
  const { exact, published: byRule, band } = computed.value
  const published = override ?? byRule
  const isShare = isOfShare(rule, unit)
  const [value, before] = [judgedValue(line, isShare), judgedValue(line, line.isShare)]
  const direction = indicator.direction === 'none' ? 'up' : indicator.direction
  const against = (value: Exact | null, goal: Exact | null, within: TargetPreview['band']): Attained | null => (value === null ? null : within ? attainBand(value, within) : goal ? attain(direction, value, goal) : null)
  return done({
    exact, published, band, isShare, differs: override !== null,
    // A yearly total is compared with the newest sum of the year, not with a month.
    // A share has another unit than its baseline.
    warnings: warningsOf({ ...computed.value, published }, isShare ? null : (baseline ?? null), unit.decimals, value),
    before: line.target ? against(before, line.target.published, line.target.band) : null, after: against(value, published, band),
  })
}
