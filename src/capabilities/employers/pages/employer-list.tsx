import { CheckboxField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { ButtonLink, Pagination, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type EmployerState, employerStates, type ListQuery } from '../model'
import { employerName } from '../names'
import { pageSize, type searchEmployers } from '../queries'
import { provinceOptions } from './form-parts'

const colours: Record<EmployerState, TagColour> = { claimed: 'yellow', checking: 'blue', verified: 'green', refused: 'grey', suspended: 'red', blocked: 'red' }

export function StateTag({ state }: { state: EmployerState }) {
  const ui = useUi()
  return <Tag text={ui.t(`employers.state.${state}`)} colour={colours[state]} />
}

type Found = Awaited<ReturnType<typeof searchEmployers>>

/** The employers of the centre, with filters that work without script. */
export function EmployerList({ query, found, mayEnter }: { query: ListQuery; found: Found; mayEnter: boolean }) {
  const ui = useUi()
  const page = query.page ?? 1
  const pages = Math.max(1, Math.ceil(found.total / pageSize))
  const address = (to: number) => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries({ q: query.q, state: query.state, province: query.province, mine: query.mine })) if (value) parameters.set(name, value)
    if (to > 1) parameters.set('page', String(to))
    const text = parameters.toString()
    return ui.to('/employers') + (text ? `?${text}` : '')
  }
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('employers.title')}</h1>
      {mayEnter ? <ButtonLink href={ui.to('/employers/new')} text={ui.t('employers.new')} /> : null}
      <DataTable
        caption={ui.t('employers.count', { count: found.total })}
        columns={[
          { key: 'name', text: ui.t('web.name') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'place', text: ui.t('employers.place') },
          { key: 'industry', text: ui.t('employers.isic') },
          { key: 'since', text: ui.t('employers.registered-on') },
          { key: 'due', text: ui.t('employers.due') },
        ]}
        rows={found.rows.map((row) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/employers/${row.id}`)}>{employerName(row, ui.lang)}</a>,
            state: <StateTag state={row.state} />,
            place: ui.place(row.districtCode ?? row.provinceCode),
            industry: row.isic ? (ui.country.industries.title(row.isic, ui.lang)?.text ?? row.isic) : '',
            since: ui.day(row.registeredOn),
            due: row.state === 'verified' ? ui.t('employers.valid-until', { day: ui.day(row.validUntil) }) : ui.day(row.dueOn),
          },
        }))}
        empty={query.q || query.state || query.province ? ui.t('employers.none-found') : ui.t('employers.none-yet')}
        filter={
          <Form method="get" action={ui.to('/employers')}>
            <TextField name="q" label={ui.t('employers.search')} hint={ui.t('employers.search.hint')} type="search" value={query.q ?? ''} maxlength={120} />
            <SelectField name="state" label={ui.t('web.state')} value={query.state ?? ''} emptyText={ui.t('web.all')} options={employerStates.map((state) => ({ value: state, text: ui.t(`employers.state.${state}`) }))} />
            <SelectField name="province" label={ui.t('employers.province')} value={query.province ?? ''} emptyText={ui.t('web.all')} options={provinceOptions(ui)} />
            <CheckboxField name="mine" values={query.mine ? ['yes'] : []} options={[{ value: 'yes', text: ui.t('employers.mine') }]} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        pagination={
          <Pagination
            label={ui.t('web.page-of', { page, pages })}
            previous={page > 1 ? { href: address(page - 1), text: ui.t('web.previous') } : undefined}
            next={page < pages ? { href: address(page + 1), text: ui.t('web.next') } : undefined}
          />
        }
      />
    </>
  )
}
