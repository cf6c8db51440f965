import { DateField, SelectField, TextField } from '../../../platform/web/fields'
import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Details, InsetText, StatTile, StatTiles, Timeline } from '../../../platform/web/parts'
import type { FunnelStep } from '../../../platform/providers'
import { dayIn, daysBetween } from '../../../kernel/calendar'
import { useUi } from '../../../platform/web/ui'
import { closingReasons, type Finding, pauseReasons, unfilledReasons, type Vacancy } from '../model'
import { isPossible } from '../rules/transitions'
import { AcceptedLimits, AdvertFacts, AdvertText } from './advert'
import { listOptions } from './entry'
import { Reports, type Report } from './reports'
import { findingText, shownCode, StateTag, Title } from './words'

export interface VacancyPageProps {
  vacancy: Vacancy
  employer: { id: string; name: string }
  findings: readonly Finding[]
  funnel: readonly FunnelStep[]
  history: readonly { at: Date; field: string; old_value: string | null; new_value: string | null }[]
  reports: readonly Report[]
  /** Where this page is, without language: of staff or of the employer. */
  home: string
  isStaff: boolean
  mayInspect: boolean
}

export function VacancyPage(props: VacancyPageProps) {
  const { vacancy, employer, home, isStaff } = props
  const ui = useUi()
  const left = vacancy.validUntil === null ? null : daysBetween(ui.today, vacancy.validUntil)
  return (
    <>
      <BackLink href={ui.to(isStaff ? '/vacancies' : '/employer/vacancies')} text={ui.t('vacancies.list.title')} />
      <h1 class="govuk-heading-l">
        <Title of={vacancy} />
      </h1>
      <p class="govuk-body">
        <StateTag state={vacancy.state} /> {isStaff ? <a class="govuk-link" href={ui.to(`/employers/${employer.id}`)}>{employer.name}</a> : employer.name} · {shownCode(vacancy.code)}
        {vacancy.state === 'published' ? [' · ', <a class="govuk-link" href={ui.to(`/jobs/${shownCode(vacancy.code)}`)}>{ui.t('vacancies.page.public')}</a>] : null}
      </p>
      <StateNote vacancy={vacancy} />
      <StatTiles>
        <StatTile label={ui.t('vacancies.page.open-posts')} value={ui.number(vacancy.posts - vacancy.filled)} note={ui.t('vacancies.list.posts.value', { filled: vacancy.filled, posts: vacancy.posts })} />
        {left !== null && vacancy.state === 'published' ? <StatTile label={ui.t('vacancies.page.days-left')} value={ui.number(left)} note={ui.day(vacancy.validUntil)} /> : null}
        {props.funnel.map((step) => (
          <StatTile label={ui.t(step.key)} value={ui.number(step.count)} href={ui.to(step.href)} />
        ))}
      </StatTiles>
      <Actions {...props} />
      {isStaff ? <Reports reports={props.reports} home={home} mayInspect={props.mayInspect} /> : null}
      <AdvertFacts vacancy={vacancy} employer={employer.name} />
      <AdvertText vacancy={vacancy} marks={props.findings.flatMap(({ words, rule }) => (words && (isStaff || rule === 'ET') ? [words] : []))} />
      <AcceptedLimits stored={vacancy.limitJustification} />
      <Found findings={props.findings.filter(({ rule }) => isStaff || rule === 'ET')} />
      {isStaff ? <History history={props.history} /> : null}
    </>
  )
}

/** Why it stands where it stands, in a sentence. */
function StateNote({ vacancy }: { vacancy: Vacancy }) {
  const ui = useUi()
  const { state, stateReason: reason } = vacancy
  if (state === 'draft' && reason) return <InsetText>{ui.t('vacancies.note.returned', { note: reason })}</InsetText>
  if (state === 'paused' && reason) return <InsetText>{ui.t('vacancies.note.paused', { reason: ui.label('vacancy-pause-reason', reason) })}</InsetText>
  if (state === 'rejected' && reason) return <InsetText>{ui.t('vacancies.note.rejected', { reason: ui.label('vacancy-rejection-reason', reason) })}</InsetText>
  if (state === 'closed') {
    const why = vacancy.unfilledReason
    return <InsetText>{ui.t('vacancies.note.closed', { reason: ui.label('vacancy-closing-reason', vacancy.closingReason), day: ui.day(vacancy.closedOn) })}{why ? `, ${ui.label('vacancy-unfilled-reason', why)}` : ''}</InsetText>
  }
  if (state === 'inspecting') return <InsetText>{ui.t('vacancies.note.inspecting', { day: ui.day(vacancy.decisionDueOn) })}</InsetText>
  if (state === 'approved') return <InsetText>{ui.t('vacancies.note.approved', { day: ui.day(vacancy.publishFrom) })}</InsetText>
  return null
}

function Actions({ vacancy, home, isStaff, mayInspect }: VacancyPageProps) {
  const ui = useUi()
  const act = (name: string) => ({ action: ui.to(`${home}/${name}`), requestKey: ui.newKey() })
  const { state } = vacancy
  const isOpen = state === 'published' || state === 'paused'
  return (
    <div class="op-actions">
      <ButtonGroup>
        {isStaff && state === 'published' ? <ButtonLink href={ui.to(`${home}/candidates`)} text={ui.t('vacancies.page.candidates')} /> : null}
        {state === 'draft' ? <ButtonLink href={ui.to(`${home}/send`)} text={ui.t('vacancies.send.title')} /> : null}
        {isStaff && mayInspect && state === 'inspecting' ? <ButtonLink href={ui.to(`${home}/inspect`)} text={ui.t('vacancies.inspect.title')} /> : null}
        {state === 'closed' || state === 'rejected' ? null : <ButtonLink href={ui.to(`${home}/edit`)} text={ui.t('web.edit')} look="secondary" />}
        {state === 'closed' || state === 'rejected' ? null : <ButtonLink href={ui.to(`${home}/occupation`)} text={ui.t('vacancies.occupation.title')} look="secondary" />}
      </ButtonGroup>
      {isPossible(state, 'resume') ? (
        <Form {...act('resume')}>
          <SubmitButton text={ui.t('vacancies.page.resume')} />
        </Form>
      ) : null}
      {isOpen ? (
        <Details summary={ui.t('vacancies.page.extend')}>
          <Form {...act('extend')}>
            <DateField name="until" label={ui.t('vacancies.page.extend.until')} hint={ui.t('vacancies.field.day.hint')} />
            <SubmitButton text={ui.t('vacancies.page.extend')} look="secondary" />
          </Form>
        </Details>
      ) : null}
      {isPossible(state, 'pause') ? (
        <Details summary={ui.t('vacancies.page.pause')}>
          <Form {...act('pause')}>
            <SelectField name="reason" label={ui.t('vacancies.page.reason')} options={listOptions(ui, 'vacancy-pause-reason', isStaff ? pauseReasons : ['asked', 'limit-reached'])} value="asked" />
            <SubmitButton text={ui.t('vacancies.page.pause')} look="secondary" />
          </Form>
        </Details>
      ) : null}
      {isOpen ? (
        <Details summary={ui.t('vacancies.page.close')}>
          <Form {...act('close')}>
            <SelectField name="reason" label={ui.t('vacancies.page.reason')} options={listOptions(ui, 'vacancy-closing-reason', closingReasons)} emptyText={ui.t('vacancies.choose')} />
            <SelectField name="why" label={ui.t('vacancies.page.why-unfilled')} options={listOptions(ui, 'vacancy-unfilled-reason', unfilledReasons)} emptyText="–" />
            <SubmitButton text={ui.t('vacancies.page.close')} look="warning" />
          </Form>
        </Details>
      ) : null}
      {isPossible(state, 'reopen') && vacancy.stateReason !== 'taken-down' && vacancy.closedOn !== null && daysBetween(vacancy.closedOn, ui.today) <= 14 ? (
        <Details summary={ui.t('vacancies.page.reopen')}>
          <Form {...act('reopen')}>
            <TextField name="reason" label={ui.t('vacancies.page.reason')} maxlength={300} />
            <SubmitButton text={ui.t('vacancies.page.reopen')} look="secondary" />
          </Form>
        </Details>
      ) : null}
    </div>
  )
}

function Found({ findings }: { findings: readonly Finding[] }) {
  const ui = useUi()
  if (findings.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('vacancies.page.findings')}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {findings.map((finding) => (
          <li>
            {findingText(ui, finding)} – {ui.t(finding.decision === null ? 'vacancies.decision.open' : `vacancies.decision.${finding.decision}`)}
          </li>
        ))}
      </ul>
    </>
  )
}

function History({ history }: Pick<VacancyPageProps, 'history'>) {
  const ui = useUi()
  if (history.length === 0) return null
  const shown = (field: string, text: string | null) => (text === null ? ui.t('vacancies.conflict.empty') : field === 'state' ? ui.t(`vacancies.state.${text}`) : text)
  return (
    <Details summary={ui.t('vacancies.page.history')}>
      <Timeline
        items={history.map(({ at, field, old_value, new_value }) => ({
          title: ui.has(`vacancies.field.${field}`) ? ui.t(`vacancies.field.${field}`) : ui.t('web.state'),
          on: ui.moment(at),
          isoDate: dayIn(at, ui.country.timeZone),
          children: ui.t('vacancies.page.change', { before: shown(field, old_value), after: shown(field, new_value) }),
        }))}
      />
    </Details>
  )
}
