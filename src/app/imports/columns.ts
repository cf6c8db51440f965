import type { CalendarDate } from '../../kernel/calendar'
import type { Country } from '../../platform/country/index'
import type { Place } from '../../platform/country/model'
import { type Column, type RowTexts, textColumn } from '../../platform/imports/column'
import { textKey } from '../../platform/text/text-key'

type Headings = Column<never>['headings']
interface Draft {
  readonly headings?: Headings
  readonly required?: boolean
}
const draftOf = ({ headings = {}, required = false }: Draft) => ({ headings, required })

interface ListEntry {
  readonly code: string
  readonly names: Readonly<Partial<Record<'km' | 'lo' | 'en', string>>>
}

/** One of a list of the country: its code, or its name in any language. */
export function listColumn<Name extends string>(name: Name, rows: readonly ListEntry[], draft: Draft = {}): Column<string> & { readonly name: Name } {
  const byKey = new Map<string, string>()
  for (const row of rows) for (const text of [row.code, ...Object.values(row.names)]) byKey.set(textKey(text), row.code)
  const codes = rows.slice(0, 12).map(({ code }) => code).join(', ')
  return {
    ...draftOf(draft), name, kind: 'code',
    parse(text) {
      const code = byKey.get(textKey(text))
      return code === undefined ? { ok: false, reason: 'not-a-code', params: { codes } } : { ok: true, value: code }
    },
  }
}

/** Places by what people write: the code, the name in the national or the Latin script, another spelling; without accents. */
export interface PlaceFinder {
  find(text: string, levels: readonly number[], within?: string): Place | undefined
}

export function placeFinder(country: Country): PlaceFinder {
  const byKey = new Map<string, Place[]>()
  const add = (text: string | undefined, place: Place) => {
    const key = textKey(text ?? '').replace(/[\s.'-]/g, '')
    if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), place])
  }
  for (const place of country.placeByCode.values()) {
    if (place.level > 3) continue
    for (const text of new Set([place.code, place.names.native, place.names.latin, place.names.km, place.names.lo, place.names.en, ...place.otherSpellings])) add(text, place)
  }
  return {
    find(text, levels, within = '') {
      const found = (byKey.get(textKey(text).replace(/[\s.'-]/g, '')) ?? []).filter(({ level, code }) => levels.includes(level) && code.startsWith(within))
      const top = found.filter(({ level }) => level === Math.min(...found.map((place) => place.level)))
      return new Set(top.map(({ code }) => code)).size === 1 ? top[0] : undefined
    },
  }
}

export interface PlaceNamed {
  readonly province: string
  /** Where the cell names a district. */
  readonly district: string | null
  /** Every other place that the cell names, in its own words. */
  readonly others: readonly string[]
}

/**
 * A province by code or name. A cell that names several places counts for the first that is known; a district stands
 * for its province, and its code is kept.
 */
export function provinceColumn<Name extends string>(name: Name, places: PlaceFinder, draft: Draft = {}): Column<PlaceNamed> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'text',
    parse(text) {
      const words = text.split(/[,，;、/|]/).map((word) => word.trim()).filter((word) => word !== '')
      const found = words.findIndex((word) => places.find(word, [1, 2]) !== undefined)
      const place = places.find(words[found] ?? '', [1, 2])
      if (!place) return { ok: false, reason: 'place-not-known' }
      return { ok: true, value: { province: place.level === 1 ? place.code : (place.parent ?? ''), district: place.level === 2 ? place.code : null, others: words.filter((word, i) => i !== found && word !== words[found]) } }
    },
  }
}

/** A district or commune by code or name; a name counts within the province of the row. */
export function placeColumn<Name extends string>(name: Name, level: number, above: string, places: PlaceFinder, draft: Draft = {}): Column<string> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'text',
    parse(text, row: RowTexts) {
      const province = places.find((row[above] ?? '').split(/[,，;]/)[0]?.trim() ?? '', [1, 2])
      const place = places.find(text, [level], province?.code) ?? places.find(text, [level])
      if (!place) return { ok: false, reason: 'place-not-known' }
      if (province && !place.code.startsWith(province.code)) return { ok: false, reason: 'place-not-within', params: { place: place.names.latin || place.code, other: row[above] ?? '' } }
      return { ok: true, value: place.code }
    },
  }
}

/** A whole number within bounds. */
export function countColumn<Name extends string>(name: Name, bounds: { from: number; to: number }, draft: Draft = {}): Column<number> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'number',
    parse(text) {
      const value = Number(text)
      const fits = Number.isInteger(value) && value >= bounds.from && value <= bounds.to
      return fits ? { ok: true, value } : { ok: false, reason: 'number-out-of-range', params: { from: bounds.from, to: bounds.to } }
    },
  }
}

/** An amount with at most two decimals, ready for the database. */
export function amountColumn<Name extends string>(name: Name, draft: Draft = {}): Column<string> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'number',
    parse: (text) => (/^[0-9]{1,12}(?:\.[0-9]{1,2})?$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'not-an-amount' }),
  }
}

/** A day that is not in the future. */
export function pastDayColumn<Name extends string>(name: Name, today: CalendarDate, draft: Draft = {}): Column<CalendarDate> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'day',
    parse: (text) => (text > today ? { ok: false, reason: 'day-in-future' } : { ok: true, value: text as CalendarDate }),
  }
}

const sourceId = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._:/#-]{0,99}$/u

/** The number of the row in the system it came from. */
export function sourceIdColumn<Name extends string>(name: Name, draft: Draft = {}): Column<string> & { readonly name: Name } {
  return {
    ...draftOf(draft), name, kind: 'code',
    parse: (text) => (sourceId.test(text) ? { ok: true, value: text } : { ok: false, reason: 'not-a-source-id' }),
  }
}

export const nativeColumn = <Name extends string>(name: Name, headings: Headings) => textColumn(name, { headings, isNative: true, maxLength: 200 })
export const lineColumn = <Name extends string>(name: Name, headings: Headings = {}, maxLength = 200) => textColumn(name, { headings, maxLength })
export const longColumn = <Name extends string>(name: Name, headings: Headings = {}) => textColumn(name, { headings, isMultiline: true, maxLength: 8_000 })
