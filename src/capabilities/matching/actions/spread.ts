import { sql } from 'kysely'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { BatchPair } from '../engine/batch-work'
import { readyIndex } from '../engine/live'
import { keepSpread } from '../queries/alike'
import { firstId, listPersonFacts, nextVacancyFacts } from '../queries/facts'
import { countFacts, listRestingPairs } from '../queries/scores'
import { HeldPairs } from '../score/assignment'
import { dayNumber } from '../score/days'
import { capacityOf, exposureOf } from '../score/spread'

/** A larger country assigns with `match batch --assign`, beside the program and on all cores. */
const mostByNight = 20_000
const [listLength, suggested, chunk, vacanciesAtOnce] = [50, 5, 250, 5000]

export type Ranked = Pick<BatchPair, 'person' | 'vacancy' | 'rank' | 'score'>

/** Counts, by code of the vacancy, how often it stood first and what its places are worth. */
export function exposureCounter() {
  const counts = new Map<string, { first: number; exposure: number }>()
  return {
    take({ vacancy, rank }: Pick<Ranked, 'vacancy' | 'rank'>): void {
      const count = counts.get(vacancy) ?? { first: 0, exposure: 0 }
      counts.set(vacancy, { first: count.first + (rank === 1 ? 1 : 0), exposure: count.exposure + exposureOf(rank) })
    },
    of: (code: string) => counts.get(code) ?? { first: 0, exposure: 0 },
  }
}
export type ExposureCounter = ReturnType<typeof exposureCounter>

/** Pairs that do not rest, the first `top` of them, with their ranks. */
export const awake = (pairs: readonly BatchPair[], resting: ReadonlySet<string>, top: number): BatchPair[] =>
  pairs.filter(({ person, vacancy }) => !resting.has(`${person} ${vacancy}`)).slice(0, top).map((pair, at) => ({ ...pair, rank: at + 1 }))

/** The most resting pairs of one subject: so many more are looked up, that its list is as long as without them. */
export function mostResting(resting: ReadonlySet<string>, side: 'people' | 'vacancies'): number {
  const counts = new Map<string, number>()
  for (const pair of resting) {
    const subject = pair.split(' ')[side === 'people' ? 0 : 1] ?? ''
    counts.set(subject, (counts.get(subject) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

/** The pairs of the assignment, with their ranks among those of the person. */
export function* assignedPairs(held: HeldPairs, capacity: ReadonlyMap<string, number>): Generator<Ranked> {
  const ranks = new Map<string, number>()
  for (const pair of held.assign((vacancy) => capacity.get(vacancy) ?? 1)) {
    const rank = (ranks.get(pair.person) ?? 0) + 1
    ranks.set(pair.person, rank)
    yield { ...pair, rank }
  }
}

/** Keeps for the panel what plain lists of five, and the assignment, show of each of these vacancies. */
export const keepBoth = (tx: Tx, codes: Iterable<string>, plain: ExposureCounter, spread: ExposureCounter) =>
  keepSpread(tx, [...codes].map((code) => ({ code, plain: plain.of(code), spread: spread.of(code) })))

async function capacities(tx: Tx): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (let after = firstId; ; ) {
    const some = await nextVacancyFacts(tx.db, after, vacanciesAtOnce)
    for (const { code, postsLeft, maxOpen } of some) found.set(code, capacityOf(postsLeft, maxOpen))
    const last = some.at(-1)
    if (!last) return found
    after = last.vacancyId
  }
}

/** Once a night, where the index can do it beside the pages: who would be suggested what, plainly and with the assignment. Nothing is sent. */
export async function countSpread(tx: Tx, platform: Platform): Promise<void> {
  const { today } = tx.context
  const index = readyIndex(platform.db)
  const { people, vacancies } = await countFacts(tx.db)
  if (!index || vacancies === 0 || Math.max(people, vacancies) > mostByNight) return
  const resting = await listRestingPairs(tx, today)
  const top = listLength + mostResting(resting, 'people')
  const [plain, spread, held] = [exposureCounter(), exposureCounter(), new HeldPairs('people')]
  const { rows } = await sql<{ id: string }>`select person_id as id from match_person order by person_id`.execute(tx.db)
  for (let from = 0; from < rows.length; from += chunk) {
    for (const person of await listPersonFacts(tx.db, rows.slice(from, from + chunk).map(({ id }) => id))) {
      const found = index.topVacancies(person, dayNumber(today), top).map(({ code, score, tie }, at) => ({ person: person.code, vacancy: code, rank: at + 1, score, tie }))
      const pairs = awake(found, resting, listLength)
      for (const pair of pairs.slice(0, suggested)) plain.take(pair)
      held.add(pairs)
    }
  }
  const capacity = await capacities(tx)
  for (const pair of assignedPairs(held, capacity)) spread.take(pair)
  await keepBoth(tx, capacity.keys(), plain, spread)
}

export const spreadDaily: JobHandlers = { 'daily.match-spread': countSpread }
