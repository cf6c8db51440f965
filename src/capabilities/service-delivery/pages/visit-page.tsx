import { DateField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { ageBandName, CustomerLink, type Errors, errorText, Faults, filterText, Heading, sexName, StateTag, timeOf } from './parts'
import { StepButtons, TicketLink, type VisitLine, VisitList } from './visit-tables'
import { CounterTabs } from './visit-tabs'

const serviceHref = ({ visit }: VisitLine) =>
  visit.person_id ? `/services/new?person=${visit.person_id}&visit=${visit.id}` : `/services/new?employer=${visit.employer_id}&visit=${visit.id}`

/** One arrival: what is known, what may happen next. */
export function VisitPage({ line, errors, card }: { line: VisitLine; errors: Errors; card: string }) {
  const ui = useUi()
  const { visit, name } = line
  return (
    <>
      <BackLink href={ui.to('/visits')} text={ui.t('service-delivery.front-desk')} />
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.ticket-number', { ticket: visit.ticket })}</Heading>
      <SummaryList
        rows={[
          { key: ui.t('service-delivery.visitor'), value: <CustomerLink row={visit} name={name} /> },
          { key: ui.t('web.day'), value: ui.day(visit.visited_on) },
          { key: ui.t('service-delivery.arrived'), value: timeOf(ui, visit.arrived_at) },
          { key: ui.t('service-delivery.audience'), value: ui.label('visit-audience', visit.audience) },
          { key: ui.t('web.sex'), value: sexName(ui, visit.sex) },
          { key: ui.t('service-delivery.age-band'), value: ageBandName(ui, visit.age_band) },
          { key: ui.t('service-delivery.purpose'), value: visit.purposes.map((code) => ui.label('visit-purpose', code)).join(', ') },
          { key: ui.t('web.state'), value: <StateTag prefix="visit" state={visit.state} /> },
          ...(visit.called_at ? [{ key: ui.t('service-delivery.called'), value: timeOf(ui, visit.called_at) }] : []),
          ...(visit.left_at ? [{ key: ui.t('service-delivery.left'), value: timeOf(ui, visit.left_at) }] : []),
        ]}
      />
      {visit.closed_by_clock ? <InsetText>{ui.t('service-delivery.closed-by-clock')}</InsetText> : null}
      <StepButtons visit={visit} />
      {visit.person_id || visit.employer_id ? (
        <ButtonLink href={ui.to(serviceHref(line))} text={ui.t('service-delivery.record-service')} />
      ) : (
        <Form action={ui.to(`/visits/${visit.id}/card`)} requestKey={ui.newKey()}>
          <TextField name="card" label={ui.t('service-delivery.card')} hint={ui.t('service-delivery.card.hint')} width={20} value={card} error={errorText(ui, errors, 'card')} />
          <SubmitButton text={ui.t('service-delivery.identify')} look="secondary" />
        </Form>
      )}
    </>
  )
}

export function VisitListPage(props: Parameters<typeof VisitList>[0]) {
  const ui = useUi()
  return (
    <>
      <Heading>{ui.t('service-delivery.visits')}</Heading>
      <CounterTabs current="list" />
      <VisitList {...props} />
    </>
  )
}

/** What the day still owes: people who came and to whom nobody wrote down a service. */
export function DayEndPage({ url, day, lines, anonymous }: { url: URL; day: string; lines: readonly VisitLine[]; anonymous: number }) {
  const ui = useUi()
  return (
    <>
      <Heading>{ui.t('service-delivery.day-end')}</Heading>
      <CounterTabs current="day-end" />
      <DataTable
        caption={ui.t('service-delivery.without-service', { count: lines.length })}
        filter={
          <Form method="get" action={url.pathname}>
            <DateField name="day" label={ui.t('web.day')} value={filterText(url, 'day') || day} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        columns={[
          { key: 'ticket', text: ui.t('service-delivery.ticket') },
          { key: 'who', text: ui.t('service-delivery.visitor') },
          { key: 'purpose', text: ui.t('service-delivery.purpose') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'actions', text: ui.t('web.actions') },
        ]}
        rows={lines.map((line) => ({
          cells: {
            ticket: <TicketLink visit={line.visit} />,
            who: <CustomerLink row={line.visit} name={line.name} />,
            purpose: line.visit.purposes.map((code) => ui.label('visit-purpose', code)).join(', '),
            state: <StateTag prefix="visit" state={line.visit.state} />,
            actions: (
              <a class="govuk-link" href={ui.to(serviceHref(line))}>
                {ui.t('service-delivery.record-service')}
              </a>
            ),
          },
        }))}
        empty={ui.t('service-delivery.without-service.empty')}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to(`/visits/list?day=${encodeURIComponent(day)}&identified=no`)}>
          {ui.t('service-delivery.anonymous-count', { count: anonymous })}
        </a>
      </p>
    </>
  )
}
