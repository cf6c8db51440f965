import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import {
  checksNamed, countRemoved, countRemovedFor, CountryFileRefusal, countryFiles, numbersOf, partMost, parts, rankPeople, rankVacancies, readCountryFile, relatedFrom, type ScoredPair, scorePairs,
  startMatching, takeCountryNumbers, verifyIndex, versionInForce, weightsFromEsco, weightsWait,
} from '../capabilities/matching/index'
import { parsePublicCode } from '../kernel/code'
import { EscoRefusal, readEsco } from '../platform/classifications/esco/read-esco'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'
import { batchUsage, matchBatch } from './verb-match-batch'
import { option } from './verbs'

type Say = (line: string) => void
/** Exit codes of these verbs: done, bad input (nothing written), not found. */
const exit = { done: 0, badInput: 1, notFound: 2 } as const

export const matchVerbUsage = [
  'match vacancy CODE | match person CODE [--top 20] [--format text|json]: the best of the other side, with eight numbers that add up',
  'match explain PERSON VACANCY: the eight numbers of one pair',
  batchUsage,
  'match verify [--sample 500]: the index against the store',
  'match weights build --esco PATH | match weights related | match weights check: files of the country for the score',
]

function topOf(words: readonly string[], otherwise: number): number | undefined {
  const top = Number(option(words, 'top') ?? otherwise)
  return Number.isInteger(top) && top >= 1 && top <= 200 ? top : undefined
}

type Kind = 'person' | 'vacancy'
async function findByCode(platform: Platform, kind: Kind, typed: string, say: Say): Promise<{ id: string; code: string } | number> {
  const code = parsePublicCode(typed)
  if (!code.ok) return say(code.reason === 'typing-mistake' ? 'This code has a typing mistake. Please check it.' : `No ${kind} has the code ${typed}.`), exit.notFound
  const { rows } = await platform.db.wholeStore((store) => (kind === 'person' ? sql<{ id: string }>`select id from person where card_number = ${code.value}` : sql<{ id: string }>`select id from vacancy where code = ${code.value}`).execute(store))
  return rows[0] ? { id: rows[0].id, code: code.value } : (say(`No ${kind} has the code ${typed}.`), exit.notFound)
}

const centresOf = async (platform: Platform) => (await platform.db.asLogin.selectFrom('centre').select('id').execute()).map(({ id }) => id)
const line = (pair: ScoredPair, at: number, code: string) => `${String(at + 1).padStart(3)}  ${code}  ${String(pair.score).padStart(6)}  ${parts.map((part) => String(pair.parts[part]).padStart(5)).join(' ')}  ${checksNamed(pair.checks).join(',')}`
const head = `     code       points  ${parts.map((part) => part.slice(0, 5).padStart(5)).join(' ')}`

/** `match vacancy` and `match person`. */
async function matchOne(platform: Platform, kind: Kind, words: readonly string[], say: Say): Promise<number> {
  const top = topOf(words, 20)
  if (top === undefined) return say('--top must be 1 to 200.'), exit.badInput
  const found = await findByCode(platform, kind, words[0] ?? '', say)
  if (typeof found === 'number') return found
  const { pairs, engine, weights, eligible } = await platform.db.transaction(systemContext(platform, await centresOf(platform)), async (tx) => {
    const ranked = await (kind === 'vacancy' ? rankPeople(tx, found.id, top) : rankVacancies(tx, found.id, top))
    const byFilter = kind === 'vacancy' ? await countRemoved(tx, found.id, tx.context.today) : await countRemovedFor(tx, found.id, tx.context.today)
    return { ...ranked, weights: await versionInForce(tx), eligible: byFilter.get(0) ?? 0 }
  })
  const other = (pair: ScoredPair) => (kind === 'vacancy' ? pair.personCode : pair.vacancyCode)
  const otherName = kind === 'vacancy' ? 'person' : 'vacancy'
  if (option(words, 'format') === 'json') {
    const rows = pairs.map((pair, at) => ({ rank: at + 1, [otherName]: other(pair), score: pair.score, parts: pair.parts, line: pair.line, check: checksNamed(pair.checks) }))
    say(JSON.stringify({ [kind]: found.code, weights, engine, eligible, [kind === 'vacancy' ? 'candidates' : 'vacancies']: rows }))
    return exit.done
  }
  say(head)
  pairs.forEach((pair, at) => say(line(pair, at, other(pair))))
  say(pairs.length === 0 ? 'Nobody fits, or there is no agreement or no open vacancy.' : `${pairs.length} of ${top}`)
  return exit.done
}

async function explainOne(platform: Platform, words: readonly string[], say: Say): Promise<number> {
  const person = await findByCode(platform, 'person', words[0] ?? '', say)
  if (typeof person === 'number') return person
  const vacancy = await findByCode(platform, 'vacancy', words[1] ?? '', say)
  if (typeof vacancy === 'number') return vacancy
  const [pair] = await platform.db.transaction(systemContext(platform), async (tx) => scorePairs(tx.db, [person.id], [vacancy.id], tx.context.today, false))
  if (!pair) return say('There are no points: the person did not agree to matching, or the vacancy is not open.'), exit.notFound
  for (const part of parts) say(`${part.padEnd(12)} ${String(pair.parts[part]).padStart(5)} of ${partMost[part]}`)
  say(`${'sum'.padEnd(12)} ${String(pair.score).padStart(5)} of 10000`)
  say(`line ${pair.line}, cosine ${pair.cosine}, closeness ${pair.closeness}${pair.filter ? `, removed by filter ${pair.filter}` : ''}${pair.checks ? `, to check: ${checksNamed(pair.checks).join(', ')}` : ''}`)
  return exit.done
}

const refresh = (platform: Platform) =>
  platform.db.transaction(systemContext(platform), async (tx) => {
    for (;;) {
      const { rows } = await sql<{ done: number }>`select match_refresh(2000, ${tx.context.today}) as done`.execute(tx.db)
      if ((rows[0]?.done ?? 0) < 2000) return
    }
  })

async function verify(platform: Platform, words: readonly string[], say: Say): Promise<number> {
  const sample = Number(option(words, 'sample') ?? 500)
  if (!Number.isInteger(sample) || sample < 1 || sample > 100_000) return say('--sample must be 1 to 100000.'), exit.badInput
  const { today } = systemContext(platform)
  const live = startMatching({ db: platform.db, today: () => today, clock: platform.clock, log: platform.log })
  await live.step()
  const layers = live.ready()
  if (!layers) return say('The index could not be built.'), exit.badInput
  const { compared, different } = await verifyIndex(platform.db, layers, today, sample)
  await live.stop()
  for (const code of different.slice(0, 100)) say(`different: ${code}`)
  say(`${compared} lists compared, ${different.length} differences`)
  return different.length === 0 ? exit.done : exit.badInput
}

async function weights(platform: Platform, root: string, words: readonly string[], say: Say): Promise<number> {
  const folder = join(root, 'countries', platform.country.code)
  const write = (name: keyof typeof countryFiles, rows: readonly object[]) => {
    writeFileSync(join(folder, `${name}.part`), stringify([...rows], { header: true, columns: [...countryFiles[name]] }))
    renameSync(join(folder, `${name}.part`), join(folder, name))
    say(`${name}: ${rows.length} rows`)
  }
  const [action] = words
  if (action === 'build') {
    const path = option(words, 'esco')
    if (!path) return say('match weights build --esco PATH'), exit.badInput
    const built = weightsFromEsco(await readEsco([path]), new Map(platform.country.skills.flatMap(({ code, escoUri }) => (escoUri ? [[escoUri, code] as const] : []))))
    write('skill-weights.csv', built.weights)
    write('skill-profiles.csv', built.profiles)
  } else if (action === 'related') {
    const profiles = readCountryFile(folder, 'skill-profiles.csv').map(({ isco = '', skill = '', role }) => ({ isco, skill, role: Number(role) }))
    const idf = new Map(readCountryFile(folder, 'skill-weights.csv').map(({ skill = '', idf: value }) => [skill, Number(value)]))
    write('related-occupations.csv', relatedFrom(profiles, idf))
  } else if (action !== 'check') return say('match weights build|related|check'), exit.badInput
  const numbers = numbersOf(platform.country, folder)
  say(`${numbers.skills.length} skills, ${numbers.profiles.length} profile rows, ${numbers.distances.length} distances, ${numbers.related.length} related pairs, ${numbers.legal.length} legal requirements: no faults`)
  await platform.db.transaction(systemContext(platform), async (tx) => {
    await takeCountryNumbers(tx, platform)
    if (await weightsWait(tx, platform)) say('These files differ from the version in force: propose them on the page of weights; they count once another person approves.')
  })
  return exit.done
}

/** The verbs of matching that need the store. */
export async function matchVerb(platform: Platform, root: string, [action = '', ...words]: readonly string[], say: Say): Promise<number> {
  if (words.includes('--weights')) return say('These lists are made with the weights in force. Other weights are for: npx openpes match evaluate --weights FILE.json'), exit.badInput
  try {
    await platform.db.transaction(systemContext(platform), (tx) => takeCountryNumbers(tx, platform))
    if (action === 'vacancy' || action === 'person') return await refresh(platform).then(() => matchOne(platform, action, words, say))
    if (action === 'explain') return await refresh(platform).then(() => explainOne(platform, words, say))
    if (action === 'batch') return await refresh(platform).then(() => matchBatch(platform, words, say))
    if (action === 'verify') return await verify(platform, words, say)
    if (action === 'weights') return await weights(platform, root, words, say)
  } catch (error) {
    if (error instanceof CountryFileRefusal || error instanceof EscoRefusal) return say(error.message), exit.badInput
    throw error
  }
  for (const usage of matchVerbUsage) say(`npx openpes ${usage}`)
  return exit.badInput
}
