import type { Country } from '../../platform/country/index'
import { textKey } from '../../platform/text/text-key'

/** The unit group of a title, or null. `hint` is a list of group codes that the answer must fall under, or ''. */
export type OccupationCoder = (title: string, hint: string) => string | null

interface Label {
  readonly words: readonly string[]
  readonly code: string
}

const coders = new WeakMap<Country, OccupationCoder>()

/**
 * Codes only what is plain: a code that is written out, a title that is the label of one occupation, or a title that
 * holds the words of exactly one label inside the given groups. Everything else stays "not coded" until a person decides.
 */
export function occupationCoder(country: Country): OccupationCoder {
  const known = coders.get(country)
  if (known) return known
  const exact = new Map<string, Set<string>>()
  const labels: Label[] = []
  for (const entry of country.occupations.entries.values()) {
    if (entry.level !== 4) continue
    for (const { text } of entry.labels) {
      const words = wordsOf(text)
      const key = words.join(' ')
      exact.set(key, (exact.get(key) ?? new Set()).add(entry.code))
      if (words.length <= 4 && !/not elsewhere/i.test(text)) labels.push({ words, code: entry.code })
    }
  }
  for (const { phrase, also } of country.synonyms) {
    const codes = exact.get(wordsOf(also).join(' '))
    if (codes) exact.set(wordsOf(phrase).join(' '), codes)
  }
  const coder: OccupationCoder = (title, hint) => {
    const written = /^[0-9]{4}$/.test(title.trim()) ? country.occupations.entries.get(title.trim())?.code : undefined
    if (written !== undefined) return written
    const groups = hint.split(/\s+/).filter((code) => /^[0-9]{1,4}$/.test(code))
    const fits = (code: string) => groups.length === 0 || groups.some((group) => code.startsWith(group))
    const words = wordsOf(title)
    const same = [...(exact.get(words.join(' ')) ?? [])].filter(fits)
    if (same.length > 0) return same.length === 1 ? same[0] ?? null : null
    if (groups.length === 0) return null
    const present = new Set(words)
    const held = labels.filter((label) => fits(label.code) && label.words.every((word) => present.has(word)))
    const longest = held.filter(({ words: own }) => own.length === Math.max(...held.map((label) => label.words.length)))
    const codes = new Set(longest.map(({ code }) => code))
    return codes.size === 1 ? longest[0]?.code ?? null : null
  }
  coders.set(country, coder)
  return coder
}

const notTelling = new Set(['and', 'of', 'the', 'for', 'in', 'urgent', 'senior', 'junior', 'male', 'female'])

/** Words without what advertisements add: numbers, brackets, sex, rank; English plurals become singular. */
function wordsOf(text: string): string[] {
  const key = textKey(text.replace(/\([^)]*\)/g, ' '))
  const words = key.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.filter((word) => !notTelling.has(word)).map((word) => (/^[a-z]{4,}s$/.test(word) && !word.endsWith('ss') ? word.slice(0, -1) : word))
}
