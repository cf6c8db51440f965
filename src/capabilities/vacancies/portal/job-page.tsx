import { TextArea, TextField, RadioField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, Panel, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { complaintKinds, type Vacancy } from '../model'
import { AcceptedLimits, AdvertFacts, AdvertText } from '../pages/advert'
import { ErrorBox, listOptions, type Typed, value } from '../pages/entry'
import type { Errors } from '../pages/read-content'
import { placeText, shownCode, Title } from '../pages/words'

export function JobPage({ vacancy, employer, centre }: { vacancy: Vacancy; employer: string | null; centre: CentreLine | undefined }) {
  const ui = useUi()
  const code = shownCode(vacancy.code)
  const centreName = centre ? (centre.names[ui.lang] ?? centre.names['en'] ?? centre.code) : ''
  return (
    <>
      <BackLink href={ui.to('/jobs')} text={ui.t('vacancies.job.back')} />
      <h1 class="govuk-heading-l">
        <Title of={vacancy} />
      </h1>
      <p class="govuk-body-l">{[employer, placeText(ui, vacancy)].filter((text) => text).join(' · ')}</p>
      {vacancy.filled < vacancy.posts ? <ButtonLink href={ui.to(`/jobs/${code}/apply`)} text={ui.t('vacancies.job.apply')} /> : <InsetText>{ui.t('vacancies.job.full')}</InsetText>}
      <AdvertFacts vacancy={vacancy} employer={employer} />
      <AdvertText vacancy={vacancy} />
      <AcceptedLimits stored={vacancy.limitJustification} />
      <h2 class="govuk-heading-m">{ui.t('vacancies.job.centre')}</h2>
      <SummaryList
        rows={[
          ...(centre ? [{ key: ui.t('web.centre'), value: <a class="govuk-link" href={ui.to(`/centres/${centre.code}`)}>{centreName}</a> }] : []),
          ...(centre?.phone ? [{ key: ui.t('vacancies.job.phone'), value: <a class="govuk-link" href={`tel:${centre.phone.replace(/[^0-9+]/g, '')}`}>{centre.phone}</a> }] : []),
          { key: ui.t('vacancies.job.code'), value: code },
        ]}
      />
      <p class="govuk-body">{ui.t('vacancies.job.free')}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to(`/jobs/${code}/report`)}>{ui.t('vacancies.report.link')}</a>
      </p>
    </>
  )
}

/** A job that is over: no details, no mark-up for search engines, a way on. */
export function ClosedJobPage({ vacancy, isGone }: { vacancy: Pick<Vacancy, 'titleKm' | 'titleLo' | 'titleEn'> | null; isGone: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{vacancy && !isGone ? <Title of={vacancy} /> : ui.t('vacancies.job.closed')}</h1>
      <InsetText>{ui.t(isGone ? 'vacancies.job.gone' : 'vacancies.job.closed.text')}</InsetText>
      <ButtonLink href={ui.to('/jobs')} text={ui.t('vacancies.job.others')} />
    </>
  )
}

export function ReportPage({ vacancy, typed, errors }: { vacancy: Vacancy; typed: Typed; errors: Errors }) {
  const ui = useUi()
  const code = shownCode(vacancy.code)
  return (
    <>
      <BackLink href={ui.to(`/jobs/${code}`)} text={ui.t('web.back')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.report.title')}</h1>
      <p class="govuk-body-l">
        <Title of={vacancy} />
      </p>
      <ErrorBox errors={errors} />
      <Form action={ui.to(`/jobs/${code}/report`)} requestKey={ui.newKey()}>
        <RadioField name="kind" label={ui.t('vacancies.report.kind')} value={value(typed, 'kind')} error={errors['kind']} options={listOptions(ui, 'job-report-reason', complaintKinds)} required />
        <TextArea name="note" label={ui.t('vacancies.report.note')} value={value(typed, 'note')} error={errors['note']} rows={4} maxlength={1000} />
        <TextField name="phone" label={ui.t('vacancies.report.phone')} hint={ui.t('vacancies.report.phone.hint')} value={value(typed, 'phone')} error={errors['phone']} type="tel" inputmode="tel" autocomplete="tel" width={20} />
        <SubmitButton text={ui.t('vacancies.report.send')} />
      </Form>
    </>
  )
}

export function ReportedPage() {
  const ui = useUi()
  return (
    <>
      <Panel title={ui.t('vacancies.report.done')}>{ui.t('vacancies.report.done.text')}</Panel>
      <ButtonLink href={ui.to('/jobs')} text={ui.t('vacancies.job.others')} />
    </>
  )
}
