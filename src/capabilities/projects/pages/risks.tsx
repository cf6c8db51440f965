import type { Fields } from '../../../platform/http/route'
import { CheckboxField, RadioField, TextArea } from '../../../platform/web/fields'
import { FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { InsetText, Tag, type TagColour } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { riskLevels } from '../actions/edit-risks'
import type { listIssues, listRisks } from '../queries/report-parts'
import { summaryLimit } from '../text-figures'
import { countedIn, ReportFrame, type ReportHead } from './frame'

export interface RisksProps {
  head: ReportHead
  risks: Awaited<ReturnType<typeof listRisks>>
  issues: Awaited<ReturnType<typeof listIssues>>
  legend: string | null
  writes: boolean
  errors: Readonly<Record<string, string>>
  typed: Fields
}

const colours: Readonly<Record<string, TagColour>> = { G: 'green', Y: 'yellow', R: 'red' }
const arrow = (before: string, now: string) => {
  const order = riskLevels as readonly string[]
  const by = order.indexOf(now) - order.indexOf(before)
  return by === 0 ? '→' : by > 0 ? '↑' : '↓'
}

/** Risks with the level before and now, and the causes of difficulty. */
export function RisksPage({ head, risks, issues, legend, writes, errors, typed }: RisksProps) {
  const ui = useUi()
  const isDraft = writes && head.state === 'draft'
  const value = (name: string, stored: string) => (typeof typed[name] === 'string' ? typed[name] : stored)
  return (
    <ReportFrame head={head} tab="risks" errors={errors}>
      <InsetText>{legend ?? ui.t('projects.doc.no-legend')}</InsetText>
      <DataTable
        caption={ui.t('projects.doc.risks')}
        columns={[{ key: 'assumption', text: ui.t('projects.doc.assumption') }, { key: 'before', text: ui.t('projects.doc.level-before') }, { key: 'now', text: ui.t('projects.doc.level-now') }, { key: 'text', text: ui.t('projects.doc.text') }]}
        rows={risks.map((risk) => ({
          cells: { assumption: `${risk.number}. ${risk.assumption}`, before: <Tag text={risk.level_before} colour={colours[risk.level_before] ?? 'grey'} />, now: <><Tag text={risk.level_now} colour={colours[risk.level_now] ?? 'grey'} /> {arrow(risk.level_before, risk.level_now)}</>, text: risk.text },
        }))}
        empty={ui.t('projects.page.no-risks')}
      />
      {isDraft ? (
        <Form action={ui.to(`/projects/${head.code}/reports/${head.sequence}/risks`)} requestKey={ui.newKey()}>
          {risks.map((risk) => (
            <FieldSet legend={`${risk.number}. ${risk.assumption}`} size="s">
              <HiddenField name={`version${risk.number}`} value={risk.version} />
              <RadioField name={`level${risk.number}`} label={ui.t('projects.doc.level-now')} value={value(`level${risk.number}`, risk.level_now)} inline options={riskLevels.map((level) => ({ value: level, text: level }))} />
              <TextArea name={`text${risk.number}`} label={ui.t('projects.doc.text')} counted={countedIn(ui, summaryLimit)} value={value(`text${risk.number}`, risk.text)} rows={3} />
            </FieldSet>
          ))}
          <CheckboxField name="causes" label={ui.t('projects.doc.section.6')} values={issues.filter(({ is_ticked: ticked }) => ticked).map(({ position }) => String(position))} options={issues.map((issue) => ({ value: String(issue.position), text: issue.cause }))} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      ) : (
        <ul class="govuk-list">{issues.map((issue) => <li>{issue.is_ticked ? '☒' : '☐'} {issue.cause}</li>)}</ul>
      )}
    </ReportFrame>
  )
}
