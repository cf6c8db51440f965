import { CheckboxField, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { useUi } from '../../../platform/web/ui'
import type { Fields } from '../../../platform/http/route'

interface SignInPage {
  typed: Fields
  next: string
  /** Message key of the refusal, when the last try failed. */
  refusal?: string | undefined
}

const typedText = (typed: Fields, name: string) => (typeof typed[name] === 'string' ? typed[name] : '')

function Refusal({ refusal }: { refusal: string | undefined }) {
  const ui = useUi()
  if (!refusal) return null
  return <ErrorSummary title={ui.t('web.error.title')} errors={[{ text: ui.t(refusal) }]} />
}

/** Phone and PIN, for jobseekers and employers. */
export function PhoneSignIn({ typed, next, refusal }: SignInPage) {
  const ui = useUi()
  return (
    <>
      <Refusal refusal={refusal} />
      <h1 class="govuk-heading-l">{ui.t('accounts.sign-in')}</h1>
      <Form action={ui.to('/sign-in')}>
        <HiddenField name="next" value={next} />
        <TextField name="phone" label={ui.t('accounts.phone-or-card')} autocomplete="username" width={20} value={typedText(typed, 'phone')} required />
        <TextField name="pin" label={ui.t('accounts.pin')} hint={ui.t('accounts.pin.hint')} type="password" inputmode="numeric" autocomplete="current-password" width={10} required />
        <CheckboxField name="shared" label={ui.t('accounts.shared-phone')} options={[{ value: 'yes', text: ui.t('accounts.shared-phone.yes') }]} />
        <SubmitButton text={ui.t('accounts.sign-in')} />
      </Form>
      <ul class="govuk-list">
        <li><a class="govuk-link" href={ui.to('/sign-in/forgot')}>{ui.t('accounts.forgot')}</a></li>
        <li><a class="govuk-link" href={ui.to('/register')}>{ui.t('web.nav.register')}</a></li>
        <li><a class="govuk-link" href={ui.to('/employer/register')}>{ui.t('accounts.employer-account')}</a></li>
        <li><a class="govuk-link" href={ui.to('/sign-in/staff')}>{ui.t('accounts.staff-sign-in')}</a></li>
      </ul>
    </>
  )
}

/** Name, password and code, for staff. */
export function StaffSignIn({ typed, next, refusal }: SignInPage) {
  const ui = useUi()
  return (
    <>
      <Refusal refusal={refusal} />
      <h1 class="govuk-heading-l">{ui.t('accounts.staff-sign-in')}</h1>
      <Form action={ui.to('/sign-in/staff')}>
        <HiddenField name="next" value={next} />
        <TextField name="username" label={ui.t('accounts.username')} autocomplete="username" width={20} value={typedText(typed, 'username')} required />
        <TextField name="password" label={ui.t('accounts.password')} type="password" autocomplete="current-password" width={20} required />
        <TextField name="code" label={ui.t('accounts.code')} hint={ui.t('accounts.code.hint')} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <SubmitButton text={ui.t('accounts.sign-in')} />
      </Form>
    </>
  )
}

/** The code of the second factor once more, before an act that needs a fresh proof. */
export function ProveAgain({ next, refusal }: Omit<SignInPage, 'typed'>) {
  const ui = useUi()
  return (
    <>
      <Refusal refusal={refusal} />
      <h1 class="govuk-heading-l">{ui.t('accounts.prove-again')}</h1>
      <Form action={ui.to('/prove-again')}>
        <HiddenField name="next" value={next} />
        <TextField name="code" label={ui.t('accounts.code')} hint={ui.t('accounts.code.hint')} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <SubmitButton text={ui.t('web.next')} />
      </Form>
    </>
  )
}
