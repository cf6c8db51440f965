import type { Exact } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { attain, attainBand, type Attained } from '../rules/attainment'
import { parseSeriesRule, type RuleRefusal, targetOf, type TargetWarning, warningsOf } from '../target-rules'
import { unitOf } from '../units'
import type { BoardLine } from './board'

/** What a rule would mean: its target, things worth a second look, and the newest value against the old and the new target. */
export interface TargetPreview {
  readonly exact: Exact | null
  readonly published: Exact | null
  readonly band: { readonly lo: Exact; readonly hi: Exact } | null
  readonly differs: boolean
  readonly warnings: readonly TargetWarning[]
  readonly before: Attained | null
  readonly after: Attained | null
}

export function previewTarget(line: BoardLine, rule: string, override: Exact | null): Outcome<TargetPreview, RuleRefusal | 'unknown-rule'> {
  const { measure, baseline, actual, indicator } = line
  const parsed = parseSeriesRule(rule)
  if (!parsed.ok || !measure) return refused('unknown-rule')
  const unit = unitOf(measure)
  const computed = targetOf(parsed.value, baseline ?? null, unit)
  if (!computed.ok) return computed
  const { exact, published: byRule, band } = computed.value
  const published = override ?? byRule
  const value = actual.state === 'ok' ? actual.value : null
  const direction = indicator.direction === 'none' ? 'up' : indicator.direction
  const against = (goal: Exact | null, within: TargetPreview['band']): Attained | null => (value === null ? null : within ? attainBand(value, within) : goal ? attain(direction, value, goal) : null)
  return done({
    exact, published, band, differs: override !== null,
    // A yearly total is compared with the newest sum of the year, not with a month.
    warnings: warningsOf({ ...computed.value, published }, baseline ?? null, unit.decimals, value),
    before: line.target ? against(line.target.published, line.target.band) : null, after: against(published, band),
  })
}
