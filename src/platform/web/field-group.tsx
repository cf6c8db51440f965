import type { Child } from 'hono/jsx'

/** What every form field takes. All words come translated. */
export interface FieldProps {
  name: string
  label: Child
  hint?: Child
  error?: Child
  /** Default: the name with everything but letters, digits, - and _ replaced. */
  id?: string | undefined
  required?: boolean | undefined
}

export type Text = string | number | null | undefined

/** The id of a field's control, which an error summary links to. */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-')
}

/** The frame of a field with one control: label, hint, error, control. */
export function Group(props: { id: string; label?: Child; hint?: Child; error?: Child; children?: Child }) {
  return (
    <div class={groupClass(props.error)}>
      {props.label ? (
        <label class="govuk-label op-label" for={props.id}>
          {props.label}
        </label>
      ) : null}
      <Notes {...props} />
      {props.children}
    </div>
  )
}

export function Notes(props: { id: string; hint?: Child; error?: Child }) {
  return (
    <>
      {props.hint ? (
        <div class="govuk-hint" id={`${props.id}-hint`}>
          {props.hint}
        </div>
      ) : null}
      {props.error ? (
        <p class="govuk-error-message" id={`${props.id}-error`}>
          {props.error}
        </p>
      ) : null}
    </>
  )
}

export function groupClass(error: Child): string {
  return error ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'
}

export function describedBy(id: string, props: { hint?: Child; error?: Child }): string | undefined {
  const ids = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export function asText(value: Text): string {
  return value === null || value === undefined ? '' : String(value)
}
