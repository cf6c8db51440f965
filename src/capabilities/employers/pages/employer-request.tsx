import type { CentreLine } from '../../centres/index'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import { SelectField, TextField } from '../../../platform/web/fields'
import { FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { InsetText, StatTile, StatTiles, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { EmployerState } from '../model'
import { employerName } from '../names'
import type { ContactRecord, countVacancies, EmployerRecord } from '../queries'
import { StateTag } from './employer-list'
import { districtOptions, Errors, listOptions, shown, type Shown } from './form-parts'

/** An employer asks for an account: who, where, which register number, which phone. */
export function RequestPage({ form, requestKey }: { form: Shown; requestKey: string }) {
  const ui = useUi()
  const { registers } = ui.country
  return (
    <>
      <Errors errors={form.errors} />
      <h1 class="govuk-heading-l">{ui.t('employers.request')}</h1>
      <p class="govuk-body">{ui.t('employers.request.intro')}</p>
      <Form action={ui.to('/employer/register')} requestKey={requestKey}>
        <TextField {...shown(ui, form, 'nameNative')} label={ui.t('employers.name-native')} hint={ui.t('employers.name-native.hint')} maxlength={120} />
        <TextField {...shown(ui, form, 'nameLatin')} label={ui.t('employers.name-latin')} maxlength={120} />
        {registers.length > 1 ? (
          <SelectField {...shown(ui, form, 'register')} label={ui.t('employers.register')} options={registers.map(({ code, names }) => ({ value: code, text: names[ui.lang] ?? names.en ?? code }))} />
        ) : null}
        <TextField {...shown(ui, form, 'registerNumber')} label={ui.t('employers.register-number')} width={20} maxlength={40} />
        <SelectField {...shown(ui, form, 'noRegisterReason')} label={ui.t('employers.no-register-reason')} options={listOptions(ui, 'employer-no-register-reason')} emptyText={ui.t('employers.has-number')} />
        <SelectField {...shown(ui, form, 'districtCode')} label={ui.t('employers.district')} options={districtOptions(ui)} emptyText={ui.t('employers.choose')} required />
        <TextField {...shown(ui, form, 'address')} label={ui.t('employers.address')} maxlength={300} />
        <FieldSet legend={ui.t('employers.section.you')}>
          <TextField {...shown(ui, form, 'contactName')} label={ui.t('employers.your-name')} autocomplete="name" maxlength={120} required />
          <TextField {...shown(ui, form, 'contactFunction')} label={ui.t('employers.contact-function')} maxlength={150} />
          <TextField {...shown(ui, form, 'phone')} label={ui.t('employers.phone')} hint={ui.t('employers.request.phone-hint')} type="tel" inputmode="tel" autocomplete="tel" width={20} maxlength={60} required />
        </FieldSet>
        <SubmitButton text={ui.t('employers.request.send')} />
      </Form>
    </>
  )
}

/** The code that came to the phone, and a PIN of one's own choice. */
export function ConfirmPage({ draft, errors, requestKey }: { draft: string; errors: Readonly<Record<string, string>>; requestKey: string }) {
  const ui = useUi()
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  return (
    <>
      <Errors errors={errors} />
      <h1 class="govuk-heading-l">{ui.t('employers.request.confirm')}</h1>
      <Form action={ui.to('/employer/register/confirm')} requestKey={requestKey}>
        <HiddenField name="draft" value={draft} />
        <TextField name="code" label={ui.t('employers.request.code')} hint={ui.t('employers.request.code-hint')} error={error('code')} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <TextField name="pin" type="password" label={ui.t('employers.request.pin')} hint={ui.t('employers.request.pin-hint')} error={error('pin')} inputmode="numeric" autocomplete="new-password" width={10} required />
        <SubmitButton text={ui.t('employers.request.open')} />
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/employer/register')}>{ui.t('employers.request.no-code')}</a>
      </p>
    </>
  )
}

interface OwnEmployerProps {
  employer: EmployerRecord
  contacts: readonly ContactRecord[]
  vacancies: Awaited<ReturnType<typeof countVacancies>>
  centre: CentreLine | undefined
}

/** What an employer sees of itself and what it can do next. */
export function OwnEmployerPage({ employer, contacts, vacancies, centre }: OwnEmployerProps) {
  const ui = useUi()
  const centreName = centre ? (centre.names[ui.lang] ?? centre.names['en'] ?? centre.code) : ''
  return (
    <>
      <h1 class="govuk-heading-l">{employerName({ nameNative: employer.name_native, nameLatin: employer.name_latin }, ui.lang)}</h1>
      <p class="govuk-body">
        <StateTag state={employer.state as EmployerState} /> {formatPublicCode(employer.code as PublicCode)}
      </p>
      <InsetText>{ui.t(`employers.own.${employer.state}`, { day: ui.day(employer.verification_due_on), centre: centreName })}</InsetText>
      <StatTiles>
        <StatTile label={ui.t('employers.vacancies-open')} value={ui.number(Number(vacancies.open))} href={ui.to('/employer/vacancies')} />
        <StatTile label={ui.t('employers.posts')} value={ui.number(Number(vacancies.posts))} href={ui.to('/employer/vacancies')} />
        <StatTile label={ui.t('employers.posts-filled')} value={ui.number(Number(vacancies.filled))} href={ui.to('/employer/placements')} />
      </StatTiles>
      <ul class="govuk-list">
        <li><a class="govuk-link" href={ui.to('/employer/vacancies')}>{ui.t('employers.own.vacancies')}</a></li>
        <li><a class="govuk-link" href={ui.to('/employer/candidates')}>{ui.t('employers.own.candidates')}</a></li>
        <li><a class="govuk-link" href={ui.to('/employer/placements')}>{ui.t('employers.own.placements')}</a></li>
        <li><a class="govuk-link" href={ui.to('/account/pin')}>{ui.t('employers.own.pin')}</a></li>
      </ul>
      <h2 class="govuk-heading-m">{ui.t('employers.own.record')}</h2>
      <SummaryList
        rows={[
          { key: ui.t('employers.register-number'), value: employer.register_number ?? ui.label('employer-no-register-reason', employer.no_register_reason) },
          { key: ui.t('employers.place'), value: [ui.place(employer.district_code ?? employer.province_code), employer.address].filter(Boolean).join(', ') },
          { key: ui.t('employers.contacts'), value: contacts.filter(({ left_on }) => left_on === null).map(({ name, function: work }) => [name, work].filter(Boolean).join(', ')).join(' · ') },
          { key: ui.t('web.centre'), value: [centreName, centre?.phone].filter(Boolean).join(' · ') },
        ]}
      />
      <p class="govuk-body">{ui.t('employers.own.correct')}</p>
    </>
  )
}
