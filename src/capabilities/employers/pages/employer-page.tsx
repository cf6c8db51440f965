import type { Child } from 'hono/jsx'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import type { FunnelStep } from '../../../platform/providers'
import { formatPhone } from '../../../platform/text/phone'
import { Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { ButtonLink, Details, InsetText, StatTile, StatTiles, SummaryList, Timeline } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { DateField, TextField } from '../../../platform/web/fields'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { EmployerState } from '../model'
import { employerName } from '../names'
import { eventsOpenTo, mayEdit } from '../policy'
import type { CheckRecord, ContactRecord, EmployerRecord, NextStep, StateChange } from '../queries'
import { ContactFields } from './employer-form'
import { StateTag } from './employer-list'
import { Errors, type Shown } from './form-parts'
import { VerificationForms } from './verification-forms'

export interface EmployerPageProps {
  employer: EmployerRecord
  contacts: readonly ContactRecord[]
  checks: readonly CheckRecord[]
  changes: readonly StateChange[]
  steps: readonly NextStep[]
  vacancies: { all: number; open: number; posts: number; filled: number }
  /** What other capabilities tell beside the employer. */
  funnel: readonly FunnelStep[]
  ownerName: string | null
  requestKeys: readonly string[]
  /** The form that was refused, shown again with its errors. */
  refused?: { name: 'contact' | 'check' | 'step' | 'event'; form: Shown } | undefined
}

/** What the next sensible act is, in one sentence. */
function nextStepKey(employer: EmployerRecord, vacancies: EmployerPageProps['vacancies']): string {
  if (employer.state === 'verified') return vacancies.open > 0 ? 'employers.next.follow' : 'employers.next.ask-vacancy'
  return `employers.next.${employer.state}`
}

export function EmployerPage(props: EmployerPageProps) {
  const ui = useUi()
  const { employer, vacancies } = props
  const name = employerName({ nameNative: employer.name_native, nameLatin: employer.name_latin }, ui.lang)
  return (
    <>
      {props.refused ? <Errors errors={props.refused.form.errors} /> : null}
      <h1 class="govuk-heading-l">{name}</h1>
      <p class="govuk-body">
        <StateTag state={employer.state as EmployerState} /> {formatPublicCode(employer.code as PublicCode)} · {ui.place(employer.district_code ?? employer.province_code)}
      </p>
      <InsetText>{ui.t(nextStepKey(employer, vacancies), { day: ui.day(employer.verification_due_on) })}</InsetText>
      {mayEdit(ui.actor) ? <Actions employer={employer} requestKey={props.requestKeys[0] ?? ''} /> : null}
      <StatTiles>
        <StatTile label={ui.t('employers.vacancies-open')} value={ui.number(Number(vacancies.open))} href={ui.to(`/vacancies?employer=${employer.id}`)} />
        <StatTile label={ui.t('employers.posts')} value={ui.number(Number(vacancies.posts))} />
        <StatTile label={ui.t('employers.posts-filled')} value={ui.number(Number(vacancies.filled))} />
        {props.funnel.map((step) => <StatTile label={ui.t(step.key)} value={ui.number(step.count)} href={ui.to(step.href)} />)}
      </StatTiles>
      <h2 class="govuk-heading-m">{ui.t('employers.section.record')}</h2>
      <SummaryList rows={recordRows(ui, employer, props.ownerName)} />
      <Contacts {...props} />
      <NextSteps {...props} />
      <Checks {...props} />
      <h2 class="govuk-heading-m">{ui.t('employers.history')}</h2>
      <Timeline
        items={props.changes.map((change) => ({
          title: ui.t(`employers.state.${change.to_state}`), by: change.display_name ?? ui.t('employers.by-nobody'), on: ui.day(change.day), isoDate: change.day,
          children: [change.reason && ui.has(`employers.reason.${change.reason}`) ? ui.t(`employers.reason.${change.reason}`) : '', change.note ?? ''].filter(Boolean).join(' · '),
        }))}
      />
    </>
  )
}

function Actions({ employer, requestKey }: { employer: EmployerRecord; requestKey: string }) {
  const ui = useUi()
  return (
    <ButtonGroup>
      <ButtonLink href={ui.to(`/vacancies/new?employer=${employer.id}`)} text={ui.t('employers.take-vacancy')} />
      <ButtonLink href={ui.to(`/services/new?employer=${employer.id}`)} text={ui.t('employers.log-service')} look="secondary" />
      <ButtonLink href={ui.to(`/appointments/new?employer=${employer.id}`)} text={ui.t('employers.book')} look="secondary" />
      <ButtonLink href={ui.to(`/employers/${employer.id}/edit`)} text={ui.t('web.edit')} look="secondary" />
      {employer.owner_id === ui.actor.accountId ? null : (
        <Form action={ui.to(`/employers/${employer.id}/owner`)} requestKey={requestKey}>
          <SubmitButton text={ui.t('employers.become-owner')} look="secondary" />
        </Form>
      )}
    </ButtonGroup>
  )
}

function recordRows(ui: Ui, employer: EmployerRecord, ownerName: string | null): { key: Child; value: Child }[] {
  const none = ui.t('employers.not-stated')
  const register = ui.country.registers.find(({ code }) => code === employer.register)
  const rows: [string, string][] = [
    ['employers.name-native', employer.name_native ?? none],
    ['employers.name-latin', employer.name_latin ?? none],
    ['employers.register-number', employer.register_number ? `${employer.register_number} (${register?.names[ui.lang] ?? employer.register ?? ''})` : ui.label('employer-no-register-reason', employer.no_register_reason) || none],
    ['employers.isic', employer.isic ? `${employer.isic} ${ui.country.industries.title(employer.isic, ui.lang)?.text ?? ''}` : none],
    ['employers.size', ui.label('employer-size', employer.size_band) || none],
    ['employers.ownership', ui.label('ownership', employer.ownership) || none],
    ['employers.union', ui.label('union-present', employer.union_present)],
    ['employers.address', employer.address ?? none],
    ['employers.owner', ownerName ?? none],
    ['employers.registered-on', `${ui.day(employer.registered_on)} · ${ui.label('registration-channel', employer.channel)}`],
  ]
  if (employer.recruitment_agency) rows.push(['employers.licence-number', `${employer.licence_number ?? none} · ${ui.day(employer.licence_until)}`])
  if (employer.verified_on) rows.push(['employers.verified', ui.t('employers.verified-from-to', { from: ui.day(employer.verified_on), to: ui.day(employer.valid_until) })])
  return rows.map(([key, value]) => ({ key: ui.t(key), value }))
}

function Contacts({ employer, contacts, requestKeys, refused }: EmployerPageProps) {
  const ui = useUi()
  const form = refused?.name === 'contact' ? refused.form : { typed: {}, errors: {} }
  const may = mayEdit(ui.actor)
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('employers.contacts')}</h2>
      <DataTable
        caption={ui.t('employers.contacts')}
        captionHidden
        columns={[{ key: 'name', text: ui.t('web.name') }, { key: 'way', text: ui.t('employers.phone') }, { key: 'language', text: ui.t('employers.contact-language') }, { key: 'act', text: ui.t('web.actions') }]}
        rows={contacts.map((contact) => ({
          cells: {
            name: [contact.name, contact.function].filter(Boolean).join(', ') + (contact.decides_on_hiring ? ` · ${ui.t('employers.decides')}` : ''),
            way: wayOf(ui, contact),
            language: contact.language ? ui.t(`employers.language.${contact.language}`) : '',
            act: contact.left_on ? (
              ui.t('employers.left-on', { day: ui.day(contact.left_on) })
            ) : may ? (
              <Form action={ui.to(`/employers/${employer.id}/contacts/${contact.id}/end`)} requestKey={ui.newKey()}>
                <SubmitButton text={ui.t('employers.contact-left')} look="secondary" />
              </Form>
            ) : '',
          },
        }))}
        empty={ui.t('employers.no-contact')}
      />
      {may ? (
        <Details summary={ui.t('employers.add-contact')} open={refused?.name === 'contact'}>
          <Form action={ui.to(`/employers/${employer.id}/contacts`)} requestKey={requestKeys[1]}>
            <ContactFields form={form} />
            <SubmitButton text={ui.t('employers.add-contact')} />
          </Form>
        </Details>
      ) : null}
    </>
  )
}

const wayOf = (ui: Ui, contact: ContactRecord): string =>
  [contact.phone_e164 ? formatPhone(contact.phone_e164, ui.country.phoneRegion) : contact.phone ? ui.t('employers.not-callable', { phone: contact.phone }) : '', contact.chat ?? '', contact.email ?? ''].filter(Boolean).join(' · ')

function NextSteps({ employer, steps, requestKeys, refused }: EmployerPageProps) {
  const ui = useUi()
  const form: Shown = refused?.name === 'step' ? refused.form : { typed: {}, errors: {} }
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  const text = (name: string) => String(form.typed[name] ?? '')
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('employers.steps')}</h2>
      <DataTable
        caption={ui.t('employers.steps')}
        captionHidden
        columns={[{ key: 'step', text: ui.t('employers.step') }, { key: 'due', text: ui.t('employers.due') }, { key: 'act', text: ui.t('web.actions') }]}
        rows={steps.map((step) => ({
          cells: {
            step: step.next_step, due: ui.day(step.due_on),
            act: step.done_on ? ui.t('employers.done-on', { day: ui.day(step.done_on) }) : (
              <Form action={ui.to(`/employers/${employer.id}/steps/${step.id}/done`)} requestKey={ui.newKey()}>
                <SubmitButton text={ui.t('employers.step-done')} look="secondary" />
              </Form>
            ),
          },
        }))}
        empty={ui.t('employers.no-step')}
      />
      {mayEdit(ui.actor) ? (
        <Details summary={ui.t('employers.agree-step')} open={refused?.name === 'step'}>
          <Form action={ui.to(`/employers/${employer.id}/steps`)} requestKey={requestKeys[2]}>
            <TextField name="step" label={ui.t('employers.step')} value={text('step')} error={error('step')} maxlength={300} />
            <DateField name="due" label={ui.t('employers.due')} hint={ui.t('employers.day.hint')} value={text('due')} error={error('due')} />
            <SubmitButton text={ui.t('employers.agree-step')} />
          </Form>
        </Details>
      ) : null}
    </>
  )
}

function Checks(props: EmployerPageProps) {
  const ui = useUi()
  const { employer, checks } = props
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('employers.checks')}</h2>
      <DataTable
        caption={ui.t('employers.checks')}
        captionHidden
        columns={[{ key: 'kind', text: ui.t('employers.check') }, { key: 'result', text: ui.t('employers.result') }, { key: 'on', text: ui.t('web.day') }, { key: 'by', text: ui.t('employers.by') }]}
        rows={checks.map((check) => ({
          cells: {
            kind: [ui.label('employer-check-kind', check.kind), check.note].filter(Boolean).join(' · '), result: ui.t(`employers.result.${check.result}`),
            on: ui.day(check.checked_on), by: check.display_name ?? '',
          },
        }))}
        empty={ui.t('employers.no-check')}
      />
      <VerificationForms employer={employer} events={eventsOpenTo(ui.actor, employer.state as EmployerState)} requestKeys={props.requestKeys.slice(3)} refused={props.refused} />
    </>
  )
}

