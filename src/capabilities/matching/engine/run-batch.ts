import type { Db } from '../../../platform/db/database'
import { asRanking, firstId, nextPersonFacts, nextVacancyFacts, readGround } from '../queries/facts'
import { capacityOf } from '../score/spread'
import type { VacancyFacts } from '../score/facts'
import { Layers } from './layers'
import { PeopleBuilder } from './people-index'
import { buildVacancyIndex } from './vacancy-index'

export interface BatchPair {
  person: string
  vacancy: string
  rank: number
  score: number
  tie: number
}
export interface BatchResult {
  pairs: number
  people: number
  vacancies: number
  capacity: ReadonlyMap<string, number>
}
const pageSize = 5000

/** Reads everybody once and gives the best of the other side for each, in the order of ids; what is found leaves through `take`. */
export async function runBatch(db: Db, today: number, options: { side: 'people' | 'vacancies'; top: number }, take: (pairs: readonly BatchPair[]) => void): Promise<BatchResult> {
  const ground = await asRanking(db, readGround)
  const vacancies: VacancyFacts[] = []
  for (let after = firstId; ; ) {
    const some = await asRanking(db, (asking) => nextVacancyFacts(asking, after, pageSize))
    vacancies.push(...some)
    const last = some.at(-1)
    if (!last) break
    after = last.vacancyId
  }
  const builder = new PeopleBuilder(ground)
  const empty = new PeopleBuilder(ground).build()
  const forPeople = new Layers(ground, empty, buildVacancyIndex(vacancies))
  let pairs = 0
  for (let after = firstId; ; ) {
    const people = await asRanking(db, (asking) => nextPersonFacts(asking, after, pageSize))
    const last = people.at(-1)
    if (!last) break
    after = last.personId
    for (const person of people) {
      builder.add(person)
      if (options.side === 'vacancies') continue
      const found = forPeople.topVacancies(person, today, options.top)
      pairs += found.length
      take(found.map(({ code, score, tie }, at) => ({ person: person.code, vacancy: code, rank: at + 1, score, tie })))
    }
  }
  if (options.side === 'vacancies') {
    const forVacancies = new Layers(ground, builder.build(), buildVacancyIndex([]))
    for (const vacancy of vacancies) {
      const found = forVacancies.topPeople(vacancy, today, options.top)
      pairs += found.length
      take(found.map(({ code, score, tie }, at) => ({ person: code, vacancy: vacancy.code, rank: at + 1, score, tie })))
    }
  }
  return { pairs, people: builder.count, vacancies: vacancies.length, capacity: new Map(vacancies.map(({ code, postsLeft, maxOpen }) => [code, capacityOf(postsLeft, maxOpen)])) }
}
