import { TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { ButtonLink, Details, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type AccountForm, FormErrors } from './account-form'
import { PasswordFields, SecondFactorKey } from './proofs'

interface OwnAccountProps {
  username: string
  displayName: string
  sessions: readonly { token_hash: string; created_at: Date; seen_at: Date }[]
  form: AccountForm
}

/** A staff member's own account: who I am here, my password, where I am signed in. */
export function OwnAccountPage({ username, displayName, sessions, form }: OwnAccountProps) {
  const ui = useUi()
  const { actor } = ui
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.own')}</h1>
      <SummaryList
        rows={[
          { key: ui.t('accounts.username'), value: username },
          { key: ui.t('web.name'), value: displayName },
          { key: ui.t('accounts.role'), value: ui.t(`web.role.${actor.role}`) },
          { key: ui.t('web.centre'), value: actor.centreCode ?? ui.t('web.none') },
          { key: ui.t('accounts.duties'), value: actor.duties.map((duty) => ui.t(`accounts.duty.${duty}`)).join(', ') || ui.t('web.none') },
        ]}
      />
      <Details summary={ui.t('accounts.change-password')} open={Object.keys(form.errors).length > 0}>
        <Form action={ui.to('/account/password')} requestKey={ui.newKey()}>
          <TextField name="present" type="password" label={ui.t('accounts.present-password')} error={error('present')} autocomplete="current-password" width={20} required />
          <PasswordFields form={form} />
          <SubmitButton text={ui.t('accounts.change-password')} />
        </Form>
      </Details>
      <h2 class="govuk-heading-m">{ui.t('accounts.second-factor')}</h2>
      <ButtonLink href={ui.to('/account/second-factor')} text={ui.t('accounts.change-second-factor')} look="secondary" />{' '}
      <ButtonLink href={ui.to('/account/recovery-codes')} text={ui.t('accounts.recovery')} look="secondary" />
      <h2 class="govuk-heading-m">{ui.t('accounts.sessions')}</h2>
      <DataTable
        caption={ui.t('accounts.sessions')}
        captionHidden
        columns={[{ key: 'since', text: ui.t('accounts.session.since') }, { key: 'seen', text: ui.t('accounts.session.seen') }, { key: 'here', text: ui.t('web.details') }]}
        rows={sessions.map((session) => ({
          cells: { since: ui.moment(session.created_at), seen: ui.moment(session.seen_at), here: session.token_hash === actor.sessionId ? ui.t('accounts.session.here') : '' },
        }))}
        empty={ui.t('web.none')}
      />
      {sessions.length > 1 ? (
        <Form action={ui.to('/account/sessions/end-others')} requestKey={ui.newKey()}>
          <SubmitButton text={ui.t('accounts.sign-out-elsewhere')} look="secondary" />
        </Form>
      ) : null}
    </>
  )
}

export function SecondFactorPage({ secret, sealedSecret, label, form }: { secret: string; sealedSecret: string; label: string; form: AccountForm }) {
  const ui = useUi()
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.change-second-factor')}</h1>
      <Form action={ui.to('/account/second-factor')} requestKey={ui.newKey()}>
        <HiddenField name="totp" value={sealedSecret} />
        <SecondFactorKey secret={secret} label={label} />
        <TextField name="code" label={ui.t('accounts.code')} error={form.errors['code'] ? ui.t(form.errors['code']) : undefined} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}

export function NewRecoveryCodesPage() {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('accounts.recovery')}</h1>
      <p class="govuk-body">{ui.t('accounts.recovery.new')}</p>
      <Form action={ui.to('/account/recovery-codes')} requestKey={ui.newKey()}>
        <SubmitButton text={ui.t('accounts.recovery.make')} />
      </Form>
    </>
  )
}

/** A jobseeker or employer changes the PIN. */
export function ChangePinPage({ form, back }: { form: AccountForm; back: string }) {
  const ui = useUi()
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.change-pin')}</h1>
      <Form action={ui.to('/account/pin')} requestKey={ui.newKey()}>
        <TextField name="present" type="password" label={ui.t('accounts.present-pin')} error={error('present')} inputmode="numeric" autocomplete="current-password" width={10} required />
        <TextField name="pin" type="password" label={ui.t('accounts.new-pin')} hint={ui.t('accounts.new-pin.hint')} error={error('pin')} inputmode="numeric" autocomplete="new-password" width={10} required />
        <SubmitButton text={ui.t('accounts.change-pin')} />
      </Form>
      <p class="govuk-body"><a class="govuk-link" href={back}>{ui.t('web.back')}</a></p>
    </>
  )
}

/** Who forgot the PIN gives phone and card number. */
export function ForgotPinPage({ form }: { form: AccountForm }) {
  const ui = useUi()
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  const value = (name: string) => (typeof form.typed[name] === 'string' ? form.typed[name] : '')
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.forgot')}</h1>
      <p class="govuk-body">{ui.t('accounts.forgot.intro')}</p>
      <Form action={ui.to('/sign-in/forgot')} requestKey={ui.newKey()}>
        <TextField name="phone" type="tel" inputmode="tel" label={ui.t('accounts.phone')} value={value('phone')} error={error('phone')} autocomplete="tel" width={20} required />
        <TextField name="card" label={ui.t('accounts.card')} hint={ui.t('accounts.card.hint')} value={value('card')} error={error('card')} width={20} required />
        <SubmitButton text={ui.t('accounts.forgot.send')} />
      </Form>
    </>
  )
}

export function NewPinPage({ sealed, form }: { sealed: string; form: AccountForm }) {
  const ui = useUi()
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  return (
    <>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.forgot')}</h1>
      <p class="govuk-body">{ui.t('accounts.forgot.sent')}</p>
      <Form action={ui.to('/sign-in/new-pin')} requestKey={ui.newKey()}>
        <HiddenField name="ask" value={sealed} />
        <TextField name="code" label={ui.t('accounts.sms-code')} hint={ui.t('accounts.sms-code.hint')} error={error('code')} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <TextField name="pin" type="password" label={ui.t('accounts.new-pin')} hint={ui.t('accounts.new-pin.hint')} error={error('pin')} inputmode="numeric" autocomplete="new-password" width={10} required />
        <SubmitButton text={ui.t('accounts.forgot.set')} />
      </Form>
    </>
  )
}
