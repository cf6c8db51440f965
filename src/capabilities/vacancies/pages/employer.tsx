import { ButtonLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { ListRow } from '../queries/list'
import { StateTag, Title } from './words'

export function EmployerVacancies({ rows, isVerified }: { rows: readonly ListRow[]; isVerified: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('vacancies.mine.title')}</h1>
      {isVerified ? null : <InsetText>{ui.t('vacancies.mine.unverified')}</InsetText>}
      <ButtonLink href={ui.to('/employer/vacancies/new')} text={ui.t('vacancies.new.title')} />
      <DataTable
        caption={ui.t('vacancies.mine.title')}
        captionHidden
        columns={[
          { key: 'title', text: ui.t('vacancies.field.title') },
          { key: 'state', text: ui.t('web.state') },
          { key: 'posts', text: ui.t('vacancies.list.posts'), numeric: true },
          { key: 'until', text: ui.t('vacancies.advert.until') },
          { key: 'again', text: ui.t('web.actions') },
        ]}
        rows={rows.map((row) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`/employer/vacancies/${row.id}`)}><Title of={row} /></a>,
            state: <StateTag state={row.state} />,
            posts: ui.t('vacancies.list.posts.value', { filled: ui.number(row.filled), posts: ui.number(row.posts) }),
            until: ui.day(row.validUntil),
            again: <a class="govuk-link" href={`${ui.to('/employer/vacancies/new')}?from=${row.id}`}>{ui.t('vacancies.mine.again')}</a>,
          },
        }))}
        empty={ui.t('vacancies.mine.empty')}
      />
    </>
  )
}
