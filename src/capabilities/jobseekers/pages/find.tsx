import { SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { ButtonLink, EmptyState, InsetText, Pagination, Tag } from '../../../platform/web/parts'
import { DataTable, type Row } from '../../../platform/web/table'
import { useUi, type Ui } from '../../../platform/web/ui'
import type { Found } from '../find'
import type { PersonRow } from '../queries/people'
import { ageText, BothNames, cardText, districtOptions } from './words'

export interface FindQuery {
  q: string
  state: string
  district: string
  page: number
}

const stateColours = { active: 'green', pending: 'yellow', lapsed: 'grey', ended: 'grey' } as const
export function StateTag({ state }: { state: string | null }) {
  const ui = useUi()
  if (!state) return null
  return <Tag text={ui.t(`jobseekers.state.${state}`)} colour={stateColours[state as 'active'] ?? 'grey'} />
}

const columnsOf = (ui: Ui) => [
  { key: 'name', text: ui.t('web.name') },
  { key: 'code', text: ui.t('jobseekers.card') },
  { key: 'age', text: ui.t('jobseekers.age') },
  { key: 'sex', text: ui.t('web.sex') },
  { key: 'district', text: ui.t('jobseekers.field.district') },
  { key: 'contact', text: ui.t('jobseekers.last-contact') },
  { key: 'state', text: ui.t('web.state') },
]

const rowOf = (ui: Ui, person: PersonRow): Row => ({
  cells: {
    name: <a class="govuk-link" href={ui.to(`/jobseekers/${person.id}`)}><BothNames person={person} /></a>,
    code: cardText(person.cardNumber),
    age: ageText(ui, person.birth),
    sex: ui.label('sex', person.sex),
    district: ui.place(person.districtCode),
    contact: ui.day(person.lastContactOn),
    state: <StateTag state={person.registrationState} />,
  },
})

/** One box that finds or registers: the first page of the counter. */
export function FindPage({ query, found, mine, hasMore, centres }: { query: FindQuery; found: Found | null; mine: PersonRow[]; hasMore: boolean; centres: string[] }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('jobseekers.find.title')}</h1>
      <Form method="get" action={ui.to('/jobseekers')}>
        <TextField name="q" type="search" label={ui.t('jobseekers.find.box')} hint={ui.t('jobseekers.find.hint')} value={query.q} maxlength={120} />
        <SubmitButton text={ui.t('web.search')} />
      </Form>
      {found ? <Results query={query} found={found} centres={centres} /> : <Caseload query={query} mine={mine} hasMore={hasMore} />}
    </>
  )
}

function Results({ query, found, centres }: { query: FindQuery; found: Found; centres: string[] }) {
  const ui = useUi()
  const register = ui.to(`/jobseekers/new?typed=${encodeURIComponent(query.q)}`)
  return (
    <>
      {centres.length > 0 ? <InsetText>{ui.t('jobseekers.find.elsewhere', { centres: centres.join(', ') })}</InsetText> : null}
      {found.hasTypingMistake ? <InsetText>{ui.t('jobseekers.find.typing-mistake')}</InsetText> : null}
      {found.people.length === 0 ? (
        <EmptyState title={ui.t('jobseekers.find.none')}>
          <p class="govuk-body">{ui.t('jobseekers.find.none-next')}</p>
        </EmptyState>
      ) : (
        <DataTable caption={ui.t('jobseekers.find.results', { count: found.people.length })} columns={columnsOf(ui)} rows={found.people.map((person) => rowOf(ui, person))} empty="" />
      )}
      <ButtonLink href={register} text={ui.t('jobseekers.register.button')} look={found.people.length === 0 ? 'primary' : 'secondary'} />
    </>
  )
}

function Caseload({ query, mine, hasMore }: { query: FindQuery; mine: PersonRow[]; hasMore: boolean }) {
  const ui = useUi()
  const at = (page: number) => ui.to(`/jobseekers?state=${query.state}&district=${query.district}&page=${page}`)
  const states = ['active', 'pending', 'lapsed', 'ended'].map((state) => ({ value: state, text: ui.t(`jobseekers.state.${state}`) }))
  return (
    <>
      <p class="govuk-body">
        <ButtonLink href={ui.to('/jobseekers/new')} text={ui.t('jobseekers.register.button')} />{' '}
        <a class="govuk-link" href={ui.to('/jobseekers/pending')}>{ui.t('jobseekers.pending.title')}</a>
      </p>
      <DataTable
        caption={ui.t('jobseekers.mine')}
        columns={columnsOf(ui)}
        rows={mine.map((person) => rowOf(ui, person))}
        empty={ui.t('jobseekers.mine.empty')}
        filter={
          <Form method="get" action={ui.to('/jobseekers')}>
            <SelectField name="state" label={ui.t('web.state')} value={query.state} options={states} emptyText={ui.t('web.all')} />
            <SelectField name="district" label={ui.t('jobseekers.field.district')} value={query.district} options={districtOptions(ui)} emptyText={ui.t('web.all')} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        pagination={
          <Pagination
            label={ui.t('jobseekers.mine')}
            previous={query.page > 1 ? { href: at(query.page - 1), text: ui.t('web.previous') } : undefined}
            next={hasMore ? { href: at(query.page + 1), text: ui.t('web.next') } : undefined}
          />
        }
      />
    </>
  )
}
