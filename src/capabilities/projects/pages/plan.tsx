import type { Fields } from '../../../platform/http/route'
import { SelectField, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Tabs, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { percentOf, planDifferences, plannedPercent, planOfYear, type PlanLine, type Progress, progressOf } from '../plan/work-plan'
import { mayWrite } from '../policy'
import type { PrintedActivity } from '../printed-report'
import type { findAdopted, listSignedMeetings, PlannedActivity } from '../queries/plan'
import type { ProjectRow } from '../queries/projects'

export interface PlanProps {
  project: ProjectRow
  year: number
  years: readonly number[]
  planned: readonly PlannedActivity[]
  lines: readonly PlanLine[]
  /** Activities of the newest report, and the month until which it speaks. */
  activities: readonly PrintedActivity[]
  until: string
  adopted: Awaited<ReturnType<typeof findAdopted>>
  meetings: Awaited<ReturnType<typeof listSignedMeetings>>
  errors: Readonly<Record<string, string>>
}

const colours: Readonly<Record<Progress, TagColour>> = { 'put-off': 'grey', 'not-begun': 'grey', 'no-plan': 'yellow', 'on-schedule': 'green', behind: 'red' }
const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))

/** The plan of a year: months, planned against reported percent, owner; and what changed since the committee adopted it. */
export function PlanPage({ project, year, years, planned, lines, activities, until, adopted, meetings, errors }: PlanProps) {
  const ui = useUi()
  const base = `/projects/${project.code}/plan`
  const inYear = new Set(planOfYear(lines, year).map(({ code }) => code))
  const differences = adopted ? planDifferences(adopted.lines, planOfYear(lines, year)) : []
  const shown = planned.filter(({ code, starts }) => inYear.has(code) || starts === null)
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.plan')}</h1>
      <Tabs label={ui.t('projects.page.plan')} items={years.map((one) => ({ href: ui.to(`${base}?year=${one}`), text: String(one), current: one === year }))} />
      <DataTable
        caption={ui.t('projects.page.plan.of', { year, until })}
        columns={[
          { key: 'activity', text: ui.t('projects.doc.activity') }, { key: 'when', text: ui.t('projects.page.months') }, { key: 'bar', text: String(year) }, { key: 'planned', text: ui.t('projects.page.planned-percent'), numeric: true },
          { key: 'percent', text: ui.t('projects.doc.percent'), numeric: true }, { key: 'state', text: ui.t('projects.page.state') }, { key: 'owner', text: ui.t('projects.page.owner') },
        ]}
        rows={shown.map((one) => {
          const reported = activities.find(({ id }) => id === one.code)
          const plan = one.starts !== null && one.ends !== null ? { from: one.starts, to: one.ends } : undefined
          const state = progressOf({ plan, percent: reported?.percent ?? null }, until)
          return {
            cells: {
              activity: mayWrite(ui.actor) ? <a class="govuk-link" href={ui.to(`${base}/${one.code}`)}>{one.code} {one.title}</a> : `${one.code} ${one.title}`, when: plan ? `${plan.from} – ${plan.to}` : '–',
              bar: plan ? <span aria-hidden="true">{months.map((month) => (plan.from <= `${year}-${month}` && `${year}-${month}` <= plan.to ? '■' : '·')).join('')}</span> : '',
              planned: percentOf(plannedPercent({ plan }, until)), percent: reported?.percentPrinted || '–', state: <Tag text={ui.t(`projects.progress.${state}`)} colour={colours[state]} />, owner: one.owner_post || '–',
            },
          }
        })}
        empty={ui.t('projects.page.no-activities')}
      />
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`${base}/files/calendar.ics?year=${year}`)}>{ui.t('projects.page.plan.ics')}</a> · <a class="govuk-link" href={ui.to(`${base}/files/plan.xlsx?year=${year}`)}>{ui.t('projects.page.plan.xlsx')}</a></p>
      <h2 class="govuk-heading-m">{ui.t('projects.page.adopted')}</h2>
      <p class="govuk-body">{adopted ? ui.t('projects.page.adopted.text', { number: adopted.number, meeting: adopted.meeting ?? '–', on: ui.moment(adopted.adopted_at) }) : ui.t('projects.page.adopted.none')}</p>
      {adopted ? (
        <DataTable
          caption={ui.t('projects.page.plan.changes')}
          columns={[{ key: 'activity', text: ui.t('projects.doc.activity') }, { key: 'adopted', text: ui.t('projects.page.adopted') }, { key: 'now', text: ui.t('projects.page.now') }]}
          rows={differences.map(({ code, title, adopted: before, now }) => ({ cells: { activity: `${code} ${title}`, adopted: before, now } }))}
          empty={ui.t('projects.page.nothing-moved')}
        />
      ) : null}
      {mayWrite(ui.actor) && meetings.length > 0 ? (
        <Form action={ui.to(`${base}/adopt`)} requestKey={ui.newKey()}>
          <HiddenField name="year" value={String(year)} />
          <SelectField name="meeting" label={ui.t('projects.page.adopted-by')} value={meetings[0]?.id ?? ''} options={meetings.map(({ id, title, happened_on: on }) => ({ value: id, text: on ? `${title} (${on})` : title }))} />
          <SubmitButton text={ui.t('projects.page.adopt')} look="secondary" />
        </Form>
      ) : null}
    </>
  )
}

/** Months and owner of one activity. */
export function PlanActivityPage({ project, activity, errors, typed }: { project: ProjectRow; activity: PlannedActivity; errors: Readonly<Record<string, string>>; typed: Fields }) {
  const ui = useUi()
  const value = (name: string, stored: string) => (typeof typed[name] === 'string' ? typed[name] : stored)
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}/plan`)} text={ui.t('projects.page.plan')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{activity.code} {activity.title}</h1>
      <Form action={ui.to(`/projects/${project.code}/plan/${activity.code}`)} requestKey={ui.newKey()} version={activity.plan_version}>
        <TextField name="from" label={ui.t('projects.page.plan.from')} hint={ui.t('projects.page.month.hint')} value={value('from', activity.starts ?? '')} error={error('from')} width={10} />
        <TextField name="to" label={ui.t('projects.page.plan.to')} hint={ui.t('projects.page.month.hint')} value={value('to', activity.ends ?? '')} width={10} />
        <TextField name="owner" label={ui.t('projects.page.owner')} hint={ui.t('projects.page.owner.hint')} value={value('owner', activity.owner_post)} maxlength={100} />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
