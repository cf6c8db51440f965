import { max, sum } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { Figure, Figured, Mark, percent, Picture, type ChartProps } from './figure'
import { Legend } from './legend'
import { fill, Patterns } from './pattern'
import { wrap } from './text'

export interface StackedBar {
  label: string
  /** The whole as the reader's language writes it. */
  totalText: string
  /** One part for each series, in their order; null where the number may not be shown. */
  parts: readonly { value: number | null; text: string; href?: string | undefined }[]
}

const line = 22
/** Khmer and Lao have signs below the line. */
const room = 4
const bar = 20
const gap = 14

/** Bars made of parts, at most six series. Column headings: `labelText`, the series, `totalText`. */
export function StackedBarChart(
  props: ChartProps & { series: readonly string[]; bars: readonly StackedBar[]; labelText: string; totalText: string },
) {
  const { bars, series } = props
  const valueOf = (item: StackedBar, index: number) => item.parts[index]?.value ?? 0
  const indexes = series.map((_, index) => index)
  const across = scaleLinear([0, max(bars, (item) => sum(indexes, (index) => valueOf(item, index))) || 1], [0, 1])
  const layers = stack<StackedBar, number>().keys(indexes).value(valueOf)([...bars])
  let y = 0
  const drawn = bars.map((item, row) => {
    const lines = wrap(item.label, 20, 3)
    const top = y
    y += lines.length * line + room + bar + gap
    return { item, lines, top, row, barTop: top + lines.length * line + room }
  })
  return (
    <Figure
      {...props}
      columns={[
        { key: 'label', text: props.labelText },
        ...series.map((text, index) => ({ key: `s${index}`, text, numeric: true })),
        { key: 'total', text: props.totalText, numeric: true },
      ]}
      rows={bars.map((item) => ({
        cells: {
          label: item.label,
          total: item.totalText,
          ...Object.fromEntries(item.parts.map((part, index) => [`s${index}`, <Figured {...part} />])),
        },
      }))}
    >
      <Legend id={props.id} names={series} kind="area" />
      <Picture {...props} height={y} links={bars.some((item) => item.parts.some((part) => part.href))}>
        <Patterns id={props.id} count={series.length} />
        {drawn.map(({ item, lines, top, barTop, row }) => (
          <g>
            {lines.map((text, index) => (
              <text class="op-chart__label" x="0" y={top + 15 + index * line} aria-hidden="true">
                {text}
              </text>
            ))}
            <text class="op-chart__value" x="100%" y={barTop - 11} text-anchor="end" aria-hidden="true">
              {item.totalText}
            </text>
            {item.parts.map((part, index) => {
              const [from = 0, to = 0] = layers[index]?.[row] ?? []
              if (to <= from) return null
              return (
                <Mark href={part.href} text={`${item.label}, ${series[index] ?? ''}: ${part.text}`}>
                  <rect
                    class="op-chart__part"
                    x={percent(across(from))}
                    width={percent(across(to) - across(from))}
                    y={barTop}
                    height={bar}
                    fill={fill(props.id, index)}
                  />
                  {across(to) - across(from) < 0.13 ? null : (
                    <text
                      class="op-chart__inside"
                      x={percent(across((from + to) / 2))}
                      y={barTop + 15}
                      text-anchor="middle"
                    >
                      {part.text}
                    </text>
                  )}
                </Mark>
              )
            })}
          </g>
        ))}
      </Picture>
    </Figure>
  )
}
