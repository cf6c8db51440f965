import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { readyIndex } from './engine/live'
import { listVacancyFacts } from './queries/facts'
import { listResting, topPeopleInStore } from './queries/scores'
import { deepest } from './rules/both-ways'
import { dayNumber } from './score/days'
import type { PersonFacts } from './score/facts'

/** At which place a person stands in the list of each vacancy; null beyond the deepest rank. */
export async function ranksOfPerson(reader: Reader, personId: string, vacancyIds: readonly string[], platform: Platform): Promise<Map<string, number | null>> {
  const { today } = reader.context
  const index = readyIndex(platform.db)
  const ranks = new Map<string, number | null>()
  const placeIn = (ids: readonly string[]) => {
    const at = ids.indexOf(personId)
    return at < 0 ? null : at + 1
  }
  if (!index) {
    for (const id of vacancyIds) ranks.set(id, placeIn((await topPeopleInStore(reader.db, id, deepest, today)).map((pair) => pair.personId)))
    return ranks
  }
  for (const vacancy of await listVacancyFacts(reader.db, vacancyIds)) {
    const { vacancyId } = vacancy
    ranks.set(vacancyId, placeIn(index.topPeople(vacancy, dayNumber(today), deepest, await listResting(reader, { vacancyId }, today)).map(({ id }) => id)))
  }
  return ranks
}

/** At which place a vacancy stands in the list of each person; null beyond the deepest rank. Empty until the index is ready: the store would take a search for each person. */
export async function ranksOfVacancy(reader: Reader, vacancyId: string, people: readonly PersonFacts[], platform: Platform): Promise<Map<string, number | null>> {
  const { today } = reader.context
  const index = readyIndex(platform.db)
  const ranks = new Map<string, number | null>()
  if (!index) return ranks
  for (const person of people) {
    const { personId } = person
    const at = index.topVacancies(person, dayNumber(today), deepest, await listResting(reader, { personId }, today)).findIndex(({ id }) => id === vacancyId)
    ranks.set(personId, at < 0 ? null : at + 1)
  }
  return ranks
}
