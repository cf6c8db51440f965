import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Details, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Customer } from '../model'
import type { ServiceRecord } from '../queries/services'
import { automaticCodes } from '../rules/services'
import { type Errors, errorText, Faults, Heading, listOptions, serviceName, timeOf, typedText } from './parts'

export interface ServiceFormProps {
  customer: Customer
  name: string
  typed: Fields
  errors: Errors
  /** The same service that was written down before, when it must be said why there is a second one. */
  first?: ServiceRecord | undefined
  /** Services of the customer of the last days, so that nothing is written down twice. */
  recent: readonly ServiceRecord[]
}

/** One service to one customer: what, when, how. Most fields are filled in already. */
export function ServiceForm({ customer, name, typed, errors, first, recent }: ServiceFormProps) {
  const ui = useUi()
  const audience = customer.kind === 'person' ? 'jobseeker' : 'employer'
  const offered = ui.country.services.filter((row) => row.audience === audience && !automaticCodes.has(row.code))
  const text = (field: string) => typedText(typed, field)
  const error = (field: string) => errorText(ui, errors, field)
  return (
    <>
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.record-service')}</Heading>
      <p class="govuk-body-l">
        <a class="govuk-link" href={ui.to(`/${customer.kind === 'person' ? 'jobseekers' : 'employers'}/${customer.id}`)}>
          {name}
        </a>
      </p>
      <div class="op-columns">
        <Form action={ui.to('/services/new')} requestKey={ui.newKey()}>
          <HiddenField name={customer.kind} value={customer.id} />
          <HiddenField name="visit" value={text('visit')} />
          {first ? <Repeat first={first} typed={text('repeat_reason')} error={error('repeat_reason')} /> : null}
          <SelectField name="code" label={ui.t('service-delivery.service')} required emptyText="" value={text('code')} error={error('code')} options={offered.map(({ code }) => ({ value: code, text: serviceName(ui, code) }))} />
          <DateField name="day" label={ui.t('web.day')} hint={ui.t('service-delivery.day.hint')} required value={text('day')} error={error('day')} />
          <NumberField name="minutes" label={ui.t('service-delivery.minutes-taken')} width={4} value={text('minutes')} error={error('minutes')} />
          <SelectField name="channel" label={ui.t('service-delivery.channel')} value={text('channel') || 'counter'} options={listOptions(ui, 'delivery-channel')} error={error('channel')} />
          <TextField name="outcome" label={ui.t('service-delivery.outcome')} value={text('outcome')} maxlength={300} error={error('outcome')} />
          <Details summary={ui.t('service-delivery.next-step.add')} open={text('next_step') !== '' || text('note') !== ''}>
            <TextField name="next_step" label={ui.t('service-delivery.next-step')} value={text('next_step')} maxlength={300} error={error('next_step')} />
            <DateField name="next_due_on" label={ui.t('service-delivery.next-step.due')} value={text('next_due_on')} error={error('next_due_on')} />
            <TextArea name="note" label={ui.t('service-delivery.note')} hint={ui.t('service-delivery.note.hint')} rows={4} value={text('note')} error={error('note')} />
          </Details>
          <SubmitButton text={ui.t('web.save')} />
        </Form>
        <section>
          <h2 class="govuk-heading-m">{ui.t('service-delivery.recent')}</h2>
          {recent.length === 0 ? <p class="op-empty">{ui.t('service-delivery.recent.empty')}</p> : null}
          <ul class="govuk-list">
            {recent.map((service) => (
              <li>
                <a class="govuk-link" href={ui.to(`/services/${service.id}`)}>
                  {serviceName(ui, service.service_code)}
                </a>
                {` · ${ui.day(service.given_on)}${service.staff ? ` · ${service.staff}` : ''}`}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

function Repeat({ first, typed, error }: { first: ServiceRecord; typed: string; error: string | undefined }) {
  const ui = useUi()
  return (
    <InsetText>
      <p class="govuk-body">{ui.t('service-delivery.already-recorded', { time: timeOf(ui, first.created_at), staff: first.staff ?? ui.t('service-delivery.by-system') })}</p>
      <TextField name="repeat_reason" label={ui.t('service-delivery.repeat-reason')} value={typed} maxlength={300} error={error} />
    </InsetText>
  )
}
