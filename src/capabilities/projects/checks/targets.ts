import { compare, equals, exact, isZero, parseExact, subtract, toText } from '../../../kernel/exact'
import { decimalsOf } from '../../performance/index'
import type { ReportLine, TargetLine } from '../lines'
import type { PrintedSeries } from '../printed-report'
import { malformedFigures, readPrinted } from '../printed-number'
import { type Check, findingsOf, groupBy, holdsWord } from './finding'

const isPercentRule = (rule: string) => rule.startsWith('pct_over_baseline:')
const places = ['milestone', 'end'] as const

/** A figure with commas that do not group: it is never guessed. */
const malformed: Check = ({ lines }) => {
  const find = findingsOf('PR01', 'error')
  return lines.flatMap(({ series, milestone, end }) => {
    const ofRule = (place: string, { printed, published, rule }: TargetLine) => ({ place, printed, right: published ? toText(published) : '', rule })
    const bad = [
      { place: 'baseline', printed: series.baselinePrinted, right: series.baseline, rule: '' },
      ofRule('milestone', milestone),
      { place: 'actual', printed: series.actualPrinted, right: '', rule: '' },
      ofRule('end', end),
    ].filter(({ printed }) => malformedFigures(printed).length > 0)
    const [first] = bad
    if (!first) return []
    const { place, right, rule } = first
    return [find({
      subject: series.id, printed: bad.map(({ printed }) => printed).join(' | '), sourceLine: series.sourceLine,
      ...(right === '' ? { variant: 'alone' } : rule === '' ? { variant: 'value' } : {}),
      parameters: { place, right, rule, baseline: series.baseline },
    })]
  })
}

/** A well-formed figure that the rule does not give. */
const differs: Check = ({ lines }) => {
  const find = findingsOf('PR02', 'error')
  return lines.flatMap(({ series, ...line }) => {
    const wrong = places.filter((place) => line[place].check === 'differs')
    if (wrong.length === 0) return []
    const [place = 'milestone'] = wrong
    const target = line[place]
    const printed = readPrinted(target.printed)
    const baseline = parseExact(series.baseline)
    const isBaseline = printed.kind === 'number' && baseline !== undefined && equals(printed.value, baseline)
    return [find({
      subject: series.id, printed: wrong.map((name) => line[name].printed).join(' | '), sourceLine: series.sourceLine,
      ...(isBaseline ? { variant: 'baseline' } : {}),
      parameters: { place, right: target.published ? toText(target.published) : '', rule: target.rule, baseline: series.baseline },
    })]
  })
}

/** Decimals that the unit does not have. */
const notRounded: Check = ({ lines }) => {
  const find = findingsOf('PR06', 'error')
  return lines.flatMap(({ series, ...line }) => {
    const wrong = places.filter((place) => {
      const printed = readPrinted(line[place].printed)
      return line[place].state !== 'not_due' && printed.kind === 'number' && printed.decimals > decimalsOf(series.unit)
    })
    if (wrong.length === 0) return []
    const target: TargetLine = line[wrong[0] ?? 'end']
    return [find({ subject: series.id, printed: wrong.map((place) => line[place].printed).join(' | '), sourceLine: series.sourceLine, parameters: { right: target.published ? toText(target.published) : '' } })]
  })
}

/** A percentage of zero or of nothing. */
const percentOfNothing: Check = ({ lines }) => {
  const find = findingsOf('PR07', 'error')
  return lines.flatMap(({ series, milestone, end }) => {
    const baseline = parseExact(series.baseline)
    if ((baseline && !isZero(baseline)) || ![milestone, end].some(({ rule }) => isPercentRule(rule))) return []
    const cells = [{ target: milestone, cell: series.milestoneCell }, { target: end, cell: series.endCell }]
    const printed = cells.filter(({ target }) => isPercentRule(target.rule)).map(({ target, cell }) => target.printed || cell || target.rule)
    return [find({ subject: series.id, printed: printed.join(' | '), sourceLine: series.sourceLine, variant: baseline ? 'zero' : 'blank' })]
  })
}

interface Measured {
  series: PrintedSeries
  line: ReportLine
}
/** Series of one country, measure and slice; a series that counts two measures stands in both groups. */
function byMeasure(lines: readonly ReportLine[]): [string, Measured[]][] {
  const all = lines.flatMap((line) => line.series.measures.map((measure) => ({ measure, series: line.series, line })))
  const groups = groupBy(all, ({ measure, series }) => [series.country, measure, series.slice].filter(Boolean).join(' '))
  return [...groups].filter(([, members]) => members.length > 1)
}
const idsOf = (members: readonly Measured[]) => members.map(({ series }) => series.id).join(';')
const linesOf = (members: readonly Measured[]) => [...new Set(members.map(({ series }) => series.sourceLine))].join(';')

/** One measure that is to reach two different targets. */
const severalTargets: Check = ({ lines }) => {
  const find = findingsOf('PR04', 'error')
  return byMeasure(lines).flatMap(([measure, members]) => {
    const milestones = new Set(members.map(({ line }) => line.milestone.rule).filter((rule) => rule !== 'not_due'))
    const ends = new Set(members.map(({ line }) => line.end.rule))
    const allDue = members.every(({ line }) => line.milestone.rule !== 'not_due')
    const differ = milestones.size > 1 || ends.size > 1
    if (!differ && !allDue) return []
    return [find({
      subject: idsOf(members), level: differ ? 'error' : 'notice', sourceLine: linesOf(members), ...(differ ? {} : { variant: 'equal' }),
      printed: members.map(({ line }) => `${line.milestone.rule} / ${line.end.rule}`).join(' | '), parameters: { measure },
    })]
  })
}

/** A milestone that is due in one place and "n.a." in another. */
const dueAndNot: Check = ({ lines }) => {
  const find = findingsOf('PR05', 'error')
  return byMeasure(lines).flatMap(([measure, members]) => {
    const due = members.filter(({ line }) => line.milestone.rule !== 'not_due').length
    if (due === 0 || due === members.length) return []
    return [find({ subject: idsOf(members), sourceLine: linesOf(members), printed: members.map(({ line }) => line.milestone.rule).join(' | '), parameters: { measure } })]
  })
}

/** "5 more", or a total that could be read as an increase. */
const totalOrIncrease: Check = ({ lines, words }) => {
  const find = findingsOf('PR14', 'warning')
  return lines.flatMap(({ series, end }) => {
    const baseline = parseExact(series.baseline)
    const addWithoutTotal = end.rule.startsWith('add:') && end.check !== 'agrees'
    const unclearTotal = end.rule.startsWith('absolute:') && baseline !== undefined && compare(baseline, exact(0)) > 0 && !holdsWord(`${series.endPrinted} ${series.endCell}`, words.total)
    if (!addWithoutTotal && !unclearTotal) return []
    return [find({ subject: series.id, printed: series.endPrinted, sourceLine: series.sourceLine, variant: addWithoutTotal ? 'increase' : 'total', parameters: { baseline: series.baseline, right: end.published ? toText(end.published) : '' } })]
  })
}

/** Units that do not fit: of label and figures, or a percentage and a count in one target. */
const unitsClash: Check = ({ lines }) => {
  const find = findingsOf('PR15', 'warning')
  return lines.flatMap(({ series, milestone, end }) => {
    const both = [milestone, end].find(({ rule, printed }) => rule.startsWith('rate:') && /%/.test(printed) && /[<>]/.test(printed))
    const label = series.unitInLabel !== '' && series.unitInLabel !== series.unit
    if (!both && !label) return []
    return [find({
      subject: series.id, printed: both ? both.printed : series.indicator, sourceLine: series.sourceLine, variant: label ? 'label' : 'both',
      parameters: { unit: series.unit, unitInLabel: series.unitInLabel },
    })]
  })
}

/** A label that begins with a number: the target hides in it. */
const targetInLabel: Check = ({ lines, words }) => {
  const find = findingsOf('PR16', 'warning')
  return lines.flatMap(({ series }) => {
    const [first = ''] = series.indicator.trim().toLowerCase().split(/\s+/)
    if (!/^\d/.test(first) && !words.numbers.includes(first)) return []
    return [find({ subject: series.id, printed: series.indicator, sourceLine: series.sourceLine })]
  })
}

/** A rule without the number it gives. A rate is its own number. */
const ruleWithoutNumber: Check = ({ lines }) => {
  const find = findingsOf('PR17', 'error')
  return lines.flatMap(({ series, milestone, end }) => {
    const lacks = ({ rule, printed }: TargetLine) => rule !== 'not_due' && !rule.startsWith('rate:') && readPrinted(printed).kind === 'none'
    if (!lacks(milestone) && !lacks(end)) return []
    return [find({
      subject: series.id, level: lacks(end) ? 'error' : 'warning', sourceLine: series.sourceLine, printed: lacks(end) ? series.endCell : series.milestoneCell,
      variant: lacks(end) && lacks(milestone) ? 'both' : lacks(end) ? 'end' : 'milestone',
    })]
  })
}

/** A step smaller than one unit under a percentage. */
const smallStep: Check = ({ lines }) => {
  const find = findingsOf('PR33', 'notice')
  return lines.flatMap(({ series, milestone }) => {
    const baseline = parseExact(series.baseline)
    if (!baseline || !milestone.exact || !isPercentRule(milestone.rule)) return []
    const step = subtract(milestone.exact, baseline)
    if (compare(step, exact(1)) >= 0 || compare(step, exact(-1)) <= 0) return []
    return [find({ subject: series.id, printed: milestone.printed, sourceLine: series.sourceLine, parameters: { rule: milestone.rule, baseline: series.baseline, step: toText(step) } })]
  })
}

export const targetChecks: readonly Check[] = [
  malformed, differs, severalTargets, dueAndNot, notRounded, percentOfNothing, totalOrIncrease, unitsClash, targetInLabel, ruleWithoutNumber, smallStep,
]
