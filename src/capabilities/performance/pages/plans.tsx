import { exact } from '../../../kernel/exact'
import type { CalendarDate } from '../../../kernel/calendar'
import { DateField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText, SummaryList, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { NoteRow } from '../queries/notes'
import type { ActivityLine, findPlan, listPlans } from '../queries/plans'
import { movesFrom, onSchedule, outputPercent, type Schedule } from '../rules/activity'
import { PerformanceTabs } from './board'
import { Deliverables } from './deliverables'
import { Needs } from './needs'
import { NotesLink } from './notes'
import { Errors, fieldOf, numberText, Section, type Shown } from './words'

type Plan = NonNullable<Awaited<ReturnType<typeof findPlan>>>

export function PlansPage({ plans, reach, maySet, mayMake, form, requestKey }: { plans: Awaited<ReturnType<typeof listPlans>>; reach: 'own' | 'all'; maySet: boolean; mayMake: boolean; form: Shown; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('performance.plans')}</h1>
      <PerformanceTabs reach={reach} current="plans" maySet={maySet} />
      <Errors errors={form.errors} />
      <DataTable
        caption={ui.t('performance.plans')}
        captionHidden
        columns={[{ key: 'title', text: ui.t('performance.plan.title') }, { key: 'centre', text: ui.t('web.centre') }, { key: 'period', text: ui.t('performance.period') }, { key: 'state', text: ui.t('performance.state') }, { key: 'count', text: ui.t('performance.activities'), numeric: true }]}
        rows={plans.map((plan) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`/performance/plans/${plan.id}`)}>{plan.title}</a>, centre: plan.centre_code, period: plan.period, state: ui.t(`performance.plan.${plan.state}`), count: ui.number(Number(plan.activities ?? 0)),
          },
        }))}
        empty={ui.t('performance.plans.empty')}
      />
      {mayMake ? (
        <Section title={ui.t('performance.plan.new')}>
          <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/imports/plans')}>{ui.t('performance.import.plans')}</a></p>
          <Form action={ui.to('/performance/plans')} requestKey={requestKey}>
            <TextField {...fieldOf(ui, form, 'title')} label={ui.t('performance.plan.title')} />
            <TextField {...fieldOf(ui, form, 'period', ui.today.slice(0, 4))} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />
            <SubmitButton text={ui.t('performance.plan.make')} />
          </Form>
        </Section>
      ) : null}
    </>
  )
}

const colours: Record<Schedule, TagColour> = { 'on-schedule': 'green', behind: 'red', 'no-plan': 'grey', 'not-counted': 'grey' }
const percent = (ui: Ui, value: ActivityLine['complete']) => (value ? ui.t('performance.percent', { number: numberText(ui, value, 1) }) : '–')

export interface PlanProps {
  plan: Plan
  activities: readonly ActivityLine[]
  /** Series of the plan's centre that an activity may move. */
  series: readonly { id: string; label: string }[]
  mayChange: boolean
  mayAdopt: boolean
  maySee: boolean
  form: Shown
  notes: readonly NoteRow[]
  newKey: () => string
}

/** The board of a plan: what is done against what the plan asks for by now. */
export function PlanPage(props: PlanProps) {
  const ui = useUi()
  const { plan, activities, form } = props
  const { onTime, counted, withoutPlan } = onSchedule(activities.map(({ schedule }) => schedule))
  const whole = outputPercent(activities.map(({ weight, complete }) => ({ weight: exact(weight), percent: complete })))
  return (
    <>
      <BackLink href={ui.to('/performance/plans')} text={ui.t('performance.back.plans')} />
      <span class="govuk-caption-l">{plan.centre_code}, {plan.period}</span>
      <h1 class="govuk-heading-l">{plan.title}</h1>
      <Errors errors={form.errors} />
      <SummaryList
        rows={[
          { key: ui.t('performance.state'), value: ui.t(`performance.plan.${plan.state}`) }, { key: ui.t('performance.complete'), value: percent(ui, whole) },
          { key: ui.t('performance.on-schedule'), value: ui.t('performance.on-schedule.text', { onTime, counted, withoutPlan }) }, { key: ui.t('performance.plan.seen'), value: plan.seen_on ? ui.day(plan.seen_on as CalendarDate) : '–' },
        ]}
      />
      {props.mayAdopt || props.maySee ? (
        <Form action={ui.to(`/performance/plans/${plan.id}/adopt`)} requestKey={props.newKey()}>
          <HiddenField name="step" value={props.mayAdopt ? 'adopt' : 'seen'} />
          <SubmitButton text={ui.t(props.mayAdopt ? 'performance.plan.adopt' : 'performance.plan.mark-seen')} />
        </Form>
      ) : null}
      <DataTable
        caption={ui.t('performance.activities')}
        columns={[
          { key: 'title', text: ui.t('performance.activity') }, ...(activities.some(({ output }) => output !== null) ? [{ key: 'output', text: ui.t('performance.output') }] : []), { key: 'owner', text: ui.t('performance.owner') }, { key: 'days', text: ui.t('performance.days') }, { key: 'complete', text: ui.t('performance.complete'), numeric: true },
          { key: 'planned', text: ui.t('performance.planned'), numeric: true }, { key: 'schedule', text: ui.t('performance.schedule') },
        ]}
        rows={activities.map((one) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`/performance/activities/${one.id}`)}>{one.code} {one.title}</a>, output: one.output ?? '–', owner: one.owner_post,
            days: one.start_on && one.due_on ? `${ui.day(one.start_on as CalendarDate)} – ${ui.day(one.due_on as CalendarDate)}` : '–', complete: percent(ui, one.complete), planned: percent(ui, one.planned),
            schedule: <><Tag colour={colours[one.schedule]} text={`${ui.t(`performance.schedule.${one.schedule}`)} · ${ui.t(`performance.activity.${one.state}`)}`} />{one.silent === null ? null : <> <NoNews days={one.silent} /></>}</>,
          },
        }))}
        empty={ui.t('performance.activities.empty')}
      />
      <Outputs activities={activities} />
      <ul class="govuk-list">
        <li><a class="govuk-link" href={ui.to(`/performance/plans/${plan.id}/csv`)}>{ui.t('performance.plan.csv')}</a></li>
        <li><a class="govuk-link" href={ui.to(`/performance/plans/${plan.id}/calendar`)}>{ui.t('performance.plan.calendar')}</a></li>
      </ul>
      <NotesLink href={`/performance/notes/plan/${plan.id}/${plan.centre_code}`} notes={props.notes} />
      {props.mayChange ? <NewActivity {...props} /> : null}
    </>
  )
}

/** Nothing was written about an activity that is being done. */
function NoNews({ days }: { days: number }) {
  const ui = useUi()
  return <Tag colour="yellow" text={ui.t('performance.no-news', { days })} />
}

/** How far each output is: the weighted mean of its activities that are neither deferred nor cancelled. */
function Outputs({ activities }: Pick<PlanProps, 'activities'>) {
  const ui = useUi()
  const outputs = [...new Set(activities.flatMap(({ output }) => output ?? []))]
  if (outputs.length === 0) return null
  const complete = (output: string) => outputPercent(activities.filter((one) => one.output === output).map((one) => ({ weight: exact(one.weight), percent: one.complete })))
  return (
    <DataTable
      caption={ui.t('performance.outputs')} columns={[{ key: 'output', text: ui.t('performance.output') }, { key: 'complete', text: ui.t('performance.complete'), numeric: true }]}
      rows={outputs.map((output) => ({ cells: { output, complete: percent(ui, complete(output)) } }))} empty={ui.t('performance.empty')}
    />
  )
}

function NewActivity({ plan, activities, series, form, newKey }: PlanProps) {
  const ui = useUi()
  return (
    <Section title={ui.t('performance.activity.new')} id="new-activity">
      <Form action={ui.to(`/performance/plans/${plan.id}/activities`)} requestKey={newKey()}>
        <TextField {...fieldOf(ui, form, 'code')} label={ui.t('performance.code')} width={5} />
        <TextField {...fieldOf(ui, form, 'title')} label={ui.t('performance.activity')} />
        <TextField {...fieldOf(ui, form, 'output')} label={ui.t('performance.output')} />
        <TextField {...fieldOf(ui, form, 'owner')} label={ui.t('performance.owner')} hint={ui.t('performance.owner.hint')} />
        <DateField {...fieldOf(ui, form, 'startOn')} label={ui.t('performance.start')} hint={ui.t('performance.day.hint')} />
        <DateField {...fieldOf(ui, form, 'dueOn')} label={ui.t('performance.due')} hint={ui.t('performance.day.hint')} />
        {series.length > 0 ? <SelectField {...fieldOf(ui, form, 'moves')} label={ui.t('performance.moves')} emptyText="–" options={series.map(({ id, label }) => ({ value: id, text: label }))} /> : null}
        {activities.length > 0 ? <SelectField {...fieldOf(ui, form, 'needs')} label={ui.t('performance.needs')} emptyText="–" options={activities.map(({ code, title }) => ({ value: code, text: `${code} ${title}` }))} /> : null}
        <TextArea {...fieldOf(ui, form, 'deliverables')} label={ui.t('performance.deliverables')} hint={ui.t('performance.deliverables.hint')} rows={4} />
        <SubmitButton text={ui.t('performance.activity.add')} />
      </Form>
    </Section>
  )
}

export interface ActivityProps {
  plan: Plan
  activity: ActivityLine
  /** The other activities of the plan. */
  others: readonly ActivityLine[]
  /** The circle that a refused need would have closed. */
  circle: readonly string[] | undefined
  today: CalendarDate
  actorId: string
  mayChange: boolean
  mayShow: boolean
  mayAccept: boolean
  at: string | null
  form: Shown
  newKey: () => string
}

export function ActivityPage(props: ActivityProps) {
  const ui = useUi()
  const { plan, activity, form } = props
  const waits = activity.needs.filter(({ state }) => state !== 'done').map(({ code }) => code)
  return (
    <>
      <BackLink href={ui.to(`/performance/plans/${plan.id}`)} text={ui.t('performance.back.plan')} />
      <span class="govuk-caption-l">{plan.title}</span>
      <h1 class="govuk-heading-l">{activity.code} {activity.title}</h1>
      <Errors errors={form.errors} />
      <SummaryList
        rows={[
          { key: ui.t('performance.state'), value: <>{ui.t(`performance.activity.${activity.state}`)}{activity.silent === null ? null : <> <NoNews days={activity.silent} /></>}</> }, { key: ui.t('performance.owner'), value: activity.owner_post },
          { key: ui.t('performance.complete'), value: percent(ui, activity.complete) }, { key: ui.t('performance.planned'), value: activity.planned ? percent(ui, activity.planned) : ui.t('performance.schedule.no-plan') },
          { key: ui.t('performance.schedule'), value: ui.t(`performance.schedule.${activity.schedule}`) }, ...(activity.reason ? [{ key: ui.t('performance.reason'), value: activity.reason }] : []),
          ...(activity.deferred_to ? [{ key: ui.t('performance.deferred-to'), value: ui.day(activity.deferred_to as CalendarDate) }] : []),
        ]}
      />
      {waits.length > 0 ? <InsetText>{ui.t('performance.waits', { codes: waits.join(', ') })}</InsetText> : null}
      <Deliverables deliverables={activity.deliverables} actorId={props.actorId} mayShow={props.mayShow} mayAccept={props.mayAccept} form={form} at={props.at} newKey={props.newKey} />
      <Needs {...props} />
      {props.mayChange ? <Moves {...props} /> : null}
      {props.mayChange && activity.deliverables.length === 0 ? <Percent {...props} /> : null}
    </>
  )
}

function Moves({ activity, form, newKey }: ActivityProps) {
  const ui = useUi()
  const moves = movesFrom(activity.state)
  if (moves.length === 0) return null
  return (
    <Details summary={ui.t('performance.move')} open={Object.keys(form.errors).length > 0}>
      <Form action={ui.to(`/performance/activities/${activity.id}/move`)} requestKey={newKey()}>
        <SelectField {...fieldOf(ui, form, 'move')} label={ui.t('performance.move')} options={moves.map((move) => ({ value: move, text: ui.t(`performance.move.${move}`) }))} />
        <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.reason')} hint={ui.t('performance.move.reason')} rows={2} />
        <DateField {...fieldOf(ui, form, 'until')} label={ui.t('performance.deferred-to')} hint={ui.t('performance.day.hint')} />
        <SubmitButton text={ui.t('performance.save')} />
      </Form>
    </Details>
  )
}

function Percent({ activity, form, newKey }: ActivityProps) {
  const ui = useUi()
  return (
    <Details summary={ui.t('performance.percent.type')}>
      <p class="govuk-body">{ui.t('performance.percent.why')}</p>
      <Form action={ui.to(`/performance/activities/${activity.id}/percent`)} requestKey={newKey()}>
        <TextField {...fieldOf(ui, form, 'percent', activity.typed_percent ?? '')} label={ui.t('performance.complete')} width={4} inputmode="numeric" />
        <TextArea {...fieldOf(ui, form, 'note', activity.typed_note ?? '')} label={ui.t('performance.percent.note')} rows={2} />
        <SubmitButton text={ui.t('performance.save')} />
      </Form>
    </Details>
  )
}
