import type { ScoreConstants } from './constants'
import type { Profile, SkillWeights } from './skill-weights'
import { ceilRoot, floorDiv } from './whole'

/** A number for each skill. */
export type Vector = ReadonlyMap<number, number>

/** Weights of the skills that are stated, widened by the occupation's profile at the reduced share. */
export function widen(stated: Profile, profile: Profile | undefined, weights: SkillWeights, settings: ScoreConstants): Map<number, number> {
  const wide = new Map<number, number>()
  for (const [skill, role] of stated) wide.set(skill, floorDiv(weights.idf(skill) * role, 100))
  if (profile && settings.expansion > 0) {
    for (const [skill, role] of profile) {
      const weight = floorDiv(floorDiv(weights.idf(skill) * role, 100) * settings.expansion, 100)
      if (weight > (wide.get(skill) ?? 0)) wide.set(skill, weight)
    }
  }
  return wide
}

/** Vacancy side: a(s) = 10000·w/n with n the smallest whole number whose square reaches the sum of squares. */
export function vacancyVector(stated: Profile, profile: Profile | undefined, weights: SkillWeights, settings: ScoreConstants): Vector {
  const wide = widen(stated, profile, weights, settings)
  let squares = 0
  for (const weight of wide.values()) squares += weight * weight
  const n = ceilRoot(squares)
  return new Map(n === 0 ? [] : [...wide].map(([skill, weight]) => [skill, floorDiv(10_000 * weight, n)]))
}

/** Person side, for one line of work: b(s) = min(65535, 10000·w/N) with N the reference length of the occupation's profile. */
export function personVector(stated: Profile, profile: Profile | undefined, weights: SkillWeights, settings: ScoreConstants): Vector {
  const wide = widen(stated, profile, weights, settings)
  const n = weights.lengthOf(profile)
  return new Map([...wide].map(([skill, weight]) => [skill, Math.min(65_535, floorDiv(10_000 * weight, n))]))
}

/** Cosine in ten-thousandths. A vacancy that says nothing about skills is worth a quarter for everybody. */
export function cosine(vacancy: Vector, person: Vector, hasPersonProfile: boolean): number {
  if (vacancy.size === 0) return 2500
  const [few, many] = vacancy.size <= person.size ? [vacancy, person] : [person, vacancy]
  let sum = 0
  for (const [skill, value] of few) {
    const other = many.get(skill)
    if (other !== undefined) sum += value * other
  }
  const found = Math.min(10_000, floorDiv(sum, 10_000))
  return hasPersonProfile ? found : Math.max(1500, found)
}

/** Points: half and half with the occupation when nothing is declared, more with every declared skill up to twelve. */
export function skillsPoints(cos: number, declared: number, settings: ScoreConstants): number {
  return floorDiv((settings.skillsLeast + settings.skillsPerDeclared * Math.min(declared, settings.skillsDeclaredMost)) * cos, 10_000)
}
