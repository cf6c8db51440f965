import { type Exact, toText } from '../../../kernel/exact'
import type { Block, Run } from '../../../platform/documents/tree'
import type { PrintedCheck, SeriesState, TargetLine } from '../lines'
import { figureText, ruleText, type Say } from '../sentences'

/** Words of a document: the message of a key below `projects.doc.`. */
export const wordsFor = (say: Say) => (key: string, parameters?: Readonly<Record<string, string | number>>) => say(`projects.doc.${key}`, parameters)

const goodChecks: readonly PrintedCheck[] = ['agrees', 'not_due']

export const checkText = (say: Say, check: PrintedCheck) => say(`projects.check.${check}`)
export const stateText = (say: Say, state: SeriesState) => say(`projects.state.${state}`)
export const number = (value: Exact | null): string => (value === null ? '–' : figureText(toText(value)))

/** What the rule of a target gives, and how the printed figure stands to it. */
export function targetRuns(say: Say, target: TargetLine, baseline: string): Run[] {
  if (target.state === 'not_due') return [{ text: say('projects.rule.not_due'), mark: 'quiet' }]
  const rule: Run = { text: `${ruleText(say, target.rule, baseline)}: `, mark: 'quiet' }
  if (target.published === null) return [rule, { text: say(`projects.target.${target.state}`), mark: 'bad' }]
  const isRounded = target.exact !== null && toText(target.exact) !== toText(target.published)
  return [
    rule, { text: number(target.published), bold: true }, ...(isRounded ? [{ text: ` (${number(target.exact)})`, mark: 'quiet' as const }] : []),
    { text: ` – ${checkText(say, target.check)}`, mark: goodChecks.includes(target.check) ? 'good' : 'bad' },
  ]
}

export const stateRun = (say: Say, state: SeriesState): Run => ({ text: stateText(say, state), mark: state === 'met' ? 'good' : state === 'not_met' ? 'bad' : 'quiet' })

/** A text as paragraphs; an empty one is said to be empty. */
export function paragraphs(text: string, empty: string): Block[] {
  const pieces = text.split(/\n{2,}/).map((piece) => piece.trim()).filter(Boolean)
  return pieces.length === 0 ? [{ kind: 'paragraph', text: [{ text: empty, mark: 'bad' }] }] : pieces.map((piece) => ({ kind: 'paragraph', text: piece }))
}
