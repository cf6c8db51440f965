import type { Batch } from '../../../platform/imports/batches'
import { ButtonGroup, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Details, InsetText, NotificationBanner, StatTile, StatTiles, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { sentenceOf } from '../report'
import type { StoredReport } from '../stored-report'
import { StateTag } from './list'

const rowsShown = 200
const states = ['new', 'same', 'changed', 'duplicate', 'wrong'] as const

interface BatchProps {
  batch: Batch
  report: StoredReport
  now: Date
}

/** One file: what its check found, and what can be done with it. */
export function BatchPage({ batch, report, now }: BatchProps) {
  const ui = useUi()
  const isOpen = ['uploaded', 'mapped', 'checked'].includes(batch.state)
  const mayUndo = batch.state === 'committed' && batch.undoUntil !== null && batch.undoUntil > now
  return (
    <>
      <BackLink href={ui.to('/imports')} text={ui.t('imports.title')} />
      <h1 class="govuk-heading-l">{batch.fileName}</h1>
      <SummaryList
        rows={[
          { key: ui.t('imports.state'), value: <StateTag state={batch.state} /> },
          { key: ui.t('imports.register'), value: ui.t(`imports.register.${batch.register}`) },
          { key: ui.t('imports.source'), value: batch.sourceSystem },
          { key: ui.t('imports.uploaded-at'), value: ui.moment(batch.createdAt) },
          ...(batch.committedAt ? [{ key: ui.t('imports.committed-at'), value: ui.moment(batch.committedAt) }] : []),
        ]}
      />
      {report.fault ? (
        <NotificationBanner title={ui.t('imports.refused')}>
          <p class="govuk-body">{sentenceOf(report.fault.reason, report.fault.params, ui.lang)}</p>
        </NotificationBanner>
      ) : null}
      {batch.state === 'uploaded' && !report.fault ? <InsetText>{ui.t('imports.not-checked')}</InsetText> : null}
      {Object.keys(batch.counts).length > 0 ? (
        <StatTiles>
          {states.map((state) => (
            <StatTile label={ui.t(`imports.count.${state}`)} value={ui.number(batch.counts[state] ?? 0)} />
          ))}
        </StatTiles>
      ) : null}
      {batch.state === 'checked' ? <InsetText>{ui.t('imports.dry-run')}</InsetText> : null}
      {(batch.counts['changed'] ?? 0) > 0 ? <p class="govuk-body">{ui.t('imports.changed-stay')}</p> : null}
      {isOpen ? <Actions batch={batch} hasReport={report.taken !== undefined} /> : null}
      {mayUndo ? (
        <Form action={ui.to(`/imports/${batch.id}/undo`)} requestKey={ui.newKey()}>
          <p class="govuk-body">{ui.t('imports.undo-how', { day: ui.moment(batch.undoUntil) })}</p>
          <SubmitButton text={ui.t('imports.undo')} look="warning" />
        </Form>
      ) : null}
      <Findings report={report} />
    </>
  )
}

function Actions({ batch, hasReport }: { batch: Batch; hasReport: boolean }) {
  const ui = useUi()
  return (
    <>
      <ButtonGroup>
        {batch.state === 'checked' && (batch.counts['new'] ?? 0) > 0 ? <ButtonLink href={ui.to(`/imports/${batch.id}/commit`)} text={ui.t('imports.commit')} /> : null}
        <ButtonLink href={ui.to(`/imports/${batch.id}/columns`)} text={ui.t('imports.columns')} look="secondary" />
        {hasReport ? <ButtonLink href={ui.to(`/imports/${batch.id}/checked.xlsx`)} text={ui.t('imports.download')} look="secondary" /> : null}
      </ButtonGroup>
      <ButtonGroup>
        <Form action={ui.to(`/imports/${batch.id}/check`)} requestKey={ui.newKey()}>
          <SubmitButton text={ui.t('imports.check-again')} look="secondary" />
        </Form>
        <Form action={ui.to(`/imports/${batch.id}/discard`)} requestKey={ui.newKey()}>
          <SubmitButton text={ui.t('imports.discard')} look="warning" />
        </Form>
      </ButtonGroup>
    </>
  )
}

function Findings({ report }: { report: StoredReport }) {
  const ui = useUi()
  const { wrong = [], reasons = [], replaced = [], notes = [], taken = [], notTaken = [], needed = [], kept = [] } = report
  return (
    <>
      {kept.length > 0 ? (
        <DataTable
          caption={ui.t('imports.kept')}
          columns={[{ key: 'row', text: ui.t('imports.heading.row') }, { key: 'source', text: ui.t('imports.source-id') }, { key: 'register', text: ui.t('imports.register') }]}
          rows={kept.slice(0, rowsShown).map((one) => ({ cells: { row: ui.number(one.row_number), source: one.source_id, register: ui.t(`imports.register.${one.register}`) } }))}
          empty=""
        />
      ) : null}
      {notes.length + needed.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet">
          {notes.map(({ key, count }) => <li>{ui.t(key, { count })}</li>)}
          {needed.map(({ register, count }) => <li>{ui.t('imports.needed', { count, register: ui.t(`imports.register.${register}`) })}</li>)}
        </ul>
      ) : null}
      {reasons.length > 0 ? (
        <DataTable
          caption={ui.t('imports.reasons')}
          columns={[{ key: 'reason', text: ui.t('imports.heading.mistakes') }, { key: 'rows', text: ui.t('imports.rows'), numeric: true }]}
          rows={reasons.map(({ reason, params, rows }) => ({ cells: { reason: sentenceOf(reason, params, ui.lang), rows: ui.number(rows) } }))}
          empty=""
        />
      ) : null}
      {wrong.length > 0 ? (
        <DataTable
          caption={ui.t('imports.wrong-cells', { shown: Math.min(rowsShown, wrong.length), all: wrong.length })}
          columns={[
            { key: 'row', text: ui.t('imports.heading.row') }, { key: 'column', text: ui.t('imports.column') }, { key: 'value', text: ui.t('imports.value') },
            { key: 'reason', text: ui.t('imports.heading.mistakes') }, { key: 'instead', text: ui.t('imports.instead') },
          ]}
          rows={wrong.slice(0, rowsShown).map((cell) => ({
            cells: { row: ui.number(cell.row), column: cell.heading || cell.column, value: cell.value.slice(0, 80), reason: sentenceOf(cell.reason, cell.params, ui.lang), instead: cell.instead ?? '' },
          }))}
          empty=""
        />
      ) : null}
      {replaced.length > 0 ? (
        <Details summary={ui.t('imports.replaced')}>
          <DataTable
            caption={ui.t('imports.replaced')} captionHidden
            columns={[{ key: 'from', text: ui.t('imports.value') }, { key: 'column', text: ui.t('imports.column') }, { key: 'to', text: ui.t('imports.read-as') }, { key: 'rows', text: ui.t('imports.rows'), numeric: true }]}
            rows={replaced.map(({ from, column, to, rows }) => ({ cells: { from, column, to: to === '' ? ui.t('imports.nothing') : to, rows: ui.number(rows) } }))}
            empty=""
          />
        </Details>
      ) : null}
      {taken.length > 0 ? (
        <Details summary={ui.t('imports.taken')}>
          <DataTable
            caption={ui.t('imports.taken')} captionHidden columns={[{ key: 'heading', text: ui.t('imports.their-column') }, { key: 'column', text: ui.t('imports.column') }]}
            rows={taken.map(({ heading, column }) => ({ cells: { heading, column } }))} empty=""
          />
          {notTaken.length > 0 ? <p class="govuk-body">{ui.t('imports.not-taken', { columns: notTaken.join(', ') })}</p> : null}
        </Details>
      ) : null}
    </>
  )
}
