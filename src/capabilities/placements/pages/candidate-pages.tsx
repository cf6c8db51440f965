import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { DateField, SelectField } from '../../../platform/web/fields'
import { BackLink, InsetText, NotificationBanner, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Candidate, ReferralRow } from '../queries/referrals'
import type { PlacementRow } from '../queries/placements'
import { endReasons } from '../rules/placement'
import type { ReferralEvent } from '../rules/referral'
import { Errors, MoveFormPart, Steps, type TypedForm, typedText } from './move-forms'
import { Pages } from './referral-list'
import { readable } from './referral-page'
import { closingWords, DueText, StateTag } from './referral-words'

/** A name as the employer may read it; without a consent in force there is none. */
export function candidateName(candidate: Candidate | undefined, isNational: boolean): string {
  if (!candidate) return ''
  return (isNational ? (candidate.nameNative ?? candidate.nameLatin) : (candidate.nameLatin ?? candidate.nameNative)) ?? ''
}

export function CandidateList(props: { lines: readonly { row: ReferralRow; name: string; vacancy: string }[]; query: { show?: string | undefined; page?: number | undefined }; total: number; pages: number }) {
  const ui = useUi()
  const path = ui.to('/employer/candidates')
  const filter = (
    <Form method="get" action={path}>
      <SelectField name="show" label={ui.t('placements.filter.show')} value={props.query.show ?? 'open'} options={['open', 'overdue', 'closed', 'all'].map((value) => ({ value, text: ui.t(`placements.show.${value}`) }))} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('placements.employer-candidates.title')}</h1>
      <p class="govuk-body">{ui.t('placements.employer-candidates.hint')} <a class="govuk-link" href={ui.to('/employer/placements')}>{ui.t('placements.employer-placements.title')}</a></p>
      <DataTable
        caption={ui.t('placements.found', { count: props.total })} filter={filter} empty={ui.t('placements.employer-candidates.empty')}
        columns={[{ key: 'name', text: ui.t('placements.candidate') }, { key: 'vacancy', text: ui.t('placements.vacancy') }, { key: 'state', text: ui.t('web.state') }, { key: 'due', text: ui.t('placements.waits-for') }, { key: 'sent', text: ui.t('placements.sent-on') }]}
        rows={props.lines.map(({ row, name, vacancy }) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/employer/candidates/${row.code}`)}>{name || readable(row.code)}</a>, vacancy, state: <StateTag state={row.state} />,
            due: row.closed_on ? '' : <DueText kind={row.due_kind} day={row.due_on} />, sent: ui.day(row.sent_on),
          },
        }))}
        pagination={<Pages path={path} query={{ ...props.query }} page={props.query.page ?? 1} pages={props.pages} />}
      />
    </>
  )
}

export interface CandidateView {
  row: ReferralRow
  vacancy: string
  /** Undefined when the person has taken the agreement back or the referral is closed. */
  candidate: Candidate | undefined
  name: string
  profile: { work: { title: string; isco: string | null; years: string | null }[]; skills: { code: string | null; label: string }[] } | null
  events: readonly ReferralEvent[]
  doing: ReferralEvent | null
  form: TypedForm
  saved: boolean
  requestKey: string
  /** Address of this page, without query. */
  here: string
  back: string | null
}

/** One candidate for the employer: what the person agreed to show, and the answers that may be given now. */
export function CandidatePage(view: CandidateView) {
  const ui = useUi()
  const { row, profile, candidate } = view
  return (
    <>
      {view.back ? <BackLink href={view.back} text={ui.t('placements.employer-candidates.title')} /> : null}
      {view.saved ? <NotificationBanner title={ui.t('placements.answer-saved')} success><p class="govuk-notification-banner__heading">{ui.t(`placements.state.${row.state}`)}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{view.name || readable(row.code)}</h1>
      {candidate ? null : <InsetText>{ui.t('placements.no-longer-available')}</InsetText>}
      {view.doing ? (
        <MoveFormPart event={view.doing} action={view.here} back={view.here} version={row.version} form={view.form} by="employer" requestKey={view.requestKey} />
      ) : (
        <Steps events={view.events} href={(event) => `${view.here}?do=${event}`} by="employer" />
      )}
      <SummaryList
        rows={[
          { key: ui.t('placements.vacancy'), value: view.vacancy },
          { key: ui.t('web.code'), value: readable(row.code) },
          { key: ui.t('web.state'), value: <StateTag state={row.state} /> },
          ...(row.closed_on ? [{ key: ui.t('placements.closed'), value: `${ui.day(row.closed_on)} · ${row.state === 'withdrawn' ? ui.t('placements.no-longer-available') : closingWords(ui, row.state, row.closing_reason)}` }] : [{ key: ui.t('placements.waits-for'), value: <DueText kind={row.due_kind} day={row.due_on} /> }]),
          ...(candidate?.phone ? [{ key: ui.t('placements.phone'), value: candidate.phone }] : []),
          ...(candidate && row.message ? [{ key: ui.t('placements.message-of-person'), value: row.message }] : []),
          ...(profile && profile.work.length > 0 ? [{ key: ui.t('placements.experience'), value: <ul class="govuk-list">{profile.work.map((work) => <li>{[work.title, ui.occupation(work.isco), work.years ? ui.t('placements.years', { years: Number(work.years) }) : ''].filter(Boolean).join(' · ')}</li>)}</ul> }] : []),
          ...(profile && profile.skills.length > 0 ? [{ key: ui.t('placements.skills'), value: profile.skills.map((skill) => skill.label).join(', ') }] : []),
        ]}
      />
    </>
  )
}

/** Two answers and nothing else: did work begin? */
export function StartQuestion(props: { action: string; day: string; requestKey: string; done: boolean; code: string }) {
  const ui = useUi()
  return (
    <Form action={props.action} requestKey={props.requestKey}>
      <HiddenField name="code" value={props.code} />
      <ButtonGroup>
        <SubmitButton text={ui.t('placements.says.started')} name="says" value="started" look={props.done ? 'secondary' : 'primary'} />
        <SubmitButton text={ui.t('placements.says.did-not-start')} name="says" value="did-not-start" look="secondary" />
      </ButtonGroup>
    </Form>
  )
}

/** The employer says that work has ended. */
function EndForm({ code, form, requestKey }: { code: string; form: TypedForm; requestKey: string }) {
  const ui = useUi()
  const list = ui.to('/employer/placements')
  const field = (name: string) => ({ name, value: typedText(form.typed, name), error: form.errors[name] ? ui.t(form.errors[name]) : undefined })
  return (
    <section aria-labelledby="end">
      <Errors form={form} />
      <h2 class="govuk-heading-m" id="end">{ui.t('placements.act.end')} · {readable(code)}</h2>
      <Form action={`${list}/${code}/end`} requestKey={requestKey}>
        <DateField {...field('date')} label={ui.t('placements.field.end')} hint={ui.t('placements.field.day.hint')} required />
        <SelectField {...field('reason')} label={ui.t('placements.field.reason')} emptyText={ui.t('placements.choose')} options={endReasons.map((value) => ({ value, text: ui.label('placement-end-reason', value) }))} required />
        <ButtonGroup>
          <SubmitButton text={ui.t('placements.act.end')} />
          <a class="govuk-link" href={list}>{ui.t('web.cancel')}</a>
        </ButtonGroup>
      </Form>
    </section>
  )
}

export function EmployerPlacements(props: {
  lines: readonly { row: PlacementRow; name: string; said: boolean }[]; newKey: () => string; saved: boolean; ending: { code: string; form: TypedForm } | null
}) {
  const ui = useUi()
  return (
    <>
      {props.saved ? <NotificationBanner title={ui.t('placements.saved')} success><p class="govuk-notification-banner__heading">{ui.t('placements.thanks')}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('placements.employer-placements.title')}</h1>
      <p class="govuk-body">{ui.t('placements.employer-placements.hint')}</p>
      {props.ending ? <EndForm {...props.ending} requestKey={props.newKey()} /> : null}
      <DataTable
        caption={ui.t('placements.found', { count: props.lines.length })} captionHidden empty={ui.t('placements.employer-placements.empty')}
        columns={[{ key: 'name', text: ui.t('placements.person') }, { key: 'start', text: ui.t('placements.field.start') }, { key: 'state', text: ui.t('web.state') }, { key: 'action', text: ui.t('web.actions') }]}
        rows={props.lines.map(({ row, name, said }) => ({
          cells: {
            name: name || readable(row.code), start: ui.day(row.start_date), state: ui.t(`placements.placement-state.${row.state}`),
            action: row.state === 'started' && said ? (
              <a class="govuk-link" href={ui.to(`/employer/placements?end=${row.code}`)}>{ui.t('placements.act.end')}<span class="govuk-visually-hidden"> {readable(row.code)}</span></a>
            ) : said || row.start_date > ui.today ? (said ? ui.t('placements.answered') : '') : <StartQuestion action={ui.to('/employer/placements')} day={row.start_date} requestKey={props.newKey()} done={said} code={row.code} />,
          },
        }))}
      />
    </>
  )
}
