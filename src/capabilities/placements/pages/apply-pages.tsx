import { CheckboxField, NumberField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { Errors, type TypedForm, typedText } from './move-forms'

interface Props {
  vacancy: { code: string; title: string; employer: string }
  form: TypedForm
  requestKey: string
}

function Heading({ vacancy, form }: Omit<Props, 'requestKey'>) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/jobs/${vacancy.code}`)} text={vacancy.title} />
      <Errors form={form} />
      <h1 class="govuk-heading-l">{ui.t('placements.apply.title', { vacancy: vacancy.title })}</h1>
      {vacancy.employer ? <p class="govuk-body-l">{vacancy.employer}</p> : null}
      <p class="govuk-body">{ui.t('placements.apply.free')}</p>
    </>
  )
}

function Message({ form }: { form: TypedForm }) {
  const ui = useUi()
  return <TextArea name="message" label={ui.t('placements.field.message')} hint={ui.t('placements.field.message.hint')} value={typedText(form.typed, 'message')} error={form.errors['message'] ? ui.t(form.errors['message']) : undefined} rows={4} maxlength={500} />
}

function Agree({ form }: { form: TypedForm }) {
  const ui = useUi()
  return (
    <CheckboxField
      name="agree" error={form.errors['agree'] ? ui.t(form.errors['agree']) : undefined} values={typedText(form.typed, 'agree') === 'yes' ? ['yes'] : []}
      label={ui.t('placements.apply.agree.label')} options={[{ value: 'yes', text: ui.t('placements.apply.agree'), hint: ui.t('placements.consent.text') }]}
    />
  )
}

/** One page for a registered person who is signed in. */
export function ApplyPage({ vacancy, form, requestKey }: Props) {
  const ui = useUi()
  return (
    <>
      <Heading vacancy={vacancy} form={form} />
      <Form action={ui.to(`/jobs/${vacancy.code}/apply`)} requestKey={requestKey}>
        <Message form={form} />
        <Agree form={form} />
        <SubmitButton text={ui.t('placements.apply.send')} />
      </Form>
    </>
  )
}

/** For someone who is not registered: five questions, then a code by SMS. */
export function ApplyUnregistered({ vacancy, form, requestKey }: Props) {
  const ui = useUi()
  const field = (name: string) => ({ name, value: typedText(form.typed, name), error: form.errors[name] ? ui.t(form.errors[name]) : undefined })
  const districts = ui.country.childrenOf('').flatMap((province) => ui.country.childrenOf(province.code).map((district) => ({ value: district.code, text: ui.place(district.code), group: ui.place(province.code) })))
  return (
    <>
      <Heading vacancy={vacancy} form={form} />
      <InsetText>
        {ui.t('placements.apply.registered')} <a class="govuk-link" href={`${ui.to('/sign-in')}?next=${encodeURIComponent(ui.to(`/jobs/${vacancy.code}/apply`))}`}>{ui.t('accounts.sign-in')}</a>
      </InsetText>
      <Form action={ui.to(`/jobs/${vacancy.code}/apply`)} requestKey={requestKey}>
        <TextField {...field('name')} label={ui.t('placements.apply.name')} autocomplete="name" maxlength={120} required />
        <TextField {...field('phone')} label={ui.t('placements.phone')} hint={ui.t('placements.apply.phone.hint')} type="tel" inputmode="tel" autocomplete="tel" width={20} required />
        <NumberField {...field('age')} label={ui.t('placements.apply.age')} width={3} />
        <SelectField {...field('sex')} label={ui.t('web.sex')} emptyText={ui.t('placements.choose')} options={['F', 'M', 'not-stated'].map((value) => ({ value, text: ui.t(`web.sex.${value}`) }))} />
        <SelectField {...field('district')} label={ui.t('placements.apply.district')} emptyText={ui.t('placements.choose')} options={districts} />
        <Message form={form} />
        <Agree form={form} />
        <SubmitButton text={ui.t('placements.apply.next')} />
      </Form>
    </>
  )
}

export function ApplyConfirm({ vacancyCode, referralCode, form, requestKey }: { vacancyCode: string; referralCode: string; form: TypedForm; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <Errors form={form} />
      <h1 class="govuk-heading-l">{ui.t('placements.apply.confirm.title')}</h1>
      <p class="govuk-body">{ui.t('placements.apply.confirm.hint')}</p>
      <Form action={ui.to(`/jobs/${vacancyCode}/apply/confirm`)} requestKey={requestKey}>
        <HiddenField name="referral" value={referralCode} />
        <TextField name="code" label={ui.t('placements.apply.confirm.code')} error={form.errors['code'] ? ui.t(form.errors['code']) : undefined} inputmode="numeric" autocomplete="one-time-code" width={10} required />
        <SubmitButton text={ui.t('placements.apply.send')} />
      </Form>
      <p class="govuk-body">{ui.t('placements.apply.confirm.no-code')}</p>
    </>
  )
}
