// The whole nation at once: the best 20 of all vacancies for each person, on as many threads as there are cores, compared on a sample with a full scan.
import { cpus } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { TopK } from '../../src/capabilities/matching/engine/top-k'
import { buildVacancyIndex } from '../../src/capabilities/matching/engine/vacancy-index'
import { VacancySearch } from '../../src/capabilities/matching/engine/vacancy-search'
import { byStanding, scorePair, vacancyTie } from '../../src/capabilities/matching/score/pair'
import type { PersonFacts } from '../../src/capabilities/matching/score/facts'
import { type Invented, nationOf, today } from './nation'

interface Share {
  readonly people: number
  readonly share: number
  readonly shares: number
}
interface Report {
  readonly people: number
  readonly pairs: number
  readonly seconds: number
  readonly sampled: number
  readonly mismatches: number
}
const none: ReadonlySet<string> = new Set()
const sampleEvery = 10_000
/** As many as the command gives to a thread at once. */
const pageSize = 2_000
const keyBase = 2 ** 21

/** Numbers of the people, those of one line of work and district beside each other, as the command asks its store for them. */
function likeBesideLike({ people, everybody }: Invented): Float64Array {
  const keys = new Float64Array(people)
  let n = 0
  for (const { lines, district } of everybody()) keys[n] = (Number(lines[0]?.isco ?? 0) * 10_000 + Number(district ?? 0)) * keyBase + ++n
  return keys.sort().map((key) => key % keyBase)
}

/** Every `shares`-th page of people. Making the people is not counted, working out what their occupations share is. */
function runShare({ people, share, shares }: Share): Report {
  const nation = nationOf(people, people / 10)
  const search = new VacancySearch(buildVacancyIndex(nation.vacancies), nation.ground)
  let [done, pairs, spent, sampled, mismatches] = [0, 0, 0, 0, 0]
  const began = performance.now()
  for (const isco of nation.ground.profiles.keys()) search.keep(isco)
  spent += performance.now() - began
  const runPage = (page: readonly PersonFacts[]) => {
    const start = performance.now()
    const found = page.map((person) => {
      const top = new TopK(20)
      search.search(person, today, top, none)
      return { person, list: top.list() }
    })
    spent += performance.now() - start
    for (const { person, list } of found) {
      pairs += list.length
      if (done++ % (sampleEvery / shares) !== 0) continue
      sampled += 1
      if (JSON.stringify(list.map(({ code, score }) => [code, score])) !== JSON.stringify(scan(nation, person))) mismatches += 1
    }
  }
  const order = likeBesideLike(nation)
  for (let from = share * pageSize; from < people; from += shares * pageSize) runPage(Array.from(order.subarray(from, from + pageSize), (n) => nation.personAt(n)))
  return { people: done, pairs, seconds: spent / 1000, sampled, mismatches }
}

function scan({ vacancies, ground }: Invented, person: PersonFacts): [string, number][] {
  return vacancies.flatMap((vacancy) => {
    const { filter, score } = scorePair(person, vacancy, today, ground)
    return filter === 0 ? [{ code: vacancy.code, score, tie: vacancyTie(vacancy) }] : []
  }).sort(byStanding).slice(0, 20).map(({ code, score }) => [code, score])
}

/** Runs on all cores and prints; the slowest thread gives the time. */
export async function measureBatch(people: number): Promise<void> {
  const shares = cpus().length
  const reports = await Promise.all(Array.from({ length: shares }, (_, share) => new Promise<Report>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { people, share, shares } satisfies Share, resourceLimits: { maxOldGenerationSizeMb: 4000, maxYoungGenerationSizeMb: 256 } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })))
  const sum = (of: (report: Report) => number) => reports.reduce((total, one) => total + of(one), 0)
  const seconds = Math.max(...reports.map((one) => one.seconds))
  console.log(`batch: ${people} people × ${people / 10} vacancies on ${shares} threads: ${seconds.toFixed(1)} s, ${sum((one) => one.pairs)} pairs; ${sum((one) => one.mismatches)} mismatches on ${sum((one) => one.sampled)} sampled people`)
}

if (!isMainThread) parentPort?.postMessage(runShare(workerData as Share))
