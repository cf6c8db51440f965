import { CheckboxField, DateField, NumberField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { ButtonGroup, FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink } from '../../../platform/web/parts'
import { type PickableSkill, SkillPicker } from '../../../platform/web/skill-picker'
import { getList, nameIn } from '../../../platform/country/index'
import { useUi } from '../../../platform/web/ui'
import { applyChannels } from '../model'
import type { Change } from '../rules/changes'
import { BasicFields, ErrorBox, listOptions, type Typed, value, values } from './entry'
import type { Errors } from './read-content'

interface EditProps {
  typed: Typed
  errors: Errors
  version: number
  /** Page of the vacancy, without language. */
  home: string
  /** Whether saving some changes sends it back to the inspector. */
  isApproved: boolean
  /** Skills that are ticked, and those found for the words. */
  skills: { chosen: readonly PickableSkill[]; found: readonly PickableSkill[]; words: string }
}

export function EditPage({ typed, errors, version, home, isApproved, skills }: EditProps) {
  const ui = useUi()
  const field = (name: string) => ({ name, label: ui.t(`vacancies.field.${name}`), value: value(typed, name), error: errors[name] })
  const tick = (name: string) => ({ name, values: values(typed, name), options: [{ value: 'yes', text: ui.t(`vacancies.field.${name}`) }] })
  const names = (rows: readonly { code: string; names: Parameters<typeof nameIn>[0] }[]) => rows.map(({ code, names: own }) => ({ value: code, text: nameIn(own, ui.lang) }))
  return (
    <>
      <BackLink href={ui.to(home)} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.edit.title')}</h1>
      {isApproved ? <p class="govuk-inset-text">{ui.t('vacancies.edit.again')}</p> : null}
      <ErrorBox errors={errors} />
      <Form action={ui.to(`${home}/edit`)} requestKey={ui.newKey()} version={version}>
        <BasicFields typed={typed} errors={errors} titles="each" />
        <TextField {...field('isco')} width={4} hint={ui.t('vacancies.field.isco.hint')} inputmode="numeric" />
        <CheckboxField {...tick('wageShown')} />
        <FieldSet legend={ui.t('vacancies.edit.work')}>
          <NumberField {...field('daysPerWeek')} width={3} />
          <CheckboxField {...tick('night')} />
          <DateField {...field('startDate')} hint={ui.t('vacancies.field.day.hint')} />
          <TextField {...field('workplaceText')} maxlength={300} />
          <TextField {...field('abroadCountry')} maxlength={60} />
          <CheckboxField name="benefits" label={ui.t('vacancies.field.benefits')} values={values(typed, 'benefits')} options={names(getList(ui.country, 'benefit'))} />
          <RadioField {...field('accessible')} inline options={[{ value: 'yes', text: ui.t('web.yes') }, { value: 'no', text: ui.t('web.no') }, { value: '', text: ui.t('vacancies.not-stated') }]} />
        </FieldSet>
        <FieldSet legend={ui.t('vacancies.edit.asked')}>
          <SelectField {...field('educationMin')} options={names(ui.country.education.filter(({ code }) => code !== 'not-stated'))} emptyText={ui.t('vacancies.not-asked')} />
          <NumberField {...field('experienceMinYears')} width={4} decimal />
          <SkillPicker name="skillsMust" label={ui.t('vacancies.field.skillsMust')} {...skills} />
          <CheckboxField name="languagesMust" label={ui.t('vacancies.field.languagesMust')} values={values(typed, 'languagesMust')} options={names(ui.country.languagesSpoken)} />
        </FieldSet>
        <FieldSet legend={ui.t('vacancies.edit.limits')} hint={ui.t('vacancies.edit.limits.hint')}>
          <RadioField
            {...field('statedSex')}
            value={value(typed, 'statedSex') || 'none'}
            inline
            options={[{ value: 'none', text: ui.t('vacancies.limit.none') }, ...listOptions(ui, 'sex', ['F', 'M'])]}
          />
          <NumberField {...field('statedAgeMin')} width={3} />
          <NumberField {...field('statedAgeMax')} width={3} />
        </FieldSet>
        <FieldSet legend={ui.t('vacancies.edit.display')}>
          <SelectField {...field('applyChannel')} options={listOptions(ui, 'apply-channel', applyChannels)} />
          <CheckboxField {...tick('publicDisplay')} />
          <CheckboxField {...tick('employerNameHidden')} />
          <DateField {...field('publishFrom')} hint={ui.t('vacancies.field.publishFrom.hint')} />
          <NumberField {...field('windowDays')} width={3} hint={ui.t('vacancies.field.windowDays.hint')} />
          <NumberField {...field('maxOpenReferrals')} width={3} />
        </FieldSet>
        <ButtonGroup>
          <SubmitButton text={ui.t('web.save')} />
          <a class="govuk-link" href={ui.to(home)}>{ui.t('web.cancel')}</a>
        </ButtonGroup>
      </Form>
    </>
  )
}

/** Lists of ticks stay as the writer left them: two lists are not one choice. */
const severalAnswers = ['benefits', 'skillsMust', 'languagesMust']

/** Somebody was faster: your text and theirs, a choice for each field, everything else as you wrote it. */
export function ConflictPage({ typed, stored, changes, version, home }: { typed: Typed; stored: Typed; changes: readonly Change[]; version: number; home: string }) {
  const ui = useUi()
  const formNames: Readonly<Record<string, string>> = { provinceCode: 'place', districtCode: 'place', occupationTyped: 'occupation' }
  const differing = [...new Set(changes.map(({ field }) => formNames[field] ?? field))].filter((name) => !severalAnswers.includes(name))
  const shown = (from: Typed, name: string) => values(from, name).join(', ') || ui.t('vacancies.conflict.empty')
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.conflict.title')}</h1>
      <p class="govuk-body">{ui.t('errors.stale')}</p>
      <Form action={ui.to(`${home}/edit`)} requestKey={ui.newKey()} version={version}>
        {Object.entries(typed).flatMap(([name]) => (name.startsWith('_') || differing.includes(name) ? [] : values(typed, name).map((one) => <HiddenField name={name} value={one} />)))}
        {differing.map((name) => (
          <RadioField
            name={name}
            label={ui.t(`vacancies.field.${name}`)}
            value={value(typed, name)}
            options={[
              { value: value(typed, name), text: ui.t('vacancies.conflict.yours', { text: shown(typed, name) }) },
              { value: value(stored, name), text: ui.t('vacancies.conflict.theirs', { text: shown(stored, name) }) },
            ]}
          />
        ))}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
