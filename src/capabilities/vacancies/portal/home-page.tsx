import { Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { TextField } from '../../../platform/web/fields'
import { ButtonLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { SearchResult } from '../search'
import { JobList } from './search-page'

const ways = [
  { path: '/register', name: 'register' },
  { path: '/s', name: 'status' },
  { path: '/centres', name: 'centres' },
  { path: '/employer/register', name: 'employers' },
] as const

/** The start page: search, the newest jobs, and the ways to a centre. */
export function HomePage({ newest }: { newest: SearchResult }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-xl">{ui.t('vacancies.home.title')}</h1>
      <p class="govuk-body-l">{ui.t('vacancies.home.text')}</p>
      <Form method="get" action={ui.to('/jobs')} class="op-filter">
        <TextField name="q" label={ui.t('vacancies.search.words')} hint={ui.t('vacancies.search.words.hint')} type="search" maxlength={200} />
        <ButtonGroup>
          <SubmitButton text={ui.t('web.search')} />
        </ButtonGroup>
      </Form>
      <h2 class="govuk-heading-m">{ui.t('vacancies.home.newest')}</h2>
      {newest.rows.length === 0 ? <p class="govuk-body">{ui.t('vacancies.home.none')}</p> : <JobList rows={newest.rows} />}
      {newest.total > newest.rows.length ? <ButtonLink href={ui.to('/jobs')} text={ui.t('vacancies.home.all', { count: newest.total })} look="secondary" /> : null}
      <h2 class="govuk-heading-m">{ui.t('vacancies.home.ways')}</h2>
      <ul class="govuk-list">
        {ways.map(({ path, name }) => (
          <li>
            <a class="govuk-link govuk-!-font-weight-bold" href={ui.to(path)}>{ui.t(`vacancies.home.${name}`)}</a>
            <p class="govuk-body">{ui.t(`vacancies.home.${name}.text`)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
