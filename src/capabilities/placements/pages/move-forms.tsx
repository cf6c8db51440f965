import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, RadioField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ButtonGroup, ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { ButtonLink } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { consentMethods, interviewModes, interviewResults, wagePeriods } from '../model'
import { placementKinds } from '../rules/placement'
import { type ReferralEvent, steps } from '../rules/referral'

export interface TypedForm {
  typed: Fields
  /** Message keys by field; `_form` is about the whole. */
  errors: Record<string, string>
}
export const nothingTyped: TypedForm = { typed: {}, errors: {} }

export const typedText = (typed: Fields, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}
const errorOf = (ui: Ui, { errors }: TypedForm, name: string) => (errors[name] ? ui.t(errors[name]) : undefined)

export function Errors({ form }: { form: TypedForm }) {
  const ui = useUi()
  return (
    <ErrorSummary
      title={ui.t('web.error.title')}
      errors={Object.entries(form.errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))}
    />
  )
}

const notOffered = ['consent-withdrawn', 'not-confirmed']

function Reason({ form, event }: { form: TypedForm; event: ReferralEvent }) {
  const ui = useUi()
  const list = event === 'not-hire' ? 'referral-not-hired-reason' : 'referral-withdrawn-reason'
  const name = (code: string) => (event === 'cancel' ? ui.t(`placements.closing.${code}`) : ui.label(list, code))
  const codes = (steps[event].reasons ?? []).filter((code) => !notOffered.includes(code))
  return (
    <>
      <SelectField
        name="reason" label={ui.t('placements.field.reason')} value={typedText(form.typed, 'reason')} error={errorOf(ui, form, 'reason')} emptyText={ui.t('placements.choose')} required
        options={codes.map((value) => ({ value, text: name(value) }))}
      />
      <TextField name="note" label={ui.t('placements.field.note')} hint={ui.t('placements.field.note.hint')} value={typedText(form.typed, 'note')} error={errorOf(ui, form, 'note')} maxlength={300} />
    </>
  )
}

function Interview({ form }: { form: TypedForm }) {
  const ui = useUi()
  const field = (name: string) => ({ name, value: typedText(form.typed, name), error: errorOf(ui, form, name) })
  return (
    <>
      <DateField {...field('day')} label={ui.t('placements.field.interview-day')} hint={ui.t('placements.field.day.hint')} required />
      <TextField {...field('time')} label={ui.t('placements.field.time')} hint={ui.t('placements.field.time.hint')} width={5} />
      <RadioField {...field('mode')} value={typedText(form.typed, 'mode') || 'in-person'} label={ui.t('placements.field.mode')} options={interviewModes.map((value) => ({ value, text: ui.t(`placements.mode.${value}`) }))} inline />
      <TextField {...field('place')} label={ui.t('placements.field.place')} maxlength={300} />
      <TextField {...field('contact')} label={ui.t('placements.field.contact')} maxlength={150} width={20} />
      <TextField {...field('bring')} label={ui.t('placements.field.bring')} maxlength={300} />
    </>
  )
}

/** Start, kind and pay of the work. */
export function WorkFields({ form, brief = false }: { form: TypedForm; brief?: boolean }) {
  const ui = useUi()
  const field = (name: string) => ({ name, value: typedText(form.typed, name), error: errorOf(ui, form, name) })
  return (
    <>
      <DateField {...field('startDate')} label={ui.t('placements.field.start')} hint={ui.t('placements.field.start.hint')} required />
      {brief ? null : (
        <>
          <RadioField
            {...field('kind')} value={typedText(form.typed, 'kind') || 'employment'} label={ui.t('placements.field.kind')} inline
            options={placementKinds.filter((kind) => kind !== 'overseas').map((value) => ({ value, text: ui.label('placement-kind', value) }))}
          />
          <NumberField {...field('wage')} label={ui.t('placements.field.wage')} decimal />
          <SelectField {...field('wageCurrency')} label={ui.t('placements.field.currency')} options={ui.country.currencies.map(({ code }) => ({ value: code, text: code }))} />
          <SelectField {...field('wagePeriod')} value={typedText(form.typed, 'wagePeriod') || 'month'} label={ui.t('placements.field.period')} options={wagePeriods.map((value) => ({ value, text: ui.label('wage-period', value) }))} />
          <NumberField {...field('hoursPerWeek')} label={ui.t('placements.field.hours')} width={3} />
        </>
      )}
    </>
  )
}

function FieldsOf({ event, form, brief }: { event: ReferralEvent; form: TypedForm; brief: boolean }) {
  const ui = useUi()
  switch (event) {
    case 'agree':
    case 'confirm':
      return (
        <>
          <p class="govuk-body">{ui.t('placements.consent.text')}</p>
          {brief || event === 'confirm' ? null : (
            <RadioField
              name="method" label={ui.t('placements.field.method')} value={typedText(form.typed, 'method') || null} error={errorOf(ui, form, 'method')} required
              options={consentMethods.map((value) => ({ value, text: ui.label('consent-method', value) }))}
            />
          )}
        </>
      )
    case 'more-time':
      return (
        <>
          <NumberField name="days" label={ui.t('placements.field.days')} hint={ui.t('placements.field.days.hint')} value={typedText(form.typed, 'days')} error={errorOf(ui, form, 'days')} width={3} required />
          <TextField name="note" label={ui.t('placements.field.why')} value={typedText(form.typed, 'note')} error={errorOf(ui, form, 'note')} maxlength={300} />
        </>
      )
    case 'invite':
      return <Interview form={form} />
    case 'not-held':
      return (
        <RadioField
          name="result" label={ui.t('placements.field.result')} value={typedText(form.typed, 'result') || null} error={errorOf(ui, form, 'result')} required
          options={interviewResults.filter((value) => value !== 'attended').map((value) => ({ value, text: ui.label('interview-result', value) }))}
        />
      )
    case 'hire':
      return <WorkFields form={form} brief={brief} />
    case 'not-hire':
    case 'withdraw':
    case 'cancel':
      return <Reason form={form} event={event} />
    case 'offer':
      return <TextArea name="note" label={ui.t('placements.field.offer')} value={typedText(form.typed, 'note')} error={errorOf(ui, form, 'note')} rows={3} maxlength={300} />
    default:
      return null
  }
}

/** The form of one step; sent to the page of the referral itself. `brief` leaves out what only staff fill in. */
export function MoveFormPart(props: { event: ReferralEvent; action: string; back: string; version: number; form: TypedForm; by: 'counsellor' | 'employer' | 'jobseeker'; requestKey: string }) {
  const ui = useUi()
  const { event, form, by } = props
  const key = `placements.event.${event}.${by}`
  const words = ui.t(ui.has(key) ? key : `placements.event.${event}`)
  return (
    <section aria-labelledby="step">
      <Errors form={form} />
      <h2 class="govuk-heading-m" id="step">{words}</h2>
      <Form action={props.action} requestKey={props.requestKey} version={props.version}>
        <HiddenField name="event" value={event} />
        <FieldsOf event={event} form={form} brief={by !== 'counsellor'} />
        <ButtonGroup>
          <SubmitButton text={words} look={['not-hire', 'withdraw', 'cancel'].includes(event) ? 'warning' : 'primary'} />
          <a class="govuk-link" href={props.back}>{ui.t('web.cancel')}</a>
        </ButtonGroup>
      </Form>
    </section>
  )
}

/** What may be done now, each as a link that opens its form: it works without script. */
export function Steps({ events, href, by }: { events: readonly ReferralEvent[]; href: (event: ReferralEvent) => string; by: 'counsellor' | 'employer' | 'jobseeker' }) {
  const ui = useUi()
  if (events.length === 0) return null
  return (
    <ButtonGroup>
      {events.map((event, index) => {
        const key = `placements.event.${event}.${by}`
        return <ButtonLink href={href(event)} text={ui.t(ui.has(key) ? key : `placements.event.${event}`)} look={index === 0 ? 'primary' : 'secondary'} />
      })}
    </ButtonGroup>
  )
}
