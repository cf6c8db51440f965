import { Form, HiddenField, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { RadioField, TextField } from '../../../platform/web/fields'
import { BackLink, ButtonLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Found, Vacancy } from '../model'
import { AdvertFacts, AdvertText } from './advert'
import { titleOf } from '../titles'
import { adviceFor, findingText, Marked, Title } from './words'

/** Advice before sending: what the check found, and what may be done about it. */
export function ReviewPage({ vacancy, found, employer, home }: { vacancy: Vacancy; found: readonly Found[]; employer: string; home: string }) {
  const ui = useUi()
  const limits = found.filter(({ rule }) => rule === 'ET')
  const isRefused = limits.some(({ effect }) => effect === 'refuse')
  return (
    <>
      <BackLink href={ui.to(home)} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.send.title')}</h1>
      <Marked text={titleOf(vacancy, ui.lang)} marks={limits.flatMap(({ words }) => (words ? [words] : []))} />
      {limits.length > 0 ? <FoundList found={limits} /> : <p class="govuk-body">{ui.t('vacancies.send.nothing')}</p>}
      {isRefused ? null : (
        <Form action={ui.to(`${home}/send`)} requestKey={ui.newKey()}>
          <ButtonGroup>
            <SubmitButton text={ui.t('vacancies.send.button')} />
            <ButtonLink href={ui.to(`${home}/edit`)} text={ui.t('vacancies.send.change')} look="secondary" />
          </ButtonGroup>
        </Form>
      )}
      {isRefused ? <ButtonLink href={ui.to(`${home}/edit`)} text={ui.t('vacancies.send.change')} /> : null}
      <AdvertFacts vacancy={vacancy} employer={employer} />
      <AdvertText vacancy={vacancy} marks={limits.flatMap(({ words }) => (words ? [words] : []))} />
    </>
  )
}

function FoundList({ found }: { found: readonly Found[] }) {
  const ui = useUi()
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">{ui.t('vacancies.send.found')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {found.map((one) => (
          <li>
            {findingText(ui, one)} {adviceFor(ui, one)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Five occupations that resemble the title; a person chooses, or leaves it for later. */
export function OccupationPage({ vacancy, suggestions, home, then }: { vacancy: Vacancy; suggestions: readonly string[]; home: string; then: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(home)} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.occupation.title')}</h1>
      <p class="govuk-body-l">
        <Title of={vacancy} />
      </p>
      <Form action={ui.to(`${home}/occupation`)} requestKey={ui.newKey()}>
        <HiddenField name="then" value={then} />
        <RadioField
          name="isco"
          label={ui.t('vacancies.occupation.choose')}
          value={vacancy.isco ?? suggestions[0] ?? 'later'}
          options={[...suggestions.map((code) => ({ value: code, text: ui.t('vacancies.occupation.line', { code, name: ui.occupation(code) }) })), { value: 'later', text: ui.t('vacancies.occupation.later') }]}
        />
        <TextField name="other" label={ui.t('vacancies.occupation.other')} hint={ui.t('vacancies.field.isco.hint')} width={4} inputmode="numeric" />
        <SubmitButton text={ui.t('vacancies.occupation.save')} />
      </Form>
    </>
  )
}

/** An expected refusal, with the way back. */
export function RefusedPage({ sentence, home }: { sentence: string; home: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('errors.title')}</h1>
      <p class="govuk-body">{sentence}</p>
      <ButtonLink href={ui.to(home)} text={ui.t('web.back')} look="secondary" />
    </>
  )
}
