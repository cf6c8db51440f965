import { exact } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { BackLink, InsetText, Pagination } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type BehindList, measureName, type UsedEntries } from '../../measures/index'
import { EntryTable } from '../entered/mark'
import type { BoardLine } from '../reading/board'
import { daysUntilLate } from '../reading/late'
import { indicatorHref, pathOf } from './address'
import { centreText, lineName, numberText, valueText } from './words'

export const rowsOnPage = 50

/** The records behind an indicator: as many as its number says, two lists for a rate. */
export function RecordsPage(props: { line: BoardLine; month: Period; centre: CentreLine | null; centres: readonly CentreLine[]; lists: readonly BehindList[]; used: readonly UsedEntries[]; parts: readonly { label: string; href: string }[]; page: number; opens: boolean; only: boolean; late: boolean; lateCount: number | null }) {
  const ui = useUi()
  const { line, month, centre, lists, page } = props
  const { measure, window, actual } = line
  const spot = { ...line, month, centre }
  const pages = Math.max(1, ...lists.map(({ count }) => Math.ceil(count / rowsOnPage)))
  const same = `${pathOf(spot, '/records')}${props.only ? '&only=month' : ''}`
  const at = (to: number) => ui.to(`${same}${props.late ? '&late=yes' : ''}&page=${to}`)
  const nameOf = (code: string) => {
    const found = props.centres.find((one) => one.code === code)
    return found ? centreText(ui, found) : code
  }
  return (
    <>
      <BackLink href={indicatorHref(ui, spot)} text={ui.t('performance.back.indicator')} />
      <h1 class="govuk-heading-l">{ui.t('performance.records.title', { name: lineName(ui, line), value: actual.state === 'ok' ? valueText(ui, measure, actual.value) : '–' })}</h1>
      <p class="govuk-body">{ui.t('performance.from-to', { from: ui.day(window.from), to: ui.day(window.to) })}</p>
      <Late {...props} same={same} />
      {props.parts.length > 0 ? (
        <>
          <InsetText>{ui.t('performance.records.formula')}</InsetText>
          <ul class="govuk-list">{props.parts.map((part) => <li><a class="govuk-link" href={ui.to(part.href)}>{part.label}</a></li>)}</ul>
        </>
      ) : null}
      {lists.map((list) => (
        <DataTable
          caption={ui.t(`performance.records.${list.part}`, { value: numberText(ui, exact(list.value), 0), rows: list.count })}
          columns={[
            { key: 'day', text: ui.t('web.day') }, { key: 'centre', text: ui.t('web.centre') }, { key: 'sex', text: ui.t('web.sex') },
            ...(list.part === 'entry' ? [{ key: 'outcome', text: ui.t('performance.outcome') }] : list.part === 'value' || Number(list.value) !== list.count ? [{ key: 'amount', text: ui.t('performance.amount'), numeric: true }] : []),
            ...(props.opens ? [{ key: 'open', text: ui.t('performance.record') }] : []),
          ]}
          rows={list.rows.map((row) => ({
            cells: {
              day: ui.day(row.day), centre: nameOf(row.unit_code), sex: row.sex ? ui.label('sex', row.sex) : '–', amount: row.amount ? numberText(ui, exact(row.amount), 0) : '', outcome: row.outcome ? ui.t(`performance.outcome.${row.outcome}`) : '',
              open: row.record_key && list.recordKind !== 'staff' ? <a class="govuk-link" href={ui.to(`/this-month/records/${list.recordKind}/${row.record_key}`)}>{ui.t('performance.open')}</a> : '–',
            },
          }))}
          empty={ui.t('performance.records.empty')}
        />
      ))}
      {props.used.map(({ measure: entered, entries }) => <EntryTable caption={ui.t('performance.entered.entries', { name: measureName(ui, entered), number: entries.length })} entries={entries} empty={ui.t('performance.records.empty')} />)}
      <Pagination label={ui.t('performance.pages')} previous={page > 1 ? { href: at(page - 1), text: ui.t('web.previous') } : undefined} next={page < pages ? { href: at(page + 1), text: ui.t('web.next') } : undefined} />
    </>
  )
}

/** How many of the records were entered late, and the way to them. */
function Late({ late, lateCount, same }: { late: boolean; lateCount: number | null; same: string }) {
  const ui = useUi()
  if (lateCount === null) return null
  if (late) return <InsetText>{ui.t('performance.late.only', { number: lateCount, days: daysUntilLate })} <a class="govuk-link" href={ui.to(same)}>{ui.t('performance.late.all')}</a></InsetText>
  if (lateCount === 0) return <p class="govuk-body">{ui.t('performance.late.none', { days: daysUntilLate })}</p>
  return <InsetText>{ui.t('performance.late.some', { number: lateCount, days: daysUntilLate })} <a class="govuk-link" href={ui.to(`${same}&late=yes`)}>{ui.t('performance.late.show')}</a></InsetText>
}
