import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tableFaults } from './cells'
import { CLASSIFICATIONS, columnsOf, labelFaults, readClassificationRows, readLabels } from './classification'
import type { LabelTable } from './classification'
import { codeFaults } from './code-check'
import type { Tables } from './code-check'
import { FILE_NAMES, FILES } from './files'
import type { FileName, FileSpec } from './files'
import type { Fault } from './model'
import { placeFaults } from './place-check'
import { readSettings } from './settings'
import type { Settings } from './settings'
import { readTable } from './table'
import type { Row } from './table'

/** A country folder as read: nothing in it may be trusted while `faults` is not empty. */
export type CountryFiles = {
  readonly settings: Settings | null
  readonly tables: Tables
  readonly classifications: ReadonlyMap<string, readonly Row[]>
  readonly labels: readonly LabelTable[]
  readonly counts: Readonly<Record<string, number>>
  readonly faults: readonly Fault[]
}

export async function readCountryFiles(id: string, root: string): Promise<CountryFiles> {
  const folder = join(root, id)
  const faults: Fault[] = []
  const text = await readFile(join(folder, 'country.json'), 'utf8').catch(() => null)
  const read = text === null
    ? { settings: null, faults: [{ file: 'country.json', line: 1, message: `The file is missing in ${folder}.` }] }
    : readSettings(text, id)
  faults.push(...read.faults)
  const { tables, faults: shapeFaults } = await readTables(folder, read.settings)
  faults.push(...shapeFaults)
  const classifications = new Map<string, readonly Row[]>()
  for (const { name, version } of CLASSIFICATIONS) {
    const table = await readClassificationRows(root, version)
    classifications.set(name, table.rows)
    faults.push(...table.faults)
  }
  const labels = await readLabels(folder)
  const known = new Map([...classifications].map(([name, rows]) => [name, new Set(rows.map((row) => row.get('code')))]))
  faults.push(...labels.faults, ...labelFaults(labels.tables, known), ...offerFaults(tables, known))
  if (read.settings) faults.push(...crossFaults(tables, read.settings))
  const counts = countAll(tables, classifications)
  faults.push(...countFaults(tables['counts.csv'], counts))
  return { settings: read.settings, tables, classifications, labels: labels.tables, counts, faults: inOrder(faults) }
}

async function readTables(folder: string, settings: Settings | null): Promise<{ tables: Tables; faults: Fault[] }> {
  const faults: Fault[] = []
  const entries = await Promise.all(
    FILE_NAMES.map(async (name): Promise<[FileName, readonly Row[]]> => {
      const spec: FileSpec = FILES[name]
      const table = await readTable(join(folder, name), name, columnsOf(spec))
      faults.push(...table.faults, ...tableFaults(table.rows, spec, settings?.languages ?? []))
      return [name, table.rows]
    }),
  )
  return { tables: Object.fromEntries(entries) as Tables, faults }
}

function crossFaults(tables: Tables, settings: Settings): Fault[] {
  const [national] = settings.languages
  if (!national) return []
  const rows = { places: tables['places.csv'], villages: tables['villages.csv'], words: tables['place-words.csv'] }
  return [...placeFaults(rows, { code: settings.code, national }), ...codeFaults(tables, settings)]
}

/** `occupations.csv` and `industries.csv` choose from a classification version. */
function offerFaults(tables: Tables, known: ReadonlyMap<string, ReadonlySet<string>>): Fault[] {
  const faults: Fault[] = []
  for (const [file, name] of [['occupations.csv', 'isco'], ['industries.csv', 'isic']] as const) {
    const version = CLASSIFICATIONS.find((one) => one.name === name)?.version
    for (const row of tables[file]) {
      if (row.get('list') !== version) faults.push({ file, line: row.line, message: `"list" must be ${version ?? name}.` })
      else if (!known.get(name)?.has(row.get('code'))) faults.push({ file, line: row.line, message: `Code "${row.get('code')}" is not in ${version}.` })
    }
  }
  return faults
}

function countAll(tables: Tables, classifications: ReadonlyMap<string, readonly Row[]>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const level of [1, 2, 3]) {
    counts[`places.${level}`] = tables['places.csv'].filter((row) => row.get('level') === String(level)).length
  }
  counts['places.4'] = tables['villages.csv'].length
  for (const [name, rows] of classifications) {
    for (const row of rows) {
      if (row.get('kind') !== '' && row.get('kind') !== 'field') continue
      const key = `${name}.${row.get('level')}`
      counts[key] = (counts[key] ?? 0) + 1
    }
  }
  for (const name of FILE_NAMES) {
    if (!['places.csv', 'villages.csv', 'counts.csv'].includes(name)) counts[name.replace('.csv', '')] = tables[name].length
  }
  return counts
}

/** The owner's published counts guard against a list that lost rows. */
function countFaults(rows: readonly Row[], counts: Readonly<Record<string, number>>): Fault[] {
  return rows.flatMap((row) => {
    const found = counts[row.get('what')]
    if (found === Number(row.get('count'))) return []
    const message = found === undefined ? `Nothing is counted as "${row.get('what')}".` : `${row.get('what')}: ${found} found, ${row.get('count')} expected.`
    return [{ file: row.file, line: row.line, message }]
  })
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}
