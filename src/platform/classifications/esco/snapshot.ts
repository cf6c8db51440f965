import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { EscoForCoding } from '../coding/known-labels'
import type { Esco } from './read-esco'

const fileIn = (dataFolder: string) => join(dataFolder, 'classifications', 'esco-for-coding.json.gz')

/** Keeps what coding needs of the imported release beside the store, so that titles can be coded without opening it. */
export function writeSnapshot(dataFolder: string, { occupations, iscoExamples, iscoDefinitions }: Esco): void {
  mkdirSync(join(dataFolder, 'classifications'), { recursive: true })
  const kept: EscoForCoding = { occupations, iscoExamples, iscoDefinitions }
  writeFileSync(`${fileIn(dataFolder)}.part`, gzipSync(JSON.stringify(kept)))
  renameSync(`${fileIn(dataFolder)}.part`, fileIn(dataFolder))
}

export function readSnapshot(dataFolder: string): EscoForCoding | undefined {
  if (!existsSync(fileIn(dataFolder))) return undefined
  return JSON.parse(gunzipSync(readFileSync(fileIn(dataFolder))).toString('utf8')) as EscoForCoding
}
