import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Details, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { appointmentStates, type AppointmentStep, type Customer } from '../model'
import type { AppointmentRecord, SlotRecord } from '../queries/appointments'
import { stepsFor } from '../rules/appointments'
import { CustomerLink, type Errors, errorText, Faults, filterText, Heading, listOptions, StateTag, typedText } from './parts'
import { CounterTabs } from './visit-tabs'

export interface AppointmentLine {
  appointment: AppointmentRecord
  name: string | undefined
}

type Staff = readonly { id: string; name: string | null }[]
const staffOptions = (staff: Staff) => staff.map(({ id, name }) => ({ value: id, text: name ?? '' }))
export const timeSpan = ({ starts, minutes }: { starts: string; minutes: number }, ui: Ui) => `${starts.slice(0, 5)} · ${ui.t('service-delivery.minutes', { minutes })}`

export interface AppointmentListProps {
  url: URL
  day: string
  lines: readonly AppointmentLine[]
  slots: readonly SlotRecord[]
  staff: Staff
  typed: Fields
  errors: Errors
}

/** One day: who is expected when, which times are free, and new times. */
export function AppointmentListPage(props: AppointmentListProps) {
  const ui = useUi()
  const { url, day, lines, staff } = props
  return (
    <>
      <Faults errors={props.errors} />
      <Heading>{ui.t('service-delivery.appointments')}</Heading>
      <CounterTabs current="appointments" />
      <DataTable
        caption={ui.t('service-delivery.appointments-on', { day })}
        filter={
          <Form method="get" action={ui.to('/appointments')}>
            <DateField name="day" label={ui.t('web.day')} value={filterText(url, 'day') || day} />
            <SelectField name="staff" label={ui.t('service-delivery.staff')} emptyText={ui.t('web.all')} value={filterText(url, 'staff')} options={staffOptions(staff)} />
            <SelectField name="state" label={ui.t('web.state')} emptyText={ui.t('web.all')} value={filterText(url, 'state')} options={appointmentStates.map((state) => ({ value: state, text: ui.t(`service-delivery.appointment.state.${state}`) }))} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        columns={[
          { key: 'time', text: ui.t('service-delivery.time') },
          { key: 'who', text: ui.t('service-delivery.customer') },
          { key: 'purpose', text: ui.t('service-delivery.purpose') },
          { key: 'staff', text: ui.t('service-delivery.staff') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'actions', text: ui.t('web.actions') },
        ]}
        rows={lines.map(({ appointment, name }) => ({
          cells: {
            time: (
              <a class="govuk-link" href={ui.to(`/appointments/${appointment.id}`)}>
                {timeSpan(appointment, ui)}
              </a>
            ),
            who: <CustomerLink row={appointment} name={name} />,
            purpose: ui.label('visit-purpose', appointment.purpose),
            staff: appointment.staff ?? ui.t('service-delivery.queue'),
            state: <StateTag prefix="appointment" state={appointment.state} />,
            actions: <StepForm appointment={appointment} steps={stepsFor(appointment.state, appointment.day, ui.today).filter((step) => !step.startsWith('cancel'))} />,
          },
        }))}
        empty={ui.t('service-delivery.appointments.empty')}
      />
      <SlotTable {...props} />
    </>
  )
}

function SlotTable({ slots, staff, typed, errors, day }: AppointmentListProps) {
  const ui = useUi()
  const field = (name: string, fallback = '') => ({ name, value: typedText(typed, name) || fallback, error: errorText(ui, errors, name) })
  return (
    <>
      <DataTable
        caption={ui.t('service-delivery.slots')}
        columns={[
          { key: 'time', text: ui.t('service-delivery.time') },
          { key: 'staff', text: ui.t('service-delivery.staff') },
          { key: 'seats', text: ui.t('service-delivery.seats'), numeric: true },
          { key: 'actions', text: ui.t('web.actions') },
        ]}
        rows={slots.map((slot) => ({
          cells: {
            time: timeSpan(slot, ui),
            staff: slot.staff ?? ui.t('service-delivery.queue'),
            seats: ui.t('service-delivery.seats-taken', { taken: slot.taken, seats: slot.capacity }),
            actions:
              slot.taken < slot.capacity ? null : (
                <Form action={ui.to(`/appointments/slots/${slot.id}/capacity`)} requestKey={ui.newKey()}>
                  <SubmitButton text={ui.t('service-delivery.squeeze-in')} look="secondary" />
                </Form>
              ),
          },
        }))}
        empty={ui.t('service-delivery.slots.empty')}
      />
      <Details summary={ui.t('service-delivery.slots.new')} open={Object.keys(errors).length > 0}>
        <Form action={ui.to('/appointments/slots')} requestKey={ui.newKey()}>
          <DateField {...field('day', day)} label={ui.t('web.day')} required />
          <TextField {...field('starts', '08:00')} label={ui.t('service-delivery.slots.starts')} width={5} inputmode="numeric" required />
          <NumberField {...field('minutes', '30')} label={ui.t('service-delivery.slots.minutes')} width={4} required />
          <NumberField {...field('count', '1')} label={ui.t('service-delivery.slots.count')} width={4} required />
          <NumberField {...field('capacity', '1')} label={ui.t('service-delivery.slots.capacity')} width={4} required />
          <SelectField {...field('account')} label={ui.t('service-delivery.staff')} emptyText={ui.t('service-delivery.queue')} options={staffOptions(staff)} />
          <SubmitButton text={ui.t('service-delivery.slots.new')} />
        </Form>
      </Details>
    </>
  )
}

export function StepForm({ appointment, steps }: { appointment: AppointmentRecord; steps: readonly AppointmentStep[] }) {
  const ui = useUi()
  if (steps.length === 0) return null
  return (
    <Form action={ui.to(`/appointments/${appointment.id}/step`)} requestKey={ui.newKey()}>
      <ButtonGroup>
        {steps.map((step, index) => (
          <SubmitButton name="step" value={step} text={ui.t(`service-delivery.appointment.step.${step}`)} look={step.startsWith('cancel') ? 'warning' : index === 0 ? 'primary' : 'secondary'} />
        ))}
      </ButtonGroup>
    </Form>
  )
}

export function AppointmentPage({ appointment, name, errors }: AppointmentLine & { errors: Errors }) {
  const ui = useUi()
  const customer = appointment.person_id ? `person=${appointment.person_id}` : `employer=${appointment.employer_id}`
  const cancelled = appointment.state === 'cancelled-by-centre' || appointment.state === 'cancelled-by-customer'
  return (
    <>
      <BackLink href={ui.to(`/appointments?day=${appointment.day}`)} text={ui.t('service-delivery.appointments')} />
      <Faults errors={errors} />
      <Heading>{`${ui.day(appointment.day)} · ${appointment.starts.slice(0, 5)}`}</Heading>
      {cancelled ? (
        <InsetText>
          <p class="govuk-body">{ui.t(appointment.state === 'cancelled-by-centre' ? 'service-delivery.offer-another' : 'service-delivery.cancelled')}</p>
          <ButtonLink href={ui.to(`/appointments/new?${customer}`)} text={ui.t('service-delivery.book-another')} />
        </InsetText>
      ) : null}
      <SummaryList
        rows={[
          { key: ui.t('service-delivery.customer'), value: <CustomerLink row={appointment} name={name} /> },
          { key: ui.t('service-delivery.purpose'), value: ui.label('visit-purpose', appointment.purpose) },
          { key: ui.t('service-delivery.channel'), value: ui.label('appointment-channel', appointment.channel) },
          { key: ui.t('service-delivery.time'), value: timeSpan(appointment, ui) },
          { key: ui.t('service-delivery.staff'), value: appointment.staff ?? ui.t('service-delivery.queue') },
          { key: ui.t('web.state'), value: <StateTag prefix="appointment" state={appointment.state} /> },
          ...(appointment.reminded_at ? [{ key: ui.t('service-delivery.reminded'), value: ui.moment(appointment.reminded_at) }] : []),
        ]}
      />
      <StepForm appointment={appointment} steps={stepsFor(appointment.state, appointment.day, ui.today)} />
      {appointment.state === 'done' ? <ButtonLink href={ui.to(`/services/new?${customer}`)} text={ui.t('service-delivery.record-service')} /> : null}
    </>
  )
}

export interface BookingProps {
  customer: Customer
  name: string
  slots: readonly SlotRecord[]
  typed: Fields
  errors: Errors
}

export const slotOptions = (ui: Ui, slots: readonly SlotRecord[]) =>
  slots.map((slot) => ({
    value: slot.id,
    text: `${ui.day(slot.day)} · ${timeSpan(slot, ui)}`,
    hint: `${slot.staff ?? ui.t('service-delivery.queue')} · ${ui.t('service-delivery.seats-left', { count: slot.capacity - slot.taken })}`,
  }))

export function BookingPage({ customer, name, slots, typed, errors }: BookingProps) {
  const ui = useUi()
  return (
    <>
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.book')}</Heading>
      <p class="govuk-body-l">
        <a class="govuk-link" href={ui.to(`/${customer.kind === 'person' ? 'jobseekers' : 'employers'}/${customer.id}`)}>
          {name}
        </a>
      </p>
      {slots.length === 0 ? (
        <p class="op-empty">
          {ui.t('service-delivery.slots.none')}{' '}
          <a class="govuk-link" href={ui.to('/appointments')}>
            {ui.t('service-delivery.slots.new')}
          </a>
        </p>
      ) : (
        <Form action={ui.to('/appointments/new')} requestKey={ui.newKey()}>
          <HiddenField name={customer.kind} value={customer.id} />
          <SelectField name="purpose" label={ui.t('service-delivery.purpose')} value={typedText(typed, 'purpose') || 'counselling'} options={listOptions(ui, 'visit-purpose')} error={errorText(ui, errors, 'purpose')} />
          <SelectField name="channel" label={ui.t('service-delivery.channel')} value={typedText(typed, 'channel') || 'counter'} options={listOptions(ui, 'appointment-channel')} error={errorText(ui, errors, 'channel')} />
          <RadioField name="slot" label={ui.t('service-delivery.time')} value={typedText(typed, 'slot') || null} options={slotOptions(ui, slots)} error={errorText(ui, errors, 'slot')} />
          <SubmitButton text={ui.t('service-delivery.book')} />
        </Form>
      )}
    </>
  )
}
