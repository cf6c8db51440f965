import type { CalendarDate } from '../../../kernel/calendar'
import { DateField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { decisionKinds, entryKinds } from '../model'
import type { CycleProps } from './cycles'
import { fieldOf, Section } from './words'

type Entry = CycleProps['entries'][number]
const colours: Record<string, TagColour> = { open: 'yellow', done: 'green', dropped: 'grey' }

/** Causes, log and participants in a table; decisions one by one, because each is followed up. */
export function CycleEntries(props: CycleProps) {
  const ui = useUi()
  const { cycle, entries, mayChange, form, newKey } = props
  const decisions = entries.filter(({ kind }) => decisionKinds.includes(kind))
  return (
    <Section title={ui.t('performance.entries')} id="entries">
      <DataTable
        caption={ui.t('performance.entries')}
        captionHidden
        columns={[{ key: 'text', text: ui.t('performance.text') }, { key: 'kind', text: ui.t('performance.kind') }, { key: 'evidence', text: ui.t('performance.evidence') }, { key: 'owner', text: ui.t('performance.owner') }, { key: 'due', text: ui.t('performance.due') }]}
        rows={entries.filter((entry) => !decisions.includes(entry)).map((entry) => ({
          cells: { text: entry.text, kind: ui.t(`performance.entry.${entry.kind}`), evidence: entry.evidence ?? '–', owner: entry.owner_post ?? '–', due: entry.due_on ? ui.day(entry.due_on as CalendarDate) : '–' },
        }))}
        empty={ui.t('performance.entries.empty')}
      />
      {decisions.length > 0 ? <h3 class="govuk-heading-s">{ui.t('performance.entry.decisions')}</h3> : null}
      {decisions.map((entry) => <Decision {...props} entry={entry} />)}
      {mayChange && cycle.state !== 'closed' ? (
        <Form action={ui.to(`/performance/cycles/${cycle.id}/entries`)} requestKey={newKey()}>
          <SelectField {...fieldOf(ui, form, 'kind', cycle.stage === 5 ? 'keep' : cycle.stage === 1 ? 'cause' : 'log')} label={ui.t('performance.kind')} options={entryKinds.map((kind) => ({ value: kind, text: ui.t(`performance.entry.${kind}`), group: ui.t(decisionKinds.includes(kind) ? 'performance.entry.decisions' : 'performance.entry.others') }))} />
          <TextArea {...fieldOf(ui, form, 'text')} label={ui.t('performance.text')} rows={3} />
          <TextField {...fieldOf(ui, form, 'evidence')} label={ui.t('performance.evidence')} />
          <TextField {...fieldOf(ui, form, 'owner')} label={ui.t('performance.owner')} hint={ui.t('performance.owner.hint')} />
          <DateField {...fieldOf(ui, form, 'dueOn')} label={ui.t('performance.due')} hint={ui.t('performance.day.hint')} />
          <SubmitButton text={ui.t('performance.save')} />
        </Form>
      ) : null}
    </Section>
  )
}

function Decision({ entry, cycle, mayChange, newKey }: CycleProps & { entry: Entry }) {
  const ui = useUi()
  const path = ui.to(`/performance/cycles/${cycle.id}/entries/${entry.id}`)
  const isOpen = entry.state === 'open' && mayChange && cycle.state !== 'closed'
  const kind = `${ui.t(`performance.entry.${entry.kind}`)}${entry.from_entry ? ` (${ui.t('performance.entry.carried')})` : ''}`
  return (
    <div class="op-decision">
      <p class="govuk-body"><strong>{entry.text}</strong> {kind} <Tag colour={colours[entry.state] ?? 'grey'} text={ui.t(`performance.entry-state.${entry.state}`)} /></p>
      <p class="govuk-hint">
        {[entry.owner_post, entry.due_on ? ui.day(entry.due_on as CalendarDate) : null, entry.state_reason].filter((part) => part !== null).join(' · ') || '–'}
        {entry.activity_id ? <> · <a class="govuk-link" href={ui.to(`/performance/activities/${entry.activity_id}`)}>{ui.t('performance.activity')}</a></> : null}
      </p>
      {isOpen ? (
        <Form action={path} requestKey={newKey()}>
          <TextField name="reason" id={`reason-${entry.id}`} label={ui.t('performance.entry.reason')} value="" />
          <div class="govuk-button-group">
            {cycle.plan_id && entry.owner_post && entry.due_on ? <SubmitButton name="step" value="activity" look="secondary" text={ui.t('performance.entry.make-activity')} /> : null}
            <SubmitButton name="step" value="done" look="secondary" text={ui.t('performance.entry.do-done')} />
            <SubmitButton name="step" value="dropped" look="secondary" text={ui.t('performance.entry.do-drop')} />
          </div>
        </Form>
      ) : null}
    </div>
  )
}
