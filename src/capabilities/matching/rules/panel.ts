import { capacityOf, gini, reach } from '../score/spread'

export interface ShownVacancy {
  firstShown: number
  exposure: number
  postsLeft: number
}
export interface Congestion {
  vacancies: number
  /** In nobody's list. */
  neverShown: number
  /** From 0 (all seen alike) to nearly 1 (one has all). */
  concentration: number
  /** Share of first suggestions that go to a vacancy beyond its capacity; null without any. */
  overCapacity: number | null
  /** Share of all exposure that the most shown tenth takes; null without any. */
  topTenth: number | null
}

/** How suggestions spread over the open vacancies. */
export function congestion(shown: readonly ShownVacancy[]): Congestion {
  const exposures = shown.map(({ exposure }) => exposure)
  const [all, first] = [exposures.reduce((sum, one) => sum + one, 0), shown.reduce((sum, { firstShown }) => sum + firstShown, 0)]
  const beyond = shown.reduce((sum, { firstShown, postsLeft }) => sum + Math.max(0, firstShown - capacityOf(postsLeft, null)), 0)
  const tenth = [...exposures].sort((a, b) => b - a).slice(0, Math.max(1, Math.ceil(exposures.length / 10))).reduce((sum, one) => sum + one, 0)
  return {
    vacancies: shown.length, neverShown: exposures.filter((one) => one === 0).length, concentration: gini(exposures), overCapacity: first === 0 ? null : beyond / first, topTenth: all === 0 ? null : tenth / all,
  }
}

export const smallest = 20
const [low, high] = [0.8, 1.25]
/** A ratio of a group to the others that asks for a look. */
export const isUneven = (ratio: number): boolean => ratio < low || ratio > high

export interface Reached {
  kind: string
  code: string
  /** Share reached of those eligible, in the group and among the others. */
  own: number
  others: number
  ratio: number
  isUneven: boolean
}

/** Reach of each group against all others. Groups, and others, under 20 eligible people are left out. */
export function reachByGroup(counts: readonly { kind: string; code: string; eligible: number; shown: number }[]): { reached: Reached[]; leftOut: number } {
  const all = counts.find(({ kind }) => kind === 'all')
  const groups = counts.filter(({ kind }) => kind !== 'all')
  const reached = groups.flatMap(({ kind, code, eligible, shown }) => {
    const others = { eligible: (all?.eligible ?? 0) - eligible, shown: (all?.shown ?? 0) - shown }
    const ratio = reach({ eligible, shown }, others)
    return ratio === undefined ? [] : [{ kind, code, own: shown / eligible, others: others.shown / others.eligible, ratio, isUneven: isUneven(ratio) }]
  })
  return { reached, leftOut: groups.length - reached.length }
}
