import type { Block, DocumentTree } from '../../../platform/documents/tree'
import { percentText } from '../lines'
import { percentOf, plannedPercent, progressOf } from '../plan/work-plan'
import type { ProgressResult } from '../progress-result'
import type { ChangeLine } from '../queries/changes'
import type { listDecisions, Meeting } from '../queries/committee'
import type { RecordLine } from '../queries/records'
import { figureText, ruleText, type Say } from '../sentences'
import { number, paragraphs, stateText, wordsFor } from './words'

export interface PackInput {
  meeting: Meeting
  decisions: Awaited<ReturnType<typeof listDecisions>>
  changes: readonly ChangeLine[]
  records: readonly RecordLine[]
  result: ProgressResult
  title: string
}

/** What the members of a committee read before a meeting, in one document. */
export function committeePack({ meeting, decisions, changes, records, result, title }: PackInput, language: DocumentTree['language'], say: Say): DocumentTree {
  const doc = wordsFor(say)
  const heading = (key: string): Block => ({ kind: 'heading', level: 2, text: say(key) })
  const open = decisions.filter(({ state }) => state === 'open' || state === 'acting')
  const proposed = changes.filter(({ state }) => state === 'proposed')
  const money = records.filter(({ kind }) => kind === 'budget-line')
  const amount = (value: string | null) => (value === null ? '–' : figureText(String(Number(value))))
  return {
    title: meeting.title, language, pageText: doc('page'), footer: `${result.code} · ${meeting.happened_on ?? ''}`,
    blocks: [
      { kind: 'paragraph', text: [{ text: title, bold: true }] }, heading('projects.page.agenda'), ...paragraphs(meeting.agenda, doc('empty')),
      heading('projects.pack.decisions'),
      table(say('projects.pack.decisions'), [[say('projects.page.record-title'), 5], [say('projects.page.owner'), 2], [say('projects.page.due'), 2]], open.map((one) => [one.title, one.owner_post, one.due_on ?? '–']), say),
      heading('projects.page.indicators'), indicators(result, say), heading('projects.pack.behind'), behind(result, say), heading('projects.doc.risks'), risks(result, say),
      heading('projects.pack.changes'),
      table(say('projects.pack.changes'), [[doc('subject'), 2], [doc('before'), 3], [doc('after'), 3], [doc('reason'), 4]], proposed.map((one) => [`${one.subject}: ${say(`projects.change-field.${one.field}`)}`, one.before, one.after, one.reason]), say),
      heading('projects.kinds.budget-line'),
      table(say('projects.kinds.budget-line'), [[say('projects.page.record-title'), 5], [say('projects.page.planned'), 2], [say('projects.page.spent'), 2]], money.map((one) => [one.title, amount(one.planned), amount(one.spent)]), say),
    ],
  }
}

function table(caption: string, columns: readonly (readonly [string, number])[], rows: readonly (readonly string[])[], say: Say): Block {
  if (rows.length === 0) return { kind: 'paragraph', text: say('projects.page.no-records') }
  return { kind: 'table', caption, columns: columns.map(([text, weight]) => ({ text, weight })), rows: rows.map((cells) => ({ cells })) }
}

/** Every indicator that is due, with both comparisons. */
function indicators({ lines }: ProgressResult, say: Say): Block {
  const doc = wordsFor(say)
  const judged = (one: ProgressResult['lines'][number]['full']) => `${stateText(say, one.state)}${one.attainment === null ? '' : ` ${percentText(one.attainment) ?? ''} %`}`
  return table(say('projects.page.indicators'), [[doc('indicator'), 5], [say('projects.place.milestone'), 4], [doc('actual-short'), 2], [doc('full'), 3], [doc('to-date-short'), 3]],
    lines.filter(({ milestone }) => milestone.state !== 'not_due').map(({ series, milestone, actual, full, toDate }) => [
      `${series.id} ${series.label || series.indicator}`, `${ruleText(say, milestone.rule, series.baseline)}: ${milestone.published ? number(milestone.published) : say(`projects.target.${milestone.state}`)}`, number(actual), judged(full), judged(toDate),
    ]), say)
}

/** Activities that are behind their plan. */
function behind({ report }: ProgressResult, say: Say): Block {
  const doc = wordsFor(say)
  const until = report.project.reporting.period_to
  return table(say('projects.pack.behind'), [[doc('activity'), 5], [say('projects.page.planned-percent'), 2], [doc('percent'), 2], [doc('status'), 3]],
    report.activities.filter((one) => progressOf(one, until) === 'behind').map((one) => [`${one.id} ${one.title}`, percentOf(plannedPercent(one, until)), one.percentPrinted, one.status]), say)
}

/** Risks whose level changed. */
function risks({ report }: ProgressResult, say: Say): Block {
  const doc = wordsFor(say)
  return table(doc('risks'), [[doc('assumption'), 4], [doc('level-before'), 1], [doc('level-now'), 1], [doc('text'), 6]],
    report.project.risks.items.filter((risk) => risk.level_start_or_previous_printed !== risk.level_current_printed).map((risk) => [`${risk.no}. ${risk.assumption_printed}`, risk.level_start_or_previous_printed, risk.level_current_printed, risk.text_printed]), say)
}
