import type { KnownGround } from '../queries/facts'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import { scorePair, vacancyTie } from '../score/pair'
import { findPerson, PeopleBuilder, type PeopleIndex } from './people-index'
import { PeopleSearch } from './people-search'
import { type Found, TopK } from './top-k'
import { buildVacancyIndex, type VacancyIndex } from './vacancy-index'
import { VacancySearch } from './vacancy-search'

/** Facts that came since the last small index: so few that each query scores them one by one. */
const freshMost = 256
const profileBytes = 400 * 1024 * 1024
const none: ReadonlySet<string> = new Set()

interface PeoplePart {
  index: PeopleIndex
  search: PeopleSearch
}
interface VacancyPart {
  index: VacancyIndex
  search: VacancySearch
}

/**
 * The index of one process: a large part, a small part for what changed since, and the newest facts beside them.
 * A changed or withdrawn record is marked dead in the parts that hold it, so no list can show its old facts.
 */
export class Layers {
  private readonly recentPeople = new Map<string, PersonFacts>()
  private readonly recentVacancies = new Map<string, VacancyFacts>()
  private readonly freshPeople = new Map<string, PersonFacts>()
  private readonly freshVacancies = new Map<string, VacancyFacts>()
  private smallPeople: PeoplePart | undefined
  private smallVacancies: VacancyPart | undefined
  private readonly people: PeoplePart
  private readonly vacancies: VacancyPart

  constructor(readonly ground: KnownGround, people: PeopleIndex, vacancies: VacancyIndex) {
    this.people = { index: people, search: new PeopleSearch(people, ground) }
    this.vacancies = { index: vacancies, search: new VacancySearch(vacancies, ground) }
  }

  /** Records outside the large part: when there are many, it is time to build anew. */
  get tail(): number {
    return this.recentPeople.size + this.recentVacancies.size
  }

  /** A person's facts are new, or gone (undefined). */
  putPerson(id: string, facts: PersonFacts | undefined): void {
    for (const part of [this.people, this.smallPeople]) {
      const number = part ? findPerson(part.index, id) : -1
      if (part && number >= 0) part.index.dead[number] = 1
    }
    this.recentPeople.delete(id)
    this.freshPeople.delete(id)
    if (!facts) return
    this.recentPeople.set(id, facts)
    this.freshPeople.set(id, facts)
    if (this.freshPeople.size <= freshMost) return
    const builder = new PeopleBuilder(this.ground)
    for (const one of [...this.recentPeople.values()].sort((a, b) => (a.personId < b.personId ? -1 : 1))) builder.add(one)
    const index = builder.build()
    this.smallPeople = { index, search: new PeopleSearch(index, this.ground) }
    this.freshPeople.clear()
  }

  putVacancy(id: string, facts: VacancyFacts | undefined): void {
    for (const part of [this.vacancies, this.smallVacancies]) {
      const number = part?.index.numberOf.get(id)
      if (part && number !== undefined) part.index.dead[number] = 1
    }
    this.recentVacancies.delete(id)
    this.freshVacancies.delete(id)
    if (!facts) return
    this.recentVacancies.set(id, facts)
    this.freshVacancies.set(id, facts)
    if (this.freshVacancies.size <= freshMost) return
    const index = buildVacancyIndex([...this.recentVacancies.values()])
    this.smallVacancies = { index, search: new VacancySearch(index, this.ground) }
    this.freshVacancies.clear()
  }

  /** Prepares for everybody at once, as far as memory allows: what the profile of an occupation gives with each vacancy. */
  keepProfiles(): void {
    const most = Math.floor(profileBytes / (5 * Math.max(1, this.vacancies.index.count)))
    for (const isco of [...this.ground.profiles.keys()].slice(0, most)) this.vacancies.search.keep(isco)
  }

  topPeople(vacancy: VacancyFacts, today: number, k: number, resting = none): Found[] {
    const top = new TopK(k)
    this.people.search.search(vacancy, today, top, resting)
    this.smallPeople?.search.search(vacancy, today, top, resting)
    for (const person of this.freshPeople.values()) {
      const { filter, score } = scorePair(person, vacancy, today, this.ground, resting.has(person.personId))
      if (filter === 0) top.offer(score, person.shown, () => ({ id: person.personId, code: person.code }))
    }
    return top.list()
  }

  topVacancies(person: PersonFacts, today: number, k: number, resting = none): Found[] {
    const top = new TopK(k)
    this.vacancies.search.search(person, today, top, resting)
    this.smallVacancies?.search.search(person, today, top, resting)
    for (const vacancy of this.freshVacancies.values()) {
      const { filter, score } = scorePair(person, vacancy, today, this.ground, resting.has(vacancy.vacancyId))
      if (filter === 0) top.offer(score, vacancyTie(vacancy), () => ({ id: vacancy.vacancyId, code: vacancy.code }))
    }
    return top.list()
  }
}
