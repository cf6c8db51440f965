import type { Child } from 'hono/jsx'
import { DateField, NumberField, RadioField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { useUi } from '../../../platform/web/ui'
import { attemptChannels, endReasons, evidenceMethods, evidenceSources, followUpOutcomes, notStartedReasons } from '../rules/placement'
import { Errors, type TypedForm, typedText, WorkFields } from './move-forms'

export const placementActs = ['evidence', 'start', 'not-started', 'end', 'void', 'attempt', 'outcome'] as const
export type PlacementAct = (typeof placementActs)[number]

interface Props {
  act: PlacementAct
  here: string
  placement: { version: number }
  followUpId: string | null
  form: TypedForm
  requestKey: string
}

/** The form of one act; each has its own address below the placement. */
export function PlacementForm({ act, here, placement, followUpId, form, requestKey }: Props) {
  const ui = useUi()
  return (
    <section aria-labelledby="act">
      <Errors form={form} />
      <h2 class="govuk-heading-m" id="act">{ui.t(`placements.act.${act}`)}</h2>
      <Form action={`${here}/${act}`} requestKey={requestKey} version={placement.version}>
        {followUpId ? <HiddenField name="followUp" value={followUpId} /> : null}
        <Fields act={act} form={form} />
        <ButtonGroup>
          <SubmitButton text={ui.t(`placements.act.${act}`)} look={act === 'void' || act === 'not-started' ? 'warning' : 'primary'} />
          <a class="govuk-link" href={here}>{ui.t('web.cancel')}</a>
        </ButtonGroup>
      </Form>
    </section>
  )
}

function Fields({ act, form }: Pick<Props, 'act' | 'form'>): Child {
  const ui = useUi()
  const field = (name: string) => ({ name, value: typedText(form.typed, name), error: form.errors[name] ? ui.t(form.errors[name]) : undefined })
  const listed = (list: string, codes: readonly string[]) => codes.map((value) => ({ value, text: ui.label(list, value) }))
  const choose = ui.t('placements.choose')
  switch (act) {
    case 'evidence':
      return (
        <>
          <p class="govuk-body">{ui.t('placements.evidence.rule')}</p>
          <RadioField {...field('source')} label={ui.t('placements.field.source')} options={listed('evidence-source', evidenceSources)} required />
          <RadioField {...field('says')} label={ui.t('placements.field.says')} options={['started', 'did-not-start'].map((value) => ({ value, text: ui.t(`placements.says.${value}`) }))} required />
          <SelectField {...field('method')} label={ui.t('placements.field.how')} emptyText={choose} options={listed('evidence-method', evidenceMethods)} required />
          <DateField {...field('seenOn')} label={ui.t('web.day')} hint={ui.t('placements.field.day.hint')} required />
          <TextField {...field('note')} label={ui.t('placements.field.note')} maxlength={300} />
        </>
      )
    case 'start':
      return <p class="govuk-body">{ui.t('placements.start.hint')}</p>
    case 'not-started':
      return <SelectField {...field('reason')} label={ui.t('placements.field.reason')} emptyText={choose} options={listed('placement-not-started-reason', notStartedReasons)} required />
    case 'end':
      return (
        <>
          <DateField {...field('date')} label={ui.t('placements.field.end')} hint={ui.t('placements.field.day.hint')} required />
          <SelectField {...field('reason')} label={ui.t('placements.field.reason')} emptyText={choose} options={listed('placement-end-reason', endReasons)} required />
        </>
      )
    case 'void':
      return <TextArea {...field('reason')} label={ui.t('placements.field.why')} hint={ui.t('placements.void.hint')} rows={3} maxlength={300} required />
    case 'attempt':
      return (
        <>
          <RadioField {...field('channel')} label={ui.t('placements.field.channel')} options={attemptChannels.map((value) => ({ value, text: ui.t(`placements.channel.${value}`) }))} required />
          <RadioField {...field('reached')} label={ui.t('placements.field.reached')} options={[{ value: 'yes', text: ui.t('web.yes') }, { value: 'no', text: ui.t('web.no') }]} inline required />
        </>
      )
    case 'outcome':
      return (
        <>
          <SelectField {...field('outcome')} label={ui.t('placements.outcome')} hint={ui.t('placements.outcome.hint')} emptyText={choose} options={listed('follow-up-outcome', followUpOutcomes)} required />
          <RadioField {...field('source')} value={typedText(form.typed, 'source') || 'jobseeker'} label={ui.t('placements.field.source')} options={listed('evidence-source', ['jobseeker', 'employer'])} inline />
          <NumberField {...field('wageNow')} label={ui.t('placements.field.wage-now')} decimal />
          <RadioField {...field('asAdvertised')} value={typedText(form.typed, 'asAdvertised') || null} label={ui.t('placements.field.as-advertised')} options={[{ value: 'yes', text: ui.t('web.yes') }, { value: 'no', text: ui.t('web.no') }]} inline />
        </>
      )
  }
}

/** A placement that no referral led to, for example after a fair. */
export function NewPlacementForm(props: { person: string; personId: string; employers: readonly { value: string; text: string }[]; vacancyId: string; form: TypedForm; requestKey: string }) {
  const ui = useUi()
  const { form } = props
  return (
    <>
      <Errors form={form} />
      <h1 class="govuk-heading-l">{ui.t('placements.new.title')}</h1>
      <p class="govuk-body">{ui.t('placements.new.hint')}</p>
      <Form action={ui.to('/placements/new')} requestKey={props.requestKey}>
        <HiddenField name="person" value={props.personId} />
        <HiddenField name="vacancy" value={props.vacancyId} />
        <TextField name="shown" label={ui.t('placements.person')} value={props.person} readonly />
        <SelectField name="employer" label={ui.t('placements.employer')} value={typedText(form.typed, 'employer')} emptyText={ui.t('placements.choose')} error={form.errors['employer'] ? ui.t(form.errors['employer']) : undefined} options={props.employers} required />
        <WorkFields form={form} />
        <SubmitButton text={ui.t('placements.act.record')} />
      </Form>
    </>
  )
}
