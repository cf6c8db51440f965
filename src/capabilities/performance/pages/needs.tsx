import { SelectField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Details, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { ActivityLine } from '../queries/plans'
import { fieldOf, Section, type Shown } from './words'

export interface NeedsProps {
  activity: ActivityLine
  /** The other activities of the plan. */
  others: readonly ActivityLine[]
  /** The circle that a refused need would have closed. */
  circle: readonly string[] | undefined
  mayChange: boolean
  form: Shown
  newKey: () => string
}

/** What must be done before an activity: the list, and a form to add to it or take from it. */
export function Needs({ activity, others, circle, mayChange, form, newKey }: NeedsProps) {
  const ui = useUi()
  const known = activity.needs.map(({ code }) => code)
  const free = others.filter(({ code }) => !known.includes(code))
  const path = ui.to(`/performance/activities/${activity.id}/needs`)
  const nameOf = (code: string) => `${code} ${others.find((one) => one.code === code)?.title ?? ''}`
  if (known.length === 0 && (!mayChange || free.length === 0)) return null
  return (
    <Section title={ui.t('performance.needs.title')} id="needs">
      {circle ? <InsetText>{ui.t('performance.circle', { circle: circle.slice(1).reduce((text, code) => ui.t('performance.circle.needs', { first: text, next: code }), circle[0] ?? '') })}</InsetText> : null}
      {known.length === 0 ? <p class="govuk-body">{ui.t('performance.needs.none')}</p> : <ul class="govuk-list govuk-list--bullet">{known.map((code) => <li>{nameOf(code)}</li>)}</ul>}
      {mayChange && free.length > 0 ? (
        <Form action={path} requestKey={newKey()}>
          <HiddenField name="step" value="add" />
          <SelectField {...fieldOf(ui, form, 'needs')} label={ui.t('performance.needs')} emptyText="–" options={free.map(({ code }) => ({ value: code, text: nameOf(code) }))} />
          <SubmitButton text={ui.t('performance.needs.add')} look="secondary" />
        </Form>
      ) : null}
      {mayChange && known.length > 0 ? (
        <Details summary={ui.t('performance.needs.drop')}>
          {known.map((code) => (
            <Form action={path} requestKey={newKey()}>
              <HiddenField name="step" value="drop" />
              <HiddenField name="needs" value={code} />
              <SubmitButton text={ui.t('performance.needs.drop-one', { name: nameOf(code) })} look="secondary" />
            </Form>
          ))}
        </Details>
      ) : null}
    </Section>
  )
}
