import type { CalendarDate } from '../../kernel/calendar'
import type { Done, Refused } from '../../kernel/outcome'
import type { FaultParams } from './fault'

/** Cells of one row by column name, after mapping and before parsing; '' where the file has nothing. */
export type RowTexts = Readonly<Record<string, string>>

/** Why a cell is wrong. `instead` is what to write there, where that can be said. */
export interface CellRefusal extends Refused<string> {
  readonly instead?: string
  readonly params?: FaultParams
}

export type CellOutcome<Value> = Done<Value> | CellRefusal

/**
 * One column of a register's file. The engine brings a cell into the form of its kind before `parse` sees it:
 * 'text' cleaned, 'number' as `-?digits[.digits]`, 'day' as 'YYYY-MM-DD', 'code' trimmed, 'yes-no' as 'yes' or 'no'.
 * Empty cells are never parsed: they become null, or are wrong where the column is required.
 */
export interface Column<Value> {
  readonly name: string
  readonly required?: boolean
  /** Headings that people use, beside the name itself. Case, blanks and underscores do not matter. */
  readonly headings: Readonly<Partial<Record<'km' | 'lo' | 'en', readonly string[]>>>
  readonly kind: 'text' | 'number' | 'day' | 'code' | 'yes-no'
  /** The column holds Khmer or Lao; text of an old non-Unicode font is refused. */
  readonly isNative?: boolean
  readonly isMultiline?: boolean
  /** In characters; 500, or 10,000 where lines may break. */
  readonly maxLength?: number
  parse(text: string, row: RowTexts): CellOutcome<Value>
}

/** The columns of rows of this shape: one per property. */
export type Columns<Values> = readonly { [Name in keyof Values & string]: Column<Values[Name]> & { readonly name: Name } }[keyof Values & string][]

type Draft = Omit<Column<never>, 'name' | 'kind' | 'parse'>

const keep = (value: string): Done<string> => ({ ok: true, value })

export function textColumn<Name extends string>(name: Name, draft: Draft): Column<string> & { readonly name: Name } {
  return { ...draft, name, kind: 'text', parse: keep }
}

/** A decimal as text, ready for the database: '12.50'. */
export function numberColumn<Name extends string>(name: Name, draft: Draft): Column<string> & { readonly name: Name } {
  return { ...draft, name, kind: 'number', parse: keep }
}

export function dayColumn<Name extends string>(name: Name, draft: Draft): Column<CalendarDate> & { readonly name: Name } {
  return { ...draft, name, kind: 'day', parse: (text) => ({ ok: true, value: text as CalendarDate }) }
}

export function yesNoColumn<Name extends string>(name: Name, draft: Draft): Column<boolean> & { readonly name: Name } {
  return { ...draft, name, kind: 'yes-no', parse: (text) => ({ ok: true, value: text === 'yes' }) }
}

/** One of a list of codes, in any case. */
export function codeColumn<Name extends string, const Code extends string>(
  name: Name, codes: readonly Code[], draft: Draft,
): Column<Code> & { readonly name: Name } {
  const byKey = new Map(codes.map((code) => [code.toLowerCase(), code]))
  const shown = codes.slice(0, 12).join(', ')
  return {
    ...draft, name, kind: 'code',
    parse(text) {
      const code = byKey.get(text.toLowerCase())
      return code === undefined ? { ok: false, reason: 'not-a-code', params: { codes: shown } } : { ok: true, value: code }
    },
  }
}
