import { RadioField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, NotificationBanner, SummaryList, Tabs } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { AccessRow } from '../queries/record'
import { StateTag } from './find'
import { aboutRows, type TopFacts, workRows } from './person'
import { AccessTable, Consents, type ConsentList } from './tabs'
import { BothNames, cardText, summaryOf } from './words'

export type MyTab = 'me' | 'consents' | 'access' | 'data'

/** The frame of the person's own pages. */
export function MyFrame({ tab, children }: { tab: MyTab; children?: unknown }) {
  const ui = useUi()
  const tabs: { name: MyTab; path: string }[] = [
    { name: 'me', path: '/me' }, { name: 'consents', path: '/me/consents' }, { name: 'access', path: '/me/access' }, { name: 'data', path: '/me/data' },
  ]
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('web.nav.me')}</h1>
      <Tabs label={ui.t('web.nav.me')} items={tabs.map(({ name, path }) => ({ href: ui.to(path), text: ui.t(`jobseekers.my.${name}`), current: name === tab }))} />
      {children as never}
    </>
  )
}

/** The state of the registration in plain words. */
function stateWords(facts: TopFacts): { key: string; day: string | null } {
  const { registration } = facts
  if (!registration) return { key: 'none', day: null }
  if (registration.state === 'pending') return { key: 'pending', day: registration.review_due_on }
  if (registration.state === 'active') return { key: 'active', day: registration.expires_on }
  return { key: 'over', day: registration.ended_on }
}

export function MyPage({ facts, documentNumbers }: { facts: TopFacts; documentNumbers: (sealed: string | null) => string }) {
  const ui = useUi()
  const { person, registration } = facts
  const state = stateWords(facts)
  const edit = (part: string) => ui.to(`/me/edit/${part}`)
  const isOver = state.key === 'over' || state.key === 'none'
  return (
    <MyFrame tab="me">
      {facts.notice ? (
        <NotificationBanner title={ui.t('jobseekers.done')} success>
          <p class="govuk-body">{facts.notice}</p>
        </NotificationBanner>
      ) : null}
      <p class="govuk-body-l"><BothNames person={person} /></p>
      <p class="govuk-body">
        {ui.t('jobseekers.card')}: <strong>{cardText(person.cardNumber)}</strong> <StateTag state={registration?.state ?? null} />
      </p>
      <InsetText>{ui.t(`jobseekers.my-state.${state.key}`, { day: ui.day(state.day as never) })}</InsetText>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/me/applications')}>{ui.t('web.nav.applications')}</a> · <a class="govuk-link" href={ui.to('/me/appointments')}>{ui.t('jobseekers.my.appointments')}</a> ·{' '}
        <a class="govuk-link" href={ui.to('/me/searches')}>{ui.t('vacancies.alert.title')}</a>
      </p>
      <h2 class="govuk-heading-m">{ui.t('jobseekers.my.work')}</h2>
      <SummaryList rows={workRows(ui, facts.record, edit)} />
      <h2 class="govuk-heading-m">{ui.t('jobseekers.my.about')}</h2>
      <SummaryList rows={aboutRows(ui, { ...facts, counsellor: null }, null, documentNumbers).map((row, index) => (index === 2 ? { ...row, actions: [{ href: edit('place'), text: ui.t('web.edit'), hidden: ui.t('jobseekers.part.place') }] } : row))} />
      <p class="govuk-hint">{ui.t('jobseekers.my.at-centre')}</p>
      <ButtonLink href={ui.to('/me/end')} text={ui.t(isOver ? 'jobseekers.registration.again' : 'jobseekers.registration.end')} look="secondary" />
    </MyFrame>
  )
}

export const MyConsents = ({ list }: { list: ConsentList }) => (
  <MyFrame tab="consents">
    <Consents {...list} />
  </MyFrame>
)

export function MyAccess({ rows }: { rows: readonly AccessRow[] }) {
  const ui = useUi()
  return (
    <MyFrame tab="access">
      <p class="govuk-body">{ui.t('jobseekers.access.lead')}</p>
      <AccessTable rows={rows} />
    </MyFrame>
  )
}

/** What may be taken along, and what it holds. */
export function MyData() {
  const ui = useUi()
  return (
    <MyFrame tab="data">
      <p class="govuk-body">{ui.t('jobseekers.my.data-lead')}</p>
      <ButtonLink href={ui.to('/me/data/file')} text={ui.t('web.download')} />
      <p class="govuk-body">{ui.t('jobseekers.my.erase')}</p>
    </MyFrame>
  )
}

/** The person ends the registration, or asks to be registered again. */
export function MyEnd({ isOpen, errors }: { isOpen: boolean; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/me')} text={ui.t('web.nav.me')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t(isOpen ? 'jobseekers.registration.end' : 'jobseekers.registration.again')}</h1>
      <Form action={ui.to(isOpen ? '/me/end' : '/me/again')} requestKey={ui.newKey()}>
        {isOpen ? (
          <RadioField
            name="reason"
            label={ui.t('jobseekers.registration.reason')}
            error={errors['reason']}
            options={['found-work-alone', 'self-employed', 'training', 'migrated-for-work', 'withdrew', 'moved-away'].map((code) => ({ value: code, text: ui.label('registration-end-reason', code) }))}
          />
        ) : (
          <p class="govuk-body">{ui.t('jobseekers.my.again')}</p>
        )}
        <SubmitButton text={ui.t(isOpen ? 'jobseekers.registration.end' : 'jobseekers.registration.again')} look={isOpen ? 'warning' : 'primary'} />
      </Form>
    </>
  )
}
