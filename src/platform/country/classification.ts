import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { tableFaults } from './cells'
import { CLASSIFICATION_FILE, LABEL_FILE } from './files'
import type { FileSpec } from './files'
import { LANGS } from './model'
import type { Classification, ClassificationEntry, Fault, Lang, Title } from './model'
import { readTable } from './table'
import type { Row } from './table'
import { scriptFault } from './text-check'

type LabelKind = ClassificationEntry['labels'][number]['kind']
type Label = { lang: Lang; text: string; kind: LabelKind }
export type LabelTable = { readonly list: string; readonly lang: Lang; readonly rows: readonly Row[] }

/** The classifications in use: name in label files, file in `classifications/`, and the name of the version. */
export const CLASSIFICATIONS = [
  { name: 'isco', version: 'isco-08' },
  { name: 'isic', version: 'isic-rev4' },
  { name: 'isced-f', version: 'isced-f' },
] as const

export async function readClassificationRows(root: string, version: string): Promise<{ rows: readonly Row[]; faults: Fault[] }> {
  const table = await readTable(join(root, 'classifications', `${version}.csv`), `../classifications/${version}.csv`, columnsOf(CLASSIFICATION_FILE))
  const levels = new Map(table.rows.map((row) => [row.get('code'), Number(row.get('level'))]))
  const faults = [...table.faults, ...tableFaults(table.rows, CLASSIFICATION_FILE, [])]
  for (const row of table.rows) {
    const level = Number(row.get('level'))
    const above = row.get('parent') === '' ? 0 : levels.get(row.get('parent'))
    if (above !== level - 1) faults.push({ file: row.file, line: row.line, message: `Parent "${row.get('parent')}" is not one level up.` })
  }
  return { rows: table.rows, faults }
}

/** Reads `labels/<list>.<lang>.csv`, as many as there are. */
export async function readLabels(folder: string): Promise<{ tables: LabelTable[]; faults: Fault[] }> {
  const files = (await readdir(join(folder, 'labels')).catch(() => [])).filter((name) => name.endsWith('.csv')).sort()
  const tables: LabelTable[] = []
  const faults: Fault[] = []
  for (const name of files) {
    const file = `labels/${name}`
    const [list = '', langText = ''] = name.split('.')
    const lang = LANGS.find((known) => known === langText)
    if (!lang || !CLASSIFICATIONS.some((known) => known.name === list)) {
      faults.push({ file, line: 1, message: 'The name must be <list>.<language>.csv, for example isco.en.csv.' })
      continue
    }
    const table = await readTable(join(folder, file), file, columnsOf(LABEL_FILE))
    faults.push(...table.faults, ...tableFaults(table.rows, LABEL_FILE, []))
    tables.push({ list, lang, rows: table.rows })
  }
  return { tables, faults }
}

/** Labels of unknown codes, in wrong letters, or with two preferred ones for a code. */
export function labelFaults(tables: readonly LabelTable[], known: ReadonlyMap<string, ReadonlySet<string>>): Fault[] {
  const faults: Fault[] = []
  for (const { list, lang, rows } of tables) {
    const preferred = new Map<string, number>()
    for (const row of rows) {
      const report = (message: string) => faults.push({ file: row.file, line: row.line, message })
      const code = row.get('code')
      if (!known.get(list)?.has(code)) report(`Code "${code}" is not in ${list}.`)
      const letters = scriptFault(row.get('label'), lang)
      if (letters) report(`"label" ${letters}.`)
      if (row.get('kind') === 'alternative') continue
      const earlier = preferred.get(code)
      if (earlier !== undefined) report(`Code "${code}" already has a preferred label in line ${earlier}.`)
      preferred.set(code, row.line)
    }
  }
  return faults
}

/** Joins codes, labels and the country's choice of codes. Without `offered` every proper code may be chosen. */
export function buildClassification(list: string, rows: readonly Row[], labels: readonly LabelTable[], offered: readonly Row[] | null): Classification {
  const extra = new Map<string, Label[]>()
  for (const table of labels) {
    for (const row of table.rows) {
      const label = { lang: table.lang, text: row.get('label'), kind: row.get('kind') as LabelKind }
      extra.set(row.get('code'), [...(extra.get(row.get('code')) ?? []), label])
    }
  }
  const choice = offered && new Map(offered.map((row) => [row.get('code'), row]))
  const entries = new Map<string, ClassificationEntry>()
  const children = new Map<string, ClassificationEntry[]>()
  for (const row of rows) {
    const code = row.get('code')
    const own = choice?.get(code)
    const isProper = row.get('kind') === '' || row.get('kind') === 'field'
    const english: Label = { lang: 'en', text: row.get('title_en'), kind: 'official' }
    const entry: ClassificationEntry = {
      code,
      level: Number(row.get('level')),
      parent: row.get('parent') || null,
      isSelectable: choice ? own?.get('selectable') === 'Y' : isProper,
      nationalCode: own?.get('national_code') || null,
      note: own?.get('note') ?? '',
      labels: [...(extra.get(code) ?? []), english],
    }
    entries.set(code, entry)
    children.set(entry.parent ?? '', [...(children.get(entry.parent ?? '') ?? []), entry])
  }
  return {
    list,
    entries,
    title: (code, lang) => titleOf(entries.get(code), lang),
    childrenOf: (code) => children.get(code) ?? [],
  }
}

function titleOf(entry: ClassificationEntry | undefined, lang: Lang): Title | undefined {
  if (!entry) return undefined
  for (const wanted of [lang, 'en'] as const) {
    for (const { text, kind, lang: own } of entry.labels) {
      if (own === wanted && kind !== 'alternative') return { text, lang: own, isFallback: own !== lang, kind }
    }
  }
  return undefined
}

export function columnsOf(spec: FileSpec): { required: string[]; optional: string[] } {
  const names = Object.keys(spec.columns)
  const isOptional = (name: string) => spec.columns[name]?.isOptional === true
  return { required: names.filter((name) => !isOptional(name)), optional: names.filter(isOptional) }
}
