import type { GalleryWords } from '../gallery'
import { BarChart } from '../charts/bar-chart'
import { LineChart } from '../charts/line-chart'
import { StackedBarChart } from '../charts/stacked-bar-chart'
import { TileMap } from '../charts/tile-map'

const places = [
  [1, 0],
  [2, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [3, 1],
  [1, 2],
  [2, 3],
] as const

export function ChartGallery({ w }: { w: GalleryWords }) {
  const number = new Intl.NumberFormat('en')
  const shared = { description: w.source, note: w.note, source: w.source, tableText: w.table, empty: w.none }
  const part = (value: number, href: string) => ({ value, text: number.format(value), href })
  return (
    <div class="op-columns">
      <BarChart
        {...shared}
        id="bars"
        title={w.placed}
        labelText={w.columns[0] ?? ''}
        valueText={w.placements}
        bars={w.occupations.map((label, index) => ({ label, ...part([402, 1250, 33][index] ?? 0, `#bar-${index}`) }))}
      />
      <LineChart
        {...shared}
        id="lines"
        title={w.over}
        stepText={w.quarter}
        steps={w.quarters}
        formatTick={(value) => number.format(value)}
        series={[
          {
            name: w.registrations,
            points: [812, 930, 1105, 980, 1240, 1284].map((value, index) => part(value, `#r-${index}`)),
          },
          {
            name: w.placements,
            points: [210, 260, null, 310, 388, 402].map((value) => ({
              value,
              text: value === null ? '–' : number.format(value),
            })),
          },
        ]}
      />
      <StackedBarChart
        {...shared}
        id="stack"
        title={w.bySex}
        labelText={w.columns[0] ?? ''}
        totalText={w.total}
        series={[w.women, w.men, w.unknown]}
        bars={w.occupations.map((label, index) => ({
          label,
          totalText: number.format([402, 600, 233][index] ?? 0),
          parts: [
            part([300, 150, 120][index] ?? 0, `#w-${index}`),
            part([90, 400, 80][index] ?? 0, `#m-${index}`),
            part([12, 50, 33][index] ?? 0, `#u-${index}`),
          ],
        }))}
      />
      <TileMap
        {...shared}
        id="map"
        title={w.map}
        labelText={w.province}
        valueText={w.placements}
        tiles={w.provinces.map((label, index) => ({
          code: String(index),
          label,
          short: label,
          column: places[index]?.[0] ?? 0,
          row: places[index]?.[1] ?? 0,
          value: index === 6 ? null : ([40, 12, 77, 402, 130, 95, 0, 18][index] ?? 0),
          text: index === 6 ? '<5' : String([40, 12, 77, 402, 130, 95, 0, 18][index]),
          href: index === 6 ? undefined : `#p-${index}`,
        }))}
      />
    </div>
  )
}
