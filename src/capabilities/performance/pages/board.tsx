import type { CalendarDate } from '../../../kernel/calendar'
import { listLastMonths, type Period } from '../../../kernel/period'
import { Form, SubmitButton } from '../../../platform/web/form'
import { SelectField } from '../../../platform/web/fields'
import { BackLink, ButtonLink, EmptyState, InsetText, StatTile, StatTiles, Tabs } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { monthText, type PeriodRecord, type UsedEntries } from '../../measures/index'
import { EnteredMark } from '../entered/mark'
import type { listOpenNotes } from '../queries/notes'
import type { BoardLine } from '../reading/board'
import { judgedOf } from '../reading/parts'
import { lineId, type Spark } from '../reading/sparks'
import type { TextByLanguage } from '../model'
import type { LightName } from '../rules/attainment'
import { farthestFromTarget } from '../rules/farthest'
import { indicatorHref } from './address'
import { Sparkline } from './spark'
import { actualText, centreText, goalText, judgedText, labelOf, Light, lineName, Section, shareText, targetText } from './words'

export interface BoardProps {
  month: Period
  newest: Period
  centre: CentreLine | null
  lines: readonly BoardLine[]
  /** Centres that the reader may open. */
  centres: readonly CentreLine[]
  reach: 'own' | 'all' | 'released'
  maySet: boolean
  mayWatch: boolean
  waiting: number
  isLoaded: boolean
  /** What the centre must do next; null for the whole agency. */
  due: { record: PeriodRecord; month: Period; on: CalendarDate; notes: Awaited<ReturnType<typeof listOpenNotes>> } | null
  requestKey: string
  /** The last twelve months of a centre's indicators by their id; empty for the whole agency. */
  sparks: ReadonlyMap<string, Spark>
  /** The entered figures behind a value, by the indicator's id. */
  marks: ReadonlyMap<string, readonly UsedEntries[]>
}

/** All indicators by pillar, each with its target and its light. */
export function Board(props: BoardProps) {
  const ui = useUi()
  const { month, centre, lines } = props
  const frameworks = [...new Map(lines.map(({ indicator }) => [indicator.framework, indicator.frameworkTitles])).entries()]
  const path = centre ? `/performance/centres/${centre.code}` : '/performance'
  return (
    <>
      {centre && props.reach === 'all' ? <BackLink href={ui.to(`/performance?month=${month.key}`)} text={ui.t('performance.back.national')} /> : null}
      <h1 class="govuk-heading-l">{centre ? ui.t('performance.title.centre', { centre: centreText(ui, centre) }) : ui.t('performance.title')}</h1>
      <PerformanceTabs reach={props.reach} current="board" waiting={props.waiting} maySet={props.maySet} centre={centre?.code} />
      {props.isLoaded ? <Totals lines={lines} /> : <NotLoaded {...props} />}
      <Farthest {...props} />
      {props.due && centre ? <Due due={props.due} centre={centre} /> : null}
      <Form method="get" action={ui.to(path)}>
        <SelectField name="month" label={ui.t('performance.data-until')} value={month.key} options={listLastMonths(24, props.newest.to).reverse().map((one) => ({ value: one.key, text: monthText(ui, one) }))} />
        <SubmitButton text={ui.t('web.filter')} look="secondary" />
      </Form>
      {props.reach === 'released' ? <InsetText>{ui.t('performance.reach.released')}</InsetText> : null}
      {frameworks.map(([framework, titles]) => (
        <>
          {frameworks.length > 1 ? <h2 class="govuk-heading-l">{ui.t('performance.framework.named', { title: labelOf(ui, titles), key: framework })}</h2> : null}
          {pillarsOf(lines.filter(({ indicator }) => indicator.framework === framework)).map(({ title, lines: own }) => <Pillar title={labelOf(ui, title)} lines={own} month={month} centre={centre} sparks={props.sparks} marks={props.marks} />)}
        </>
      ))}
      {props.reach === 'released' ? null : <More {...props} />}
      {props.isLoaded ? <Downloads values={centre ? `/performance/centres/${centre.code}/values?month=${month.key}` : `/performance/values?month=${month.key}`} /> : null}
      {centre === null && props.reach === 'all' && props.isLoaded ? <Centres centres={props.centres} month={month} /> : null}
    </>
  )
}

/** The lines of one framework by its areas, in their order. */
export function pillarsOf(lines: readonly BoardLine[]): { title: TextByLanguage; lines: BoardLine[] }[] {
  const pillars = [...new Map(lines.map(({ indicator }) => [indicator.pillar.key, indicator.pillar.titles])).entries()]
  return pillars.map(([key, title]) => ({ title, lines: lines.filter(({ indicator }) => indicator.pillar.key === key) }))
}

/** One pillar: a sentence, the figures with a target, then the others with their value only. */
function Pillar({ title, lines, month, centre, sparks, marks }: { title: string; lines: readonly BoardLine[]; month: Period; centre: CentreLine | null; sparks: BoardProps['sparks']; marks: BoardProps['marks'] }) {
  const ui = useUi()
  const [judged, others] = [lines.filter(({ target }) => target), lines.filter(({ target }) => !target)]
  const name = (line: BoardLine) => <a class="govuk-link" href={indicatorHref(ui, { ...line, month, centre })}>{lineName(ui, line)}</a>
  const behind = judged.filter(({ light }) => light === 'behind' || light === 'far-behind').map((line) => lineName(ui, line))
  return (
    <Section title={title}>
      {judged.length > 0 ? (
        <>
          <p class="govuk-body">{behind.length > 0 ? ui.t('performance.pillar.behind', { names: behind.join(', ') }) : ui.t('performance.pillar.fine')}</p>
          <DataTable
            caption={title}
            captionHidden
            columns={[
              { key: 'name', text: ui.t('performance.indicator') }, { key: 'light', text: ui.t('performance.light') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, ...(centre ? [{ key: 'spark', text: ui.t('performance.spark.title') }] : []), { key: 'due', text: ui.t('performance.due-by-now'), numeric: true },
              { key: 'target', text: ui.t('performance.target'), numeric: true }, { key: 'share', text: ui.t('performance.attained'), numeric: true },
            ]}
            rows={judged.map((line) => ({ cells: { name: name(line), spark: <Sparkline spark={sparks.get(lineId(line))} measure={line.measure} />, ...cellsOf(ui, line), value: <>{judgedText(ui, line)} <EnteredMark used={marks.get(line.indicator.id)} /></> } }))}
            empty={ui.t('performance.empty')}
          />
        </>
      ) : null}
      {others.length > 0 ? <ul class="govuk-list">{others.map((line) => <li>{name(line)}: <strong>{actualText(ui, line.measure, line.actual)}</strong>{sparks.has(lineId(line)) ? <> <Sparkline spark={sparks.get(lineId(line))} measure={line.measure} /></> : null} <EnteredMark used={marks.get(line.indicator.id)} /></li>)}</ul> : null}
    </Section>
  )
}

function cellsOf(ui: Ui, line: BoardLine) {
  const { measure, target, expected, toDate, isShare } = line
  return {
    due: expected ? goalText(ui, measure, isShare, expected, 1) : '–',
    target: targetText(ui, measure, isShare, target),
    share: shareText(ui, toDate?.share ?? null),
    light: <Standing line={line} />,
  }
}

/** The line, an indicator or a part of one, that lies farthest behind what is due; small numbers are not named. */
function Farthest({ lines, month, centre, reach }: BoardProps) {
  const ui = useUi()
  const found = reach === 'released' ? undefined : farthestFromTarget(lines.map((line) => ({ line, ...judgedOf(line) })))?.line
  if (!found) return null
  const said = { value: judgedText(ui, found), due: found.expected ? goalText(ui, found.measure, found.isShare, found.expected, 1) : '–', share: shareText(ui, found.judged?.share ?? null) }
  return <InsetText>{ui.t('performance.farthest')} <a class="govuk-link" href={indicatorHref(ui, { ...found, month, centre })}>{lineName(ui, found)}</a>. {ui.t('performance.farthest.text', said)}</InsetText>
}

/** What a centre has to do: the month that is due with its grade, and questions without an answer. */
function Due({ due, centre }: { due: NonNullable<BoardProps['due']>; centre: CentreLine }) {
  const ui = useUi()
  const { record, month } = due
  const text = record.state === 'open' ? ui.t('performance.due.submit', { month: monthText(ui, month), day: ui.day(due.on) }) : `${monthText(ui, month)}: ${ui.t(`performance.month.${record.state}`)}${record.grade ? `, ${ui.t('performance.grade')} ${record.grade}` : ''}`
  return (
    <ul class="govuk-list">
      <li><a class="govuk-link" href={ui.to(`/performance/months/${month.key}/${centre.code}`)}>{text}</a></li>
      {due.notes.map((note) => <li><a class="govuk-link" href={ui.to(`/performance/notes/${note.subject}/${note.subject_id}/${centre.code}`)}>{ui.t('performance.due.question', { text: [...note.text].slice(0, 80).join(''), post: note.addressee_post })}</a>{note.due_on ? ` (${ui.day(note.due_on as CalendarDate)})` : ''}</li>)}
    </ul>
  )
}

/** The light, or that nobody has set a target. */
export function Standing({ line }: { line: BoardLine }) {
  const ui = useUi()
  if (line.isOtherVersion) return <>{ui.t('performance.standing.other-version')}</>
  return line.target ? <><Light name={lightName(line)} />{line.isUncertain ? ` ${ui.t('performance.slice.uncertain.mark')}` : ''}</> : <>{ui.t('performance.target.not-set')}</>
}
const lightName = ({ light, actual }: BoardLine): LightName => light ?? (actual.state === 'not-due' ? 'not-due' : 'no-data')

/** Pages that stand behind the board. */
function More({ centre, month, maySet, mayWatch }: BoardProps) {
  const ui = useUi()
  const links = [
    ...(centre ? [{ href: `/performance/centres/${centre.code}/sheet?month=${month.key}`, text: ui.t('performance.sheet') }] : []),
    ...(centre && mayWatch ? [{ href: `/performance/centres/${centre.code}/watch?month=${month.key}`, text: ui.t('performance.watch') }] : []),
    { href: `/performance/mismatch?month=${month.key}${centre ? `&centre=${centre.code}` : ''}`, text: ui.t('performance.mismatch.open') },
    { href: `/performance/visits?month=${month.key}${centre ? `&centre=${centre.code}` : ''}`, text: ui.t('performance.visits') },
    { href: `/performance/figures${centre ? `?centre=${centre.code}` : ''}`, text: ui.t('performance.enter') },
    ...(centre === null && maySet ? [{ href: '/performance/framework', text: ui.t('performance.framework.title') }, { href: '/performance/baselines', text: ui.t('performance.desk') }, { href: '/performance/peers', text: ui.t('performance.peers') }] : []),
  ]
  return <ul class="govuk-list">{links.map(({ href, text }) => <li><a class="govuk-link" href={ui.to(href)}>{text}</a></li>)}</ul>
}

/** Files with the same figures and what they mean. */
export function Downloads({ values, indicator }: { values: string; indicator?: string }) {
  const ui = useUi()
  return (
    <ul class="govuk-list">
      <li><a class="govuk-link" href={ui.to(values)}>{ui.t('performance.download.values')}</a></li>
      <li><a class="govuk-link" href={ui.to('/performance/definitions')}>{ui.t('performance.download.definitions')}</a></li>
      {indicator ? <li><a class="govuk-link" href={ui.to(`/performance/definitions/pdf?indicator=${indicator}`)}>{ui.t('performance.download.definition-pdf')}</a></li> : null}
      <li><a class="govuk-link" href={ui.to('/performance/definitions/pdf')}>{ui.t('performance.download.definitions-pdf')}</a></li>
    </ul>
  )
}

/** How many indicators stand where; never one number for all of them. */
function Totals({ lines }: { lines: readonly BoardLine[] }) {
  const ui = useUi()
  const names: readonly LightName[] = ['on-target', 'close', 'behind', 'far-behind']
  const judged = lines.filter(({ light }) => light !== null)
  if (judged.length === 0) return <p class="govuk-body">{ui.t('performance.no-targets')}</p>
  return <StatTiles>{names.map((name) => <StatTile label={<Light name={name} />} value={ui.number(judged.filter(({ light }) => light === name).length)} note={ui.t('performance.of', { number: judged.length })} />)}</StatTiles>
}

function NotLoaded({ maySet, requestKey }: BoardProps) {
  const ui = useUi()
  return (
    <EmptyState title={ui.t('performance.not-loaded')}>
      <p class="govuk-body">{ui.t(maySet ? 'performance.not-loaded.hq' : 'performance.not-loaded.ask')}</p>
      {maySet ? (
        <Form action={ui.to('/performance/load')} requestKey={requestKey}>
          <SubmitButton text={ui.t('performance.load')} />
        </Form>
      ) : null}
    </EmptyState>
  )
}

function Centres({ centres, month }: { centres: readonly CentreLine[]; month: Period }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('performance.centres')}
      columns={[{ key: 'name', text: ui.t('web.centre') }, { key: 'province', text: ui.t('performance.province') }]}
      rows={centres.map((centre) => ({ cells: { name: <a class="govuk-link" href={ui.to(`/performance/centres/${centre.code}?month=${month.key}`)}>{centreText(ui, centre)}</a>, province: ui.place(centre.province_code) } }))}
      empty={ui.t('performance.empty')}
    />
  )
}

/** Ways between the pages of this part. */
export function PerformanceTabs(props: { reach: 'own' | 'all' | 'released'; current: 'board' | 'months' | 'plans' | 'cycles' | 'decisions'; waiting?: number; maySet: boolean; centre?: string | undefined }) {
  const ui = useUi()
  if (props.reach === 'released') return null
  const entry = (key: typeof props.current, path: string, count?: string) => ({ href: ui.to(path), text: ui.t(`performance.tab.${key}`), current: key === props.current, count })
  return (
    <Tabs
      label={ui.t('performance.parts')}
      items={[
        entry('board', '/performance'), entry('months', '/performance/months'), entry('plans', '/performance/plans'), entry('cycles', '/performance/cycles'),
        ...(props.maySet ? [entry('decisions', '/performance/decisions', props.waiting ? ui.number(props.waiting) : undefined)] : []),
      ]}
    />
  )
}

export function TargetButtons({ href }: { href: (page: 'target' | 'baseline') => string }) {
  const ui = useUi()
  return (
    <>
      <ButtonLink href={href('target')} text={ui.t('performance.set-target')} /> <ButtonLink href={href('baseline')} look="secondary" text={ui.t('performance.set-baseline')} />
    </>
  )
}
