import type { Fields } from '../../../platform/http/route'
import { FileField, NumberField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { number } from '../document/words'
import type { Mapping } from '../import/derive'
import { columnsOf } from '../import/map-columns'
import type { Grid } from '../import/table'
import { countLevels, countsOf, type ProgressResult } from '../progress-result'
import { figureText, ruleText } from '../sentences'

export const headNames = ['code', 'title', 'donor', 'agency', 'country', 'currency', 'budget', 'start', 'end', 'from', 'to', 'milestoneFrom', 'milestoneTo'] as const

export interface ImportTable {
  kind: 'indicators' | 'activities'
  grid: Grid
  mapping: Mapping
}
export interface ImportProps {
  typed: Fields
  /** Message keys by field. */
  errors: Readonly<Record<string, string>>
  tables: readonly ImportTable[]
  /** A whole report that this program wrote, as its JSON. */
  whole: string | null
  /** Sentences about what cannot be taken. */
  faults: readonly string[]
  result: ProgressResult | null
}

/** A project from tables that people have: first the tables, then which column is which, then what the program read; only then is it stored. */
export function ImportPage(props: ImportProps) {
  const ui = useUi()
  const { typed, errors, tables, whole } = props
  const value = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  const isRead = tables.length > 0 || whole !== null
  return (
    <>
      <BackLink href={ui.to('/projects')} text={ui.t('projects.page.projects')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.import')}</h1>
      <p class="govuk-body">{ui.t('projects.page.import.text')}</p>
      <Form action={ui.to('/projects/import')} requestKey={ui.newKey()} files={!isRead}>
        <FieldSet legend={ui.t('projects.page.project')}>
          <TextField name="code" label={ui.t('projects.page.code')} value={value('code')} error={error('code')} width={20} />
          {whole === null ? (
            <>
              <TextField name="title" label={ui.t('projects.page.record-title')} value={value('title')} error={error('title')} maxlength={500} />
              <TextField name="donor" label={ui.t('projects.doc.donor')} value={value('donor')} maxlength={300} />
              <TextField name="agency" label={ui.t('projects.doc.unit')} value={value('agency')} maxlength={300} />
              <TextField name="country" label={ui.t('projects.page.country')} hint={ui.t('projects.page.country.hint')} value={value('country')} error={error('country')} width={4} />
              <TextField name="currency" label={ui.t('projects.page.currency')} value={value('currency') || 'USD'} error={error('currency')} width={4} />
              <NumberField name="budget" label={ui.t('projects.doc.budget')} value={value('budget')} error={error('budget')} decimal />
              {(['start', 'end', 'from', 'to', 'milestoneFrom', 'milestoneTo'] as const).map((name) => (
                <TextField name={name} label={ui.t(`projects.page.month.${name}`)} hint={ui.t('projects.page.month.hint')} value={value(name)} error={error(name)} width={10} />
              ))}
            </>
          ) : null}
        </FieldSet>
        {isRead ? <Read {...props} /> : <Sources value={value} error={error} />}
        <div class="govuk-button-group">
          <SubmitButton text={ui.t(isRead ? 'projects.page.read-again' : 'projects.page.read-tables')} name="step" value="read" look={isRead ? 'secondary' : undefined} />
          {props.result ? <SubmitButton text={ui.t('projects.page.import-now')} name="step" value="write" /> : null}
        </div>
      </Form>
    </>
  )
}

/** Where the tables come from: pasted, or files of four kinds. */
function Sources({ value, error }: { value: (name: string) => string; error: (name: string) => string | undefined }) {
  const ui = useUi()
  return (
    <>
      <FieldSet legend={ui.t('projects.page.indicators')}>
        <TextArea name="indicators" label={ui.t('projects.page.paste-table')} hint={ui.t('projects.page.paste-table.hint')} value={value('indicators')} rows={8} error={error('indicators')} />
        <FileField name="indicatorsFile" label={ui.t('projects.page.table-file')} accept=".csv,.tsv,.txt,.xlsx,.docx" error={error('indicatorsFile')} />
      </FieldSet>
      <FieldSet legend={ui.t('projects.tab.activities')}>
        <TextArea name="activities" label={ui.t('projects.page.paste-table')} value={value('activities')} rows={6} error={error('activities')} id="activities-text" />
        <FileField name="activitiesFile" label={ui.t('projects.page.table-file')} accept=".csv,.tsv,.txt,.xlsx,.docx" error={error('activitiesFile')} />
      </FieldSet>
      <FieldSet legend={ui.t('projects.page.whole-report')}>
        <FileField name="report" label={ui.t('projects.page.whole-file')} hint={ui.t('projects.page.whole-file.hint')} accept=".json,.xlsx" error={error('report')} />
      </FieldSet>
    </>
  )
}

/** What was read: the columns, what is wrong, and the figures that the program would store. */
function Read({ tables, whole, faults, result }: ImportProps) {
  const ui = useUi()
  return (
    <>
      {whole === null ? null : <HiddenField name="whole" value={whole} />}
      {tables.map(({ kind, grid, mapping }) => {
        const headings = grid[0] ?? []
        return (
          <Details summary={ui.t('projects.page.columns-of', { table: ui.t(kind === 'indicators' ? 'projects.page.indicators' : 'projects.tab.activities'), rows: grid.length - 1 })} open={result === null}>
            <HiddenField name={`grid.${kind}`} value={JSON.stringify(grid)} />
            {columnsOf(kind).map((column) => (
              <SelectField
                name={`${kind}.${column}`} label={ui.has(`projects.column.${column}`) ? `${ui.t(`projects.column.${column}`)} (${column})` : column} value={mapping[column] === undefined ? '' : String(mapping[column])}
                emptyText={ui.t('projects.page.from-words')} options={headings.map((heading, index) => ({ value: String(index), text: heading }))}
              />
            ))}
          </Details>
        )
      })}
      {faults.length > 0 ? <><h2 class="govuk-heading-m">{ui.t('projects.page.faults', { count: faults.length })}</h2><ul class="govuk-list govuk-list--bullet">{faults.map((fault) => <li>{fault}</li>)}</ul></> : null}
      {result ? <Preview result={result} /> : null}
    </>
  )
}

function Preview({ result }: { result: ProgressResult }) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  const { objectives, outputs, activities, series } = countsOf(result)
  const levels = countLevels(result.findings)
  return (
    <>
      <InsetText>{ui.t('projects.page.import.counts', { objectives: objectives ?? 0, outputs: outputs ?? 0, activities: activities ?? 0, series: series ?? 0, errors: levels.error, warnings: levels.warning })}</InsetText>
      <DataTable
        caption={ui.t('projects.page.import.preview')}
        columns={[
          { key: 'series', text: ui.t('projects.doc.series') }, { key: 'baseline', text: ui.t('projects.doc.baseline'), numeric: true }, { key: 'milestone', text: ui.t('projects.doc.milestone-rule') },
          { key: 'actual', text: ui.t('projects.doc.actual-short'), numeric: true }, { key: 'end', text: ui.t('projects.doc.end-target') },
        ]}
        rows={result.lines.map(({ series: one, milestone, actual, end }) => ({
          cells: { series: `${one.id} ${one.label || one.indicator}`, baseline: one.baseline === '' ? '–' : figureText(one.baseline), milestone: `${ruleText(say, milestone.rule, one.baseline)}: ${milestone.printed || '–'}`, actual: number(actual), end: `${ruleText(say, end.rule, one.baseline)}: ${end.printed || '–'}` },
        }))}
        empty={ui.t('projects.page.no-indicators')}
      />
    </>
  )
}
