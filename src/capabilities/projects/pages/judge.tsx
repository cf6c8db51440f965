import type { Fields } from '../../../platform/http/route'
import { RadioField, SelectField, TextArea } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { InsetText, Details, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Switches } from '../actions/edit'
import type { AnsweredFinding } from '../actions/findings'
import { classText, scopeText, settingText } from '../document/classification'
import type { ProgressResult } from '../progress-result'
import type { listClassifications } from '../queries/report-parts'
import type { ReadingRow } from '../reading-rows'
import { sayFinding } from '../sentences'
import { countedIn, ReportFrame, type ReportHead } from './frame'

export interface ClassificationProps {
  head: ReportHead
  result: ProgressResult
  switches: Switches
  readings: { output: ReadingRow | undefined; objective: ReadingRow | undefined }
  ticks: Awaited<ReturnType<typeof listClassifications>>
  writes: boolean
  errors: Readonly<Record<string, string>>
  typed: Fields
}

/** The four switches, computed beside ticked, and every way of reading. */
export function ClassificationPage({ head, result, switches, readings, ticks, writes, errors, typed }: ClassificationProps) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  const base = `/projects/${head.code}/reports/${head.sequence}/classification`
  const isDraft = writes && head.state === 'draft'
  const scopes = [...new Set(result.readings.filter(({ part }) => part === 'objective_classification').map(({ scope }) => scope))]
  const option = (value: string) => ({ value, text: ui.t(`projects.switch.${value}`) })
  return (
    <ReportFrame head={head} tab="classification" errors={errors}>
      {isDraft ? (
        <Form action={ui.to(`${base}/switches`)} requestKey={ui.newKey()}>
          <div class="op-inline">
            <SelectField name="scope" label={ui.t('projects.doc.scope')} value={switches.scope} options={scopes.map((scope) => ({ value: scope, text: scopeText(say, scope) }))} />
            <SelectField name="denominator" label={ui.t('projects.page.counted')} value={switches.denominator} options={['all_due', 'measured_only'].map(option)} />
            <SelectField name="unit" label={ui.t('projects.page.unit')} value={switches.unit} options={['row', 'series'].map(option)} />
            <SelectField name="comparison" label={ui.t('projects.page.comparison')} value={switches.comparison} options={['full', 'to_date'].map(option)} />
          </div>
          <SubmitButton text={ui.t('projects.page.read-so')} look="secondary" />
        </Form>
      ) : null}
      {(['output', 'objective'] as const).map((kind) => {
        const reading = readings[kind]
        const tick = ticks.find((one) => one.kind === kind)
        const form = result.report.project.classification_forms[kind]
        const isTyped = typed['kind'] === kind
        const field = (name: string, stored: string) => (isTyped && typeof typed[name] === 'string' ? typed[name] : stored)
        return (
          <>
            <h2 class="govuk-heading-m">{ui.t(`projects.doc.classification.${kind}`)}</h2>
            <SummaryList
              rows={[
                { key: ui.t('projects.page.computed'), value: reading ? `${classText(say, reading.class)} (${reading.met ?? 0}/${reading.due ?? 0}, ${reading.share ?? '–'} %)` : '–' },
                { key: ui.t('projects.page.ticked-class'), value: tick?.ticked ?? '–' }, { key: ui.t('projects.page.note'), value: tick?.note || '–' },
              ]}
            />
            {reading?.isHalfMissing ? <InsetText>{ui.t('projects.doc.half-missing')}</InsetText> : null}
            {isDraft ? (
              <Details summary={ui.t('projects.page.tick')} open={isTyped || !tick?.ticked}>
                <Form action={ui.to(base)} requestKey={ui.newKey()} version={tick?.version ?? 0}>
                  <input type="hidden" name="kind" value={kind} />
                  <RadioField id={`${kind}-ticked`} name="ticked" label={ui.t('projects.page.tick')} value={field('ticked', tick?.ticked ?? '')} options={form.boxes.map((box) => ({ value: box.name, text: box.name, hint: box.sentence_printed }))} />
                  <TextArea id={`${kind}-note`} name="note" label={ui.t('projects.page.note')} hint={ui.t('projects.page.note.hint')} value={field('note', tick?.note ?? '')} error={isTyped && errors['note'] ? ui.t(errors['note']) : undefined} rows={3} />
                  <TextArea
                    id={`${kind}-why`} name="justification" label={ui.t('projects.page.justification')} rows={6} value={field('justification', tick?.justification ?? '')}
                    counted={countedIn(ui, form.justification_limit_characters ?? 2000)}
                  />
                  <SubmitButton text={ui.t('web.save')} />
                </Form>
              </Details>
            ) : null}
          </>
        )
      })}
      <ReadingTable result={result} part="objective_classification" />
      <ReadingTable result={result} part="output_classification" />
      <ReadingTable result={result} part="delivery_share" />
    </ReportFrame>
  )
}

function ReadingTable({ result, part }: { result: ProgressResult; part: 'objective_classification' | 'output_classification' | 'delivery_share' }) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  const title = ui.t(`projects.page.readings.${part}`)
  return (
    <Details summary={title} open={part === 'objective_classification'}>
      <DataTable
        caption={title} captionHidden
        columns={[
          { key: 'scope', text: ui.t('projects.doc.scope') }, { key: 'setting', text: ui.t('projects.doc.setting') }, { key: 'met', text: ui.t('projects.doc.met'), numeric: true },
          { key: 'due', text: ui.t('projects.doc.due'), numeric: true }, { key: 'share', text: ui.t('projects.doc.share'), numeric: true }, { key: 'class', text: ui.t('projects.doc.class') },
        ]}
        rows={result.readings.filter((row) => row.part === part).map((row) => ({
          cells: {
            scope: scopeText(say, row.scope), setting: <>{settingText(say, row)}{row.isDefault ? <> <Tag text={ui.t('projects.doc.default')} /></> : null}</>, met: row.met === null ? '' : ui.number(row.met),
            due: row.due === null ? '' : ui.number(row.due), share: row.share === null ? '–' : `${row.share} %`, class: <Tag text={classText(say, row.class)} colour={row.agreesWithTick ? 'green' : 'grey'} />,
          },
        }))}
        empty={ui.t('projects.not-computable')}
      />
    </Details>
  )
}

/** What the checks found, what was answered, and what keeps the report from being signed. */
export function FindingsPage({ head, findings, writes, errors, typed }: { head: ReportHead; findings: readonly AnsweredFinding[]; writes: boolean; errors: Readonly<Record<string, string>>; typed: Fields }) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  const base = `/projects/${head.code}/reports/${head.sequence}/findings`
  const isDraft = writes && head.state === 'draft'
  return (
    <ReportFrame head={head} tab="findings" errors={errors}>
      <DataTable
        caption={ui.t('projects.tab.findings')} captionHidden
        columns={[{ key: 'rule', text: ui.t('projects.doc.rule') }, { key: 'finding', text: ui.t('projects.doc.finding') }, { key: 'state', text: ui.t('projects.page.state') }, { key: 'act', text: ui.t('projects.page.answer') }]}
        rows={findings.map((one, index) => ({
          cells: {
            rule: <>{one.finding.rule} <Tag text={ui.t(`projects.level.${one.finding.level}`)} colour={one.finding.level === 'error' ? 'red' : one.finding.level === 'warning' ? 'yellow' : 'grey'} /></>,
            finding: sayFinding(say, one.finding), state: ui.t(`projects.finding-state.${one.state}`),
            act: (
              <>
                {one.answer ? <p class="govuk-body-s">{one.answer}</p> : null}
                {isDraft && one.state !== 'accepted' && !(one.state === 'answered' && one.answeredBy !== ui.actor.accountId) ? (
                  <Details summary={ui.t('projects.page.answer')} open={typed['index'] === String(index)}>
                    <Form action={ui.to(base)} requestKey={ui.newKey()}>
                      <input type="hidden" name="index" value={String(index)} /><input type="hidden" name="rule" value={one.finding.rule} /><input type="hidden" name="subject" value={one.finding.subject} /><input type="hidden" name="key" value={one.finding.key} />
                      <TextArea id={`answer-${index}`} name="answer" label={ui.t('projects.page.answer')} hint={ui.t('projects.page.answer.hint')} rows={3} value={typed['index'] === String(index) ? String(typed['answer'] ?? '') : one.answer} />
                      <SubmitButton text={ui.t('web.save')} look="secondary" />
                    </Form>
                  </Details>
                ) : null}
                {isDraft && one.state === 'answered' && one.id && one.answeredBy !== ui.actor.accountId ? (
                  <Form action={ui.to(`${base}/decide`)} requestKey={ui.newKey()} version={one.version}>
                    <input type="hidden" name="answer" value={one.id} />
                    <div class="govuk-button-group"><SubmitButton text={ui.t('projects.page.accept')} name="decision" value="accept" look="secondary" /><SubmitButton text={ui.t('projects.page.refuse')} name="decision" value="refuse" look="secondary" /></div>
                  </Form>
                ) : null}
              </>
            ),
          },
        }))}
        empty={ui.t('projects.doc.annex.findings.none')}
      />
    </ReportFrame>
  )
}
