import { TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { InsetText, NotificationBanner, SummaryList } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { PublicStanding } from '../queries/referrals'
import { readable } from './referral-page'
import { closingWords } from './referral-words'

/** The state in plain words, with the day until which someone has to answer. */
export const statusWords = (ui: Ui, { state, due_on }: Pick<PublicStanding, 'state' | 'due_on'>): string => ui.t(`placements.plain.${state}`, { day: ui.day(due_on) })

/** Asks for the code of an application. `fault` is a message key. */
export function StatusQuestion({ typed, fault }: { typed: string; fault?: string | undefined }) {
  const ui = useUi()
  return (
    <>
      <ErrorSummary title={ui.t('web.error.title')} errors={fault ? [{ field: 'code', text: ui.t(fault) }] : []} />
      <h1 class="govuk-heading-l">{ui.t('placements.status.title')}</h1>
      <Form method="get" action={ui.to('/s')}>
        <TextField name="code" label={ui.t('placements.status.code')} hint={ui.t('placements.status.code.hint')} value={typed} width={20} error={fault ? ui.t(fault) : undefined} required />
        <SubmitButton text={ui.t('placements.status.show')} />
      </Form>
    </>
  )
}

/** Readable by anyone who holds the code: job, state, next step; neither name nor phone. */
export function StatusPage(props: { standing: PublicStanding; code: string; vacancy: { title: string; code: string } | null; employer: string; centre: { name: string; phone: string | null } | null; isNew: boolean }) {
  const ui = useUi()
  const { standing, vacancy, centre } = props
  const isOver = standing.closing_reason !== null
  return (
    <>
      {props.isNew ? <NotificationBanner title={ui.t('placements.saved')} success><p class="govuk-notification-banner__heading">{ui.t('placements.status.keep', { code: readable(props.code) })}</p></NotificationBanner> : null}
      <h1 class="govuk-heading-l">{ui.t('placements.status.of', { code: readable(props.code) })}</h1>
      <InsetText>{statusWords(ui, standing)}</InsetText>
      <SummaryList
        rows={[
          { key: ui.t('placements.vacancy'), value: vacancy ? <a class="govuk-link" href={ui.to(`/jobs/${vacancy.code}`)}>{vacancy.title}</a> : ui.t('placements.vacancy.hidden') },
          ...(props.employer ? [{ key: ui.t('placements.employer'), value: props.employer }] : []),
          ...(isOver && standing.state !== 'hired' ? [{ key: ui.t('placements.field.reason'), value: closingWords(ui, standing.state, standing.closing_reason) }] : []),
          { key: ui.t('placements.next-step'), value: ui.t(`placements.next.${isOver ? 'closed' : (standing.due_kind ?? 'closed')}`) },
          ...(centre ? [{ key: ui.t('web.centre'), value: [centre.name, centre.phone].filter(Boolean).join(' · ') }] : []),
        ]}
      />
      {isOver ? <p class="govuk-body"><a class="govuk-link" href={ui.to('/jobs')}>{ui.t('placements.status.other-jobs')}</a></p> : <p class="govuk-body"><a class="govuk-link" href={ui.to('/me/applications')}>{ui.t('placements.status.answer')}</a></p>}
    </>
  )
}
