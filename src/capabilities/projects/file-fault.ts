import type { ZodError } from 'zod'
import type { Say } from './sentences'

/** Why a file, a table or one cell of it cannot be taken: its place, and message `projects.fault.<reason>`. */
export interface FileFault {
  file: string
  /** Line of the file, from 1; null when the fault is about the file as a whole. */
  line: number | null
  reason: FaultReason
  parameters: Readonly<Record<string, string | number>>
}
export type FaultReason =
  | 'not-json' | 'old-schema' | 'shape' | 'not-a-table' | 'no-rows' | 'cell-count' | 'column-missing' | 'empty' | 'whole-number' | 'decimal' | 'percent' | 'month' | 'code' | 'rule'
  | 'series-twice' | 'activity-twice' | 'row-mixes' | 'unknown-objective' | 'unknown-output' | 'begins-before-project' | 'ends-before-it-begins'

/** The sentence with its place in front: "indicators.csv, line 3: ...". */
export function sayFault(say: Say, { file, line, reason, parameters }: FileFault): string {
  const place = line === null ? file : say('projects.fault.place', { file, line })
  return say('projects.fault.at', { place, sentence: say(`projects.fault.${reason}`, parameters) })
}

const most = 100

/** What a file has in another form than is expected, each with its path. */
export const shapeFaults = (file: string, { issues }: ZodError): FileFault[] =>
  issues.slice(0, most).map((issue): FileFault => ({
    file, line: null, reason: 'shape',
    parameters: { path: issue.path.join('.') || file, expected: 'expected' in issue ? String(issue.expected) : 'pattern' in issue ? String(issue.pattern) : issue.message },
  }))
