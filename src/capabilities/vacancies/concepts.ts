import type { Country } from '../../platform/country/index'
import { parseSearchQuery } from '../../platform/text/query'
import { textKey } from '../../platform/text/text-key'
import type { Kept } from './search-index/kept'

/** Words that are the name of a place or of an occupation, and its code. */
export interface Concept {
  kind: 'province' | 'group'
  code: string
  /** As typed. */
  text: string
}
interface Known {
  province: ReadonlyMap<string, string>
  group: ReadonlyMap<string, string>
  longest: number
}
const knownOf = new WeakMap<Country, Known>()

/** Codes by search key of a name; a name that several have means none of them. */
function byKey(named: readonly { code: string; names: readonly (string | null | undefined)[] }[]): Map<string, string> {
  const codes = new Map<string, string | null>()
  for (const { code, names } of named) {
    for (const key of new Set(names.flatMap((name) => (name ? [textKey(name)] : [])))) codes.set(key, codes.has(key) ? null : code)
  }
  return new Map([...codes].flatMap(([key, code]): [string, string][] => (code === null || key === '' ? [] : [[key, code]])))
}

function known(country: Country): Known {
  const made = knownOf.get(country)
  if (made) return made
  const places = [1, 2].map((level) => byKey(country.places.filter((place) => place.level === level).map(({ code, names: { native, latin, km, lo } }) => ({ code, names: [native, latin, km, lo] }))))
  const unitGroups = [...country.occupations.entries.keys()].filter((code) => code.length === 4)
  const group = byKey(unitGroups.map((code) => ({ code, names: country.languages.map((language) => country.occupations.title(code, language)?.text) })))
  // A province stands before a district of the same name.
  const province = new Map([...(places[1] ?? []), ...(places[0] ?? [])])
  const longest = Math.max(1, ...[...province.keys(), ...group.keys()].map((key) => key.split(' ').length))
  knownOf.set(country, { province, group, longest })
  return { province, group, longest }
}

/** At most one place and one occupation that neighbouring words name in full, the longest name first. Quoted words are only words. */
export function conceptsIn(text: string, country: Country): Concept[] {
  const { parts } = parseSearchQuery(text)
  const names = known(country)
  const found = new Map<Concept['kind'], Concept>()
  for (let length = Math.min(names.longest, parts.length); length >= 1; length -= 1) {
    for (let from = 0; from + length <= parts.length; from += 1) {
      const span = parts.slice(from, from + length)
      if (span.some(({ quoted }) => quoted)) continue
      const key = textKey(span.map((part) => part.key).join(' '))
      for (const kind of ['province', 'group'] as const) {
        const code = names[kind].get(key)
        if (code && !found.has(kind)) found.set(kind, { kind, code, text: span.map((part) => part.text).join(' ') })
      }
    }
  }
  return [...found.values()]
}

/** What concepts filter, where no filter was chosen. `wordsOnly`: those that the reader took away. */
export function filtersOf(concepts: readonly Concept[], chosen: Kept, wordsOnly: string, country: Country): { used: Concept[]; kept: Kept } {
  const used = concepts.filter(({ kind }) => wordsOnly !== 'all' && wordsOnly !== kind && (kind === 'group' ? chosen.group === undefined : chosen.province === undefined && chosen.district === undefined))
  const filters = used.map(({ kind, code }): Kept => (kind === 'group' ? { group: code } : country.placeByCode.get(code)?.level === 2 ? { district: code } : { province: code }))
  return { used, kept: Object.assign({}, ...filters, chosen) as Kept }
}
