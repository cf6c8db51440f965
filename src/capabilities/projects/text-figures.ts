import { compare, type Exact, exact, fraction, multiply, parseExact } from '../../kernel/exact'
import type { PrintedReport } from './printed-report'
import { readPrinted } from './printed-number'
import type { ProgressResult } from './progress-result'

const keyOf = ({ numerator, denominator }: Exact) => `${numerator}/${denominator}`

/** Every figure that a report holds: printed, computed, counted and stated. */
function figuresOf({ report, lines, readings }: ProgressResult): Set<string> {
  const found = new Set<string>()
  const put = (value: Exact | null | undefined) => void (value && found.add(keyOf(value)))
  const text = (words: string | null | undefined) => {
    for (const [figure] of (words ?? '').matchAll(figurePattern)) put(parseExact(figure.replaceAll(',', '')))
  }
  for (const { series, milestone, end, actual, full, toDate } of lines) {
    for (const value of [milestone.exact, milestone.published, end.exact, end.published, actual, toDate.target]) put(value)
    for (const { attainment } of [full, toDate]) put(attainment && multiply(attainment, exact(1)))
    for (const words of [series.baselinePrinted, series.baseline, series.milestoneCell, series.milestonePrinted, series.actualPrinted, series.endCell, series.endPrinted]) text(words)
  }
  for (const { percent } of report.activities) text(percent)
  for (const { met, due, share } of readings) {
    for (const value of [met, due]) put(value === null ? null : exact(value))
    text(share)
  }
  const { planning, objectives, outputs, risks } = report.project
  for (const count of [planning.budget, planning.duration_months, objectives.length, outputs.length, report.activities.length, lines.length, risks.items.length, report.project.header.countries.length]) put(parseExact(String(count)))
  return found
}

const figurePattern = /\d[\d,]*(?:\.\d+)?/g
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
/** Days, years, quarters, ordinals, and numbers of sections say when and where, not how much. */
const notAFigure = new RegExp(
  [`\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${months})[a-z]*\\.?(?:,?\\s+\\d{4})?`, '\\d{4}-\\d{2}(?:-\\d{2})?', '\\b(?:19|20)\\d{2}(?:\\s*[-–/]\\s*\\d{2,4})?\\b', '\\b[1-4]Q\\d{2,4}|\\bQ[1-4]\\b', '\\b\\d+(?:st|nd|rd|th)\\b', '(?:section|objective|output|annex|phase|convention no\\.?|no\\.)\\s+\\d+(?:\\.\\d+)*'].join('|'),
  'gi',
)

/** Figures of a text that equal no figure of the report, as they are written; each once. */
export function unknownFigures(text: string, result: ProgressResult): string[] {
  const known = figuresOf(result)
  const said = text.replace(notAFigure, ' ')
  const unknown = [...said.matchAll(figurePattern)].map(([figure]) => figure.replace(/,$/, '')).filter((figure) => {
    const printed = readPrinted(figure)
    return printed.kind !== 'number' || !known.has(keyOf(printed.value))
  })
  return [...new Set(unknown)].filter((figure) => !/^0+$/.test(figure))
}

export interface OverLimit {
  subject: string
  count: number
  limit: number
}

/** Longest summary and risk text of the form, in characters. */
export const summaryLimit = 1000

/** Texts that are longer than the form allows. */
export function overLimits({ project, series, activities }: PrintedReport): OverLimit[] {
  const texts: [string, string, number | null][] = [
    ...project.sections.map(({ key, text_printed: text, limit_characters: limit }): [string, string, number | null] => [key, text, limit]),
    ...series.map(({ id, objectiveSummary }): [string, string, number] => [id, objectiveSummary, summaryLimit]), ...activities.map(({ id, summary }): [string, string, number] => [id, summary, summaryLimit]),
    ...project.risks.items.map(({ no, text_printed: text }): [string, string, number] => [`risk ${no}`, text, summaryLimit]),
    ...(['output', 'objective'] as const).map((kind): [string, string, number | null] => [`form ${kind}`, project.classification_forms[kind].justification_printed, project.classification_forms[kind].justification_limit_characters]),
  ]
  return texts.flatMap(([subject, text, limit]) => (limit !== null && text.length > limit ? [{ subject, count: text.length, limit }] : []))
}

/** How many pages a text of so many characters takes, when so many fit on one; with one decimal, rounded up. */
export function pagesText(length: number, fitting: number): string {
  const tenths = Math.ceil((length * 10) / Math.max(1, fitting))
  const shown = compare(fraction(BigInt(tenths), 10n), exact(1)) <= 0 ? 11 : tenths
  return `${Math.floor(shown / 10)}.${shown % 10}`
}
