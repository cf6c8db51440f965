import type { FileSpec } from './files'
import type { Fault, Lang } from './model'
import type { Row } from './table'
import { scriptFault, textFault } from './text-check'

/** Faults that one table shows by itself: empty or malformed cells, spoilt text, missing names, rows that stand twice. */
export function tableFaults(rows: readonly Row[], spec: FileSpec, languages: readonly Lang[]): Fault[] {
  const faults: Fault[] = []
  const seen = new Map<string, number>()
  for (const row of rows) {
    for (const name of Object.keys(spec.columns)) {
      const message = cellFault(row.get(name), spec, name)
      if (message) faults.push({ file: row.file, line: row.line, message: `"${name}" ${message}.` })
    }
    faults.push(...nameFaults(row, spec, languages))
    const key = spec.key.map((name) => row.get(name)).join(' / ')
    const earlier = seen.get(key)
    if (earlier !== undefined) faults.push({ file: row.file, line: row.line, message: `"${key}" already stands in line ${earlier}.` })
    else seen.set(key, row.line)
  }
  return faults
}

function cellFault(cell: string, spec: FileSpec, name: string): string | null {
  const column = spec.columns[name]
  if (!column) return null
  if (cell === '') return column.isFilled ? 'must not be empty' : null
  return (column.isRaw ? null : textFault(cell)) ?? column.check?.(cell) ?? null
}

/** Names in the languages of the country are compulsory, English always; letters must belong to the language. */
function nameFaults(row: Row, spec: FileSpec, languages: readonly Lang[]): Fault[] {
  const faults: Fault[] = []
  const shown = ['name', 'label', 'pillar'].flatMap((name) => (['km', 'lo', 'en'] as const).map((lang) => [`${name}_${lang}`, lang] as const))
  for (const [column, lang] of shown) {
    const own = spec.columns[column]
    if (!own) continue
    const text = row.get(column)
    const isNeeded = !own.isOptional && (lang === 'en' || languages.includes(lang))
    const message = text === '' ? (isNeeded ? 'must not be empty: it is shown to people' : null) : scriptFault(text, lang)
    if (message) faults.push({ file: row.file, line: row.line, message: `"${column}" ${message}.` })
  }
  return faults
}
