import { z } from 'zod'
import { parseRule } from '../performance/index'
import { type FileFault, shapeFaults } from './file-fault'
import { type PrintedReport, projectSchema } from './printed-report'

const text = z.string()
const rule = z.string().refine((value) => parseRule(value).ok, 'unknown rule')
const decimal = z.string().regex(/^(-?\d+(\.\d+)?)?$/, 'write digits with a dot and no commas')

const series = z.object({
  id: text, rowId: text, country: text, objectiveNo: z.number().int(), part: text, indicator: text, label: text, measures: z.array(text), slice: text, unit: text, unitInLabel: text,
  nature: z.enum(['flow', 'stock', 'rate']), baselinePrinted: text, baseline: decimal, milestoneCell: text, milestoneRule: rule, milestonePrinted: text, actualPrinted: text, actualStatus: text,
  actualFrom: text, actualTo: text, endCell: text, endRule: rule, endPrinted: text, objectiveSummary: text, linkedOutput: text, sourceLine: text,
  last: z.object({ from: text, to: text, printed: text, now: text }).optional(),
})
const activity = z.object({
  id: text, country: text, objectiveNo: z.number().int(), outputNo: z.number().int(), activityNo: text, title: text, percentPrinted: text, percent: decimal.nullable(), status: text, summary: text,
  sourceLine: text, plan: z.object({ from: text, to: text }).optional(),
})
export const schemaName = 'openpes/progress-report/1'
const file = z.object({ schema: z.literal(schemaName), input: z.object({ project: projectSchema, series: z.array(series), activities: z.array(activity) }) })

/** Reads a report that this program wrote as JSON; else says where it does not fit. */
export function reportFromJson(content: string, name: string): { report: PrintedReport | null; faults: FileFault[] } {
  const fault = (reason: FileFault['reason'], parameters: FileFault['parameters']) => ({ report: null, faults: [{ file: name, line: null, reason, parameters }] })
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (error) {
    return fault('not-json', { reason: error instanceof Error ? error.message : '' })
  }
  const parsed = file.safeParse(value)
  if (parsed.success) return { report: parsed.data.input, faults: [] }
  if (parsed.error.issues.some(({ path }) => path.join('.') === 'schema')) {
    const found = typeof value === 'object' && value !== null && 'schema' in value ? String(value.schema) : '–'
    return fault('old-schema', { found, expected: schemaName })
  }
  return { report: null, faults: shapeFaults(name, parsed.error) }
}
