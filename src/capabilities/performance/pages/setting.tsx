import type { Period } from '../../../kernel/period'
import { NumberField, RadioField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { offeredRules } from '../model'
import type { BoardLine } from '../reading/board'
import type { listWaiting } from '../queries/targets'
import { baselineStatuses } from '../target-rules'
import type { AnyMeasure } from '../../measures/index'
import type { TargetPreview } from '../reading/preview'
import { unitOf } from '../units'
import { indicatorHref } from './address'
import { changeText, Preview, previewText, Warnings } from './preview'
import { PerformanceTabs } from './board'
import { baselineText } from './indicator'
import { centreText, Errors, fieldOf, lineName, ruleText, seriesName, type Shown, targetText } from './words'

export interface SettingProps {
  line: BoardLine
  month: Period
  centre: CentreLine | null
  form: Shown
  requestKey: string
  /** Suggestions: what two readings of a percentage would give, or a baseline counted from closed months. */
  preview?: TargetPreview | undefined
  points?: { points: string; times: string } | undefined
  proposal?: { value: string; low: string; high: string; isEnough: boolean } | undefined
}

function Head({ line, centre, month, title }: SettingProps & { title: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={indicatorHref(ui, { ...line, month, centre })} text={ui.t('performance.back.indicator')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{ui.t(title, { name: lineName(ui, line) })}</h1>
    </>
  )
}
const year = ({ month }: SettingProps) => month.key.slice(0, 4)

export function TargetPage(props: SettingProps) {
  const ui = useUi()
  const { line, form, centre, month } = props
  const isPart = line.measure !== undefined && unitOf(line.measure, line.slice).isPart
  return (
    <>
      <Head {...props} title="performance.target.title" />
      <Errors errors={form.errors} />
      {props.points ? (
        <InsetText>
          <p class="govuk-body">{ui.t('performance.points-or-times', props.points)}</p>
          <SubmitButton form="target" name="then" value="use-points" look="secondary" text={ui.t('performance.use-points', props.points)} /> <SubmitButton form="target" name="then" value="use-times" look="secondary" text={ui.t('performance.use-times', props.points)} />
        </InsetText>
      ) : null}
      <InsetText>
        {line.baseline ? baselineText(ui, line, line.baseline) : ui.t('performance.baseline.none')}. {line.target ? ui.t('performance.target.now', { rule: ruleText(ui, line.target.rule), value: targetText(ui, line.measure, line.isShare, line.target) }) : ''}
      </InsetText>
      <Form action={indicatorHref(ui, { ...line, month, centre: null }, '/target')} id="target" requestKey={props.requestKey}>
        <HiddenField name="centre" value={centre?.code ?? ''} />
        <TextField {...fieldOf(ui, form, 'period', year(props))} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />
        <RadioField {...fieldOf(ui, form, 'role', 'milestone')} label={ui.t('performance.role')} options={['milestone', 'end'].map((value) => ({ value, text: ui.t(`performance.role.${value}`) }))} />
        <SelectField {...fieldOf(ui, form, 'kind', 'pct_over_baseline')} label={ui.t('performance.rule')} options={offeredRules.map((value) => ({ value, text: ui.t(value === 'rate' && isPart ? 'performance.kind.rate.part' : `performance.kind.${value}`) }))} />
        {isPart ? <InsetText>{ui.t('performance.slice.rate.hint')}</InsetText> : null}
        <NumberField {...fieldOf(ui, form, 'number')} decimal label={ui.t('performance.rule.number')} hint={ui.t('performance.rule.number.hint')} />
        <NumberField {...fieldOf(ui, form, 'upper')} decimal label={ui.t('performance.rule.upper')} />
        <NumberField {...fieldOf(ui, form, 'override')} decimal label={ui.t('performance.override')} hint={ui.t('performance.override.hint')} />
        <TextArea {...fieldOf(ui, form, 'overrideReason')} label={ui.t('performance.override.reason')} rows={2} />
        <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.reason')} hint={ui.t('performance.reason.hint')} rows={3} />
        <div class="govuk-button-group">
          <SubmitButton name="then" value="send" text={ui.t('performance.send')} /> <SubmitButton name="then" value="preview" look="secondary" text={ui.t('performance.preview.do')} />
        </div>
      </Form>
      {props.preview && line.measure ? <Preview measure={line.measure} preview={props.preview} /> : null}
    </>
  )
}

export function BaselinePage(props: SettingProps) {
  const ui = useUi()
  const { line, form, centre, month, proposal } = props
  return (
    <>
      <Head {...props} title="performance.baseline.title" />
      <Errors errors={form.errors} />
      {line.baseline ? <InsetText>{ui.t('performance.baseline.now', { text: baselineText(ui, line, line.baseline) })}</InsetText> : null}
      {proposal ? <InsetText>{ui.t(proposal.isEnough ? 'performance.proposal' : 'performance.proposal.few', { value: proposal.value, low: proposal.low, high: proposal.high })}</InsetText> : null}
      <Form action={indicatorHref(ui, { ...line, month, centre: null }, '/baseline')} requestKey={props.requestKey}>
        <HiddenField name="centre" value={centre?.code ?? ''} />
        <RadioField {...fieldOf(ui, form, 'status')} value={(form.typed['status'] as string | undefined) ?? null} label={ui.t('performance.status')} options={baselineStatuses.map((value) => ({ value, text: ui.t(`performance.status.${value}`), hint: ui.t(`performance.status.${value}.hint`) }))} />
        <NumberField {...fieldOf(ui, form, 'value')} decimal label={ui.t('performance.value')} hint={ui.t('performance.value.hint')} />
        <TextField {...fieldOf(ui, form, 'period', String(Number(year(props)) - 1))} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />
        <TextField {...fieldOf(ui, form, 'source')} label={ui.t('performance.source')} hint={ui.t('performance.source.hint')} />
        <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.baseline.reason')} rows={2} />
        <SubmitButton text={ui.t('performance.send')} />
      </Form>
    </>
  )
}

type Waiting = Awaited<ReturnType<typeof listWaiting>>

/** What waits for a second person. */
export function DecisionsPage({ waiting, previews, own, error, newKey }: { waiting: Waiting; previews: ReadonlyMap<string, { preview: TargetPreview; measure: AnyMeasure }>; own: string; error: string | null; newKey: () => string }) {
  const ui = useUi()
  const place = (code: string | null) => code ?? ui.t('performance.national')
  const decide = (kind: 'targets' | 'baselines', id: string, by: string) =>
    by === own ? ui.t('performance.needs-another') : (
      <Form action={ui.to(`/performance/decisions/${kind}/${id}`)} requestKey={newKey()}>
        {(['approve', 'refuse'] as const).map((answer) => <SubmitButton name="answer" value={answer} look={answer === 'approve' ? 'primary' : 'secondary'} text={ui.t(`performance.answer.${answer}`)} />)}
      </Form>
    )
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('performance.decisions')}</h1>
      <PerformanceTabs reach="all" current="decisions" maySet />
      {error ? <Errors errors={{ _decision: error }} /> : null}
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/imports')}>{ui.t('performance.import')}</a></p>
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/imports/indicators')}>{ui.t('performance.import.indicators')}</a></p>
      <DataTable
        caption={ui.t('performance.targets')}
        columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'rule', text: ui.t('performance.rule') }, { key: 'reason', text: ui.t('performance.reason') }, { key: 'by', text: ui.t('performance.asked-by') }, { key: 'do', text: ui.t('performance.decide') }]}
        rows={waiting.changes.map((row) => ({
          cells: {
            name: `${seriesName(ui, row.labels as Record<string, string>, row.slice)}, ${place(row.centre_code)}`, rule: <Change row={row} of={previews.get(row.id)} />, reason: row.reason, by: row.asked_by, do: decide('targets', row.id, row.created_by),
          },
        }))}
        empty={ui.t('performance.decisions.empty')}
      />
      <DataTable
        caption={ui.t('performance.baselines')}
        columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'value', text: ui.t('performance.value') }, { key: 'source', text: ui.t('performance.source') }, { key: 'by', text: ui.t('performance.asked-by') }, { key: 'do', text: ui.t('performance.decide') }]}
        rows={waiting.baselines.map((row) => ({
          cells: {
            name: `${seriesName(ui, row.labels as Record<string, string>, row.slice)}, ${place(row.centre_code)}`, value: `${row.value ?? '–'} (${ui.t(`performance.status.${row.status}`)}), ${row.period}`, source: row.source, by: row.asked_by,
            do: decide('baselines', row.id, row.created_by),
          },
        }))}
        empty={ui.t('performance.decisions.empty')}
      />
    </>
  )
}

function Change({ row, of }: { row: Waiting['changes'][number]; of: { preview: TargetPreview; measure: AnyMeasure } | undefined }) {
  const ui = useUi()
  return (
    <>
      <p class="govuk-body">{ruleChange(ui, row.rule, row.old_rule, row.period)}{of ? <>: <strong>{previewText(ui, of.measure, of.preview)}</strong></> : null}</p>
      {of ? <p class="govuk-hint">{changeText(ui, of.preview)}</p> : null}
      {of ? <Warnings warnings={of.preview.warnings} /> : null}
    </>
  )
}
const ruleChange = (ui: Ui, rule: string, before: string | null, period: string): string => `${ruleText(ui, rule)} (${period})${before ? `; ${ui.t('performance.rule.before')}: ${ruleText(ui, before)}` : ''}`
