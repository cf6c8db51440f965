import { max, min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { Figure, Figured, Mark, percent, Picture, type ChartProps } from './figure'
import { Legend } from './legend'
import { dashes, lineColour, Marker } from './pattern'

export interface Series {
  name: string
  /** One point for each step, in their order; a null value leaves a gap in the line. */
  points: readonly { value: number | null; text: string; href?: string | undefined }[]
}

const top = 22
const plot = 200
const height = top + plot + 34
const left = 0.02
const right = 0.98

export interface LineChartProps extends ChartProps {
  series: readonly Series[]
  /** Names of the steps along the bottom, for example quarters. */
  steps: readonly string[]
  stepText: string
  /** Writes the numbers at the side. */
  formatTick: (value: number) => string
}

/** Lines over time, from zero upwards unless a value is below zero. At most six series. */
export function LineChart(props: LineChartProps) {
  const { series, steps } = props
  const values = series.flatMap((item) => item.points.flatMap((point) => point.value ?? []))
  const down = scaleLinear([Math.min(0, min(values) ?? 0), max(values) || 1], [plot, 0]).nice(4)
  const across = (index: number) => (steps.length < 2 ? 0.5 : scaleLinear([0, steps.length - 1], [left, right])(index))
  return (
    <Figure
      {...props}
      columns={[
        { key: 'step', text: props.stepText },
        ...series.map((item, index) => ({ key: `s${index}`, text: item.name, numeric: true })),
      ]}
      rows={steps.map((step, row) => ({
        cells: {
          step,
          ...Object.fromEntries(series.map((item, index) => [`s${index}`, <Figured text="–" {...item.points[row]} />])),
        },
      }))}
    >
      {series.length > 1 ? <Legend id={props.id} names={series.map((item) => item.name)} kind="line" /> : null}
      <Picture
        {...props}
        height={height}
        links={series.some((item) => item.points.some((point) => point.href))}
        class="op-chart--lines"
      >
        <Grid down={down} format={props.formatTick} />
        <Steps steps={steps} across={across} />
        {series.map((item, index) => (
          <g>
            <Path points={item.points} across={across} down={down} index={index} />
            {item.points.map((point, step) =>
              point.value === null ? null : (
                <Mark href={point.href} text={`${item.name}, ${steps[step] ?? ''}: ${point.text}`}>
                  <svg x={percent(across(step))} y={top + down(point.value)} overflow="visible">
                    <circle r="11" fill="transparent" />
                    <Marker index={index} />
                  </svg>
                </Mark>
              ),
            )}
          </g>
        ))}
      </Picture>
    </Figure>
  )
}

interface Down {
  (value: number): number
  ticks(count: number): number[]
}

function Grid(props: { down: Down; format: (value: number) => string }) {
  return (
    <g aria-hidden="true">
      {props.down.ticks(4).map((value) => (
        <>
          <line class="op-chart__grid" x1="0" x2="100%" y1={top + props.down(value)} y2={top + props.down(value)} />
          <text class="op-chart__tick" x="0" y={top + props.down(value) - 4}>
            {props.format(value)}
          </text>
        </>
      ))}
    </g>
  )
}

/** At most four names of steps, so that they do not run into each other on a phone. */
function Steps(props: { steps: readonly string[]; across: (index: number) => number }) {
  const last = props.steps.length - 1
  const every = Math.max(1, Math.ceil(last / 3))
  return (
    <g aria-hidden="true">
      {props.steps.map((step, index) => {
        const shown = index === last || (index % every === 0 && last - index >= every)
        const anchor = index === 0 && last > 0 ? 'start' : index === last && last > 0 ? 'end' : 'middle'
        const x = anchor === 'start' ? '0' : anchor === 'end' ? '100%' : percent(props.across(index))
        return shown ? (
          <text class="op-chart__tick" x={x} y={top + plot + 24} text-anchor={anchor}>
            {step}
          </text>
        ) : null
      })}
    </g>
  )
}

/** The line itself lives in a picture of 1000 by `plot` that stretches sideways; its stroke keeps its width. */
function Path(props: { points: Series['points']; across: (index: number) => number; down: Down; index: number }) {
  const path = line<Series['points'][number]>()
    .defined((point) => point.value !== null)
    .x((_, index) => Math.round(props.across(index) * 1000))
    .y((point) => Math.round(props.down(point.value ?? 0) * 10) / 10)
  return (
    <svg y={top} width="100%" height={plot} viewBox={`0 0 1000 ${plot}`} preserveAspectRatio="none" overflow="visible">
      <path
        class="op-chart__line"
        d={path([...props.points]) ?? ''}
        stroke={lineColour(props.index)}
        stroke-dasharray={dashes[props.index % dashes.length]}
        vector-effect="non-scaling-stroke"
      />
    </svg>
  )
}
