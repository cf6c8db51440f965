import { DataTable } from '../../../platform/web/table'
import { NotificationBanner, SummaryList, type SummaryRow, Timeline } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import type { Selectable } from 'kysely'
import type { Interview } from '../../../platform/db/tables.generated'
import type { ReferralRow, TransitionRow } from '../queries/referrals'
import type { ReferralEvent } from '../rules/referral'
import { MoveFormPart, Steps, type TypedForm } from './move-forms'
import { closingWords, DueText, StateTag } from './referral-words'

export interface ReferralView {
  referral: ReferralRow
  /** Null when the reader may see how it stands but not who it is. */
  person: { id: string; name: string; cardNumber: string; /** Empty when there is nothing to print. */ slipHref: string } | null
  vacancy: { title: string; code: string } | null
  employer: string
  owner: string
  transitions: readonly TransitionRow[]
  interviews: readonly Selectable<Interview>[]
  placement: { id: string; code: string } | null
  events: readonly ReferralEvent[]
  doing: ReferralEvent | null
  form: TypedForm
  saved: boolean
}

export const readable = (code: string) => formatPublicCode(code as PublicCode)

function factsOf(ui: Ui, { referral, person, vacancy, employer, owner, placement }: ReferralView): SummaryRow[] {
  const link = (path: string, text: string) => <a class="govuk-link" href={ui.to(path)}>{text}</a>
  return [
    { key: ui.t('web.code'), value: readable(referral.code) },
    { key: ui.t('placements.person'), value: person ? <>{link(`/jobseekers/${person.id}`, person.name)} · {readable(person.cardNumber)}</> : ui.t('placements.person.hidden') },
    { key: ui.t('placements.vacancy'), value: vacancy ? <>{link(`/vacancies/${referral.vacancy_id}`, vacancy.title)} · {readable(vacancy.code)}</> : ui.t('placements.vacancy.hidden') },
    { key: ui.t('placements.employer'), value: employer || ui.t('placements.employer.hidden') },
    { key: ui.t('web.state'), value: <StateTag state={referral.state} /> },
    ...(referral.closed_on
      ? [{ key: ui.t('placements.closed'), value: `${ui.day(referral.closed_on)} · ${closingWords(ui, referral.state, referral.closing_reason)}` }]
      : [{ key: ui.t('placements.waits-for'), value: <DueText kind={referral.due_kind} day={referral.due_on} /> }, { key: ui.t('placements.owner'), value: owner }]),
    { key: ui.t('placements.made'), value: `${ui.day(referral.made_on)} · ${ui.label('referral-origin', referral.origin)}` },
    ...(referral.message ? [{ key: ui.t('placements.message-of-person'), value: referral.message }] : []),
    ...(placement ? [{ key: ui.t('placements.placement'), value: link(`/placements/${placement.id}`, readable(placement.code)) }] : []),
  ]
}

/** One referral for staff: how it stands, what may be done now, and every step so far. */
export function ReferralPage(view: ReferralView & { requestKey: string }) {
  const ui = useUi()
  const { referral, person, vacancy } = view
  const here = ui.to(`/referrals/${referral.id}`)
  return (
    <>
      {view.saved ? <NotificationBanner title={ui.t('placements.saved')} success><p class="govuk-notification-banner__heading">{ui.t(`placements.state.${referral.state}`)}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('placements.referral.title', { person: person?.name ?? readable(referral.code), vacancy: vacancy?.title ?? ui.t('placements.vacancy.hidden') })}</h1>
      {view.doing ? (
        <MoveFormPart event={view.doing} action={here} back={here} version={referral.version} form={view.form} by="counsellor" requestKey={view.requestKey} />
      ) : (
        <Steps events={view.events} href={(event) => `${here}?do=${event}`} by="counsellor" />
      )}
      {person?.slipHref ? <p class="govuk-body"><a class="govuk-link" href={person.slipHref}>{ui.t('matching.slip.print')}</a></p> : null}
      <SummaryList rows={factsOf(ui, view)} />
      <Interviews {...view} />
      <h2 class="govuk-heading-m">{ui.t('placements.steps')}</h2>
      <Timeline
        items={[...view.transitions].reverse().map((step) => ({
          title: ui.t(`placements.state.${step.to_state}`), by: ui.t(`placements.party.${step.by_party}`), on: ui.day(step.day), isoDate: step.day,
          children: step.reason ? reasonWords(ui, step) : undefined,
        }))}
      />
    </>
  )
}

/** A step's reason is `code`, `code: words` or words alone. */
function reasonWords(ui: Ui, step: TransitionRow): string {
  const [, code = '', rest = ''] = /^([a-z-]+)(?:: (.*))?$/s.exec(step.reason ?? '') ?? []
  const named = code ? closingWords(ui, step.to_state, code) : ''
  return named && named !== code ? [named, rest].filter(Boolean).join(' – ') : (step.reason ?? '')
}

function Interviews({ interviews }: Pick<ReferralView, 'interviews'>) {
  const ui = useUi()
  if (interviews.length === 0) return null
  return (
    <DataTable
      caption={ui.t('placements.interviews')}
      empty=""
      columns={[{ key: 'day', text: ui.t('web.day') }, { key: 'mode', text: ui.t('placements.field.mode') }, { key: 'place', text: ui.t('placements.field.place') }, { key: 'bring', text: ui.t('placements.field.bring') }, { key: 'result', text: ui.t('placements.field.result') }]}
      rows={interviews.map((one) => ({
        cells: {
          day: `${ui.day(one.held_on)} ${(one.starts ?? '').slice(0, 5)}`, mode: ui.t(`placements.mode.${one.mode}`), place: [one.place, one.contact].filter(Boolean).join(' · '),
          bring: one.bring ?? '', result: ui.label('interview-result', one.result),
        },
      }))}
    />
  )
}
