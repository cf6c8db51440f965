import { exact } from '../../../kernel/exact'
import type { Ui } from '../../../platform/web/ui'
import { useUi } from '../../../platform/web/ui'
import { type AnyMeasure, monthText } from '../../measures/index'
import type { Spark } from '../reading/sparks'
import { valueText } from './words'

const [width, height, edge] = [104, 20, 3]
const place = (value: number) => Math.round(value * 10) / 10

/** Points by month; a month without data breaks the line. */
export function sparkPaths(values: readonly (number | null)[]): { path: string; dots: readonly { x: number; y: number }[] } {
  const known = values.flatMap((value) => value ?? [])
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const x = (at: number) => place(edge + (at * (width - 2 * edge)) / Math.max(1, values.length - 1))
  const y = (value: number) => place(high === low ? height - edge : height - edge - ((value - low) * (height - 2 * edge)) / (high - low))
  const points = values.map((value, at) => (value === null ? null : { x: x(at), y: y(value) }))
  const isThere = (at: number) => (points[at] ?? null) !== null
  const path = points.map((point, at) => (point === null ? '' : `${isThere(at - 1) ? 'L' : 'M'}${point.x} ${point.y}`)).join('')
  // A month between two gaps would draw no line at all; the newest one is marked as well.
  const last = points.findLastIndex((point) => point !== null)
  return { path, dots: points.filter((point, at): point is { x: number; y: number } => point !== null && (at === last || (!isThere(at - 1) && !isThere(at + 1)))) }
}

function sparkText(ui: Ui, measure: AnyMeasure | undefined, { months, values }: Spark): string {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, month: months[at] }]))
  const say = (value: number | undefined) => valueText(ui, measure, exact((value ?? 0).toFixed(1)))
  const [first, last] = [known[0], known.at(-1)]
  const all = known.map(({ value }) => value)
  const gaps = values.length - known.length
  const words = ui.t('performance.spark', {
    from: first?.month ? monthText(ui, first.month) : '', to: last?.month ? monthText(ui, last.month) : '', first: say(first?.value), last: say(last?.value), low: say(Math.min(...all)), high: say(Math.max(...all)),
  })
  return gaps === 0 ? words : `${words}; ${ui.t('performance.spark.gaps', { gaps })}`
}

/** Twelve months in the height of a line of text, with the same in words. */
export function Sparkline({ spark, measure }: { spark: Spark | undefined; measure: AnyMeasure | undefined }) {
  const ui = useUi()
  if (!spark) return <>–</>
  const { path, dots } = sparkPaths(spark.values)
  return (
    <svg class="op-spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sparkText(ui, measure, spark)}>
      <path d={path} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
      {dots.map(({ x, y }) => <circle cx={x} cy={y} r="2" fill="currentColor" />)}
    </svg>
  )
}
