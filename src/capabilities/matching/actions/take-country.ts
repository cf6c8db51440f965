import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type { Country } from '../../../platform/country/index'
import type { Tx } from '../../../platform/db/database'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { constants } from '../score/constants'
import { reachDaily } from './reach'
import { spreadDaily } from './spread'
import { digestOf, type WeightNumbers, weightsInForce } from './weights'

/** Optional files of a country that only matching reads, with their columns. */
export const countryFiles = {
  'district-distances.csv': ['from', 'to', 'km'],
  'skill-weights.csv': ['skill', 'idf'],
  'skill-profiles.csv': ['isco', 'skill', 'role'],
  'related-occupations.csv': ['isco_a', 'isco_b', 'closeness'],
  'legal-requirements.csv': ['isco', 'kind', 'value'],
} as const
export type CountryFile = keyof typeof countryFiles

export const countryFolderOf = (platform: Platform) => join(platform.assetFolder, '..', '..', 'countries', platform.country.code)

export class CountryFileRefusal extends Error {}

/** Rows of an optional file; none when the country has no such file. */
export function readCountryFile(folder: string, name: CountryFile): Record<string, string>[] {
  const path = join(folder, name)
  if (!existsSync(path)) return []
  const rows = parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Record<string, string>[]
  rows.forEach((row, at) => {
    const missing = countryFiles[name].find((column) => !row[column])
    if (missing) throw new CountryFileRefusal(`${name} line ${at + 2}: the column ${missing} is empty.`)
  })
  return rows
}

function whole(name: string, at: number, column: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text ?? '') || value < least || value > most) throw new CountryFileRefusal(`${name} line ${at + 2}: ${column} must be a whole number from ${least} to ${most}.`)
  return value
}

const bothWays = <T>(rows: readonly T[], turn: (row: T) => T): T[] => rows.flatMap((row) => [row, turn(row)])

/** Rates of the newest month to the first currency of the country. */
function ratesOf(country: Country): { currency: string; rate: string }[] {
  const base = country.currencies[0]?.code
  const newest = new Map<string, { month: string; rate: string }>()
  for (const { month, from, to, rate } of country.exchangeRates) {
    if (to === base && month > (newest.get(from)?.month ?? '')) newest.set(from, { month, rate })
  }
  return [...(base ? [{ currency: base, rate: '1' }] : []), ...[...newest].map(([currency, { rate }]) => ({ currency, rate }))]
}

const unique = <T>(rows: readonly T[], key: (row: T) => string) => [...new Map(rows.map((row) => [key(row), row])).values()]

/** What only two people change: rarities, profiles and related occupations, as the files of the country have them. */
export function readWeightFiles(folder: string): WeightNumbers {
  const read = (name: CountryFile) => readCountryFile(folder, name)
  return {
    version: constants.version,
    skills: unique(read('skill-weights.csv').map((row, at) => ({ code: row['skill'] ?? '', idf: whole('skill-weights.csv', at, 'idf', row['idf'], 100, 9000) })), ({ code }) => code),
    profiles: read('skill-profiles.csv').map((row, at) => ({ isco: row['isco'] ?? '', skill: row['skill'] ?? '', role: whole('skill-profiles.csv', at, 'role', row['role'], 10, 100) })),
    related: read('related-occupations.csv').map((row, at) => ({ isco_a: row['isco_a'] ?? '', isco_b: row['isco_b'] ?? '', closeness: whole('related-occupations.csv', at, 'closeness', row['closeness'], 0, 10_000) })),
  }
}

/** Everything of the country that the score needs, as one value. `weights`: those in force, else those of the files. */
export function numbersOf(country: Country, folder: string, weights: WeightNumbers = readWeightFiles(folder)) {
  const read = (name: CountryFile) => readCountryFile(folder, name)
  const distances = read('district-distances.csv').map((row, at) => ({ a: row['from'] ?? '', b: row['to'] ?? '', km: whole('district-distances.csv', at, 'km', row['km'], 0, 5000) }))
  return {
    setting: { weightsVersion: `${weights.version}-${digestOf(weights).slice(0, 8)}`, minAge: country.minimumWorkingAge, commuteKm: 15, restDays: 90, baseCurrency: country.currencies[0]?.code ?? null },
    levels: country.education.flatMap(({ code, iscedLevel }) => (iscedLevel === 'none' ? [{ education_code: code, isced: 0 }] : /^\d$/.test(iscedLevel) ? [{ education_code: code, isced: Number(iscedLevel) }] : [])),
    rates: ratesOf(country),
    distances: unique(bothWays(distances, ({ a, b, km }) => ({ a: b, b: a, km })).filter(({ a, b }) => a !== b), ({ a, b }) => `${a} ${b}`),
    related: unique(bothWays(weights.related, ({ isco_a, isco_b, closeness }) => ({ isco_a: isco_b, isco_b: isco_a, closeness })), ({ isco_a, isco_b }) => `${isco_a} ${isco_b}`),
    legal: read('legal-requirements.csv').map(({ isco, kind, value }) => ({ isco, kind, value })),
    skills: unique([...country.skills.map(({ code }) => ({ code, idf: constants.unknownIdf })), ...weights.skills], ({ code }) => code),
    profiles: weights.profiles,
  }
}

/** Brings the country's numbers into the store, with the weights that two people signed; when they changed, the facts of everybody are written anew. */
export async function takeCountryNumbers(tx: Tx, platform: Platform): Promise<boolean> {
  const folder = countryFolderOf(platform)
  const numbers = JSON.stringify(numbersOf(platform.country, folder, await weightsInForce(tx, readWeightFiles(folder))))
  const digest = createHash('sha256').update(numbers).digest('hex')
  const { rows } = await sql<{ changed: boolean }>`select match_take_country(${numbers}::jsonb, ${digest}) as changed`.execute(tx.db)
  return rows[0]?.changed ?? false
}

/** Whether the files of the country hold other weights than those in force. */
export async function weightsWait(tx: Tx, platform: Platform): Promise<boolean> {
  const files = readWeightFiles(countryFolderOf(platform))
  return digestOf(await weightsInForce(tx, files)) !== digestOf(files)
}

/** Minors grow older and files change: once a day. */
export const matchingDaily: JobHandlers = {
  ...reachDaily, ...spreadDaily,
  'daily.match-numbers': async (tx, platform) => void (await takeCountryNumbers(tx, platform)),
}
