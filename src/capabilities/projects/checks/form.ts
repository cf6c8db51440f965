import type { PrintedReport } from '../printed-report'
import { type Check, type Finding, findingsOf, groupBy, holdsWord, plainWords } from './finding'

/** Objectives whose number or wording is not the same in sections 3 and 4. */
const objectiveDiffers: Check = ({ report }) => {
  const find = findingsOf('PR18', 'notice')
  return report.project.objectives.flatMap((objective) => {
    const subject = `objective ${objective.number_in_section_4}`
    const [three, four] = [objective.wording_in_section_3_printed, objective.wording_in_section_4_printed]
    const found: Finding[] = []
    if (objective.number_in_section_3 !== objective.number_in_section_4) {
      found.push(find({
        subject, level: 'warning', variant: 'number', printed: `${objective.number_in_section_3} | ${objective.number_in_section_4}`, sourceLine: objective.line_in_section_4,
        parameters: { country: objective.country, three: objective.number_in_section_3, four: objective.number_in_section_4 },
      }))
    }
    if (plainWords(three) !== plainWords(four)) found.push(find({ subject, variant: 'wording', printed: `${three} | ${four}`, sourceLine: objective.line_in_section_4, parameters: { country: objective.country } }))
    return found
  })
}

/** Words of success in section 2.2 or a summary, while a lower box is ticked. */
const textAgainstTick: Check = ({ report, lines, words }) => {
  const { boxes } = report.project.classification_forms.objective
  const ticked = boxes.findIndex((box) => box.ticked)
  if (ticked < 2) return []
  const find = findingsOf('PR28', 'warning')
  const tick = boxes[ticked]?.name ?? ''
  const texts = [
    ...report.project.sections.filter(({ key }) => key.startsWith('2.2')).map(({ key, text_printed: text, source_lines: at }) => ({ subject: key, text, line: at?.[0] })),
    ...lines.map(({ series }) => ({ subject: series.id, text: series.objectiveSummary, line: series.sourceLine })),
  ]
  return texts.flatMap(({ subject, text, line }) => {
    const word = holdsWord(text, words.feasible)
    return word ? [find({ subject, kind: 'propose', printed: text, sourceLine: line, parameters: { word, tick } })] : []
  })
}

/** Faults of the form itself: bands that share a value, sections that do not exist, a sentence without its verb. */
const formItself: Check = ({ report }) => {
  const find = findingsOf('PR29', 'notice')
  const { classification_forms: forms, header, sections } = report.project
  const bands = (['output', 'objective'] as const).flatMap((name) => {
    const shared = sharedValues(forms[name].boxes.map((box) => box.milestones_met_printed))
    return shared.length === 0 ? [] : [find({ subject: `form ${name}`, variant: 'bands', printed: forms[name].boxes.map((box) => box.milestones_met_printed).join(' | '), parameters: { values: shared.map((value) => `${value} %`).join(', ') } })]
  })
  const absent = header.sections_that_may_be_left_out_printed.filter((name) => !sections.some(({ key }) => key === name))
  const named = absent.length === 0 ? [] : [find({ subject: 'form sections', variant: 'sections', printed: absent.join(' | '), parameters: { sections: absent.join(', ') } })]
  const sentences = (['output', 'objective'] as const).flatMap((name) =>
    forms[name].boxes.flatMap(({ name: box, sentence_printed: sentence }) =>
      /\b(?:have|has|had) been\s*[.;](?:\s|$)/.test(sentence) ? [find({ subject: `form ${name} ${box}`, kind: 'propose', variant: 'sentence', printed: sentence })] : [],
    ),
  )
  return [...bands, ...named, ...sentences]
}

/** Whole percentages that stand in two bands such as "60-80%" and "40-60%". */
function sharedValues(bands: readonly string[]): number[] {
  const holds = (band: string, value: number) => {
    const [, sign, bound] = /^\s*([<>])\s*(\d+)/.exec(band) ?? []
    if (sign !== undefined) return sign === '>' ? value > Number(bound) : value < Number(bound)
    const [, from, to] = /(\d+)\s*[-–]\s*(\d+)/.exec(band) ?? []
    return from !== undefined && value >= Number(from) && value <= Number(to)
  }
  return Array.from({ length: 101 }, (_, value) => value).filter((value) => bands.filter((band) => holds(band, value)).length > 1)
}

/** A prompt left from the template, an empty box, an objective without a summary, a missing initial. */
const leftEmpty: Check = ({ report, lines }) => {
  const find = findingsOf('PR30', 'error')
  const isPrompt = (text: string) => /<[^<>]{3,}>/.test(text)
  const lessons = report.project.lessons.flatMap(({ heading_printed: heading, text_printed: text, source_line: line }, index) =>
    isPrompt(text) || text.trim() === '' ? [find({ subject: `lesson ${index + 1}`, variant: isPrompt(text) ? 'prompt' : 'empty', printed: text, sourceLine: line, parameters: { heading } })] : [],
  )
  const sections = report.project.sections.flatMap(({ key, heading, text_printed: text, source_lines: at }) =>
    // An empty list of changes is printed as "none in this period".
    isPrompt(text) || (text.trim() === '' && !key.endsWith('.reformulations')) ? [find({ subject: key, variant: isPrompt(text) ? 'prompt' : 'empty', printed: text, sourceLine: at?.[0], parameters: { heading } })] : [],
  )
  const objectives = [...groupBy(lines, ({ series }) => String(series.objectiveNo))].flatMap(([number, members]) =>
    members.some(({ series }) => series.objectiveSummary.trim() !== '') ? [] : [find({ subject: `objective ${number}`, variant: 'summary', sourceLine: members[0]?.series.sourceLine })],
  )
  return [...lessons, ...sections, ...objectives, ...missingInitials(report)]
}

/** The form asks for initials; all that are missing are one finding of the header. */
function missingInitials({ project }: PrintedReport): Finding[] {
  const who = (['prepared', 'reviewed', 'approved'] as const).filter((role) => project.reporting[role].initials_printed?.trim() === '')
  return who.length === 0 ? [] : [findingsOf('PR30', 'error')({ subject: 'header', variant: 'initials', parameters: { who: who.join(' ') } })]
}

/** A figure about the world without its source. */
const worldFigure: Check = ({ report }) => {
  const find = findingsOf('PR31', 'notice')
  return report.project.sections.flatMap(({ key, text_printed: text, source_lines: at }) => {
    const found = /\d[\d.,]*\s+(?:million|billion|trillion)\b/i.exec(text)
    return found && !/\b(?:source|according to)\b|\[\d+\]/i.test(text) ? [find({ subject: key, kind: 'propose', printed: found[0], sourceLine: at?.[0] })] : []
  })
}

/** The risk table: no legend, nothing moved, or the lowest level beside words of hindrance. */
const riskTable: Check = ({ report, words }) => {
  const find = findingsOf('PR32', 'warning')
  const { levels_legend_printed: legend, items } = report.project.risks
  const found: Finding[] = []
  if (items.length === 0) return found
  if (!legend) found.push(find({ subject: 'risks', variant: 'legend' }))
  if (items.every((risk) => risk.level_current_printed === risk.level_start_or_previous_printed)) found.push(find({ subject: 'risks', level: 'notice', variant: 'unchanged', printed: items.map((risk) => risk.level_current_printed).join(' ') }))
  for (const { no, level_current_printed: level, text_printed: text, source_line: line } of items) {
    const word = level === 'G' ? holdsWord(text, words.hindrance) : undefined
    if (word) found.push(find({ subject: `risk ${no}`, kind: 'propose', variant: 'words', printed: `${level}: ${text}`, sourceLine: line, parameters: { word, level } }))
  }
  return found
}

export const formChecks: readonly Check[] = [objectiveDiffers, textAgainstTick, formItself, leftEmpty, worldFigure, riskTable]
