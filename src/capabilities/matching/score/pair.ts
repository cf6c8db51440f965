import { constants, type ScoreConstants } from './constants'
import { checks, type Ground, type PairScore, type PersonFacts, type VacancyFacts, type WorkLine } from './facts'
import { missingCloseness, occupationPoints } from './occupation-part'
import { skillsPoints } from './skills-part'
import { floorDiv } from './whole'

const noProfileLeast = 1500
const nothingAsked = 2500

/** What one skill of a person is worth on a line: declared in full, inferred or of the occupation's profile at the reduced share. */
function worthOf(skill: number, person: PersonFacts, profile: ReturnType<Ground['occupation']>, ground: Ground, settings: ScoreConstants): number {
  const length = profile?.length ?? settings.unknownLength
  const full = (weight: number) => Math.min(65_535, floorDiv(10_000 * weight, length))
  if (person.skills.includes(skill)) return full(ground.idf(skill))
  const byProfile = profile?.worth.get(skill) ?? 0
  return person.inferred.includes(skill) ? Math.max(byProfile, full(floorDiv(ground.idf(skill) * settings.expansion, 100))) : byProfile
}

/** Shares of each skill in the cosine of a line: a(s)·b(s). */
export function skillProducts(person: PersonFacts, line: WorkLine, vacancy: VacancyFacts, ground: Ground, settings: ScoreConstants = constants): Map<number, number> {
  const profile = line.isco === null ? undefined : ground.occupation(line.isco)
  return new Map([...vacancy.vector].map(([skill, a]) => [skill, a * worthOf(skill, person, profile, ground, settings)]))
}

function scoreLine(person: PersonFacts, line: WorkLine, vacancy: VacancyFacts, ground: Ground, settings: ScoreConstants) {
  const profile = line.isco === null ? undefined : ground.occupation(line.isco)
  let sum = 0
  for (const [skill, a] of vacancy.vector) sum += a * worthOf(skill, person, profile, ground, settings)
  const computed = Math.min(10_000, floorDiv(sum, 10_000))
  const cosine = vacancy.vector.size === 0 ? nothingAsked : profile ? computed : Math.max(noProfileLeast, computed)
  const isUnknown = line.isco === null || vacancy.isco === null
  const closeness = line.isco === null || vacancy.isco === null ? missingCloseness : ground.closeness(line.isco, vacancy.isco)
  return { line: line.line, cosine, closeness, skills: skillsPoints(cosine, person.skills.length, settings), occupation: occupationPoints(closeness, isUnknown ? 100 : line.factor, settings) }
}

/** Kilometres between home and workplace: 0 in the own district, undefined when not known. */
export function kilometres(person: PersonFacts, vacancy: VacancyFacts, ground: Ground): number | undefined {
  if (person.district === null || vacancy.district === null) return undefined
  return person.district === vacancy.district ? 0 : ground.distance(person.district, vacancy.district)
}

export const wouldMove = (person: PersonFacts, vacancy: VacancyFacts) =>
  person.moveAll || (vacancy.province !== null && person.move.includes(vacancy.province)) || (vacancy.district !== null && person.move.includes(vacancy.district))

/** Without kilometres another province is out of reach for a person who would not move; the same province, or an unknown one, is kept. */
function isTooFar(person: PersonFacts, vacancy: VacancyFacts, km: number | undefined): boolean {
  const beyond = km === undefined ? person.province !== null && vacancy.province !== null && person.province !== vacancy.province : km > person.commuteKm
  return beyond && !wouldMove(person, vacancy)
}

const sharesOne = (a: readonly number[], b: readonly number[]) => b.length > 0 && a.some((one) => b.includes(one))
const holdsAll = (asked: readonly number[], held: readonly number[]) => asked.every((one) => held.includes(one))

/** The first hard filter that removes the pair. H1 has been applied: only people who agreed have facts. `isResting`: rejected or referred lately. */
export function filterOf(person: PersonFacts, vacancy: VacancyFacts, today: number, ground: Ground, isResting: boolean, km = kilometres(person, vacancy, ground)): number {
  if (vacancy.validUntil < today || vacancy.postsLeft <= 0 || (vacancy.maxOpen !== null && vacancy.openReferrals >= vacancy.maxOpen)) return 2
  const begins = Math.max(today, vacancy.startsOn ?? today)
  if ((person.worksFrom !== null && begins < person.worksFrom) || (vacancy.hazardous && person.hazardFrom !== null && begins < person.hazardFrom)) return 3
  if ((vacancy.legalIsced !== null && person.isced !== null && person.isced < vacancy.legalIsced) || sharesOne(vacancy.licences, person.absent)) return 4
  if (sharesOne(vacancy.must, person.absent)) return 5
  if ((person.contracts.length > 0 && !person.contracts.includes(vacancy.contract)) || (person.noNight && vacancy.night)) return 6
  if (vacancy.wageOffer !== null && person.wageLeast !== null && vacancy.wageOffer < person.wageLeast) return 7
  if (isTooFar(person, vacancy, km)) return 8
  if (person.accessNeeded && vacancy.accessible === false) return 9
  return isResting || person.blocked.includes(vacancy.employerId) ? 10 : 0
}

function checksOf(person: PersonFacts, vacancy: VacancyFacts): number {
  return (person.ageKnown ? 0 : checks.age)
    + ((vacancy.legalIsced !== null && person.isced === null) || !holdsAll(vacancy.licences, person.skills) ? checks.law : 0)
    + (holdsAll(vacancy.must, person.skills) ? 0 : checks.must)
    + (person.accessNeeded && vacancy.accessible === null ? checks.access : 0)
}

export function experiencePoints(person: PersonFacts, vacancy: Pick<VacancyFacts, 'isco' | 'months'>, settings: ScoreConstants = constants): number {
  if (vacancy.months === 0) return settings.experience
  if (person.months === null || vacancy.isco === null) return settings.experience / 2
  return floorDiv(settings.experience * Math.min(vacancy.months, person.months.get(vacancy.isco.slice(0, 3)) ?? 0), vacancy.months)
}

export function placePoints(km: number | undefined, commuteKm: number, settings: ScoreConstants = constants): number {
  if (km === undefined) return settings.place / 2
  return km <= commuteKm ? settings.place - floorDiv((settings.place / 2) * km, Math.max(1, commuteKm)) : 300
}

export function wagePoints(least: number | null, expected: number | null, offer: number | null, settings: ScoreConstants = constants): number {
  if (offer === null || least === null) return settings.wage / 2
  const hoped = expected ?? floorDiv(least * 125, 100)
  if (offer >= hoped) return settings.wage
  return offer <= least ? 0 : floorDiv(settings.wage * (offer - least), hoped - least)
}

export function educationPoints(held: number | null, asked: number | null, settings: ScoreConstants = constants): number {
  if (asked === null) return settings.education
  return held === null ? settings.education / 2 : Math.max(0, settings.education - 100 * Math.max(0, asked - held))
}

export function languagePoints(held: readonly string[], asked: readonly string[], settings: ScoreConstants = constants): number {
  if (asked.length === 0) return settings.languages
  if (held.length === 0) return settings.languages / 2
  return floorDiv(settings.languages * asked.filter((one) => held.includes(one)).length, asked.length)
}

const freshSide = (on: number | null, today: number, most: number) => (on === null ? 0 : floorDiv(most * Math.max(0, 90 - Math.max(0, today - on)), 90))
export const freshnessPoints = (contactOn: number | null, publishedOn: number, today: number, settings: ScoreConstants = constants) =>
  freshSide(contactOn, today, settings.freshness / 2) + freshSide(publishedOn, today, settings.freshness / 2)

/** The whole score of a pair: the best line and six parts that do not depend on it. Days are numbers of days since 1970. */
export function scorePair(person: PersonFacts, vacancy: VacancyFacts, today: number, ground: Ground, isResting = false, settings: ScoreConstants = constants): PairScore {
  const [first, ...rest] = person.lines.map((line) => scoreLine(person, line, vacancy, ground, settings))
  if (!first) throw new Error(`person ${person.personId} has no line`)
  const sum = (line: typeof first) => line.skills + line.occupation
  const best = rest.reduce((kept, line) => (sum(line) > sum(kept) || (sum(line) === sum(kept) && line.line < kept.line) ? line : kept), first)
  const parts = {
    skills: best.skills, occupation: best.occupation, experience: experiencePoints(person, vacancy, settings), place: placePoints(kilometres(person, vacancy, ground), person.commuteKm, settings),
    wage: wagePoints(person.wageLeast, person.wageExpected, vacancy.wageOffer, settings), education: educationPoints(person.isced, vacancy.isced, settings),
    languages: languagePoints(person.languages, vacancy.languages, settings), freshness: freshnessPoints(person.contactOn, vacancy.publishedOn, today, settings),
  }
  return {
    filter: filterOf(person, vacancy, today, ground, isResting), checks: checksOf(person, vacancy), line: best.line, cosine: best.cosine, closeness: best.closeness, parts,
    score: Object.values(parts).reduce((total, points) => total + points, 0),
  }
}

/** Tie keys: fewer open applications per post first; people shown to employers less often first. */
export const vacancyTie = (vacancy: VacancyFacts) => floorDiv(100 * vacancy.openReferrals, Math.max(1, vacancy.postsLeft))

export interface Standing {
  readonly score: number
  readonly tie: number
  readonly code: string
}
/** Best first: score, then tie key, then public code. */
export const byStanding = (a: Standing, b: Standing) => b.score - a.score || a.tie - b.tie || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
