import { z } from 'zod'
import { partsOf } from '../../../kernel/calendar'
import { CheckboxField, NumberField, RadioField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { FieldSet } from '../../../platform/web/form'
import { SkillPicker, skillSearchField } from '../../../platform/web/skill-picker'
import { findSkills, nameSkills } from '../../../platform/classifications/skills/find-skills'
import { type FieldFault, textField, ticks } from '../model'
import { listOptions, optionsOf, typedList, typedText } from '../pages/words'
import { insertWorkStatus, replaceEducation, replaceExperience, replaceLanguages, replaceNeeds, replaceSkills } from '../queries/edit'
import { findWorkStatus, listEducation, listExperience, listLanguages, listNeeds, listSkills } from '../queries/record'
import { foldDigits } from '../../../platform/text/numbers'
import { definePart } from './part'
import { WithUi } from './with-ui'
import { readWhole } from './work'

const two = [1, 2] as const
const four = [1, 2, 3, 4] as const
const record = (entries: (string | undefined)[][]) => Object.fromEntries(entries) as Record<string, string>

export const educationPart = definePart({
  name: 'education',
  forPerson: true,
  isSearched: false,
  schema: z.object({ education1: textField(40), year1: textField(10), education2: textField(40), year2: textField(10) }),
  async load(reader, personId) {
    const rows = await listEducation(reader, personId)
    return record(rows.slice(0, 2).flatMap((row, index) => [[`education${index + 1}`, row.education_code], [`year${index + 1}`, String(row.finished_year ?? '')]]))
  },
  async save(tx, platform, personId, value) {
    const faults: Record<string, FieldFault> = {}
    const rows = two.flatMap((row) => {
      const code = value[`education${row}`]
      if (code === '') return []
      if (!platform.country.education.some((one) => one.code === code)) faults[`education${row}`] = { key: 'errors.not-valid' }
      const year = readWhole(value[`year${row}`], 1940, partsOf(tx.context.today).year)
      if (year === undefined) faults[`year${row}`] = { key: 'jobseekers.year.wrong' }
      return [{ code, field: null, year: year ?? null }]
    })
    if (Object.keys(faults).length > 0) return faults
    await replaceEducation(tx, personId, rows)
    return null
  },
  Body: ({ typed, errors }) => (
    <WithUi
      body={(ui) => two.map((row) => (
        <FieldSet legend={ui.t('jobseekers.education.number', { number: row })} size="s">
          <SelectField name={`education${row}`} label={ui.t('jobseekers.field.education')} error={errors[`education${row}`]} value={typedText(typed, `education${row}`)} options={optionsOf(ui, ui.country.education)} emptyText={ui.t('jobseekers.choose')} />
          <NumberField name={`year${row}`} label={ui.t('jobseekers.field.year')} error={errors[`year${row}`]} value={typedText(typed, `year${row}`)} width={4} />
        </FieldSet>
      ))}
    />
  ),
  show: (ui, field, value) => {
    const row = field.startsWith('education') ? ui.country.education.find(({ code }) => code === value) : undefined
    return row ? (row.names[ui.lang] ?? value) : value
  },
})

export const experiencePart = definePart({
  name: 'experience',
  forPerson: true,
  isSearched: false,
  schema: z.object(Object.fromEntries(four.flatMap((row) => [[`title${row}`, textField(150)], [`employer${row}`, textField(150)], [`years${row}`, textField(6)], [`isco${row}`, textField(4)]]))),
  async load(reader, personId) {
    const rows = await listExperience(reader, personId)
    return record(rows.slice(0, 4).flatMap((row, index) => [
      [`title${index + 1}`, row.title_typed], [`employer${index + 1}`, row.employer_text ?? ''], [`years${index + 1}`, row.years?.replace(/\.0$/, '') ?? ''], [`isco${index + 1}`, row.isco ?? ''],
    ]))
  },
  async save(tx, platform, personId, value) {
    const typed = value as Readonly<Record<string, string | undefined>>
    const faults: Record<string, FieldFault> = {}
    const rows = four.flatMap((row) => {
      const title = typed[`title${row}`] ?? ''
      if (title === '') return []
      const text = foldDigits(typed[`years${row}`] ?? '').replace(',', '.')
      const years = text === '' ? null : Number(text)
      if (years !== null && !(years >= 0 && years <= 60)) faults[`years${row}`] = { key: 'errors.not-a-number' }
      const isco = foldDigits(typed[`isco${row}`] ?? '') || null
      if (isco && !platform.country.occupations.entries.has(isco)) faults[`isco${row}`] = { key: 'jobseekers.occupation.unknown' }
      return [{ title, isco, employer: typed[`employer${row}`] || null, years }]
    })
    if (Object.keys(faults).length > 0) return faults
    await replaceExperience(tx, personId, rows)
    return null
  },
  Body: ({ typed, errors }) => (
    <WithUi
      body={(ui) => four.map((row) => (
        <FieldSet legend={row === 1 ? ui.t('jobseekers.experience.last') : ui.t('jobseekers.experience.number', { number: row })} size="s">
          <TextField name={`title${row}`} label={ui.t('jobseekers.field.title')} error={errors[`title${row}`]} value={typedText(typed, `title${row}`)} maxlength={150} />
          <TextField name={`employer${row}`} label={ui.t('jobseekers.field.employer')} value={typedText(typed, `employer${row}`)} maxlength={150} />
          <NumberField name={`years${row}`} label={ui.t('jobseekers.field.years')} error={errors[`years${row}`]} value={typedText(typed, `years${row}`)} width={4} decimal />
          <TextField name={`isco${row}`} label={ui.t('jobseekers.field.isco')} error={errors[`isco${row}`]} value={typedText(typed, `isco${row}`)} width={4} inputmode="numeric" />
        </FieldSet>
      ))}
    />
  ),
})

const otherLines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))].slice(0, 20)

export const skillsPart = definePart({
  name: 'skills',
  forPerson: true,
  isSearched: false,
  schema: z.object({ skills: ticks, otherSkills: textField(2000) }),
  async load(reader, personId) {
    const rows = await listSkills(reader, personId)
    return { skills: rows.flatMap(({ skill_code }) => skill_code ?? []), otherSkills: rows.filter(({ skill_code }) => skill_code === null).map(({ label_typed }) => label_typed).join('\n') }
  },
  async save(tx, platform, personId, value, ui) {
    const before = new Map((await listSkills(tx, personId)).map((row) => [row.skill_code ?? row.label_typed, row.source]))
    const known = await nameSkills(tx, platform.country, value.skills, ui.lang)
    await replaceSkills(tx, personId, [
      ...known.map(({ code, label }) => ({ code, label: label.slice(0, 150), source: before.get(code) ?? 'declared' })),
      ...otherLines(value.otherSkills).map((label) => ({ code: null, label: label.slice(0, 150), source: before.get(label) ?? 'declared' })),
    ])
    return null
  },
  async skills(reader, ui, typed) {
    const words = typedText(typed, skillSearchField)
    const [chosen, found] = [await nameSkills(reader, ui.country, [...new Set(typedList(typed, 'skills'))], ui.lang), await findSkills(reader, ui.country, words, ui.lang)]
    return { chosen, found, words }
  },
  Body: ({ typed, errors, skills = { chosen: [], found: [], words: '' } }) => (
    <WithUi
      body={(ui) => (
        <>
          <SkillPicker name="skills" label={ui.t('jobseekers.field.skills')} {...skills} />
          <TextArea name="otherSkills" label={ui.t('jobseekers.field.otherSkills')} hint={ui.t('jobseekers.skills.other-hint')} error={errors['otherSkills']} value={typedText(typed, 'otherSkills')} rows={4} />
        </>
      )}
    />
  ),
})

export const languagesPart = definePart({
  name: 'languages',
  forPerson: true,
  isSearched: false,
  schema: z.object(Object.fromEntries(four.flatMap((row) => [[`language${row}`, textField(10)], [`spoken${row}`, textField(2)], [`written${row}`, textField(2)]]))),
  async load(reader, personId) {
    const rows = await listLanguages(reader, personId)
    return record(rows.slice(0, 4).flatMap((row, index) => [[`language${index + 1}`, row.language], [`spoken${index + 1}`, row.spoken ?? ''], [`written${index + 1}`, row.written ?? '']]))
  },
  async save(tx, platform, personId, value) {
    const typed = value as Readonly<Record<string, string | undefined>>
    const level = (code: string | undefined) => (/^[ABC][12]$/.test(code ?? '') ? (code ?? null) : null)
    const rows = new Map(four.flatMap((row) => {
      const language = typed[`language${row}`] ?? ''
      return platform.country.languagesSpoken.some(({ code }) => code === language) ? [[language, { language, spoken: level(typed[`spoken${row}`]), written: level(typed[`written${row}`]) }] as const] : []
    }))
    await replaceLanguages(tx, personId, [...rows.values()])
    return null
  },
  Body: ({ typed }) => (
    <WithUi
      body={(ui) => four.map((row) => (
        <FieldSet legend={ui.t('jobseekers.language.number', { number: row })} size="s">
          <SelectField name={`language${row}`} label={ui.t('jobseekers.field.languageSpoken')} value={typedText(typed, `language${row}`)} options={optionsOf(ui, ui.country.languagesSpoken)} emptyText={ui.t('jobseekers.choose')} />
          <SelectField name={`spoken${row}`} label={ui.t('jobseekers.field.spoken')} value={typedText(typed, `spoken${row}`)} options={listOptions(ui, 'language-level')} emptyText={ui.t('jobseekers.choose')} />
          <SelectField name={`written${row}`} label={ui.t('jobseekers.field.written')} value={typedText(typed, `written${row}`)} options={listOptions(ui, 'language-level')} emptyText={ui.t('jobseekers.choose')} />
        </FieldSet>
      ))}
    />
  ),
})

const answers = ['yes', 'no', 'not-asked'] as const
const three = z.enum(answers).default('not-asked')
export const workStatusPart = definePart({
  name: 'work-status',
  forPerson: true,
  isSearched: false,
  schema: z.object({ withoutWork: three, available: three, searching: three }),
  async load(reader, personId) {
    const row = await findWorkStatus(reader, personId)
    return { withoutWork: row?.without_work ?? '', available: row?.available ?? '', searching: row?.searching ?? '' }
  },
  async save(tx, _platform, personId, value) {
    await insertWorkStatus(tx, personId, { without_work: value.withoutWork, available: value.available, searching: value.searching })
    return null
  },
  Body: ({ typed }) => (
    <WithUi
      body={(ui) => (['withoutWork', 'available', 'searching'] as const).map((name) => (
        <RadioField name={name} label={ui.t(`jobseekers.field.${name}`)} value={typedText(typed, name)} options={answers.map((answer) => ({ value: answer, text: ui.t(`jobseekers.answer.${answer}`) }))} inline />
      ))}
    />
  ),
  show: (ui, _field, value) => (value === '' ? '' : ui.t(`jobseekers.answer.${value}`)),
})

export const needsPart = definePart({
  name: 'needs',
  forPerson: true,
  isSearched: false,
  schema: z.object({ needs: ticks, needsNote: textField(300) }),
  async load(reader, personId) {
    const rows = await listNeeds(reader, personId)
    return { needs: rows.map(({ code }) => code), needsNote: rows.find(({ note }) => note)?.note ?? '' }
  },
  async save(tx, platform, personId, value) {
    const known = platform.country.lists.get('accommodation-need') ?? []
    await replaceNeeds(tx, personId, value.needs.filter((code) => known.some((row) => row.code === code)), value.needsNote || null)
    return null
  },
  Body: ({ typed }) => (
    <WithUi
      body={(ui) => (
        <>
          <CheckboxField name="needs" label={ui.t('jobseekers.needs.title')} hint={ui.t('jobseekers.needs.hint')} values={typedList(typed, 'needs')} options={listOptions(ui, 'accommodation-need')} />
          <TextField name="needsNote" label={ui.t('jobseekers.field.needsNote')} value={typedText(typed, 'needsNote')} maxlength={300} />
        </>
      )}
    />
  ),
  show: (ui, field, value) => (field === 'needs' ? value.split(',').map((code) => ui.label('accommodation-need', code)).join(', ') : value),
})
