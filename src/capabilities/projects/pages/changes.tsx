import type { Fields } from '../../../platform/http/route'
import { SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { changeFields } from '../change-rules'
import { mayWrite } from '../policy'
import type { ChangeLine, listSubjects } from '../queries/changes'
import type { ProjectRow } from '../queries/projects'
import { ruleText } from '../sentences'

/** Printed words that give a rule; reports print them so in every language. */
const ruleExamples = '“10% increase”, “5 more”, “total 3”, “80% coverage”, “n.a.”'

export interface ChangesProps {
  project: ProjectRow
  changes: readonly ChangeLine[]
  subjects: Awaited<ReturnType<typeof listSubjects>>
  errors: Readonly<Record<string, string>>
  typed: Fields
}

/** Targets, baselines and wordings change by a record that a second person approves. */
export function ChangesPage({ project, changes, subjects, errors, typed }: ChangesProps) {
  const ui = useUi()
  const base = `/projects/${project.code}/changes`
  const writes = mayWrite(ui.actor)
  const value = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  const said = ({ field, subject }: ChangeLine, text: string) =>
    field === 'milestone' || field === 'end' ? ruleText((key, parameters) => ui.t(key, parameters), text, subjects.find(({ code }) => code === subject)?.baseline ?? '') : text
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.changes')}</h1>
      <p class="govuk-body">{ui.t('projects.page.changes.text')}</p>
      <DataTable
        caption={ui.t('projects.page.changes')} captionHidden
        columns={[
          { key: 'what', text: ui.t('projects.page.what') }, { key: 'before', text: ui.t('projects.page.before') }, { key: 'after', text: ui.t('projects.page.now') },
          { key: 'reason', text: ui.t('projects.page.reason') }, { key: 'state', text: ui.t('projects.page.state') },
        ]}
        rows={changes.map((change) => ({
          cells: {
            what: `${ui.t(`projects.change-field.${change.field}`)}: ${change.subject}`, before: said(change, change.before) || '–', after: said(change, change.after), reason: <>{change.reason}<br /><span class="govuk-hint">{change.proposer ?? ''}, {ui.moment(change.proposed_at)}</span></>,
            state: (
              <>
                <Tag text={ui.t(`projects.change-state.${change.state}`)} colour={change.state === 'approved' ? 'green' : change.state === 'refused' ? 'red' : 'yellow'} />
                {change.decided_at ? <p class="govuk-hint">{change.approver ?? ''}, {ui.moment(change.decided_at)}{change.sequence === null ? '' : `, ${ui.t('projects.page.report-number', { number: change.sequence })}`}</p> : null}
                {writes && change.state === 'proposed' && change.proposed_by !== ui.actor.accountId ? (
                  <Form action={ui.to(`${base}/decide`)} requestKey={ui.newKey()}>
                    <HiddenField name="change" value={change.id} />
                    <div class="govuk-button-group"><SubmitButton text={ui.t('projects.page.approve')} name="decision" value="approve" look="secondary" /><SubmitButton text={ui.t('projects.page.refuse')} name="decision" value="refuse" look="secondary" /></div>
                  </Form>
                ) : null}
              </>
            ),
          },
        }))}
        empty={ui.t('projects.page.no-changes')}
      />
      {writes ? (
        <Form action={ui.to(base)} requestKey={ui.newKey()}>
          <h2 class="govuk-heading-m">{ui.t('projects.page.propose')}</h2>
          <SelectField
            name="subject" label={ui.t('projects.doc.subject')} value={value('subject')} emptyText="–" error={error('subject')}
            options={subjects.map(({ code, text, kind }) => ({ value: code, text: `${code} ${text.slice(0, 80)}`, group: ui.t(`projects.change-group.${kind}`) }))}
          />
          <SelectField name="field" label={ui.t('projects.page.what')} value={value('field')} options={changeFields.map((field) => ({ value: field, text: ui.t(`projects.change-field.${field}`) }))} />
          <TextField name="after" label={ui.t('projects.page.new-value')} hint={ui.t('projects.page.new-value.hint', { rules: ruleExamples })} value={value('after')} error={error('after')} maxlength={2000} />
          <TextArea name="reason" label={ui.t('projects.page.reason')} hint={ui.t('projects.page.reason.hint')} value={value('reason')} error={error('reason')} rows={3} />
          <SubmitButton text={ui.t('projects.page.propose')} />
        </Form>
      ) : null}
    </>
  )
}
