import type { Fields } from '../../../platform/http/route'
import { RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, EmptyState, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { personName } from '../lines'
import type { OccupationSuggestion } from '../occupations'
import type { OpenPair } from '../queries/duplicates'
import type { PersonRow } from '../queries/people'
import type { PendingRow, RegistrationRow } from '../queries/registrations'
import { StateTag } from './find'
import { aboutRows, type TopFacts, workRows } from './person'
import { CandidateTable, type ShownCandidate, type ShownElsewhere } from './register'
import { ageText, BothNames, listOptions, summaryOf, typedText } from './words'

type Errors = Readonly<Record<string, string>>

/** Renew, end or open a registration again. */
export function RegistrationPage({ person, spells, typed, errors }: { person: PersonRow; spells: readonly RegistrationRow[]; typed: Fields; errors: Errors }) {
  const ui = useUi()
  const action = (path: string) => ui.to(`/jobseekers/${person.id}/registration/${path}`)
  const [latest] = spells
  const isOpen = latest !== undefined && ['active', 'pending', 'draft'].includes(latest.state)
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${person.id}`)} text={personName(person, ui.lang)} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.registration.title')}</h1>
      <DataTable
        caption={ui.t('jobseekers.registration.spells')}
        columns={[
          { key: 'accepted', text: ui.t('jobseekers.registration.accepted') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'contact', text: ui.t('jobseekers.last-contact') },
          { key: 'expires', text: ui.t('jobseekers.registration.expires') },
          { key: 'ended', text: ui.t('jobseekers.registration.ended') },
        ]}
        rows={spells.map((spell) => ({
          cells: {
            accepted: ui.day(spell.accepted_on) || ui.day(spell.submitted_on), state: <StateTag state={spell.state} />, contact: ui.day(spell.last_contact_on),
            expires: spell.state === 'active' ? ui.day(spell.expires_on) : '',
            ended: [ui.day(spell.ended_on), spell.end_reason ? ui.label(spell.accepted_on ? 'registration-end-reason' : 'registration-refusal-reason', spell.end_reason) : ''].filter(Boolean).join(' · '),
          },
        }))}
        empty={ui.t('jobseekers.registration.none')}
      />
      {latest?.state === 'active' ? (
        <Form action={action('renew')} requestKey={ui.newKey()}>
          <h2 class="govuk-heading-m">{ui.t('jobseekers.registration.renew')}</h2>
          <RadioField name="how" label={ui.t('jobseekers.registration.how')} value="present" options={['present', 'phone', 'message'].map((how) => ({ value: how, text: ui.t(`jobseekers.how.${how}`) }))} inline />
          <SubmitButton text={ui.t('jobseekers.registration.renew')} look="secondary" />
        </Form>
      ) : null}
      {isOpen ? (
        <Form action={action('end')} requestKey={ui.newKey()}>
          <h2 class="govuk-heading-m">{ui.t('jobseekers.registration.end')}</h2>
          <SelectField name="reason" label={ui.t('jobseekers.registration.reason')} error={errors['reason']} value={typedText(typed, 'reason')} options={listOptions(ui, 'registration-end-reason')} emptyText={ui.t('jobseekers.choose')} />
          <TextField name="note" label={ui.t('jobseekers.registration.note')} value={typedText(typed, 'note')} maxlength={300} />
          <SubmitButton text={ui.t('jobseekers.registration.end')} look="warning" />
        </Form>
      ) : (
        <Form action={action('again')} requestKey={ui.newKey()}>
          <h2 class="govuk-heading-m">{ui.t('jobseekers.registration.again')}</h2>
          <SubmitButton text={ui.t('jobseekers.registration.again')} />
        </Form>
      )}
    </>
  )
}

interface ReviewProps {
  facts: TopFacts
  candidates: readonly ShownCandidate[]
  elsewhere: readonly ShownElsewhere[]
  version: number
  isPending: boolean
  typed: Fields
  errors: Errors
}
/** A registration that came from the portal, with the people it may be a double of. */
export function ReviewPage({ facts, candidates, elsewhere, version, isPending, typed, errors }: ReviewProps) {
  const ui = useUi()
  const { person, record } = facts
  const action = (path: string) => ui.to(`/jobseekers/${person.id}/review/${path}`)
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${person.id}`)} text={personName(person, ui.lang)} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t(isPending ? 'jobseekers.review.title' : 'jobseekers.duplicates.title')}</h1>
      <SummaryList rows={[...aboutRows(ui, facts, null, () => '').slice(0, 4), ...workRows(ui, record, null).slice(0, 1)]} />
      {candidates.length > 0 ? <CandidateTable candidates={candidates} /> : <InsetText>{ui.t('jobseekers.duplicates.none')}</InsetText>}
      {elsewhere.map(({ centre, score, agreeing }) => (
        <p class="govuk-body">{ui.t('jobseekers.duplicates.elsewhere', { centre, score: ui.number(score), fields: agreeing.map((field) => ui.t(`jobseekers.agree.${field}`)).join(', ') })}</p>
      ))}
      {candidates.length > 0 ? (
        <Form action={action('pairs')} requestKey={ui.newKey()}>
          <RadioField
            name="decision"
            label={ui.t('jobseekers.duplicates.decide')}
            options={[
              { value: 'different', text: ui.t('jobseekers.duplicates.different') },
              { value: 'same', text: ui.t('jobseekers.duplicates.is-same') },
            ]}
          />
          <SubmitButton text={ui.t('web.save')} look="secondary" />
        </Form>
      ) : null}
      {isPending ? (
        <>
          <Form action={action('accept')} requestKey={ui.newKey()} version={version}>
            <SubmitButton text={ui.t('jobseekers.review.accept')} />
          </Form>
          <Form action={action('refuse')} requestKey={ui.newKey()}>
            <h2 class="govuk-heading-m">{ui.t('jobseekers.review.refuse')}</h2>
            <SelectField name="reason" label={ui.t('jobseekers.registration.reason')} error={errors['reason']} value={typedText(typed, 'reason')} options={listOptions(ui, 'registration-refusal-reason')} emptyText={ui.t('jobseekers.choose')} />
            <TextField name="note" label={ui.t('jobseekers.registration.note')} error={errors['note']} value={typedText(typed, 'note')} maxlength={300} />
            <SubmitButton text={ui.t('jobseekers.review.refuse')} look="warning" />
          </Form>
        </>
      ) : null}
    </>
  )
}

/** What waits at the centre: registrations to accept, pairs to decide. */
export function PendingPage({ pending, pairs, people }: { pending: readonly PendingRow[]; pairs: readonly OpenPair[]; people: ReadonlyMap<string, PersonRow> }) {
  const ui = useUi()
  const link = (id: string) => {
    const person = people.get(id)
    return person ? <a class="govuk-link" href={ui.to(`/jobseekers/${id}/review`)}><BothNames person={person} /></a> : '–'
  }
  return (
    <>
      <BackLink href={ui.to('/jobseekers')} text={ui.t('jobseekers.find.title')} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.pending.title')}</h1>
      <DataTable
        caption={ui.t('jobseekers.pending.registrations')}
        columns={[
          { key: 'name', text: ui.t('web.name') },
          { key: 'age', text: ui.t('jobseekers.age') },
          { key: 'district', text: ui.t('jobseekers.field.district') },
          { key: 'sent', text: ui.t('jobseekers.registration.sent') },
          { key: 'due', text: ui.t('jobseekers.due') },
        ]}
        rows={pending.map(({ personId, submittedOn, reviewDueOn }) => {
          const person = people.get(personId)
          return { cells: { name: link(personId), age: person ? ageText(ui, person.birth) : '', district: person ? ui.place(person.districtCode) : '', sent: ui.day(submittedOn), due: ui.day(reviewDueOn) } }
        })}
        empty={ui.t('jobseekers.pending.empty')}
      />
      <DataTable
        caption={ui.t('jobseekers.pending.pairs')}
        columns={[
          { key: 'one', text: ui.t('web.name') },
          { key: 'other', text: ui.t('jobseekers.pending.other') },
          { key: 'agree', text: ui.t('jobseekers.duplicates.agreeing') },
          { key: 'score', text: ui.t('jobseekers.duplicates.score'), numeric: true },
          { key: 'due', text: ui.t('jobseekers.due') },
        ]}
        rows={pairs.map((pair) => ({
          cells: { one: link(pair.personId), other: link(pair.otherId), agree: pair.agreeing.map((field) => ui.t(`jobseekers.agree.${field}`)).join(', '), score: ui.number(pair.score), due: ui.day(pair.dueOn) },
        }))}
        empty={ui.t('jobseekers.pending.pairs-empty')}
      />
    </>
  )
}

export interface UncodedWish {
  id: string
  title: string
  suggestions: readonly OccupationSuggestion[]
}
/** A person confirms the code of each wanted occupation. */
export function OccupationPage({ person, wishes, errors }: { person: PersonRow; wishes: readonly UncodedWish[]; errors: Errors }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${person.id}`)} text={personName(person, ui.lang)} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.part.occupation')}</h1>
      {wishes.length === 0 ? (
        <EmptyState title={ui.t('jobseekers.occupation.all-coded')} />
      ) : (
        <Form action={ui.to(`/jobseekers/${person.id}/occupation`)} requestKey={ui.newKey()}>
          {wishes.map(({ id, title, suggestions }) => (
            <>
              <RadioField
                name={`code-${id}`}
                label={title}
                hint={suggestions.length === 0 ? ui.t('jobseekers.occupation.no-suggestion') : undefined}
                options={[...suggestions.map(({ code, title: name }) => ({ value: code, text: `${code} ${name}` })), { value: 'typed', text: ui.t('jobseekers.occupation.other') }]}
              />
              <TextField name={`typed-${id}`} label={ui.t('jobseekers.field.isco')} hint={ui.t('jobseekers.occupation.hint')} error={errors[`typed-${id}`]} width={4} inputmode="numeric" />
            </>
          ))}
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      )}
    </>
  )
}
