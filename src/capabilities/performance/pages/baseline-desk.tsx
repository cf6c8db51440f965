import { toText } from '../../../kernel/exact'
import { TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Pagination } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { monthText } from '../../measures/index'
import type { DeskLine } from '../reading/baseline-desk'
import type { BaselineProposal } from '../reading/measure-first'
import { indicatorHref } from './address'
import { centreText, Errors, fieldOf, limitText, nothingTyped, seriesName, type Shown, valueText } from './words'

export interface DeskProps {
  lines: readonly DeskLine[]
  count: number
  page: number
  pages: number
  centres: readonly CentreLine[]
  month: { readonly key: string }
  /** The line whose form was refused, with what was typed. */
  refused: { readonly id: string; readonly form: Shown } | null
  newKey: () => string
}

/** Series that nobody measured yet, each with what three months of measuring say. A click and a reason make a proposal, which another person approves. */
export function BaselineDeskPage(props: DeskProps) {
  const ui = useUi()
  const { lines, page, pages, refused } = props
  const at = (to: number) => ui.to(`/performance/baselines?page=${to}`)
  return (
    <>
      <BackLink href={ui.to('/performance')} text={ui.t('performance.back.national')} />
      <h1 class="govuk-heading-l">{ui.t('performance.desk')}</h1>
      {refused ? <Errors errors={Object.fromEntries(Object.entries(refused.form.errors).map(([name, text]) => [name === 'reason' ? `reason-${refused.id}` : name, text]))} /> : null}
      <p class="govuk-body">{ui.t('performance.desk.text')}</p>
      <p class="govuk-body">{props.count === 0 ? ui.t('performance.desk.none') : ui.t('performance.desk.count', { number: props.count })}</p>
      {lines.map((line) => <Line {...props} line={line} />)}
      <Pagination label={ui.t('performance.pages')} previous={page > 1 ? { href: at(page - 1), text: ui.t('web.previous') } : undefined} next={page < pages ? { href: at(page + 1), text: ui.t('web.next') } : undefined} />
    </>
  )
}

function Line({ line, centres, month, page, refused, newKey }: DeskProps & { line: DeskLine }) {
  const ui = useUi()
  const { series, indicator, proposal } = line
  const centre = centres.find(({ code }) => code === series.centreCode)
  const place = series.centreCode === null ? ui.t('performance.national') : centre ? centreText(ui, centre) : series.centreCode
  const spot = { indicator, month, centre: series.centreCode === null ? null : { code: series.centreCode }, slice: series.slice }
  const form = refused?.id === series.id ? refused.form : nothingTyped
  return (
    <section id={`series-${series.id}`}>
      <h2 class="govuk-heading-m"><a class="govuk-link" href={indicatorHref(ui, spot)}>{seriesName(ui, indicator.labels, series.slice)}, {place}</a></h2>
      <p class="govuk-body">{series.status ? ui.t(`performance.status.${series.status}`) : ui.t('performance.baseline.none')}{series.source ? ` (${series.source})` : ''}</p>
      {proposal ? <InsetText>{proposalText(ui, line, proposal)}</InsetText> : <p class="govuk-body">{ui.t('performance.desk.nothing')} <a class="govuk-link" href={indicatorHref(ui, spot, '/baseline')}>{ui.t('performance.set-baseline')}<span class="govuk-visually-hidden"> {seriesName(ui, indicator.labels, series.slice)}, {place}</span></a></p>}
      <Answer series={series} proposal={proposal} page={page} form={form} requestKey={newKey()} />
    </section>
  )
}

/** What headquarters may say to a line: take the number, or decide what an unconfirmed zero means. */
function Answer({ series, proposal, page, form, requestKey }: Pick<DeskLine, 'series' | 'proposal'> & { page: number; form: Shown; requestKey: string }) {
  const ui = useUi()
  const answers = [...(proposal ? (['accept'] as const) : []), ...(series.status === 'zero_unconfirmed' ? (['zero', 'not-recorded'] as const) : [])]
  if (series.isWaiting) return <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/decisions')}>{ui.t('performance.refusal.waiting')}</a></p>
  if (answers.length === 0) return null
  return (
    <Form action={ui.to(`/performance/baselines/${series.id}`)} requestKey={requestKey}>
      <HiddenField name="at" value={String(page)} />
      {proposal ? <HiddenField name="seen" value={toText(proposal.value)} /> : null}
      <TextField {...fieldOf(ui, form, 'reason')} id={`reason-${series.id}`} label={ui.t('performance.reason')} />
      <div class="govuk-button-group">
        {answers.map((answer) => <SubmitButton name="answer" value={answer} look={answer === 'accept' ? 'primary' : 'secondary'} text={ui.t(`performance.desk.${answer}`)} />)}
      </div>
    </Form>
  )
}

/** What the months say, in words: from which count, for a year, and what chance leaves open. */
export function proposalText(ui: Ui, { measure }: Pick<DeskLine, 'measure'>, { value, limits, isEnough, months, counted }: BaselineProposal): string {
  const [first, last] = [months[0], months.at(-1)]
  const said = { counted: ui.number(counted), from: first ? monthText(ui, first) : '', to: last ? monthText(ui, last) : '', value: valueText(ui, measure, value), low: limitText(ui, limits.low), high: limitText(ui, limits.high) }
  return `${ui.t('performance.desk.proposal', said)}${isEnough ? '' : ` ${ui.t('performance.desk.few')}`}`
}
