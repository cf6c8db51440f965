import { DataTable } from '../../../platform/web/table'
import { InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { addressOf, parameterOf, type Question } from '../asking'
import type { Breakdown, MonthFigure } from '../figures/breakdown'
import type { Figure } from '../figures/figure'
import type { OverviewLine } from '../figures/overview'
import { type Measure, units } from '../language/tree'
import { absolute, compare, exact, isZero, subtract, toDecimal, zero } from '../../../kernel/exact'
import { previousPeriod } from '../../../kernel/period'
import { BreakdownChart, TrendChart } from './charts'
import { FigureFilter } from './filter'
import { definitionOf, figureText, measureName, monthText, numberText } from './words'

export interface ThisMonthProps {
  question: Question
  lines: readonly OverviewLine[]
  /** Measures that are counted only when somebody opens them. */
  others: readonly Measure[]
  breakdowns: readonly Breakdown[]
  trend: readonly MonthFigure[]
  /** Whether numbers open their records. */
  opens: boolean
}

/** All figures of a month, and one of them taken apart. */
export function ThisMonth({ question, lines, others, breakdowns, trend, opens }: ThisMonthProps) {
  const ui = useUi()
  const { asked, measure } = question
  const before = previousPeriod(asked.month)
  const hasAgency = lines.some(({ agency }) => agency !== null)
  const recordsOf = (of: Measure, figure: Figure, change: Readonly<Record<string, string | null>> = {}) =>
    opens && of.tree.kind !== 'ratio' && figure.state === 'shown' && figure.value !== '0' ? ui.to(addressOf('/this-month/records', { asked, measure: of }, change)) : undefined
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('measures.title', { month: monthText(ui, asked.month) })}</h1>
      <Reach question={question} />
      <DataTable
        caption={ui.t('measures.title', { month: monthText(ui, asked.month) })}
        captionHidden
        filter={<FigureFilter question={question} action="/this-month" />}
        columns={[
          { key: 'name', text: ui.t('measures.figure') },
          { key: 'now', text: monthText(ui, asked.month), numeric: true },
          { key: 'before', text: monthText(ui, before), numeric: true },
          { key: 'change', text: ui.t('measures.change'), numeric: true },
          ...(hasAgency ? [{ key: 'agency', text: ui.t('measures.agency'), numeric: true }] : []),
        ]}
        rows={lines.filter(({ now }) => now.state !== 'not-collected').map((line) => ({
          cells: {
            name: <NameCell line={line} href={ui.to(`${addressOf('/this-month', { asked, measure: line.measure })}#taken-apart`)} />,
            now: <Linked figure={line.now} measure={line.measure} href={recordsOf(line.measure, line.now)} />,
            before: <Linked figure={line.before} measure={line.measure} href={recordsOf(line.measure, line.before, { month: before.key })} />,
            change: changeText(ui, line),
            agency: line.agency ? figureText(ui, line.agency, line.measure) : '',
          },
        }))}
        empty={ui.t('measures.empty')}
      />
      <NotCollected lines={lines} />
      <WhenOpened question={question} others={others} />
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/measures')}>{ui.t('measures.editor.title')}</a></p>
      <TakenApart question={question} breakdowns={breakdowns} trend={trend} line={lines.find((line) => line.measure.id === measure.id)} recordsOf={recordsOf} />
    </>
  )
}

function Reach({ question }: { question: Question }) {
  const ui = useUi()
  const { sight } = question.asked
  if (sight.level === 'own') return <InsetText>{ui.t('measures.reach.own', { centre: sight.centre })}</InsetText>
  return <InsetText>{ui.t(sight.level === 'all' ? 'measures.reach.all' : 'measures.reach.released')}</InsetText>
}

function NameCell({ line, href }: { line: OverviewLine; href: string }) {
  const ui = useUi()
  return (
    <>
      <a class="govuk-link" href={href}>{measureName(ui, line.measure)}</a>
      <br />
      <span class="govuk-hint">{definitionOf(ui, line.measure)}</span>
    </>
  )
}

/** Figures that the register does not record yet: named, so that nobody takes them for zero. */
function NotCollected({ lines }: { lines: readonly OverviewLine[] }) {
  const ui = useUi()
  const names = lines.filter(({ now }) => now.state === 'not-collected').map(({ measure }) => measureName(ui, measure))
  if (names.length === 0) return null
  return <p class="govuk-body">{ui.t('measures.not-collected.list', { names: names.join(ui.t('measures.list-separator')) })}</p>
}

function Linked({ figure, measure, href }: { figure: Figure; measure: Measure; href: string | undefined }) {
  const ui = useUi()
  const text = figureText(ui, figure, measure)
  return href ? <a class="govuk-link" href={href}>{text}</a> : <>{text}</>
}

function changeText(ui: ReturnType<typeof useUi>, { now, before, measure }: OverviewLine): string {
  if (now.state !== 'shown' || before.state !== 'shown') return ''
  const difference = subtract(exact(now.value), exact(before.value))
  if (isZero(difference)) return ui.t('measures.change.none')
  const size = numberText(ui, toDecimal(absolute(difference), units[measure.tree.unit]))
  const signed = ui.t(compare(difference, zero) > 0 ? 'measures.change.up' : 'measures.change.down', { number: size })
  return measure.tree.unit === 'percent' ? ui.t('measures.points', { number: signed }) : signed
}

/** Figures that are counted only when somebody opens them. */
function WhenOpened({ question, others }: { question: Question; others: readonly Measure[] }) {
  const ui = useUi()
  if (others.length === 0) return null
  return (
    <p class="govuk-body">
      {ui.t('measures.when-opened')}{' '}
      {others.map((measure, i) => (
        <>{i > 0 ? ui.t('measures.list-separator') : null}<a class="govuk-link" href={ui.to(`${addressOf('/this-month', { asked: question.asked, measure })}#taken-apart`)}>{measureName(ui, measure)}</a></>
      ))}
    </p>
  )
}

interface TakenApartProps {
  question: Question
  breakdowns: readonly Breakdown[]
  trend: readonly MonthFigure[]
  line: OverviewLine | undefined
  recordsOf: (of: Measure, figure: Figure, change?: Readonly<Record<string, string | null>>) => string | undefined
}

function TakenApart({ question, breakdowns, trend, line, recordsOf }: TakenApartProps) {
  const ui = useUi()
  const { measure, asked } = question
  if (!line || line.now.state === 'not-collected') return null
  return (
    <section id="taken-apart">
      <h2 class="govuk-heading-m">{ui.t('measures.taken-apart', { measure: measureName(ui, measure), month: monthText(ui, asked.month) })}</h2>
      <p class="govuk-body">{definitionOf(ui, measure)}</p>
      {line.now.state === 'not-split' ? <p class="govuk-body">{ui.t('measures.not-split.why')}</p> : null}
      {trend.length > 0 && line.now.state !== 'not-split' ? <TrendChart question={question} trend={trend} hrefOf={(figure, month) => recordsOf(measure, figure, { month })} /> : null}
      <div class="op-columns">
        {line.now.state === 'not-split' ? null : breakdowns.map((breakdown) => (
          <BreakdownChart question={question} breakdown={breakdown} hrefOf={(figure, code) => recordsOf(measure, figure, { [parameterOf[breakdown.dimension]]: code })} />
        ))}
      </div>
    </section>
  )
}
