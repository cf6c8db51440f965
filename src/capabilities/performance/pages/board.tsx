import { listLastMonths, type Period } from '../../../kernel/period'
import { Form, SubmitButton } from '../../../platform/web/form'
import { SelectField } from '../../../platform/web/fields'
import { BackLink, ButtonLink, EmptyState, InsetText, StatTile, StatTiles, Tabs } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { monthText } from '../../measures/index'
import type { BoardLine } from '../reading/board'
import type { LightName } from '../rules/attainment'
import { actualText, centreText, labelOf, Light, shareText, valueText } from './words'

export interface BoardProps {
  month: Period
  newest: Period
  centre: CentreLine | null
  lines: readonly BoardLine[]
  /** Centres that the reader may open. */
  centres: readonly CentreLine[]
  reach: 'own' | 'all' | 'released'
  maySet: boolean
  waiting: number
  isLoaded: boolean
  requestKey: string
}

/** All indicators by pillar, each with its target and its light. */
export function Board(props: BoardProps) {
  const ui = useUi()
  const { month, centre, lines } = props
  const pillars = [...new Map(lines.map(({ indicator }) => [indicator.pillar.key, indicator.pillar])).values()]
  const path = centre ? `/performance/centres/${centre.code}` : '/performance'
  return (
    <>
      {centre && props.reach === 'all' ? <BackLink href={ui.to(`/performance?month=${month.key}`)} text={ui.t('performance.back.national')} /> : null}
      <h1 class="govuk-heading-l">{centre ? ui.t('performance.title.centre', { centre: centreText(ui, centre) }) : ui.t('performance.title')}</h1>
      <PerformanceTabs reach={props.reach} current="board" waiting={props.waiting} maySet={props.maySet} centre={centre?.code} />
      {props.isLoaded ? <Totals lines={lines} /> : <NotLoaded {...props} />}
      <Form method="get" action={ui.to(path)}>
        <SelectField name="month" label={ui.t('performance.data-until')} value={month.key} options={listLastMonths(24, props.newest.to).reverse().map((one) => ({ value: one.key, text: monthText(ui, one) }))} />
        <SubmitButton text={ui.t('web.filter')} look="secondary" />
      </Form>
      {props.reach === 'released' ? <InsetText>{ui.t('performance.reach.released')}</InsetText> : null}
      {pillars.map((pillar) => (
        <DataTable
          caption={labelOf(ui, pillar.titles)}
          columns={[
            { key: 'name', text: ui.t('performance.indicator') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, { key: 'due', text: ui.t('performance.due-by-now'), numeric: true },
            { key: 'target', text: ui.t('performance.target'), numeric: true }, { key: 'share', text: ui.t('performance.attained'), numeric: true }, { key: 'light', text: ui.t('performance.light') },
          ]}
          rows={lines.filter(({ indicator }) => indicator.pillar.key === pillar.key).map((line) => ({ cells: cellsOf(ui, line, month, centre?.code ?? null) }))}
          empty={ui.t('performance.empty')}
        />
      ))}
      {centre === null && props.reach === 'all' && props.isLoaded ? <Centres centres={props.centres} month={month} /> : null}
    </>
  )
}

export const indicatorHref = (ui: Ui, key: string, month: string, centre: string | null): string => ui.to(`/performance/indicators/${key}?month=${month}${centre ? `&centre=${centre}` : ''}`)

function cellsOf(ui: Ui, line: BoardLine, month: Period, centre: string | null) {
  const { indicator, measure, actual, target, expected, toDate } = line
  return {
    name: <a class="govuk-link" href={indicatorHref(ui, indicator.key, month.key, centre)}>{labelOf(ui, indicator.labels)}</a>,
    value: actualText(ui, measure, actual),
    due: expected ? valueText(ui, measure, expected, 1) : '–',
    target: target?.published ? valueText(ui, measure, target.published) : target?.band ? `${valueText(ui, measure, target.band.lo)} – ${valueText(ui, measure, target.band.hi)}` : '–',
    share: shareText(ui, toDate?.share ?? null),
    light: <Standing line={line} />,
  }
}
/** The light, or that nobody has set a target. */
export function Standing({ line }: { line: BoardLine }) {
  const ui = useUi()
  return line.target ? <Light name={lightName(line)} /> : <>{ui.t('performance.target.not-set')}</>
}
const lightName = ({ light, actual }: BoardLine): LightName => light ?? (actual.state === 'not-due' ? 'not-due' : 'no-data')

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
