import { constants } from '../score/constants'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import { closeness } from '../score/occupation-part'
import type { Profile } from '../score/skill-weights'
import { vacancyVector } from '../score/skills-part'
import { ceilRoot, floorDiv } from '../score/whole'
import { type KnownGround, roadsOf } from '../queries/facts'
import { districtCode, type NationSize, type Random, randomPerson, randomProfiles, randomVacancy, type VacancyAsks } from './random-nation'

/** Weights of an invented nation: rare skills count more, roads grow with the distance of numbers. */
export function inventGround(random: Random, size: NationSize, profileSkills = 40): KnownGround & { roles: ReadonlyMap<string, Profile> } {
  const idfs = new Map(Array.from({ length: size.skills }, (_, at) => [at + 1, 100 + random.below(8900)]))
  const roles = randomProfiles(random, size, profileSkills)
  const idf = (skill: number) => idfs.get(skill) ?? constants.unknownIdf
  const profiles = new Map([...roles].map(([isco, held]) => {
    const length = ceilRoot([...held].reduce((sum, [skill, role]) => sum + floorDiv(idf(skill) * role, 100) ** 2, 0))
    return [isco, { length, worth: new Map([...held].map(([skill, role]) => [skill, Math.min(65_535, floorDiv(10_000 * reduced(idf(skill), role), length))])) }] as const
  }))
  const each = Math.max(1, Math.round(size.districts / size.provinces))
  const distances = new Map<string, number>()
  for (let province = 0; province < size.provinces; province += 1) {
    for (let other = 0; other < size.provinces; other += 1) {
      for (let a = 0; a < each; a += 1) {
        for (let b = 0; b < each; b += 1) {
          if ((province === other && a === b) || (province * 31 + other * 31 + a + b) % 17 === 0) continue
          distances.set(`${districtCode(province, a)} ${districtCode(other, b)}`, 4 + 7 * Math.abs(a - b) + 45 * Math.abs(province - other))
        }
      }
    }
  }
  return {
    version: 'invented', numbersHash: '', idfs, roles, profiles, distances, skillCode: (skill) => `s${skill}`, idf, occupation: (isco) => profiles.get(isco), distance: roadsOf(distances),
    closeness: (a, b) => closeness(a, b, constants),
  }
}

export const reduced = (idf: number, role: number) => floorDiv(floorDiv(idf * role, 100) * constants.expansion, 100)

export function withVector({ nice, ...vacancy }: VacancyAsks, ground: ReturnType<typeof inventGround>): VacancyFacts {
  const stated = new Map([...nice.map((skill) => [skill, 50] as const), ...vacancy.must.map((skill) => [skill, 100] as const)])
  const profile = vacancy.isco === null ? undefined : ground.roles.get(vacancy.isco)
  const weights = { version: '', idf: ground.idf, profileOf: () => profile, lengthOf: () => 0 }
  return { ...vacancy, vector: vacancyVector(stated, profile, weights, constants) }
}

/** Unit groups of an invented classification: some share three digits, some two, some one. */
export const inventGroups = (count: number) => Array.from({ length: count }, (_, at) => `${1 + (Math.floor(at / 60) % 9)}${Math.floor(at / 12) % 5}${Math.floor(at / 4) % 3}${at % 4}`).filter((code, at, all) => all.indexOf(code) === at)

export interface Nation {
  readonly size: NationSize
  readonly ground: ReturnType<typeof inventGround>
  readonly people: PersonFacts[]
  readonly vacancies: VacancyFacts[]
}
export function inventNation(random: Random, people: number, vacancies: number, size: NationSize, profileSkills?: number): Nation {
  const ground = inventGround(random, size, profileSkills)
  return {
    size, ground, people: Array.from({ length: people }, (_, n) => randomPerson(random, n + 1, size)), vacancies: Array.from({ length: vacancies }, (_, n) => withVector(randomVacancy(random, n + 1, size), ground)),
  }
}
