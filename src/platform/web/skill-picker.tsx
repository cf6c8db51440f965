import { CheckboxField, TextField } from './fields'
import { SubmitButton } from './form'
import { Details } from './parts'
import { nameIn } from '../country/index'
import { useUi } from './ui'

export interface PickableSkill {
  code: string
  label: string
  language: string
  source: string
}

/** Name of the button that searches: a form that brings it is shown again with what was found, and saves nothing. */
export const skillSearchButton = 'findSkills'
/** Name of the field with the words. */
export const skillSearchField = 'skillWords'

/**
 * Ticks for the skills that were picked or found, and a box to search for more. Without script the button brings them, on the
 * same page; with script they appear while typing.
 */
export function SkillPicker({ name, label, chosen, found, words }: { name: string; label: string; chosen: readonly PickableSkill[]; found: readonly PickableSkill[]; words: string }) {
  const ui = useUi()
  const more = found.filter(({ code }) => chosen.every((one) => one.code !== code))
  const others = ui.country.skills.filter(({ code }) => [...chosen, ...more].every((one) => one.code !== code)).map(({ code, names }) => ({ value: code, text: nameIn(names, ui.lang) }))
  const loaded = [...chosen, ...more].find(({ source }) => source.startsWith('ESCO'))
  const option = (skill: PickableSkill) => ({
    value: skill.code, text: <span lang={skill.language === ui.lang ? undefined : skill.language}>{skill.label}</span>, hint: skill.source === 'country' ? undefined : skill.source,
  })
  return (
    <div class="op-skills" data-skills={`/api/v1/skills?lang=${ui.lang}`} data-name={name}>
      <CheckboxField name={name} label={label} values={chosen.map(({ code }) => code)} options={[...chosen, ...more].map(option)} />
      <TextField name={skillSearchField} label={ui.t('web.skills.search')} hint={ui.t('web.skills.hint')} value={words} type="search" maxlength={100} />
      <p class="govuk-body" role="status" data-skills-said data-none={ui.t('web.skills.none')} data-found={ui.t('web.skills.found')}>
        {words !== '' && more.length === 0 ? ui.t('web.skills.none') : ''}
      </p>
      <SubmitButton text={ui.t('web.skills.button')} look="secondary" name={skillSearchButton} value="yes" />
      {others.length > 0 ? (
        <Details summary={ui.t('web.skills.list')}>
          <CheckboxField name={name} id={`${name}-list`} values={[]} options={others} inline />
        </Details>
      ) : null}
      <p class="govuk-hint" data-skills-notice hidden={!loaded}>
        {ui.t('web.skills.esco')}
      </p>
    </div>
  )
}
