import { weekdayName } from '../../../platform/text/dates'
import { SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../queries'

export const nameOf = (ui: Ui, centre: CentreLine) => centre.names[ui.lang] ?? centre.names['en'] ?? Object.values(centre.names)[0] ?? centre.code

export function CentreList({ centres }: { centres: readonly CentreLine[] }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('centres.title')}</h1>
      <DataTable
        caption={ui.t('centres.title')}
        columns={[
          { key: 'name', text: ui.t('web.name') },
          { key: 'province', text: ui.t('centres.province') },
          { key: 'phone', text: ui.t('centres.phone') },
        ]}
        rows={centres.map((centre) => ({
          cells: { name: <a class="govuk-link" href={ui.to(`/centres/${centre.code}`)}>{nameOf(ui, centre)}</a>, province: ui.place(centre.province_code), phone: centre.phone ?? '' },
        }))}
        empty={ui.t('centres.empty')}
      />
    </>
  )
}

interface CentrePageProps {
  centre: CentreLine
  hours: readonly { weekday: number; opens: string; closes: string }[]
  closures: readonly { from_day: string; to_day: string; reason: string }[]
}

export function CentrePage({ centre, hours, closures }: CentrePageProps) {
  const ui = useUi()
  const time = (text: string) => text.slice(0, 5)
  return (
    <>
      <h1 class="govuk-heading-l">{nameOf(ui, centre)}</h1>
      <SummaryList
        rows={[
          { key: ui.t('web.code'), value: centre.code },
          { key: ui.t('centres.province'), value: ui.place(centre.province_code) },
          { key: ui.t('centres.address'), value: centre.address ?? ui.t('centres.not-stated') },
          { key: ui.t('centres.phone'), value: centre.phone ?? ui.t('centres.not-stated') },
        ]}
      />
      <h2 class="govuk-heading-m">{ui.t('centres.hours')}</h2>
      <DataTable
        caption={ui.t('centres.hours')}
        columns={[
          { key: 'day', text: ui.t('web.day') },
          { key: 'hours', text: ui.t('centres.hours') },
        ]}
        rows={hours.map((row) => ({ cells: { day: weekdayName(row.weekday, ui.lang), hours: `${time(row.opens)} – ${time(row.closes)}` } }))}
        empty={ui.t('centres.hours.empty')}
      />
      {closures.map((closure) => (
        <p class="govuk-inset-text">{ui.t('centres.closed-days', { from: ui.day(closure.from_day as never), to: ui.day(closure.to_day as never) })}</p>
      ))}
    </>
  )
}
