import type { Child } from 'hono/jsx'
import { fieldId } from './field-group'

/** A form. A posted form carries the request key, under which a second sending gets the first answer. */
export function Form(props: {
  action?: string | undefined
  method?: 'post' | 'get' | undefined
  requestKey?: string | undefined
  /** Version of the record that is edited, sent as `_version`. */
  version?: string | number | undefined
  /** Set when the form sends a file. */
  files?: boolean | undefined
  id?: string | undefined
  class?: string | undefined
  children?: Child
}) {
  const method = props.method ?? 'post'
  return (
    <form
      method={method}
      action={props.action}
      id={props.id}
      class={props.class}
      enctype={props.files ? 'multipart/form-data' : undefined}
      novalidate={true}
    >
      {method === 'post' && props.requestKey ? <HiddenField name="_key" value={props.requestKey} /> : null}
      {props.version === undefined ? null : <HiddenField name="_version" value={props.version} />}
      {props.children}
    </form>
  )
}

export function HiddenField(props: { name: string; value: string | number }) {
  return <input type="hidden" name={props.name} value={String(props.value)} />
}

export type ButtonLook = 'primary' | 'secondary' | 'warning'

export function SubmitButton(props: {
  text: Child
  name?: string | undefined
  value?: string | undefined
  look?: ButtonLook | undefined
  form?: string | undefined
  /** Where this button sends the form, when elsewhere than the others. */
  action?: string | undefined
}) {
  return (
    <button type="submit" class={buttonClass(props.look)} name={props.name} value={props.value} form={props.form} formaction={props.action}>
      {props.text}
    </button>
  )
}

/** Buttons side by side, under each other on a phone. */
export function ButtonGroup(props: { children?: Child }) {
  return <div class="govuk-button-group">{props.children}</div>
}

export function buttonClass(look: ButtonLook | undefined): string {
  return look === undefined || look === 'primary' ? 'govuk-button' : `govuk-button govuk-button--${look}`
}

/** Several fields under one heading. */
export function FieldSet(props: { legend: Child; hint?: Child; size?: 's' | 'm' | 'l' | undefined; children?: Child }) {
  return (
    <fieldset class="govuk-fieldset op-fieldset">
      <legend class={`govuk-fieldset__legend govuk-fieldset__legend--${props.size ?? 'm'}`}>{props.legend}</legend>
      {props.hint ? <div class="govuk-hint">{props.hint}</div> : null}
      {props.children}
    </fieldset>
  )
}

export interface FormError {
  /** Name of the field that the sentence is about; left out when it is about the whole form. */
  field?: string | undefined
  text: Child
}

/** Stands above the form when something was refused and takes the focus; shows nothing without errors. */
export function ErrorSummary(props: { title: Child; errors: readonly FormError[] }) {
  if (props.errors.length === 0) return null
  return (
    <div class="govuk-error-summary" data-error-summary="" tabindex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{props.title}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {props.errors.map((error) => (
              <li>{error.field === undefined ? error.text : <a href={`#${fieldId(error.field)}`}>{error.text}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
