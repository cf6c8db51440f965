import { CheckboxField, RadioField, TextArea } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { rejectReasons } from '../actions/feedback'

export interface FeedbackProps {
  action: string
  back: { href: string; text: string }
  title: string
  lead: string
  known: Readonly<Record<string, string>>
  /** Reasons that this reader may give. */
  by: 'jobseeker' | 'counsellor'
  typed: { answer: string; reason: string; note: string }
  errors: Readonly<Record<string, string>>
}

const ofPerson: readonly string[] = ['too-far', 'wage', 'hours', 'already-working', 'not-interested', 'employer-unsuitable', 'other']
const ofCounsellor = rejectReasons.filter((reason) => reason !== 'not-interested')

/** Says why a suggestion does not fit. It changes no points. */
export function FeedbackPage({ action, back, title, lead, known, by, typed, errors }: FeedbackProps) {
  const ui = useUi()
  const reasons = by === 'jobseeker' ? ofPerson : ofCounsellor
  return (
    <>
      <BackLink href={back.href} text={back.text} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, text]) => ({ field, text }))} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{lead}</p>
      <Form action={action} requestKey={ui.newKey()}>
        {Object.entries(known).map(([name, value]) => <HiddenField name={name} value={value} />)}
        <HiddenField name="answer" value="reject" />
        <RadioField name="reason" label={ui.t('matching.feedback.why')} value={typed.reason} error={errors['reason']} options={reasons.map((reason) => ({ value: reason, text: ui.t(`matching.feedback.${reason}`) }))} />
        <TextArea name="note" label={ui.t('matching.feedback.note')} value={typed.note} error={errors['note']} rows={2} maxlength={300} />
        {by === 'jobseeker' ? <CheckboxField name="block" options={[{ value: 'yes', text: ui.t('matching.feedback.block') }]} /> : null}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
      {by === 'counsellor' ? (
        <Form action={action} requestKey={ui.newKey()}>
          {Object.entries(known).map(([name, value]) => <HiddenField name={name} value={value} />)}
          <HiddenField name="answer" value="later" />
          <SubmitButton text={ui.t('matching.feedback.later')} look="secondary" />
        </Form>
      ) : (
        <Form action={action} requestKey={ui.newKey()}>
          {Object.entries(known).map(([name, value]) => <HiddenField name={name} value={value} />)}
          <HiddenField name="answer" value="later" />
          <SubmitButton text={ui.t('matching.feedback.undo')} look="secondary" />
        </Form>
      )}
    </>
  )
}
