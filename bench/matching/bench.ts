// Exact top 20 of a vacancy and of a person: the index against its peers, alternating, on the same rows, with the same score, filters and ties.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PeopleIndex, PeopleBuilder } from '../../src/capabilities/matching/engine/people-index'
import { PeopleSearch } from '../../src/capabilities/matching/engine/people-search'
import { TopK } from '../../src/capabilities/matching/engine/top-k'
import { buildVacancyIndex } from '../../src/capabilities/matching/engine/vacancy-index'
import { VacancySearch } from '../../src/capabilities/matching/engine/vacancy-search'
import type { PersonFacts, VacancyFacts } from '../../src/capabilities/matching/score/facts'
import { type Invented, nationOf, today } from './nation'
import { openDuckPeer, openPostgresPeers, type Peer, peerSeconds } from './peers'

const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const show = (values: readonly number[]) => [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(2).padStart(9)).join(' ')
const megabytes = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}
const none: ReadonlySet<string> = new Set()
const warm = 200
const measured = 1000
/** A peer that needs seconds for an answer is asked less often. */

function build(nation: Invented): { index: PeopleIndex; seconds: number; sample: PersonFacts[] } {
  const builder = new PeopleBuilder(nation.ground)
  const sample: PersonFacts[] = []
  let spent = 0
  for (const person of nation.everybody()) {
    if (sample.length < warm + measured) sample.push(person)
    const began = performance.now()
    builder.add(person)
    spent += performance.now() - began
  }
  const began = performance.now()
  const index = builder.build()
  return { index, seconds: (spent + performance.now() - began) / 1000, sample }
}

function timed(run: (at: number) => void): number[] {
  for (let at = 0; at < warm; at += 1) run(at)
  return Array.from({ length: measured }, (_, at) => {
    const began = performance.now()
    run(warm + at)
    return performance.now() - began
  })
}

/** Reads what filters need of everybody, once: the least that any answer without an index costs. */
function streamOnce({ count, limit, wageLeast, dead, isced }: PeopleIndex): number {
  let kept = 0
  for (let at = 0; at < count; at += 1) if (dead[at] === 0 && (wageLeast[at] ?? 0) < 900_000 && (isced[at] ?? 0) > 1) kept += (limit[at] ?? 0) & 1
  return kept
}

/** Measures one size and gives the median of people for a vacancy, in milliseconds. */
async function measure(people: number, url: string): Promise<number> {
  const nation = nationOf(people, Math.max(100, people / 10))
  const before = megabytes()
  const { index, seconds, sample } = build(nation)
  const search = new PeopleSearch(index, nation.ground)
  const ofPeople = megabytes() - before
  const began = performance.now()
  const vacancies = buildVacancyIndex(nation.vacancies)
  const forPeople = new VacancySearch(vacancies, nation.ground)
  const vacancySeconds = (performance.now() - began) / 1000
  const open = nation.vacancies.filter(({ validUntil, postsLeft }) => validUntil >= today && postsLeft > 0)
  const of = <T>(list: readonly T[], at: number) => list[at % list.length] as T
  console.log(`\n${people} people, ${nation.vacancies.length} vacancies; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`)
  console.log(`cold build: people ${seconds.toFixed(2)} s, vacancies ${vacancySeconds.toFixed(2)} s; memory of people ${ofPeople.toFixed(0)} MB (${((ofPeople * 1e6) / people).toFixed(0)} MB per million), both with search ${(megabytes() - before).toFixed(0)} MB`)
  const ours = timed((at) => search.search(of(open, at), today, new TopK(20), none))
  const mirror = timed((at) => forPeople.search(of(sample, at), today, new TopK(20), none))
  const stream = timed(() => void streamOnce(index))
  console.log(`${'ms'.padEnd(34)}      p50       p95       p99`)
  console.log(`${'index: people for a vacancy'.padEnd(34)}${show(ours)}`)
  console.log(`${'index: vacancies for a person'.padEnd(34)}${show(mirror)}`)
  console.log(`${'filter columns streamed once'.padEnd(34)}${show(stream)}  index at p50 × ${(quantile(ours, 0.5) / quantile(stream, 0.5)).toFixed(1)}`)
  const asked = open.slice(0, 200)
  if (url === '') console.log('skipped: PostgreSQL')
  else {
    const { peers, version, close } = await openPostgresPeers(url, nation, asked)
    console.log(`PostgreSQL ${version}`)
    await comparePeers(peers, asked, search)
    await close()
  }
  const folder = mkdtempSync(join(tmpdir(), 'openpes-bench-'))
  const duck = await openDuckPeer(folder, nation, asked)
  console.log(`DuckDB ${duck.version}`)
  await comparePeers([duck.peer], asked, search)
  duck.close()
  rmSync(folder, { recursive: true })
  return quantile(ours, 0.5)
}

/**
 * Asks each peer and the index in turn for the same vacancies, until the peer had its time; the first answers only warm. A peer that gives
 * no answer in its time for one is counted with that time, and asked for five in all.
 */
async function comparePeers(peers: readonly Peer[], asked: readonly VacancyFacts[], search: PeopleSearch): Promise<void> {
  for (const { name, ask } of peers) {
    const [theirs, ours]: [number[], number[]] = [[], []]
    let mismatches = 0
    let [compared, unanswered] = [0, 0]
    const until = performance.now() + peerSeconds * 1000
    for (const [at, vacancy] of asked.entries()) {
      if (at > (unanswered > 0 ? 4 : 6) && performance.now() > until) break
      const began = performance.now()
      const answer = await ask(vacancy)
      if (!answer) unanswered += 1
      const between = performance.now()
      const top = new TopK(20)
      search.search(vacancy, today, top, none)
      const ended = performance.now()
      if (at >= 2) {
        theirs.push(between - began)
        ours.push(ended - between)
      }
      if (!answer) continue
      compared += 1
      if (JSON.stringify(answer) !== JSON.stringify(top.list().map(({ code, score }) => ({ code, score })))) mismatches += 1
    }
    console.log(`${name.padEnd(34)}${show(theirs)}  index in turn ${show(ours).trim().replace(/ +/g, ' / ')}; ratio at p50 ${(quantile(theirs, 0.5) / quantile(ours, 0.5)).toFixed(0)}; ${mismatches} mismatches of ${compared}${unanswered > 0 ? `; ${unanswered} not answered in ${peerSeconds} s, so times and ratio are the least they can be` : ''}`)
  }
}

const [, , sizes = '10000,100000', url = ''] = process.argv
console.log(`Node ${process.versions.node}; ${warm} warm and ${measured} measured queries of the index; a peer is asked for at most ${peerSeconds} s`)
const medians: number[] = []
const all = sizes.split(',').map(Number)
for (const people of all) medians.push(await measure(people, url))
all.slice(1).forEach((people, at) => console.log(`\ngrowth at p50 from ${all[at]} to ${people} people: × ${((medians[at + 1] ?? 0) / (medians[at] ?? 1)).toFixed(1)}, exponent ${(Math.log((medians[at + 1] ?? 1) / (medians[at] ?? 1)) / Math.log(people / (all[at] ?? 1))).toFixed(2)}`))
