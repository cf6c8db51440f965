import { exact } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { BackLink } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import type { WatchLine } from '../reading/watch'
import { centreText, numberText } from './words'

/** Fewest cases of which a share is said. */
const fewest = 10
const shareOf = (ui: Ui, line: WatchLine | undefined): string =>
  !line || line.whole < fewest ? ui.t('performance.reading.too-few') : ui.t('performance.percent', { number: numberText(ui, exact(((line.part * 100) / line.whole).toFixed(1)), 1) })

/** Questions, never a verdict: each share beside that of the whole agency. */
export function WatchPage({ centre, month, window, own, all }: { centre: CentreLine; month: Period; window: { from: Period['from']; to: Period['to'] }; own: readonly WatchLine[]; all: readonly WatchLine[] }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/performance/centres/${centre.code}?month=${month.key}`)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centreText(ui, centre)}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.watch')}</h1>
      <p class="govuk-body">{ui.t('performance.watch.how')} {ui.t('performance.from-to', { from: ui.day(window.from), to: ui.day(window.to) })}</p>
      <DataTable
        caption={ui.t('performance.watch')}
        captionHidden
        columns={[{ key: 'what', text: ui.t('performance.watch.question') }, { key: 'counted', text: ui.t('performance.compare.counted'), numeric: true }, { key: 'own', text: ui.t('web.centre'), numeric: true }, { key: 'all', text: ui.t('performance.national'), numeric: true }]}
        rows={own.map((line) => ({
          cells: {
            what: <><strong>{ui.t(`performance.watch.${line.key}`)}</strong><br />{ui.t(`performance.watch.${line.key}.ask`)}</>, counted: ui.t('performance.of-parts', { num: ui.number(line.part), den: ui.number(line.whole) }),
            own: shareOf(ui, line), all: shareOf(ui, all.find(({ key }) => key === line.key)),
          },
        }))}
        empty={ui.t('performance.empty')}
      />
    </>
  )
}
