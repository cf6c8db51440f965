import { type CalendarDate, daysBetween } from '../../../kernel/calendar'
import { countCharacters } from '../../../platform/text/well-formed'
import type { RedFlagRow } from '../../../platform/country/model'
import type { Found, VacancyContent } from '../model'
import { exceeds, monthlyWage } from '../rules/wage'
import { likeness, shinglesOf } from './alike'
import { contactsIn } from './contacts'
import { textOf } from './equal-treatment'
import { foldForChecks } from './fold'

export interface CheckedEmployer {
  verified: boolean
  verifiedOn: CalendarDate | null
  /** A recruitment agency whose licence is in force today. */
  licensed: boolean
}

/** What the check knows beside the advert itself. */
export interface Surroundings {
  employer: CheckedEmployer
  today: CalendarDate
  /** Median monthly wage of the same major group, in the currency of the advert; null when too few are known and no ceiling is set. */
  median: { amount: string; isCeiling: boolean } | null
  /** Texts of rejected and taken-down vacancies. */
  rejected: readonly RejectedText[]
}
export interface RejectedText {
  code: string
  shingles: ReadonlySet<string>
  contacts: ReadonlySet<string>
}

const limitOf = (rows: readonly RedFlagRow[], rule: number, name: string, usual: number): number =>
  Number(rows.find((row) => row.rule === rule && row.kind === 'limit' && row.name === name)?.value ?? usual)

/** Words before a phrase that turn it round: "no registration fee". */
const denials = /(?:\b(?:no|not|never|without|free of|don't|do not|does not)\b[^.!?\n]{0,24}|(?:គ្មាន|មិនមាន|មិនយក|មិនគិត|មិនទារ|មិនបាច់)[^។\n]{0,12}|(?:ບໍ່ມີ|ບໍ່ເກັບ|ບໍ່ຄິດ|ບໍ່ຕ້ອງ)[^.\n]{0,12}|(?:无|不收|免)[^。\n]{0,4})$/u
/** Words after it: "deposit required: none" is not understood, "fee: free" is. */
const denialsAfter = /^\s*(?::|-)?\s*(?:free|none|0\b|ឥតគិតថ្លៃ|គ្មាន|ຟຣີ|ບໍ່ມີ)/u

/** The phrases of a rule that stand in the text and are not denied. */
export function phrasesIn(text: string, rows: readonly RedFlagRow[], rule: number): string[] {
  const folded = foldForChecks(text)
  return rows.flatMap((row) => {
    if (row.rule !== rule || row.kind !== 'phrase') return []
    const phrase = foldForChecks(row.value)
    for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1)) {
      if (isWhole(folded, at, phrase) && !denials.test(folded.slice(Math.max(0, at - 40), at)) && !denialsAfter.test(folded.slice(at + phrase.length, at + phrase.length + 20))) return [phrase]
    }
    return []
  })
}

const isLatin = (sign: string) => /[a-z0-9]/.test(sign)
const isWhole = (text: string, at: number, phrase: string) =>
  !(isLatin(phrase.charAt(0)) && isLatin(text.charAt(at - 1))) && !(isLatin(phrase.charAt(phrase.length - 1)) && isLatin(text.charAt(at + phrase.length)))

const flag = (rule: number, effect: Found['effect'], words: string | null = null): Found => ({ rule: `R${rule}`, ground: null, words, effect })

/** The signs of fraud and forced labour that an advert shows, by the country's words and limits. */
export function checkRedFlags(content: VacancyContent, rows: readonly RedFlagRow[], around: Surroundings): Found[] {
  const text = textOf(content)
  const phrases = (rule: number, effect: Found['effect']) => phrasesIn(text, rows, rule).map((words) => flag(rule, effect, words))
  return [
    ...(around.employer.verified ? [] : [flag(1, 'hold')]),
    ...phrases(2, 'hold'),
    ...phrases(3, 'hold'),
    ...(around.employer.licensed ? [] : [...phrases(4, 'hold'), ...(content.abroadCountry ? [flag(4, 'hold', content.abroadCountry)] : [])]),
    ...wageFlags(content, rows, around),
    ...phrases(6, 'caution').slice(0, 1),
    ...copiedFlags(text, rows, around.rejected),
    ...travelFlags(content, text, rows, around.today),
    ...thinFlags(content, text, rows),
    ...newEmployerFlags(content, rows, around),
    ...phrases(13, 'hold'),
  ]
}

function wageFlags(content: VacancyContent, rows: readonly RedFlagRow[], { median }: Surroundings): Found[] {
  const wage = monthlyWage({ amount: content.wageMin ?? content.wageMax, period: content.wagePeriod, hoursPerWeek: content.hoursPerWeek, daysPerWeek: content.daysPerWeek })
  if (wage === null || median === null) return []
  const times = median.isCeiling ? '1' : String(limitOf(rows, 5, 'median-multiple', 3))
  if (!exceeds(wage, median.amount, times)) return []
  const asksNothing = (content.experienceMinYears === null || Number(content.experienceMinYears) === 0) && content.educationMin === null
  return [flag(5, asksNothing && !/\d\s*(?:years?|ឆ្នាំ|ປີ)/u.test(foldForChecks(content.requirements)) ? 'hold' : 'caution')]
}

function copiedFlags(text: string, rows: readonly RedFlagRow[], rejected: readonly RejectedText[]): Found[] {
  if (rejected.length === 0) return []
  const contacts = contactsIn(text)
  const sharing = rejected.find((one) => [...contacts].some((contact) => one.contacts.has(contact)))
  const shingles = shinglesOf(text, limitOf(rows, 8, 'shingle-clusters', 5))
  const alike = rejected.find((one) => likeness(shingles, one.shingles) >= limitOf(rows, 8, 'similarity', 0.9))
  return [...(sharing ? [flag(7, 'hold', sharing.code)] : []), ...(alike ? [flag(8, 'hold', alike.code)] : [])]
}

/** Travel that is arranged, with haste: two of the words, or one and a start within days. */
function travelFlags(content: VacancyContent, text: string, rows: readonly RedFlagRow[], today: CalendarDate): Found[] {
  const words = phrasesIn(text, rows, 9)
  const soon = content.startDate !== null && daysBetween(today, content.startDate) <= limitOf(rows, 9, 'start-within-days', 7)
  return words.length > 1 || (words.length === 1 && soon && content.benefits.includes('transport')) ? [flag(9, 'caution', words[0] ?? null)] : []
}

function thinFlags(content: VacancyContent, text: string, rows: readonly RedFlagRow[]): Found[] {
  const online = phrasesIn(text, rows, 11)
  const asksNoSkill = content.skillsMust.length === 0
  if (online.length > 0 && asksNoSkill && content.benefits.includes('lodging')) return [flag(11, 'caution', online[0] ?? null)]
  // A source with one text for both has it in either field.
  return countCharacters((content.duties.trim() || content.requirements.trim())) < limitOf(rows, 11, 'duties-minimum-characters', 40) ? [flag(11, 'caution')] : []
}

function newEmployerFlags(content: VacancyContent, rows: readonly RedFlagRow[], { employer, today }: Surroundings): Found[] {
  const isNew = employer.verifiedOn !== null && daysBetween(employer.verifiedOn, today) < limitOf(rows, 12, 'verified-days', 30)
  return isNew && content.posts > limitOf(rows, 12, 'posts', 50) ? [flag(12, 'caution')] : []
}
