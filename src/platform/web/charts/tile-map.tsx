import { max } from 'd3-array'
import { scaleQuantile } from 'd3-scale'
import { Figure, Figured, Mark, Picture, type ChartProps } from './figure'
import { wrap } from './text'

/** One square for each province, as the country's `places.csv` lays them out. */
export interface Tile {
  code: string
  label: string
  /** A few letters that fit into the square. */
  short: string
  /** Counted from zero. */
  column: number
  row: number
  /** Null where the number may not be shown; `text` says so. */
  value: number | null
  text: string
  href?: string | undefined
}

const size = 56
const shades = ['#eef4f5', '#c3dbdf', '#8fbdc5', '#2c7582', '#0b5563']

/** A map of equal squares: the number stands in every square, the shade, by fifths of the squares, only helps the eye. */
export function TileMap(props: ChartProps & { tiles: readonly Tile[]; labelText: string; valueText: string }) {
  const { tiles } = props
  const values = tiles.flatMap((tile) => tile.value ?? [])
  const shade = scaleQuantile(values, [0, 1, 2, 3, 4])
  const columns = (max(tiles, (tile) => tile.column) ?? 0) + 1
  const rows = (max(tiles, (tile) => tile.row) ?? 0) + 1
  return (
    <Figure
      {...props}
      columns={[
        { key: 'label', text: props.labelText },
        { key: 'value', text: props.valueText, numeric: true },
      ]}
      rows={tiles.map((tile) => ({ cells: { label: tile.label, value: <Figured {...tile} /> } }))}
    >
      <Picture
        {...props}
        width={columns * 64}
        viewBox={`0 0 ${columns * size} ${rows * size}`}
        links={tiles.some((tile) => tile.href)}
        class="op-chart--tiles"
      >
        {tiles.map((tile) => {
          const level = tile.value === null ? -1 : shade(tile.value)
          const x = tile.column * size
          const y = tile.row * size
          const dark = level >= 3 ? ' op-chart__on-dark' : ''
          return (
            <Mark href={tile.href} text={`${tile.label}: ${tile.text}`}>
              <rect
                class="op-chart__tile"
                x={x + 1.5}
                y={y + 1.5}
                width={size - 3}
                height={size - 3}
                rx="4"
                fill={shades[level] ?? '#ffffff'}
                stroke-dasharray={level < 0 ? '3 3' : undefined}
              />
              <text class={`op-chart__short${dark}`} x={x + size / 2} y={y + 23} text-anchor="middle">
                {wrap(tile.short, 3.6, 1)[0]}
              </text>
              <text class={`op-chart__number${dark}`} x={x + size / 2} y={y + 44} text-anchor="middle">
                {tile.text}
              </text>
            </Mark>
          )
        })}
      </Picture>
    </Figure>
  )
}
