import type { Block, Row, Run } from '../../../platform/documents/tree'
import { percentText, type ReportLine } from '../lines'
import type { ProgressResult } from '../progress-result'
import { expectedText } from '../result-json'
import { figureText, type Say } from '../sentences'
import { number, stateRun, targetRuns, wordsFor } from './words'

/** Section 3: the activities under their outputs, as printed. */
export function outputBlocks({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const { objectives, outputs } = report.project
  const rows = objectives.flatMap((objective): Row[] => [
    { heading: `${objective.country} · ${doc('objective', { number: objective.number_in_section_3 })}: ${objective.wording_in_section_3_printed}` },
    ...outputs.filter((output) => output.country === objective.country && output.objective_no === objective.number_in_section_3).flatMap((output): Row[] => [
      { heading: `${output.output_no} ${output.wording_printed}` },
      ...report.activities.filter((one) => one.country === output.country && one.objectiveNo === output.objective_no && one.outputNo === output.output_no)
        .map((one): Row => ({ cells: [one.activityNo, one.title, one.percentPrinted, one.status, one.summary] })),
    ]),
  ])
  return [
    { kind: 'heading', level: 2, text: doc('section.3') },
    {
      kind: 'table', caption: doc('outputs'), rows,
      columns: [{ text: doc('code'), weight: 1 }, { text: doc('activity'), weight: 5 }, { text: doc('percent'), weight: 2 }, { text: doc('status'), weight: 3 }, { text: doc('summary'), weight: 6 }],
    },
  ]
}

/** Section 4: the cells as printed, and under each what its own rule gives. */
export function objectiveBlocks({ report, lines }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const rows = report.project.objectives.flatMap((objective): Row[] => {
    const inside = lines.filter(({ series }) => series.country === objective.country && series.objectiveNo === objective.number_in_section_4)
    const printedRows = [...new Set(inside.map(({ series }) => series.rowId))]
    return [
      { heading: `${objective.country} · ${doc('objective', { number: objective.number_in_section_4 })}: ${objective.wording_in_section_4_printed}` },
      ...printedRows.map((rowId) => printedRow(inside.filter(({ series }) => series.rowId === rowId), say)),
    ]
  })
  return [
    { kind: 'heading', level: 2, text: doc('section.4') },
    { kind: 'paragraph', text: doc('computed-below') },
    {
      kind: 'table', caption: doc('objectives'), rows,
      columns: [{ text: doc('indicator'), weight: 4 }, { text: doc('baseline'), weight: 2 }, { text: doc('milestone'), weight: 6 }, { text: doc('end-target'), weight: 5 }, { text: doc('summary'), weight: 4 }],
    },
  ]
}

function printedRow(lines: readonly ReportLine[], say: Say): Row {
  const [first] = lines
  if (!first) return { cells: ['', '', '', '', ''] }
  const { series } = first
  const labelled = (line: ReportLine, runs: readonly Run[]): Run[] => [{ text: `\n${lines.length > 1 ? `${line.series.id} ` : ''}`, mark: 'quiet' }, ...runs]
  return {
    cells: [
      [{ text: series.indicator }, { text: `\n${lines.map((line) => line.series.id).join(', ')}`, mark: 'quiet' }],
      lines.map((line) => line.series.baselinePrinted || '–').join('\n'),
      [{ text: series.milestoneCell }, ...lines.flatMap((line) => labelled(line, [...targetRuns(say, line.milestone, line.series.baseline), ...actualRuns(line, say)]))],
      [{ text: series.endCell }, ...lines.flatMap((line) => labelled(line, targetRuns(say, line.end, line.series.baseline)))],
      series.objectiveSummary,
    ],
  }
}

/** The actual against the whole milestone and against the part due by now. */
function actualRuns({ milestone, actual, full, toDate, series }: ReportLine, say: Say): Run[] {
  if (milestone.state === 'not_due') return []
  const doc = wordsFor(say)
  const share = (value: typeof full) => (value.attainment === null ? '' : ` (${percentText(value.attainment) ?? ''} %)`)
  return [
    { text: `; ${doc('actual', { actual: number(actual) })}: `, mark: 'quiet' }, stateRun(say, full.state), { text: share(full), mark: 'quiet' },
    ...(series.nature === 'flow' && toDate.target !== null ? [{ text: `; ${doc('to-date', { target: figureText(expectedText(toDate.target) ?? '') })}: `, mark: 'quiet' as const }, stateRun(say, toDate.state), { text: share(toDate), mark: 'quiet' as const }] : []),
  ]
}
