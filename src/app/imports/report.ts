import type { Replacement, WrongCell } from '../../platform/imports/dry-run'
import reasons from '../../platform/imports/reasons.json'
import type { MappedColumns } from '../../platform/imports/map-columns'
import type { FaultParams } from '../../platform/imports/fault'
import type { RawTable } from '../../platform/imports/read-table'
import type { Language } from '../../platform/i18n/words'

const sentences: Readonly<Record<string, Readonly<Record<Language, string>>>> = reasons

/** What a reason says in a language, with the names in it filled in. */
export function sentenceOf(reason: string, params: FaultParams, language: Language): string {
  const text = sentences[reason]?.[language] ?? sentences['register-refused']?.[language] ?? reason
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** Reasons with the number of their rows, the most frequent first. */
export function countReasons(wrong: readonly WrongCell[]): { reason: string; params: FaultParams; rows: number }[] {
  const found = new Map<string, { reason: string; params: FaultParams; rows: Set<number> }>()
  for (const cell of wrong) {
    const kept = found.get(cell.reason) ?? { reason: cell.reason, params: cell.params, rows: new Set<number>() }
    kept.rows.add(cell.row)
    found.set(cell.reason, kept)
  }
  return [...found.values()].map(({ reason, params, rows }) => ({ reason, params, rows: rows.size })).sort((a, b) => b.rows - a.rows)
}

/** Values that the mapping put in the place of others: what a reader must agree with before anything is written. */
export function listReplacements(table: RawTable, { mapped }: MappedColumns): Replacement[] {
  const found: Replacement[] = []
  for (const { column, at, source } of mapped) {
    if (at === undefined || !source.values) continue
    const rows = new Map<string, number>()
    for (const { cells } of table.rows) {
      const text = (cells[at] ?? '').normalize('NFC').trim()
      if (text !== '' && source.values.has(text)) rows.set(text, (rows.get(text) ?? 0) + 1)
    }
    for (const [from, count] of rows) {
      const to = source.values.get(from) ?? ''
      if (to !== from) found.push({ column: column.name, from, to: to === '' ? source.default ?? '' : to, rows: count })
    }
  }
  return found.sort((a, b) => b.rows - a.rows)
}
