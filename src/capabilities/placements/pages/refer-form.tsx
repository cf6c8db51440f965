import { HiddenField, Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { RadioField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { BackLink, SummaryList, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { consentMethods } from '../model'
import { Errors, type TypedForm, typedText } from './move-forms'

/** Put one person forward for one vacancy. Warnings inform; only the silence of the employer asks for a reason. */
export function ReferForm(props: {
  personId: string; person: string; vacancyId: string; vacancy: string; employer: string; warnings: readonly string[]; asksOverride: boolean; form: TypedForm; requestKey: string
}) {
  const ui = useUi()
  const { form } = props
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  return (
    <>
      <BackLink href={ui.to(`/vacancies/${props.vacancyId}/candidates`)} text={ui.t('web.back')} />
      <Errors form={form} />
      <h1 class="govuk-heading-l">{ui.t('placements.refer.title')}</h1>
      <SummaryList rows={[{ key: ui.t('placements.person'), value: props.person }, { key: ui.t('placements.vacancy'), value: props.vacancy }, { key: ui.t('placements.employer'), value: props.employer || ui.t('placements.employer.hidden') }]} />
      {props.warnings.map((text) => <InsetText>{text}</InsetText>)}
      <Form action={ui.to('/referrals/new')} requestKey={props.requestKey}>
        <HiddenField name="person" value={props.personId} />
        <HiddenField name="vacancy" value={props.vacancyId} />
        <RadioField
          name="agreed" label={ui.t('placements.field.agreed')} hint={ui.t('placements.consent.text')} value={typedText(form.typed, 'agreed') || null} error={error('agreed')} required
          options={[{ value: 'yes', text: ui.t('placements.agreed.yes') }, { value: 'ask', text: ui.t('placements.agreed.ask'), hint: ui.t('placements.agreed.ask.hint') }]}
        />
        <SelectField
          name="method" label={ui.t('placements.field.method')} value={typedText(form.typed, 'method')} error={error('method')} emptyText={ui.t('placements.choose')}
          options={consentMethods.map((value) => ({ value, text: ui.label('consent-method', value) }))}
        />
        <SelectField
          name="origin" label={ui.t('placements.field.origin')} value={typedText(form.typed, 'origin') || 'counsellor'} error={error('origin')}
          options={['counsellor', 'employer-invitation', 'fair', 'programme'].map((value) => ({ value, text: ui.label('referral-origin', value) }))}
        />
        <TextArea name="message" label={ui.t('placements.field.message')} hint={ui.t('placements.field.message.hint')} value={typedText(form.typed, 'message')} error={error('message')} rows={4} maxlength={500} />
        {props.asksOverride || form.errors['overrideReason'] ? (
          <TextField name="overrideReason" label={ui.t('placements.field.override')} hint={ui.t('placements.refusal.employer-silent')} value={typedText(form.typed, 'overrideReason')} error={error('overrideReason')} maxlength={300} />
        ) : null}
        <ButtonGroup><SubmitButton text={ui.t('placements.refer')} /></ButtonGroup>
      </Form>
    </>
  )
}
