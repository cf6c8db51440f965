import type { Fields } from '../../../platform/http/route'
import { SelectField, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Details, InsetText, NotificationBanner } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { audiences, sexes } from '../model'
import type { AppointmentRecord } from '../queries/appointments'
import { ageBandName, type Errors, errorText, Faults, Heading, listOptions, typedText } from './parts'
import { PresentTable, type VisitLine } from './visit-tables'
import { CounterTabs } from './visit-tabs'

export interface KnownVisitor {
  personId: string
  name: string
  sex: string
  age: number | null
  card: string
  expected: readonly AppointmentRecord[]
}

export interface FrontDeskProps {
  typed: Fields
  errors: Errors
  /** The ticket that was just given. */
  ticket?: number | undefined
  visitor?: KnownVisitor | undefined
  employer?: { id: string; name: string } | undefined
  present: readonly VisitLine[]
  counts: { all: number; female: number; male: number; distinct: number }
}

/** Three taps save an anonymous visit: audience, sex, purpose. The purpose is the button that sends. */
export function FrontDesk(props: FrontDeskProps) {
  const ui = useUi()
  return (
    <>
      <Faults errors={props.errors} />
      <Heading>{ui.t('service-delivery.front-desk')}</Heading>
      <CounterTabs current="now" />
      {props.ticket === undefined ? null : (
        <NotificationBanner title={ui.t('service-delivery.saved')} success>
          <p class="govuk-notification-banner__heading">{ui.t('service-delivery.ticket-given', { ticket: props.ticket })}</p>
        </NotificationBanner>
      )}
      <div class="op-columns">
        <CardForm {...props} />
        <VisitForm {...props} />
      </div>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/visits/list')}>
          {ui.t('service-delivery.counted-today', { all: props.counts.all, female: props.counts.female, male: props.counts.male, here: props.present.length })}
        </a>
      </p>
      <PresentTable lines={props.present} />
    </>
  )
}

function CardForm({ typed, errors, visitor }: FrontDeskProps) {
  const ui = useUi()
  return (
    <section>
      <Form method="get" action={ui.to('/visits')}>
        <TextField name="card" label={ui.t('service-delivery.card')} hint={ui.t('service-delivery.card.hint')} width={20} value={visitor ? '' : typedText(typed, 'card')} error={errorText(ui, errors, 'card')} />
        <SubmitButton text={ui.t('service-delivery.card.find')} look="secondary" />
      </Form>
      {visitor ? <Visitor {...visitor} /> : null}
    </section>
  )
}

function Visitor(visitor: KnownVisitor) {
  const ui = useUi()
  return (
    <InsetText>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to(`/jobseekers/${visitor.personId}`)}>
          {visitor.name}
        </a>
        {` · ${ui.label('sex', visitor.sex)}${visitor.age === null ? '' : ` · ${ui.t('service-delivery.age', { age: visitor.age })}`}`}
      </p>
      {visitor.expected.map((appointment) => (
        <Form action={ui.to(`/appointments/${appointment.id}/step`)} requestKey={ui.newKey()}>
          <HiddenField name="step" value="check-in" />
          <SubmitButton text={ui.t('service-delivery.check-in-at', { time: appointment.starts.slice(0, 5) })} />
        </Form>
      ))}
      <a class="govuk-link" href={ui.to('/visits')}>
        {ui.t('service-delivery.card.other')}
      </a>
    </InsetText>
  )
}

function VisitForm({ typed, errors, visitor, employer }: FrontDeskProps) {
  const ui = useUi()
  const audience = typedText(typed, 'audience') || (visitor ? 'jobseeker' : employer ? 'employer' : '')
  const sex = typedText(typed, 'sex') || (visitor?.sex ?? '')
  return (
    <Form action={ui.to('/visits')} requestKey={ui.newKey()}>
      {visitor ? <HiddenField name="person" value={visitor.personId} /> : null}
      {employer ? <HiddenField name="employer" value={employer.id} /> : null}
      {employer ? <InsetText>{employer.name}</InsetText> : null}
      <BigChoice name="audience" legend={ui.t('service-delivery.audience')} value={audience} options={audiences.map((code) => ({ value: code, text: ui.label('visit-audience', code) }))} error={errorText(ui, errors, 'audience')} />
      <BigChoice name="sex" legend={ui.t('web.sex')} value={sex} options={sexes.map((code) => ({ value: code, text: ui.label('sex', code) }))} error={errorText(ui, errors, 'sex')} />
      <Details summary={ui.t('service-delivery.age-band.add')} open={typedText(typed, 'age_band') !== ''}>
        <SelectField name="age_band" label={ui.t('service-delivery.age-band')} value={typedText(typed, 'age_band')} emptyText={ageBandName(ui, 'not-stated')} options={ui.country.ageBands.map(({ code }) => ({ value: code, text: code }))} error={errorText(ui, errors, 'age_band')} />
      </Details>
      <fieldset class={`govuk-fieldset govuk-form-group${errors['purpose'] ? ' govuk-form-group--error' : ''}`} id="purpose">
        <legend class="govuk-fieldset__legend op-label">{ui.t('service-delivery.purpose')}</legend>
        <p class="govuk-hint">{ui.t('service-delivery.purpose.hint')}</p>
        <div class="govuk-button-group">
          {listOptions(ui, 'visit-purpose').map(({ value, text }) => (
            <SubmitButton name="purpose" value={value} text={text} look="secondary" />
          ))}
        </div>
      </fieldset>
    </Form>
  )
}

/** Radio buttons as large as a fingertip, side by side. */
function BigChoice(props: { name: string; legend: string; value: string; options: readonly { value: string; text: string }[]; error: string | undefined }) {
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={props.error ? `${props.name}-error` : undefined}>
        <legend class="govuk-fieldset__legend op-label">{props.legend}</legend>
        {props.error ? (
          <p class="govuk-error-message" id={`${props.name}-error`}>
            {props.error}
          </p>
        ) : null}
        <div class="govuk-radios govuk-radios--inline">
          {props.options.map(({ value, text }, index) => {
            const id = index === 0 ? props.name : `${props.name}-${value}`
            return (
              <div class="govuk-radios__item">
                <input class="govuk-radios__input" type="radio" id={id} name={props.name} value={value} checked={value === props.value} />
                <label class="govuk-label govuk-radios__label" for={id}>
                  {text}
                </label>
              </div>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}
