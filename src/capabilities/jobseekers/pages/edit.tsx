import type { Fields } from '../../../platform/http/route'
import { RadioField } from '../../../platform/web/fields'
import { ButtonGroup, ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { AnyPart, PartProps } from '../parts/part'
import { summaryOf } from './words'

export interface EditProps extends PartProps {
  part: AnyPart
  version: number
  action: string
  back: string
  person: string
}

/** The form of one part of a record. */
export function EditPage({ part, typed, errors, choices, skills, version, action, back, person }: EditProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={back} text={person} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t(`jobseekers.part.${part.name}`)}</h1>
      {ui.has(`jobseekers.part-hint.${part.name}`) ? <InsetText>{ui.t(`jobseekers.part-hint.${part.name}`)}</InsetText> : null}
      <Form action={action} requestKey={ui.newKey()} version={version}>
        <part.Body typed={typed} errors={errors} choices={choices} skills={skills} />
        <ButtonGroup>
          <SubmitButton text={ui.t('web.save')} />
          <ButtonLink href={back} text={ui.t('web.cancel')} look="secondary" />
        </ButtonGroup>
      </Form>
    </>
  )
}

const asOne = (value: Fields[string]): string => (Array.isArray(value) ? value.join(',') : (value ?? ''))

/** Somebody else saved meanwhile: both versions of each field that differs, and a choice between them. */
export function ConflictPage({ part, typed, stored, version, action, back }: { part: AnyPart; typed: Fields; stored: Fields; version: number; action: string; back: string }) {
  const ui = useUi()
  const names = [...new Set([...Object.keys(typed), ...Object.keys(stored)])].filter((name) => !name.startsWith('_'))
  const isSame = (name: string) => asOne(typed[name]) === asOne(stored[name])
  const said = (name: string, value: string) => (value === '' ? ui.t('jobseekers.conflict.empty') : (part.show?.(ui, name, value) ?? value))
  const labelOf = (name: string) => {
    const plain = name.replace(/\d$/, '')
    return ui.has(`jobseekers.field.${plain}`) ? ui.t(`jobseekers.field.${plain}`) : ui.t(`jobseekers.part.${part.name}`)
  }
  return (
    <>
      <BackLink href={back} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.conflict.title')}</h1>
      <p class="govuk-body">{ui.t('errors.stale')}</p>
      <Form action={action} requestKey={ui.newKey()} version={version}>
        {names.map((name) =>
          isSame(name) ? (
            <HiddenField name={name} value={asOne(typed[name])} />
          ) : (
            <RadioField
              name={name}
              label={labelOf(name)}
              value={asOne(typed[name])}
              options={[
                { value: asOne(typed[name]), text: said(name, asOne(typed[name])), hint: ui.t('jobseekers.conflict.yours') },
                { value: asOne(stored[name]), text: said(name, asOne(stored[name])), hint: ui.t('jobseekers.conflict.stored') },
              ]}
            />
          ),
        )}
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
