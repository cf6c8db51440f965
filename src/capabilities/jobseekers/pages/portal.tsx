import type { Fields } from '../../../platform/http/route'
import { TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Panel } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { ConsentQuestions, Questions } from './questions'
import { cardText, summaryOf, typedText } from './words'

interface StepProps {
  typed: Fields
  errors: Readonly<Record<string, string>>
}

function Step({ step, errors, title, children }: { step: number; errors: StepProps['errors']; title: string; children?: unknown }) {
  const ui = useUi()
  return (
    <>
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <p class="govuk-caption-l">{ui.t('jobseekers.portal.step', { step, steps: 4 })}</p>
      <h1 class="govuk-heading-l">{title}</h1>
      {children as never}
    </>
  )
}

/** First step: the phone. */
export function PhoneStep({ typed, errors }: StepProps) {
  const ui = useUi()
  return (
    <Step step={1} errors={errors} title={ui.t('jobseekers.portal.title')}>
      <p class="govuk-body-l">{ui.t('jobseekers.portal.lead')}</p>
      <Form action={ui.to('/register')} requestKey={ui.newKey()}>
        <TextField name="phone" type="tel" label={ui.t('jobseekers.field.phone')} hint={ui.t('jobseekers.portal.phone-hint')} error={errors['phone']} value={typedText(typed, 'phone')} width={20} inputmode="tel" autocomplete="tel" />
        <SubmitButton text={ui.t('web.next')} />
      </Form>
      <InsetText>
        {ui.t('jobseekers.portal.no-phone')} <a class="govuk-link" href={ui.to('/centres')}>{ui.t('web.nav.centres')}</a>
      </InsetText>
      <p class="govuk-body">
        {ui.t('jobseekers.portal.known')} <a class="govuk-link" href={ui.to('/sign-in')}>{ui.t('accounts.sign-in')}</a>
      </p>
    </Step>
  )
}

/** Second step: the code from the message, and a PIN of one's own. */
export function CodeStep({ typed, errors }: StepProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/register')} text={ui.t('web.back')} />
      <Step step={2} errors={errors} title={ui.t('jobseekers.portal.code-title')}>
        <p class="govuk-body">{ui.t('jobseekers.portal.code-lead')}</p>
        <Form action={ui.to('/register/code')} requestKey={ui.newKey()}>
          <TextField name="code" label={ui.t('jobseekers.portal.code')} error={errors['code']} value={typedText(typed, 'code')} width={10} inputmode="numeric" autocomplete="one-time-code" />
          <TextField name="pin" type="password" label={ui.t('jobseekers.portal.pin')} hint={ui.t('jobseekers.portal.pin-hint')} error={errors['pin']} width={10} inputmode="numeric" autocomplete="new-password" />
          <TextField name="again" type="password" label={ui.t('jobseekers.portal.pin-again')} error={errors['again']} width={10} inputmode="numeric" autocomplete="new-password" />
          <SubmitButton text={ui.t('web.next')} />
        </Form>
      </Step>
    </>
  )
}

/** Third step: the questions. */
export function AnswersStep({ typed, errors, confirmAge }: StepProps & { confirmAge: boolean }) {
  const ui = useUi()
  return (
    <Step step={3} errors={errors} title={ui.t('jobseekers.portal.answers-title')}>
      <Form action={ui.to('/register/answers')} requestKey={ui.newKey()}>
        <Questions typed={typed} errors={errors} phoneKnown confirmAge={confirmAge} />
        <SubmitButton text={ui.t('web.next')} />
      </Form>
    </Step>
  )
}

/** Last step: each consent by itself. Sending is here. */
export function ConsentStep({ typed, errors, words, centre }: StepProps & { words: (purpose: string) => string; centre: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/register/answers')} text={ui.t('web.back')} />
      <Step step={4} errors={errors} title={ui.t('jobseekers.consents.title')}>
        <Form action={ui.to('/register/consents')} requestKey={ui.newKey()}>
          <ConsentQuestions typed={typed} words={words} />
          <p class="govuk-body">{ui.t('jobseekers.portal.goes-to', { centre })}</p>
          <SubmitButton text={ui.t('jobseekers.portal.send')} />
        </Form>
      </Step>
    </>
  )
}

/** The card number, to print or to photograph. */
export function CardPage({ card, name, centre, due }: { card: string; name: string; centre: string; due: string }) {
  const ui = useUi()
  return (
    <>
      <Panel title={cardText(card)}>{name}</Panel>
      <p class="govuk-body-l">{ui.t('jobseekers.portal.keep-card')}</p>
      <p class="govuk-body">{ui.t('jobseekers.portal.next', { centre, day: due })}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('web.nav.jobs')}</a> · <a class="govuk-link" href={ui.to('/me')}>{ui.t('web.nav.me')}</a>
      </p>
    </>
  )
}
