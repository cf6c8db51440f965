import type { CalendarDate } from '../../../kernel/calendar'
import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, Tabs, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { mayWrite } from '../policy'
import type { ProjectRow } from '../queries/projects'
import type { RecordLine } from '../queries/records'
import { childOf, nextStates, type RecordKind, type RecordState, topKinds } from '../record-rules'
import { figureText } from '../sentences'

export interface RegisterProps {
  project: ProjectRow
  kind: (typeof topKinds)[number]
  records: readonly RecordLine[]
  errors: Readonly<Record<string, string>>
  typed: Fields
}

/** Issues, meetings, evaluations, lessons and budget lines, each with what belongs to it. */
export function RegisterPage({ project, kind, records, errors, typed }: RegisterProps) {
  const ui = useUi()
  const base = `/projects/${project.code}/register`
  const child = childOf[kind]
  const own = records.filter((record) => record.kind === kind)
  const rows = own.flatMap((record) => [record, ...records.filter(({ parent_id: parent }) => parent === record.id)])
  const isMoney = kind === 'budget-line'
  const amount = (value: string | null) => (value === null ? '–' : figureText(String(Number(value))))
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.register')}</h1>
      <Tabs label={ui.t('projects.page.register')} items={topKinds.map((one) => ({ href: ui.to(`${base}?kind=${one}`), text: ui.t(`projects.kinds.${one}`), current: one === kind }))} />
      <DataTable
        caption={ui.t(`projects.kinds.${kind}`)} captionHidden
        columns={[
          { key: 'title', text: ui.t('projects.page.record-title') }, { key: 'on', text: ui.t('projects.doc.date') },
          ...(isMoney ? [{ key: 'planned', text: ui.t('projects.page.planned'), numeric: true }, { key: 'spent', text: ui.t('projects.page.spent'), numeric: true }] : [{ key: 'owner', text: ui.t('projects.page.owner') }, { key: 'due', text: ui.t('projects.page.due') }, { key: 'state', text: ui.t('projects.page.state') }]),
        ]}
        rows={rows.map((record) => ({
          cells: {
            title: <>{record.parent_id ? `↳ ${ui.t(`projects.kind.${record.kind}`)}: ` : ''}<strong>{record.title}</strong>{record.text ? <><br />{record.text}</> : null}</>,
            on: ui.day(record.happened_on as CalendarDate | null), planned: amount(record.planned), spent: amount(record.spent), owner: record.owner_post, due: ui.day(record.due_on as CalendarDate | null),
            state: <State project={project} kind={kind} record={record} />,
          },
        }))}
        empty={ui.t('projects.page.no-records')}
      />
      {mayWrite(ui.actor) ? <AddRecord project={project} kind={kind} child={child} parents={own} errors={errors} typed={typed} /> : null}
    </>
  )
}

function State({ project, kind, record }: { project: ProjectRow; kind: string; record: RecordLine }) {
  const ui = useUi()
  const next = nextStates[record.state as RecordState].filter((state) => state !== 'verified' || record.done_by !== ui.actor.accountId)
  return (
    <>
      <Tag text={ui.t(`projects.record-state.${record.state}`)} colour={record.state === 'open' ? 'yellow' : record.state === 'acting' ? 'blue' : 'green'} />
      {mayWrite(ui.actor) && next.length > 0 ? (
        <Details summary={ui.t('projects.page.change')}>
          <Form action={ui.to(`/projects/${project.code}/register/${record.id}`)} requestKey={ui.newKey()} version={record.version}>
            <HiddenField name="kind" value={kind} />
            <div class="govuk-button-group">{next.map((state) => <SubmitButton text={ui.t(`projects.record-state.${state}`)} name="state" value={state} look="secondary" />)}</div>
          </Form>
        </Details>
      ) : null}
    </>
  )
}

function AddRecord({ project, kind, child, parents, errors, typed }: { project: ProjectRow; kind: string; child: RecordKind | undefined; parents: readonly RecordLine[]; errors: Readonly<Record<string, string>>; typed: Fields }) {
  const ui = useUi()
  const value = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  return (
    <Details summary={ui.t('projects.page.add')} open={Object.keys(errors).length > 0}>
      <Form action={ui.to(`/projects/${project.code}/register`)} requestKey={ui.newKey()}>
        <HiddenField name="kind" value={kind} />
        {child && parents.length > 0 ? (
          <SelectField name="parent" label={ui.t('projects.page.belongs-to')} value={value('parent')} emptyText={ui.t('projects.page.own-record', { kind: ui.t(`projects.kind.${kind}`) })} options={parents.map((parent) => ({ value: parent.id, text: ui.t('projects.page.child-of', { kind: ui.t(`projects.kind.${child}`), title: parent.title }) }))} />
        ) : null}
        <TextField name="title" label={ui.t('projects.page.record-title')} value={value('title')} maxlength={300} error={error('title')} />
        <TextArea name="text" label={ui.t('projects.doc.text')} value={value('text')} rows={4} error={error('text')} />
        <DateField name="on" label={ui.t('projects.doc.date')} value={value('on')} error={error('on')} />
        {kind === 'budget-line' ? (
          <>
            <NumberField name="planned" label={ui.t('projects.page.planned')} value={value('planned')} error={error('planned')} decimal />
            <NumberField name="spent" label={ui.t('projects.page.spent')} value={value('spent')} error={error('spent')} decimal />
          </>
        ) : (
          <>
            <TextField name="owner" label={ui.t('projects.page.owner')} hint={ui.t('projects.page.owner.hint')} value={value('owner')} maxlength={100} />
            <DateField name="due" label={ui.t('projects.page.due')} value={value('due')} error={error('due')} />
          </>
        )}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </Details>
  )
}
