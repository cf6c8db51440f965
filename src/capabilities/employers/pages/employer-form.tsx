import { CheckboxField, DateField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { EmployerLine } from '../model'
import { employerName } from '../names'
import { districtOptions, Errors, industryOptions, languageOptions, listOptions, shown, type Shown, typedText } from './form-parts'

const withoutReason = 'employer-no-register-reason'

/** The fields of an employer, for entering and for changing. */
export function EmployerFields({ form }: { form: Shown }) {
  const ui = useUi()
  const { registers } = ui.country
  return (
    <>
      <FieldSet legend={ui.t('employers.section.names')}>
        <TextField {...shown(ui, form, 'nameNative')} label={ui.t('employers.name-native')} hint={ui.t('employers.name-native.hint')} maxlength={120} />
        <TextField {...shown(ui, form, 'nameLatin')} label={ui.t('employers.name-latin')} maxlength={120} />
      </FieldSet>
      <FieldSet legend={ui.t('employers.section.register')} hint={ui.t('employers.section.register.hint')}>
        {registers.length > 1 ? (
          <SelectField {...shown(ui, form, 'register')} label={ui.t('employers.register')} options={registers.map(({ code, names }) => ({ value: code, text: names[ui.lang] ?? names.en ?? code }))} />
        ) : null}
        <TextField {...shown(ui, form, 'registerNumber')} label={ui.t('employers.register-number')} width={20} maxlength={40} />
        <SelectField {...shown(ui, form, 'noRegisterReason')} label={ui.t('employers.no-register-reason')} options={listOptions(ui, withoutReason)} emptyText={ui.t('employers.has-number')} />
      </FieldSet>
      <FieldSet legend={ui.t('employers.section.place')}>
        <SelectField {...shown(ui, form, 'districtCode')} label={ui.t('employers.district')} options={districtOptions(ui)} emptyText={ui.t('employers.choose')} required />
        <TextField {...shown(ui, form, 'address')} label={ui.t('employers.address')} maxlength={300} />
      </FieldSet>
      <LaterFields form={form} />
    </>
  )
}

const later = ['isic', 'sizeBand', 'ownership', 'unionPresent', 'recruitmentAgency', 'licenceNumber', 'licenceUntil']

/** What can be asked later: folded away until something of it was typed or refused. */
function LaterFields({ form }: { form: Shown }) {
  const ui = useUi()
  const isOpen = later.some((name) => form.errors[name] || !['', 'no', 'unknown'].includes(typedText(form, name)))
  return (
    <Details summary={ui.t('employers.section.later')} open={isOpen}>
      <FieldSet legend={ui.t('employers.section.work')}>
        <SelectField {...shown(ui, form, 'isic')} label={ui.t('employers.isic')} options={industryOptions(ui, typedText(form, 'isic'))} emptyText={ui.t('employers.not-stated')} />
        <SelectField {...shown(ui, form, 'sizeBand')} label={ui.t('employers.size')} options={listOptions(ui, 'employer-size')} emptyText={ui.t('employers.not-stated')} />
        <SelectField {...shown(ui, form, 'ownership')} label={ui.t('employers.ownership')} options={listOptions(ui, 'ownership')} emptyText={ui.t('employers.not-stated')} />
        <SelectField {...shown(ui, form, 'unionPresent')} value={typedText(form, 'unionPresent') || 'unknown'} label={ui.t('employers.union')} options={listOptions(ui, 'union-present')} />
      </FieldSet>
      <FieldSet legend={ui.t('employers.section.agency')}>
        <RadioField
          {...shown(ui, form, 'recruitmentAgency')}
          value={typedText(form, 'recruitmentAgency') || 'no'}
          label={ui.t('employers.agency')}
          hint={ui.t('employers.agency.hint')}
          inline
          options={[{ value: 'no', text: ui.t('web.no') }, { value: 'yes', text: ui.t('web.yes') }]}
        />
        <TextField {...shown(ui, form, 'licenceNumber')} label={ui.t('employers.licence-number')} width={20} maxlength={60} />
        <DateField {...shown(ui, form, 'licenceUntil')} label={ui.t('employers.licence-until')} hint={ui.t('employers.day.hint')} />
      </FieldSet>
    </Details>
  )
}

export function ContactFields({ form }: { form: Shown }) {
  const ui = useUi()
  return (
    <>
      <TextField {...shown(ui, form, 'contactName')} label={ui.t('employers.contact-name')} maxlength={120} />
      <TextField {...shown(ui, form, 'contactFunction')} label={ui.t('employers.contact-function')} maxlength={150} />
      <TextField {...shown(ui, form, 'phone')} label={ui.t('employers.phone')} type="tel" inputmode="tel" width={20} maxlength={60} />
      <TextField {...shown(ui, form, 'chat')} label={ui.t('employers.chat')} width={20} maxlength={120} />
      <TextField {...shown(ui, form, 'email')} label={ui.t('employers.email')} type="email" inputmode="email" maxlength={150} />
      <SelectField {...shown(ui, form, 'contactLanguage')} value={typedText(form, 'contactLanguage') || ui.lang} label={ui.t('employers.contact-language')} options={languageOptions(ui)} />
      <CheckboxField name="decidesOnHiring" values={[typedText(form, 'decidesOnHiring')]} options={[{ value: 'yes', text: ui.t('employers.decides') }]} />
    </>
  )
}

/** Employers that may be the same as the one being entered. */
function Lookalikes({ found }: { found: readonly EmployerLine[] }) {
  const ui = useUi()
  if (found.length === 0) return null
  return (
    <InsetText>
      <p class="govuk-body">{ui.t('employers.lookalikes')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {found.map((line) => (
          <li>
            <a class="govuk-link" href={ui.to(`/employers/${line.id}`)}>{employerName(line, ui.lang)}</a> · {ui.place(line.provinceCode)} · {ui.t(`employers.state.${line.state}`)}
          </li>
        ))}
      </ul>
      <CheckboxField name="different" values={[]} options={[{ value: 'yes', text: ui.t('employers.different') }]} />
    </InsetText>
  )
}

/** Enter an employer at the counter. */
export function NewEmployerPage({ form, lookalikes, requestKey }: { form: Shown; lookalikes: readonly EmployerLine[]; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/employers')} text={ui.t('web.back')} />
      <Errors errors={form.errors} />
      <h1 class="govuk-heading-l">{ui.t('employers.new')}</h1>
      <Form action={ui.to('/employers/new')} requestKey={requestKey}>
        <Lookalikes found={lookalikes} />
        <SelectField {...shown(ui, form, 'channel')} value={typedText(form, 'channel') || 'counter'} label={ui.t('employers.channel')} options={listOptions(ui, 'registration-channel').filter(({ value }) => value !== 'import')} />
        <EmployerFields form={form} />
        <FieldSet legend={ui.t('employers.section.contact')}>
          <ContactFields form={form} />
        </FieldSet>
        <SubmitButton text={ui.t('employers.enter')} />
      </Form>
    </>
  )
}

export function EditEmployerPage({ id, form, version, requestKey }: { id: string; form: Shown; version: number; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/employers/${id}`)} text={ui.t('web.back')} />
      <Errors errors={form.errors} />
      <h1 class="govuk-heading-l">{ui.t('employers.edit')}</h1>
      <Form action={ui.to(`/employers/${id}/edit`)} requestKey={requestKey} version={version}>
        <EmployerFields form={form} />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}

/** Somebody else changed the record: both texts side by side, one choice for each field that differs. */
export function EmployerConflictPage(props: { id: string; mine: Readonly<Record<string, string>>; stored: Readonly<Record<string, string>>; version: number; requestKey: string }) {
  const ui = useUi()
  const fields = Object.keys(props.mine)
  const differ = fields.filter((name) => props.mine[name] !== props.stored[name])
  const value = (text: string | undefined) => (text === undefined || text === '' ? ui.t('employers.empty-value') : text)
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('employers.conflict')}</h1>
      <p class="govuk-body">{ui.t('errors.stale')}</p>
      <Form action={ui.to(`/employers/${props.id}/edit`)} requestKey={props.requestKey} version={props.version}>
        {fields.filter((name) => !differ.includes(name)).map((name) => <HiddenField name={name} value={props.mine[name] ?? ''} />)}
        {differ.map((name) => (
          <RadioField
            name={name}
            label={ui.t(`employers.field.${name}`)}
            value={props.stored[name] ?? ''}
            options={[
              { value: props.mine[name] ?? '', text: ui.t('employers.conflict.mine', { value: value(props.mine[name]) }) },
              { value: props.stored[name] ?? '', text: ui.t('employers.conflict.stored', { value: value(props.stored[name]) }) },
            ]}
          />
        ))}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
