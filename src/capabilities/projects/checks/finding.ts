import type { ReportLine } from '../lines'
import type { PrintedReport } from '../printed-report'

export type Level = 'error' | 'warning' | 'notice'
export type RuleId = `PR${string}`

/** One result of a check rule: what, where, what is printed, and the figures of its sentence. */
export interface Finding {
  rule: RuleId
  level: Level
  /** `auto` is certain from the data; `propose` is for a person to decide. */
  kind: 'auto' | 'propose'
  /** Ids of series, activities or outputs joined by `;`, a section key, an event and country, `risk n`, `form ...` or `header`. */
  subject: string
  sourceLine: string
  printed: string
  /** Message `projects.finding.<rule>[.<variant>]`. */
  key: string
  parameters: Readonly<Record<string, string | number>>
}

/** Words of the language of a report that rules look for. */
export interface ReportWords {
  first: readonly string[]
  feasible: readonly string[]
  hindrance: readonly string[]
  numbers: readonly string[]
  total: readonly string[]
  /** Names that mean the same thing, lower case. */
  aliases: ReadonlyMap<string, string>
}

export interface CheckInput {
  report: PrintedReport
  lines: readonly ReportLine[]
  words: ReportWords
}
export type Check = (input: CheckInput) => Finding[]

interface Details {
  subject: string
  level?: Level
  kind?: 'auto' | 'propose'
  printed?: string
  sourceLine?: string | number | undefined
  variant?: string
  parameters?: Readonly<Record<string, string | number>>
}

/** Makes the findings of one rule with its usual level. */
export const findingsOf =
  (rule: RuleId, usual: Level) =>
  ({ subject, level = usual, kind = 'auto', printed = '', sourceLine = '', variant, parameters = {} }: Details): Finding => ({
    rule, level, kind, subject, sourceLine: String(sourceLine), printed,
    key: `projects.finding.${rule}${variant ? `.${variant}` : ''}`,
    parameters: { subject, printed, ...parameters },
  })

/** Lower case, without punctuation, single spaces. */
export const plainWords = (text: string): string => text.toLowerCase().normalize('NFC').replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ').replace(/\s+/g, ' ').trim()

export const holdsWord = (text: string, words: readonly string[]): string | undefined => {
  const plain = ` ${plainWords(text)} `
  return words.find((word) => plain.includes(` ${plainWords(word)} `))
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
