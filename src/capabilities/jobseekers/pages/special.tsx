import type { Fields } from '../../../platform/http/route'
import { CheckboxField, RadioField, SelectField } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { personName } from '../lines'
import { specialPurposes } from '../policy'
import type { PersonRow } from '../queries/people'
import { listOptions, optionsOf, summaryOf, typedList, typedText } from './words'

interface Membership {
  group_code: string
  from_day: string
  to_day: string | null
  evidence: string
  purposes: string[]
}

interface GroupsProps {
  person: PersonRow
  /** Null: the purpose is asked first. */
  purpose: string | null
  memberships: readonly Membership[]
  words: string
  typed: Fields
  errors: Readonly<Record<string, string>>
}

/** Declared groups of a person: opened with a purpose, each with its own consent. */
export function GroupsPage({ person, purpose, memberships, words, typed, errors }: GroupsProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${person.id}/about`)} text={personName(person, ui.lang)} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.groups.title')}</h1>
      {purpose === null ? (
        <Form method="get" action={ui.to(`/jobseekers/${person.id}/groups`)}>
          <RadioField name="purpose" label={ui.t('jobseekers.groups.why')} hint={ui.t('jobseekers.groups.why-hint')} options={specialPurposes.map((one) => ({ value: one, text: ui.t(`jobseekers.purpose.${one}`) }))} />
          <SubmitButton text={ui.t('web.next')} />
        </Form>
      ) : (
        <OpenGroups person={person} purpose={purpose} memberships={memberships} words={words} typed={typed} errors={errors} />
      )}
    </>
  )
}

function OpenGroups({ person, purpose, memberships, words, typed, errors }: GroupsProps & { purpose: string }) {
  const ui = useUi()
  const declared = ui.country.groups.filter(({ kind }) => kind === 'declared')
  const nameOf = (code: string) => {
    const row = ui.country.groups.find((group) => group.code === code)
    return row?.names[ui.lang] ?? code
  }
  const action = ui.to(`/jobseekers/${person.id}/groups`)
  return (
    <>
      <DataTable
        caption={ui.t('jobseekers.groups.present')}
        columns={[
          { key: 'group', text: ui.t('jobseekers.groups.group') },
          { key: 'from', text: ui.t('jobseekers.groups.from') },
          { key: 'evidence', text: ui.t('jobseekers.groups.evidence') },
          { key: 'purposes', text: ui.t('jobseekers.groups.purposes') },
          { key: 'end', text: ui.t('web.actions') },
        ]}
        rows={memberships.map((one) => ({
          cells: {
            group: nameOf(one.group_code),
            from: `${ui.day(one.from_day as never)}${one.to_day ? ` – ${ui.day(one.to_day as never)}` : ''}`,
            evidence: ui.label('group-evidence', one.evidence),
            purposes: one.purposes.map((code) => ui.t(`jobseekers.group-purpose.${code}`)).join(', '),
            end: one.to_day ? '' : (
              <Form action={`${action}/end`} requestKey={ui.newKey()}>
                <HiddenField name="group" value={one.group_code} />
                <HiddenField name="why" value={purpose} />
                <SubmitButton text={ui.t('jobseekers.groups.end')} look="secondary" />
              </Form>
            ),
          },
        }))}
        empty={ui.t('jobseekers.groups.none')}
      />
      <Form action={action} requestKey={ui.newKey()}>
        <h2 class="govuk-heading-m">{ui.t('jobseekers.groups.add')}</h2>
        <HiddenField name="why" value={purpose} />
        <SelectField name="group" label={ui.t('jobseekers.groups.group')} error={errors['group']} value={typedText(typed, 'group')} options={optionsOf(ui, declared)} emptyText={ui.t('jobseekers.choose')} />
        <SelectField name="evidence" label={ui.t('jobseekers.groups.evidence')} value={typedText(typed, 'evidence') || 'stated'} options={listOptions(ui, 'group-evidence').filter(({ value }) => value !== 'functioning-questions')} />
        <CheckboxField name="purposes" label={ui.t('jobseekers.groups.purposes')} error={errors['purposes']} values={typedList(typed, 'purposes')} options={['programme', 'accommodation', 'statistics'].map((code) => ({ value: code, text: ui.t(`jobseekers.group-purpose.${code}`) }))} inline />
        <InsetText>{words}</InsetText>
        <RadioField name="consent" label={ui.t('jobseekers.groups.consent')} error={errors['consent']} value={typedText(typed, 'consent')} options={[{ value: 'yes', text: ui.t('jobseekers.consent.yes') }, { value: 'no', text: ui.t('jobseekers.consent.no') }]} inline />
        <SelectField name="method" label={ui.t('jobseekers.consent.method')} value={typedText(typed, 'method') || 'screen'} options={listOptions(ui, 'consent-method')} />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
      <h2 class="govuk-heading-m">{ui.t('jobseekers.functioning.title')}</h2>
      <InsetText>{ui.t('jobseekers.functioning.not-approved')}</InsetText>
    </>
  )
}
