import { DateField, SelectField } from '../../../platform/web/fields'
import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { audiences, sexes, type VisitStep, visitStates } from '../model'
import type { VisitRecord } from '../queries/visits'
import { ageBandName, CustomerLink, filterText, listOptions, Pages, sexName, StateTag, timeOf } from './parts'

/** A visit with the name of the visitor, when one is known and in reach. */
export interface VisitLine {
  visit: VisitRecord
  name: string | undefined
  /** Minutes since the arrival, for those who still wait. */
  waited?: number | undefined
}

export const stepsFor = ({ state }: VisitRecord): VisitStep[] =>
  state === 'waiting' ? ['call', 'serve', 'leave', 'refer-elsewhere'] : state === 'called' ? ['serve', 'leave', 'refer-elsewhere'] : []

/** In a list the rare steps are left to the page of the visit. */
export function StepButtons({ visit, short = false }: { visit: VisitRecord; short?: boolean }) {
  const ui = useUi()
  const steps = stepsFor(visit).filter((step) => !short || step !== 'refer-elsewhere')
  return (
    <Form action={ui.to(`/visits/${visit.id}/step`)} requestKey={ui.newKey()}>
      <ButtonGroup>
        {steps.map((step, index) => (
          <SubmitButton name="step" value={step} text={ui.t(`service-delivery.visit.step.${step}`)} look={index === 0 ? 'primary' : 'secondary'} />
        ))}
      </ButtonGroup>
    </Form>
  )
}

export function TicketLink({ visit }: { visit: VisitRecord }) {
  const ui = useUi()
  return (
    <a class="govuk-link" href={ui.to(`/visits/${visit.id}`)}>
      {ui.t('service-delivery.ticket-number', { ticket: visit.ticket })}
    </a>
  )
}

/** Who waits now, in the order of tickets. */
export function PresentTable({ lines }: { lines: readonly VisitLine[] }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('service-delivery.present')}
      columns={[
        { key: 'ticket', text: ui.t('service-delivery.ticket') },
        { key: 'who', text: ui.t('service-delivery.visitor') },
        { key: 'purpose', text: ui.t('service-delivery.purpose') },
        { key: 'waited', text: ui.t('service-delivery.waited') },
        { key: 'state', text: ui.t('web.state') },
        { key: 'actions', text: ui.t('web.actions') },
      ]}
      rows={lines.map(({ visit, name, waited }) => ({
        cells: {
          ticket: <TicketLink visit={visit} />,
          who: name === undefined ? `${ui.label('visit-audience', visit.audience)} · ${sexName(ui, visit.sex)}` : <CustomerLink row={visit} name={name} />,
          purpose: visit.purposes.map((code) => ui.label('visit-purpose', code)).join(', '),
          waited: ui.t('service-delivery.minutes', { minutes: waited ?? 0 }),
          state: <StateTag prefix="visit" state={visit.state} />,
          actions: <StepButtons visit={visit} short />,
        },
      }))}
      empty={ui.t('service-delivery.present.empty')}
    />
  )
}

interface VisitListProps {
  url: URL
  day: string
  lines: readonly VisitLine[]
  page: number
  total: number
}

/** The day list with its filters. */
export function VisitList({ url, day, lines, page, total }: VisitListProps) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('service-delivery.visits-found', { count: total })}
      filter={<VisitFilterForm url={url} day={day} />}
      columns={[
        { key: 'ticket', text: ui.t('service-delivery.ticket') },
        { key: 'arrived', text: ui.t('service-delivery.arrived'), numeric: true },
        { key: 'who', text: ui.t('service-delivery.visitor') },
        { key: 'audience', text: ui.t('service-delivery.audience') },
        { key: 'sex', text: ui.t('web.sex') },
        { key: 'age', text: ui.t('service-delivery.age-band') },
        { key: 'purpose', text: ui.t('service-delivery.purpose') },
        { key: 'state', text: ui.t('web.state') },
      ]}
      rows={lines.map(({ visit, name }) => ({
        cells: {
          ticket: <TicketLink visit={visit} />,
          arrived: timeOf(ui, visit.arrived_at),
          who: <CustomerLink row={visit} name={name} />,
          audience: ui.label('visit-audience', visit.audience),
          sex: sexName(ui, visit.sex),
          age: ageBandName(ui, visit.age_band),
          purpose: visit.purposes.map((code) => ui.label('visit-purpose', code)).join(', '),
          state: <StateTag prefix="visit" state={visit.state} />,
        },
      }))}
      empty={ui.t('service-delivery.visits.empty')}
      pagination={<Pages url={url} page={page} total={total} />}
    />
  )
}

function VisitFilterForm({ url, day }: { url: URL; day: string }) {
  const ui = useUi()
  const all = ui.t('web.all')
  return (
    <Form method="get" action={url.pathname}>
      <DateField name="day" label={ui.t('web.day')} value={filterText(url, 'day') || day} />
      <SelectField name="audience" label={ui.t('service-delivery.audience')} emptyText={all} value={filterText(url, 'audience')} options={audiences.map((code) => ({ value: code, text: ui.label('visit-audience', code) }))} />
      <SelectField name="sex" label={ui.t('web.sex')} emptyText={all} value={filterText(url, 'sex')} options={sexes.map((code) => ({ value: code, text: sexName(ui, code) }))} />
      <SelectField name="purpose" label={ui.t('service-delivery.purpose')} emptyText={all} value={filterText(url, 'purpose')} options={listOptions(ui, 'visit-purpose')} />
      <SelectField name="state" label={ui.t('web.state')} emptyText={all} value={filterText(url, 'state')} options={visitStates.map((state) => ({ value: state, text: ui.t(`service-delivery.visit.state.${state}`) }))} />
      <SelectField name="identified" label={ui.t('service-delivery.identified')} emptyText={all} value={filterText(url, 'identified')} options={[{ value: 'yes', text: ui.t('web.yes') }, { value: 'no', text: ui.t('web.no') }]} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
}
