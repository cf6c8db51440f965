import { parentPort, workerData } from 'node:worker_threads'
import { type GroundRows, groundOf } from '../queries/facts'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import { Layers } from './layers'
import { PeopleBuilder } from './people-index'
import type { BatchPair } from './run-batch'
import { buildVacancyIndex } from './vacancy-index'

/** What a thread is started with; then it is sent pages of people, and answers each with their best vacancies. */
export interface BatchWork {
  readonly ground: GroundRows
  readonly vacancies: readonly VacancyFacts[]
  readonly today: number
  readonly top: number
}

if (parentPort) {
  const { ground: rows, vacancies, today, top } = workerData as BatchWork
  const ground = groundOf(rows)
  const layers = new Layers(ground, new PeopleBuilder(ground).build(), buildVacancyIndex(vacancies))
  layers.keepProfiles()
  parentPort.on('message', (people: readonly PersonFacts[]) => {
    const answer = people.map((person) => layers.topVacancies(person, today, top).map(({ code, score, tie }, at): BatchPair => ({ person: person.code, vacancy: code, rank: at + 1, score, tie })))
    parentPort?.postMessage(answer)
  })
}
