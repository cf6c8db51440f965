import { TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Details } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { filterWords } from './explain-page'

/** Asks by card number, or by the code of a job, why a pair is not on a list. Sends `typed` beside what is known. */
export function WhyNotForm({ action, known, about }: { action: string; known: Readonly<Record<string, string>>; about: 'person' | 'job' }) {
  const ui = useUi()
  return (
    <Details summary={ui.t(`matching.why-not.${about}`)}>
      <Form method="get" action={action}>
        {Object.entries(known).map(([name, value]) => <HiddenField name={name} value={value} />)}
        <TextField name="typed" label={ui.t(about === 'person' ? 'matching.why-not.card' : 'matching.why-not.code')} width={20} />
        <SubmitButton text={ui.t('matching.why-not.ask')} look="secondary" />
      </Form>
    </Details>
  )
}

/** How many each hard filter removes, most first. */
export function RemovedTable({ counts, of, forPerson }: { counts: ReadonlyMap<number, number>; of: 'people' | 'jobs'; forPerson: boolean }) {
  const ui = useUi()
  const rows = [...counts].filter(([filter, count]) => filter > 0 && count > 0).sort(([, a], [, b]) => b - a)
  if (rows.length === 0) return null
  return (
    <DataTable
      caption={ui.t(of === 'people' ? 'matching.removed.caption' : forPerson ? 'matching.removed.own-caption' : 'matching.removed.jobs-caption')} empty=""
      columns={[{ key: 'why', text: ui.t('matching.removed.condition') }, { key: 'count', text: ui.t(of === 'people' ? 'matching.removed.count' : 'matching.removed.jobs'), numeric: true }]}
      rows={rows.map(([filter, count]) => ({ cells: { why: filterWords(ui, filter, forPerson), count: ui.number(count) } }))}
    />
  )
}
