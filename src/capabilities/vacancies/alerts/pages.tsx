import { RadioField } from '../../../platform/web/fields'
import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, EmptyState, InsetText, Tag } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { filtersInWords, searchAddress, type SearchTyped, typedOfKept } from '../portal/search-form'
import type { SavedSearch } from './queries'
import { frequencies, type SearchAct } from './rules'

/** Below the list of jobs: a jobseeker keeps the search, anybody else is told how. */
export function SaveSearch({ typed }: { typed: SearchTyped }) {
  const ui = useUi()
  const isAsked = Object.entries(typed).some(([name, value]) => !['page', 'words'].includes(name) && value !== '')
  if (!isAsked || !['public', 'jobseeker'].includes(ui.actor.role)) return null
  if (ui.actor.role === 'public') {
    return (
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/sign-in')}>{ui.t('vacancies.alert.sign-in')}</a>
      </p>
    )
  }
  return (
    <section class="op-save-search">
      <h2 class="govuk-heading-m">{ui.t('vacancies.alert.save.title')}</h2>
      <Form action={ui.to('/me/searches')} requestKey={ui.newKey()}>
        {Object.entries(typed).map(([name, value]) => (['page', 'words'].includes(name) || value === '' ? null : <HiddenField name={name} value={value} />))}
        <RadioField name="frequency" label={ui.t('vacancies.alert.how-often')} value="daily" inline options={frequencies.map((one) => ({ value: one, text: ui.t(`vacancies.alert.${one}`) }))} />
        <SubmitButton text={ui.t('vacancies.alert.save')} look="secondary" />
      </Form>
    </section>
  )
}

const colours = { active: 'green', paused: 'yellow', ended: 'grey' } as const

/** The words and filters of a saved search. */
export const searchInWords = (ui: Ui, { words, filters }: Pick<SavedSearch, 'words' | 'filters'>): string =>
  [...(words ? [words] : []), ...filtersInWords(ui, filters).map(({ text }) => text)].join(' · ') || ui.t('vacancies.search.show-all')

const actsOf: Record<SavedSearch['state'], readonly SearchAct[]> = { active: ['renew', 'pause', 'stop'], paused: ['renew', 'stop'], ended: ['renew'] }

export function SearchesPage({ searches, canBeTold, refusal }: { searches: readonly SavedSearch[]; canBeTold: boolean; refusal?: string | undefined }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/me')} text={ui.t('web.nav.me')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.title')}</h1>
      {refusal ? <InsetText>{refusal}</InsetText> : null}
      {canBeTold ? (
        <p class="govuk-body">{ui.t('vacancies.alert.text')}</p>
      ) : (
        <InsetText>
          {ui.t('vacancies.alert.no-consent')} <a class="govuk-link" href={ui.to('/me/consents')}>{ui.t('vacancies.alert.consents')}</a>
        </InsetText>
      )}
      {searches.length === 0 ? (
        <EmptyState title={ui.t('vacancies.alert.none')}>
          <p class="govuk-body">
            <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('vacancies.alert.start')}</a>
          </p>
        </EmptyState>
      ) : null}
      {searches.map((search) => (
        <SearchCard search={search} under="/me/searches" />
      ))}
    </>
  )
}

/** A saved search with what may be done to it; `under` is the page it stands on. */
export function SearchCard({ search, under }: { search: SavedSearch; under: string }) {
  const ui = useUi()
  const { state, stateReason, frequency } = search
  const name = searchInWords(ui, search)
  const button = (act: SearchAct) => ui.t(`vacancies.alert.${act === 'renew' && state === 'active' ? 'longer' : act}`)
  return (
    <section class="op-save-search">
      <h2 class="govuk-heading-m">
        <a class="govuk-link" href={searchAddress(ui, typedOfKept(search.words, search.filters))}>{name}</a>
      </h2>
      <p class="govuk-body">
        <Tag text={ui.t(`vacancies.alert.state.${stateReason ?? state}`)} colour={colours[state]} /> {ui.t(`vacancies.alert.${frequency}`)}
        {state === 'active' ? ` · ${ui.t('vacancies.alert.until', { day: ui.day(search.expiresOn) })}` : null}
        {search.lastSentOn ? ` · ${ui.t('vacancies.alert.last', { day: ui.day(search.lastSentOn) })}` : null}
        {search.savedBy ? ` · ${ui.t('vacancies.alert.by-staff')}` : null}
      </p>
      <Form action={ui.to(`${under}/${search.id}`)} requestKey={ui.newKey()}>
        <ButtonGroup>
          {actsOf[state].map((act) => (
            <SubmitButton name="act" value={act} text={<>{button(act)}<span class="govuk-visually-hidden">: {name}</span></>} look="secondary" />
          ))}
        </ButtonGroup>
      </Form>
    </section>
  )
}

/** Behind the link of a message: one button, no name, no words of the search. */
export function StopPage({ stopKey }: { stopKey: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.stop.title')}</h1>
      <p class="govuk-body">{ui.t('vacancies.alert.stop.text')}</p>
      <Form action={ui.to(`/alerts/${stopKey}`)} requestKey={ui.newKey()}>
        <SubmitButton text={ui.t('vacancies.alert.stop')} look="warning" />
      </Form>
    </>
  )
}

/** Behind the link of the message that a search ended: one tap. */
export function RenewPage({ stopKey }: { stopKey: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.renew.title')}</h1>
      <p class="govuk-body">{ui.t('vacancies.alert.text')}</p>
      <Form action={ui.to(`/alerts/${stopKey}/renew`)} requestKey={ui.newKey()}>
        <SubmitButton text={ui.t('vacancies.alert.renew')} />
      </Form>
    </>
  )
}

export function RenewedPage() {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.renewed.title')}</h1>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('vacancies.search.show-all')}</a>
      </p>
    </>
  )
}

export function StoppedPage() {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.stopped.title')}</h1>
      <p class="govuk-body">{ui.t('vacancies.alert.stopped.text')}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('vacancies.search.show-all')}</a>
      </p>
    </>
  )
}
