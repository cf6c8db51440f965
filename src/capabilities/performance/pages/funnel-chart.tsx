import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { Figure, Figured, Mark, percent as across, Picture } from '../../../platform/web/charts/figure'
import { useUi } from '../../../platform/web/ui'
import type { ComparedCentre, Comparison } from '../reading/comparison'
import { funnelLimits, type Reading } from '../rules/comparison/funnel'
import { numberText } from './words'
import { exact } from '../../../kernel/exact'

const top = 22
const plot = 220
const height = top + plot + 34
const ink = '#16305f'

/** Each centre by its size and its share, between the limits of chance. A funnel has no first and no last place. */
export function FunnelChart({ comparison, shown, nameOf, hrefOf }: { comparison: Comparison; shown: readonly ComparedCentre[]; nameOf: (code: string) => string; hrefOf: (code: string) => string | undefined }) {
  const ui = useUi()
  const { rate, dispersion } = comparison
  const seen = shown.filter(({ entered }) => entered.n > 0)
  const most = Math.max(60, ...comparison.centres.map(({ entered }) => entered.n))
  const sizes = Array.from({ length: 48 }, (_, step) => Math.max(10, Math.round(10 + ((most - 10) * step) / 47)))
  const limits = sizes.map((n) => ({ n, ...funnelLimits(rate, n, dispersion) }))
  const highest = Math.max(rate * 1.6, ...seen.map(({ entered }) => entered.k / entered.n), ...limits.filter(({ n }) => n >= 30).map(({ high998 }) => high998))
  const x = scaleLinear([0, most], [0.02, 0.97])
  const ceiling = Math.min(1, highest)
  const y = scaleLinear([0, ceiling], [plot, 0])
  const share = (value: number) => ui.t('performance.percent', { number: numberText(ui, exact((value * 100).toFixed(1)), 1) })
  const curve = (of: (one: (typeof limits)[number]) => number) => line<(typeof limits)[number]>().defined((one) => of(one) <= ceiling).x(({ n }) => Math.round(x(n) * 1000)).y((one) => Math.round(y(of(one)) * 10) / 10)(limits) ?? ''
  const textOf = ({ code, entered, reading }: ComparedCentre) => `${nameOf(code)}: ${share(entered.k / entered.n)}, ${ui.t('performance.of-parts', { num: ui.number(entered.k), den: ui.number(entered.n) })}; ${ui.t(`performance.reading.${reading}`)}`
  return (
    <Figure
      id="funnel" title={ui.t('performance.funnel')} description={ui.t('performance.funnel.description', { rate: share(rate) })} note={ui.t('performance.funnel.note')} tableText={ui.t('performance.table')} empty={ui.t('performance.empty')}
      columns={[{ key: 'name', text: ui.t('web.centre') }, { key: 'n', text: ui.t('performance.funnel.size'), numeric: true }, { key: 'share', text: ui.t('performance.compare.share'), numeric: true }, { key: 'near', text: ui.t('performance.funnel.near'), numeric: true }, { key: 'far', text: ui.t('performance.funnel.far'), numeric: true }]}
      rows={seen.map((centre) => {
        const own = funnelLimits(rate, centre.entered.n, dispersion)
        return { cells: { name: <Figured href={hrefOf(centre.code)} text={nameOf(centre.code)} />, n: ui.number(centre.entered.n), share: share(centre.entered.k / centre.entered.n), near: `${share(own.low95)} – ${share(own.high95)}`, far: `${share(own.low998)} – ${share(own.high998)}` } }
      })}
    >
      <Picture id="funnel" title={ui.t('performance.funnel')} description={ui.t('performance.funnel.description', { rate: share(rate) })} height={height} links={seen.some(({ code }) => hrefOf(code))} class="op-chart--lines">
        <g aria-hidden="true">
          {y.ticks(4).map((value) => (
            <>
              <line class="op-chart__grid" x1="0" x2="100%" y1={top + y(value)} y2={top + y(value)} />
              <text class="op-chart__tick" x="0" y={top + y(value) - 4}>{share(value)}</text>
            </>
          ))}
          {x.ticks(4).filter((n) => n > 0).map((n) => <text class="op-chart__tick" x={across(x(n))} y={top + plot + 24} text-anchor="middle">{ui.number(n)}</text>)}
          <svg y={top} width="100%" height={plot} viewBox={`0 0 1000 ${plot}`} preserveAspectRatio="none" overflow="visible">
            <path class="op-chart__line" d={`M0 ${y(rate)}H1000`} stroke={ink} vector-effect="non-scaling-stroke" />
            {[curve(({ high95 }) => high95), curve(({ low95 }) => low95)].map((d) => <path class="op-chart__line" d={d} stroke="#4a5763" stroke-dasharray="7 4" vector-effect="non-scaling-stroke" />)}
            {[curve(({ high998 }) => high998), curve(({ low998 }) => low998)].map((d) => <path class="op-chart__line" d={d} stroke="#8c3b54" vector-effect="non-scaling-stroke" />)}
          </svg>
        </g>
        {seen.map((centre) => (
          <Mark href={hrefOf(centre.code)} text={textOf(centre)}>
            <svg x={across(x(centre.entered.n))} y={top + y(centre.entered.k / centre.entered.n)} overflow="visible">
              <circle r="11" fill="transparent" />
              <Shape reading={centre.reading} />
            </svg>
          </Mark>
        ))}
      </Picture>
      <ul class="op-legend">
        {(['above', 'within', 'below', 'too-few'] as const).map((reading) => (
          <li><svg class="op-legend__swatch" width="30" height="16" viewBox="0 0 30 16" aria-hidden="true" focusable="false"><g transform="translate(15 8)"><Shape reading={reading} /></g></svg>{ui.t(`performance.reading.${reading}`)}</li>
        ))}
      </ul>
    </Figure>
  )
}

/** Shapes that differ in print without colour. */
function Shape({ reading }: { reading: Reading }) {
  switch (reading) {
    case 'above':
      return <path d="M0 -6L6 5H-6Z" fill="#1b6b3a" />
    case 'below':
      return <path d="M0 6L6 -5H-6Z" fill="#8c3b54" />
    case 'within':
      return <circle r="4.5" fill={ink} />
    default:
      return <circle r="4" fill="#ffffff" stroke="#4a5763" stroke-width="2" />
  }
}
