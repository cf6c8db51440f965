import type { CalendarDate } from '../../../kernel/calendar'
import { SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { NoteRow } from '../queries/notes'
import type { CycleRecord, listCycles, listEntries, listStageSteps } from '../queries/plans'
import type { CycleFigure, Frozen } from '../reading/cycle-figures'
import { type MissingItem, stageNames, stages } from '../rules/cycle'
import { PerformanceTabs } from './board'
import { CycleEntries } from './cycle-entries'
import { nameOf as frozenName } from './months'
import { NotesLink } from './notes'
import { Errors, fieldOf, Section, type Shown, valueText } from './words'

export function CyclesPage({ cycles, reach, maySet, mayMake, form, requestKey }: { cycles: Awaited<ReturnType<typeof listCycles>>; reach: 'own' | 'all'; maySet: boolean; mayMake: boolean; form: Shown; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('performance.cycles')}</h1>
      <PerformanceTabs reach={reach} current="cycles" maySet={maySet} />
      <Errors errors={form.errors} />
      <p class="govuk-body">{ui.t('performance.cycles.how')}</p>
      <DataTable
        caption={ui.t('performance.cycles')}
        captionHidden
        columns={[{ key: 'period', text: ui.t('performance.period') }, { key: 'centre', text: ui.t('web.centre') }, { key: 'stage', text: ui.t('performance.stage') }, { key: 'facilitator', text: ui.t('performance.facilitator') }]}
        rows={cycles.map((cycle) => ({
          cells: {
            period: <a class="govuk-link" href={ui.to(`/performance/cycles/${cycle.id}`)}>{cycle.period}<span class="govuk-visually-hidden"> {cycle.centre_code}</span></a>, centre: cycle.centre_code,
            stage: cycle.state === 'running' ? ui.t(`performance.stage.${stageNames[cycle.stage - 1] ?? 'facts'}`) : ui.t(`performance.cycle.${cycle.state}`), facilitator: cycle.facilitator_post,
          },
        }))}
        empty={ui.t('performance.cycles.empty')}
      />
      {mayMake ? (
        <Section title={ui.t('performance.cycle.new')}>
          <Form action={ui.to('/performance/cycles')} requestKey={requestKey}>
            <TextField {...fieldOf(ui, form, 'period', ui.today.slice(0, 4))} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />
            <TextField {...fieldOf(ui, form, 'facilitator')} label={ui.t('performance.facilitator')} hint={ui.t('performance.owner.hint')} />
            <SubmitButton text={ui.t('performance.cycle.start')} />
          </Form>
        </Section>
      ) : null}
    </>
  )
}

export interface CycleProps {
  cycle: CycleRecord
  entries: Awaited<ReturnType<typeof listEntries>>
  steps: Awaited<ReturnType<typeof listStageSteps>>
  missing: readonly MissingItem[]
  plans: readonly { id: string; title: string }[]
  snapshotSize: number
  figures: readonly CycleFigure[]
  notes: readonly NoteRow[]
  mayChange: boolean
  mayRead: boolean
  form: Shown
  newKey: () => string
}

/** The five stages as a path; the open one shows what its gate still asks for. */
export function CyclePage(props: CycleProps) {
  const ui = useUi()
  const { cycle, steps, form } = props
  return (
    <>
      <BackLink href={ui.to('/performance/cycles')} text={ui.t('performance.back.cycles')} />
      <span class="govuk-caption-l">{cycle.centre_code}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.cycle.title', { period: cycle.period })}</h1>
      <Errors errors={form.errors} />
      <ol class="govuk-list govuk-list--number">
        {stages.map((stage) => {
          const last = steps.filter((one) => one.stage === stage).at(-1)
          const closed = last?.step === 'closed' && (cycle.state !== 'running' || stage < cycle.stage) ? last : undefined
          const isOpen = cycle.state === 'running' && cycle.stage === stage
          return (
            <li>
              {ui.t(`performance.stage.${stageNames[stage - 1] ?? 'facts'}`)}{' '}
              <Tag colour={closed ? 'green' : isOpen ? 'blue' : 'grey'} text={closed ? ui.t('performance.stage.closed', { day: ui.day(closed.on_day as CalendarDate) }) : ui.t(isOpen ? 'performance.stage.open' : 'performance.stage.later')} />
            </li>
          )
        })}
      </ol>
      <SummaryList
        rows={[
          { key: ui.t('performance.state'), value: ui.t(`performance.cycle.${cycle.state}`) }, { key: ui.t('performance.facilitator'), value: cycle.facilitator_post },
          { key: ui.t('performance.snapshot'), value: cycle.snapshot_digest ? ui.t('performance.snapshot.text', { figures: props.snapshotSize, digest: cycle.snapshot_digest.slice(0, 12) }) : '–' },
          { key: ui.t('performance.plan'), value: cycle.plan_id ? <a class="govuk-link" href={ui.to(`/performance/plans/${cycle.plan_id}`)}>{props.plans.find(({ id }) => id === cycle.plan_id)?.title ?? ui.t('performance.plan')}</a> : '–' },
        ]}
      />
      <NotesLink href={`/performance/notes/cycle/${cycle.id}/${cycle.centre_code}`} notes={props.notes} />
      {cycle.state === 'running' ? <Gate {...props} /> : null}
      {cycle.state === 'waiting' && props.mayRead ? (
        <Form action={ui.to(`/performance/cycles/${cycle.id}/read`)} requestKey={props.newKey()}><SubmitButton text={ui.t('performance.cycle.read')} /></Form>
      ) : null}
      <CycleEntries {...props} />
      <Figures figures={props.figures} />
      <Steps {...props} />
    </>
  )
}

function Gate({ cycle, missing, plans, mayChange, form, newKey }: CycleProps) {
  const ui = useUi()
  const path = `/performance/cycles/${cycle.id}`
  return (
    <Section title={ui.t('performance.gate', { stage: ui.t(`performance.stage.${stageNames[cycle.stage - 1] ?? 'facts'}`) })} id="gate">
      <p class="govuk-body">{ui.t(`performance.stage.${stageNames[cycle.stage - 1] ?? 'facts'}.how`)}</p>
      {missing.length === 0 ? <InsetText>{ui.t('performance.gate.open')}</InsetText> : <ul class="govuk-list govuk-list--bullet">{missing.map((item) => <li>{ui.t(`performance.missing.${item}`)}</li>)}</ul>}
      {mayChange ? (
        <>
          {cycle.stage === 1 && cycle.snapshot_digest === null ? <Form action={ui.to(`${path}/snapshot`)} requestKey={newKey()}><SubmitButton look="secondary" text={ui.t('performance.snapshot.freeze')} /></Form> : null}
          {cycle.stage === 2 && plans.length > 0 ? (
            <Form action={ui.to(`${path}/plan`)} requestKey={newKey()}>
              <SelectField {...fieldOf(ui, form, 'plan', cycle.plan_id ?? '')} label={ui.t('performance.plan')} options={plans.map(({ id, title }) => ({ value: id, text: title }))} />
              <SubmitButton look="secondary" text={ui.t('performance.plan.use')} />
            </Form>
          ) : null}
          {cycle.stage === 5 && cycle.none_reason === null ? (
            <Form action={ui.to(`${path}/none`)} requestKey={newKey()}>
              <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.none')} hint={ui.t('performance.reason.hint')} rows={2} />
              <SubmitButton look="secondary" text={ui.t('performance.none.save')} />
            </Form>
          ) : null}
          <Form action={ui.to(`${path}/close`)} requestKey={newKey()}>
            <HiddenField name="stage" value={cycle.stage} />
            <SubmitButton text={ui.t('performance.stage.close')} />
          </Form>
        </>
      ) : null}
    </Section>
  )
}

/** Old and new figures side by side, as they were locked. */
function Figures({ figures }: Pick<CycleProps, 'figures'>) {
  const ui = useUi()
  if (figures.length === 0) return null
  const text = ({ definition }: CycleFigure, { value, months, state }: Frozen) =>
    value === null ? ui.t(`performance.observed.${state}`) : `${valueText(ui, definition, value, months > 1 ? 1 : 0)}${months > 1 ? ` (${ui.t('performance.figures.mean', { months })})` : ''}`
  return (
    <DataTable
      caption={ui.t('performance.figures')}
      columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'before', text: ui.t('performance.figures.before'), numeric: true }, { key: 'now', text: ui.t('performance.figures.now'), numeric: true }]}
      rows={figures.map((one) => ({ cells: { name: frozenName(ui, one), before: text(one, one.before), now: text(one, one.now) } }))}
      empty={ui.t('performance.empty')}
    />
  )
}

/** When stages were closed and opened again, and the way to open one again. */
function Steps({ cycle, steps, mayChange, form, newKey }: CycleProps) {
  const ui = useUi()
  const closed = stages.filter((stage) => stage < cycle.stage || cycle.state === 'waiting')
  const nameOf = (stage: number) => ui.t(`performance.stage.${stageNames[stage - 1] ?? 'facts'}`)
  return (
    <>
      {steps.some(({ step }) => step === 'reopened') ? (
        <DataTable
          caption={ui.t('performance.stage.history')}
          columns={[{ key: 'stage', text: ui.t('performance.stage') }, { key: 'what', text: ui.t('performance.state') }, { key: 'why', text: ui.t('performance.reason') }]}
          rows={steps.map((one) => ({ cells: { stage: nameOf(one.stage), what: ui.t(`performance.stage.${one.step === 'closed' ? 'closed' : 'reopened'}`, { day: ui.day(one.on_day as CalendarDate) }), why: one.reason ?? '–' } }))}
          empty={ui.t('performance.empty')}
        />
      ) : null}
      {mayChange && cycle.state !== 'closed' && closed.length > 0 ? (
        <Details summary={ui.t('performance.stage.reopen')} open={form.errors['reopenReason'] !== undefined}>
          <Form action={ui.to(`/performance/cycles/${cycle.id}/reopen`)} requestKey={newKey()}>
            <SelectField {...fieldOf(ui, form, 'stage', String(closed.at(-1)))} label={ui.t('performance.stage')} options={closed.map((stage) => ({ value: String(stage), text: nameOf(stage) }))} />
            <TextArea {...fieldOf(ui, form, 'reopenReason')} name="reason" id="reopenReason" label={ui.t('performance.reason')} hint={ui.t('performance.stage.reopen.hint')} rows={2} />
            <SubmitButton look="secondary" text={ui.t('performance.stage.reopen')} />
          </Form>
        </Details>
      ) : null}
    </>
  )
}
