import type { EqualTreatmentRow } from '../../../platform/country/model'
import type { Effect, Found, VacancyContent } from '../model'
import { foldForChecks } from './fold'

export interface Limits {
  sex: 'F' | 'M' | null
  ageMin: number | null
  ageMax: number | null
}
export interface TextFinding extends Found {
  limits: Limits
}

const noLimits: Limits = { sex: null, ageMin: null, ageMax: null }
const plausibleAge = (text: string | undefined) => {
  const age = Number(text)
  return text !== undefined && age >= 10 && age <= 90 ? age : null
}

/** What a text says about who may apply, by the country's patterns. Text that names both sexes together is set aside first. */
export function findLimitsInText(text: string, rows: readonly EqualTreatmentRow[], minimumWorkingAge: number): TextFinding[] {
  let folded = foldForChecks(text)
  for (const row of rows) if (row.rule === 'exempt') folded = folded.replace(row.pattern, (found) => ' '.repeat(found.length))
  const found = new Map<string, TextFinding>()
  for (const row of rows) {
    if (row.rule === 'exempt') continue
    for (const match of folded.matchAll(row.pattern)) {
      const finding = toFinding(row, match, minimumWorkingAge)
      if (finding) found.set(`${finding.ground} ${finding.words}`, finding)
    }
  }
  return [...found.values()].filter((one, _, all) => !all.some((other) => other !== one && other.ground === one.ground && isInside(one, other)))
}

/** "under 30" inside "age 18 to under 30" is one finding. */
const isInside = (one: Found, other: Found) => (other.words ?? '').length > (one.words ?? '').length && (other.words ?? '').includes(one.words ?? '')

function toFinding(row: EqualTreatmentRow, match: RegExpExecArray, minimumWorkingAge: number): TextFinding | null {
  const words = match[0].trim()
  if (row.ground === 'sex') return { rule: 'ET', ground: 'sex', words, effect: 'justify', limits: { ...noLimits, sex: row.value === 'M' ? 'M' : 'F' } }
  if (row.ground !== 'age') return { rule: 'ET', ground: row.ground, words, effect: row.rule as Effect, limits: noLimits }
  const groups = match.groups ?? {}
  const ageMin = plausibleAge(groups['min'] ?? groups['min2'])
  const ageMax = plausibleAge(groups['max'] ?? groups['max2'])
  const effect = effectOfAges(ageMin, ageMax, minimumWorkingAge)
  return effect === null ? null : { rule: 'ET', ground: 'age', words, effect, limits: { ...noLimits, ageMin, ageMax } }
}

/** Younger than the law allows is refused; any other limit but the legal minimum itself is explained. */
function effectOfAges(ageMin: number | null, ageMax: number | null, minimumWorkingAge: number): Effect | null {
  if (ageMin !== null && ageMin < minimumWorkingAge) return 'refuse'
  return ageMax !== null || (ageMin !== null && ageMin > minimumWorkingAge) ? 'explain' : null
}

export const textOf = (content: Pick<VacancyContent, 'titleKm' | 'titleLo' | 'titleEn' | 'duties' | 'requirements'>): string =>
  [content.titleKm, content.titleLo, content.titleEn, content.duties, content.requirements].filter((part) => part !== null && part !== '').join('\n')

/** The whole check of a vacancy: its fields and its text. */
export function checkEqualTreatment(content: VacancyContent, rows: readonly EqualTreatmentRow[], minimumWorkingAge: number): Found[] {
  const found: Found[] = findLimitsInText(textOf(content), rows, minimumWorkingAge).map(({ rule, ground, words, effect }) => ({ rule, ground, words, effect }))
  if (content.statedSex !== 'none') found.push({ rule: 'ET', ground: 'sex', words: null, effect: 'justify' })
  const effect = effectOfAges(content.statedAgeMin, content.statedAgeMax, minimumWorkingAge)
  if (effect !== null) found.push({ rule: 'ET', ground: 'age', words: null, effect })
  return found
}
