import type { Fields } from '../../../platform/http/route'
import type { WrongCell } from '../../../platform/imports/dry-run'
import type { MappedColumns } from '../../../platform/imports/map-columns'
import { FileField, RadioField, SelectField, TextArea } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { PerformanceTabs } from '../pages/board'
import { Errors, fieldOf, ruleText, seriesName, targetText } from '../pages/words'
import { type AnyMeasure, wholeSlice } from '../../measures/index'
import { isOfShare, type SeriesTarget } from '../target-rules'
import { unitOf } from '../units'
import type { ReadyRow } from './check'
import { sayReason } from './sentences'

export const importKinds = ['series', 'targets'] as const
export type ImportKind = (typeof importKinds)[number]

/** A row that can be sent, in words. */
type ReadyLine = Pick<ReadyRow<unknown>, 'row' | 'values'> & { readonly words: string }

export interface ImportPageProps {
  typed: Fields
  errors: Readonly<Record<string, string>>
  /** Our columns of each kind of file. */
  columns: Readonly<Record<ImportKind, readonly string[]>>
  /** What was read from the file; null before. */
  read: { kind: ImportKind; table: string; headings: readonly string[]; mapping: MappedColumns; wrong: readonly WrongCell[]; ready: readonly ReadyLine[] } | null
  /** A sentence about the whole file. */
  fault: string | null
}
const mostShown = 200

/** Baselines and targets from a file: first what the file would do, then the proposals. */
export function ImportPage(props: ImportPageProps) {
  const ui = useUi()
  const { typed, errors, read, fault } = props
  const form = { typed, errors }
  const isReady = read !== null && fault === null && read.wrong.length === 0 && read.ready.length > 0
  return (
    <>
      <BackLink href={ui.to('/performance/decisions')} text={ui.t('performance.import.back')} />
      <h1 class="govuk-heading-l">{ui.t('performance.import')}</h1>
      <PerformanceTabs reach="all" current="decisions" maySet />
      <Errors errors={errors} />
      <p class="govuk-body">{ui.t('performance.import.text')}</p>
      {fault ? <InsetText>{fault}</InsetText> : null}
      {read && !fault ? <Found read={read} /> : null}
      <Form action={ui.to('/performance/imports')} requestKey={ui.newKey()} files>
        {isReady ? <HiddenField name="kind" value={read.kind} /> : (
          <>
            <RadioField {...fieldOf(ui, form, 'kind')} label={ui.t('performance.import.kind')} options={importKinds.map((kind) => ({ value: kind, text: ui.t(`performance.import.kind.${kind}`), hint: ui.t('performance.import.columns-are', { columns: props.columns[kind].join(', ') }) }))} />
            <FileField name="file" label={ui.t('performance.import.file')} accept=".csv,.xlsx" error={errors['file'] ? ui.t(errors['file']) : undefined} />
          </>
        )}
        <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.reason')} hint={ui.t('performance.import.reason-hint')} rows={2} />
        {read ? <Columns read={read} columns={props.columns[read.kind]} isOpen={!isReady} /> : null}
        <div class="govuk-button-group">
          {isReady ? <SubmitButton name="step" value="write" text={ui.t('performance.import.write', { number: read.ready.length })} /> : null}
          <SubmitButton name="step" value="check" look={isReady ? 'secondary' : 'primary'} text={ui.t(read ? 'performance.import.again' : 'performance.import.check')} />
        </div>
      </Form>
      {isReady ? <p class="govuk-body"><a class="govuk-link" href={ui.to('/performance/imports')}>{ui.t('performance.import.other-file')}</a></p> : null}
    </>
  )
}

type Read = NonNullable<ImportPageProps['read']>

function Found({ read }: { read: Read }) {
  const ui = useUi()
  const { wrong, ready } = read
  if (wrong.length === 0) return <Ready ready={ready} kind={read.kind} />
  return (
    <>
      <InsetText>{ui.t('performance.import.nothing-written', { number: wrong.length })}</InsetText>
      <DataTable
        caption={ui.t('performance.import.wrong')}
        columns={[{ key: 'place', text: ui.t('performance.import.place') }, { key: 'value', text: ui.t('performance.import.cell') }, { key: 'why', text: ui.t('performance.import.problem') }]}
        rows={wrong.slice(0, mostShown).map((cell) => ({ cells: { place: `${ui.t('performance.import.at', { row: cell.row })}: ${cell.heading || cell.column}`, value: cell.value === '' ? '–' : cell.value, why: sayReason(ui, cell.reason, cell.params) } }))}
        empty={ui.t('performance.empty')}
      />
    </>
  )
}

function Ready({ ready, kind }: { ready: readonly ReadyLine[]; kind: ImportKind }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('performance.import.ready', { number: ready.length })}
      columns={[{ key: 'place', text: ui.t('performance.import.place') }, { key: 'name', text: ui.t('performance.indicator') }, { key: 'unit', text: ui.t('web.centre') }, { key: 'what', text: ui.t(kind === 'series' ? 'performance.baseline' : 'performance.target') }]}
      rows={ready.slice(0, mostShown).map(({ row, values, words }) => ({
        cells: { place: ui.t('performance.import.at', { row }), name: values.indicator ? seriesName(ui, values.indicator.indicator.labels, values.slice ?? wholeSlice) : '–', unit: values.unit_code?.code ?? ui.t('performance.national'), what: words },
      }))}
      empty={ui.t('performance.empty')}
    />
  )
}

export const targetWords = (ui: Ui, measure: AnyMeasure | undefined, slice: string, target: SeriesTarget | null, rule: string): string =>
  `${targetText(ui, measure, measure !== undefined && isOfShare(rule, unitOf(measure, slice)), target ?? undefined)} (${ruleText(ui, rule)})`

/** The file goes along with the form, so that nothing is kept before it is sent. */
function Columns({ read, columns, isOpen }: { read: Read; columns: readonly string[]; isOpen: boolean }) {
  const ui = useUi()
  const headingOf = (name: string) => read.mapping.mapped.find(({ column }) => column.name === name)?.heading ?? ''
  return (
    <Details summary={ui.t('performance.import.columns')} open={isOpen && read.mapping.missing.length > 0}>
      <HiddenField name="table" value={read.table} />
      {columns.map((name) => <SelectField name={`map.${name}`} label={name} value={headingOf(name)} emptyText={ui.t('performance.import.not-in-file')} options={read.headings.map((heading) => ({ value: heading, text: heading }))} />)}
    </Details>
  )
}
