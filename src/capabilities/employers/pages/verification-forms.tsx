import { DateField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Details, InsetText } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { checkKinds, refusalReasons, suspensionReasons } from '../model'
import type { EmployerRecord } from '../queries'
import type { EmployerEvent } from '../rules'
import { type Shown, shown } from './form-parts'

interface VerificationProps {
  employer: EmployerRecord
  /** Events that this reader may start in this state. */
  events: readonly EmployerEvent[]
  requestKeys: readonly string[]
  refused?: { name: string; form: Shown } | undefined
}

const nothing: Shown = { typed: {}, errors: {} }

/** What a verifier, an inspector, the chief or headquarters may do now. */
export function VerificationForms({ employer, events, requestKeys, refused }: VerificationProps) {
  const ui = useUi()
  if (events.length === 0) return null
  if (employer.created_by !== null && employer.created_by === ui.actor.accountId && events.some((event) => ['begin', 'verify', 'refuse'].includes(event))) {
    return <InsetText>{ui.t('employers.refusal.own-entry')}</InsetText>
  }
  const maySee = events.includes('begin') || events.includes('verify')
  return (
    <>
      {maySee ? <CheckForm employer={employer} requestKey={requestKeys[0] ?? ''} form={refused?.name === 'check' ? refused.form : nothing} /> : null}
      {events.includes('verify') ? (
        <Form action={ui.to(`/employers/${employer.id}/verify`)} requestKey={requestKeys[1]}>
          <HiddenField name="event" value="verify" />
          <p class="govuk-body">{ui.t('employers.verify.hint')}</p>
          <SubmitButton text={ui.t('employers.event.verify')} />
        </Form>
      ) : null}
      {events.filter((event) => event !== 'begin' && event !== 'verify').map((event, at) => <EventForm employer={employer} event={event} requestKey={requestKeys[2 + at] ?? ui.newKey()} />)}
    </>
  )
}

function CheckForm({ employer, requestKey, form }: { employer: EmployerRecord; requestKey: string; form: Shown }) {
  const ui = useUi()
  return (
    <Details summary={ui.t('employers.add-check')} open={form !== nothing}>
      <Form action={ui.to(`/employers/${employer.id}/checks`)} requestKey={requestKey}>
        <SelectField {...shown(ui, form, 'kind')} label={ui.t('employers.check')} options={checkKinds.map((kind) => ({ value: kind, text: ui.label('employer-check-kind', kind) }))} emptyText={ui.t('employers.choose')} />
        <RadioField {...shown(ui, form, 'result')} label={ui.t('employers.result')} inline options={(['pass', 'fail'] as const).map((result) => ({ value: result, text: ui.t(`employers.result.${result}`) }))} />
        <DateField {...shown(ui, form, 'checkedOn')} label={ui.t('web.day')} hint={ui.t('employers.check-day.hint')} />
        <TextField {...shown(ui, form, 'note')} label={ui.t('employers.note')} maxlength={300} />
        <SubmitButton text={ui.t('employers.add-check')} />
      </Form>
    </Details>
  )
}

const reasonsOf = (ui: Ui, event: EmployerEvent) => (event === 'refuse' ? refusalReasons : suspensionReasons).map((code) => ({ value: code, text: ui.t(`employers.reason.${code}`) }))
const addressOf = (event: EmployerEvent) => (event === 'refuse' ? 'verify' : event === 'suspend' ? 'suspend' : 'decide')

function EventForm({ employer, event, requestKey }: { employer: EmployerRecord; event: EmployerEvent; requestKey: string }) {
  const ui = useUi()
  return (
    <Details summary={ui.t(`employers.event.${event}`)}>
      <Form action={ui.to(`/employers/${employer.id}/${addressOf(event)}`)} requestKey={requestKey}>
        <HiddenField name="event" value={event} />
        <SelectField id={`reason-${event}`} name="reason" label={ui.t('employers.reason')} options={reasonsOf(ui, event)} emptyText={ui.t('employers.choose')} />
        <TextField id={`note-${event}`} name="note" label={ui.t('employers.note')} maxlength={300} />
        <SubmitButton text={ui.t(`employers.event.${event}`)} look={event === 'clear' ? 'primary' : 'warning'} />
      </Form>
    </Details>
  )
}
