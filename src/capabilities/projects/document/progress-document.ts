import type { Block, DocumentTree } from '../../../platform/documents/tree'
import { defaultReading, type ProgressResult } from '../progress-result'
import { figureText, ruleText, type Say } from '../sentences'
import { objectiveBlocks, outputBlocks } from './achievement'
import { figureAnnex, findingAnnex, readingAnnex, revisionAnnex } from './annexes'
import { classificationBlocks } from './classification'
import { paragraphs, wordsFor } from './words'

export interface DocumentChoices {
  language: DocumentTree['language']
  say: Say
  /** Draft, or frozen with its digest. */
  state: string
  digest: string | null
  /** Who signed which step in this register, and when; stands where the form asks for names and initials. */
  signed?: ReadonlyMap<string, string>
}

/** The whole report in the order of the form, as a tree that every format is written from. */
export function progressDocument(result: ProgressResult, { language, say, state, digest, signed }: DocumentChoices): DocumentTree {
  const doc = wordsFor(say)
  const { document, header } = result.report.project
  return {
    title: language === 'en' && document.form_printed ? document.form_printed : doc('title'),
    language, pageText: doc('page'),
    footer: `${result.code} · ${digest === null ? doc('draft') : doc('digest', { state: say(`projects.report.${state}`), digest: digest.slice(0, 16) })} · ${result.asOf}`,
    blocks: [
      { kind: 'paragraph', text: [{ text: header.title_printed, bold: true }] },
      ...headerBlocks(result, say, signed), ...summaryBlocks(result, say, language), ...textBlocks(result, say, (key) => key === 'executive_summary'), ...planningBlocks(result, say),
      { kind: 'heading', level: 2, text: doc('section.2') }, ...textBlocks(result, say, (key) => key !== 'executive_summary'),
      ...outputBlocks(result, say), ...classificationBlocks(result, say, 'output'),
      ...objectiveBlocks(result, say), ...classificationBlocks(result, say, 'objective'),
      ...riskBlocks(result, say), ...issueBlocks(result, say), ...lessonBlocks(result, say), ...annexBlocks(result, say),
      ...figureAnnex(result, say), ...revisionAnnex(result, say), ...readingAnnex(result, say), ...findingAnnex(result, say),
    ],
  }
}

function headerBlocks({ report }: ProgressResult, say: Say, signatures: ReadonlyMap<string, string> = new Map()): Block[] {
  const doc = wordsFor(say)
  const { header, reporting } = report.project
  const signed = (who: 'prepared' | 'reviewed' | 'approved') => {
    const { date_printed: date, initials_printed: initials } = reporting[who]
    const here = signatures.get(who)
    if (here !== undefined) return { name: say(`projects.who.${who}`), value: here }
    return { name: say(`projects.who.${who}`), value: [{ text: date || '–' }, ...(initials === undefined ? [] : initials === '' ? [{ text: ` · ${doc('initials-missing')}`, mark: 'bad' as const }] : [{ text: ` · ${initials}` }])] }
  }
  return [{
    kind: 'facts',
    rows: [
      { name: doc('number'), value: header.iris_project_no_printed }, { name: doc('symbol'), value: header.tc_symbol_printed }, { name: doc('donor'), value: header.donor_printed },
      { name: doc('unit'), value: header.administrative_unit_printed }, { name: doc('countries'), value: header.countries_printed }, { name: doc('outcome'), value: header.programme_and_budget_outcome_printed },
      { name: doc('related'), value: header.related_projects_printed },
      ...(header.frequency_ticked_printed ? [{ name: doc('frequency'), value: header.frequency_ticked_printed }] : []),
      { name: doc('sequence'), value: header.sequence_ticked_printed ?? (header.sequence_stated_in_text ? String(header.sequence_stated_in_text.value) : '–') },
      { name: doc('period'), value: `${reporting.period_printed} (${reporting.period_from} – ${reporting.period_to})` },
      signed('prepared'), signed('reviewed'), signed('approved'),
    ],
  }]
}

/** What the report says about itself, before anyone reads on. */
function summaryBlocks(result: ProgressResult, say: Say, language: DocumentTree['language']): Block[] {
  const written = result.report.project.document.language || 'en'
  const doc = wordsFor(say)
  const objective = defaultReading(result, 'objective_classification')
  const isSensitive = result.readings.some(({ part, class: verdict }) => part === 'objective_method_sensitive' && verdict === 'yes')
  const count = (level: string) => result.findings.filter((finding) => finding.level === level).length
  return [{
    kind: 'note',
    text: [
      { text: `${doc('box.title')} `, bold: true },
      { text: objective ? doc('box.milestones', { met: objective.met ?? 0, due: objective.due ?? 0, share: objective.share ?? '–', class: objective.class, ticked: objective.ticked || '–' }) : '' },
      { text: ` ${isSensitive ? doc('box.sensitive') : doc('box.same')} ` },
      { text: doc('box.findings', { errors: count('error'), warnings: count('warning'), notices: count('notice') }) },
      ...(language === written ? [] : [{ text: ` ${doc('not-translated', { language: say(`projects.language.${written}`) })}` }]),
    ],
  }]
}

function textBlocks({ report }: ProgressResult, say: Say, isWanted: (key: string) => boolean): Block[] {
  const doc = wordsFor(say)
  return report.project.sections.filter(({ key }) => isWanted(key)).flatMap(({ key, heading, text_printed: text }): Block[] => [
    { kind: 'heading', level: key === 'executive_summary' ? 2 : 3, text: key === 'executive_summary' ? doc('section.summary') : `${key.split('.').slice(0, 2).join('.')} ${heading}` },
    ...(key.endsWith('.reformulations') ? reformulationBlocks(report, text, say) : paragraphs(text, doc('empty'))),
  ])
}

/** The approved changes of the period without anyone typing them, and what is written beside. */
function reformulationBlocks({ project, series }: ProgressResult['report'], text: string, say: Say): Block[] {
  const doc = wordsFor(say)
  const changes = project.reformulations ?? []
  const said = ({ field, subject }: (typeof changes)[number], words: string) => (field === 'milestone' || field === 'end' ? ruleText(say, words, series.find(({ id }) => id === subject)?.baseline ?? '') : words)
  if (changes.length === 0) return text.trim() === '' ? [{ kind: 'paragraph', text: doc('no-changes') }] : paragraphs(text, '')
  return [
    ...(text.trim() === '' ? [] : paragraphs(text, '')),
    {
      kind: 'table', caption: doc('changes'),
      columns: [{ text: doc('subject'), weight: 2 }, { text: doc('before'), weight: 3 }, { text: doc('after'), weight: 3 }, { text: doc('reason'), weight: 4 }, { text: doc('approved-on'), weight: 2 }],
      rows: changes.map((change) => ({ cells: [`${change.subject}: ${say(`projects.change-field.${change.field}`)}`, said(change, change.before), said(change, change.after), change.reason, change.on] })),
    },
  ]
}

function planningBlocks({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const { planning } = report.project
  return [
    { kind: 'heading', level: 2, text: doc('section.1') },
    {
      kind: 'facts',
      rows: [
        { name: doc('budget'), value: `${planning.currency} ${planning.budget_printed || figureText(String(planning.budget))}` }, { name: doc('months'), value: planning.duration_months_printed || String(planning.duration_months) },
        { name: doc('start'), value: doc('planned-actual', { planned: planning.start_planned, actual: planning.start_actual }) }, { name: doc('end'), value: doc('planned-actual', { planned: planning.end_planned, actual: planning.end_actual }) },
      ],
    },
  ]
}

function riskBlocks({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const { items, levels_legend_printed: legend } = report.project.risks
  return [
    { kind: 'heading', level: 2, text: doc('section.5') },
    { kind: 'paragraph', text: legend ?? [{ text: doc('no-legend'), mark: 'bad' }] },
    {
      kind: 'table', caption: doc('risks'),
      columns: [{ text: doc('assumption'), weight: 4 }, { text: doc('level-before'), weight: 1 }, { text: doc('level-now'), weight: 1 }, { text: doc('text'), weight: 7 }],
      rows: items.map((risk) => ({ cells: [`${risk.no}. ${risk.assumption_printed}`, risk.level_start_or_previous_printed, risk.level_current_printed, risk.text_printed] })),
    },
  ]
}

function issueBlocks({ report }: ProgressResult, say: Say): Block[] {
  const { items } = report.project.performance_issues
  return [{ kind: 'heading', level: 2, text: wordsFor(say)('section.6') }, { kind: 'boxes', items: items.map(({ cause_printed: text, ticked }) => ({ text, ticked })) }]
}

function lessonBlocks({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  return [
    { kind: 'heading', level: 2, text: doc('section.7') },
    ...report.project.lessons.flatMap(({ heading_printed: heading, text_printed: text }): Block[] => [{ kind: 'heading', level: 3, text: heading }, ...paragraphs(text, doc('empty'))]),
  ]
}

function annexBlocks({ report }: ProgressResult, say: Say): Block[] {
  const doc = wordsFor(say)
  const { annexes, significant_dates: dates } = report.project
  return [
    { kind: 'heading', level: 2, text: doc('section.8') },
    ...annexes.map(({ no, title_printed: title }): Block => ({ kind: 'paragraph', text: `${no}. ${title}` })),
    {
      kind: 'table', caption: doc('dates'), columns: [{ text: doc('date'), weight: 1 }, { text: doc('event'), weight: 4 }],
      rows: dates.map(({ date_printed: date, event_printed: event }) => ({ cells: [date, event] })),
    },
  ]
}
