import type { Block } from '../../../platform/documents/tree'
import { percentText } from '../lines'
import type { ProgressResult } from '../progress-result'
import { expectedText } from '../result-json'
import { figureText, ruleText, sayFinding, type Say } from '../sentences'
import { revisionsOf } from '../revisions'
import { basisText, classText, scopeText, settingText } from './classification'
import { checkText, number, stateText, wordsFor } from './words'

/** Every series with rule, exact and published figure, beside what is printed. */
export function figureAnnex({ lines, basis }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  return [
    { kind: 'break' }, { kind: 'heading', level: 2, text: doc('annex.figures') }, { kind: 'paragraph', text: doc('annex.figures.text', { basis: basisText(say, basis) }) },
    {
      kind: 'table', caption: doc('annex.figures'),
      columns: [
        { text: doc('series'), weight: 2 }, { text: doc('baseline'), weight: 2, numeric: true }, { text: doc('milestone-rule'), weight: 4 }, { text: doc('published'), weight: 2, numeric: true }, { text: doc('printed'), weight: 3 },
        { text: doc('check'), weight: 3 }, { text: doc('actual-short'), weight: 2, numeric: true }, { text: doc('full'), weight: 3 }, { text: doc('expected'), weight: 2, numeric: true }, { text: doc('to-date-short'), weight: 3 },
      ],
      rows: lines.map(({ series, milestone, actual, full, toDate }) => ({
        cells: [
          series.id, series.baseline === '' ? '–' : figureText(series.baseline), ruleText(say, milestone.rule, series.baseline),
          milestone.published === null ? (milestone.state === 'not_due' ? '–' : say(`projects.target.${milestone.state}`)) : number(milestone.published), milestone.printed, checkText(say, milestone.check), number(actual),
          `${stateText(say, full.state)}${full.attainment === null ? '' : ` ${percentText(full.attainment) ?? ''} %`}`, toDate.target === null ? '–' : figureText(expectedText(toDate.target) ?? ''),
          `${stateText(say, toDate.state)}${toDate.attainment === null ? '' : ` ${percentText(toDate.attainment) ?? ''} %`}`,
        ],
      })),
    },
  ]
}

/** Figures of the report before that the records no longer give; nothing when there are none. */
export function revisionAnnex({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const revisions = revisionsOf(report)
  if (revisions.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: doc('annex.revisions') },
    {
      kind: 'table', caption: doc('annex.revisions'),
      columns: [{ text: doc('series'), weight: 2 }, { text: doc('period'), weight: 3 }, { text: doc('reported-then'), weight: 2, numeric: true }, { text: doc('records-now'), weight: 2, numeric: true }],
      rows: revisions.map(({ id, from, to, printed, now }) => ({ cells: [id, `${from} – ${to}`, printed, figureText(now)] })),
    },
  ]
}

/** Every way of reading the classification of objectives, and the delivery of outputs. */
export function readingAnnex({ readings }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const table = (part: 'objective_classification' | 'delivery_share', caption: string): Block => ({
    kind: 'table', caption,
    columns: [{ text: doc('scope'), weight: 3 }, { text: doc('setting'), weight: 7 }, { text: doc('met'), weight: 1, numeric: true }, { text: doc('due'), weight: 1, numeric: true }, { text: doc('share'), weight: 1, numeric: true }, { text: doc('class'), weight: 3 }],
    rows: readings.filter((row) => row.part === part).map((row) => ({
      cells: [
        scopeText(say, row.scope), [{ text: settingText(say, row) }, ...(row.isDefault ? [{ text: ` – ${doc('default')}`, bold: true }] : [])], String(row.met ?? ''), String(row.due ?? ''), row.share === null ? '–' : `${row.share} %`,
        classText(say, row.class),
      ],
    })),
  })
  return [{ kind: 'heading', level: 2, text: doc('annex.readings') }, table('objective_classification', doc('annex.readings.objective')), table('delivery_share', doc('annex.readings.delivery'))]
}

/** Everything the checks found. */
export function findingAnnex({ findings }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const heading: Block = { kind: 'heading', level: 2, text: doc('annex.findings') }
  if (findings.length === 0) return [heading, { kind: 'paragraph', text: doc('annex.findings.none') }]
  return [heading, {
    kind: 'table', caption: doc('annex.findings'),
    columns: [{ text: doc('rule'), weight: 1 }, { text: doc('level'), weight: 2 }, { text: doc('subject'), weight: 3 }, { text: doc('finding'), weight: 10 }],
    rows: findings.map((finding) => ({ cells: [finding.rule, say(`projects.level.${finding.level}`), finding.subject.replaceAll(';', ', '), sayFinding(say, finding)] })),
  }]
}
