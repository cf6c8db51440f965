import type { Batch } from '../../../platform/imports/batches'
import { RadioField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'

interface CommitProps {
  batch: Batch
  needsOther: boolean
  errors: Readonly<Record<string, string>>
}

/** The last question before anything is written. */
export function CommitPage({ batch, needsOther, errors }: CommitProps) {
  const ui = useUi()
  const { counts } = batch
  const wrong = counts['wrong'] ?? 0
  return (
    <>
      <BackLink href={ui.to(`/imports/${batch.id}`)} text={batch.fileName} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ field, text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('imports.commit')}</h1>
      <p class="govuk-body">{ui.t('imports.commit-what', { count: counts['new'] ?? 0, register: ui.t(`imports.register.${batch.register}`) })}</p>
      {needsOther ? (
        <InsetText>{ui.t('imports.second-person')}</InsetText>
      ) : (
        <Form action={ui.to(`/imports/${batch.id}/commit`)} requestKey={ui.newKey()}>
          <RadioField
            name="rows" label={ui.t('imports.which-rows')} value={wrong === 0 ? 'all' : ''} error={errors['rows'] ? ui.t(errors['rows']) : undefined}
            options={
              wrong > 0
                ? [{ value: 'good', text: ui.t('imports.rows-good', { count: counts['new'] ?? 0 }), hint: ui.t('imports.rows-good-hint', { count: wrong }) }]
                : [{ value: 'all', text: ui.t('imports.rows-all') }]
            }
          />
          <SubmitButton text={ui.t('imports.commit')} />
        </Form>
      )}
    </>
  )
}
