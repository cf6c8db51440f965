import { CheckboxField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, InsetText, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type Finding, justifications, rejectionReasons, type Vacancy } from '../model'
import { decisionAsked, holdsOf, isOpen } from '../rules/decisions'
import { AdvertFacts, AdvertText } from './advert'
import { ErrorBox, listOptions } from './entry'
import type { Errors } from './read-content'
import { adviceFor, effectColour, findingText, Marked, shownCode, StateTag, Title } from './words'

interface EarlierRow {
  id: string
  code: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  state: string
  posts: number
}

interface InspectProps {
  vacancy: Vacancy
  employer: { id: string; name: string; isVerified: boolean; phone: string | null }
  findings: readonly Finding[]
  earlier: readonly EarlierRow[]
  errors: Errors
  /** Entered by this very reader: only others may decide. */
  isOwn: boolean
  mayClear: boolean
}

export function InspectPage(props: InspectProps) {
  const { vacancy, employer, findings } = props
  const ui = useUi()
  const titles = [vacancy.titleKm, vacancy.titleLo, vacancy.titleEn].filter((title) => title !== null && title !== '')
  return (
    <>
      <BackLink href={ui.to('/vacancies/inspect')} text={ui.t('vacancies.queue.title')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.inspect.heading')}</h1>
      <ErrorBox errors={props.errors} />
      {props.isOwn ? <InsetText>{ui.t('vacancies.refusal.own-entry')}</InsetText> : null}
      <div class="op-columns">
        <section>
          <h2 class="govuk-heading-m">{ui.t('vacancies.inspect.advert')}</h2>
          <Marked text={titles.join(' / ')} marks={findings.flatMap(({ words }) => (words ? [words] : []))} />
          <AdvertFacts vacancy={vacancy} employer={vacancy.employerNameHidden ? null : employer.name} />
          <AdvertText vacancy={vacancy} marks={findings.flatMap(({ words }) => (words ? [words] : []))} />
        </section>
        <section>
          <h2 class="govuk-heading-m">{ui.t('vacancies.page.findings')}</h2>
          {findings.length === 0 ? <p class="govuk-body">{ui.t('vacancies.inspect.nothing')}</p> : <Holds {...props} />}
          {props.isOwn ? null : <Decide {...props} />}
          <h2 class="govuk-heading-m">{ui.t('vacancies.advert.employer')}</h2>
          <SummaryList
            rows={[
              { key: ui.t('web.name'), value: <a class="govuk-link" href={ui.to(`/employers/${employer.id}`)}>{employer.name}</a> },
              { key: ui.t('vacancies.inspect.verified'), value: ui.t(employer.isVerified ? 'web.yes' : 'web.no') },
              { key: ui.t('vacancies.job.phone'), value: employer.phone ?? ui.t('vacancies.not-stated') },
            ]}
          />
          <Earlier rows={props.earlier} />
        </section>
      </div>
    </>
  )
}

/** Holds: only a chief or headquarters answers for them, in a form of their own. */
function Holds({ vacancy, findings, mayClear }: InspectProps) {
  const ui = useUi()
  return (
    <>
      {holdsOf(findings).map((finding) => (
        <div class="govuk-inset-text">
          <p class="govuk-body">
            <Tag text={ui.t('vacancies.effect.hold')} colour="red" /> {findingText(ui, finding)}
          </p>
          {!isOpen(finding) ? <p class="govuk-body">{ui.t('vacancies.inspect.cleared', { note: finding.note ?? '' })}</p> : null}
          {isOpen(finding) && !mayClear ? <p class="govuk-body">{ui.t('vacancies.inspect.second')}</p> : null}
          {isOpen(finding) && mayClear ? (
            <Form action={ui.to(`/vacancies/${vacancy.id}/findings/${finding.id}`)} requestKey={ui.newKey()}>
              <TextField id={`note-${finding.id}`} name="note" label={ui.t('vacancies.inspect.clear.note')} maxlength={300} required />
              <SubmitButton text={ui.t('vacancies.inspect.clear')} look="secondary" />
            </Form>
          ) : null}
        </div>
      ))}
    </>
  )
}

function Decide({ vacancy, findings }: InspectProps) {
  const ui = useUi()
  const asked = findings.filter((finding) => isOpen(finding) && decisionAsked(finding, findings) !== null)
  return (
    <>
      <Form action={ui.to(`/vacancies/${vacancy.id}/approve`)} requestKey={ui.newKey()} version={vacancy.version}>
        {asked.map((finding) => (
          <FieldSet legend={<><Tag text={ui.t(`vacancies.effect.${finding.effect}`)} colour={effectColour(finding.effect)} /> {findingText(ui, finding)}</>} hint={adviceFor(ui, finding) ?? undefined} size="s">
            <Answer finding={finding} findings={findings} />
          </FieldSet>
        ))}
        <SubmitButton text={ui.t('vacancies.inspect.approve')} />
      </Form>
      <Details summary={ui.t('vacancies.inspect.return')}>
        <Form action={ui.to(`/vacancies/${vacancy.id}/return`)} requestKey={ui.newKey()}>
          <TextArea name="note" label={ui.t('vacancies.inspect.return.note')} rows={3} maxlength={1000} required />
          <SubmitButton text={ui.t('vacancies.inspect.return')} look="secondary" />
        </Form>
      </Details>
      <Details summary={ui.t('vacancies.inspect.reject')}>
        <Form action={ui.to(`/vacancies/${vacancy.id}/reject`)} requestKey={ui.newKey()}>
          <SelectField name="reason" label={ui.t('vacancies.page.reason')} options={listOptions(ui, 'vacancy-rejection-reason', rejectionReasons)} emptyText={ui.t('vacancies.choose')} />
          <TextField id="reject-note" name="note" label={ui.t('vacancies.inspect.reject.note')} maxlength={300} />
          <SubmitButton text={ui.t('vacancies.inspect.reject')} look="warning" />
        </Form>
      </Details>
    </>
  )
}

function Answer({ finding, findings }: { finding: Finding; findings: readonly Finding[] }) {
  const ui = useUi()
  const name = `finding-${finding.id}`
  switch (decisionAsked(finding, findings)) {
    case 'checked':
      return <CheckboxField name={name} options={[{ value: 'checked', text: ui.t('vacancies.inspect.checked') }]} />
    case 'justified':
      return <SelectField name={name} label={ui.t('vacancies.inspect.justification')} options={listOptions(ui, 'stated-limit-justification', justifications)} emptyText={ui.t('vacancies.inspect.justification.none')} />
    default:
      return <TextField name={name} label={ui.t('vacancies.inspect.explanation')} maxlength={300} />
  }
}

function Earlier({ rows }: { rows: readonly EarlierRow[] }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('vacancies.inspect.earlier')}
      columns={[{ key: 'title', text: ui.t('vacancies.field.title') }, { key: 'state', text: ui.t('web.state') }, { key: 'code', text: ui.t('web.code') }]}
      rows={rows.map((row) => ({
        cells: { title: <a class="govuk-link" href={ui.to(`/vacancies/${row.id}`)}><Title of={row} /></a>, state: <StateTag state={row.state as Vacancy['state']} />, code: shownCode(row.code) },
      }))}
      empty={ui.t('vacancies.inspect.earlier.none')}
    />
  )
}
