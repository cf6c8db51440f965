export { computeTarget, describeRule, parseRule, type Target, type TargetRule, type TargetState } from './target-rules'
export { decimalsOf } from './units'
export { loadIndicators } from './actions/framework'
export { performanceRoutes } from './routes/index'
