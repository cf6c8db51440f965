import { ButtonGroup } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, Pagination } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { addressOf, type Question } from '../asking'
import type { EventWord } from '../language/vocabulary'
import type { RecordRow } from '../queries'
import { FigureFilter } from './filter'
import { ageText, centreName, codeText, dayText, definitionOf, measureName, monthText, numberText } from './words'

export const rowsOnPage = 50

export interface RecordsProps {
  question: Question
  event: EventWord
  /** The figure itself, as decimal text. */
  value: string
  rows: readonly RecordRow[]
  count: number
  page: number
  /** Whether a row leads to its record, and whether the list may leave as a file. */
  opens: boolean
  exports: boolean
  recordKind: string
}

/** The rows behind a number; as many as it says, or with amounts that add up to it. */
export function Records(props: RecordsProps) {
  const ui = useUi()
  const { question, event, value, rows, count, page, opens } = props
  const { asked, measure } = question
  const path = '/this-month/records'
  const hasAmount = (measure.tree.kind === 'sum' || measure.tree.kind === 'stock_at') && Number(value) !== count
  const isByPerson = event.dimensions.includes('sex') && measure.tree.kind !== 'count_distinct'
  const shownColumns = measure.tree.kind === 'count_distinct' ? [] : event.shown
  const pages = Math.max(1, Math.ceil(count / rowsOnPage))
  return (
    <>
      <BackLink href={ui.to(addressOf('/this-month', question))} text={ui.t('measures.back')} />
      <h1 class="govuk-heading-l">{ui.t('measures.records.title', { measure: measureName(ui, measure), month: monthText(ui, asked.month), number: numberText(ui, value) })}</h1>
      <p class="govuk-body">{definitionOf(ui, measure)}</p>
      <InsetText>{ui.t(hasAmount ? 'measures.records.amounts' : 'measures.records.rows', { number: numberText(ui, value), rows: ui.number(count) })}</InsetText>
      {props.exports && count > 0 ? (
        <ButtonGroup>
          {(['xlsx', 'csv'] as const).map((format) => (
            <ButtonLink href={ui.to(addressOf(`${path}/export`, question, { format }))} look="secondary" text={ui.t(`measures.export.${format}`)} />
          ))}
        </ButtonGroup>
      ) : null}
      <DataTable
        caption={measureName(ui, measure)}
        captionHidden
        filter={<FigureFilter question={question} action={path} />}
        columns={[
          { key: 'day', text: ui.t('web.day') },
          { key: 'centre', text: ui.t('web.centre') },
          ...(isByPerson ? [{ key: 'sex', text: ui.t('web.sex') }, { key: 'age', text: ui.t('measures.by.age_band') }] : []),
          { key: 'province', text: ui.t('measures.province') },
          ...shownColumns.map((name) => ({ key: name, text: ui.t(`measures.column.${name}`) })),
          ...(hasAmount ? [{ key: 'amount', text: ui.t('measures.amount'), numeric: true }] : []),
          ...(opens ? [{ key: 'open', text: ui.t('measures.record') }] : []),
        ]}
        rows={rows.map((row) => ({
          cells: {
            day: dayText(ui, row.day),
            centre: nameOfCentre(ui, question, row.unit_code),
            sex: ui.label('sex', row.sex),
            age: ageText(ui, row.age_band),
            province: ui.place(row.province_code),
            ...Object.fromEntries(shownColumns.map((name) => [name, codeText(ui, measure, name, row[`shown_${name}`])])),
            amount: numberText(ui, row.amount),
            open: row.record_key ? <a class="govuk-link" href={ui.to(`/this-month/records/${props.recordKind}/${row.record_key}`)}>{ui.t('measures.open')}</a> : ui.t('measures.no-record'),
          },
        }))}
        empty={ui.t('measures.records.empty')}
        pagination={
          <>
          {pages > 1 ? <p class="govuk-body">{ui.t('web.page-of', { page, pages })}</p> : null}
          <Pagination
            label={ui.t('measures.pages')}
            previous={page > 1 ? { href: ui.to(addressOf(path, question, { page: String(page - 1) })), text: ui.t('web.previous') } : undefined}
            next={page < pages ? { href: ui.to(addressOf(path, question, { page: String(page + 1) })), text: ui.t('web.next') } : undefined}
          />
          </>
        }
      />
    </>
  )
}

function nameOfCentre(ui: ReturnType<typeof useUi>, { centres }: Question, code: string): string {
  const centre = centres.find((one) => one.code === code)
  return centre ? centreName(ui, centre) : code
}

/** The record belongs to another centre, or is gone: say so, without telling which. */
export function OtherCentre() {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/this-month')} text={ui.t('measures.back')} />
      <h1 class="govuk-heading-l">{ui.t('measures.other-centre')}</h1>
      <p class="govuk-body">{ui.t('measures.other-centre.why')}</p>
    </>
  )
}
