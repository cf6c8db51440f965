import type { Fields } from '../../../platform/http/route'
import { DateField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText, NotificationBanner, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { channels, serviceSources } from '../model'
import type { ServiceRecord } from '../queries/services'
import { CustomerLink, type Errors, errorText, Faults, filterText, Heading, listOptions, Pages, serviceName, typedText } from './parts'
import { CounterTabs } from './visit-tabs'

export interface ServiceLine {
  service: ServiceRecord
  name: string | undefined
}

export interface ServiceListProps {
  url: URL
  lines: readonly ServiceLine[]
  page: number
  total: number
  from: string
  staff: readonly { id: string; name: string | null }[]
}

export function ServiceListPage(props: ServiceListProps) {
  const ui = useUi()
  return (
    <>
      <Heading>{ui.t('service-delivery.services')}</Heading>
      <CounterTabs current="services" />
      <DataTable
        caption={ui.t('service-delivery.services-found', { count: props.total })}
        filter={<ServiceFilterForm {...props} />}
        columns={[
          { key: 'service', text: ui.t('service-delivery.service') },
          { key: 'day', text: ui.t('web.day') },
          { key: 'who', text: ui.t('service-delivery.customer') },
          { key: 'staff', text: ui.t('service-delivery.staff') },
          { key: 'minutes', text: ui.t('service-delivery.minutes-taken'), numeric: true },
          { key: 'channel', text: ui.t('service-delivery.channel') },
          { key: 'source', text: ui.t('service-delivery.source') },
        ]}
        rows={props.lines.map(({ service, name }) => ({
          cells: {
            service: (
              <a class="govuk-link" href={ui.to(`/services/${service.id}`)}>
                {serviceName(ui, service.service_code)}
              </a>
            ),
            day: (
              <>
                {ui.day(service.given_on)} {service.entered_on > service.given_on ? <Tag text={ui.t('service-delivery.late')} colour="yellow" /> : null}
              </>
            ),
            who: <CustomerLink row={service} name={name} />,
            staff: service.staff ?? '',
            minutes: service.minutes === null ? '' : ui.number(service.minutes),
            channel: ui.label('delivery-channel', service.channel),
            source: ui.t(`service-delivery.source.${service.source}`),
          },
        }))}
        empty={ui.t('service-delivery.services.empty')}
        pagination={<Pages url={props.url} page={props.page} total={props.total} />}
      />
    </>
  )
}

function ServiceFilterForm({ url, from, staff }: ServiceListProps) {
  const ui = useUi()
  const all = ui.t('web.all')
  return (
    <Form method="get" action={url.pathname}>
      <DateField name="from" label={ui.t('service-delivery.from-day')} value={filterText(url, 'from') || from} />
      <DateField name="to" label={ui.t('service-delivery.to-day')} value={filterText(url, 'to')} />
      <SelectField name="code" label={ui.t('service-delivery.service')} emptyText={all} value={filterText(url, 'code')} options={ui.country.services.map(({ code }) => ({ value: code, text: serviceName(ui, code) }))} />
      <SelectField name="audience" label={ui.t('service-delivery.audience')} emptyText={all} value={filterText(url, 'audience')} options={['jobseeker', 'employer'].map((code) => ({ value: code, text: ui.label('visit-audience', code) }))} />
      <SelectField name="staff" label={ui.t('service-delivery.staff')} emptyText={all} value={filterText(url, 'staff')} options={staff.map(({ id, name }) => ({ value: id, text: name ?? '' }))} />
      <SelectField name="channel" label={ui.t('service-delivery.channel')} emptyText={all} value={filterText(url, 'channel')} options={channels.map((code) => ({ value: code, text: ui.label('delivery-channel', code) }))} />
      <SelectField name="source" label={ui.t('service-delivery.source')} emptyText={all} value={filterText(url, 'source')} options={serviceSources.map((code) => ({ value: code, text: ui.t(`service-delivery.source.${code}`) }))} />
      <SelectField name="late" label={ui.t('service-delivery.late')} emptyText={all} value={filterText(url, 'late')} options={[{ value: 'yes', text: ui.t('web.yes') }]} />
      <SelectField name="taken_back" label={ui.t('service-delivery.taken-back')} emptyText={ui.t('web.no')} value={filterText(url, 'taken_back')} options={[{ value: 'yes', text: ui.t('web.yes') }]} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
}

export interface ServicePageProps extends ServiceLine {
  note: string | undefined
  reversal: ServiceRecord | undefined
  mayReverse: boolean
  /** The counter's own record, not one of another centre. */
  isOwn: boolean
  typed: Fields
  errors: Errors
  saved: boolean
}

/** One service as it was written down; it is never edited, only taken back. */
export function ServicePage(props: ServicePageProps) {
  const ui = useUi()
  const { service, name, note, reversal } = props
  const row = (key: string, value: string | null) => (value ? [{ key: ui.t(key), value }] : [])
  return (
    <>
      <BackLink href={ui.to('/services')} text={ui.t('service-delivery.services')} />
      <Faults errors={props.errors} />
      {props.saved ? (
        <NotificationBanner title={ui.t('service-delivery.saved')} success>
          <p class="govuk-notification-banner__heading">{ui.t('service-delivery.service-saved')}</p>
        </NotificationBanner>
      ) : null}
      <Heading>{serviceName(ui, service.service_code)}</Heading>
      {reversal ? (
        <InsetText>
          {ui.t('service-delivery.taken-back-by', { day: ui.day(reversal.entered_on), staff: reversal.staff ?? '', reason: ui.label('correction-reason', reversal.reversal_reason) })}
        </InsetText>
      ) : null}
      <SummaryList
        rows={[
          { key: ui.t('service-delivery.customer'), value: <CustomerLink row={service} name={name} /> },
          { key: ui.t('web.day'), value: ui.day(service.given_on) },
          ...(service.entered_on > service.given_on ? row('service-delivery.entered-on', ui.day(service.entered_on)) : []),
          ...row('service-delivery.staff', service.staff),
          ...row('service-delivery.minutes-taken', service.minutes === null ? null : ui.t('service-delivery.minutes', { minutes: service.minutes })),
          { key: ui.t('service-delivery.channel'), value: ui.label('delivery-channel', service.channel) },
          { key: ui.t('service-delivery.source'), value: ui.t(`service-delivery.source.${service.source}`) },
          ...row('service-delivery.outcome', service.outcome),
          ...row('service-delivery.repeat-reason', service.repeat_reason),
          ...row('service-delivery.note', note ?? null),
          ...row('service-delivery.next-step', service.next_step && service.next_due_on ? `${service.next_step} · ${ui.day(service.next_due_on)}` : null),
          ...row('service-delivery.next-step.done', service.next_done_on ? ui.day(service.next_done_on) : null),
          ...(service.group_session_id ? [{ key: ui.t('service-delivery.session'), value: <a class="govuk-link" href={ui.to(`/group-sessions/${service.group_session_id}`)}>{ui.t('web.details')}</a> }] : []),
        ]}
      />
      {props.isOwn && service.next_due_on && !service.next_done_on && !service.reversed ? (
        <Form action={ui.to(`/services/${service.id}/next-step`)} requestKey={ui.newKey()}>
          <SubmitButton text={ui.t('service-delivery.next-step.finish')} />
        </Form>
      ) : null}
      {props.mayReverse ? <ReversalForm {...props} /> : null}
    </>
  )
}

function ReversalForm({ service, typed, errors }: ServicePageProps) {
  const ui = useUi()
  return (
    <Details summary={ui.t('service-delivery.take-back')} open={Object.keys(errors).length > 0}>
      <p class="govuk-body">{ui.t('service-delivery.take-back.hint')}</p>
      <Form action={ui.to(`/services/${service.id}/reversal`)} requestKey={ui.newKey()}>
        <SelectField name="reason" label={ui.t('service-delivery.reason')} required emptyText="" value={typedText(typed, 'reason')} options={listOptions(ui, 'correction-reason')} error={errorText(ui, errors, 'reason')} />
        <TextField name="note" label={ui.t('service-delivery.reason.note')} value={typedText(typed, 'note')} maxlength={300} error={errorText(ui, errors, 'note')} />
        <SubmitButton text={ui.t('service-delivery.take-back')} look="warning" />
      </Form>
    </Details>
  )
}
