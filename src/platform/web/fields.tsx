import type { Child } from 'hono/jsx'
import { asText, describedBy, fieldId, Group, groupClass, Notes, type FieldProps, type Text } from './field-group'

export type FieldWidth = 2 | 3 | 4 | 5 | 10 | 20

/**
 * Form fields in GOV.UK markup. All words come translated; a value that was refused is shown again as it was typed.
 * Limits in the page only help the writer: the server checks every value.
 */
export interface TextFieldProps extends FieldProps {
  value?: Text
  type?: 'text' | 'password' | 'email' | 'tel' | 'search' | 'url' | undefined
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search' | 'url' | undefined
  autocomplete?: string | undefined
  maxlength?: number | undefined
  /** Width in characters, for answers of known length. */
  width?: FieldWidth | undefined
  prefix?: Child
  suffix?: Child
  readonly?: boolean | undefined
  lang?: string | undefined
}

export interface Option {
  value: string
  text: Child
  hint?: Child
  disabled?: boolean | undefined
  /** Heading under which a select shows this option; neighbours with the same heading stand together. */
  group?: string | undefined
}

export function TextField(props: TextFieldProps) {
  const id = props.id ?? fieldId(props.name)
  const width = props.width ? ` govuk-input--width-${props.width}` : ''
  const input = (
    <input
      class={`govuk-input${width}${props.error ? ' govuk-input--error' : ''}`}
      id={id}
      name={props.name}
      type={props.type ?? 'text'}
      value={asText(props.value)}
      inputmode={props.inputmode}
      autocomplete={props.autocomplete ?? 'off'}
      maxlength={props.maxlength}
      required={props.required}
      readonly={props.readonly}
      lang={props.lang}
      spellcheck={false}
      aria-describedby={describedBy(id, props)}
      aria-invalid={props.error ? 'true' : undefined}
    />
  )
  return (
    <Group {...props} id={id}>
      {props.prefix || props.suffix ? (
        <div class="govuk-input__wrapper">
          {props.prefix ? <div class="govuk-input__prefix">{props.prefix}</div> : null}
          {input}
          {props.suffix ? <div class="govuk-input__suffix">{props.suffix}</div> : null}
        </div>
      ) : (
        input
      )}
    </Group>
  )
}

/** A number as text, so that digits of every script can be typed. */
export function NumberField(props: TextFieldProps & { decimal?: boolean | undefined }) {
  return <TextField width={10} {...props} inputmode={props.decimal ? 'decimal' : 'numeric'} />
}

/** A date in one text field; the hint shows the expected form. */
export function DateField(props: TextFieldProps) {
  return <TextField width={10} {...props} />
}

export function TextArea(
  props: FieldProps & {
    value?: Text
    rows?: number | undefined
    maxlength?: number | undefined
    lang?: string | undefined
    /** Shown below and kept up to date while typing; `{count}` in the words is the number of characters. */
    counted?: { words: string; limit?: number | undefined } | undefined
  },
) {
  const id = props.id ?? fieldId(props.name)
  const length = asText(props.value).length
  const isLong = props.counted?.limit !== undefined && length > props.counted.limit
  return (
    <Group {...props} id={id}>
      <textarea
        class={`govuk-textarea${props.error ? ' govuk-textarea--error' : ''}`}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        maxlength={props.maxlength}
        required={props.required}
        lang={props.lang}
        aria-describedby={[describedBy(id, props), props.counted ? `${id}-count` : ''].filter(Boolean).join(' ') || undefined}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {asText(props.value)}
      </textarea>
      {props.counted ? (
        <div class={isLong ? 'govuk-error-message' : 'govuk-hint'} id={`${id}-count`} data-words={props.counted.words} data-limit={props.counted.limit} aria-live="polite">
          {props.counted.words.replace('{count}', String(length).replace(/\B(?=(\d{3})+$)/g, ','))}
        </div>
      ) : null}
    </Group>
  )
}

export function FileField(props: FieldProps & { accept?: string | undefined }) {
  const id = props.id ?? fieldId(props.name)
  return (
    <Group {...props} id={id}>
      <input
        class="op-file"
        type="file"
        id={id}
        name={props.name}
        accept={props.accept}
        required={props.required}
        aria-describedby={describedBy(id, props)}
      />
    </Group>
  )
}

export function SelectField(
  props: FieldProps & {
    value?: Text
    options: readonly Option[]
    /** Text of a first option with an empty value. */
    emptyText?: string | undefined
  },
) {
  const id = props.id ?? fieldId(props.name)
  const value = asText(props.value)
  const groups: { heading: string | undefined; options: Option[] }[] = []
  for (const option of props.options) {
    const last = groups.at(-1)
    if (last && last.heading === option.group) last.options.push(option)
    else groups.push({ heading: option.group, options: [option] })
  }
  const item = (option: Option) => (
    <option value={option.value} selected={option.value === value} disabled={option.disabled}>
      {option.text}
    </option>
  )
  return (
    <Group {...props} id={id}>
      <select
        class={`govuk-select${props.error ? ' govuk-select--error' : ''}`}
        id={id}
        name={props.name}
        required={props.required}
        aria-describedby={describedBy(id, props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {props.emptyText === undefined ? null : <option value="">{props.emptyText}</option>}
        {groups.map(({ heading, options }) =>
          heading === undefined ? options.map(item) : <optgroup label={heading}>{options.map(item)}</optgroup>,
        )}
      </select>
    </Group>
  )
}

export function RadioField(
  props: FieldProps & { value?: Text; options: readonly Option[]; inline?: boolean | undefined },
) {
  const value = asText(props.value)
  return <Choices {...props} kind="radio" chosen={props.value === null || props.value === undefined ? [] : [value]} />
}

/** Several ticks under one name. With no `label` and one option it is a single tick, for example an agreement. */
export function CheckboxField(
  props: Omit<FieldProps, 'label'> & {
    label?: Child
    values?: readonly string[] | undefined
    options: readonly Option[]
    inline?: boolean | undefined
  },
) {
  return <Choices {...props} kind="checkbox" chosen={props.values ?? []} />
}

function Choices(
  props: Omit<FieldProps, 'label'> & {
    label?: Child
    kind: 'radio' | 'checkbox'
    chosen: readonly string[]
    options: readonly Option[]
    inline?: boolean | undefined
  },
) {
  const id = props.id ?? fieldId(props.name)
  const block = props.kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const items = (
    <div class={`${block} ${block}--small${props.inline ? ` ${block}--inline` : ''}`}>
      {props.options.map((option, index) => {
        const itemId = index === 0 ? id : `${id}-${index + 1}`
        const own = option.hint ? `${itemId}-item-hint` : undefined
        return (
          <div class={`${block}__item`}>
            <input
              class={`${block}__input`}
              type={props.kind}
              id={itemId}
              name={props.name}
              value={option.value}
              checked={props.chosen.includes(option.value)}
              disabled={option.disabled}
              required={props.required && (props.kind === 'radio' || props.options.length === 1)}
              aria-describedby={
                props.label ? own : [own, describedBy(id, props)].filter(Boolean).join(' ') || undefined
              }
            />
            <label class={`govuk-label ${block}__label`} for={itemId}>
              {option.text}
            </label>
            {option.hint ? (
              <div class={`govuk-hint ${block}__hint`} id={own}>
                {option.hint}
              </div>
            ) : null}
          </div>
        )
      })}
    </div>
  )
  if (!props.label)
    return (
      <Group {...props} id={id} label={undefined}>
        {items}
      </Group>
    )
  return (
    <div class={groupClass(props.error)}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(id, props)}>
        <legend class="govuk-fieldset__legend op-label">{props.label}</legend>
        <Notes {...props} id={id} />
        {items}
      </fieldset>
    </div>
  )
}
