import { parse } from 'csv-parse/sync'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '../../platform/platform'
import { directions } from './rules/attainment'
import { accumulations } from './rules/window'

export interface IndicatorRow {
  readonly framework: string
  readonly pillar: string
  readonly pillarTitles: Readonly<Record<string, string>>
  readonly key: string
  readonly measure: string
  readonly labels: Readonly<Record<string, string>>
  readonly direction: string
  readonly accumulation: string
  readonly slices: readonly string[]
}
export interface IndicatorFault {
  readonly line: number
  readonly column: string
  readonly what: 'missing' | 'not-valid' | 'target-in-label' | 'twice'
}
type Cells = Record<string, string>

/** A name says what is counted. The target belongs in the target: no number word, percentage or "increase of" in front. */
export const holdsTarget = (label: string): boolean => /^\s*(\d|[០-៩]|[໐-໙]|(one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b)|%|increase of/iu.test(label)

/** The indicators of a country's file with everything that is wrong in it. */
export function readIndicators(text: string, languages: readonly string[]): { rows: IndicatorRow[]; faults: IndicatorFault[] } {
  const faults: IndicatorFault[] = []
  const seen = new Set<string>()
  const records: Cells[] = parse(text, { columns: true, skip_empty_lines: true, trim: true })
  const rows = records.map((cells, i): IndicatorRow => {
    const line = i + 2
    const fault = (column: string, what: IndicatorFault['what']) => void faults.push({ line, column, what })
    const cell = (name: string) => cells[name] ?? ''
    const named = (prefix: string) => Object.fromEntries(languages.map((language) => [language, cell(`${prefix}_${language}`)]))
    for (const name of ['framework', 'pillar', 'key', 'measure', 'direction', 'accumulation']) if (cell(name) === '') fault(name, 'missing')
    for (const language of languages) {
      if (cell(`label_${language}`) === '') fault(`label_${language}`, 'missing')
      else if (holdsTarget(cell(`label_${language}`))) fault(`label_${language}`, 'target-in-label')
      if (cell(`pillar_${language}`) === '') fault(`pillar_${language}`, 'missing')
    }
    if (!/^[a-z0-9_]{3,60}$/.test(cell('key'))) fault('key', 'not-valid')
    if (!directions.some((one) => one === cell('direction'))) fault('direction', 'not-valid')
    if (!accumulations.some((one) => one === cell('accumulation'))) fault('accumulation', 'not-valid')
    for (const once of [`${cell('framework')}|${cell('key')}`, `${cell('framework')}|${cell('measure')}`]) {
      if (seen.has(once)) fault('key', 'twice')
      seen.add(once)
    }
    return {
      framework: cell('framework'), pillar: cell('pillar'), pillarTitles: named('pillar'), key: cell('key'), measure: cell('measure'), labels: named('label'), direction: cell('direction'),
      accumulation: cell('accumulation'), slices: cell('slices').split(' ').filter(Boolean),
    }
  })
  return { rows, faults }
}

/** The text of the country's file; countries stand beside the program's own assets. */
export const readIndicatorFile = (platform: Platform): Promise<string> => readFile(join(platform.assetFolder, '../../countries', platform.country.code, 'indicators.csv'), 'utf8')
