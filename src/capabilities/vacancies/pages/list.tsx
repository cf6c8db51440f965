import { TextField, SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { ButtonLink, Pagination, Tabs } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { states } from '../model'
import type { ListFilter, ListRow } from '../queries/list'
import { value, type Typed } from './entry'
import { shownCode, StateTag, Title } from './words'

interface ListProps {
  rows: readonly ListRow[]
  total: number
  names: ReadonlyMap<string, string>
  typed: Typed
  filter: ListFilter
  waiting: number
}

export const listPageSize = 50

export function ListPage({ rows, total, names, typed, filter, waiting }: ListProps) {
  const ui = useUi()
  const pages = Math.max(1, Math.ceil(total / listPageSize))
  const address = (change: Record<string, string>) => {
    const query = new URLSearchParams()
    for (const name of ['q', 'state', 'owner', 'page']) {
      const one = change[name] ?? (name === 'page' ? '' : value(typed, name))
      if (one) query.set(name, one)
    }
    const text = query.toString()
    return ui.to('/vacancies') + (text ? `?${text}` : '')
  }
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.list.title')}</h1>
      <Tabs
        label={ui.t('vacancies.list.title')}
        items={[
          { href: ui.to('/vacancies'), text: ui.t('vacancies.list.all'), current: true },
          { href: ui.to('/vacancies/inspect'), text: ui.t('vacancies.queue.title'), count: ui.number(waiting) },
          ...(ui.actor.role === 'headquarters' ? [{ href: ui.to('/vacancies/unfound'), text: ui.t('vacancies.unfound.title') }] : []),
        ]}
      />
      <DataTable
        caption={ui.t('vacancies.list.count', { count: total })}
        filter={
          <Form method="get" action={ui.to('/vacancies')}>
            <TextField name="q" label={ui.t('vacancies.list.words')} value={value(typed, 'q')} type="search" maxlength={200} />
            <SelectField name="state" label={ui.t('web.state')} value={value(typed, 'state')} emptyText={ui.t('web.all')} options={states.map((state) => ({ value: state, text: ui.t(`vacancies.state.${state}`) }))} />
            <SelectField name="owner" label={ui.t('vacancies.list.owner')} value={value(typed, 'owner')} emptyText={ui.t('web.all')} options={[{ value: 'me', text: ui.t('vacancies.list.mine') }]} />
            <ButtonGroup>
              <SubmitButton text={ui.t('web.filter')} look="secondary" />
              <ButtonLink href={ui.to('/employers')} text={ui.t('vacancies.list.new')} />
            </ButtonGroup>
          </Form>
        }
        columns={[
          { key: 'title', text: ui.t('vacancies.field.title') },
          { key: 'employer', text: ui.t('vacancies.advert.employer') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'posts', text: ui.t('vacancies.list.posts'), numeric: true },
          { key: 'received', text: ui.t('vacancies.list.received') },
          { key: 'until', text: ui.t('vacancies.advert.until') },
          { key: 'code', text: ui.t('web.code') },
        ]}
        rows={rows.map((row) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`/vacancies/${row.id}`)}><Title of={row} /></a>,
            employer: names.get(row.employerId) ?? '',
            state: <StateTag state={row.state} />,
            posts: ui.t('vacancies.list.posts.value', { filled: ui.number(row.filled), posts: ui.number(row.posts) }),
            received: ui.day(row.receivedOn),
            until: ui.day(row.validUntil),
            code: shownCode(row.code),
          },
        }))}
        empty={ui.t('vacancies.list.empty')}
        pagination={
          <Pagination
            label={ui.t('vacancies.search.pages')}
            previous={filter.page > 1 ? { href: address({ page: String(filter.page - 1) }), text: ui.t('web.previous') } : undefined}
            next={filter.page < pages ? { href: address({ page: String(filter.page + 1) }), text: ui.t('web.next') } : undefined}
          />
        }
      />
    </>
  )
}
