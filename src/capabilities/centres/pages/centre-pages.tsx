import { addDays, weekday, type Weekday } from '../../../kernel/calendar'
import { isInForce } from '../../../platform/country/country'
import { weekdayName } from '../../../platform/text/dates'
import { SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { ButtonLink, InsetText, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { weekdays, type OpenStretch } from '../model'
import { nameOf } from '../names'
import type { CentreLine } from '../queries'
import { openOn, type Closure } from '../rules'

const clock = (text: string) => text.slice(0, 5)
export const stretchText = (stretches: readonly OpenStretch[]) => stretches.map(({ from, to }) => `${clock(from)} – ${clock(to)}`).join(', ')

/** What a visitor wants first: is it open today, and when. */
function today(ui: Ui, hours: readonly OpenStretch[], closures: readonly Closure[]): { open: boolean; text: string } {
  const stretches = openOn(ui.today, hours, closures, ui.country.holidays)
  return stretches.length > 0 ? { open: true, text: stretchText(stretches) } : { open: false, text: ui.t('centres.closed-today') }
}

export interface ListedCentre {
  centre: CentreLine
  hours: readonly OpenStretch[]
  closures: readonly Closure[]
}

export function CentreList({ centres, province }: { centres: readonly ListedCentre[]; province: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('centres.title')}</h1>
      <DataTable
        caption={ui.t('centres.title')}
        captionHidden
        columns={[
          { key: 'name', text: ui.t('web.name') },
          { key: 'place', text: ui.t('centres.place') },
          { key: 'today', text: ui.t('centres.today') },
          { key: 'phone', text: ui.t('centres.phone') },
        ]}
        rows={centres.map(({ centre, hours, closures }) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/centres/${centre.code}`)}>{nameOf(ui, centre)}</a>,
            place: [ui.place(centre.district_code), ui.place(centre.province_code)].filter(Boolean).join(', '),
            today: today(ui, hours, closures).text,
            phone: centre.phone ? <a class="govuk-link" href={`tel:${centre.phone.replace(/[^0-9+]/g, '')}`}>{centre.phone}</a> : '',
          },
        }))}
        empty={ui.t(province === '' ? 'centres.empty' : 'centres.none-there')}
        filter={
          <Form method="get" action={ui.to('/centres')}>
            <SelectField name="province" label={ui.t('centres.province')} value={province} emptyText={ui.t('web.all')} options={ui.country.childrenOf('').filter((place) => isInForce(place, ui.today)).map(({ code }) => ({ value: code, text: ui.place(code) }))} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
      />
    </>
  )
}

interface CentrePageProps extends ListedCentre {
  maySettle: boolean
}

/** A centre for the public: where, when, how to reach it and what it does. */
export function CentrePage({ centre, hours, closures, maySettle }: CentrePageProps) {
  const ui = useUi()
  const now = today(ui, hours, closures)
  const place = [centre.address, ui.place(centre.district_code), ui.place(centre.province_code)].filter(Boolean).join(', ')
  const services = ui.country.services.filter((row) => isInForce(row, ui.today))
  return (
    <>
      <h1 class="govuk-heading-l">{nameOf(ui, centre)}</h1>
      <p class="govuk-body">
        <Tag text={ui.t(now.open ? 'centres.open-today' : 'centres.closed-today')} colour={now.open ? 'green' : 'grey'} /> {now.open ? now.text : ''}
      </p>
      {closures.map((closure) => (
        <InsetText>{closure.from_day === closure.to_day ? ui.t('centres.closed-day', { day: ui.day(closure.from_day) }) : ui.t('centres.closed-days', { from: ui.day(closure.from_day), to: ui.day(closure.to_day) })} {ui.label('centre-closure-reason', closure.reason)}</InsetText>
      ))}
      <SummaryList
        rows={[
          { key: ui.t('centres.address'), value: <>{place || ui.t('centres.not-stated')} {place ? <a class="govuk-link" rel="noopener noreferrer" href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`}>{ui.t('centres.map')}</a> : null}</> },
          { key: ui.t('centres.phone'), value: centre.phone ? <a class="govuk-link" href={`tel:${centre.phone.replace(/[^0-9+]/g, '')}`}>{centre.phone}</a> : ui.t('centres.not-stated') },
          { key: ui.t('web.code'), value: centre.code },
        ]}
      />
      <h2 class="govuk-heading-m">{ui.t('centres.week')}</h2>
      <Week hours={hours} closures={closures} />
      <h2 class="govuk-heading-m">{ui.t('centres.services')}</h2>
      <p class="govuk-body">{ui.t('centres.free')}</p>
      {(['jobseeker', 'employer'] as const).map((audience) => (
        <>
          <h3 class="govuk-heading-s">{ui.t(`centres.services.${audience}`)}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {services.filter((row) => row.audience === audience).map((row) => <li>{row.names[ui.lang] ?? row.names.en ?? row.code}</li>)}
          </ul>
        </>
      ))}
      {maySettle ? <ButtonLink href={ui.to(`/centres/${centre.code}/settings`)} text={ui.t('centres.settings')} look="secondary" /> : null}
    </>
  )
}

/** The seven days from Monday of this week, with closed days and holidays. */
function Week({ hours, closures }: { hours: readonly OpenStretch[]; closures: readonly Closure[] }) {
  const ui = useUi()
  if (hours.length === 0) return <p class="govuk-body">{ui.t('centres.hours.empty')}</p>
  const monday = addDays(ui.today, 1 - weekday(ui.today))
  return (
    <DataTable
      caption={ui.t('centres.week')}
      captionHidden
      columns={[{ key: 'day', text: ui.t('web.day') }, { key: 'hours', text: ui.t('centres.hours') }]}
      rows={weekdays.map((number) => {
        const day = addDays(monday, number - 1)
        const text = stretchText(openOn(day, hours, closures, ui.country.holidays))
        return { cells: { day: `${weekdayName(number as Weekday, ui.lang)}, ${ui.day(day)}`, hours: text || ui.t('centres.closed') } }
      })}
      empty={ui.t('centres.hours.empty')}
    />
  )
}
