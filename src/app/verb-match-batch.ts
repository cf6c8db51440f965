import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { availableParallelism, constants, setPriority } from 'node:os'
import { stringify } from 'csv-stringify/sync'
import { assignedPairs, awake, dayNumber, type ExposureCounter, exposureCounter, gini, HeldPairs, keepBoth, listRestingPairs, mostResting, type Ranked, runBatch } from '../capabilities/matching/index'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'
import { option } from './verbs'

type Say = (line: string) => void
export const batchUsage = 'match batch --out FILE.csv|FILE.jsonl [--side people|vacancies] [--top 20] [--workers N] [--assign] [--quiet]: everybody at once'
const sayEvery = 100_000

/** A file of pairs that grows while they are found, and has its name once it is whole. */
function openPairFile(out: string) {
  const [part, isCsv] = [`${out}.part`, out.endsWith('.csv')]
  const file = openSync(part, 'w')
  let waiting = isCsv ? 'person,vacancy,rank,score\n' : ''
  const flush = () => {
    writeSync(file, waiting)
    waiting = ''
  }
  return {
    put(pairs: readonly Ranked[]): void {
      waiting += isCsv ? stringify(pairs.map(({ person, vacancy, rank, score }) => [person, vacancy, rank, score])) : pairs.map(({ person, vacancy, rank, score }) => `${JSON.stringify({ person, vacancy, rank, score })}\n`).join('')
      if (waiting.length > 1_000_000) flush()
    },
    finish(): void {
      flush()
      closeSync(file)
      renameSync(part, out)
    },
  }
}

/** How evenly places of lists are spread over the vacancies. */
function evenness(exposed: ExposureCounter, vacancies: Iterable<string>): string {
  const values = [...vacancies].map((code) => exposed.of(code).exposure)
  return `Gini ${gini(values).toFixed(2)}, never shown ${values.filter((value) => value === 0).length} of ${values.length} vacancies`
}

const writtenAtOnce = 10_000

/** Writes the pairs of the assignment. Answers with their number. */
function writeAssigned(held: HeldPairs, capacity: ReadonlyMap<string, number>, spread: ExposureCounter, put: (pairs: readonly Ranked[]) => void): number {
  let some: Ranked[] = []
  let written = 0
  for (const pair of assignedPairs(held, capacity)) {
    some.push(pair)
    spread.take(pair)
    if (++written % writtenAtOnce !== 0) continue
    put(some)
    some = []
  }
  put(some)
  return written
}

/** 0: done; 1: bad input, nothing written. It gives way to the pages that people wait for. With `--assign` all pairs are held, in ten bytes each. */
export async function matchBatch(platform: Platform, words: readonly string[], say: Say): Promise<0 | 1> {
  const [isAssign, isQuiet] = [words.includes('--assign'), words.includes('--quiet')]
  const [out, top, side] = [option(words, 'out'), Number(option(words, 'top') ?? (isAssign ? 50 : 20)), option(words, 'side') ?? 'people']
  if (!out || !/\.(csv|jsonl)$/.test(out) || (side !== 'people' && side !== 'vacancies')) return say(batchUsage), 1
  if (!Number.isInteger(top) || top < 1 || top > 200) return say('--top must be 1 to 200.'), 1
  const workers = Number(option(words, 'workers') ?? availableParallelism())
  if (!Number.isInteger(workers) || workers < 1 || workers > 64) return say('--workers must be 1 to 64.'), 1
  setPriority(constants.priority.PRIORITY_LOW)
  const tell: Say = isQuiet ? () => undefined : say
  const context = systemContext(platform)
  const resting = await platform.db.transaction(context, (tx) => listRestingPairs(tx, context.today))
  const [plain, file, held] = [exposureCounter(), openPairFile(out), new HeldPairs(side)]
  let [subjects, written] = [0, 0]
  const result = await runBatch(platform.db, dayNumber(context.today), { side, top: top + mostResting(resting, side), workers }, (found) => {
    const pairs = awake(found, resting, top)
    for (const pair of pairs) if (pair.rank <= 5) plain.take(pair)
    if (isAssign) held.add(pairs)
    else file.put(pairs)
    written += pairs.length
    if (++subjects % sayEvery === 0) tell(`${subjects} ${side} done`)
  })
  const vacancies = [...result.capacity.keys()]
  tell(`plain lists: ${evenness(plain, vacancies)}`)
  if (isAssign) {
    const spread = exposureCounter()
    written = writeAssigned(held, result.capacity, spread, (pairs) => file.put(pairs))
    await platform.db.transaction(context, (tx) => keepBoth(tx, vacancies, plain, spread))
    tell(`assigned:    ${evenness(spread, vacancies)}; ${held.size} pairs held in ${Math.ceil(held.bytes / 1_000_000)} MB`)
  }
  file.finish()
  tell(`${result.people} people, ${result.vacancies} vacancies, ${written} pairs`)
  return 0
}
