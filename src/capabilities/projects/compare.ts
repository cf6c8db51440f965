import { toText } from '../../kernel/exact'
import type { ProgressResult } from './progress-result'
import { revisionsOf } from './revisions'
import { type WordPiece, wordDifference } from './word-difference'

export interface Change {
  what: 'revision' | 'figure' | 'target' | 'tick' | 'risk' | 'text' | 'finding-gone' | 'finding-new' | 'finding-still'
  subject: string
  before: string
  after: string
  /** Baseline of the series, where `before` and `after` are rules. */
  baseline?: string
  why?: string
  /** The pieces of a text that went, came and stayed. */
  words?: readonly WordPiece[]
}

/** What moved between two reports of a project. Findings that are still there stand first. */
export function compareReports(before: ProgressResult, after: ProgressResult): Change[] {
  const text = (line: ProgressResult['lines'][number] | undefined) => (line?.actual ? toText(line.actual) : '–')
  const pairs = after.lines.map((line) => ({ line, old: before.lines.find(({ series }) => series.id === line.series.id) }))
  const key = ({ rule, subject }: { rule: string; subject: string }) => `${rule} ${subject}`
  const [was, is] = [new Set(before.findings.map(key)), new Set(after.findings.map(key))]
  const tick = ({ report }: ProgressResult, kind: 'output' | 'objective') => report.project.classification_forms[kind].boxes.find(({ ticked }) => ticked)?.name ?? '–'
  const why = (subject: string, field: string) => after.report.project.reformulations?.find((one) => one.subject === subject && one.field === field)?.reason ?? ''
  const list = (what: Change['what'], keys: readonly string[]): Change[] => [...new Set(keys)].map((subject) => ({ what, subject, before: '', after: '' }))
  return [
    ...list('finding-still', [...is].filter((one) => was.has(one))),
    ...(['output', 'objective'] as const).filter((kind) => tick(before, kind) !== tick(after, kind)).map((kind): Change => ({ what: 'tick', subject: kind, before: tick(before, kind), after: tick(after, kind) })),
    ...pairs.filter(({ line, old }) => old && old.milestone.rule !== line.milestone.rule).map(({ line, old }): Change => ({ what: 'target', subject: line.series.id, before: old?.milestone.rule ?? '', after: line.milestone.rule, baseline: line.series.baseline, why: why(line.series.id, 'milestone') })),
    ...pairs.filter(({ line, old }) => old && old.end.rule !== line.end.rule).map(({ line, old }): Change => ({ what: 'target', subject: line.series.id, before: old?.end.rule ?? '', after: line.end.rule, baseline: line.series.baseline, why: why(line.series.id, 'end') })),
    ...revisionsOf(after.report).map(({ id, from, to, printed, now }): Change => ({ what: 'revision', subject: `${id} ${from} – ${to}`, before: printed, after: now })),
    ...pairs.filter(({ line, old }) => text(line) !== text(old)).map(({ line, old }): Change => ({ what: 'figure', subject: line.series.id, before: text(old), after: text(line) })),
    ...after.report.project.risks.items.flatMap((risk): Change[] => {
      const old = before.report.project.risks.items.find(({ no }) => no === risk.no)
      return old && old.level_current_printed !== risk.level_current_printed ? [{ what: 'risk', subject: String(risk.no), before: old.level_current_printed, after: risk.level_current_printed }] : []
    }),
    ...textChanges(before, after),
    ...list('finding-gone', [...was].filter((one) => !is.has(one))),
    ...list('finding-new', [...is].filter((one) => !was.has(one))),
  ]
}

/** Sections and lessons whose words changed. */
function textChanges({ report: { project: before } }: ProgressResult, { report: { project: after } }: ProgressResult): Change[] {
  const change = (subject: string, old: string | undefined, now: string): Change[] => (old === undefined || old === now ? [] : [{ what: 'text', subject, before: '', after: '', words: wordDifference(old, now) }])
  return [
    ...after.sections.flatMap(({ key, heading, text_printed: now }) => change(heading, before.sections.find((one) => one.key === key)?.text_printed, now)),
    ...after.lessons.flatMap(({ heading_printed: heading, text_printed: now }) => change(heading, before.lessons.find((one) => one.heading_printed === heading)?.text_printed, now)),
  ]
}
