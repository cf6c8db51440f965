import type { Fields } from '../../../platform/http/route'
import { RadioField, SelectField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { EmptyState, NotificationBanner, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { AppointmentRecord, SlotRecord } from '../queries/appointments'
import { slotOptions, timeSpan } from './appointment-pages'
import { type Errors, errorText, Faults, Heading, listOptions, StateTag, typedText } from './parts'

export interface MyAppointmentsProps {
  appointments: readonly AppointmentRecord[]
  slots: readonly SlotRecord[]
  /** Name of the centre where the reader is registered; undefined without a registration. */
  centre: string | undefined
  typed: Fields
  errors: Errors
  booked: boolean
}

/** What a jobseeker sees: the next appointment first, and a time to book. */
export function MyAppointmentsPage({ appointments, slots, centre, typed, errors, booked }: MyAppointmentsProps) {
  const ui = useUi()
  return (
    <>
      <Faults errors={errors} />
      {booked ? (
        <NotificationBanner title={ui.t('service-delivery.saved')} success>
          <p class="govuk-notification-banner__heading">{ui.t('service-delivery.my.booked')}</p>
        </NotificationBanner>
      ) : null}
      <Heading>{ui.t('service-delivery.my.title')}</Heading>
      {appointments.length === 0 ? <EmptyState title={ui.t('service-delivery.my.empty')} /> : null}
      {appointments.map((appointment) => (
        <section>
          <h2 class="govuk-heading-m">{`${ui.day(appointment.day)} · ${appointment.starts.slice(0, 5)}`}</h2>
          <SummaryList
            rows={[
              { key: ui.t('service-delivery.purpose'), value: ui.label('visit-purpose', appointment.purpose) },
              { key: ui.t('service-delivery.time'), value: timeSpan(appointment, ui) },
              { key: ui.t('web.state'), value: <StateTag prefix="appointment" state={appointment.state} /> },
            ]}
          />
          {appointment.state === 'booked' ? (
            <Form action={ui.to(`/me/appointments/${appointment.id}/cancel`)} requestKey={ui.newKey()}>
              <HiddenField name="step" value="cancel-for-customer" />
              <SubmitButton text={ui.t('service-delivery.my.cancel')} look="secondary" />
            </Form>
          ) : null}
        </section>
      ))}
      <h2 class="govuk-heading-m">{ui.t('service-delivery.book')}</h2>
      {centre === undefined ? <p class="govuk-body">{ui.t('service-delivery.refusal.not-registered')}</p> : <p class="govuk-body">{ui.t('service-delivery.my.at', { centre })}</p>}
      {centre !== undefined && slots.length === 0 ? <p class="op-empty">{ui.t('service-delivery.my.no-slots')}</p> : null}
      {slots.length > 0 ? (
        <Form action={ui.to('/me/appointments')} requestKey={ui.newKey()}>
          <SelectField name="purpose" label={ui.t('service-delivery.purpose')} value={typedText(typed, 'purpose') || 'counselling'} options={listOptions(ui, 'visit-purpose')} error={errorText(ui, errors, 'purpose')} />
          <RadioField name="slot" label={ui.t('service-delivery.time')} value={typedText(typed, 'slot') || null} options={slotOptions(ui, slots)} error={errorText(ui, errors, 'slot')} />
          <SubmitButton text={ui.t('service-delivery.book')} />
        </Form>
      ) : null}
    </>
  )
}
