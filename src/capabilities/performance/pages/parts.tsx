import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { SelectField } from '../../../platform/web/fields'
import { InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { wholeSlice } from '../../measures/index'
import type { BoardLine } from '../reading/board'
import type { Parts } from '../reading/parts'
import { indicatorHref, type Spot } from './address'
import { Standing } from './board'
import { actualText, numberText, Section, sliceName, targetText } from './words'

/** The parts of an indicator: how much each is, its target, and which one lies farthest behind. */
export function PartsSection({ parts, offered, line, spot }: { parts: Parts | null; offered: readonly string[]; line: BoardLine; spot: Spot }) {
  const ui = useUi()
  const agreed = parts?.lines.filter((one) => one.agreed !== undefined) ?? []
  if (parts === null && offered.length === 0) return null
  const gap = (key: 'target' | 'whole', slice: string | undefined) => (slice === undefined ? null : <InsetText>{ui.t(`performance.slice.farthest.${key}`, { part: sliceName(ui, slice) })}</InsetText>)
  return (
    <Section title={ui.t('performance.slices')} id="parts">
      {gap('target', parts?.fromTarget)}
      {gap('whole', parts?.fromWhole)}
      {parts && agreed.length > 0 ? <PartTable lines={agreed} line={line} spot={spot} /> : null}
      {parts?.isComplete ? <PartTable lines={parts.lines.filter((one) => one.agreed === undefined)} line={line} spot={spot} /> : null}
      {parts && !parts.isComplete ? <p class="govuk-body"><a class="govuk-link" href={`${indicatorHref(ui, spot)}&parts=all#parts`}>{ui.t('performance.slice.by')}</a></p> : null}
      <Form method="get" action={ui.to(`/performance/indicators/${spot.indicator.address}`)}>
        <HiddenField name="month" value={spot.month.key} />
        {spot.centre ? <HiddenField name="centre" value={spot.centre.code} /> : null}
        <SelectField name="slice" label={ui.t('performance.slice.choose')} value={spot.slice} emptyText={ui.t('performance.slice.all')} options={[...new Set([...offered, ...(spot.slice === wholeSlice ? [] : [spot.slice])])].map((value) => ({ value, text: sliceName(ui, value) }))} />
        <SubmitButton text={ui.t('web.filter')} look="secondary" />
      </Form>
    </Section>
  )
}

/** Parts in a table; target and light only where one of them has any. */
function PartTable({ lines, line: { measure }, spot }: { lines: Parts['lines']; line: BoardLine; spot: Spot }) {
  const ui = useUi()
  const [hasShare, isAgreed] = [lines.some(({ share }) => share !== null), lines.some(({ agreed }) => agreed !== undefined)]
  return (
    <DataTable
      caption={ui.t('performance.slices')} captionHidden
      columns={[
        { key: 'name', text: ui.t('performance.slice') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, ...(hasShare ? [{ key: 'share', text: ui.t('performance.slice.share'), numeric: true }] : []),
        ...(isAgreed ? [{ key: 'target', text: ui.t('performance.target'), numeric: true }, { key: 'light', text: ui.t('performance.light') }] : []),
      ]}
      rows={lines.map(({ slice, actual, share, agreed }) => ({
        cells: {
          name: <a class="govuk-link" href={indicatorHref(ui, { ...spot, slice })}>{sliceName(ui, slice)}</a>, value: actualText(ui, measure, actual), share: share ? ui.t('performance.percent', { number: numberText(ui, share, 1) }) : '–',
          ...(agreed ? { target: targetText(ui, measure, agreed.isShare, agreed.target), light: <Standing line={agreed} /> } : {}),
        },
      }))}
      empty={ui.t('performance.empty')}
    />
  )
}
