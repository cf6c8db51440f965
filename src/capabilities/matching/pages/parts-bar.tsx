import { lineColour } from '../../../platform/web/charts/pattern'
import { useUi } from '../../../platform/web/ui'
import { parts } from '../score/facts'
import type { Reason } from '../score/reasons'
import { partName, pointsOf } from './words'

const [width, height, gap] = [200, 12, 1]
const most = 10_000

/** The eight parts of a score beside each other, each as wide as its points; what is empty at the end is missing to the full score. */
export function PartsBar({ reasons }: { reasons: readonly Reason[] }) {
  const ui = useUi()
  const inOrder = parts.flatMap((part) => reasons.find((reason) => reason.part === part) ?? [])
  const textOf = ({ part, points, most: full }: Reason) => `${partName(ui, part)}: ${pointsOf(ui, points, full)}`
  let from = 0
  return (
    <svg class="op-parts-bar" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={inOrder.map(textOf).join('; ')} focusable="false">
      <rect width={width} height={height} fill="#eef1f3" />
      {inOrder.map((reason, at) => {
        const x = from
        const size = (reason.points * width) / most
        from += size
        return size <= gap ? null : <rect x={x.toFixed(1)} width={(size - gap).toFixed(1)} height={height} fill={lineColour(at % 4)}><title>{textOf(reason)}</title></rect>
      })}
    </svg>
  )
}
