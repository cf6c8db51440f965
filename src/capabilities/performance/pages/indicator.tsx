import { exact, type Exact, isZero, toNumber } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { LineChart } from '../../../platform/web/charts/line-chart'
import { BackLink, ButtonLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { ButtonGroup } from '../../../platform/web/form'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { definitionHash, definitionOf, monthText, natureOf, type UsedEntries, wholeSlice } from '../../measures/index'
import { EnteredMark } from '../entered/mark'
import type { BoardLine } from '../reading/board'
import type { Comparison, OwnHistory } from '../reading/comparison'
import type { Parts } from '../reading/parts'
import { cutsOf, type TrendMonth } from '../reading/trend'
import type { NoteRow } from '../queries/notes'
import type { listMoving } from '../queries/plans'
import type { readPeerBand } from '../reading/peers'
import type { BaselineRow, ChangeRow, TargetRow } from '../queries/targets'
import { forecast } from '../rules/spread'
import { isOfShare } from '../target-rules'
import { unitOf } from '../units'
import { indicatorHref, pathOf } from './address'
import { Downloads, Standing } from './board'
import { CompareSection } from './compare'
import { NotesLink } from './notes'
import { PartsSection } from './parts'
import { actualText, centreText, goalText, labelOf, lineName, numberText, periodText, ruleText, Section, shareText, valueText } from './words'

export interface IndicatorProps {
  line: BoardLine
  /** Its parts by sex and age; null on the page of a part, and where it has none. */
  parts: Parts | null
  /** Parts for which a reader may look, or headquarters may set something. */
  offered: readonly string[]
  /** The entered figures behind the value. */
  used: readonly UsedEntries[]
  month: Period
  centre: CentreLine | null
  centres: readonly CentreLine[]
  months: readonly TrendMonth[]
  history: OwnHistory | null
  comparison: Comparison | null
  baselines: readonly BaselineRow[]
  targets: readonly TargetRow[]
  changes: readonly ChangeRow[]
  opens: boolean
  maySet: boolean
  seesAll: boolean
  /** What a centre does about its figure; null for the whole agency. */
  follow: Follow | null
  /** Too many of its records are unknown for the rate to be published. */
  isUnpublished: boolean
}
export interface Follow {
  readonly notes: readonly NoteRow[]
  readonly moving: Awaited<ReturnType<typeof listMoving>>
  readonly seriesId: string | null
  /** The plan that takes an activity; null where none is open, undefined where the reader plans nothing. */
  readonly plan: { readonly id: string } | null | undefined
  readonly peers: Awaited<ReturnType<typeof readPeerBand>>
}

/** One indicator: what it counts, where it stands, how it went, what was agreed, and how far chance explains it. */
export function IndicatorPage(props: IndicatorProps) {
  const ui = useUi()
  const { line, month, centre } = props
  const { indicator, measure, actual, slice } = line
  const spot = { indicator, month, centre, slice }
  const back = centre ? `/performance/centres/${centre.code}?month=${month.key}` : `/performance?month=${month.key}`
  return (
    <>
      <BackLink href={ui.to(back)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{lineName(ui, line)}</h1>
      {slice === wholeSlice ? null : <p class="govuk-body"><a class="govuk-link" href={indicatorHref(ui, { ...spot, slice: wholeSlice })}>{ui.t('performance.slice.whole', { name: labelOf(ui, indicator.labels) })}</a></p>}
      {measure ? <p class="govuk-body">{definitionOf(ui, measure)}</p> : <InsetText>{ui.t('performance.not-measured.why')}</InsetText>}
      {props.isUnpublished ? <InsetText>{ui.t('performance.mismatch.unpublished.short')}</InsetText> : null}
      <SummaryList rows={standingRows(ui, props)} />
      <ButtonGroup>
        {props.opens && measure && actual.state === 'ok' ? <ButtonLink href={indicatorHref(ui, spot, '/records')} text={ui.t('performance.open-records')} /> : null}
        {props.maySet && measure ? (
          <>
            <ButtonLink href={indicatorHref(ui, spot, '/target')} look="secondary" text={ui.t('performance.set-target')} />
            <ButtonLink href={indicatorHref(ui, spot, '/baseline')} look="secondary" text={ui.t('performance.set-baseline')} />
            {natureOf(measure.tree) === 'flow' ? <ButtonLink href={indicatorHref(ui, spot, '/spread')} look="secondary" text={ui.t('performance.spread')} /> : null}
          </>
        ) : null}
        {props.follow?.plan !== undefined ? <ButtonLink href={ui.to(planPath(props.follow))} look="secondary" text={ui.t('performance.plan-activity')} /> : null}
      </ButtonGroup>
      {props.follow && centre ? <FollowUp {...props.follow} href={`/performance/notes/indicator/${indicator.id}/${centre.code}`} line={line} /> : null}
      {indicator.key === 'mismatch_rate' ? <p class="govuk-body"><a class="govuk-link" href={ui.to(`/performance/mismatch?month=${month.key}${centre ? `&centre=${centre.code}` : ''}`)}>{ui.t('performance.mismatch.open')}</a></p> : null}
      <PartsSection {...props} spot={spot} />
      {measure && props.months.length > 0 ? <Trend {...props} /> : null}
      {props.comparison ? <CompareSection comparison={props.comparison} centres={props.centres} own={centre?.code ?? null} seesAll={props.seesAll} month={month} indicator={indicator} /> : null}
      <Agreed {...props} />
      {measure ? <Downloads values={pathOf(spot, '/values')} indicator={indicator.address} /> : null}
    </>
  )
}

const planPath = ({ plan, seriesId }: Follow): string => (plan ? `/performance/plans/${plan.id}${seriesId ? `?moves=${seriesId}` : ''}#new-activity` : '/performance/plans')

/** What is being done about the figure, what was asked, and where similar centres stand. */
function FollowUp({ moving, notes, peers, href, line }: Follow & { href: string; line: BoardLine }) {
  const ui = useUi()
  const value = (number: number) => valueText(ui, line.measure, exact(number.toFixed(1)), 1)
  return (
    <>
      {peers?.band ? <p class="govuk-body">{ui.t('performance.peers.band', { name: peers.name, count: peers.band.count, low: value(peers.band.low), middle: value(peers.band.middle), high: value(peers.band.high) })}</p> : null}
      {moving.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet">
          {moving.map((one) => <li><a class="govuk-link" href={ui.to(`/performance/activities/${one.id}`)}>{one.code} {one.title}</a>, {one.owner_post} ({ui.t(`performance.activity.${one.state}`)})</li>)}
        </ul>
      ) : <p class="govuk-body">{ui.t('performance.moving.none')}</p>}
      <NotesLink href={href} notes={notes} />
    </>
  )
}

/** A part of a rate; only what was entered has decimals. */
const partText = (ui: Ui, part: Exact): string => numberText(ui, part, part.denominator === 1n ? 0 : 1)

function standingRows(ui: Ui, { line, used }: IndicatorProps) {
  const { measure, actual, window, baseline, target, expected, whole, toDate, share, indicator } = line
  const row = (key: string, value: unknown) => ({ key: ui.t(key), value: value as string })
  const counted = actual.state === 'ok' && actual.num && actual.den ? ui.t('performance.of-parts', { num: partText(ui, actual.num), den: partText(ui, actual.den) }) : ''
  const ahead = target?.published && !line.isShare && actual.state === 'ok' && actual.value && toNumber(share) < 1 && measure && !['rate', 'stock'].includes(indicator.accumulation) ? forecast(actual.value, share) : null
  const restated = baseline && measure && (line.isOtherVersion || baseline.definitionHash !== definitionHash(measure.tree))
  return [
    row('performance.value', <><strong>{actualText(ui, measure, actual)}</strong> {counted} <EnteredMark used={used} /></>),
    ...(line.part ? [row('performance.slice.share', shareOfWhole(ui, line))] : []),
    row('performance.data', ui.t('performance.from-to', { from: ui.day(window.from), to: ui.day(window.to) })),
    row('performance.baseline', baseline ? baselineText(ui, line, baseline) : ui.t('performance.baseline.none')),
    ...(restated && measure ? [row('performance.baseline.version', ui.t('performance.baseline.other-version', { before: baseline.measureVersion, now: measure.version }))] : []),
    row('performance.target', target ? <TargetText line={line} target={target} /> : ui.t('performance.target.none')),
    ...(expected && target ? [row('performance.due-by-now', `${goalText(ui, measure, line.isShare, expected, 1)} (${ui.t('performance.share-due', { share: shareText(ui, share) })})`)] : []),
    ...(target ? [row('performance.attained', ui.t('performance.attained.both', { toDate: shareText(ui, toDate?.share ?? null), whole: shareText(ui, whole?.share ?? null) }))] : []),
    ...(ahead ? [row('performance.forecast', ui.t('performance.forecast.text', { value: ui.number(Math.round(ahead.value)), low: ui.number(Math.round(ahead.low)), high: ui.number(Math.round(ahead.high)) }))] : []),
    row('performance.light', <Standing line={line} />),
    ...(line.isUncertain ? [row('performance.slice.uncertain', ui.t('performance.slice.uncertain.text'))] : []),
  ]
}

/** A part in per cent of the whole, and how far those whose sex or age is unknown leave it open. */
function shareOfWhole(ui: Ui, { measure, actual, part }: BoardLine): string {
  if (!part?.share || !part.high || actual.state !== 'ok') return '–'
  const percent = (share: Exact) => ui.t('performance.percent', { number: numberText(ui, share, 1) })
  const said = { share: percent(part.share), value: valueText(ui, measure, actual.value), whole: valueText(ui, measure, part.whole), unknown: valueText(ui, measure, part.unknown), high: percent(part.high) }
  return ui.t(isZero(part.unknown) ? 'performance.slice.share.text' : 'performance.slice.share.open', said)
}

export const baselineText = (ui: Ui, { measure }: Pick<BoardLine, 'measure'>, { value, status, period }: Pick<BaselineRow, 'value' | 'status' | 'period'>): string =>
  ui.t('performance.baseline.text', { value: value ? valueText(ui, measure, value) : '–', status: ui.t(`performance.status.${status}`), period })

function TargetText({ line, target }: { line: BoardLine; target: TargetRow }) {
  const ui = useUi()
  const { measure } = line
  return (
    <>
      <strong>{target.published ? goalText(ui, measure, line.isShare, target.published) : ''}</strong> {ruleText(ui, target.rule)}, {periodText(ui, target.period)}
      {target.exact && target.byRule && target.exact.denominator !== 1n ? <> ({ui.t('performance.target.exact', { value: valueText(ui, measure, target.exact, 1) })})</> : null}
      {target.overrideReason ? <p class="govuk-hint">{ui.t('performance.target.differs', { value: target.byRule ? valueText(ui, measure, target.byRule) : '–', reason: target.overrideReason })}</p> : null}
    </>
  )
}

function Trend({ line, months, history, opens, centre }: IndicatorProps) {
  const ui = useUi()
  const { measure, indicator, slice } = line
  const name = lineName(ui, line)
  const point = (value: number | null | undefined, text: string, href?: string) => ({ value: value ?? null, text, href })
  const number = (value: number) => numberText(ui, exact(value.toFixed(1)), 1)
  const last = history?.limits.at(-1)
  const cuts = cutsOf(months)
  const starts = [0, ...cuts.map(({ at }) => at)]
  const spans = starts.map((from, i) => ({ from, to: starts[i + 1] ?? months.length, version: cuts.length > 0 ? (months[from]?.measure.version ?? null) : null }))
  return (
    <Section title={ui.t('performance.trend')} id="trend">
      <LineChart
        id="months" title={name} description={ui.t('performance.trend.description', { name })} tableText={ui.t('performance.table')} empty={ui.t('performance.empty')}
        series={[
          ...spans.map(({ from, to, version }) => ({ name: version === null ? name : ui.t('performance.trend.version', { name, version }), points: months.map(({ month, observation }, at) => at < from || at >= to ? point(null, '–') : point(observation.value ? toNumber(observation.value) : null, actualText(ui, measure, observation), opens && observation.state === 'ok' ? `${indicatorHref(ui, { indicator, month, centre, slice }, '/records')}&only=month` : undefined)) })),
          ...(history ? [
            { name: ui.t('performance.limit.high'), points: history.limits.map(({ high }, at) => ((history.values[at] ?? null) === null ? point(null, '–') : point(high, number(high)))) }, { name: ui.t('performance.limit.low'), points: history.limits.map(({ low }, at) => ((history.values[at] ?? null) === null ? point(null, '–') : point(low, number(low)))) },
          ] : []),
        ]}
        steps={months.map(({ month }) => monthText(ui, month))} stepText={ui.t('performance.month')} formatTick={(value) => (Number.isInteger(value) ? ui.number(value) : '')}
      />
      {cuts.map(({ month, before, now }) => <InsetText>{ui.t('performance.trend.cut', { month: monthText(ui, month), before: before.version, now: now.version })}</InsetText>)}
      {history && last ? <p class="govuk-body">{ui.t(`performance.signal.${history.signal ?? 'none'}`, { low: number(last.low), high: number(last.high) })}</p> : <p class="govuk-body">{ui.t('performance.signal.too-short')}</p>}
    </Section>
  )
}

/** Baselines, targets and the signed changes behind them; what was replaced stays visible. */
function Agreed({ line, baselines, targets, changes }: IndicatorProps) {
  const ui = useUi()
  const { measure } = line
  const goal = (rule: string, found: Exact | null, more = 0) => (found ? goalText(ui, measure, measure !== undefined && isOfShare(rule, unitOf(measure, line.slice)), found, more) : '–')
  return (
    <>
      <DataTable
        caption={ui.t('performance.targets')}
        columns={[{ key: 'period', text: ui.t('performance.period') }, { key: 'rule', text: ui.t('performance.rule') }, { key: 'exact', text: ui.t('performance.target.by-rule'), numeric: true }, { key: 'published', text: ui.t('performance.target.published'), numeric: true }]}
        rows={targets.map((target) => ({ cells: { period: `${periodText(ui, target.period)}, ${ui.t(`performance.role.${target.role}`)}`, rule: ruleText(ui, target.rule), exact: goal(target.rule, target.exact, 1), published: goal(target.rule, target.published) } }))}
        empty={ui.t('performance.targets.empty')}
      />
      <DataTable
        caption={ui.t('performance.baselines')}
        columns={[{ key: 'value', text: ui.t('performance.baseline') }, { key: 'source', text: ui.t('performance.source') }, { key: 'by', text: ui.t('performance.signed') }, { key: 'state', text: ui.t('performance.state') }]}
        rows={baselines.map((row) => ({ cells: { value: baselineText(ui, line, row), source: row.reason ? `${row.source} (${row.reason})` : row.source, by: signed(ui, row.setBy, row.decidedBy), state: ui.t(`performance.decision.${row.state}`) } }))}
        empty={ui.t('performance.baselines.empty')}
      />
      <DataTable
        caption={ui.t('performance.changes')}
        columns={[{ key: 'rule', text: ui.t('performance.rule') }, { key: 'before', text: ui.t('performance.rule.before') }, { key: 'reason', text: ui.t('performance.reason') }, { key: 'by', text: ui.t('performance.signed') }, { key: 'state', text: ui.t('performance.state') }]}
        rows={changes.map((row) => ({ cells: { rule: `${ruleText(ui, row.rule)} (${row.period})`, before: ruleText(ui, row.oldRule), reason: row.reason, by: signed(ui, row.askedBy, row.decidedBy), state: ui.t(`performance.decision.${row.state}`) } }))}
        empty={ui.t('performance.changes.empty')}
      />
    </>
  )
}

const signed = (ui: Ui, asked: string, decided: string | null): string => (decided ? ui.t('performance.signed.both', { asked, decided }) : ui.t('performance.signed.one', { asked }))
