import { TextArea } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { AnsweredFinding } from '../actions/findings'
import { type Step, steps } from '../actions/sign'
import type { listCopies, listSignOffs } from '../queries/answers'
import type { OpenMonth } from '../queries/locks'
import { figureText } from '../sentences'
import type { OverLimit } from '../text-figures'
import { ReportFrame, type ReportHead } from './frame'

export interface SignOffProps {
  head: ReportHead
  digest: string | null
  signed: Awaited<ReturnType<typeof listSignOffs>>
  copies: Awaited<ReturnType<typeof listCopies>>
  openMonths: readonly OpenMonth[]
  blockers: readonly AnsweredFinding[]
  /** Texts longer than the form allows. */
  long: readonly OverLimit[]
  writes: boolean
  errors: Readonly<Record<string, string>>
}

const nextStep: Readonly<Record<string, Step>> = { draft: 'prepared', prepared: 'reviewed', reviewed: 'approved' }

/** Three people, one digest. */
export function SignOffPage({ head, digest, signed, copies, openMonths, blockers, long, writes, errors }: SignOffProps) {
  const ui = useUi()
  const base = `/projects/${head.code}/reports/${head.sequence}/sign-off`
  const step = nextStep[head.state]
  return (
    <ReportFrame head={head} tab="sign-off" errors={errors}>
      <SummaryList
        rows={[
          ...steps.map((one) => {
            const found = signed.find(({ role }) => role === one)
            return { key: ui.t(`projects.who.${one}`), value: found ? `${found.display_name ?? ''}, ${ui.moment(found.signed_at)}` : '–' }
          }),
          { key: ui.t('projects.page.digest'), value: digest ?? ui.t('projects.doc.draft') },
        ]}
      />
      {head.state === 'draft' && blockers.length > 0 ? <InsetText>{ui.t('projects.page.blockers', { count: blockers.length })} <a class="govuk-link" href={ui.to(`/projects/${head.code}/reports/${head.sequence}/findings`)}>{ui.t('projects.tab.findings')}</a></InsetText> : null}
      {long.length > 0 ? <InsetText>{ui.t('projects.refusal.over-limit')} {long.map(({ subject, count, limit }) => `${subject}: ${ui.t('projects.page.of-limit', { count: figureText(String(count)), limit: figureText(String(limit)) })}`).join('; ')}</InsetText> : null}
      {openMonths.length > 0 ? <OpenMonths months={openMonths} /> : null}
      {writes && step ? (
        <Form action={ui.to(base)} requestKey={ui.newKey()}>
          <input type="hidden" name="step" value={step} /><input type="hidden" name="digest" value={digest ?? ''} />
          <p class="govuk-body">{ui.t(`projects.page.statement.${step}`)}</p>
          <SubmitButton text={ui.t(`projects.page.sign.${step}`)} />
        </Form>
      ) : null}
      {writes && ['prepared', 'reviewed', 'approved'].includes(head.state) ? (
        <Form action={ui.to(`${base}/return`)} requestKey={ui.newKey()}>
          <TextArea name="reason" label={ui.t('projects.page.return.reason')} rows={2} error={errors['reason'] ? ui.t(errors['reason']) : undefined} />
          <SubmitButton text={ui.t('projects.page.return')} look="warning" />
        </Form>
      ) : null}
      {writes && head.state === 'approved' ? <Form action={ui.to(`${base}/send`)} requestKey={ui.newKey()}><SubmitButton text={ui.t('projects.page.send')} /></Form> : null}
      {copies.length > 0 ? (
        <DataTable
          caption={ui.t('projects.page.copies')}
          columns={[{ key: 'digest', text: ui.t('projects.page.digest') }, { key: 'state', text: ui.t('projects.page.state') }, { key: 'returned', text: ui.t('projects.page.returned') }, { key: 'reason', text: ui.t('projects.page.reason') }]}
          rows={copies.map((copy) => ({
            cells: {
              digest: <a class="govuk-link" href={ui.to(`${base}/copies/${copy.digest}`)}>{copy.digest.slice(0, 16)}</a>, state: ui.t(`projects.report.${copy.state}`),
              returned: `${copy.display_name ?? ''}, ${ui.moment(copy.returned_at)}`, reason: copy.reason,
            },
          }))}
          empty=""
        />
      ) : null}
    </ReportFrame>
  )
}

const shown = 20

/** Months that the centres must lock before a report with their figures can be approved. */
function OpenMonths({ months }: { months: readonly OpenMonth[] }) {
  const ui = useUi()
  return (
    <InsetText>
      {ui.t('projects.page.open-months', { count: months.length })}{' '}
      {months.slice(0, shown).map(({ centre, month }) => `${month} ${centre}`).join(', ')}{months.length > shown ? ' …' : ''}{' '}
      <a class="govuk-link" href={ui.to('/performance/months')}>{ui.t('projects.page.closing-board')}</a>
    </InsetText>
  )
}
