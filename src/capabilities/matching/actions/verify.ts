import type { CalendarDate } from '../../../kernel/calendar'
import type { Db } from '../../../platform/db/database'
import type { Layers } from '../engine/layers'
import { asRanking, listPersonFacts, listVacancyFacts, nextPersonFacts, nextVacancyFacts, firstId } from '../queries/facts'
import { topPeopleInStore, topVacanciesInStore } from '../queries/scores'
import { dayNumber } from '../score/days'

export interface Verified {
  compared: number
  different: string[]
}

/** Compares lists of the index with those of the store, without pairs that rest: those are taken out by the question, not by the index. */
export async function verifyIndex(db: Db, layers: Layers, today: CalendarDate, sample: number): Promise<Verified> {
  const half = Math.ceil(sample / 2)
  const vacancies = (await asRanking(db, (asking) => nextVacancyFacts(asking, firstId, half * 4))).filter((_, at, all) => at % Math.max(1, Math.floor(all.length / half)) === 0).slice(0, half)
  const people = (await asRanking(db, (asking) => nextPersonFacts(asking, firstId, half * 4))).filter((_, at, all) => at % Math.max(1, Math.floor(all.length / half)) === 0).slice(0, half)
  const different: string[] = []
  const top = 20
  const number = dayNumber(today)
  let compared = 0
  for (const vacancy of vacancies) {
    const stored = await asRanking(db, (asking) => topPeopleInStore(asking, vacancy.vacancyId, top, today))
    const [fresh] = await asRanking(db, (asking) => listVacancyFacts(asking, [vacancy.vacancyId]))
    const all = fresh ? layers.topPeople(fresh, number, 200) : []
    compared += 1
    if (!sameList(stored.map(({ personCode, score }) => `${personCode} ${score}`), all.map(({ code, score }) => `${code} ${score}`))) different.push(vacancy.code)
  }
  for (const person of people) {
    const stored = await asRanking(db, (asking) => topVacanciesInStore(asking, person.personId, top, today))
    const [fresh] = await asRanking(db, (asking) => listPersonFacts(asking, [person.personId]))
    const all = fresh ? layers.topVacancies(fresh, number, 200) : []
    compared += 1
    if (!sameList(stored.map(({ vacancyCode, score }) => `${vacancyCode} ${score}`), all.map(({ code, score }) => `${code} ${score}`))) different.push(person.code)
  }
  return { compared, different }
}

/** The store's list must be the index's list without those that rest: the same pairs in the same order, nothing added. */
function sameList(stored: readonly string[], all: readonly string[]): boolean {
  let at = 0
  for (const line of stored) {
    at = all.indexOf(line, at)
    if (at < 0) return false
    at += 1
  }
  return true
}
