import { absolute, compare, divide, exact, fraction, isZero, multiply, parseExact, subtract, toDecimal, type Exact } from '../../../kernel/exact'
import type { ReportLine } from '../lines'
import type { PrintedActivity } from '../printed-report'
import { type Check, findingsOf, groupBy } from './finding'

const hundred = exact(100)
const baselineOf = ({ series }: ReportLine): Exact | undefined => parseExact(series.baseline)
const isPositive = (value: Exact | undefined): value is Exact => value !== undefined && compare(value, exact(0)) > 0

/** An actual that is announced and not given. */
const announced: Check = ({ lines }) => {
  const find = findingsOf('PR03', 'error')
  return lines.flatMap(({ series }) => (series.actualStatus === 'announced_blank' ? [find({ subject: series.id, printed: series.milestoneCell, sourceLine: series.sourceLine })] : []))
}

/** The whole that a slice is a part of: same country and measure, no slice. */
const totalOf = (lines: readonly ReportLine[], part: ReportLine): ReportLine | undefined =>
  lines.find(({ series }) => series.country === part.series.country && series.slice === '' && series.measures.join() === part.series.measures.join())

const saysNoRecord = (text: string) => /\bno records?\b(?! for| \d)|\bno systems?\b/i.test(text)

/** A zero or blank baseline that means "nobody recorded it". */
const notRecorded: Check = ({ lines }) => {
  const find = findingsOf('PR08', 'error')
  const above = (country: string, measure: string) =>
    lines.some((line) => line.series.country === country && line.series.slice === '' && line.series.measures.includes(measure) && isPositive(baselineOf(line)))
  return lines.flatMap((line) => {
    const { series } = line
    const baseline = baselineOf(line)
    if (baseline && !isZero(baseline)) return []
    const because = (variant: string) => [find({ subject: series.id, printed: series.baselinePrinted, sourceLine: series.sourceLine, variant })]
    if (!baseline) return because('blank')
    if (series.actualStatus === 'no_record' || saysNoRecord(series.milestoneCell)) return because('no-record')
    if (series.measures.includes('jobseeker_registrations') && above(series.country, 'job_placements')) return because('placements')
    if (series.measures.includes('registration_coverage') && (above(series.country, 'jobseeker_registrations') || above(series.country, 'job_placements'))) return because('coverage')
    const total = series.slice === '' ? undefined : totalOf(lines, line)
    const whole = total && baselineOf(total)
    return whole && compare(whole, exact(20)) >= 0 ? because('slice') : []
  })
}

/** A slice that is almost nothing or almost all of its whole. */
const implausibleShare: Check = ({ lines }) => {
  const find = findingsOf('PR09', 'warning')
  return lines.flatMap((line) => {
    const total = line.series.slice === '' ? undefined : totalOf(lines, line)
    const [part, whole] = [baselineOf(line), total && baselineOf(total)]
    if (!total || !isPositive(part) || !isPositive(whole) || compare(whole, hundred) < 0) return []
    const share = divide(part, whole)
    if (compare(share, fraction(5n, 100n)) >= 0 && compare(share, fraction(95n, 100n)) <= 0) return []
    return [find({ subject: line.series.id, printed: `${line.series.baselinePrinted} / ${total.series.baselinePrinted}`, sourceLine: line.series.sourceLine, parameters: { share: toDecimal(multiply(share, hundred), 1), total: total.series.id } })]
  })
}

/** Actuals, report and milestone that speak of different months. */
const periodsDiffer: Check = ({ report, lines }) => {
  const { actuals_period: actuals, milestone_period: milestone } = report.project.assumptions
  const { period_from: from, period_to: to } = report.project.reporting
  const same = (a: { from: string; to: string }, b: { from: string; to: string }) => a.from === b.from && a.to === b.to
  if (same(actuals, milestone) && same(actuals, { from, to })) return []
  const concerned = lines.filter(({ series, actual }) => series.nature === 'flow' && actual !== null)
  if (concerned.length === 0) return []
  return [findingsOf('PR10', 'warning')({
    subject: concerned.map(({ series }) => series.id).join(';'), printed: `${actuals.from} – ${actuals.to} | ${from} – ${to} | ${milestone.from} – ${milestone.to}`,
    sourceLine: concerned.map(({ series }) => series.sourceLine).join(';'),
    parameters: { actuals: `${actuals.from} – ${actuals.to}`, report: `${from} – ${to}`, milestone: `${milestone.from} – ${milestone.to}` },
  })]
}

/** One figure under two names, or a figure that moved while no work was done. */
const sameOrWithoutWork: Check = ({ report, lines }) => {
  const find = findingsOf('PR11', 'warning')
  const large = lines.filter(({ actual }) => actual !== null && compare(actual, hundred) >= 0)
  const groups = groupBy(large, ({ series, actual }) => `${series.country} ${series.actualFrom} ${series.actualTo} ${actual?.numerator}/${actual?.denominator}`)
  const same = [...groups.values()].flatMap((members) => {
    const names = new Set(members.map(({ series }) => `${series.measures.join()} ${series.slice}`))
    return names.size < 2 ? [] : [find({ subject: members.map(({ series }) => series.id).join(';'), printed: members[0]?.series.actualPrinted ?? '', sourceLine: members.map(({ series }) => series.sourceLine).join(';'), variant: 'same' })]
  })
  const moved = lines.flatMap((line) => {
    const baseline = baselineOf(line)
    const work = activitiesOf(report.activities, line.series.linkedOutput)
    if (!baseline || line.actual === null || compare(line.actual, baseline) <= 0 || work.length === 0 || work.some(({ percent }) => percent !== null && Number(percent) > 0)) return []
    return [find({ subject: line.series.id, printed: line.series.actualPrinted, sourceLine: line.series.sourceLine, variant: 'work', parameters: { output: line.series.linkedOutput, baseline: line.series.baseline } })]
  })
  return [...same, ...moved]
}

const activitiesOf = (activities: readonly PrintedActivity[], output: string) => (output === '' ? [] : activities.filter(({ id }) => id.startsWith(`${output}.`)))

/** The share of a slice that jumps between baseline and actual. */
const shareJumps: Check = ({ lines }) => {
  const find = findingsOf('PR12', 'warning')
  return lines.flatMap((line) => {
    const total = line.series.slice === '' ? undefined : totalOf(lines, line)
    const [before, after, all, now] = [baselineOf(line), line.actual, total && baselineOf(total), total?.actual]
    if (!total || !before || !after || !all || !now || compare(all, hundred) < 0 || compare(now, hundred) < 0) return []
    const [was, is] = [divide(before, all), divide(after, now)]
    if (compare(absolute(subtract(is, was)), fraction(20n, 100n)) < 0) return []
    const percent = (value: Exact) => toDecimal(multiply(value, hundred), 1)
    return [find({ subject: line.series.id, printed: `${line.series.actualPrinted} / ${total.series.actualPrinted}`, sourceLine: line.series.sourceLine, parameters: { was: percent(was), is: percent(is) } })]
  })
}

/** Measures of one family that start from different figures. */
const familyStarts: Check = ({ lines }) => {
  const find = findingsOf('PR13', 'warning')
  const families = groupBy(lines.filter(({ series }) => series.measures.some((measure) => measure.includes('.'))), ({ series }) => `${series.country} ${series.measures[0]?.split('.')[0] ?? ''} ${series.slice}`)
  return [...families.values()].flatMap((members) => {
    const known = members.filter((line) => isPositive(baselineOf(line)))
    if (new Set(known.map(({ series }) => series.baseline)).size < 2) return []
    return [find({ subject: known.map(({ series }) => series.id).join(';'), printed: known.map(({ series }) => series.baselinePrinted).join(' | '), sourceLine: known.map(({ series }) => series.sourceLine).join(';') })]
  })
}

export const figureChecks: readonly Check[] = [announced, notRecorded, implausibleShare, periodsDiffer, sameOrWithoutWork, shareJumps, familyStarts]
