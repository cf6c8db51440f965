import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { Figure, Figured, Mark, percent, Picture, type ChartProps } from './figure'
import { wrap } from './text'

export interface Bar {
  label: string
  /** Zero or more; null where the number may not be shown, and `text` says so. */
  value: number | null
  /** The number as the reader's language writes it. */
  text: string
  /** Opens the records that the number counts. */
  href?: string | undefined
}

const line = 22
/** Khmer and Lao have signs below the line. */
const room = 4
const bar = 14
const gap = 12

/** Bars side by side under their labels. Column headings of the table twin: `labelText`, `valueText`. */
export function BarChart(props: ChartProps & { bars: readonly Bar[]; labelText: string; valueText: string }) {
  const across = scaleLinear([0, max(props.bars, (item) => item.value ?? 0) || 1], [0, 1])
  let y = 0
  const drawn = props.bars.map((item) => {
    const lines = wrap(item.label, 20, 3)
    const top = y
    y += lines.length * line + room + bar + gap
    return { item, lines, top, barTop: top + lines.length * line + room }
  })
  return (
    <Figure
      {...props}
      columns={[
        { key: 'label', text: props.labelText },
        { key: 'value', text: props.valueText, numeric: true },
      ]}
      rows={props.bars.map((item) => ({ cells: { label: item.label, value: <Figured {...item} /> } }))}
    >
      <Picture {...props} height={y} links={props.bars.some((item) => item.href)}>
        {drawn.map(({ item, lines, top, barTop }) => (
          <Mark href={item.href} text={`${item.label}: ${item.text}`}>
            {lines.map((text, index) => (
              <text class="op-chart__label" x="0" y={top + 15 + index * line}>
                {text}
              </text>
            ))}
            <text class="op-chart__value" x="100%" y={barTop - 11} text-anchor="end">
              {item.text}
            </text>
            <rect class="op-chart__track" width="100%" height={bar} y={barTop} />
            {item.value === null ? null : (
              <rect class="op-chart__bar" width={percent(across(item.value))} height={bar} y={barTop} />
            )}
          </Mark>
        ))}
      </Picture>
    </Figure>
  )
}
