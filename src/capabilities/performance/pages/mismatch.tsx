import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, exact, multiply } from '../../../kernel/exact'
import type { Period } from '../../../kernel/period'
import { BackLink, InsetText, Pagination, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import type { BehindList } from '../../measures/index'
import type { StructuralGap } from '../reading/gap'
import type { Repairable } from '../reading/mismatch'
import type { Mismatch } from '../rules/mismatch'
import { GapSection } from './gap'
import { centreText, numberText } from './words'

const percent = (ui: Ui, share: Exact | null): string => (share === null ? '–' : ui.t('performance.percent', { number: numberText(ui, multiply(share, exact(100)), 1) }))
const of = (ui: Ui, part: number, whole: number): string => ui.t('performance.of-parts', { num: ui.number(part), den: ui.number(whole) })
const rateOf = (part: number, whole: number): Exact | null => (whole === 0 ? null : { numerator: BigInt(part), denominator: BigInt(whole) })

export interface MismatchProps {
  month: Period
  window: { from: Period['from']; to: Period['to'] }
  centre: CentreLine | null
  mismatch: Mismatch
  gap: StructuralGap
  /** The day on which both sides of the gap were counted. */
  gapOn: CalendarDate
  /** Names of the skills that the gap lists, by code. */
  skillNames: ReadonlyMap<string, string>
  isPublishable: boolean
  opens: boolean
}

/** Where people and jobs do not fit: at placement, and between what people seek and what posts ask. */
export function MismatchPage(props: MismatchProps) {
  const ui = useUi()
  const { mismatch, month, centre, window } = props
  const at = `month=${month.key}${centre ? `&centre=${centre.code}` : ''}`
  return (
    <>
      <BackLink href={ui.to(`/performance/indicators/mismatch_rate?${at}`)} text={ui.t('performance.back.indicator')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{ui.t('measures.name.MISMATCH_RATE')}</h1>
      <p class="govuk-body">{ui.t('performance.from-to', { from: ui.day(window.from), to: ui.day(window.to) })}. {ui.t('performance.mismatch.how')}</p>
      {mismatch.all > 0 && !props.isPublishable ? <InsetText>{ui.t('performance.mismatch.unpublished', { share: percent(ui, mismatch.unknownShare) })}</InsetText> : null}
      <SummaryList
        rows={[
          { key: ui.t('performance.mismatch.rate'), value: <><strong>{percent(ui, mismatch.rate)}</strong> {of(ui, mismatch.mismatched, mismatch.mismatched + mismatch.matched)}</> },
          { key: ui.t('performance.mismatch.bounds'), value: `${percent(ui, mismatch.low)} – ${percent(ui, mismatch.high)}` },
          { key: ui.t('performance.mismatch.unknown'), value: `${percent(ui, mismatch.unknownShare)} (${of(ui, mismatch.unknown, mismatch.all)})` },
          { key: ui.t('measures.name.PLACEMENTS'), value: ui.number(mismatch.all) },
        ]}
      />
      <Parts {...props} at={at} />
      <GapSection gap={props.gap} on={props.gapOn} skillNames={props.skillNames} />
    </>
  )
}

function Parts({ mismatch, opens, at }: MismatchProps & { at: string }) {
  const ui = useUi()
  const row = (field: Repairable, more = '') => {
    const part = mismatch[field]
    return {
      cells: {
        name: ui.t(`performance.mismatch.${field}`), rate: `${percent(ui, rateOf(part.mismatched, part.known))}${more}`, counted: of(ui, part.mismatched, part.known),
        unknown: part.unknown > 0 && opens ? <a class="govuk-link" href={ui.to(`/performance/mismatch/${field}?${at}`)}>{ui.number(part.unknown)}<span class="govuk-visually-hidden"> {ui.t(`performance.mismatch.${field}`)}</span></a> : ui.number(part.unknown),
      },
    }
  }
  return (
    <DataTable
      caption={ui.t('performance.mismatch.parts')}
      columns={[{ key: 'name', text: ui.t('performance.mismatch.part') }, { key: 'rate', text: ui.t('performance.mismatch.rate'), numeric: true }, { key: 'counted', text: ui.t('performance.compare.counted'), numeric: true }, { key: 'unknown', text: ui.t('performance.mismatch.to-repair'), numeric: true }]}
      rows={[row('occupation'), row('education', ` (${ui.t('performance.mismatch.over-under', { over: mismatch.education.over, under: mismatch.education.under })})`), row('skills')]}
      empty={ui.t('performance.empty')}
    />
  )
}

export const rowsOfUnknown = 50

/** The placements of which a field is not known. */
export function UnknownPage({ field, month, centre, centres, list, page, opens }: { field: Repairable; month: Period; centre: CentreLine | null; centres: readonly CentreLine[]; list: BehindList | undefined; page: number; opens: boolean }) {
  const ui = useUi()
  const path = `/performance/mismatch/${field}?month=${month.key}${centre ? `&centre=${centre.code}` : ''}`
  const pages = Math.max(1, Math.ceil((list?.count ?? 0) / rowsOfUnknown))
  const nameOf = (code: string) => {
    const found = centres.find((one) => one.code === code)
    return found ? centreText(ui, found) : code
  }
  return (
    <>
      <BackLink href={ui.to(`/performance/mismatch?month=${month.key}${centre ? `&centre=${centre.code}` : ''}`)} text={ui.t('performance.back')} />
      <h1 class="govuk-heading-l">{ui.t(`performance.mismatch.unknown.${field}`, { number: list?.count ?? 0 })}</h1>
      <p class="govuk-body">{ui.t(`performance.mismatch.repair.${field}`)}</p>
      <DataTable
        caption={ui.t(`performance.mismatch.${field}`)}
        captionHidden
        columns={[{ key: 'day', text: ui.t('web.day') }, { key: 'centre', text: ui.t('web.centre') }, ...(opens ? [{ key: 'open', text: ui.t('performance.record') }] : [])]}
        rows={(list?.rows ?? []).map((row) => ({ cells: { day: ui.day(row.day), centre: nameOf(row.unit_code), open: <a class="govuk-link" href={ui.to(`/this-month/records/placement/${row.record_key ?? ''}`)}>{ui.t('performance.open')}</a> } }))}
        empty={ui.t('performance.records.empty')}
      />
      <Pagination label={ui.t('performance.pages')} previous={page > 1 ? { href: ui.to(`${path}&page=${page - 1}`), text: ui.t('web.previous') } : undefined} next={page < pages ? { href: ui.to(`${path}&page=${page + 1}`), text: ui.t('web.next') } : undefined} />
    </>
  )
}
