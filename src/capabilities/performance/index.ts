export { computeTarget, describeRule, parseRule, type Target, type TargetRule, type TargetState } from './target-rules'
export { decimalsOf } from './units'
