import type { Period } from '../../../kernel/period'
import { BackLink, InsetText, Pagination, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type LockedFigure, monthText } from '../../measures/index'
import type { KnownRecord } from '../reading/locked-records'
import { lockedText, nameOf, revisionText } from './months'
import { centreText, numberText } from './words'

export const lockedOnPage = 50
const colours: Record<KnownRecord['state'], TagColour> = { 'as-locked': 'grey', changed: 'yellow', withdrawn: 'red', added: 'blue' }

/** What a locked figure counted, rebuilt from the keys that it froze, each with what the register says of it today; then what came since. */
export function LockedListPage({ figure, month, centre, records, page }: { figure: LockedFigure; month: Period; centre: CentreLine; records: readonly KnownRecord[]; page: number }) {
  const ui = useUi()
  const back = `/performance/months/${month.key}/${centre.code}`
  const path = `${back}/figures/${figure.id}`
  const pages = Math.max(1, Math.ceil(records.length / lockedOnPage))
  const shown = records.slice((page - 1) * lockedOnPage, page * lockedOnPage)
  const parts = [...new Set(records.map(({ part }) => part))].length > 1
  const count = (state: KnownRecord['state']) => records.filter((one) => one.state === state).length
  return (
    <>
      <BackLink href={ui.to(back)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centreText(ui, centre)}, {monthText(ui, month)}, {ui.t('performance.lock-no')} {ui.number(figure.lockNo)}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.records.title', { name: nameOf(ui, figure), value: lockedText(ui, figure, figure.value, figure.state) })}</h1>
      {figure.revisions.length > 0 ? <InsetText>{revisionText(ui, figure)}</InsetText> : null}
      <p class="govuk-body">{ui.t('performance.locked-list.counted', { counted: records.length - count('added'), changed: count('changed'), withdrawn: count('withdrawn'), added: count('added') })}</p>
      <DataTable
        caption={ui.t('performance.locked-list')}
        captionHidden
        columns={[
          ...(parts ? [{ key: 'part', text: ui.t('performance.mismatch.part') }] : []), { key: 'day', text: ui.t('web.day') }, { key: 'sex', text: ui.t('web.sex') }, { key: 'amount', text: ui.t('performance.amount'), numeric: true },
          { key: 'state', text: ui.t('performance.state') }, { key: 'open', text: ui.t('performance.record') },
        ]}
        rows={shown.map(({ part, row, amount, state, kind }) => ({
          cells: {
            part: ui.t(`performance.locked-list.part.${part}`), day: row ? ui.day(row.day) : '–', sex: row?.sex ? ui.label('sex', row.sex) : '–', amount: numberText(ui, amount, 0),
            state: <Tag colour={colours[state]} text={ui.t(`performance.locked-list.${state}`)} />,
            open: row?.record_key && kind !== '' && kind !== 'staff' && kind !== 'figure-entry' ? <a class="govuk-link" href={ui.to(`/this-month/records/${kind}/${row.record_key}`)}>{ui.t('performance.open')}</a> : '–',
          },
        }))}
        empty={ui.t('performance.records.empty')}
      />
      <Pagination label={ui.t('performance.pages')} previous={page > 1 ? { href: ui.to(`${path}?page=${page - 1}`), text: ui.t('web.previous') } : undefined} next={page < pages ? { href: ui.to(`${path}?page=${page + 1}`), text: ui.t('web.next') } : undefined} />
    </>
  )
}
