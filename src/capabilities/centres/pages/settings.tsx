import { weekdayName } from '../../../platform/text/dates'
import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, SelectField, TextField } from '../../../platform/web/fields'
import { ErrorSummary, FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { closureReasons, endReasons, postRoles, stretches, weekdays, type OpenStretch } from '../model'
import type { CentreRecord, listHoldings, listPosts } from '../queries'
import type { Closure } from '../rules'

export interface SettingsProps {
  centre: CentreRecord
  name: string
  hours: readonly OpenStretch[]
  closures: readonly Closure[]
  posts: Awaited<ReturnType<typeof listPosts>>
  holdings: Awaited<ReturnType<typeof listHoldings>>
  /** What was typed into the form that was refused. */
  typed: Fields
  errors: Readonly<Record<string, string>>
}

/** Hours, closed days, posts and equipment of a centre, for its chief and headquarters. */
export function SettingsPage(props: SettingsProps) {
  const ui = useUi()
  const { centre, errors } = props
  return (
    <>
      <BackLink href={ui.to(`/centres/${centre.code}`)} text={ui.t('web.back')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('centres.settings')}: {props.name}</h1>
      <Closures {...props} />
      <Hours {...props} />
      <Equipment {...props} />
      <Posts {...props} />
    </>
  )
}

const address = (code: string, rest: string) => `/centres/${code}/settings/${rest}`

function Closures({ centre, closures, typed, errors }: SettingsProps) {
  const ui = useUi()
  const options = closureReasons.map((reason) => ({ value: reason, text: ui.label('centre-closure-reason', reason) }))
  const value = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('centres.closures')}</h2>
      <Form action={ui.to(address(centre.code, 'closed-today'))} requestKey={ui.newKey()}>
        <SelectField id="today-reason" name="reason" label={ui.t('centres.reason')} options={options} />
        <SubmitButton text={ui.t('centres.close-today')} look="warning" />
      </Form>
      <DataTable
        caption={ui.t('centres.closures')}
        captionHidden
        columns={[{ key: 'from', text: ui.t('centres.from') }, { key: 'to', text: ui.t('centres.to') }, { key: 'reason', text: ui.t('centres.reason') }]}
        rows={closures.map((closure) => ({ cells: { from: ui.day(closure.from_day), to: ui.day(closure.to_day), reason: ui.label('centre-closure-reason', closure.reason) } }))}
        empty={ui.t('centres.no-closures')}
      />
      <Details summary={ui.t('centres.add-closure')} open={'from' in errors || 'to' in errors}>
        <Form action={ui.to(address(centre.code, 'closures'))} requestKey={ui.newKey()}>
          <DateField name="from" label={ui.t('centres.from')} hint={ui.t('centres.day.hint')} value={value('from')} error={errors['from'] ? ui.t(errors['from']) : undefined} />
          <DateField name="to" label={ui.t('centres.to')} hint={ui.t('centres.to.hint')} value={value('to')} error={errors['to'] ? ui.t(errors['to']) : undefined} />
          <SelectField name="reason" label={ui.t('centres.reason')} options={options} />
          <SubmitButton text={ui.t('centres.add-closure')} />
        </Form>
      </Details>
    </>
  )
}

function Hours({ centre, hours, typed, errors }: SettingsProps) {
  const ui = useUi()
  const stored = (day: number, stretch: number, end: 'from' | 'to') => hours.filter(({ weekday }) => weekday === day)[stretch - 1]?.[end].slice(0, 5) ?? ''
  const value = (name: string, fallback: string) => (typeof typed[name] === 'string' ? typed[name] : fallback)
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('centres.hours')}</h2>
      <Details summary={ui.t('centres.change-hours')} open={Object.keys(errors).some((name) => name.startsWith('day'))}>
        <p class="govuk-hint">{ui.t('centres.hours.hint')}</p>
        <Form action={ui.to(address(centre.code, 'hours'))} requestKey={ui.newKey()} version={centre.version}>
          {weekdays.map((day) => (
            <FieldSet legend={weekdayName(day, ui.lang)} size="s">
              {stretches.map((stretch) => (
                <div class="op-inline">
                  {(['from', 'to'] as const).map((end) => {
                    const name = `day${day}-${end}${stretch}`
                    return <TextField name={name} label={ui.t(`centres.time.${end}`, { number: stretch })} width={5} inputmode="numeric" value={value(name, stored(day, stretch, end))} error={errors[name] ? ui.t(errors[name]) : undefined} />
                  })}
                </div>
              ))}
            </FieldSet>
          ))}
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      </Details>
    </>
  )
}

function Equipment({ centre, typed, errors }: SettingsProps) {
  const ui = useUi()
  const value = (name: string, fallback: string) => (typeof typed[name] === 'string' ? typed[name] : fallback)
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('centres.equipment')}</h2>
      <Details summary={ui.t('centres.change-equipment')} open={'computers' in errors || '_version' in errors}>
        <Form action={ui.to(address(centre.code, 'equipment'))} requestKey={ui.newKey()} version={centre.version}>
          <TextField name="phone" type="tel" label={ui.t('centres.phone')} width={20} value={value('phone', centre.phone ?? '')} maxlength={60} />
          <TextField name="address" label={ui.t('centres.address')} value={value('address', centre.address ?? '')} maxlength={300} />
          <NumberField name="computers" label={ui.t('centres.computers')} width={4} value={value('computers', String(centre.computers))} error={errors['computers'] ? ui.t(errors['computers']) : undefined} />
          <SelectField name="connectivity" label={ui.t('centres.connectivity')} value={value('connectivity', centre.connectivity)} options={(['none', 'mobile', 'fixed'] as const).map((code) => ({ value: code, text: ui.label('connectivity', code) }))} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      </Details>
    </>
  )
}

function Posts({ centre, posts, holdings, errors }: SettingsProps) {
  const ui = useUi()
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('centres.posts')}</h2>
      <DataTable
        caption={ui.t('centres.posts')}
        captionHidden
        columns={[{ key: 'role', text: ui.t('centres.role') }, { key: 'established', text: ui.t('centres.established'), numeric: true }, { key: 'held', text: ui.t('centres.held'), numeric: true }, { key: 'since', text: ui.t('centres.from') }]}
        rows={posts.map((post) => ({
          cells: { role: ui.t(`web.role.${post.role}`), established: ui.number(post.established), held: ui.number(holdings.filter(({ role, to_day }) => role === post.role && to_day === null).length), since: ui.day(post.from_day) },
        }))}
        empty={ui.t('centres.no-posts')}
      />
      <Details summary={ui.t('centres.establish')} open={'established' in errors}>
        <Form action={ui.to(address(centre.code, 'posts'))} requestKey={ui.newKey()}>
          <SelectField name="role" label={ui.t('centres.role')} options={postRoles.map((role) => ({ value: role, text: ui.t(`web.role.${role}`) }))} />
          <NumberField name="established" label={ui.t('centres.established')} width={4} error={errors['established'] ? ui.t(errors['established']) : undefined} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      </Details>
      <h3 class="govuk-heading-s">{ui.t('centres.holders')}</h3>
      <DataTable
        caption={ui.t('centres.holders')}
        captionHidden
        columns={[{ key: 'name', text: ui.t('web.name') }, { key: 'role', text: ui.t('centres.role') }, { key: 'since', text: ui.t('centres.from') }, { key: 'act', text: ui.t('web.actions') }]}
        rows={holdings.map((holding) => ({
          cells: {
            name: `${holding.display_name ?? ''} (${holding.username ?? ''})`, role: ui.t(`web.role.${holding.role}`), since: ui.day(holding.from_day),
            act: holding.to_day ? ui.t('centres.ends-on', { day: ui.day(holding.to_day) }) : holding.account_id === ui.actor.accountId ? '' : (
              <Details summary={ui.t('centres.end-holding')}><Form action={ui.to(address(centre.code, `holdings/${holding.id}/end`))} requestKey={ui.newKey()}>
                <SelectField id={`end-${holding.id}`} name="reason" label={ui.t('centres.reason')} options={endReasons.map((reason) => ({ value: reason, text: ui.label('holding-end-reason', reason) }))} />
                <SubmitButton text={ui.t('centres.end-holding')} look="secondary" />
              </Form></Details>
            ),
          },
        }))}
        empty={ui.t('centres.no-holders')}
      />
      <InsetText>{ui.t('centres.holders.hint')}</InsetText>
    </>
  )
}
