import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, one, toNumber, zero } from '../../../kernel/exact'
import { listPeriodsWithin, type Period } from '../../../kernel/period'
import { type AnyMeasure, closedDay, definitionHash, type Ground, isComposed, isEntered, isRateShown, isSmall, natureOf, type Observation, observationAt, observe, type Observed, readMeasures, type Sight, wholeSlice } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { attain, attainBand, type Attained, type LightName, lightOf, standingOf, type TargetStanding } from '../rules/attainment'
import { expectedToDate, shareDue, type Spread } from '../rules/spread'
import { windowOf } from '../rules/window'
import { isMismatchPublishable } from './mismatch'
import { type PartOfWhole, readPart } from './part'
import { slicesAt } from './slices'
import { listSpreads } from '../queries/spreads'
import { isOfShare, restsOnBaseline } from '../target-rules'
import { unitOf } from '../units'
import { type BaselineRow, listBaselines, listSeries, listTargets, type TargetRow } from '../queries/targets'

export type Actual = Observation | { readonly state: 'hidden' | 'not-measured'; readonly value: null }

/** One indicator as a page shows it. */
export interface BoardLine {
  readonly indicator: IndicatorRecord
  /** Which part of the indicator; empty for the whole. */
  readonly slice: string
  readonly measure: AnyMeasure | undefined
  readonly window: { readonly from: CalendarDate; readonly to: CalendarDate }
  readonly actual: Actual
  /** A counted part beside its whole. */
  readonly part: PartOfWhole | null
  /** The target is a share of the whole, in per cent, and so is what is judged by it. */
  readonly isShare: boolean
  /** The share lies below the target, and would not if everybody unknown belonged to the part; or the other way round. */
  readonly isUncertain: boolean
  readonly baseline: BaselineRow | undefined
  readonly target: TargetRow | undefined
  /** The target that is due by now; the whole target of what is not divided. */
  readonly expected: Exact | null
  readonly share: Exact
  /** How the target is spread over its months. */
  readonly spread: Spread
  readonly whole: Attained | null
  readonly toDate: Attained | null
  /** The one of the two that the light stands for. */
  readonly judged: Attained | null
  readonly standing: TargetStanding
  readonly light: LightName | null
  /** The baseline under the target was counted by another version; nothing is compared until both are set anew. */
  readonly isOtherVersion: boolean
}
export interface BoardQuestion {
  readonly sight: Sight
  readonly month: Period
  /** Null for the whole agency. */
  readonly centre: { readonly id: string; readonly code: string } | null
  readonly slice: string
}

export const cohortOf = (measure: AnyMeasure | undefined, today: CalendarDate) => (measure?.tree.kind === 'cohort' ? { withinDays: measure.tree.within_days, today } : null)

const withoutValue = (state: 'hidden' | 'not-measured'): Actual => ({ state, value: null })

/** The newest value of an indicator, as far as the reader may see it. A released one counts what was entered until its release, or everything that is known today. */
export async function readActual(ground: Ground, measure: AnyMeasure, window: { from: CalendarDate; to: CalendarDate }, { sight, month, centre, slice }: BoardQuestion, closed?: { closedOn: null }): Promise<Actual> {
  const closedOn = sight.level === 'released' && !closed ? closedDay(month, ground.platform) : null
  const request = { ...window, slices: slicesAt(slice, centre?.code ?? null), closedOn }
  if (sight.level === 'released' && measure.id === 'MISMATCH_RATE' && !(await isMismatchPublishable(ground, { centre }, window))) return withoutValue('hidden')
  if (sight.level === 'released' && !(await mayRelease(ground, measure, { ...request, slices: [] }))) return withoutValue('hidden')
  return observationAt(await observe(ground, measure, request), null)
}

/**
 * A sum over months is released only when no month in it is small, because two sums one month apart tell that month; a
 * rate only when both of its parts may be told. What is made of single values or of employers' records is not released here.
 */
async function mayRelease(ground: Ground, measure: AnyMeasure, request: { from: CalendarDate; to: CalendarDate; slices: readonly never[]; closedOn: CalendarDate | null }): Promise<boolean> {
  const { tree } = measure
  // What another office publishes is public already. An entry that nobody has confirmed is not there at all.
  if (tree.kind === 'external') return true
  if (isEntered(tree)) return !isSmall({ key: '', value: toNumber((await observe(ground, measure, request)).total.value ?? zero) })
  if (isComposed(tree)) return false
  const parts = tree.kind === 'ratio' ? [tree.num, tree.den] : [tree]
  if (parts.some(({ event, kind }) => ['vacancy', 'vacancy_posts', 'employer_assistance'].includes(event) || kind === 'count_distinct')) return false
  for (const month of listPeriodsWithin({ kind: 'month', key: '', from: request.from, to: request.to }, 'month')) {
    const cells = []
    for (const part of parts) cells.push({ key: month.key, value: toNumber((await observe(ground, { id: '', version: 1, tree: part }, { ...request, from: month.from, to: month.to })).total.value ?? zero) })
    const [num, den] = cells
    if (!num || isSmall(num) || (den && !isRateShown(num, den))) return false
  }
  return true
}

/** What was agreed for a series. */
export type Agreed = Pick<BoardLine, 'baseline' | 'spread'> & { readonly targets: readonly TargetRow[] }

/** One indicator, or one part of it, with its newest value beside what was agreed. */
export async function readLineOf(ground: Ground, question: BoardQuestion, indicator: IndicatorRecord, measure: AnyMeasure | undefined, { baseline, spread, targets }: Agreed, window = windowOf(indicator.accumulation, question.month, cohortOf(measure, ground.reader.context.today))): Promise<BoardLine> {
  const actual = measure ? await readActual(ground, measure, window, question) : withoutValue('not-measured')
  const part = measure ? await readPart(ground, measure, window, question, actual.state === 'ok' ? actual.value : null) : null
  return judge({ indicator, slice: question.slice, measure, window, actual, part, baseline, spread, target: targetFor(targets, window.to), today: ground.reader.context.today })
}

/** All indicators of a framework for one centre or the whole agency, and under each the parts for which something was agreed. Released figures are whole: a part of them could be small. */
export async function readBoard(ground: Ground, question: Omit<BoardQuestion, 'slice'>, indicators: readonly IndicatorRecord[]): Promise<BoardLine[]> {
  const series = await listSeries(ground.reader, question.centre?.id ?? null)
  const ids = series.map(({ id }) => id)
  const [baselines, targets] = [await listBaselines(ground.reader, ids), await listTargets(ground.reader, ids)]
  const spreads = await listSpreads(ground.reader, ids)
  const measures = await readMeasures(ground.reader)
  const lines: BoardLine[] = []
  for (const indicator of indicators) {
    const measure = measures.find(indicator.measure, question.month.to)
    const agreedOf = (slice: string): Agreed => {
      const of = series.find((one) => one.indicator_id === indicator.id && one.slice === slice)?.id
      return { spread: (of && spreads.get(of)) || flat, baseline: baselines.find(({ seriesId, state }) => seriesId === of && state === 'approved'), targets: targets.filter(({ seriesId }) => seriesId === of) }
    }
    const parts = question.sight.level === 'released' ? [] : series.filter((one) => one.indicator_id === indicator.id && one.slice !== wholeSlice).map(({ slice }) => ({ slice, agreed: agreedOf(slice) })).filter(({ agreed }) => agreed.baseline || agreed.targets.length > 0)
    for (const { slice, agreed } of [{ slice: wholeSlice, agreed: agreedOf(wholeSlice) }, ...parts]) lines.push(await readLineOf(ground, { ...question, slice }, indicator, measure, agreed))
  }
  return lines
}

/** The target whose period holds the newest data; of several the milestone, then the shorter period. */
export function targetFor(targets: readonly TargetRow[], day: CalendarDate): TargetRow | undefined {
  const length = ({ period }: TargetRow) => listPeriodsWithin(period, 'month').length
  return targets.filter(({ period }) => period.from <= day && day <= period.to).sort((a, b) => length(a) - length(b) || (a.role === 'milestone' ? -1 : 1))[0]
}

/** What holds where nobody has set a profile. */
export const flat: Spread = { kind: 'flat' }

/** Sets an actual beside its target: whole, and as far as it is due by now. */
export function judge(given: Pick<BoardLine, 'indicator' | 'slice' | 'measure' | 'window' | 'actual' | 'part' | 'baseline' | 'target' | 'spread'> & { today: CalendarDate }): BoardLine {
  const { indicator, measure, window, actual, part, target, today } = given
  const isShare = target !== undefined && measure !== undefined && isOfShare(target.rule, unitOf(measure, given.slice))
  const isFlow = measure !== undefined && !isShare && natureOf(measure.tree) === 'flow' && indicator.accumulation !== 'rolling-12'
  const dataTo = window.to < today ? window.to : today
  const share = target && isFlow ? shareDue(given.spread, target.period, dataTo) : one
  const expected = target?.published ? expectedToDate(target.published, share, isFlow) : null
  const value = judgedValue({ actual, part }, isShare)
  const isOtherVersion = target !== undefined && measure !== undefined && restsOnBaseline(target.rule) && target.baselineHash !== null && target.baselineHash !== definitionHash(measure.tree)
  const against = (goal: Exact | null): Attained | null => (value === null || !target || isOtherVersion ? null : target.band ? attainBand(value, target.band) : goal && indicator.direction !== 'none' ? attain(indicator.direction, value, goal) : null)
  const [whole, toDate] = [against(target?.published ?? null), against(expected)]
  const isOver = target !== undefined && dataTo >= target.period.to
  const judged = isOver || !isFlow ? whole : toDate
  const hasData = value !== null
  const most = isShare && part?.high && target.published && indicator.direction !== 'none' ? attain(indicator.direction, part.high, target.published) : null
  return {
    ...given, isShare, isUncertain: most !== null && whole !== null && most.isMet !== whole.isMet, isOtherVersion, expected, share, whole, toDate, judged, light: judged ? lightOf(judged) : null,
    standing: standingOf({ isDue: actual.state !== 'not-due' && target !== undefined, hasData, attained: judged }),
  }
}

/** What is set against a target: the value, or the part's share of the whole. */
export const judgedValue = ({ actual, part }: Pick<BoardLine, 'actual' | 'part'>, isShare: boolean): Exact | null => (isShare ? (part?.share ?? null) : actual.state === 'ok' ? actual.value : null)

/** Every centre's value of a measure, counted in one pass. */
export const readCentres = (ground: Ground, measure: AnyMeasure, window: { from: CalendarDate; to: CalendarDate }): Promise<Observed> => observe(ground, measure, { ...window, slices: [], closedOn: null })
