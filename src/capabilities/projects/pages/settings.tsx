import { TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Typed } from '../iati/own-settings'
import type { ProjectRow } from '../queries/projects'

/** Identifiers and shares that the IATI file of a project needs and no report knows. */
export function SettingsPage({ project, typed, errors }: { project: ProjectRow; typed: Typed; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const field = (name: keyof Typed, width?: 5 | 20) => (
    <TextField name={name} label={ui.t(`projects.settings.label.${name}`)} hint={ui.t(`projects.settings.hint.${name}`)} value={typed[name]} error={errors[name]} maxlength={200} width={width} />
  )
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([name, text]) => ({ field: name, text }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.settings')}</h1>
      <p class="govuk-body">{ui.t('projects.page.settings.text')}</p>
      <Form action={ui.to(`/projects/${project.code}/settings`)} requestKey={ui.newKey()} version={project.version}>
        {field('identifier')}
        {field('ref', 20)}
        {field('type', 5)}
        {field('name')}
        {field('sector', 5)}
        <TextArea name="countries" label={ui.t('projects.settings.label.countries')} hint={ui.t('projects.settings.hint.countries')} value={typed.countries} error={errors['countries']} rows={3} />
        <TextArea name="budgets" label={ui.t('projects.settings.label.budgets')} hint={ui.t('projects.settings.hint.budgets')} value={typed.budgets} error={errors['budgets']} rows={5} />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
