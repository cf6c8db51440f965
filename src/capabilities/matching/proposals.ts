import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { readyIndex } from './engine/live'
import type { Found } from './engine/top-k'
import { listPersonFacts, listVacancyFacts } from './queries/facts'
import { listResting, listStillOpen, refreshFacts, type ScoredPair, scorePairs, topPeopleInStore, topVacanciesInStore } from './queries/scores'
import { dayNumber } from './score/days'
import { byStanding } from './score/pair'
import { checksNamed, type Match, reasonsOf } from './score/reasons'

export interface Proposal {
  /** Of the person, or of the vacancy. */
  id: string
  match: Match
  /** Where the person is registered; of a vacancy null. */
  centreId: string | null
}

export const usualLength = 20
/** Withdrawn and closed ones fall out when they are checked; so many more are asked for. */
const spare = 20

export const toMatch = ({ score, parts, closeness, checks, line }: ScoredPair): Match => ({ score, reasons: reasonsOf(parts, closeness), checks: checksNamed(checks), line })

/** Scores what the index found anew in the store: what is shown obeys every filter at this moment, whatever the index knew. */
async function confirm(reader: Reader, found: readonly Found[], side: 'person' | 'vacancy', other: string, k: number): Promise<ScoredPair[]> {
  const { today } = reader.context
  const ids = found.map(({ id }) => id)
  const open = await listStillOpen(reader.db, side === 'person' ? ids : [other], side === 'vacancy' ? ids : [other], today)
  if (!open.has(other)) return []
  const kept = ids.filter((id) => open.has(id))
  if (kept.length === 0) return []
  const scored = await scorePairs(reader.db, side === 'person' ? kept : [other], side === 'vacancy' ? kept : [other], today, true)
  const standing = (pair: ScoredPair) => ({ score: pair.score, tie: side === 'person' ? pair.personTie : pair.vacancyTie, code: side === 'person' ? pair.personCode : pair.vacancyCode })
  return scored.filter(({ filter }) => filter === 0).sort((a, b) => byStanding(standing(a), standing(b))).slice(0, k)
}

/** The best people of the whole country for a vacancy, best first. Those whom the reader may not see have an id and a centre, and no more. */
export async function rankPeople(reader: Reader, vacancyId: string, k: number, platform?: Platform): Promise<{ pairs: ScoredPair[]; engine: 'index' | 'sql' }> {
  const { today } = reader.context
  const index = platform ? readyIndex(platform.db) : undefined
  if (index) {
    const [vacancy] = await listVacancyFacts(reader.db, [vacancyId])
    if (!vacancy) return { pairs: [], engine: 'index' }
    const found = index.topPeople(vacancy, dayNumber(today), k + spare, await listResting(reader, { vacancyId }, today))
    return { pairs: await confirm(reader, found, 'person', vacancyId, k), engine: 'index' }
  }
  await refreshFacts(reader.db, today)
  const pairs = await topPeopleInStore(reader.db, vacancyId, k, today)
  const open = await listStillOpen(reader.db, pairs.map(({ personId }) => personId), [vacancyId], today)
  return { pairs: open.has(vacancyId) ? pairs.filter(({ personId }) => open.has(personId)) : [], engine: 'sql' }
}

/** The best open vacancies for a person, best first. Nothing without the person's agreement. */
export async function rankVacancies(reader: Reader, personId: string, k: number, platform?: Platform): Promise<{ pairs: ScoredPair[]; engine: 'index' | 'sql' }> {
  const { today } = reader.context
  const index = platform ? readyIndex(platform.db) : undefined
  if (index) {
    const [person] = await listPersonFacts(reader.db, [personId])
    if (!person) return { pairs: [], engine: 'index' }
    const found = index.topVacancies(person, dayNumber(today), k + spare, await listResting(reader, { personId }, today))
    return { pairs: await confirm(reader, found, 'vacancy', personId, k), engine: 'index' }
  }
  await refreshFacts(reader.db, today)
  const pairs = await topVacanciesInStore(reader.db, personId, k, today)
  const open = await listStillOpen(reader.db, [personId], pairs.map(({ vacancyId }) => vacancyId), today)
  return { pairs: open.has(personId) ? pairs.filter(({ vacancyId }) => open.has(vacancyId)) : [], engine: 'sql' }
}

/** The best people for a vacancy. Empty when it is not open. */
export async function proposePeople(reader: Reader, vacancyId: string, platform?: Platform): Promise<Proposal[]> {
  const { pairs } = await rankPeople(reader, vacancyId, usualLength, platform)
  return pairs.map((pair) => ({ id: pair.personId, match: toMatch(pair), centreId: pair.centreId }))
}

/** The best open vacancies for a person. Empty without a matching consent. */
export async function proposeVacancies(reader: Reader, personId: string, platform?: Platform): Promise<Proposal[]> {
  const { pairs } = await rankVacancies(reader, personId, usualLength, platform)
  return pairs.map((pair) => ({ id: pair.vacancyId, match: toMatch(pair), centreId: null }))
}
