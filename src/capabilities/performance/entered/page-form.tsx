import type { Period } from '../../../kernel/period'
import type { Fields } from '../../../platform/http/route'
import { CheckboxField, DateField, NumberField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type AnyMeasure, type EnteredMeasure, type EntryRecord, measureName } from '../../measures/index'
import { centreText } from '../pages/words'
import { EntryTable } from './mark'
import { figuresHref } from './page-list'

export interface FigureFormProps {
  measure: EnteredMeasure
  centre: CentreLine | null
  /** The period that is asked for when nobody typed another. */
  period: Period
  typed: Fields
  /** Sentences by field; `_form` is about the whole. */
  errors: Readonly<Record<string, string>>
  /** What was entered for this period before. */
  before: readonly EntryRecord[]
  requestKey: string
}

/** A value with its source, or the statement that nobody counted. */
export function FigureFormPage({ measure, centre, period, typed, errors, before, requestKey }: FigureFormProps) {
  const ui = useUi()
  const { tree, id } = measure
  const field = (name: string, start = '') => ({ name, value: typeof typed[name] === 'string' ? typed[name] : start, error: errors[name] })
  const isExternal = tree.kind === 'external'
  return (
    <>
      <BackLink href={figuresHref(ui, centre?.code ?? null)} text={ui.t('performance.enter.back')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{measureName(ui, measure)}</h1>
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([name, text]) => ({ ...(name.startsWith('_') ? {} : { field: name }), text }))} />
      <p class="govuk-body">{ui.t(`measures.definition.${id}`)}</p>
      <InsetText>{ui.t('performance.enter.two-people')}</InsetText>
      <Form action={ui.to(`/performance/figures/${id}/enter`)} requestKey={requestKey}>
        <HiddenField name="centre" value={centre?.code ?? ''} />
        <TextField {...field('period', period.key)} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />
        <NumberField {...field('value')} decimal label={ui.t('performance.value')} hint={ui.t(`performance.unit.${tree.unit}`)} />
        <CheckboxField name="notRecorded" values={typed['notRecorded'] === 'yes' ? ['yes'] : []} error={errors['notRecorded']} options={[{ value: 'yes', text: ui.t('performance.enter.not-recorded'), hint: ui.t('performance.enter.not-recorded.hint') }]} />
        {isExternal ? <TextField {...field('source')} label={ui.t('performance.source')} hint={ui.t('performance.enter.source.hint')} /> : null}
        <TextArea {...field('method')} label={ui.t('performance.enter.method')} hint={ui.t(isExternal ? 'performance.enter.method.external' : 'performance.enter.method.hint')} rows={2} />
        {isExternal ? null : <TextField {...field('collector')} label={ui.t('performance.enter.collector')} hint={ui.t('performance.owner.hint')} />}
        <DateField {...field('collectedOn')} label={ui.t(isExternal ? 'performance.enter.published-on' : 'performance.enter.collected-on')} hint={ui.t('performance.day.hint')} />
        <TextField {...field('evidence')} label={ui.t(isExternal ? 'performance.enter.address' : 'performance.enter.evidence')} hint={ui.t('performance.enter.evidence.hint')} />
        <SubmitButton text={ui.t('performance.enter.send')} />
      </Form>
      {before.length > 0 ? <EntryTable caption={ui.t('performance.enter.before')} entries={before} empty={ui.t('performance.enter.all.none')} /> : null}
    </>
  )
}

/** For the address of a figure that nobody types. */
export function CountedPage({ measure }: { measure: AnyMeasure }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/performance/figures')} text={ui.t('performance.enter.back')} />
      <h1 class="govuk-heading-l">{measureName(ui, measure)}</h1>
      <InsetText>{ui.t('performance.enter.counted')}</InsetText>
    </>
  )
}
