import { SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type AnyMeasure, type EntryRecord, measureName, type Observation, type UsedEntries } from '../../measures/index'
import { actualText, centreText, periodText } from '../pages/words'
import { EnteredMark, EntryTable, entryValue } from './mark'
import type { FigureLine } from './reading'

export interface FiguresProps {
  centre: CentreLine | null
  /** Centres that the reader may choose. */
  centres: readonly CentreLine[]
  lines: readonly FigureLine[]
  entries: readonly EntryRecord[]
  waiting: readonly EntryRecord[]
  /** What is made of entered figures, for the unit. */
  made: readonly { measure: AnyMeasure; observation: Observation; used: readonly UsedEntries[] }[]
  mayEnter: boolean
  seesAll: boolean
  mayImport: boolean
}

export const figuresHref = (ui: Ui, centre: string | null): string => ui.to(`/performance/figures${centre ? `?centre=${centre}` : ''}`)

/** What is due, what waits for a second person, and what was given. */
export function FiguresPage(props: FiguresProps) {
  const ui = useUi()
  const { centre, lines, entries, waiting, made } = props
  return (
    <>
      <BackLink href={ui.to(centre ? `/performance/centres/${centre.code}` : '/performance')} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.enter')}</h1>
      <p class="govuk-body">{ui.t('performance.enter.text')}</p>
      {props.seesAll ? (
        <Form method="get" action={ui.to('/performance/figures')}>
          <SelectField name="centre" label={ui.t('web.centre')} value={centre?.code ?? ''} emptyText={ui.t('performance.national')} options={props.centres.map((one) => ({ value: one.code, text: centreText(ui, one) }))} />
          <SubmitButton text={ui.t('web.filter')} look="secondary" />
        </Form>
      ) : null}
      {props.mayImport ? <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/figures/imports')}>{ui.t('performance.enter.import')}</a></p> : null}
      <EntryTable caption={ui.t('performance.enter.waiting')} entries={waiting} empty={ui.t('performance.enter.waiting.none')} />
      <DataTable
        caption={ui.t('performance.enter.due')}
        columns={[{ key: 'name', text: ui.t('performance.enter.figure') }, { key: 'period', text: ui.t('performance.period') }, { key: 'state', text: ui.t('performance.state') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, ...(props.mayEnter ? [{ key: 'do', text: ui.t('performance.enter.do') }] : [])]}
        rows={lines.map((line) => ({
          cells: {
            name: measureName(ui, line.measure), period: periodText(ui, line.period), state: <State line={line} />, value: line.confirmed ? entryValue(ui, line.confirmed) : '–',
            do: line.waiting ? '–' : <a class="govuk-link" href={ui.to(`/performance/figures/${line.measure.id}/enter?period=${line.period.key}${centre ? `&centre=${centre.code}` : ''}`)}>{ui.t(line.confirmed ? 'performance.enter.newer' : 'performance.enter.enter')}</a>,
          },
        }))}
        empty={ui.t('performance.enter.none')}
      />
      <EntryTable caption={ui.t('performance.enter.all')} entries={entries} empty={ui.t('performance.enter.all.none')} />
      <DataTable
        caption={ui.t('performance.enter.made')}
        columns={[{ key: 'name', text: ui.t('performance.enter.figure') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, { key: 'source', text: ui.t('performance.source') }]}
        rows={made.map(({ measure, observation, used }) => ({ cells: { name: measureName(ui, measure), value: actualText(ui, measure, observation), source: <EnteredMark used={used} /> } }))}
        empty={ui.t('performance.enter.none')}
      />
    </>
  )
}

const looks: Readonly<Record<string, TagColour>> = { due: 'yellow', waiting: 'blue', given: 'green', refused: 'red', optional: 'grey' }
function State({ line }: { line: FigureLine }) {
  const ui = useUi()
  const name = line.waiting ? 'waiting' : line.refused && !line.confirmed ? 'refused' : line.confirmed ? 'given' : line.isDue ? 'due' : 'optional'
  return (
    <>
      <Tag colour={looks[name] ?? 'grey'} text={ui.t(`performance.enter.state.${name}`)} />
      {line.refused?.decisionReason && !line.waiting ? <span class="govuk-hint">{line.refused.decisionReason}</span> : null}
    </>
  )
}
