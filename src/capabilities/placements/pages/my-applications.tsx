import { InsetText, NotificationBanner } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { ReferralRow } from '../queries/referrals'
import type { PlacementRow } from '../queries/placements'
import { eventsFor, isOpen, type ReferralEvent } from '../rules/referral'
import { StartQuestion } from './candidate-pages'
import { MoveFormPart, Steps, type TypedForm } from './move-forms'
import { readable } from './referral-page'
import { closingWords, StateTag } from './referral-words'
import { statusWords } from './status-pages'

export interface MyLine {
  row: ReferralRow
  vacancy: { title: string; code: string } | null
  employer: string
}

/** A person's own applications and proposals, with what they may answer now. */
export function MyApplications(props: {
  lines: readonly MyLine[]; placements: readonly { row: PlacementRow; employer: string; said: boolean }[]; doing: { code: string; event: ReferralEvent; form: TypedForm } | null; saved: boolean; newKey: () => string
}) {
  const ui = useUi()
  const open = props.lines.filter(({ row }) => isOpen(row.state))
  const closed = props.lines.filter(({ row }) => !isOpen(row.state))
  return (
    <>
      {props.saved ? <NotificationBanner title={ui.t('placements.saved')} success><p class="govuk-notification-banner__heading">{ui.t('placements.answer-saved')}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('placements.mine.title')}</h1>
      {props.placements.filter(({ said, row }) => !said && row.start_date <= ui.today).map(({ row, employer }) => (
        <section>
          <h2 class="govuk-heading-m">{ui.t('placements.link.start.person', { day: ui.day(row.start_date) })}</h2>
          <p class="govuk-body">{[employer, readable(row.code)].filter(Boolean).join(' · ')}</p>
          <StartQuestion action={ui.to('/me/placements')} day={row.start_date} requestKey={props.newKey()} done={false} code={row.code} />
        </section>
      ))}
      {props.lines.length === 0 ? <InsetText>{ui.t('placements.mine.empty')} <a class="govuk-link" href={ui.to('/jobs')}>{ui.t('web.nav.jobs')}</a></InsetText> : null}
      {open.map((line) => <Application {...line} doing={props.doing?.code === line.row.code ? props.doing : null} newKey={props.newKey} />)}
      {closed.length > 0 ? <h2 class="govuk-heading-m">{ui.t('placements.mine.closed')}</h2> : null}
      <ul class="govuk-list">
        {closed.map(({ row, vacancy }) => (
          <li><a class="govuk-link" href={ui.to(`/s/${row.code}`)}>{vacancy?.title ?? readable(row.code)}</a> · <StateTag state={row.state} /> {row.state === 'hired' ? '' : closingWords(ui, row.state, row.closing_reason)} · {ui.day(row.closed_on)}</li>
        ))}
      </ul>
    </>
  )
}

function Application({ row, vacancy, employer, doing, newKey }: MyLine & { doing: { event: ReferralEvent; form: TypedForm } | null; newKey: () => string }) {
  const ui = useUi()
  const list = ui.to('/me/applications')
  const events = eventsFor(row.state, 'jobseeker').filter((event) => event !== 'confirm')
  return (
    <section>
      <h2 class="govuk-heading-m">{vacancy ? <a class="govuk-link" href={ui.to(`/jobs/${vacancy.code}`)}>{vacancy.title}</a> : ui.t('placements.vacancy.hidden')}</h2>
      <p class="govuk-body">{[employer, readable(row.code)].filter(Boolean).join(' · ')} <StateTag state={row.state} /></p>
      <p class="govuk-body">{statusWords(ui, row)}</p>
      {doing ? (
        <MoveFormPart event={doing.event} action={`${list}/${row.code}`} back={list} version={row.version} form={doing.form} by="jobseeker" requestKey={newKey()} />
      ) : (
        <Steps events={events} href={(event) => `${list}?a=${row.code}&do=${event}`} by="jobseeker" />
      )}
    </section>
  )
}
