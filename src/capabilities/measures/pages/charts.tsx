import { BarChart } from '../../../platform/web/charts/bar-chart'
import { LineChart } from '../../../platform/web/charts/line-chart'
import { useUi } from '../../../platform/web/ui'
import type { Question } from '../asking'
import type { Breakdown, MonthFigure } from '../figures/breakdown'
import type { Figure } from '../figures/figure'
import { codesInOrder, figureText, measureName, monthText, numberOf, partName } from './words'

/** One breakdown as bars and as a table; each bar opens its records. */
export function BreakdownChart({ question, breakdown, hrefOf }: { question: Question; breakdown: Breakdown; hrefOf: (figure: Figure, code: string) => string | undefined }) {
  const ui = useUi()
  const { measure, asked, centres } = question
  const { dimension, parts } = breakdown
  const by = ui.t(`measures.by.${dimension}`)
  const zero: Figure = measure.tree.kind === 'ratio' ? { state: 'not-computable' } : { state: 'shown', value: '0' }
  const found = new Map(parts.map(({ code, figure }) => [code, figure]))
  // Released groups are those that stand alone; a code that was left out is not a zero.
  const codes = asked.sight.level === 'released' && (dimension === 'group' || dimension === 'centre') ? [...found.keys()].sort() : codesInOrder(ui, dimension, [...found.keys()], centres)
  const isUsed = (code: string) => found.has(code) || dimension === 'centre' || dimension === 'sex'
  const bars = codes.filter(isUsed).map((code) => {
    const figure = found.get(code) ?? zero
    return { label: partName(ui, dimension, code, centres), value: numberOf(figure), text: figureText(ui, figure, measure), href: hrefOf(figure, code) }
  })
  const title = ui.t('measures.chart', { measure: measureName(ui, measure), by })
  return (
    <BarChart
      id={`by-${dimension}`} title={title} description={ui.t('measures.chart.description', { measure: measureName(ui, measure), by, month: monthText(ui, asked.month) })}
      note={dimension === 'group' ? ui.t('measures.groups-overlap') : undefined} tableText={ui.t('measures.table')} empty={ui.t('measures.empty')}
      bars={bars} labelText={by} valueText={measureName(ui, measure)}
    />
  )
}

/** The last twelve months as a line and as a table. */
export function TrendChart({ question, trend, hrefOf }: { question: Question; trend: readonly MonthFigure[]; hrefOf: (figure: Figure, month: string) => string | undefined }) {
  const ui = useUi()
  const { measure } = question
  const name = measureName(ui, measure)
  return (
    <LineChart
      id="months" title={ui.t('measures.trend', { measure: name })} description={ui.t('measures.trend.description', { measure: name })} tableText={ui.t('measures.table')} empty={ui.t('measures.empty')}
      series={[{ name, points: trend.map(({ month, figure }) => ({ value: numberOf(figure), text: figureText(ui, figure, measure), href: hrefOf(figure, month.key) })) }]}
      steps={trend.map(({ month }) => monthText(ui, month))} stepText={ui.t('measures.month')} formatTick={(value) => (Number.isInteger(value) ? ui.number(value) : '')}
    />
  )
}
