import { CheckboxField, NumberField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, NotificationBanner } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Preferences } from '../actions/preferences'

/** As typed, so that a refused form comes back as it was sent. */
export interface TypedPreferences {
  commute: string
  wage: string
  night: boolean
  access: boolean
  notAgain: readonly string[]
  blocked: readonly string[]
}
export const typedOf = (saved: Preferences): TypedPreferences => ({
  commute: saved.commuteKm === null ? '' : String(saved.commuteKm), wage: saved.expectedWage === null ? '' : saved.expectedWage.replace(/\.0+$/, ''), night: saved.noNight, access: saved.accessNeeded,
  notAgain: saved.notAgain, blocked: saved.blockedEmployers,
})

export interface PreferencesProps {
  action: string
  back: { href: string; text: string }
  /** Whose they are, for staff. */
  person: string | null
  personId: string | null
  version: number
  typed: TypedPreferences
  /** Earlier work and blocked employers, by code and name. */
  earlier: readonly { code: string; name: string }[]
  employers: readonly { id: string; name: string }[]
  currency: string
  errors: Readonly<Record<string, string>>
  isSaved: boolean
}

/** What a person rules out for their lists, and how far they go. */
export function PreferencesPage(props: PreferencesProps) {
  const ui = useUi()
  const { typed, errors } = props
  return (
    <>
      <BackLink href={props.back.href} text={props.back.text} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, text]) => ({ field: field === '_form' ? undefined : field, text }))} />
      {props.isSaved ? <NotificationBanner title={ui.t('matching.saved')} success><p class="govuk-body">{ui.t('matching.preferences.saved')}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('matching.preferences.title')}</h1>
      {props.person ? <p class="govuk-body-l">{props.person}</p> : null}
      <p class="govuk-body">{ui.t('matching.preferences.lead')}</p>
      <Form action={props.action} requestKey={ui.newKey()} version={props.version}>
        {props.personId ? <HiddenField name="person" value={props.personId} /> : null}
        <NumberField name="commute" label={ui.t('matching.preferences.commute')} hint={ui.t('matching.preferences.commute-hint')} suffix="km" value={typed.commute} error={errors['commute']} width={4} />
        <NumberField name="wage" label={ui.t('matching.preferences.wage')} hint={ui.t('matching.preferences.wage-hint')} suffix={props.currency} value={typed.wage} error={errors['wage']} />
        <CheckboxField
          name="limits" label={ui.t('matching.preferences.limits')} values={[...(typed.night ? ['night'] : []), ...(typed.access ? ['access'] : [])]}
          options={[{ value: 'night', text: ui.t('matching.preferences.no-night') }, { value: 'access', text: ui.t('matching.preferences.access'), hint: ui.t('matching.preferences.access-hint') }]}
        />
        {props.earlier.length > 0 ? (
          <CheckboxField name="notAgain" label={ui.t('matching.preferences.not-again')} values={typed.notAgain} options={props.earlier.map(({ code, name }) => ({ value: code, text: name }))} />
        ) : null}
        {props.employers.length > 0 ? (
          <CheckboxField name="blocked" label={ui.t('matching.preferences.blocked')} hint={ui.t('matching.preferences.blocked-hint')} values={typed.blocked} options={props.employers.map(({ id, name }) => ({ value: id, text: name }))} />
        ) : null}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
