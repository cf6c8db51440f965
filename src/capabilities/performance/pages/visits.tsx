import type { Period } from '../../../kernel/period'
import { BackLink } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { definitionOf, findAnyMeasure, isComposed, measureName, monthText, type Observation } from '../../measures/index'
import type { VisitLine, Visits } from '../reading/visits'
import { actualText, centreText, Section } from './words'

export interface VisitsProps {
  month: Period
  centre: CentreLine | null
  visits: Visits
  opens: boolean
}

/** Walk-in visitors of the centres, and beside them everything that the number leaves out. */
export function VisitsPage({ month, centre, visits, opens }: VisitsProps) {
  const ui = useUi()
  const { lines, countsPeople } = visits
  const hides = (id: string, at: 'month' | 'year') => id === 'WALK_IN_PERSONS' && !countsPeople[at]
  return (
    <>
      <BackLink href={ui.to(centre ? `/performance/centres/${centre.code}?month=${month.key}` : `/performance?month=${month.key}`)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.visits')}</h1>
      <DataTable
        caption={ui.t('performance.visits')}
        captionHidden
        columns={[{ key: 'name', text: ui.t('performance.visits.what') }, { key: 'month', text: monthText(ui, month), numeric: true }, { key: 'year', text: ui.t('performance.visits.year'), numeric: true }]}
        rows={lines.map((line) => ({
          cells: {
            name: measureName(ui, line),
            month: hides(line.id, 'month') ? ui.t('performance.visits.too-few-known') : <MonthValue line={line} month={month} centre={centre} opens={opens} />,
            year: hides(line.id, 'year') ? ui.t('performance.visits.too-few-known') : valueOf(ui, line.id, line.year),
          },
        }))}
        empty={ui.t('performance.empty')}
      />
      <Section title={ui.t('performance.visits.how')}>
        <dl class="govuk-body">{lines.map((line) => <><dt><strong>{measureName(ui, line)}</strong></dt><dd>{definitionOf(ui, line)}</dd></>)}</dl>
      </Section>
    </>
  )
}

const valueOf = (ui: Ui, id: string, observation: Observation): string => actualText(ui, findAnyMeasure(id), observation)

/** A number that leads to its records; a ratio and a middle value have no single list. */
function MonthValue({ line, month, centre, opens }: { line: VisitLine; month: Period; centre: CentreLine | null; opens: boolean }) {
  const ui = useUi()
  const tree = findAnyMeasure(line.id)?.tree
  const text = valueOf(ui, line.id, line.month)
  if (!opens || !tree || isComposed(tree) || tree.kind === 'ratio' || line.month.state !== 'ok') return <>{text}</>
  return <a class="govuk-link" href={ui.to(`/this-month/records?measure=${line.id}&month=${month.key}${centre ? `&centre=${centre.code}` : ''}`)}>{text}<span class="govuk-visually-hidden"> {measureName(ui, line)}</span></a>
}
