import type { Batch } from '../../../platform/imports/batches'
import { RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { StoredReport } from '../stored-report'
import type { FileChoices } from '../uploaded'

interface ColumnsProps {
  batch: Batch
  report: StoredReport
  columns: readonly { name: string; required: boolean; heading: string | undefined }[]
  chosen: FileChoices
  mappings: readonly string[]
}

/** Which column of the file fills which of ours, and how its days are written. */
export function ColumnsPage({ batch, report, columns, chosen, mappings }: ColumnsProps) {
  const ui = useUi()
  const headings = report.headings ?? []
  const found = new Map((report.taken ?? []).map(({ column, heading }) => [column, heading]))
  return (
    <>
      <BackLink href={ui.to(`/imports/${batch.id}`)} text={batch.fileName} />
      <h1 class="govuk-heading-l">{ui.t('imports.columns')}</h1>
      <p class="govuk-body">{ui.t('imports.columns-how')}</p>
      <Form action={ui.to(`/imports/${batch.id}/columns`)} requestKey={ui.newKey()}>
        <SelectField name="mapping" label={ui.t('imports.mapping')} value={chosen.mapping ?? ''} emptyText={ui.t('imports.mapping-fitting')} options={mappings.map((name) => ({ value: name, text: name }))} />
        <RadioField
          name="dayOrder" label={ui.t('imports.day-order')} value={chosen.dayOrder ?? ''}
          options={[
            { value: '', text: ui.t('imports.day-order.none') },
            { value: 'day-month', text: ui.t('imports.day-order.day-month') },
            { value: 'month-day', text: ui.t('imports.day-order.month-day') },
          ]}
        />
        <SelectField
          name="encoding" label={ui.t('imports.encoding')} value={chosen.encoding ?? ''} emptyText={ui.t('imports.encoding-found')}
          options={[{ value: 'windows-1252', text: 'Windows-1252' }, { value: 'utf-16le', text: 'UTF-16 LE' }, { value: 'utf-16be', text: 'UTF-16 BE' }]}
        />
        <TextField name="sheet" label={ui.t('imports.sheet')} value={chosen.sheet ?? ''} width={20} />
        <FieldSet legend={ui.t('imports.columns')}>
          {columns.map(({ name, required, heading }) => (
            <SelectField
              name={`column.${name}`} label={`${heading === undefined ? name : `${heading} (${name})`}${required ? ' *' : ''}`} value={chosen.columns?.[name] || found.get(name) || ''} emptyText={ui.t('imports.nothing')}
              options={headings.map((theirs) => ({ value: theirs, text: theirs }))}
            />
          ))}
        </FieldSet>
        <SubmitButton text={ui.t('imports.check')} />
      </Form>
    </>
  )
}
