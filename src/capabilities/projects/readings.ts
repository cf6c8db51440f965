import { compare, type Exact, fraction, toDecimal, multiply, exact } from '../../kernel/exact'
import type { ReportLine, SeriesState } from './lines'

export type Denominator = 'all_due' | 'measured_only'
export type Unit = 'row' | 'series'
export type ComparisonKind = 'full' | 'to_date'
/** What a classification looks at: everything, one country or one objective. */
export interface Scope {
  name: string
  includes(line: ReportLine): boolean
}

/** First box to last: above 4/5, from 3/5, from 2/5, below. The value that two printed bands hold, 60 %, goes to the second. */
export function boxOf(share: Exact): 0 | 1 | 2 | 3 {
  if (compare(share, fraction(4n, 5n)) > 0) return 0
  if (compare(share, fraction(3n, 5n)) >= 0) return 1
  return compare(share, fraction(2n, 5n)) >= 0 ? 2 : 3
}

export interface Counted {
  met: number
  due: number
}
export interface Reading extends Counted {
  scope: string
  denominator: Denominator
  unit: Unit
  comparison: ComparisonKind
  /** Null when nothing is due. */
  box: 0 | 1 | 2 | 3 | null
  isDefault: boolean
}

export const shareOf = ({ met, due }: Counted): Exact | null => (due === 0 ? null : fraction(BigInt(met), BigInt(due)))

/** Percent with one decimal. */
export const shareText = (share: Exact | null): string | null => (share === null ? null : toDecimal(multiply(share, exact(100)), 1))

const isMeasured = (state: SeriesState) => state === 'met' || state === 'not_met'

/** Milestones met of those due, in one way of reading them. */
export function countMilestones(lines: readonly ReportLine[], denominator: Denominator, unit: Unit, comparison: ComparisonKind): Counted {
  const stateOf = (line: ReportLine) => (comparison === 'full' ? line.full : line.toDate).state
  const due = lines.filter((line) => stateOf(line) !== 'not_due' && (denominator === 'all_due' || isMeasured(stateOf(line))))
  if (unit === 'series') return { met: due.filter((line) => stateOf(line) === 'met').length, due: due.length }
  const rows = new Map<string, boolean>()
  for (const line of due) rows.set(line.series.rowId, (rows.get(line.series.rowId) ?? true) && stateOf(line) === 'met')
  return { met: [...rows.values()].filter(Boolean).length, due: rows.size }
}

/** The whole programme, each country, each objective. */
export function scopesOf(lines: readonly ReportLine[]): Scope[] {
  const countries = [...new Set(lines.map(({ series }) => series.country))]
  const objectives = [...new Set(lines.map(({ series }) => series.objectiveNo))].sort((a, b) => a - b)
  return [
    { name: 'programme', includes: () => true },
    ...countries.map((country): Scope => ({ name: `country ${country}`, includes: ({ series }) => series.country === country })),
    ...objectives.map((number): Scope => ({ name: `objective ${number}`, includes: ({ series }) => series.objectiveNo === number })),
  ]
}

/** Every scope in every setting of the three other switches; the first setting of each is the default. */
export function allReadings(lines: readonly ReportLine[]): Reading[] {
  return scopesOf(lines).flatMap((scope) => {
    const inside = lines.filter((line) => scope.includes(line))
    return (['all_due', 'measured_only'] as const).flatMap((denominator) =>
      (['row', 'series'] as const).flatMap((unit) =>
        (['full', 'to_date'] as const).map((comparison): Reading => {
          const counted = countMilestones(inside, denominator, unit, comparison)
          const share = shareOf(counted)
          return {
            scope: scope.name, denominator, unit, comparison, ...counted, box: share === null ? null : boxOf(share),
            isDefault: scope.name === 'programme' && denominator === 'all_due' && unit === 'row' && comparison === 'full',
          }
        }),
      ),
    )
  })
}

/** Whether another way of reading would change the verdict: the readings of the programme differ, or a country's default does. */
export function isMethodSensitive<T extends { scope: string; denominator: string; unit: string; comparison: string; box: number | null }>(readings: readonly T[]): boolean {
  const ofProgramme = readings.filter(({ scope }) => scope === 'programme')
  const standard = ofProgramme.find(isStandard)
  const ofCountries = readings.filter((reading) => reading.scope.startsWith('country ') && isStandard(reading))
  return [...ofProgramme, ...ofCountries].some(({ box }) => box !== standard?.box)
}

const isStandard = ({ denominator, unit, comparison }: { denominator: string; unit: string; comparison: string }) =>
  denominator === 'all_due' && unit === 'row' && comparison === 'full'
