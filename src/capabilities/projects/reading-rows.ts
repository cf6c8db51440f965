import { allDeliveries, type Delivery } from './delivery'
import type { ReportLine } from './lines'
import type { PrintedReport } from './printed-report'
import { allReadings, boxOf, isMethodSensitive, type Reading, shareOf, shareText } from './readings'

/** What a table of readings looks at. The last two say, per classification, whether the method decides the verdict. */
export const parts = ['objective_classification', 'delivery_share', 'output_classification', 'objective_method_sensitive', 'output_method_sensitive'] as const
export type Part = (typeof parts)[number]

/** One setting of the switches with its result; a line of `readings.csv`. Classes by the names of the form's boxes. */
export interface ReadingRow {
  part: Part
  scope: string
  denominator: string
  unit: string
  comparison: string
  basis: string
  met: number | null
  due: number | null
  share: string | null
  class: string
  isDefault: boolean
  ticked: string
  agreesWithTick: boolean | null
  /** Of an output class: only one of its two conditions could be computed. */
  isHalfMissing: boolean
}

export const notComputable = 'not computable'

/** Lines judged by one way of counting how much of a flow target is due. */
export interface Basis {
  name: string
  lines: readonly ReportLine[]
}

type Box = Reading['box']
type Milestones = Reading & { basis: string }

interface Form {
  boxes: readonly string[]
  ticked: string
}

function formOf({ project }: PrintedReport, name: 'output' | 'objective'): Form {
  const { boxes } = project.classification_forms[name]
  return { boxes: boxes.map((box) => box.name), ticked: boxes.find(({ ticked }) => ticked)?.name ?? '' }
}

/**
 * Milestones in every scope and setting. The first basis is the stored one; the others are offered beside it for the
 * comparison to date, and count neither as default nor for the mark "depends on the method".
 */
function milestoneReadings(bases: readonly Basis[]): Milestones[] {
  return bases.flatMap(({ name, lines }, index) =>
    allReadings(lines)
      .filter(({ comparison }) => index === 0 || comparison === 'to_date')
      .map((reading) => ({ ...reading, isDefault: reading.isDefault && index === 0, basis: reading.comparison === 'full' ? '' : name })),
  )
}

/** Every reading of a report, in the order of the parts. */
export function readingRows(report: PrintedReport, bases: readonly Basis[]): ReadingRow[] {
  const objective = formOf(report, 'objective')
  const output = formOf(report, 'output')
  const milestones = milestoneReadings(bases)
  const deliveries = allDeliveries(report, report.project.reporting.period_to)
  const stored = bases[0]?.name ?? ''
  const outputs = outputClasses(milestones, deliveries)
  const firstBasis = deliveries[0]?.basis ?? ''
  const rows = [
    ...milestones.map((reading) => rowOf('objective_classification', reading, reading.box, objective)),
    ...deliveries.map((delivery) => rowOf('delivery_share', { ...delivery, denominator: '', comparison: '' }, boxOfCounted(delivery), output)),
    ...outputs.map(({ reading, box, isHalfMissing }) => ({ ...rowOf('output_classification', reading, box, output), isHalfMissing })),
  ]
  const ofStored = ({ basis }: { basis: string }) => basis === '' || basis === stored
  const ofPlan = outputs.filter(({ delivery, milestone }) => delivery.basis === firstBasis && ofStored(milestone))
  return [
    ...rows,
    sensitiveRow('objective_method_sensitive', isMethodSensitive(milestones.filter(ofStored)), objective),
    sensitiveRow('output_method_sensitive', isMethodSensitive(ofPlan.map(({ reading, box }) => ({ ...reading, box }))), output),
  ]
}

function boxOfCounted(counted: { met: number; due: number }): Box {
  const share = shareOf(counted)
  return share === null ? null : boxOf(share)
}

interface OutputClass {
  reading: Omit<Milestones, 'box'>
  milestone: Milestones
  delivery: Delivery
  box: Box
  isHalfMissing: boolean
}

/** The worse of delivery and milestones; a half that cannot be computed is left out and said to be missing. */
function outputClasses(milestones: readonly Milestones[], deliveries: readonly Delivery[]): OutputClass[] {
  const byActivity = deliveries.filter(({ unit }) => unit === 'activity')
  return milestones.flatMap((milestone) =>
    byActivity.filter(({ scope }) => scope === milestone.scope).map((delivery): OutputClass => {
      const halves = [milestone.box, boxOfCounted(delivery)].filter((box) => box !== null)
      const worst = halves.length === 0 ? null : (Math.max(...halves) as Box)
      const basis = [milestone.basis, delivery.basis].filter(Boolean).join(' | ')
      return { milestone, delivery, box: worst, isHalfMissing: halves.length === 1, reading: { ...milestone, basis, isDefault: milestone.isDefault && delivery.isDefault } }
    }),
  )
}

type Setting = Pick<ReadingRow, 'scope' | 'denominator' | 'unit' | 'comparison' | 'basis' | 'isDefault'> & { met: number; due: number }

function rowOf(part: Part, { scope, denominator, unit, comparison, basis, met, due, isDefault }: Setting, box: Box, { boxes, ticked }: Form): ReadingRow {
  const name = box === null ? notComputable : (boxes[box] ?? notComputable)
  return {
    part, scope, denominator, unit, comparison, basis, met, due, share: shareText(shareOf({ met, due })), class: name, isDefault,
    ticked, agreesWithTick: ticked === '' ? null : ticked === name, isHalfMissing: false,
  }
}

const sensitiveRow = (part: Part, isSensitive: boolean, { ticked }: Form): ReadingRow => ({
  part, scope: 'programme', denominator: '', unit: '', comparison: '', basis: '', met: null, due: null, share: null, class: isSensitive ? 'yes' : 'no',
  isDefault: false, ticked, agreesWithTick: null, isHalfMissing: false,
})
