import { SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { NotificationBanner, Pagination, Tabs } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { QueueRow } from '../queries/inspection'
import { titleOf } from '../titles'
import { Title } from './words'

interface QueueProps {
  rows: readonly QueueRow[]
  total: number
  names: ReadonlyMap<string, { name: string; isVerified: boolean }>
  flagged: '' | 'yes' | 'no'
  page: number
  approved: number | null
  mayInspect: boolean
}

/** With its request key, a form may carry 200 fields. */
export const queuePageSize = 199
const formId = 'approve-together'

export function QueuePage({ rows, total, names, flagged, page, approved, mayInspect }: QueueProps) {
  const ui = useUi()
  const isReady = (row: QueueRow) => mayInspect && row.flags.every((flag) => flag === 'R1') && names.get(row.employerId)?.isVerified === true && row.createdBy !== ui.actor.accountId
  const address = (to: number) => `${ui.to('/vacancies/inspect')}?${new URLSearchParams({ ...(flagged ? { flagged } : {}), page: String(to) }).toString()}`
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.queue.title')}</h1>
      <Tabs
        label={ui.t('vacancies.list.title')}
        items={[
          { href: ui.to('/vacancies'), text: ui.t('vacancies.list.all') },
          { href: ui.to('/vacancies/inspect'), text: ui.t('vacancies.queue.title'), current: true, count: ui.number(total) },
        ]}
      />
      {approved === null ? null : <NotificationBanner title={ui.t('vacancies.queue.done')} success>{ui.t('vacancies.queue.approved', { count: approved })}</NotificationBanner>}
      <DataTable
        caption={ui.t('vacancies.queue.count', { count: total })}
        filter={
          <Form method="get" action={ui.to('/vacancies/inspect')}>
            <SelectField name="flagged" label={ui.t('vacancies.queue.flags')} value={flagged} emptyText={ui.t('web.all')} options={[{ value: 'yes', text: ui.t('vacancies.queue.flagged') }, { value: 'no', text: ui.t('vacancies.queue.unflagged') }]} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        {...(mayInspect ? { choose: { name: 'id', text: ui.t('vacancies.queue.choose'), form: formId } } : {})}
        columns={[
          { key: 'title', text: ui.t('vacancies.field.title') },
          { key: 'employer', text: ui.t('vacancies.advert.employer') },
          { key: 'flags', text: ui.t('vacancies.queue.flags') },
          { key: 'posts', text: ui.t('vacancies.field.posts'), numeric: true },
          { key: 'due', text: ui.t('vacancies.queue.due') },
        ]}
        rows={rows.map((row) => ({
          ...(isReady(row) ? { value: row.id, chosen: true, chooseText: titleOf(row, ui.lang) } : {}),
          cells: {
            title: <a class="govuk-link" href={ui.to(`/vacancies/${row.id}/inspect`)}><Title of={row} /></a>,
            employer: names.get(row.employerId)?.name ?? '',
            flags: row.flags.length === 0 ? ui.t('web.none') : row.flags.map((flag) => ui.t(`vacancies.flag.short.${flag}`)).join(', '),
            posts: ui.number(row.posts),
            due: ui.day(row.dueOn),
          },
        }))}
        empty={ui.t('vacancies.queue.empty')}
        pagination={
          <Pagination
            label={ui.t('vacancies.search.pages')}
            previous={page > 1 ? { href: address(page - 1), text: ui.t('web.previous') } : undefined}
            next={page * queuePageSize < total ? { href: address(page + 1), text: ui.t('web.next') } : undefined}
          />
        }
      />
      {mayInspect && rows.some(isReady) ? (
        <Form id={formId} action={ui.to('/vacancies/inspect')} requestKey={ui.newKey()}>
          <p class="govuk-body">{ui.t('vacancies.queue.together.hint')}</p>
          <SubmitButton text={ui.t('vacancies.queue.together')} />
        </Form>
      ) : null}
    </>
  )
}
