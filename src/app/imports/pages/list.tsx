import type { Batch } from '../../../platform/imports/batches'
import type { Fields } from '../../../platform/http/route'
import { FileField, SelectField, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'

const colours: Readonly<Record<Batch['state'], TagColour>> = { uploaded: 'grey', mapped: 'grey', checked: 'blue', committed: 'green', undone: 'yellow', discarded: 'grey' }

export function StateTag({ state }: { state: Batch['state'] }) {
  return <Tag text={useUi().t(`imports.state.${state}`)} colour={colours[state]} />
}

interface ListProps {
  batches: readonly Batch[]
  registers: readonly string[]
  mappings: readonly string[]
  typed: Fields
  errors: Readonly<Record<string, string>>
}

/** Upload a file, and the files of this centre so far. */
export function ListPage({ batches, registers, mappings, typed, errors }: ListProps) {
  const ui = useUi()
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const errorOf = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  return (
    <>
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ field, text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('imports.title')}</h1>
      <p class="govuk-body">{ui.t('imports.how')}</p>
      <Form action={ui.to('/imports')} requestKey={ui.newKey()} files>
        <SelectField
          name="register" label={ui.t('imports.register')} value={text('register')} emptyText={ui.t('imports.choose')} error={errorOf('register')}
          options={registers.map((register) => ({ value: register, text: ui.t(`imports.register.${register}`) }))}
        />
        <FileField name="file" label={ui.t('imports.file')} hint={ui.t('imports.file-hint')} accept=".csv,.xlsx,text/csv" error={errorOf('file')} />
        <TextField name="source" label={ui.t('imports.source')} hint={ui.t('imports.source-hint')} value={text('source') || 'file'} width={20} error={errorOf('source')} />
        {mappings.length > 0 ? (
          <SelectField name="mapping" label={ui.t('imports.mapping')} value={text('mapping')} emptyText={ui.t('imports.mapping-fitting')} options={mappings.map((name) => ({ value: name, text: name }))} />
        ) : null}
        <SubmitButton text={ui.t('imports.upload')} />
      </Form>
      <DataTable
        caption={ui.t('imports.earlier')}
        columns={[
          { key: 'file', text: ui.t('imports.file') },
          { key: 'register', text: ui.t('imports.register') },
          { key: 'day', text: ui.t('web.day') },
          { key: 'state', text: ui.t('imports.state') },
          { key: 'new', text: ui.t('imports.count.new'), numeric: true },
          { key: 'wrong', text: ui.t('imports.count.wrong'), numeric: true },
        ]}
        rows={batches.map((batch) => ({
          cells: {
            file: <a class="govuk-link" href={ui.to(`/imports/${batch.id}`)}>{batch.fileName}</a>, register: ui.t(`imports.register.${batch.register}`),
            day: ui.moment(batch.createdAt), state: <StateTag state={batch.state} />, new: ui.number(batch.counts['new'] ?? 0), wrong: ui.number(batch.counts['wrong'] ?? 0),
          },
        }))}
        empty={ui.t('imports.none')}
      />
    </>
  )
}
