import { SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { Pagination } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { ReferralRow } from '../queries/referrals'
import { closedStates, openStates } from '../rules/referral'
import { closingWords, DueText, StateTag } from './referral-words'
import { readable } from './referral-page'

export interface ReferralQuery {
  show?: string | undefined
  mine?: string | undefined
  q?: string | undefined
  vacancy?: string | undefined
  person?: string | undefined
  page?: number | undefined
}

/** The address of a list with one part of its query changed; empty parts are left out. */
export function withQuery(path: string, query: Readonly<Record<string, unknown>>, change: Readonly<Record<string, unknown>> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...change })) if (value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

export function Pages({ path, query, page, pages }: { path: string; query: Readonly<Record<string, unknown>>; page: number; pages: number }) {
  const ui = useUi()
  const to = (at: number) => withQuery(path, query, { page: at })
  return (
    <Pagination
      label={ui.t('web.page-of', { page, pages })}
      previous={page > 1 ? { href: to(page - 1), text: ui.t('web.previous') } : undefined}
      next={page < pages ? { href: to(page + 1), text: ui.t('web.next') } : undefined}
    />
  )
}

const shows = (ui: Ui) => [
  ...['open', 'overdue', 'closed', 'all'].map((value) => ({ value, text: ui.t(`placements.show.${value}`) })),
  ...[...openStates, ...closedStates].map((value) => ({ value, text: ui.t(`placements.state.${value}`), group: ui.t('web.state') })),
]

/** The working list of referrals: what is due first stands first. */
export function ReferralList(props: { lines: readonly { row: ReferralRow; person: string; vacancy: string }[]; query: ReferralQuery; total: number; pages: number; wrongCode: boolean }) {
  const ui = useUi()
  const { query } = props
  const path = ui.to('/referrals')
  const filter = (
    <Form method="get" action={path} class="op-filter__form">
      <SelectField name="show" label={ui.t('placements.filter.show')} value={query.show ?? 'open'} options={shows(ui)} />
      <SelectField name="mine" label={ui.t('placements.owner')} value={query.mine ?? ''} options={[{ value: '', text: ui.t('web.all') }, { value: 'yes', text: ui.t('placements.filter.mine') }]} />
      <TextField name="q" label={ui.t('web.code')} value={query.q ?? ''} width={10} error={props.wrongCode ? ui.t('placements.status.typing-mistake') : undefined} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('placements.referrals.title')}</h1>
      <DataTable
        caption={ui.t('placements.found', { count: props.total })}
        filter={filter}
        empty={ui.t('placements.referrals.empty')}
        columns={[
          { key: 'person', text: ui.t('placements.person') }, { key: 'vacancy', text: ui.t('placements.vacancy') }, { key: 'state', text: ui.t('web.state') },
          { key: 'due', text: ui.t('placements.waits-for') }, { key: 'made', text: ui.t('placements.made') }, { key: 'code', text: ui.t('web.code') },
        ]}
        rows={props.lines.map(({ row, person, vacancy }) => ({
          cells: {
            person: <a class="govuk-link" href={ui.to(`/referrals/${row.id}`)}>{person || ui.t('placements.person.hidden')}</a>,
            vacancy: vacancy || ui.t('placements.vacancy.hidden'), state: <StateTag state={row.state} />,
            due: row.closed_on ? closingWords(ui, row.state, row.closing_reason) : <DueText kind={row.due_kind} day={row.due_on} />,
            made: ui.day(row.made_on), code: readable(row.code),
          },
        }))}
        pagination={<Pages path={path} query={{ ...query }} page={query.page ?? 1} pages={props.pages} />}
      />
    </>
  )
}
