import type { Child } from 'hono/jsx'
import type { WrongCell } from '../../../platform/imports/dry-run'
import { FileField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { Errors } from '../pages/words'
import { sayReason } from './sentences'

export interface FilePageProps {
  /** Where the form goes; the page itself stands there too. */
  path: string
  back: { href: string; text: string }
  title: string
  text: string
  /** Above the form: a file as a start. */
  more?: Child
  /** Fields beside the file. */
  fields?: Child
  columns: readonly string[]
  errors: Readonly<Record<string, string>>
  /** A sentence about the whole file. */
  fault: string | null
  /** What was read; the table goes along with the form, so that nothing is kept before it is sent. */
  read: { table: string; wrong: readonly WrongCell[]; ready: readonly { row: number; what: string; name: string; place: string }[]; write: string | null } | null
  headings: { what: string; name: string; place: string }
}
const mostShown = 200

/** A file in two steps: first what it would do, then the writing. While one cell is wrong, nothing is written. */
export function FilePage(props: FilePageProps) {
  const ui = useUi()
  const { path, back, errors, fault, read, headings } = props
  const isReady = read !== null && fault === null && read.wrong.length === 0 && read.write !== null
  const at = (row: number) => ui.t('performance.import.at', { row })
  return (
    <>
      <BackLink href={ui.to(back.href)} text={back.text} />
      <h1 class="govuk-heading-l">{props.title}</h1>
      <Errors errors={errors} />
      <p class="govuk-body">{props.text}</p>
      {props.more}
      {fault ? <InsetText>{fault}</InsetText> : null}
      {read && !fault && read.wrong.length > 0 ? (
        <>
          <InsetText>{ui.t('performance.import.nothing-written', { number: read.wrong.length })}</InsetText>
          <DataTable
            caption={ui.t('performance.import.wrong')}
            columns={[{ key: 'place', text: ui.t('performance.import.place') }, { key: 'value', text: ui.t('performance.import.cell') }, { key: 'why', text: ui.t('performance.import.problem') }]}
            rows={read.wrong.slice(0, mostShown).map(({ row, heading, column, value, reason, params }) => ({ cells: { place: `${at(row)}: ${heading || column}`, value: value || '–', why: sayReason(ui, reason, params) } }))}
            empty={ui.t('performance.empty')}
          />
        </>
      ) : null}
      {read && !fault && read.wrong.length === 0 ? (
        <DataTable
          caption={ui.t('performance.import.found', { number: read.ready.length })}
          columns={[{ key: 'row', text: ui.t('performance.import.place') }, { key: 'name', text: headings.name }, { key: 'place', text: headings.place }, { key: 'what', text: headings.what }]}
          rows={read.ready.slice(0, mostShown).map(({ row, name, place, what }) => ({ cells: { row: at(row), name, place, what } }))}
          empty={ui.t('performance.empty')}
        />
      ) : null}
      <Form action={ui.to(path)} requestKey={ui.newKey()} files>
        {props.fields}
        {isReady ? <HiddenField name="table" value={read.table} /> : <FileField name="file" label={ui.t('performance.import.file')} hint={ui.t('performance.import.columns-are', { columns: props.columns.join(', ') })} accept=".csv,.xlsx" error={errors['file'] ? ui.t(errors['file']) : undefined} />}
        <SubmitButton name="step" value={isReady ? 'write' : 'check'} text={isReady ? (read.write ?? '') : ui.t(read ? 'performance.import.again' : 'performance.import.check')} />
      </Form>
      {isReady ? <p class="govuk-body"><a class="govuk-link" href={ui.to(path)}>{ui.t('performance.import.other-file')}</a></p> : null}
    </>
  )
}
