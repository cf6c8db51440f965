import { ButtonGroup } from '../../../platform/web/form'
import { ButtonLink, InsetText, NotificationBanner, SummaryList, type SummaryRow } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { AttemptRow, EvidenceRow, FollowUpRow, PlacementRow } from '../queries/placements'
import { followUpWindow } from '../rules/placement'
import type { TypedForm } from './move-forms'
import { PlacementForm, type PlacementAct } from './placement-forms'
import { readable } from './referral-page'
import { LevelTag, PlacementTag } from './referral-words'

export interface PlacementView {
  placement: PlacementRow
  person: { id: string; name: string; cardNumber: string }
  employer: string
  vacancy: string
  evidence: readonly EvidenceRow[]
  followUps: readonly FollowUpRow[]
  attempts: readonly AttemptRow[]
  acts: readonly PlacementAct[]
  doing: PlacementAct | null
  followUpId: string | null
  form: TypedForm
  saved: boolean
}

function factsOf(ui: Ui, { placement, person, employer, vacancy }: PlacementView): SummaryRow[] {
  const link = (path: string, text: string) => <a class="govuk-link" href={ui.to(path)}>{text}</a>
  const wage = placement.wage && placement.wage_currency ? `${ui.money(placement.wage, placement.wage_currency)} ${ui.label('wage-period', placement.wage_period)}` : ''
  const reasonList = placement.state === 'not-started' ? 'placement-not-started-reason' : 'placement-end-reason'
  return [
    { key: ui.t('web.code'), value: readable(placement.code) },
    { key: ui.t('placements.person'), value: <>{link(`/jobseekers/${person.id}`, person.name)} · {readable(person.cardNumber)}</> },
    { key: ui.t('placements.employer'), value: employer || ui.t('placements.employer.hidden') },
    ...(vacancy && placement.vacancy_id ? [{ key: ui.t('placements.vacancy'), value: link(`/vacancies/${placement.vacancy_id}`, vacancy) }] : []),
    ...(placement.referral_id ? [{ key: ui.t('placements.referral'), value: link(`/referrals/${placement.referral_id}`, ui.t('placements.referral.open')) }] : []),
    { key: ui.t('web.state'), value: <><PlacementTag state={placement.state} /> <LevelTag level={placement.level} /></> },
    { key: ui.t('placements.field.start'), value: ui.day(placement.start_date) },
    ...(placement.end_date ? [{ key: ui.t('placements.field.end'), value: `${ui.day(placement.end_date)} · ${ui.label('placement-end-reason', placement.end_reason)}` }] : []),
    ...(placement.state_reason ? [{ key: ui.t('placements.field.reason'), value: ui.label(reasonList, placement.state_reason) }] : []),
    { key: ui.t('placements.field.kind'), value: [ui.label('placement-kind', placement.kind), ui.label('contract', placement.contract), ui.occupation(placement.isco)].filter(Boolean).join(' · ') },
    ...(wage ? [{ key: ui.t('placements.field.wage'), value: wage }] : []),
    { key: ui.t('placements.recorded-by'), value: ui.t(`placements.party.${placement.recorded_party}`) },
  ]
}

/** One placement: what is known, who confirms it, and how the person fares. */
export function PlacementPage(view: PlacementView & { requestKey: string }) {
  const ui = useUi()
  const { placement, person } = view
  const here = ui.to(`/placements/${placement.id}`)
  return (
    <>
      {view.saved ? <NotificationBanner title={ui.t('placements.saved')} success><p class="govuk-notification-banner__heading">{ui.t(`placements.placement-state.${placement.state}`)}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('placements.placement.title', { person: person.name, employer: view.employer || ui.t('placements.employer.hidden') })}</h1>
      {placement.level === 'refuted' ? <InsetText>{ui.t('placements.level.refuted.hint')}</InsetText> : placement.level === 'reported' ? <InsetText>{ui.t('placements.level.reported.hint')}</InsetText> : null}
      {view.doing ? (
        <PlacementForm {...view} act={view.doing} here={here} />
      ) : (
        <ButtonGroup>
          {view.acts.map((act, index) => <ButtonLink href={`${here}?do=${act}`} text={ui.t(`placements.act.${act}`)} look={index === 0 ? 'primary' : 'secondary'} />)}
        </ButtonGroup>
      )}
      {placement.state === 'started' && (placement.level === 'one-side' || placement.level === 'two-side') ? (
        <p class="govuk-body"><a class="govuk-link" href={ui.to(`/jobseekers/${person.id}/registration`)}>{ui.t('placements.end-registration')}</a></p>
      ) : null}
      <SummaryList rows={factsOf(ui, view)} />
      <DataTable
        caption={ui.t('placements.evidence')}
        empty={ui.t('placements.evidence.empty')}
        columns={[{ key: 'source', text: ui.t('placements.field.source') }, { key: 'says', text: ui.t('placements.field.says') }, { key: 'method', text: ui.t('placements.field.how') }, { key: 'day', text: ui.t('web.day') }, { key: 'note', text: ui.t('placements.field.note') }]}
        rows={view.evidence.map((row) => ({
          cells: { source: ui.label('evidence-source', row.source), says: ui.t(`placements.says.${row.says}`), method: ui.label('evidence-method', row.method), day: ui.day(row.seen_on), note: row.note ?? '' },
        }))}
      />
      <FollowUps {...view} here={here} />
    </>
  )
}

function FollowUps({ followUps, attempts, here }: PlacementView & { here: string }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('placements.follow-ups')}
      empty={ui.t('placements.follow-ups.empty')}
      columns={[{ key: 'round', text: ui.t('placements.round') }, { key: 'due', text: ui.t('placements.due') }, { key: 'tries', text: ui.t('placements.attempts'), numeric: true }, { key: 'outcome', text: ui.t('placements.outcome') }, { key: 'action', text: ui.t('web.actions') }]}
      rows={followUps.map((row) => {
        const window = followUpWindow(row.due_on, ui.today)
        const outcome = row.outcome ? ui.label('follow-up-outcome', row.outcome) : ui.t(`placements.window.${window}`)
        const to = (act: string) => `${here}?do=${act}&followUp=${row.id}`
        return {
          cells: {
            round: ui.t('placements.months', { months: row.round }), due: ui.day(row.due_on), tries: ui.number(attempts.filter(({ follow_up_id }) => follow_up_id === row.id).length), outcome,
            action: row.outcome !== null || window === 'before' ? '' : (
              <>
                <a class="govuk-link" href={to('outcome')}>{ui.t('placements.act.outcome')}</a> · <a class="govuk-link" href={to('attempt')}>{ui.t('placements.act.attempt')}</a>
              </>
            ),
          },
        }
      })}
    />
  )
}
