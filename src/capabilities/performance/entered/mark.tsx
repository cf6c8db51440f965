import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { type EntryRecord, findAnyMeasure, measureName, type UsedEntries } from '../../measures/index'
import { periodText, valueText } from '../pages/words'
import { parsePeriod } from '../../../kernel/period'

export const entryPeriod = (ui: Ui, key: string): string => {
  const period = parsePeriod(key)
  return period ? periodText(ui, period) : key
}
export const entryValue = (ui: Ui, { measure, value }: Pick<EntryRecord, 'measure' | 'value'>): string => (value === null ? ui.t('performance.state.not-recorded') : valueText(ui, findAnyMeasure(measure), value))
/** Who says so: the survey, or whoever counted on paper. */
const sourceOf = ({ source, collector, method }: EntryRecord): string => source ?? collector ?? method ?? '–'

function markText(ui: Ui, { measure, entries, expected }: UsedEntries): string {
  const [first] = entries
  if (!first) return ui.t('performance.entered.none', { name: measureName(ui, measure) })
  const newest = entries.reduce((latest, entry) => ((entry.decidedOn ?? '') > (latest.decidedOn ?? '') ? entry : latest), first)
  const day = newest.decidedOn ? ui.day(newest.decidedOn) : ''
  if (expected === null) return ui.t('performance.entered.mark', { name: measureName(ui, measure), value: entryValue(ui, first), period: entryPeriod(ui, first.period), source: sourceOf(first), day })
  return ui.t('performance.entered.mark.sum', { name: measureName(ui, measure), number: entries.filter(({ value }) => value !== null).length, expected, source: sourceOf(newest), day })
}

/** That a value was entered and not counted, by whom it is said, and since when it is confirmed. */
export function EnteredMark({ used }: { used: readonly UsedEntries[] | undefined }) {
  const ui = useUi()
  return <>{(used ?? []).map((one) => <span class="govuk-hint">{markText(ui, one)}</span>)}</>
}

/** Entries as a list of records: each with its source, and the way to the entry itself. */
export function EntryTable({ caption, entries, empty }: { caption: string; entries: readonly EntryRecord[]; empty: string }) {
  const ui = useUi()
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'name', text: ui.t('performance.enter.figure') }, { key: 'unit', text: ui.t('web.centre') }, { key: 'period', text: ui.t('performance.period') }, { key: 'value', text: ui.t('performance.value'), numeric: true },
        { key: 'source', text: ui.t('performance.source') }, { key: 'by', text: ui.t('performance.signed') }, { key: 'state', text: ui.t('performance.state') },
      ]}
      rows={entries.map((entry) => ({
        cells: {
          name: <a class="govuk-link" href={ui.to(`/performance/figures/entries/${entry.id}`)}>{measureName(ui, { id: entry.measure })}</a>, unit: entry.centreCode ?? ui.t('performance.national'), period: entryPeriod(ui, entry.period), value: entryValue(ui, entry),
          source: sourceOf(entry), by: signedText(ui, entry), state: ui.t(`performance.enter.entry.${entry.state}`),
        },
      }))}
      empty={empty}
    />
  )
}

const signedText = (ui: Ui, { enteredByName, decidedByName }: EntryRecord): string =>
  decidedByName ? ui.t('performance.signed.both', { asked: enteredByName ?? '–', decided: decidedByName }) : ui.t('performance.signed.one', { asked: enteredByName ?? '–' })
