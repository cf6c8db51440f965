import { TextArea, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import type { Fields } from '../../../platform/http/route'
import { useUi } from '../../../platform/web/ui'
import { checkText, number, stateText } from '../document/words'
import { percentText, type ReportLine } from '../lines'
import type { PrintedActivity } from '../printed-report'
import type { ProgressResult } from '../progress-result'
import { expectedText } from '../result-json'
import { figureText, ruleText } from '../sentences'
import { summaryLimit } from '../text-figures'
import { countedIn, ReportFrame, type ReportHead } from './frame'

type Tell = (key: string, parameters?: Readonly<Record<string, string | number>>) => string

/** Every series: what the rule gives, what is printed, and both comparisons. */
export function FiguresPage({ head, result, sources, writes, filled }: { head: ReportHead; result: ProgressResult; sources: ReadonlyMap<string, string>; writes: boolean; filled: boolean }) {
  const ui = useUi()
  const say: Tell = (key, parameters) => ui.t(key, parameters)
  const base = `/projects/${head.code}/reports/${head.sequence}`
  const percent = (line: ReportLine['full']) => (line.attainment === null ? '' : ` ${percentText(line.attainment) ?? ''} %`)
  return (
    <ReportFrame head={head} tab="figures">
      {writes && head.state === 'draft' && filled ? (
        <Form action={ui.to(`${base}/figures/fill`)} requestKey={ui.newKey()}><SubmitButton text={ui.t('projects.page.fill')} look="secondary" /></Form>
      ) : null}
      <DataTable
        caption={ui.t('projects.doc.objectives')} captionHidden
        columns={[
          { key: 'series', text: ui.t('projects.doc.series') }, { key: 'target', text: ui.t('projects.doc.published'), numeric: true }, { key: 'printed', text: ui.t('projects.doc.printed') },
          { key: 'check', text: ui.t('projects.doc.check') }, { key: 'actual', text: ui.t('projects.doc.actual-short'), numeric: true }, { key: 'full', text: ui.t('projects.doc.full') },
          { key: 'expected', text: ui.t('projects.doc.expected'), numeric: true }, { key: 'date', text: ui.t('projects.doc.to-date-short') },
        ]}
        rows={result.lines.map((line) => ({
          cells: {
            series: <><a class="govuk-link" href={ui.to(`${base}/figures/${line.series.id}`)}>{line.series.id}</a> {line.series.label || line.series.indicator}</>,
            target: line.milestone.published ? number(line.milestone.published) : ui.t(line.milestone.state === 'not_due' ? 'projects.state.not_due' : `projects.target.${line.milestone.state}`),
            printed: line.milestone.printed || '–',
            check: <Tag text={checkText(say, line.milestone.check)} colour={['agrees', 'not_due'].includes(line.milestone.check) ? 'green' : 'yellow'} />,
            actual: <>{number(line.actual)}{sources.get(line.series.id) === 'measure' ? <><br /><span class="govuk-hint">{ui.t('projects.page.from-records')}</span></> : null}</>,
            full: <>{stateText(say, line.full.state)}{percent(line.full)}</>,
            expected: line.toDate.target ? figureText(expectedText(line.toDate.target) ?? '') : '–', date: <>{stateText(say, line.toDate.state)}{percent(line.toDate)}</>,
          },
        }))}
        empty={ui.t('projects.page.no-indicators')}
      />
    </ReportFrame>
  )
}

export interface LinePageProps {
  head: ReportHead
  line: ReportLine
  version: number
  writes: boolean
  findings: readonly string[]
  errors: Readonly<Record<string, string>>
  typed: Fields
}
const value = (typed: Fields, name: string, stored: string) => (typeof typed[name] === 'string' ? typed[name] : stored)

/** One series, with the rule, what is wrong with it, and what may be written. */
export function LinePage({ head, line, version, writes, findings, errors, typed }: LinePageProps) {
  const ui = useUi()
  const say: Tell = (key, parameters) => ui.t(key, parameters)
  const { series, milestone, end } = line
  const base = `/projects/${head.code}/reports/${head.sequence}/figures`
  const target = (one: typeof milestone) => `${ruleText(say, one.rule, series.baseline)}: ${one.published ? number(one.published) : ui.t(one.state === 'not_due' ? 'projects.state.not_due' : `projects.target.${one.state}`)}`
  return (
    <>
      <BackLink href={ui.to(base)} text={ui.t('projects.tab.figures')} />
      <h1 class="govuk-heading-l">{series.id} {series.label || series.indicator}</h1>
      {errors['_form'] ? <InsetText>{ui.t(errors['_form'])}</InsetText> : null}
      {findings.map((sentence) => <InsetText>{sentence}</InsetText>)}
      <SummaryList
        rows={[
          { key: ui.t('projects.doc.indicator'), value: series.indicator }, { key: ui.t('projects.doc.baseline'), value: series.baselinePrinted || ui.t('projects.iati.not-recorded') },
          { key: ui.t('projects.place.milestone'), value: <>{series.milestoneCell}<br />{target(milestone)}</> }, { key: ui.t('projects.place.end'), value: <>{series.endCell}<br />{target(end)}</> },
          { key: ui.t('projects.doc.actual-short'), value: <>{number(line.actual)}: {stateText(say, line.full.state)}; {ui.t('projects.switch.to_date')}: {stateText(say, line.toDate.state)}</> },
        ]}
      />
      {writes && head.state === 'draft' ? (
        <Form action={ui.to(`${base}/${series.id}`)} requestKey={ui.newKey()} version={version}>
          <TextField name="actual" label={ui.t('projects.place.actual')} hint={ui.t('projects.page.actual.hint')} value={value(typed, 'actual', series.actualPrinted)} error={errors['actual'] ? ui.t(errors['actual']) : undefined} inputmode="decimal" width={20} />
          <TextField name="milestonePrinted" label={ui.t('projects.page.printed-milestone')} value={value(typed, 'milestonePrinted', series.milestonePrinted)} width={20} />
          <TextArea name="summary" label={ui.t('projects.doc.summary')} counted={countedIn(ui, summaryLimit)} value={value(typed, 'summary', series.objectiveSummary)} rows={5} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      ) : null}
    </>
  )
}

/** Activities under their outputs. */
export function ActivitiesPage({ head, result }: { head: ReportHead; result: ProgressResult }) {
  const ui = useUi()
  const base = `/projects/${head.code}/reports/${head.sequence}/activities`
  return (
    <ReportFrame head={head} tab="activities">
      {result.report.project.outputs.map((output) => (
        <DataTable
          caption={`${output.id} ${output.wording_printed}`}
          columns={[{ key: 'activity', text: ui.t('projects.doc.activity') }, { key: 'percent', text: ui.t('projects.doc.percent') }, { key: 'status', text: ui.t('projects.doc.status') }, { key: 'summary', text: ui.t('projects.doc.summary') }]}
          rows={result.report.activities.filter((one) => one.id.startsWith(`${output.id}.`)).map((one) => ({
            cells: { activity: <a class="govuk-link" href={ui.to(`${base}/${one.id}`)}>{one.activityNo} {one.title}</a>, percent: one.percentPrinted || '–', status: one.status, summary: one.summary },
          }))}
          empty={ui.t('projects.page.no-activities')}
        />
      ))}
    </ReportFrame>
  )
}

export interface ActivityPageProps extends Omit<LinePageProps, 'line'> {
  activity: PrintedActivity
}

export function ActivityPage({ head, activity, version, writes, findings, errors, typed }: ActivityPageProps) {
  const ui = useUi()
  const base = `/projects/${head.code}/reports/${head.sequence}/activities`
  return (
    <>
      <BackLink href={ui.to(base)} text={ui.t('projects.tab.activities')} />
      <h1 class="govuk-heading-l">{activity.activityNo} {activity.title}</h1>
      {errors['_form'] ? <InsetText>{ui.t(errors['_form'])}</InsetText> : null}
      {findings.map((sentence) => <InsetText>{sentence}</InsetText>)}
      {writes && head.state === 'draft' ? (
        <Form action={ui.to(`${base}/${activity.id}`)} requestKey={ui.newKey()} version={version}>
          <TextField
            name="percent" label={ui.t('projects.doc.percent')} hint={ui.t('projects.page.percent.hint')} value={value(typed, 'percent', activity.percent ?? '')} suffix="%" width={5} inputmode="decimal"
            error={errors['percent'] ? ui.t(errors['percent']) : undefined}
          />
          <TextField name="status" label={ui.t('projects.doc.status')} value={value(typed, 'status', activity.status)} maxlength={200} />
          <TextArea name="summary" label={ui.t('projects.doc.summary')} counted={countedIn(ui, summaryLimit)} value={value(typed, 'summary', activity.summary)} error={errors['summary'] ? ui.t(errors['summary']) : undefined} rows={6} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      ) : (
        <SummaryList rows={[{ key: ui.t('projects.doc.percent'), value: activity.percentPrinted }, { key: ui.t('projects.doc.status'), value: activity.status }, { key: ui.t('projects.doc.summary'), value: activity.summary }]} />
      )}
    </>
  )
}
