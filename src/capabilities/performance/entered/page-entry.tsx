import { TextArea } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { type EntryRecord, measureName } from '../../measures/index'
import { Errors, fieldOf, type Shown } from '../pages/words'
import { EntryTable, entryPeriod, entryValue } from './mark'
import { figuresHref } from './page-list'

export interface EntryProps {
  entry: EntryRecord
  /** All entries for the same figure, unit and period. */
  others: readonly EntryRecord[]
  /** `own`: the reader entered it, so another person must decide. */
  decides: 'yes' | 'own' | 'no'
  form: Shown
  requestKey: string
}

/** One entry with everything that stands for it, and the desk of the second person. */
export function EntryPage({ entry, others, decides, form, requestKey }: EntryProps) {
  const ui = useUi()
  const row = (key: string, value: string | null) => (value === null || value === '' ? [] : [{ key: ui.t(key), value }])
  const day = (on: EntryRecord['collectedOn']) => (on === null ? '' : ui.day(on))
  const isExternal = entry.kind === 'external'
  return (
    <>
      <BackLink href={figuresHref(ui, entry.centreCode)} text={ui.t('performance.enter.back')} />
      <span class="govuk-caption-l">{entry.centreCode ?? ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{`${measureName(ui, { id: entry.measure })}, ${entryPeriod(ui, entry.period)}`}</h1>
      <Errors errors={form.errors} />
      <SummaryList
        rows={[
          ...row('performance.value', entryValue(ui, entry)), ...row('performance.source', entry.source), ...row('performance.enter.method', entry.method), ...row('performance.enter.collector', entry.collector),
          ...row(isExternal ? 'performance.enter.published-on' : 'performance.enter.collected-on', day(entry.collectedOn)),
          ...(entry.evidence ? [{ key: ui.t(isExternal ? 'performance.enter.address' : 'performance.enter.evidence'), value: /^https:\/\/\S+$/.test(entry.evidence) ? <a class="govuk-link" href={entry.evidence} rel="noreferrer">{entry.evidence}</a> : entry.evidence }] : []),
          ...row('performance.enter.entered-by', `${entry.enteredByName ?? '–'}, ${day(entry.enteredOn)}`),
          ...(entry.decidedOn ? row('performance.enter.decided-by', `${entry.decidedByName ?? '–'}, ${day(entry.decidedOn)}`) : []),
          ...row('performance.state', ui.t(`performance.enter.entry.${entry.state}`)), ...row('performance.reason', entry.decisionReason),
        ]}
      />
      {entry.state === 'entered' && decides === 'own' ? <InsetText>{ui.t('performance.enter.another')}</InsetText> : null}
      {entry.state === 'entered' && decides === 'yes' ? (
        <Form action={ui.to(`/performance/figures/entries/${entry.id}/decision`)} requestKey={requestKey}>
          <TextArea {...fieldOf(ui, form, 'reason')} label={ui.t('performance.reason')} hint={ui.t('performance.enter.reason.hint')} rows={2} />
          <div class="govuk-button-group">
            <SubmitButton name="answer" value="confirm" text={ui.t('performance.enter.confirm')} /> <SubmitButton name="answer" value="refuse" look="secondary" text={ui.t('performance.answer.refuse')} />
          </div>
        </Form>
      ) : null}
      {others.length > 1 ? <EntryTable caption={ui.t('performance.enter.before')} entries={others} empty={ui.t('performance.enter.all.none')} /> : null}
    </>
  )
}
