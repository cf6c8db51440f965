import { duties, type Role } from '../../../kernel/actor'
import { CheckboxField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, SummaryList, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { rolesToAsk } from '../staff-accounts'
import type { GrantRecord, StaffLine } from '../staff-queries'
import { type AccountForm, FormErrors, typedIn } from './account-form'

const colours: Record<StaffLine['state'], TagColour> = { invited: 'yellow', active: 'green', disabled: 'grey' }

function StaffState({ state }: { state: StaffLine['state'] }) {
  const ui = useUi()
  return <Tag text={ui.t(`accounts.state.${state}`)} colour={colours[state]} />
}

const staffRoleNames: readonly Role[] = ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator']

export function StaffList({ staff, filter }: { staff: readonly StaffLine[]; filter: { q?: string | undefined; role?: string | undefined; state?: string | undefined } }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('accounts.staff')}</h1>
      <ButtonLink href={ui.to('/staff/new')} text={ui.t('accounts.staff.ask')} />
      <DataTable
        caption={ui.t('accounts.staff')}
        captionHidden
        columns={[
          { key: 'name', text: ui.t('web.name') }, { key: 'role', text: ui.t('accounts.role') }, { key: 'centre', text: ui.t('web.centre') },
          { key: 'state', text: ui.t('web.state') }, { key: 'duties', text: ui.t('accounts.duties') }, { key: 'seen', text: ui.t('accounts.session.seen') },
        ]}
        rows={staff.map((line) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/staff/${line.id}`)}>{line.displayName} ({line.username})</a>,
            role: ui.t(`web.role.${line.role}`), centre: line.centreCode ?? '',
            state: <><StaffState state={line.state} />{line.grantId ? <> <Tag text={ui.t('accounts.waits')} colour="blue" /></> : null}</>,
            duties: line.duties.map((duty) => ui.t(`accounts.duty.${duty}`)).join(', '), seen: ui.moment(line.lastSeen),
          },
        }))}
        empty={ui.t('accounts.staff.empty')}
        filter={
          <Form method="get" action={ui.to('/staff')}>
            <TextField name="q" type="search" label={ui.t('accounts.staff.search')} value={filter.q ?? ''} maxlength={120} />
            <SelectField name="role" label={ui.t('accounts.role')} value={filter.role ?? ''} emptyText={ui.t('web.all')} options={staffRoleNames.map((role) => ({ value: role, text: ui.t(`web.role.${role}`) }))} />
            <SelectField name="state" label={ui.t('web.state')} value={filter.state ?? ''} emptyText={ui.t('web.all')} options={(['invited', 'active', 'disabled'] as const).map((state) => ({ value: state, text: ui.t(`accounts.state.${state}`) }))} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
      />
    </>
  )
}

/** Ask for a staff account; another person grants it. */
export function AskPage({ form, centres }: { form: AccountForm; centres: readonly { id: string; code: string }[] }) {
  const ui = useUi()
  const error = (name: string) => (form.errors[name] ? ui.t(form.errors[name]) : undefined)
  const chosen = form.typed['duties']
  return (
    <>
      <BackLink href={ui.to('/staff')} text={ui.t('web.back')} />
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{ui.t('accounts.staff.ask')}</h1>
      <p class="govuk-body">{ui.t('accounts.staff.ask.intro')}</p>
      <Form action={ui.to('/staff/new')} requestKey={ui.newKey()}>
        <TextField name="displayName" label={ui.t('web.name')} value={typedIn(form, 'displayName')} error={error('displayName')} maxlength={120} required />
        <TextField name="username" label={ui.t('accounts.username')} hint={ui.t('accounts.username.hint')} value={typedIn(form, 'username')} error={error('username')} width={20} maxlength={40} required />
        <SelectField name="role" label={ui.t('accounts.role')} value={typedIn(form, 'role')} error={error('role')} options={rolesToAsk(ui.actor.role).map((role) => ({ value: role, text: ui.t(`web.role.${role}`) }))} />
        {ui.actor.role === 'chief' ? null : (
          <SelectField name="centreId" label={ui.t('web.centre')} value={typedIn(form, 'centreId')} error={error('centreId')} emptyText={ui.t('web.none')} options={centres.map(({ id, code }) => ({ value: id, text: code }))} />
        )}
        <RadioField name="sex" label={ui.t('web.sex')} inline value={typedIn(form, 'sex') || 'not-stated'} options={(['F', 'M', 'not-stated'] as const).map((sex) => ({ value: sex, text: ui.t(`web.sex.${sex}`) }))} />
        <SelectField name="language" label={ui.t('accounts.language')} value={typedIn(form, 'language') || ui.lang} options={ui.country.languages.map((code) => ({ value: code, text: ui.t(`accounts.language.${code}`) }))} />
        <DutyChoice chosen={Array.isArray(chosen) ? chosen : typeof chosen === 'string' ? [chosen] : []} />
        <SubmitButton text={ui.t('accounts.staff.ask')} />
      </Form>
    </>
  )
}

function DutyChoice({ chosen }: { chosen: readonly string[] }) {
  const ui = useUi()
  return <CheckboxField name="duties" label={ui.t('accounts.duties')} values={chosen} options={duties.map((duty) => ({ value: duty, text: ui.t(`accounts.duty.${duty}`) }))} />
}

export function StaffPage({ staff, errors }: { staff: StaffLine; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const isOwn = staff.id === ui.actor.accountId
  const isHeadquarters = ui.actor.role === 'headquarters'
  const mayChange = !isOwn && (isHeadquarters || ui.actor.role === 'chief')
  return (
    <>
      <BackLink href={ui.to('/staff')} text={ui.t('web.back')} />
      <FormErrors form={{ typed: {}, errors }} />
      <h1 class="govuk-heading-l">{staff.displayName}</h1>
      <p class="govuk-body"><StaffState state={staff.state} /></p>
      <SummaryList
        rows={[
          { key: ui.t('accounts.username'), value: staff.username }, { key: ui.t('accounts.role'), value: ui.t(`web.role.${staff.role}`) },
          { key: ui.t('web.centre'), value: staff.centreCode ?? ui.t('web.none') }, { key: ui.t('accounts.session.seen'), value: ui.moment(staff.lastSeen) || ui.t('accounts.never') },
          { key: ui.t('accounts.duties'), value: staff.duties.map((duty) => ui.t(`accounts.duty.${duty}`)).join(', ') || ui.t('web.none') },
        ]}
      />
      {staff.grantId ? (
        <InsetText>
          <p class="govuk-body">{ui.t('accounts.waits.long')}</p>
          {isHeadquarters ? <ButtonLink href={ui.to(`/staff/grants/${staff.grantId}`)} text={ui.t('accounts.decide')} /> : null}
        </InsetText>
      ) : null}
      {isHeadquarters && staff.state === 'invited' && staff.grantedOnce && !staff.grantId && !isOwn ? <ButtonLink href={ui.to(`/staff/${staff.id}/invitation`)} text={ui.t('accounts.link.new')} look="secondary" /> : null}
      {mayChange && staff.state === 'active' ? (
        <Form action={ui.to(`/staff/${staff.id}/duties`)} requestKey={ui.newKey()}>
          <DutyChoice chosen={staff.duties} />
          <SubmitButton text={ui.t('accounts.duties.save')} look="secondary" />
        </Form>
      ) : null}
      {mayChange && staff.state !== 'disabled' ? (
        <Form action={ui.to(`/staff/${staff.id}/disable`)} requestKey={ui.newKey()}>
          <p class="govuk-body">{ui.t('accounts.disable.hint')}</p>
          <SubmitButton text={ui.t('accounts.disable')} look="warning" />
        </Form>
      ) : null}
      {!isOwn && staff.state === 'disabled' && !staff.grantId ? (
        <Form action={ui.to(`/staff/${staff.id}/return`)} requestKey={ui.newKey()}>
          <SubmitButton text={ui.t('accounts.return')} look="secondary" />
        </Form>
      ) : null}
    </>
  )
}

/** What is asked for, by whom; granting gives an invitation. */
export function GrantPage({ grant, errors }: { grant: GrantRecord; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/staff/${grant.account_id}`)} text={ui.t('web.back')} />
      <FormErrors form={{ typed: {}, errors }} />
      <h1 class="govuk-heading-l">{ui.t(`accounts.grant.${grant.kind}`)}</h1>
      <SummaryList
        rows={[
          { key: ui.t('web.name'), value: `${grant.display_name ?? ''} (${grant.username ?? ''})` }, { key: ui.t('accounts.role'), value: ui.t(`web.role.${grant.role}`) },
          { key: ui.t('web.centre'), value: grant.centre_code ?? ui.t('web.none') }, { key: ui.t('accounts.duties'), value: grant.duties.map((duty) => ui.t(`accounts.duty.${duty}`)).join(', ') || ui.t('web.none') },
          { key: ui.t('accounts.asked-by'), value: `${grant.asked_by_name ?? ''}, ${ui.moment(grant.asked_at)}` }, { key: ui.t('accounts.decide-until'), value: ui.moment(grant.expires_at) },
        ]}
      />
      {grant.decision ? <p class="govuk-body">{ui.t(`accounts.decision.${grant.decision}`)}</p> : (
        <Form action={ui.to(`/staff/grants/${grant.id}`)} requestKey={ui.newKey()}>
          <ButtonGroup>
            <SubmitButton name="decision" value="granted" text={ui.t('accounts.grant')} />
            <SubmitButton name="decision" value="refused" text={ui.t('accounts.refuse')} look="warning" />
          </ButtonGroup>
        </Form>
      )}
    </>
  )
}

export function InviteAgainPage({ staff }: { staff: StaffLine }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/staff/${staff.id}`)} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('accounts.link.new')}</h1>
      <p class="govuk-body">{ui.t('accounts.link.new.hint', { username: staff.username })}</p>
      <Form action={ui.to(`/staff/${staff.id}/invitation`)} requestKey={ui.newKey()}>
        <SubmitButton text={ui.t('accounts.link.new')} />
      </Form>
    </>
  )
}
