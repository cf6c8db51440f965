import { constants } from './constants'
import type { Ground, PairScore, Part, PersonFacts, VacancyFacts, WorkLine } from './facts'
import { kilometres, scorePair, skillProducts } from './pair'
import { levelOf } from './reasons'
import { floorDiv } from './whole'

export interface SkillShare {
  readonly skill: number
  readonly points: number
}
/** One change that would raise the score. `what` is a skill number, a language code, or empty. */
export interface Lift {
  readonly kind: 'skill' | 'language' | 'commute' | 'move'
  readonly what: number | string
  readonly gain: number
}
export interface Explanation {
  readonly pair: PairScore
  /** Skills of the advert that the person holds or that go with the person's work, with their share of the skills points; the shares add up. */
  readonly matched: readonly SkillShare[]
  /** Skills that the advert names and the person has not stated. */
  readonly missing: readonly number[]
  readonly lifts: readonly Lift[]
  /** For each part the sentence that is true of this pair: it tells what is not asked and what is not known. */
  readonly levels: Readonly<Record<Part, string>>
}

/** Splits points in proportion to weights, so that the parts add up: the largest remainders get the points that are left. */
export function share(points: number, weights: readonly (readonly [number, number])[]): SkillShare[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  if (total === 0) return []
  const whole = weights.map(([skill, weight]) => ({ skill, points: floorDiv(points * weight, total), left: (points * weight) % total }))
  const rest = points - whole.reduce((sum, one) => sum + one.points, 0)
  const byLeft = [...whole].sort((a, b) => b.left - a.left || a.skill - b.skill)
  for (const one of byLeft.slice(0, rest)) one.points += 1
  return whole.map(({ skill, points: own }) => ({ skill, points: own })).sort((a, b) => b.points - a.points || a.skill - b.skill)
}

const commuteStep = 10
const liftsShown = 3

function liftsOf(person: PersonFacts, vacancy: VacancyFacts, today: number, ground: Ground, now: PairScore): Lift[] {
  // A pair that a filter removes gains its whole score when a change brings it back.
  const worth = (pair: PairScore) => (pair.filter === 0 ? pair.score : 0)
  const gain = (changed: Partial<PersonFacts>) => worth(scorePair({ ...person, ...changed }, vacancy, today, ground)) - worth(now)
  const skills = vacancy.stated.filter((skill) => !person.skills.includes(skill) && !person.absent.includes(skill))
  const lifts: Lift[] = [
    ...skills.map((skill) => ({ kind: 'skill' as const, what: skill, gain: gain({ skills: [...person.skills, skill].sort((a, b) => a - b), inferred: person.inferred.filter((one) => one !== skill) }) })),
    ...vacancy.languages.filter((code) => !person.languages.includes(code)).map((code) => ({ kind: 'language' as const, what: code, gain: gain({ languages: [...person.languages, code] }) })),
    { kind: 'commute', what: '', gain: gain({ commuteKm: person.commuteKm + commuteStep }) },
    { kind: 'move', what: '', gain: gain({ moveAll: true }) },
  ]
  return lifts.filter((lift) => lift.gain > 0).sort((a, b) => b.gain - a.gain).slice(0, liftsShown)
}

function levelsOf(person: PersonFacts, line: WorkLine | undefined, vacancy: VacancyFacts, ground: Ground, { parts: points, closeness }: PairScore): Record<Part, string> {
  const km = kilometres(person, vacancy, ground)
  const level = (part: Part) => levelOf(part, points[part], closeness)
  /** Two sentences where the points alone allow either. */
  const either = (part: Part, from: string, to: string) => (level(part) === from ? to : level(part))
  return {
    skills: level('skills'), freshness: level('freshness'),
    occupation: !line?.isco || vacancy.isco === null ? 'unknown' : either('occupation', 'far', 'distant'),
    experience: vacancy.months === 0 ? 'unasked' : person.months === null || vacancy.isco === null ? 'unknown' : level('experience') === 'half' ? 'part' : either('experience', 'full', 'enough'),
    place: km === undefined ? 'unknown' : km > person.commuteKm ? 'move' : either('place', 'middle', 'edge'),
    wage: vacancy.wageOffer === null || person.wageLeast === null ? 'unknown' : either('wage', 'half', 'part'),
    education: vacancy.isced === null ? 'unasked' : either('education', 'full', 'met'),
    languages: vacancy.languages.length === 0 ? 'unasked' : person.languages.length === 0 ? 'unknown' : level('languages') === 'half' ? 'part' : either('languages', 'full', 'all'),
  }
}

/** Everything that a page says about a pair, computed from the facts at this moment. */
export function explain(person: PersonFacts, vacancy: VacancyFacts, today: number, ground: Ground, isResting = false): Explanation {
  const pair = scorePair(person, vacancy, today, ground, isResting)
  const line = person.lines.find((one) => one.line === pair.line) ?? person.lines[0]
  const products = line ? [...skillProducts(person, line, vacancy, ground, constants)].filter(([, product]) => product > 0) : []
  return {
    pair, matched: share(pair.parts.skills, products), missing: vacancy.stated.filter((skill) => !person.skills.includes(skill)), lifts: liftsOf(person, vacancy, today, ground, pair),
    levels: levelsOf(person, line, vacancy, ground, pair),
  }
}
