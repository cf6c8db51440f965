import type { Fields } from '../../../platform/http/route'
import { CheckboxField, NumberField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Details, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { ProfileRun } from '../queries/plans'
import { bands, educationAnswers, experienceAnswers, factors, mobilityAnswers, phoneAnswers } from '../rules/profiling'
import { type Errors, errorText, Faults, Heading, listOptions, typedText } from './parts'

export interface ProfilePageProps {
  personId: string
  name: string
  run: ProfileRun | undefined
  askMore: number
  typed: Fields
  errors: Errors
}

/** The advice with its reasons in words, and the questions behind it. It never refuses anybody a service. */
export function ProfilePage({ personId, name, run, askMore, typed, errors }: ProfilePageProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${personId}`)} text={name} />
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.profile')}</Heading>
      <InsetText>{ui.t('service-delivery.profile.advice')}</InsetText>
      {run ? <Result run={run} askMore={askMore} personId={personId} /> : null}
      <h2 class="govuk-heading-m">{ui.t('service-delivery.profile.ask')}</h2>
      <Questions personId={personId} typed={typed} errors={errors} />
    </>
  )
}

function Result({ run, askMore, personId }: { run: ProfileRun; askMore: number; personId: string }) {
  const ui = useUi()
  const band = run.override ?? run.band
  return (
    <>
      <p class="govuk-body-l">
        {band ? <Tag text={ui.t(`service-delivery.profile.band.${band}`)} colour={band === 'A' ? 'green' : band === 'B' ? 'yellow' : 'red'} /> : ui.t('service-delivery.profile.ask-more', { count: askMore })}
      </p>
      {run.override ? <p class="govuk-body">{ui.t('service-delivery.profile.overridden', { reason: run.override_reason ?? '' })}</p> : null}
      <DataTable
        caption={ui.t('service-delivery.profile.run', { day: ui.day(run.run_on), total: run.total })}
        columns={[
          { key: 'factor', text: ui.t('service-delivery.profile.factor') },
          { key: 'points', text: ui.t('service-delivery.profile.points'), numeric: true },
        ]}
        rows={factors.map((factor) => ({ cells: { factor: ui.t(`service-delivery.profile.factor.${factor}`), points: ui.number(run.points[factor] ?? 0) } }))}
        empty=""
      />
      {run.override ? null : (
        <Details summary={ui.t('service-delivery.profile.override')}>
          <Form action={ui.to(`/profiles/${run.id}/override`)} requestKey={ui.newKey()}>
            <SelectField name="band" label={ui.t('service-delivery.profile.band')} options={bands.map((code) => ({ value: code, text: ui.t(`service-delivery.profile.band.${code}`) }))} />
            <TextField name="reason" label={ui.t('service-delivery.reason')} maxlength={300} required />
            <SubmitButton text={ui.t('web.save')} look="secondary" />
          </Form>
        </Details>
      )}
      <ButtonLink href={ui.to(`/plans?person=${personId}`)} text={ui.t('service-delivery.plans')} />
    </>
  )
}

function Questions({ personId, typed, errors }: { personId: string; typed: Fields; errors: Errors }) {
  const ui = useUi()
  const own = (name: string, codes: readonly string[]) => ({
    name, emptyText: ui.t('service-delivery.profile.not-asked'), value: typedText(typed, name), error: errorText(ui, errors, name),
    options: codes.map((code) => ({ value: code, text: ui.t(`service-delivery.profile.${name}.${code.replace('.', '-')}`) })),
  })
  const listed = (name: string, list: string, codes: readonly string[]) => ({ ...own(name, []), options: listOptions(ui, list).filter(({ value }) => codes.includes(value)) })
  return (
    <Form action={ui.to('/profiles')} requestKey={ui.newKey()}>
      <HiddenField name="person" value={personId} />
      <NumberField name="months" label={ui.t('service-delivery.profile.factor.monthsWithoutWork')} width={4} value={typedText(typed, 'months')} error={errorText(ui, errors, 'months')} />
      <CheckboxField name="never_worked" options={[{ value: 'yes', text: ui.t('service-delivery.profile.never-worked') }]} />
      <SelectField {...own('education', educationAnswers)} label={ui.t('service-delivery.profile.factor.education')} />
      <SelectField {...own('posts', ['1', '0.5', '0.2', '0'])} label={ui.t('service-delivery.profile.factor.postsPerSeeker')} />
      <SelectField {...own('experience', experienceAnswers)} label={ui.t('service-delivery.profile.factor.experience')} />
      <SelectField {...listed('mobility', 'mobility', mobilityAnswers)} label={ui.t('service-delivery.profile.factor.mobility')} />
      <SelectField {...listed('phone', 'phone-access', phoneAnswers)} label={ui.t('service-delivery.profile.factor.phone')} />
      <CheckboxField name="barriers" label={ui.t('service-delivery.profile.factor.barriers')} options={listOptions(ui, 'barrier')} />
      <CheckboxField name="barriers_asked" options={[{ value: 'yes', text: ui.t('service-delivery.profile.barriers-asked') }]} />
      <SubmitButton text={ui.t('service-delivery.profile.do')} />
    </Form>
  )
}
