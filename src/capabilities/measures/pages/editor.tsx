import type { Fields } from '../../../platform/http/route'
import { CheckboxField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { codesOf } from '../editor/codes'
import { conditionsOffered, fieldsOfEvent, kinds, operatorsOf } from '../editor/choices'
import type { Speech } from '../editor/explain'
import type { Preview } from '../editor/preview'
import type { CountingTree, Measure, Tree } from '../language/tree'
import { type EventWord, findEvent, vocabulary } from '../language/vocabulary'
import { Definition, PreviewTables } from './definition'
import { measureName } from './words'

/** A counting that may be the whole of a rate. */
export type Whole = Measure & { readonly tree: CountingTree }

export interface EditorProps {
  /** The measure that gets a new version; undefined for a new one. */
  of: string | undefined
  typed: Fields
  errors: Readonly<Record<string, string>>
  wholes: readonly Whole[]
  speech: Speech
  /** The tree of the choices with what it gives; undefined while the choices do not make one. */
  built: { tree: Tree; preview: Preview | undefined; same: Measure | undefined; sentences: Readonly<Record<string, readonly string[]>> } | undefined
  requestKey: string
}
const one = (typed: Fields, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
const many = (typed: Fields, name: string): string[] => {
  const value = typed[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** A measure is built by choosing; everything it gives stands below while it is built. Works without script. */
export function EditorPage(props: EditorProps) {
  const ui = useUi()
  const { typed, errors, of, built } = props
  const event = findEvent(one(typed, 'event'))
  const error = (name: string) => (errors[name] ? ui.t(errors[name]) : undefined)
  const select = (name: string, label: string, options: { value: string; text: string }[], emptyText?: string) => (
    <SelectField name={name} label={ui.t(label)} value={one(typed, name)} options={options} error={error(name)} {...(emptyText === undefined ? {} : { emptyText })} />
  )
  const kind = one(typed, 'kind')
  const fields = event ? fieldsOfEvent(event) : []
  const fieldOptions = (types: readonly string[]) => fields.filter(({ type }) => types.includes(type)).map(({ name }) => ({ value: name, text: ui.t(`measures.field.${name}`) }))
  return (
    <>
      <BackLink href={ui.to(of ? `/measures/${of}` : '/measures')} text={ui.t('measures.editor.back')} />
      {of ? <span class="govuk-caption-l">{of}</span> : null}
      <h1 class="govuk-heading-l">{ui.t(of ? 'measures.editor.change' : 'measures.editor.new')}</h1>
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <p class="govuk-body">{ui.t('measures.editor.about')}</p>
      <Form action={ui.to(of ? `/measures/${of}/new-version` : '/measures/new')} requestKey={props.requestKey}>
        <FieldSet legend={ui.t('measures.editor.what')}>
          {select('event', 'measures.editor.event', Object.keys(vocabulary).map((name) => ({ value: name, text: ui.t(`measures.event.${name}`) })), '')}
          {select('kind', 'measures.editor.kind', kinds.map((name) => ({ value: name, text: ui.t(`measures.editor.kind.${name}`) })))}
          {event && (kind === 'sum' || (kind === 'stock_at' && !event.span)) ? select('of', 'measures.editor.of', fieldOptions(['int', 'decimal']), '') : null}
          {event && kind === 'count_distinct' ? select('by', 'measures.editor.by', fieldOptions(['key']), '') : null}
          {event && event.dates.length > 1 && !(kind === 'stock_at' && event.span) ? select('date', 'measures.editor.date', event.dates.map((name) => ({ value: name, text: ui.t(`measures.day.${name}`) }))) : null}
          {event ? select('per', 'measures.editor.per', props.wholes.map((measure) => ({ value: measure.id, text: measureName(ui, measure) })), ui.t('measures.editor.per.none')) : null}
        </FieldSet>
        {event ? <Conditions {...props} event={event} name={one(typed, 'event')} /> : null}
        <SubmitButton name="then" value="show" look="secondary" text={ui.t('measures.editor.show')} />
        {built ? <Built built={built} /> : event ? null : <InsetText>{ui.t('measures.editor.not-due')}</InsetText>}
        {built ? (
          <>
            <FieldSet legend={ui.t('measures.editor.names')}>
              {of ? null : <TextField name="key" label={ui.t('measures.editor.key')} hint={ui.t('measures.editor.key.hint')} value={one(typed, 'key')} error={error('key')} width={20} />}
              {(['km', 'lo', 'en'] as const).map((language) => (
                <>
                  <TextField name={`name_${language}`} label={ui.t(`measures.editor.name.${language}`)} value={one(typed, `name_${language}`)} error={error(`name_${language}`)} />
                  <TextArea name={`text_${language}`} label={ui.t(`measures.editor.text.${language}`)} value={one(typed, `text_${language}`)} error={error(`text_${language}`)} rows={2} lang={language} />
                </>
              ))}
              <TextField name="from" label={ui.t('measures.editor.from')} value={one(typed, 'from')} error={error('from')} width={10} />
            </FieldSet>
            <SubmitButton name="then" value="save" text={ui.t('measures.editor.save')} />
          </>
        ) : null}
      </Form>
    </>
  )
}

function Conditions({ typed, errors, speech, event, name }: EditorProps & { event: EventWord; name: string }) {
  const ui = useUi()
  const fields = fieldsOfEvent(event)
  const options = fields.filter(({ type }) => type !== 'day').map((field) => ({ value: field.name, text: ui.t(`measures.field.${field.name}`) }))
  const error = (at: string) => (errors[at] ? ui.t(errors[at]) : undefined)
  return (
    <FieldSet legend={ui.t('measures.editor.conditions')} hint={ui.t('measures.editor.conditions.hint')}>
      {Array.from({ length: conditionsOffered }, (_, i) => i + 1).map((number) => {
        const field = fields.find((one_) => one_.name === one(typed, `c${number}`))
        const op = one(typed, `o${number}`)
        const codes = field && ['code', 'codes'].includes(field.type) ? codesOf(ui.country, name, field.name) : undefined
        const needsValue = field !== undefined && field.type !== 'key' && op !== 'is_null' && op !== 'not_null'
        return (
          <FieldSet legend={ui.t('measures.editor.condition', { number })} size="s">
            <SelectField name={`c${number}`} label={ui.t('measures.editor.field')} value={one(typed, `c${number}`)} options={options} emptyText={ui.t('measures.editor.any')} error={error(`c${number}`)} />
            {field ? <SelectField name={`o${number}`} label={ui.t('measures.editor.op')} value={op} options={operatorsOf(field.type).map((operator) => ({ value: operator, text: ui.t(`measures.op.${operator}`) }))} error={error(`o${number}`)} /> : null}
            {!needsValue || !field ? null : field.type === 'bool' ? (
              <SelectField name={`v${number}`} label={ui.t('measures.editor.value')} value={one(typed, `v${number}`)} options={['yes', 'no'].map((value) => ({ value, text: ui.t(`measures.${value}`) }))} error={error(`v${number}`)} />
            ) : codes && field.type === 'codes' ? (
              <SelectField name={`v${number}`} label={ui.t('measures.editor.value')} value={one(typed, `v${number}`)} emptyText="" options={codes.map((value) => ({ value, text: speech.code(name, field.name, value) }))} error={error(`v${number}`)} />
            ) : codes ? (
              <CheckboxField name={`v${number}`} label={ui.t('measures.editor.value')} values={many(typed, `v${number}`)} options={codes.map((value) => ({ value, text: speech.code(name, field.name, value) }))} error={error(`v${number}`)} />
            ) : (
              <TextField name={`v${number}`} label={ui.t('measures.editor.value')} value={many(typed, `v${number}`).join(', ')} error={error(`v${number}`)} width={20} {...(field.type === 'code' ? { hint: ui.t('measures.editor.value.codes') } : {})} />
            )}
          </FieldSet>
        )
      })}
    </FieldSet>
  )
}

function Built({ built }: { built: NonNullable<EditorProps['built']> }) {
  const ui = useUi()
  return (
    <section id="built">
      {built.same ? <InsetText>{ui.t('measures.editor.same', { name: measureName(ui, built.same) })}</InsetText> : null}
      <Definition sentences={built.sentences} />
      {built.preview ? <PreviewTables tree={built.tree} preview={built.preview} /> : <InsetText>{ui.t('measures.error.not-collected')}</InsetText>}
    </section>
  )
}
