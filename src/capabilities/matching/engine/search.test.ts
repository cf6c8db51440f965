import { expect, it } from 'vitest'
import { byStanding, scorePair, vacancyTie } from '../score/pair'
import type { Nation } from './nation'
import { inventGroups, inventNation } from './nation'
import { PeopleBuilder, findPerson, personCodeAt } from './people-index'
import { PeopleSearch } from './people-search'
import { seeded } from './random-nation'
import { TopK } from './top-k'
import { buildVacancyIndex } from './vacancy-index'
import { VacancySearch } from './vacancy-search'

const today = 20_000
const size = { groups: inventGroups(100), provinces: 4, districts: 20, skills: 150, today }
const none: ReadonlySet<string> = new Set()

function scanPeople({ people, ground }: Nation, vacancy: Nation['vacancies'][number], k: number, resting = none) {
  return people.flatMap((person) => {
    const found = scorePair(person, vacancy, today, ground, resting.has(person.personId))
    return found.filter === 0 ? [{ id: person.personId, code: person.code, score: found.score, tie: person.shown }] : []
  }).sort(byStanding).slice(0, k)
}
function scanVacancies({ vacancies, ground }: Nation, person: Nation['people'][number], k: number) {
  return vacancies.flatMap((vacancy) => {
    const found = scorePair(person, vacancy, today, ground)
    return found.filter === 0 ? [{ id: vacancy.vacancyId, code: vacancy.code, score: found.score, tie: vacancyTie(vacancy) }] : []
  }).sort(byStanding).slice(0, k)
}

it.each([1, 2, 3])('finds the same people and vacancies as a full scan, ties included (seed %i)', (seed) => {
  const nation = inventNation(seeded(seed), 1500, 300, size)
  const builder = new PeopleBuilder(nation.ground)
  for (const person of nation.people) builder.add(person)
  const index = builder.build()
  const search = new PeopleSearch(index, nation.ground)
  let looked = 0
  for (const vacancy of nation.vacancies) {
    const resting = new Set([nation.people[3]?.personId ?? ''])
    const top = new TopK(20)
    search.search(vacancy, today, top, resting)
    looked += search.looked
    expect(top.list()).toEqual(scanPeople(nation, vacancy, 20, resting))
  }
  expect(looked / nation.vacancies.length).toBeLessThan(1500)
  const vacancies = buildVacancyIndex(nation.vacancies)
  const forPeople = new VacancySearch(vacancies, nation.ground)
  for (const person of nation.people.slice(0, 500)) {
    const top = new TopK(20)
    forPeople.search(person, today, top, none)
    expect(top.list()).toEqual(scanVacancies(nation, person, 20))
  }
  expect(nation.people.slice(0, 50).map((person) => personCodeAt(index, findPerson(index, person.personId)))).toEqual(nation.people.slice(0, 50).map(({ code }) => code))
})

it('notices an index that forgot somebody (control)', () => {
  const nation = inventNation(seeded(5), 200, 20, size)
  const builder = new PeopleBuilder(nation.ground)
  for (const person of nation.people) builder.add(person)
  const index = builder.build()
  const best = scanPeople(nation, nation.vacancies[0] ?? never(), 1)[0]
  index.dead[findPerson(index, best?.id ?? '')] = 1
  const top = new TopK(20)
  new PeopleSearch(index, nation.ground).search(nation.vacancies[0] ?? never(), today, top, none)
  expect(top.list()).not.toEqual(scanPeople(nation, nation.vacancies[0] ?? never(), 20))
})
const never = (): never => {
  throw new Error('no vacancy')
}
