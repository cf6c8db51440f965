import type { Fields } from '../../../platform/http/route'
import { CheckboxField } from '../../../platform/web/fields'
import { ButtonGroup, ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Candidate } from '../actions/duplicates'
import type { PersonRow } from '../queries/people'
import { ConsentQuestions, CounterExtras, Questions } from './questions'
import { ageText, BothNames, cardText, listOptions, summaryOf, typedList, typedText } from './words'

export interface ShownCandidate extends Candidate {
  person: PersonRow
}
export interface ShownElsewhere {
  centre: string
  score: number
  agreeing: readonly string[]
}

interface RegisterProps {
  typed: Fields
  errors: Readonly<Record<string, string>>
  words: (purpose: string) => string
  candidates: readonly ShownCandidate[]
  elsewhere: readonly ShownElsewhere[]
  /** A person of this centre who holds the document that was typed. */
  holderId?: string | null
  /** The document that was typed is held by a person of another centre. */
  heldElsewhere?: boolean
  /** Fields whose fault is answered by a tick. */
  confirmAge?: boolean
}

/** The shortest registration on one page; likely doubles stand above it before anything is saved. */
export function RegisterPage({ typed, errors, words, candidates, elsewhere, holderId, heldElsewhere, confirmAge }: RegisterProps) {
  const ui = useUi()
  const hasDoubles = candidates.length > 0 || elsewhere.length > 0
  return (
    <>
      <BackLink href={ui.to('/jobseekers')} text={ui.t('web.back')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={summaryOf(errors)} />
      <h1 class="govuk-heading-l">{ui.t('jobseekers.register.title')}</h1>
      {holderId ? (
        <InsetText>
          <a class="govuk-link" href={ui.to(`/jobseekers/${holderId}`)}>{ui.t('jobseekers.document.open-holder')}</a>
        </InsetText>
      ) : null}
      {heldElsewhere ? <OpenHere typed={typed} /> : null}
      <Form action={ui.to('/jobseekers/new')} requestKey={ui.newKey()}>
        {hasDoubles ? <Doubles candidates={candidates} elsewhere={elsewhere} /> : null}
        <Questions typed={typed} errors={errors} confirmAge={confirmAge ?? false} />
        <CheckboxField name="needs" label={ui.t('jobseekers.needs.title')} hint={ui.t('jobseekers.needs.hint')} values={typedList(typed, 'needs')} options={listOptions(ui, 'accommodation-need')} inline />
        <CounterExtras typed={typed} errors={errors} />
        <h2 class="govuk-heading-m">{ui.t('jobseekers.consents.title')}</h2>
        <ConsentQuestions typed={typed} words={words} />
        {hasDoubles ? null : <SubmitButton text={ui.t('jobseekers.register.save')} />}
        {hasDoubles ? <Decision candidates={candidates} /> : null}
      </Form>
    </>
  )
}

/** The person is here with the paper: one button opens the record for this centre too. */
function OpenHere({ typed }: { typed: Fields }) {
  const ui = useUi()
  return (
    <InsetText>
      <p class="govuk-body">{ui.t('jobseekers.open-here.lead')}</p>
      <Form action={ui.to('/jobseekers/open')} requestKey={ui.newKey()}>
        <HiddenField name="documentType" value={typedText(typed, 'documentType')} />
        <HiddenField name="documentNumber" value={typedText(typed, 'documentNumber')} />
        <CheckboxField name="present" options={[{ value: 'yes', text: ui.t('jobseekers.open-here.present') }]} />
        <SubmitButton text={ui.t('jobseekers.open-here.button')} look="secondary" />
      </Form>
    </InsetText>
  )
}

/** The people who may be the same one, with the fields that agree. */
export function CandidateTable({ candidates }: { candidates: readonly ShownCandidate[] }) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('jobseekers.duplicates.here')}
      columns={[
        { key: 'name', text: ui.t('web.name') },
        { key: 'age', text: ui.t('jobseekers.age') },
        { key: 'sex', text: ui.t('web.sex') },
        { key: 'district', text: ui.t('jobseekers.field.district') },
        { key: 'agree', text: ui.t('jobseekers.duplicates.agreeing') },
        { key: 'score', text: ui.t('jobseekers.duplicates.score'), numeric: true },
        { key: 'open', text: ui.t('web.actions') },
      ]}
      rows={candidates.map(({ person, score, result, agreeing }) => ({
        cells: {
          name: <><BothNames person={person} /><br /><span class="govuk-hint">{cardText(person.cardNumber)}</span></>,
          age: ageText(ui, person.birth),
          sex: ui.label('sex', person.sex),
          district: ui.place(person.districtCode),
          agree: agreeing.map((field) => ui.t(`jobseekers.agree.${field}`)).join(', '),
          score: <><Tag text={ui.t(`jobseekers.duplicates.${result}`)} colour={result === 'likely' ? 'red' : 'yellow'} /> {ui.number(score)}</>,
          open: <a class="govuk-link" href={ui.to(`/jobseekers/${person.id}`)}>{ui.t('jobseekers.duplicates.same')}</a>,
        },
      }))}
      empty=""
    />
  )
}

function Doubles({ candidates, elsewhere }: { candidates: readonly ShownCandidate[]; elsewhere: readonly ShownElsewhere[] }) {
  const ui = useUi()
  return (
    <InsetText>
      <h2 class="govuk-heading-m" id="duplicates">{ui.t('jobseekers.duplicates.title')}</h2>
      {candidates.length > 0 ? <CandidateTable candidates={candidates} /> : null}
      {elsewhere.map(({ centre, score, agreeing }) => (
        <p class="govuk-body">
          {ui.t('jobseekers.duplicates.elsewhere', { centre, score: ui.number(score), fields: agreeing.map((field) => ui.t(`jobseekers.agree.${field}`)).join(', ') })}
        </p>
      ))}
      <Decision candidates={candidates} />
    </InsetText>
  )
}

function Decision({ candidates }: { candidates: readonly ShownCandidate[] }) {
  const ui = useUi()
  return (
    <>
      {candidates.map(({ id }) => <HiddenField name="seen" value={id} />)}
      <ButtonGroup>
        <SubmitButton text={ui.t('jobseekers.duplicates.different')} name="duplicates" value="different" />
        <SubmitButton text={ui.t('jobseekers.duplicates.later')} name="duplicates" value="later" look="secondary" />
      </ButtonGroup>
    </>
  )
}
