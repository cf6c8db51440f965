import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { readyIndex } from './engine/live'
import { listVacancyFacts } from './queries/facts'
import { listResting, topPeopleInStore } from './queries/scores'
import { deepest } from './rules/both-ways'
import { dayNumber } from './score/days'

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
