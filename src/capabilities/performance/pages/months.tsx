import { type Exact, exact } from '../../../kernel/exact'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { TextArea } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, SummaryList, Tag, type TagColour, Timeline } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { completenessOf, gradeOf, type listPeriodEvents, type LockedFigure, measureName, monthText, type PeriodRecord, type PeriodStateName, type PeriodStep, type QualityFacts, timelinessOf, wholeSlice } from '../../measures/index'
import { PerformanceTabs } from './board'
import { centreText, Errors, fieldOf, numberText, type Shown, sliceName, valueText } from './words'

const colours: Record<PeriodStateName, TagColour> = { open: 'grey', submitted: 'blue', verified: 'blue', locked: 'teal', published: 'green' }
export function StateTag({ state }: { state: PeriodStateName }) {
  const ui = useUi()
  return <Tag colour={colours[state]} text={ui.t(`performance.month.${state}`)} />
}

/** Centres by months: how far each month is. */
export function MonthsPage({ centres, months, states, reach, maySet }: { centres: readonly CentreLine[]; months: readonly Period[]; states: readonly PeriodRecord[]; reach: 'own' | 'all'; maySet: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('performance.months')}</h1>
      <PerformanceTabs reach={reach} current="months" maySet={maySet} />
      <p class="govuk-body">{ui.t('performance.months.how')}</p>
      <DataTable
        caption={ui.t('performance.months')}
        captionHidden
        columns={[{ key: 'name', text: ui.t('web.centre') }, ...months.map((month) => ({ key: month.key, text: monthText(ui, month) }))]}
        rows={centres.map((centre) => ({
          cells: {
            name: centreText(ui, centre),
            ...Object.fromEntries(months.map((month) => {
              const found = states.find(({ centreId, period }) => centreId === centre.id && period === month.key)
              return [month.key, <a class="govuk-link" href={ui.to(`/performance/months/${month.key}/${centre.code}`)}><StateTag state={found?.state ?? 'open'} /><span class="govuk-visually-hidden"> {centreText(ui, centre)}, {monthText(ui, month)}</span>{found?.grade ? ` ${found.grade}` : ''}</a>]
            })),
          },
        }))}
        empty={ui.t('performance.empty')}
      />
    </>
  )
}

export interface MonthProps {
  centre: CentreLine
  month: Period
  record: PeriodRecord
  quality: QualityFacts & { silent: readonly CalendarDate[] }
  figures: readonly LockedFigure[]
  outliers: readonly { measure: string; value: number; z: number | null }[]
  events: Awaited<ReturnType<typeof listPeriodEvents>>
  /** Whether a locked value leads to its records. */
  opens: boolean
  steps: readonly PeriodStep[]
  proposals: readonly ('release' | 'reopen')[]
  due: CalendarDate
  form: Shown
  newKey: () => string
}

/** One month of a centre: its quality, what was frozen, what changed since, and the next step. */
export function MonthPage(props: MonthProps) {
  const ui = useUi()
  const { centre, month, record, quality } = props
  const grade = gradeOf(quality)
  const percent = (share: number) => ui.t('performance.percent', { number: numberText(ui, exact((share * 100).toFixed(1)), 1) })
  return (
    <>
      <BackLink href={ui.to('/performance/months')} text={ui.t('performance.back.months')} />
      <span class="govuk-caption-l">{centreText(ui, centre)}</span>
      <h1 class="govuk-heading-l">{monthText(ui, month)}</h1>
      <Errors errors={props.form.errors} />
      <SummaryList
        rows={[
          { key: ui.t('performance.state'), value: <StateTag state={record.state} /> },
          ...(record.state === 'open' ? [{ key: ui.t('performance.due'), value: ui.day(props.due) }] : []),
          ...(record.lockNo > 0 ? [{ key: ui.t('performance.lock-no'), value: ui.number(record.lockNo) }] : []),
          { key: ui.t('performance.grade'), value: `${grade}. ${ui.t('performance.grade.text', { reported: quality.reportedDays, expected: quality.expectedDays, timely: percent(timelinessOf(quality)), complete: percent(completenessOf(quality)) })}` },
        ]}
      />
      {quality.silent.length > 0 ? <InsetText>{ui.t('performance.silent', { days: quality.silent.slice(0, 10).map((day) => ui.day(day)).join('; '), number: quality.silent.length })}</InsetText> : null}
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`/performance/months/${month.key}/${centre.code}/days`)}>{ui.t('performance.days')}</a></p>
      {props.outliers.map(({ measure, value, z }) => <InsetText>{ui.t('performance.outlier', { name: ui.t(`measures.name.${measure}`), value: ui.number(value), z: z === null ? '–' : numberText(ui, exact(z.toFixed(1)), 1) })}</InsetText>)}
      <Steps {...props} />
      <Figures figures={props.figures} path={props.opens ? `/performance/months/${month.key}/${centre.code}/figures` : null} />
      <h2 class="govuk-heading-m">{ui.t('performance.month.history')}</h2>
      {props.events.length === 0 ? <p class="govuk-body">{ui.t('performance.month.history.empty')}</p> : (
        <Timeline items={props.events.map((event) => ({ title: ui.t(`performance.step.${event.step}`), by: event.by, on: ui.moment(event.created_at), children: event.reason }))} />
      )}
    </>
  )
}

function Steps({ centre, month, steps, proposals, form, newKey }: MonthProps) {
  const ui = useUi()
  const path = `/performance/months/${month.key}/${centre.code}`
  if (steps.length === 0 && proposals.length === 0) return null
  return (
    <Form action={ui.to(path)} requestKey={newKey()}>
      <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.step.reason')} hint={ui.t('performance.step.reason.hint')} rows={2} />
      <div class="govuk-button-group">
        {steps.map((step) => <SubmitButton name="step" value={step} look={step === 'return' || step === 'reopen' ? 'secondary' : 'primary'} text={ui.t(`performance.do.${step}`)} />)}
        {proposals.map((step) => <SubmitButton name="step" value={`propose-${step}`} look="secondary" text={ui.t(`performance.do.propose-${step}`)} />)}
      </div>
    </Form>
  )
}

/** A locked or revised value, or in words why there is none. */
export const lockedText = (ui: Ui, { definition }: LockedFigure, value: Exact | null, state: LockedFigure['state']): string => (value ? valueText(ui, definition, value) : ui.t(`performance.observed.${state}`))

export function revisionText(ui: Ui, figure: LockedFigure): string {
  const last = figure.revisions.at(-1)
  if (!last) return '–'
  const { added, removed, changed } = last
  return ui.t('performance.revised', { before: lockedText(ui, figure, last.oldValue, figure.state), now: lockedText(ui, figure, last.newValue, last.newState), day: ui.day(last.foundOn), added, removed, changed })
}

export const nameOf = (ui: Ui, { definition, measure, slice }: Pick<LockedFigure, 'definition' | 'measure' | 'slice'>): string => {
  const name = definition ? measureName(ui, definition) : measure
  return slice === wholeSlice ? name : ui.t('performance.slice.name', { name, part: sliceName(ui, slice) })
}

function Figures({ figures, path }: { figures: readonly LockedFigure[]; path: string | null }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('performance.locked-figures')}
      columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, { key: 'revised', text: ui.t('performance.revision') }, { key: 'digest', text: ui.t('performance.digest') }]}
      rows={figures.map((figure) => ({
        cells: {
          name: nameOf(ui, figure),
          value: path && figure.value ? <a class="govuk-link" href={ui.to(`${path}/${figure.id}`)}>{lockedText(ui, figure, figure.value, figure.state)}<span class="govuk-visually-hidden"> {nameOf(ui, figure)}</span></a> : lockedText(ui, figure, figure.value, figure.state),
          revised: revisionText(ui, figure),
          digest: figure.digest ? figure.digest.slice(0, 12) : '–',
        },
      }))}
      empty={ui.t('performance.locked-figures.empty')}
    />
  )
}
