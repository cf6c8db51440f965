import { Worker } from 'node:worker_threads'
import type { Db } from '../../../platform/db/database'
import { workerFile } from '../../../platform/worker-file'
import { asRanking, firstId, type GroundRows, groundOf, idsLikeBesideLike, listPersonFacts, nextVacancyFacts, readGroundRows } from '../queries/facts'
import { capacityOf } from '../score/spread'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import type { BatchPair, BatchWork } from './batch-work'
import { Layers } from './layers'
import { PeopleBuilder } from './people-index'
import { buildVacancyIndex } from './vacancy-index'

export interface BatchResult {
  pairs: number
  people: number
  vacancies: number
  capacity: ReadonlyMap<string, number>
}
/** Room for what a thread finds, so that it is seldom cleaned up: an eighth of the time. */
const youngMost = 256
/** So few that what was found for them is soon given away. */
const pageSize = 2_000

/** Called once for each subject, with its pairs in order. */
type Take = (pairs: readonly BatchPair[]) => void
type Answer = readonly (readonly BatchPair[])[]
interface Options {
  readonly side: 'people' | 'vacancies'
  readonly top: number
  /** Threads for the side of people (1). */
  readonly workers?: number
}

/** Reads everybody once and gives the best of the other side for each, people in the order of their work and home; what is found leaves through `take`. */
export async function runBatch(db: Db, today: number, options: Options, take: Take): Promise<BatchResult> {
  const rows = await asRanking(db, readGroundRows)
  const vacancies = await everyVacancy(db)
  let pairs = 0
  const counted: Take = (found) => {
    pairs += found.length
    take(found)
  }
  const people = options.side === 'people' ? await forPeople(db, { ground: rows, vacancies, today, top: options.top }, options.workers ?? 1, counted) : await forVacancies(db, rows, vacancies, today, options.top, counted)
  return { pairs, people, vacancies: vacancies.length, capacity: new Map(vacancies.map(({ code, postsLeft, maxOpen }) => [code, capacityOf(postsLeft, maxOpen)])) }
}

async function everyVacancy(db: Db): Promise<VacancyFacts[]> {
  const vacancies: VacancyFacts[] = []
  for (let after = firstId; ; ) {
    const some = await asRanking(db, (asking) => nextVacancyFacts(asking, after, pageSize))
    vacancies.push(...some)
    const last = some.at(-1)
    if (!last) return vacancies
    after = last.vacancyId
  }
}

async function* everyPage(db: Db): AsyncGenerator<PersonFacts[]> {
  const ids = await asRanking(db, idsLikeBesideLike)
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = ids.slice(from, from + pageSize)
    const place = new Map(page.map((id, at) => [id, at]))
    const people = await asRanking(db, (asking) => listPersonFacts(asking, page))
    yield people.sort((x, y) => (place.get(x.personId) ?? 0) - (place.get(y.personId) ?? 0))
  }
}

/** Pages go to the threads in turn; their answers are taken in the order of the pages, so that the result is the same for any number. */
async function forPeople(db: Db, work: BatchWork, workers: number, take: Take): Promise<number> {
  const file = await workerFile('match-worker', import.meta.url, './batch-worker.ts')
  const threads = Array.from({ length: workers }, () => new Worker(file, { workerData: work, env: {}, resourceLimits: { maxYoungGenerationSizeMb: youngMost } }))
  const busy = threads.map((): Promise<Answer> => Promise.resolve([]))
  let people = 0
  let page = 0
  try {
    for await (const some of everyPage(db)) {
      const at = page++ % workers
      for (const pairs of (await busy[at]) ?? []) take(pairs)
      const thread = threads[at]
      if (thread) busy[at] = ask(thread, some)
      people += some.length
    }
    for (let left = 0; left < workers; left += 1, page += 1) for (const pairs of (await busy[page % workers]) ?? []) take(pairs)
    return people
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

function ask(thread: Worker, people: readonly PersonFacts[]): Promise<Answer> {
  const answered = new Promise<Answer>((resolve, reject) => {
    const onMessage = (answer: Answer) => {
      thread.off('error', reject)
      resolve(answer)
    }
    thread.once('message', onMessage).once('error', reject)
    thread.postMessage(people)
  })
  answered.catch(() => undefined)
  return answered
}

async function forVacancies(db: Db, rows: GroundRows, vacancies: readonly VacancyFacts[], today: number, top: number, take: Take): Promise<number> {
  const ground = groundOf(rows)
  const builder = new PeopleBuilder(ground)
  for await (const some of everyPage(db)) for (const person of some) builder.add(person)
  const layers = new Layers(ground, builder.build(), buildVacancyIndex([]))
  for (const vacancy of vacancies) take(layers.topPeople(vacancy, today, top).map(({ code, score, tie }, at) => ({ person: code, vacancy: vacancy.code, rank: at + 1, score, tie })))
  return builder.count
}
