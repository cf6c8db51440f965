import { SelectField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Details, SummaryList, Tag, Timeline } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { number, stateText } from '../document/words'
import { isInside, mayWrite } from '../policy'
import type { ProgressResult } from '../progress-result'
import type { listProjects, ProjectRow, ReportLineOfProject } from '../queries/projects'
import { figureText, ruleText } from '../sentences'

export function ProjectList({ projects }: { projects: Awaited<ReturnType<typeof listProjects>> }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('projects.page.projects')}</h1>
      <DataTable
        caption={ui.t('projects.page.projects')} captionHidden
        columns={[
          { key: 'title', text: ui.t('projects.page.project') }, { key: 'donor', text: ui.t('projects.doc.donor') }, { key: 'period', text: ui.t('projects.page.runs') },
          { key: 'reports', text: ui.t('projects.page.reports'), numeric: true }, { key: 'to', text: ui.t('projects.page.reported-to') },
        ]}
        rows={projects.map((project) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`/projects/${project.code}`)}>{project.code}: {project.title}</a>, donor: project.donor, period: `${project.start_actual} – ${project.end_actual}`,
            reports: ui.number(Number(project.reports ?? 0)), to: project.reported_to ?? '–',
          },
        }))}
        empty={ui.t('projects.page.no-projects')}
      />
      <div class="govuk-button-group">
        {mayWrite(ui.actor) ? <ButtonLink href={ui.to('/projects/import')} text={ui.t('projects.page.import')} /> : null}
        {isInside(ui.actor) ? <ButtonLink href={ui.to('/projects/check')} text={ui.t('projects.page.check-old')} look="secondary" /> : null}
      </div>
    </>
  )
}

export interface HomeProps {
  project: ProjectRow
  reports: readonly ReportLineOfProject[]
  events: readonly { event: string; happened: string; printed: string }[]
  errors: Readonly<Record<string, string>>
}

export function ProjectHome({ project, reports, events, errors }: HomeProps) {
  const ui = useUi()
  const last = reports.at(-1)
  return (
    <>
      <BackLink href={ui.to('/projects')} text={ui.t('projects.page.projects')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.values(errors).map((key) => ({ text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{project.title}</h1>
      <SummaryList
        rows={[
          { key: ui.t('projects.page.code'), value: project.code }, { key: ui.t('projects.doc.donor'), value: project.donor }, { key: ui.t('projects.doc.unit'), value: project.agency },
          { key: ui.t('projects.page.runs'), value: `${project.start_actual} – ${project.end_actual}` }, { key: ui.t('projects.doc.budget'), value: `${project.currency} ${figureText(String(Number(project.budget)))}` },
        ]}
      />
      {isInside(ui.actor) ? (
        <ul class="govuk-list">
          {(['framework', 'plan', 'changes', 'committee', 'register', 'settings'] as const).map((part) => <li><a class="govuk-link" href={ui.to(`/projects/${project.code}/${part}`)}>{ui.t(`projects.page.${part}`)}</a></li>)}
        </ul>
      ) : null}
      <h2 class="govuk-heading-m">{ui.t('projects.page.reports')}</h2>
      <DataTable
        caption={ui.t('projects.page.reports')} captionHidden
        columns={[{ key: 'number', text: ui.t('projects.page.report') }, { key: 'period', text: ui.t('projects.doc.period') }, { key: 'state', text: ui.t('projects.page.state') }]}
        rows={reports.map((report) => ({
          cells: {
            number: <a class="govuk-link" href={ui.to(`/projects/${project.code}/reports/${report.sequence}`)}>{ui.t('projects.page.report-number', { number: report.sequence })}</a>,
            period: `${report.period_from} – ${report.period_to}`, state: <Tag text={ui.t(`projects.report.${report.state}`)} colour={report.state === 'draft' ? 'yellow' : 'green'} />,
          },
        }))}
        empty={ui.t('projects.page.no-reports')}
      />
      {mayWrite(ui.actor) && last && last.state !== 'draft' ? (
        <Form action={ui.to(`/projects/${project.code}/reports`)} requestKey={ui.newKey()}><SubmitButton text={ui.t('projects.page.open-next')} /></Form>
      ) : null}
      {events.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">{ui.t('projects.doc.dates')}</h2>
          <Timeline items={events.map((event) => ({ title: event.event, on: event.printed, isoDate: event.happened }))} />
        </>
      ) : null}
    </>
  )
}

export interface FrameworkProps {
  project: ProjectRow
  result: ProgressResult
  bound: ReadonlyMap<string, string | null>
  measures: readonly { id: string; name: string }[]
}

/** Objective, outputs and activities; indicators with baseline, rule and both targets. */
export function Framework({ project, result, bound, measures }: FrameworkProps) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  const { objectives, outputs } = result.report.project
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.framework')}</h1>
      {objectives.map((objective) => (
        <>
          <h2 class="govuk-heading-m">{objective.country} · {ui.t('projects.doc.objective', { number: objective.number_in_section_4 })}</h2>
          <p class="govuk-body">{objective.wording_in_section_4_printed}</p>
          {outputs.filter((output) => output.country === objective.country && output.objective_no === objective.number_in_section_3).map((output) => (
            <Details summary={`${output.id} ${output.wording_printed}`}>
              <ul class="govuk-list govuk-list--bullet">
                {result.report.activities.filter((one) => one.id.startsWith(`${output.id}.`)).map((one) => <li>{one.activityNo} {one.title} ({one.percentPrinted || '–'})</li>)}
              </ul>
            </Details>
          ))}
          <DataTable
            caption={ui.t('projects.page.indicators')}
            columns={[
              { key: 'series', text: ui.t('projects.doc.indicator') }, { key: 'baseline', text: ui.t('projects.doc.baseline'), numeric: true }, { key: 'milestone', text: ui.t('projects.place.milestone') },
              { key: 'end', text: ui.t('projects.place.end') }, { key: 'state', text: ui.t('projects.page.state') }, { key: 'measure', text: ui.t('projects.page.measure') },
            ]}
            rows={result.lines.filter(({ series }) => series.country === objective.country && series.objectiveNo === objective.number_in_section_4).map((line) => ({
              cells: {
                series: `${line.series.id} ${line.series.label || line.series.indicator}`, baseline: line.series.baseline === '' ? ui.t('projects.iati.not-recorded') : figureText(line.series.baseline),
                milestone: <Target say={say} line={line.milestone} baseline={line.series.baseline} />, end: <Target say={say} line={line.end} baseline={line.series.baseline} />,
                state: <Tag text={stateText(say, line.full.state)} colour={line.full.state === 'met' ? 'green' : line.full.state === 'not_met' ? 'red' : 'grey'} />,
                measure: <Binding project={project} code={line.series.id} bound={bound.get(line.series.id) ?? null} measures={measures} />,
              },
            }))}
            empty={ui.t('projects.page.no-indicators')}
          />
        </>
      ))}
    </>
  )
}

function Target({ say, line, baseline }: { say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string; line: ProgressResult['lines'][number]['milestone']; baseline: string }) {
  if (line.state === 'not_due') return <>{say('projects.rule.not_due')}</>
  const isRounded = line.exact && line.published && number(line.exact) !== number(line.published)
  return <>{line.published ? <strong>{number(line.published)}</strong> : say(`projects.target.${line.state}`)}{isRounded ? ` (${number(line.exact)})` : ''}<br />{ruleText(say, line.rule, baseline)}</>
}

/** Which measure of this register fills the actual of a series. */
function Binding({ project, code, bound, measures }: { project: ProjectRow; code: string; bound: string | null; measures: FrameworkProps['measures'] }) {
  const ui = useUi()
  const name = measures.find(({ id }) => id === bound)?.name ?? ui.t('projects.page.by-hand')
  if (!mayWrite(ui.actor)) return <>{name}</>
  return (
    <Details summary={name}>
      <Form action={ui.to(`/projects/${project.code}/bindings`)} requestKey={ui.newKey()}>
        <input type="hidden" name="series" value={code} />
        <SelectField
          id={`measure-${code}`} name="measure" label={ui.t('projects.page.measure')} value={bound ?? ''} emptyText={ui.t('projects.page.by-hand')}
          options={measures.map((measure) => ({ value: measure.id, text: measure.name }))}
        />
        <SubmitButton text={ui.t('web.save')} look="secondary" />
      </Form>
    </Details>
  )
}
