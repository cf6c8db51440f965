import type { VacancyContent } from '../model'

export interface Change {
  field: keyof VacancyContent
  before: string | null
  after: string | null
}

export const asText = (value: VacancyContent[keyof VacancyContent]): string | null =>
  value === null || value === '' ? null : Array.isArray(value) ? (value.length === 0 ? null : value.join(', ')) : String(value)

/** Decimal text compares as a number: 250 and 250.00 are no change. */
const plain = (text: string | null) => (text !== null && /^[0-9]+\.[0-9]+$/.test(text) ? text.replace(/\.?0+$/, '') : text)

/** What differs between two versions of a vacancy, in the order of the record. */
export function changesBetween(before: VacancyContent, after: VacancyContent): Change[] {
  return (Object.keys(after) as (keyof VacancyContent)[]).flatMap((field) => {
    const change = { field, before: plain(asText(before[field])), after: plain(asText(after[field])) }
    return change.before === change.after ? [] : [change]
  })
}

/** Wage, place, duties, contact and limits: what people decide by, and every text in which a limit may stand. */
const weighty: ReadonlySet<keyof VacancyContent> = new Set<keyof VacancyContent>([
  'wageMin', 'wageMax', 'wageCurrency', 'wagePeriod', 'wageShown', 'provinceCode', 'districtCode', 'workplaceText', 'abroadCountry', 'duties', 'requirements',
  'titleKm', 'titleLo', 'titleEn', 'applyChannel', 'statedSex', 'statedAgeMin', 'statedAgeMax', 'contract',
])

/** Whether a change of a vacancy that was already approved must be inspected again; so must 50 % more posts. */
export function needsInspection(changes: readonly Change[], postsBefore: number, postsAfter: number): boolean {
  return changes.some(({ field }) => weighty.has(field)) || postsAfter * 2 >= postsBefore * 3
}
