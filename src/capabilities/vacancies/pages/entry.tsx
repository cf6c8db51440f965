import { ErrorSummary, Form, ButtonGroup, FieldSet, HiddenField, SubmitButton } from '../../../platform/web/form'
import { NumberField, type Option, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { type Ui, useUi } from '../../../platform/web/ui'
import { isInForce } from '../../../platform/country/index'
import { contracts, wagePeriods } from '../model'
import type { Errors } from './read-content'

export type Typed = Readonly<Record<string, string | string[] | undefined>>

export const value = (typed: Typed, name: string): string => {
  const found = typed[name]
  return typeof found === 'string' ? found : (found?.[0] ?? '')
}
export const values = (typed: Typed, name: string): string[] => {
  const found = typed[name]
  return typeof found === 'string' ? [found] : (found ?? [])
}

/** Every province, and its districts below it, in force today. */
export function placeOptions(ui: Ui): Option[] {
  const { country } = ui
  return country.childrenOf('').filter((place) => isInForce(place, ui.today)).flatMap((province) => {
    const group = ui.place(province.code)
    const districts = country.childrenOf(province.code).filter((place) => isInForce(place, ui.today)).map(({ code }) => ({ value: code, text: ui.place(code), group }))
    return [{ value: province.code, text: ui.t('vacancies.place.whole', { province: group }), group }, ...districts]
  })
}

export const listOptions = (ui: Ui, list: string, codes: readonly string[]): Option[] => codes.map((code) => ({ value: code, text: ui.label(list, code) }))

export function ErrorBox({ errors }: { errors: Errors }) {
  const ui = useUi()
  return <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, text]) => (field.startsWith('_') ? { text } : { field, text }))} />
}

/** Title to hours: what a caller can say on the phone. */
export function BasicFields({ typed, errors, titles }: { typed: Typed; errors: Errors; titles: 'one' | 'each' }) {
  const ui = useUi()
  const field = (name: string, label = name) => ({ name, label: ui.t(`vacancies.field.${label}`), value: value(typed, name), error: errors[name] })
  return (
    <>
      {titles === 'one' ? (
        <TextField {...field('title')} hint={ui.t('vacancies.field.title.hint')} maxlength={150} required />
      ) : (
        <>
          <TextField {...field('titleKm')} lang="km" maxlength={150} />
          <TextField {...field('titleLo')} lang="lo" maxlength={150} />
          <TextField {...field('titleEn')} lang="en" maxlength={150} />
        </>
      )}
      <TextField {...field('occupation')} hint={ui.t('vacancies.field.occupation.hint')} maxlength={150} />
      <NumberField {...field('posts')} width={5} required />
      <SelectField {...field('contract')} options={listOptions(ui, 'contract', contracts)} emptyText={ui.t('vacancies.choose')} required />
      <TextArea {...field('duties')} hint={ui.t('vacancies.field.duties.hint')} rows={5} />
      <TextArea {...field('requirements')} hint={ui.t('vacancies.field.requirements.hint')} rows={4} />
      <SelectField {...field('place')} options={placeOptions(ui)} emptyText={ui.t('vacancies.choose')} required />
      <FieldSet legend={ui.t('vacancies.field.wage')} hint={ui.t('vacancies.field.wage.hint')} size="s">
        <NumberField {...field('wageMin')} decimal />
        <NumberField {...field('wageMax')} decimal />
        <SelectField {...field('wageCurrency')} options={ui.country.currencies.map(({ code }) => ({ value: code, text: code }))} />
        <SelectField {...field('wagePeriod')} value={value(typed, 'wagePeriod') || 'month'} options={listOptions(ui, 'wage-period', wagePeriods)} />
      </FieldSet>
      <NumberField {...field('hoursPerWeek')} width={5} />
    </>
  )
}

export function EntryPage({ typed, errors, employer, action, isStaff }: { typed: Typed; errors: Errors; employer: { id: string; name: string }; action: string; isStaff: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.new.title')}</h1>
      <p class="govuk-body">{ui.t('vacancies.new.employer', { name: employer.name })}</p>
      <ErrorBox errors={errors} />
      <Form action={action} requestKey={ui.newKey()}>
        <HiddenField name="employer" value={employer.id} />
        <BasicFields typed={typed} errors={errors} titles="one" />
        {isStaff ? (
          <SelectField name="origin" label={ui.t('vacancies.field.origin')} value={value(typed, 'origin') || 'phone'} options={listOptions(ui, 'vacancy-origin', ['phone', 'counter', 'visit', 'fair'])} />
        ) : null}
        <ButtonGroup>
          <SubmitButton text={ui.t('vacancies.new.send')} name="then" value="send" />
          <SubmitButton text={ui.t('vacancies.new.draft')} name="then" value="draft" look="secondary" />
        </ButtonGroup>
      </Form>
    </>
  )
}
