import { exact } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import type { ComparedCentre, Comparison } from '../reading/comparison'
import { turnedPairs } from '../rules/comparison/turns'
import { wholeSlice } from '../../measures/index'
import { indicatorHref } from './address'
import { FunnelChart } from './funnel-chart'
import { centreText, numberText, Section } from './words'

const turnsShown = 3
const percent = (ui: Ui, share: number): string => ui.t('performance.percent', { number: numberText(ui, exact((share * 100).toFixed(1)), 1) })
const plain = (ui: Ui, value: number, places = 1): string => numberText(ui, exact(value.toFixed(places)), places)

/** What chance explains, in words and in a table by name, never by rank. A centre sees itself; headquarters sees all. */
export function CompareSection({ comparison, centres, own, seesAll, month, indicator }: { comparison: Comparison; centres: readonly CentreLine[]; own: string | null; seesAll: boolean; month: Period; indicator: { readonly address: string } }) {
  const ui = useUi()
  const nameOf = (code: string) => {
    const found = centres.find((centre) => centre.code === code)
    return found ? centreText(ui, found) : code
  }
  const hrefOf = (code: string) => indicatorHref(ui, { indicator, month, centre: { code }, slice: wholeSlice })
  const mine = comparison.centres.find(({ code }) => code === own)
  const shown = own ? comparison.centres.filter(({ code }) => code === own) : seesAll ? comparison.centres : []
  return (
    <Section title={ui.t('performance.compare')} id="compare">
      <p class="govuk-body">{ui.t('performance.compare.how', { rate: percent(ui, comparison.rate) })}</p>
      {mine ? <OwnWords centre={mine} /> : null}
      <FunnelChart comparison={comparison} shown={shown} nameOf={nameOf} hrefOf={(code) => (seesAll ? hrefOf(code) : undefined)} />
      <DataTable
        caption={ui.t('performance.compare.table')}
        captionHidden
        columns={[
          { key: 'name', text: ui.t('web.centre') }, { key: 'counted', text: ui.t('performance.compare.counted'), numeric: true }, { key: 'share', text: ui.t('performance.compare.share'), numeric: true },
          { key: 'range', text: ui.t('performance.compare.range'), numeric: true }, { key: 'expected', text: ui.t('performance.compare.expected'), numeric: true }, { key: 'reading', text: ui.t('performance.compare.reading') },
        ]}
        rows={shown.map((centre) => ({
          cells: {
            name: seesAll ? <a class="govuk-link" href={hrefOf(centre.code)}>{nameOf(centre.code)}</a> : nameOf(centre.code),
            counted: ui.t('performance.of-parts', { num: ui.number(centre.entered.k), den: ui.number(centre.entered.n) }),
            share: centre.entered.n === 0 ? '–' : percent(ui, centre.entered.k / centre.entered.n),
            range: centre.limits ? `${percent(ui, centre.limits.low998)} – ${percent(ui, centre.limits.high998)}` : '–',
            expected: expectedText(ui, centre),
            reading: ui.t(`performance.reading.${centre.reading}`),
          },
        }))}
        empty={ui.t('performance.empty')}
      />
      {turnedPairs(shown, turnsShown).map(({ higher, lower, isChance }) => (
        <p class="govuk-body">
          {ui.t('performance.compare.turns', {
            higher: nameOf(higher.code), lower: nameOf(lower.code), higherShare: percent(ui, higher.share), lowerShare: percent(ui, lower.share), higherRatio: plain(ui, higher.ratio, 2), lowerRatio: plain(ui, lower.ratio, 2),
          })}
          {isChance ? ` ${ui.t('performance.compare.turns.chance')}` : ''}
        </p>
      ))}
    </Section>
  )
}

const expectedText = (ui: Ui, { expected }: ComparedCentre): string =>
  !expected || expected.ratio === null ? '–' : ui.t('performance.compare.over-expected', { expected: plain(ui, expected.expected), ratio: plain(ui, expected.ratio, 2), low: plain(ui, expected.low ?? 0, 2), high: plain(ui, expected.high ?? 0, 2) })

function OwnWords({ centre }: { centre: ComparedCentre }) {
  const ui = useUi()
  return (
    <>
      <p class="govuk-body">{ui.t(`performance.reading.${centre.reading}.why`)}</p>
      {centre.rank ? <p class="govuk-body">{ui.t('performance.compare.place', { from: centre.rank.from, to: centre.rank.to, of: centre.rank.of })}</p> : null}
    </>
  )
}
