import { TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { ButtonLink, Details, InsetText, Panel } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { totpAddress } from '../secrets'
import { type AccountForm, FormErrors } from './account-form'

/** The key of an authenticator app: in groups of four to type, and as a link that an app on this phone opens. */
export function SecondFactorKey({ secret, label }: { secret: string; label: string }) {
  const ui = useUi()
  const address = totpAddress(secret, label)
  return (
    <InsetText>
      <p class="govuk-body">{ui.t('accounts.totp.key')}</p>
      <p class="govuk-body"><code>{(secret.match(/.{1,4}/g) ?? []).join(' ')}</code></p>
      <p class="govuk-body"><a class="govuk-link" href={address}>{ui.t('accounts.totp.open')}</a></p>
      <Details summary={ui.t('accounts.totp.address')}><code class="op-break">{address}</code></Details>
    </InsetText>
  )
}

export function PasswordFields({ form }: { form: AccountForm }) {
  const ui = useUi()
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  return (
    <>
      <TextField name="password" type="password" label={ui.t('accounts.new-password')} hint={ui.t('accounts.new-password.hint')} error={error('password')} autocomplete="new-password" width={20} required />
      <TextField name="again" type="password" label={ui.t('accounts.again')} error={error('again')} autocomplete="new-password" width={20} required />
    </>
  )
}

interface InvitationProps {
  token: string
  displayName: string
  username: string
  secret: string
  sealedSecret: string
  form: AccountForm
  requestKey: string
}

/** An invited staff member sets password and second factor. */
export function InvitationPage({ token, displayName, username, secret, sealedSecret, form, requestKey }: InvitationProps) {
  const ui = useUi()
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.invitation')}</h1>
      <p class="govuk-body">{ui.t('accounts.invitation.intro', { name: displayName, username })}</p>
      <Form action={ui.to(`/invitation/${token}`)} requestKey={requestKey}>
        <HiddenField name="totp" value={sealedSecret} />
        <PasswordFields form={form} />
        <SecondFactorKey secret={secret} label={username} />
        <TextField name="code" label={ui.t('accounts.code')} error={form.errors['code'] ? ui.t(form.errors['code']) : undefined} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <SubmitButton text={ui.t('accounts.invitation.set')} />
      </Form>
    </>
  )
}

/** Recovery codes, shown this once. */
export function RecoveryCodesPage({ codes, next, nextText }: { codes: readonly string[]; next: string; nextText: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('accounts.recovery')}</h1>
      <p class="govuk-body">{ui.t('accounts.recovery.intro')}</p>
      <ul class="govuk-list">
        {codes.map((code) => <li><code>{code.slice(0, 4)}-{code.slice(4)}</code></li>)}
      </ul>
      <ButtonLink href={next} text={nextText} />
    </>
  )
}

export function InvitationOver() {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('accounts.invitation')}</h1>
      <p class="govuk-body">{ui.t('accounts.refusal.over')}</p>
    </>
  )
}

/** A link that is shown once, to be handed to the person. */
export function InvitationLinkPage({ address, username, back }: { address: string; username: string; back: string }) {
  const ui = useUi()
  return (
    <>
      <Panel title={ui.t('accounts.link.title', { username })}>{ui.t('accounts.link.once')}</Panel>
      <p class="govuk-body"><code class="op-break">{address}</code></p>
      <p class="govuk-body">{ui.t('accounts.link.hours')}</p>
      <ButtonLink href={back} text={ui.t('web.back')} look="secondary" />
    </>
  )
}
