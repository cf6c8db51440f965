import type { Fields } from '../../../platform/http/route'
import { RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { Details, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { firstConsents } from '../model'
import { districtOptions, languageOptions, listOptions, typedText } from './words'

interface QuestionsProps {
  typed: Fields
  errors: Readonly<Record<string, string>>
  /** The phone is proved already and not asked again. */
  phoneKnown?: boolean
  /** Ask for an age over 100 to be confirmed. */
  confirmAge?: boolean
}

/** The eight questions of the shortest registration but the consents, the same at the counter and on the portal. */
export function Questions({ typed, errors, phoneKnown, confirmAge }: QuestionsProps) {
  const ui = useUi()
  const text = (name: string) => typedText(typed, name)
  const label = (name: string) => ui.t(`jobseekers.field.${name}`)
  const native = ui.country.languages[0]
  return (
    <>
      <TextField name="nameNative" label={label('nameNative')} hint={ui.t('jobseekers.name.hint')} error={errors['nameNative']} value={text('nameNative')} maxlength={120} lang={native} />
      <TextField name="nameLatin" label={label('nameLatin')} error={errors['nameLatin']} value={text('nameLatin')} maxlength={120} />
      <RadioField name="sex" label={label('sex')} error={errors['sex']} value={text('sex')} options={listOptions(ui, 'sex')} inline />
      <TextField name="birth" label={label('birth')} hint={ui.t('jobseekers.birth.hint')} error={errors['birth']} value={text('birth')} width={20} />
      {confirmAge ? <RadioField name="ageConfirmed" label={ui.t('jobseekers.birth.confirmed')} value={text('ageConfirmed')} options={[{ value: 'yes', text: ui.t('web.yes') }]} /> : null}
      <SelectField name="district" label={label('district')} error={errors['district']} value={text('district')} options={districtOptions(ui)} emptyText={ui.t('jobseekers.choose')} />
      <TextField name="wanted" label={label('wanted')} hint={ui.t('jobseekers.wanted.hint')} error={errors['wanted']} value={text('wanted')} maxlength={150} />
      {phoneKnown ? null : (
        <>
          <TextField name="phone" type="tel" label={label('phone')} error={errors['phone']} value={text('phone')} width={20} inputmode="tel" />
          <SelectField name="noContactReason" label={label('noContactReason')} value={text('noContactReason')} options={listOptions(ui, 'no-contact-reason')} emptyText={ui.t('jobseekers.has-phone')} />
        </>
      )}
      <SelectField name="language" label={label('language')} error={errors['language']} value={text('language') || ui.lang} options={languageOptions(ui)} />
    </>
  )
}

/** Each consent by itself with its own words; none is chosen beforehand and refusing any closes nothing. */
export function ConsentQuestions({ typed, words }: { typed: Fields; words: (purpose: string) => string }) {
  const ui = useUi()
  return (
    <>
      <InsetText>{ui.t('jobseekers.consents.free')}</InsetText>
      {firstConsents.map((purpose) => (
        <RadioField
          name={`consent-${purpose}`}
          label={ui.label('consent-purpose', purpose)}
          hint={words(purpose)}
          value={typedText(typed, `consent-${purpose}`)}
          options={[
            { value: 'yes', text: ui.t('jobseekers.consent.yes') },
            { value: 'no', text: ui.t('jobseekers.consent.no') },
          ]}
          inline
        />
      ))}
    </>
  )
}

/** What the counter may add: how the registration came, a document, needs, and how the consents were asked. */
export function CounterExtras({ typed, errors }: { typed: Fields; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const text = (name: string) => typedText(typed, name)
  const isOpen = ['documentType', 'documentNumber'].some((name) => errors[name] !== undefined || text(name) !== '')
  const documents = ui.country.identityDocuments.map((row) => ({ value: row.code, text: row.names[ui.lang] ?? row.names.en ?? row.code }))
  return (
    <>
      <Details summary={ui.t('jobseekers.document.add')} open={isOpen}>
        <SelectField name="documentType" label={ui.t('jobseekers.document.type')} error={errors['documentType']} value={text('documentType')} options={documents} emptyText={ui.t('jobseekers.choose')} />
        <TextField name="documentNumber" label={ui.t('jobseekers.document.number')} error={errors['documentNumber']} value={text('documentNumber')} width={20} />
        <RadioField
          name="documentSeen"
          label={ui.t('jobseekers.document.seen')}
          value={text('documentSeen')}
          options={[
            { value: 'yes', text: ui.t('web.yes') },
            { value: 'no', text: ui.t('web.no') },
          ]}
          inline
        />
        <SelectField name="noDocumentReason" label={ui.t('jobseekers.document.none')} value={text('noDocumentReason')} options={listOptions(ui, 'no-document-reason')} emptyText={ui.t('jobseekers.choose')} />
      </Details>
      <Details summary={ui.t('jobseekers.channel.change')} open={!['', 'counter'].includes(text('channel')) || !['', 'screen'].includes(text('consentMethod'))}>
        <SelectField name="channel" label={ui.t('jobseekers.channel')} value={text('channel') || 'counter'} options={listOptions(ui, 'registration-channel').filter(({ value }) => !['portal', 'import'].includes(value))} />
        <SelectField name="consentMethod" label={ui.t('jobseekers.consent.method')} value={text('consentMethod') || 'screen'} options={listOptions(ui, 'consent-method')} />
      </Details>
    </>
  )
}
