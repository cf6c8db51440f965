import { InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Change } from '../compare'
import { ruleText } from '../sentences'
import type { WordPiece } from '../word-difference'
import { ReportFrame, type ReportHead } from './frame'

/** What moved since the report before: one table for each kind of change, what was left open first. */
export function ComparePage({ head, changes, previous }: { head: ReportHead; changes: readonly Change[]; previous: number | null }) {
  const ui = useUi()
  if (previous === null) return <ReportFrame head={head} tab="compare"><InsetText>{ui.t('projects.page.first-report')}</InsetText></ReportFrame>
  const kinds = [...new Set(changes.map(({ what }) => what))]
  return (
    <ReportFrame head={head} tab="compare">
      <h2 class="govuk-heading-m">{ui.t('projects.page.since', { number: previous })}</h2>
      {kinds.length === 0 ? <p class="govuk-body">{ui.t('projects.page.nothing-moved')}</p> : null}
      {kinds.map((kind) => <Changes kind={kind} changes={changes.filter(({ what }) => what === kind)} />)}
    </ReportFrame>
  )
}

function Changes({ kind, changes }: { kind: Change['what']; changes: readonly Change[] }) {
  const ui = useUi()
  const caption = ui.t(`projects.changes.${kind}`, { count: changes.length })
  const subject = { key: 'subject', text: ui.t('projects.doc.subject') }
  if (kind.startsWith('finding')) return <DataTable caption={caption} columns={[subject]} rows={changes.map((change) => ({ cells: { subject: change.subject.replaceAll(';', ', ') } }))} empty="" />
  if (kind === 'text') return <DataTable caption={caption} columns={[subject, { key: 'after', text: ui.t('projects.doc.text') }]} rows={changes.map(({ subject: where, words = [] }) => ({ cells: { subject: where, after: <Words words={words} /> } }))} empty="" />
  if (kind === 'target') return <Targets caption={caption} changes={changes} />
  const isFigure = kind === 'figure' || kind === 'revision'
  return (
    <DataTable
      caption={caption}
      columns={[
        subject, { key: 'before', text: ui.t(kind === 'revision' ? 'projects.page.reported-then' : 'projects.page.before'), numeric: isFigure },
        { key: 'after', text: ui.t(kind === 'revision' ? 'projects.page.records-now' : 'projects.page.now'), numeric: isFigure },
      ]}
      rows={changes.map((change) => ({ cells: { subject: kind === 'tick' ? ui.t(`projects.doc.classification.${change.subject}`) : change.subject, before: change.before, after: change.after } }))}
      empty=""
    />
  )
}

/** Targets that changed, with the reason of the change that was approved. */
function Targets({ caption, changes }: { caption: string; changes: readonly Change[] }) {
  const ui = useUi()
  const said = (rule: string, { baseline = '' }: Change) => ruleText((key, parameters) => ui.t(key, parameters), rule, baseline)
  return (
    <DataTable
      caption={caption}
      columns={[{ key: 'subject', text: ui.t('projects.doc.subject') }, { key: 'before', text: ui.t('projects.page.before') }, { key: 'after', text: ui.t('projects.page.now') }, { key: 'reason', text: ui.t('projects.page.reason') }]}
      rows={changes.map((change) => ({ cells: { subject: change.subject, before: said(change.before, change), after: said(change.after, change), reason: change.why || '–' } }))}
      empty=""
    />
  )
}

/** A text with what went struck through and what came underlined. */
function Words({ words }: { words: readonly WordPiece[] }) {
  return <div class="op-kept-lines">{words.map(({ kind, text }) => (kind === 'gone' ? <del>{text}</del> : kind === 'new' ? <ins>{text}</ins> : text))}</div>
}
