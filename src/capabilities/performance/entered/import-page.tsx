import type { WrongCell } from '../../../platform/imports/dry-run'
import type { FaultParams } from '../../../platform/imports/fault'
import { FileField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { measureName } from '../../measures/index'
import { sayReason } from '../imports/sentences'
import { Errors, periodText, valueText } from '../pages/words'
import type { ReadyFigure } from './import-rows'

export interface FigureImportProps {
  errors: Readonly<Record<string, string>>
  columns: readonly string[]
  /** A sentence about the whole file. */
  fault: string | null
  /** What was read; the table goes along with the form, so that nothing is kept before it is sent. */
  read: { table: string; wrong: readonly WrongCell[]; ready: readonly ReadyFigure[] } | null
}
const mostShown = 200

/** The sentences of the form for what the form refuses too, else those of every import. */
export function sayFigureReason(ui: Ui, reason: string, params: FaultParams): string {
  if (reason === 'counted') return ui.t('performance.enter.counted')
  const own = `performance.enter.refusal.${reason}`
  return ui.has(own) ? ui.t(own, { ...params }) : sayReason(ui, reason, params)
}

/** Figures of other offices from a file: first what the file would do, then the entries that another person confirms. */
export function FigureImportPage({ errors, columns, fault, read }: FigureImportProps) {
  const ui = useUi()
  const isReady = read !== null && read.wrong.length === 0 && read.ready.length > 0
  return (
    <>
      <BackLink href={ui.to('/performance/figures')} text={ui.t('performance.enter.back')} />
      <h1 class="govuk-heading-l">{ui.t('performance.enter.import')}</h1>
      <Errors errors={errors} />
      <p class="govuk-body">{ui.t('performance.enter.import.text')}</p>
      {fault ? <InsetText>{fault}</InsetText> : null}
      {read && read.wrong.length > 0 ? <Wrong wrong={read.wrong} /> : null}
      {read && isReady ? <Ready ready={read.ready} /> : null}
      <Form action={ui.to('/performance/figures/imports')} requestKey={ui.newKey()} files>
        {read && isReady ? <HiddenField name="table" value={read.table} /> : <FileField name="file" label={ui.t('performance.import.file')} hint={ui.t('performance.import.columns-are', { columns: columns.join(', ') })} accept=".csv,.xlsx" error={errors['file'] ? ui.t(errors['file']) : undefined} />}
        <SubmitButton name="step" value={isReady ? 'write' : 'check'} text={isReady ? ui.t('performance.enter.import.write', { number: read.ready.length }) : ui.t(read ? 'performance.import.again' : 'performance.import.check')} />
      </Form>
      {isReady ? <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/figures/imports')}>{ui.t('performance.import.other-file')}</a></p> : null}
    </>
  )
}

function Wrong({ wrong }: { wrong: readonly WrongCell[] }) {
  const ui = useUi()
  return (
    <>
      <InsetText>{ui.t('performance.import.nothing-written', { number: wrong.length })}</InsetText>
      <DataTable
        caption={ui.t('performance.import.wrong')}
        columns={[{ key: 'place', text: ui.t('performance.import.place') }, { key: 'value', text: ui.t('performance.import.cell') }, { key: 'why', text: ui.t('performance.import.problem') }]}
        rows={wrong.slice(0, mostShown).map(({ row, heading, column, value, reason, params }) => ({ cells: { place: `${ui.t('performance.import.at', { row })}: ${heading || column}`, value: value || '–', why: sayFigureReason(ui, reason, params) } }))}
        empty={ui.t('performance.empty')}
      />
    </>
  )
}

function Ready({ ready }: { ready: readonly ReadyFigure[] }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('performance.import.ready', { number: ready.length })}
      columns={[{ key: 'place', text: ui.t('performance.import.place') }, { key: 'name', text: ui.t('performance.enter.figure') }, { key: 'unit', text: ui.t('web.centre') }, { key: 'period', text: ui.t('performance.period') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, { key: 'source', text: ui.t('performance.source') }]}
      rows={ready.slice(0, mostShown).map(({ row, values, measure, entry }) => ({
        cells: { place: ui.t('performance.import.at', { row }), name: measureName(ui, measure), unit: values.unit_code?.code ?? ui.t('performance.national'), period: periodText(ui, entry.period), value: valueText(ui, measure, entry.value), source: entry.source },
      }))}
      empty={ui.t('performance.empty')}
    />
  )
}
