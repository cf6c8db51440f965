/** The languages of the product. Each country uses some of them; the first one it lists is its national language. */
export const LANGS = ['km', 'lo', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** One visible name in the languages in which it is known. */
export type Names = { readonly [L in Lang]?: string }

/** `native` is the name in the national script, `latin` the usual Latin spelling ('' where none is known). */
export type PlaceNames = Names & { readonly native: string; readonly latin: string }

/** Level 1 province, 2 district, 3 commune, 4 village. Days are ISO; `validTo` is the last day in force. */
export type Place = {
  readonly code: string
  readonly level: number
  readonly parent: string | null
  readonly type: string
  readonly names: PlaceNames
  readonly otherSpellings: readonly string[]
  readonly iso: string | null
  readonly validFrom: string
  readonly validTo: string | null
  readonly predecessor: string | null
  /** Square on the tile map, x eastward and y southward; provinces only. */
  readonly tile: { readonly x: number; readonly y: number } | null
}

/** One entry of a small list. `sort` is the order on pages. */
export type CodeRow = {
  readonly code: string
  readonly names: Names
  readonly sort: number
  readonly validFrom: string | null
  readonly validTo: string | null
}
export type EducationRow = CodeRow & { readonly iscedLevel: string }
export type SkillRow = CodeRow & { readonly escoUri: string | null; readonly group: string }
/** A derived group follows from age and sex and is never stored; a declared one is a membership row. */
export type GroupRow = CodeRow & {
  readonly kind: 'derived' | 'declared'
  readonly ageFrom: number | null
  readonly ageTo: number | null
  readonly sex: string | null
}
/** What a job centre does for a person or an employer. `counts`: the agency counts it as an instance of service. */
export type ServiceRow = CodeRow & {
  readonly audience: 'jobseeker' | 'employer'
  readonly counts: boolean
  readonly minutes: number
  readonly family: string
}
/** `pattern` null means that the number is not checked. */
export type PatternRow = CodeRow & { readonly pattern: RegExp | null; readonly check: string }
export type SpecialDataRow = CodeRow & { readonly basis: string; readonly source: string }

export type CentreRow = {
  readonly code: string
  readonly kind: string
  readonly parent: string | null
  readonly names: Names
  readonly province: string
  readonly district: string | null
  readonly address: string
  readonly phone: string
  /** Empty where no source says it; the agency fills it in. */
  readonly openedOn: string
  readonly reportingMode: string
  readonly computers: number
  readonly connectivity: string
}
/** Opening hours; `centre` null holds for every centre. `weekday` 1 Monday to 7 Sunday, times `HH:MM`. */
export type CentreHours = { readonly centre: string | null; readonly weekday: number; readonly from: string; readonly to: string }

export type HolidayRow = { readonly day: string; readonly names: Names; readonly source: string }
export type Synonym = { readonly lang: string; readonly phrase: string; readonly also: string; readonly direction: 'both' | 'one' }
/**
 * A pattern for normalised, lower-case text with ASCII digits. `exempt` names text that must be set aside first (both sexes
 * named together). Ages stand in the named groups min, max, min2, max2. Patterns carry the flag g: use `matchAll`, never `test`.
 */
export type EqualTreatmentRow = {
  readonly lang: string
  readonly ground: string
  readonly value: string
  readonly pattern: RegExp
  readonly rule: 'exempt' | 'justify' | 'explain' | 'refuse'
  readonly advice: Names
}
/** `rule` is the number of the red flag. A phrase has a language; a limit has a decimal in `value`. */
export type RedFlagRow = {
  readonly rule: number
  readonly kind: 'phrase' | 'limit'
  readonly lang: string
  readonly name: string
  readonly value: string
  readonly effect: 'hold' | 'caution'
}
export type LegalBasisRow = { readonly purpose: string; readonly basis: string; readonly law: string; readonly status: string }
/** Amounts and rates are decimals as text, for exact arithmetic. */
export type WageCeiling = { readonly code: string; readonly ceiling: string; readonly currency: string }
export type ExchangeRate = { readonly month: string; readonly from: string; readonly to: string; readonly rate: string }
export type PlaceWord = { readonly type: string; readonly lang: string; readonly before: string; readonly after: string }

/** What a framework follows. `measure` may name one that this program does not count yet. */
export type IndicatorRow = {
  readonly framework: string
  readonly pillar: string
  readonly pillarTitles: Names
  readonly key: string
  readonly measure: string
  readonly labels: Names
  readonly direction: 'up' | 'down' | 'band' | 'none'
  readonly accumulation: 'period' | 'year-to-date' | 'rolling-12' | 'as-at' | 'cohort'
  readonly slices: readonly string[]
}

/** A title as shown. `isFallback`: the language has none, so `lang` is English and the page marks it. */
export type Title = {
  readonly text: string
  readonly lang: Lang
  readonly isFallback: boolean
  readonly kind: 'official' | 'provisional'
}
export type ClassificationEntry = {
  readonly code: string
  readonly level: number
  readonly parent: string | null
  readonly isSelectable: boolean
  readonly nationalCode: string | null
  readonly note: string
  /** Every label in every language, for searching. */
  readonly labels: readonly { readonly lang: Lang; readonly text: string; readonly kind: 'official' | 'provisional' | 'alternative' }[]
}
/** A classification version, for example isco-08. */
export type Classification = {
  readonly list: string
  readonly entries: ReadonlyMap<string, ClassificationEntry>
  /** Undefined for an unknown code. */
  readonly title: (code: string, lang: Lang) => Title | undefined
  /** Direct children; of '' the top level. */
  readonly childrenOf: (code: string) => readonly ClassificationEntry[]
}

export type Fault = { readonly file: string; readonly line: number; readonly message: string }
