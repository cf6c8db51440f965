import type { Ground, PersonFacts, VacancyFacts } from '../score/facts'
import { scorePair } from '../score/pair'

/** One skill, and the open vacancies that it would bring nearer. */
export interface SkillGap {
  skill: number
  vacancyIds: readonly string[]
}
const [leastScore, leastGain, listLength, gapsShown] = [4000, 200, 20, 5]

/**
 * Skills that vacancies in reach ask for and the person has not stated, by how many vacancies each would unlock: those that would gain
 * 200 points or more, or enter the first 20. Vacancies under 4,000 points play no part.
 */
export function skillGaps(person: PersonFacts, vacancies: readonly VacancyFacts[], today: number, ground: Ground, most = gapsShown): SkillGap[] {
  const scored = vacancies
    .map((vacancy) => ({ vacancy, pair: scorePair(person, vacancy, today, ground) }))
    .filter(({ pair }) => pair.filter === 0 && pair.score >= leastScore)
    .sort((a, b) => b.pair.score - a.pair.score)
  const last = scored[listLength - 1]?.pair.score ?? 0
  const skills = [...new Set(scored.flatMap(({ vacancy }) => vacancy.stated))].filter((skill) => !person.skills.includes(skill))
  return skills
    .map((skill) => {
      const able: PersonFacts = { ...person, skills: [...person.skills, skill].sort((a, b) => a - b), inferred: person.inferred.filter((one) => one !== skill), absent: person.absent.filter((one) => one !== skill) }
      const unlocked = scored.filter(({ vacancy, pair }, at) => {
        if (!vacancy.stated.includes(skill)) return false
        const then = scorePair(able, vacancy, today, ground).score
        return then - pair.score >= leastGain || (at >= listLength && then > last)
      })
      return { skill, vacancyIds: unlocked.map(({ vacancy }) => vacancy.vacancyId) }
    })
    .filter(({ vacancyIds }) => vacancyIds.length > 0)
    .sort((a, b) => b.vacancyIds.length - a.vacancyIds.length || a.skill - b.skill)
    .slice(0, most)
}

export interface SharedGap {
  skill: number
  people: number
  vacancies: number
}
const fewest = 5

/** Skills that would bring jobs nearer to several people of a caseload: those with five people and five vacancies or more, most people first. */
export function sharedGaps(gapsOfPeople: readonly (readonly SkillGap[])[]): SharedGap[] {
  const people = new Map<number, number>()
  const vacancies = new Map<number, Set<string>>()
  for (const { skill, vacancyIds } of gapsOfPeople.flat()) {
    people.set(skill, (people.get(skill) ?? 0) + 1)
    vacancies.set(skill, new Set([...(vacancies.get(skill) ?? []), ...vacancyIds]))
  }
  return [...people]
    .map(([skill, count]) => ({ skill, people: count, vacancies: vacancies.get(skill)?.size ?? 0 }))
    .filter((gap) => gap.people >= fewest && gap.vacancies >= fewest)
    .sort((a, b) => b.people - a.people || b.vacancies - a.vacancies || a.skill - b.skill)
}
