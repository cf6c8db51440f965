import { BackLink } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { ZeroHit } from '../queries/zero-hits'

/** Words that people searched and no job had: what synonyms and labels lack. */
export function UnfoundPage({ rows, days }: { rows: readonly ZeroHit[]; days: number }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/vacancies')} text={ui.t('vacancies.list.title')} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.unfound.title')}</h1>
      <p class="govuk-body">{ui.t('vacancies.unfound.text', { days })}</p>
      <DataTable
        caption={ui.t('vacancies.unfound.title')}
        captionHidden
        columns={[
          { key: 'words', text: ui.t('vacancies.unfound.words') },
          { key: 'language', text: ui.t('vacancies.unfound.language') },
          { key: 'times', text: ui.t('vacancies.unfound.times'), numeric: true },
          { key: 'days', text: ui.t('vacancies.unfound.days'), numeric: true },
          { key: 'last', text: ui.t('vacancies.unfound.last') },
        ]}
        rows={rows.map(({ words, language, times, days: seen, lastOn }) => ({ cells: { words, language, times: ui.number(times), days: ui.number(seen), last: ui.day(lastOn) } }))}
        empty={ui.t('vacancies.unfound.none')}
      />
    </>
  )
}
