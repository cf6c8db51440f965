import type { Period } from '../../../kernel/period'
import { findAnyMeasure, type Ground, isAnyCollected, type Observation, observe } from '../../measures/index'
import { mayCountPeople } from '../rules/visits'
import { windowOf } from '../rules/window'

export const visitMeasures = ['WALK_INS', 'WALK_INS_JS', 'WALK_INS_EMP', 'WALK_IN_PERSONS', 'WALK_INS_KNOWN', 'VISITS', 'VISITS_BOOKED', 'VISITS_OTHER', 'WAIT_MEDIAN', 'VISITS_SERVED'] as const
type VisitMeasure = (typeof visitMeasures)[number]

export interface VisitLine {
  readonly id: VisitMeasure
  readonly month: Observation
  readonly year: Observation
}
export interface Visits {
  readonly lines: readonly VisitLine[]
  /** Whether nearly all walk-in visitors are known, in the month and in the year. */
  readonly countsPeople: { readonly month: boolean; readonly year: boolean }
}

/** Who came to the centres, with and without an appointment, in the month and in the year until its end. */
export async function readVisits(ground: Ground, { month, centre }: { month: Period; centre: { readonly code: string } | null }): Promise<Visits> {
  const slices = centre ? [{ dimension: 'centre' as const, value: centre.code }] : []
  const lines: VisitLine[] = []
  for (const id of visitMeasures) {
    const measure = findAnyMeasure(id)
    if (!measure || !isAnyCollected(measure, ground)) continue
    const [one, year] = [windowOf('period', month, null), windowOf('year-to-date', month, null)]
    lines.push({ id, month: (await observe(ground, measure, { ...one, slices, closedOn: null })).total, year: (await observe(ground, measure, { ...year, slices, closedOn: null })).total })
  }
  const known = lines.find(({ id }) => id === 'WALK_INS_KNOWN')
  return { lines, countsPeople: { month: mayCountPeople(known?.month.value ?? null), year: mayCountPeople(known?.year.value ?? null) } }
}
