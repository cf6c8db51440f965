import { z } from 'zod'
import { formatDay } from '../../../platform/text/dates'
import { RadioField, SelectField, TextField } from '../../../platform/web/fields'
import type { Ui } from '../../../platform/web/ui'
import { isFault, placeOf } from '../answers'
import { type BirthFact, type FieldFault, textField } from '../model'
import { districtOptions, languageNames, languageOptions, listOptions, typedText } from '../pages/words'
import { insertPlace, replaceName, setBirth, setPerson } from '../queries/edit'
import { findPersonRow } from '../queries/people'
import { findPlace, listNames } from '../queries/record'
import { readBirth, sortNames } from '../rules'
import { definePart, type PartProps } from './part'
import { WithUi } from './with-ui'

export const namePart = definePart({
  name: 'name',
  forPerson: false,
  isSearched: true,
  schema: z.object({ nameNative: textField(120), nameLatin: textField(120) }),
  async load(reader, personId) {
    const name = (await listNames(reader, personId)).find(({ kind }) => kind === 'current')
    return { nameNative: name?.name_native ?? '', nameLatin: name?.name_latin ?? '' }
  },
  async save(tx, _platform, personId, { nameNative, nameLatin }) {
    const names = sortNames(nameNative, nameLatin)
    if (!names.ok) return { nameNative: { key: names.reason === 'required' ? 'jobseekers.name.required' : 'jobseekers.name.old-font' } }
    await replaceName(tx, personId, names.value)
    return null
  },
  Body: ({ typed, errors }) => <NameFields typed={typed} errors={errors} />,
})

function NameFields({ typed, errors }: Omit<PartProps, 'choices'>) {
  return (
    <WithUi
      body={(ui) => (
        <>
          <TextField name="nameNative" label={ui.t('jobseekers.field.nameNative')} hint={ui.t('jobseekers.name.hint')} error={errors['nameNative']} value={typedText(typed, 'nameNative')} maxlength={120} />
          <TextField name="nameLatin" label={ui.t('jobseekers.field.nameLatin')} error={errors['nameLatin']} value={typedText(typed, 'nameLatin')} maxlength={120} />
        </>
      )}
    />
  )
}

/** A birth as it would be typed again. */
function birthTyped(birth: BirthFact, ui: Ui): string {
  if (birth.birthDate) return formatDay(birth.birthDate, ui.lang, 'short')
  if (birth.birthYear !== null) return String(birth.birthYear)
  return birth.ageStated === null ? '' : String(birth.ageStated)
}

export const birthPart = definePart({
  name: 'birth',
  forPerson: false,
  isSearched: true,
  schema: z.object({ sex: textField(20), birth: textField(60), ageConfirmed: textField(5), language: textField(5), interpreterNeed: textField(120) }),
  async load(reader, personId, ui) {
    const person = await findPersonRow(reader, personId)
    return person ? { sex: person.sex, birth: birthTyped(person.birth, ui), language: person.language, interpreterNeed: person.interpreterNeed ?? '' } : {}
  },
  async save(tx, platform, personId, value, ui) {
    const faults: Record<string, FieldFault> = {}
    const before = await findPersonRow(tx, personId)
    const isSame = before !== undefined && birthTyped(before.birth, ui) === value.birth
    const birth = isSame ? null : readBirth(value.birth, tx.context.today, value.ageConfirmed === 'yes')
    if (birth && !birth.ok) faults['birth'] = birth.fault
    if (!['F', 'M', 'not-stated'].includes(value.sex)) faults['sex'] = { key: 'errors.required' }
    if (!(platform.country.languages as readonly string[]).includes(value.language)) faults['language'] = { key: 'errors.required' }
    if (Object.keys(faults).length > 0) return faults
    await setPerson(tx, personId, { sex: value.sex, language: value.language, interpreter_need: value.interpreterNeed || null })
    if (birth?.ok) await setBirth(tx, personId, birth.value)
    return null
  },
  Body: ({ typed, errors }) => (
    <WithUi
      body={(ui) => (
        <>
          <RadioField name="sex" label={ui.t('jobseekers.field.sex')} error={errors['sex']} value={typedText(typed, 'sex')} options={listOptions(ui, 'sex')} inline />
          <TextField name="birth" label={ui.t('jobseekers.field.birth')} hint={ui.t('jobseekers.birth.hint')} error={errors['birth']} value={typedText(typed, 'birth')} width={20} />
          {errors['birth'] ? <RadioField name="ageConfirmed" label={ui.t('jobseekers.birth.confirmed')} value={typedText(typed, 'ageConfirmed')} options={[{ value: 'yes', text: ui.t('web.yes') }]} /> : null}
          <SelectField name="language" label={ui.t('jobseekers.field.language')} error={errors['language']} value={typedText(typed, 'language')} options={languageOptions(ui)} />
          <TextField name="interpreterNeed" label={ui.t('jobseekers.field.interpreterNeed')} value={typedText(typed, 'interpreterNeed')} maxlength={120} />
        </>
      )}
    />
  ),
  show: (ui, field, value) => (field === 'sex' ? ui.label('sex', value) : field === 'language' ? (languageNames[value] ?? value) : value),
})

export const placePart = definePart({
  name: 'place',
  forPerson: true,
  isSearched: true,
  schema: z.object({ district: textField(12), commune: textField(12), address: textField(300), homeDistrict: textField(12) }),
  async load(reader, personId) {
    const [place, home] = [await findPlace(reader, personId), await findPlace(reader, personId, 'home')]
    return { district: place?.district_code ?? '', commune: place?.commune_code ?? '', address: place?.text ?? '', homeDistrict: home?.district_code ?? '' }
  },
  async save(tx, platform, personId, value, ui) {
    const place = placeOf(platform.country, value.commune || value.district, tx.context.today)
    if (isFault(place)) return { district: place }
    if (value.district !== '' && place.districtCode !== value.district) {
      return { commune: { key: 'jobseekers.place.not-in-district', parameters: { commune: ui.place(value.commune), lies: ui.place(place.districtCode), chosen: ui.place(value.district) } } }
    }
    const before = await findPlace(tx, personId)
    const isSame = before?.district_code === place.districtCode && before?.commune_code === place.communeCode && (before?.text ?? '') === value.address
    if (!isSame) await insertPlace(tx, personId, 'current', { ...place, text: value.address || null })
    const home = value.homeDistrict === '' ? null : placeOf(platform.country, value.homeDistrict, tx.context.today)
    if (home && isFault(home)) return { homeDistrict: home }
    if (home && (await findPlace(tx, personId, 'home'))?.district_code !== home.districtCode) await insertPlace(tx, personId, 'home', { ...home, text: null })
    return null
  },
  async choices(reader, personId, ui) {
    const place = await findPlace(reader, personId)
    return { commune: ui.country.childrenOf(place?.district_code ?? '-').map(({ code }) => ({ value: code, text: ui.place(code) })) }
  },
  Body: ({ typed, errors, choices }) => (
    <WithUi
      body={(ui) => (
        <>
          <SelectField name="district" label={ui.t('jobseekers.field.district')} error={errors['district']} value={typedText(typed, 'district')} options={districtOptions(ui)} emptyText={ui.t('jobseekers.choose')} />
          <SelectField name="commune" label={ui.t('jobseekers.field.commune')} hint={ui.t('jobseekers.place.commune-hint')} error={errors['commune']} value={typedText(typed, 'commune')} options={choices['commune'] ?? []} emptyText={ui.t('jobseekers.choose')} />
          <TextField name="address" label={ui.t('jobseekers.field.address')} value={typedText(typed, 'address')} maxlength={300} />
          <SelectField name="homeDistrict" label={ui.t('jobseekers.field.homeDistrict')} error={errors['homeDistrict']} value={typedText(typed, 'homeDistrict')} options={districtOptions(ui)} emptyText={ui.t('jobseekers.choose')} />
        </>
      )}
    />
  ),
  show: (ui, field, value) => (field === 'address' ? value : ui.place(value)),
})
