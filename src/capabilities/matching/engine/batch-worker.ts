import { parentPort, workerData } from 'node:worker_threads'
import { groundOf } from '../queries/facts'
import type { PersonFacts } from '../score/facts'
import type { BatchPair, BatchWork } from './batch-work'
import { Layers } from './layers'
import { PeopleBuilder } from './people-index'
import { buildVacancyIndex } from './vacancy-index'

if (parentPort) {
  const { ground: rows, vacancies, today, top } = workerData as BatchWork
  const ground = groundOf(rows)
  const layers = new Layers(ground, new PeopleBuilder(ground).build(), buildVacancyIndex(vacancies))
  layers.keepProfiles()
  parentPort.on('message', (people: readonly PersonFacts[]) => {
    const answer = people.map((person): BatchPair[] => layers.topVacancies(person, today, top).map(({ code, score, tie }, place) => ({ person: person.code, vacancy: code, rank: place + 1, score, tie })))
    parentPort?.postMessage(answer)
  })
}
