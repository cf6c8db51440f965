import { addDays, addMonths, type CalendarDate, daysBetween } from '../../kernel/calendar'
import type { Country } from '../../platform/country/index'
import { parsePhone } from '../../platform/text/phone'
import type { JobseekerImportRow } from '../imports/owners'
import { type Job, jobs } from './jobs'
import { inventName, type NameScript } from './names'
import type { Random } from './random'

/** A job centre of the story, with the people who work there. */
export interface StoryCentre {
  readonly id: string
  readonly code: string
  readonly provinceCode: string
  readonly counsellors: readonly string[]
  /** How many of all people come here. */
  readonly weight: number
}

export interface StoryPerson {
  readonly row: JobseekerImportRow
  readonly number: number
  readonly centre: StoryCentre
  readonly job: Job
  readonly sex: string
  readonly age: number
  readonly registeredOn: CalendarDate
  /** Last day on which the person is looking for work. */
  readonly until: CalendarDate
}

/** Months after which a registration lapses without contact. */
const monthsRegistered = 6

/** Scripts of names in the country: that of its national language; both where both are at home. */
export function scriptsOf({ languages }: Country): readonly NameScript[] {
  const scripts = languages.flatMap((language) => (language === 'km' ? ['khmer' as const] : language === 'lo' ? ['lao' as const] : []))
  return scripts.length > 0 ? scripts : ['khmer']
}

/** Beginnings of mobile numbers that can be called in this country. */
export function phonePrefixes({ phoneRegion }: Country): readonly { prefix: string; digits: number }[] {
  const candidates = ['010', '011', '012', '077', '089', '092'].map((prefix) => ({ prefix, digits: 6 }))
    .concat(['0202', '0205', '0207', '0209'].map((prefix) => ({ prefix, digits: 7 })))
  return candidates.filter(({ prefix, digits }) => parsePhone(prefix + '123456789'.slice(0, digits), phoneRegion).callable)
}

export function digitsText(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.int(0, 9)).join('')
}

/** A number of the form of a pattern such as ^Z[0-9]{8}$; `number` makes it unique. */
export function numberLike(pattern: RegExp | null, number: number): string {
  if (!pattern) return String(100_000_000 + number)
  return pattern.source.replace(/[\^$]/g, '').replace(/\[0-9\]\{([0-9]+)\}/g, (_, length: string) => String(number).padStart(Number(length), '0').slice(-Number(length)))
}

const educations: readonly (readonly [string, number])[] = [
  ['none', 4], ['primary-unfinished', 10], ['primary', 16], ['lower-secondary', 24], ['upper-secondary', 22], ['vocational-certificate', 7],
  ['vocational-diploma', 4], ['associate', 4], ['bachelor', 8], ['master', 1],
]
const endings: readonly (readonly [string, number])[] = [['found-work-alone', 5], ['placed-through-us', 4], ['migrated-for-work', 2], ['training', 1], ['withdrew', 2], ['unreachable', 2], ['self-employed', 1]]

/** One invented person: who, where, since when, and how the registration goes on. */
export function inventPerson(random: Random, country: Country, number: number, on: CalendarDate, centres: readonly StoryCentre[], source: string, today: CalendarDate): StoryPerson {
  const centre = random.weighted(centres.map((one) => [one, one.weight] as const))
  const sex = random.weighted([['F', 54], ['M', 45], ['not-stated', 1]] as const)
  const age = random.weighted([[random.int(15, 19), 14], [random.int(20, 24), 30], [random.int(25, 34), 32], [random.int(35, 44), 14], [random.int(45, 60), 10]] as const)
  const job = random.weighted(jobs.map((one) => [one, one.weight] as const))
  const name = inventName(random, random.pick(scriptsOf(country)), sex)
  const education = job.education !== null && random.chance(0.7) ? job.education : random.weighted(educations)
  const province = random.chance(0.9) ? centre.provinceCode : random.pick(country.childrenOf('')).code
  const district = random.pick([...country.childrenOf(province), undefined])?.code
  const commune = district === undefined ? undefined : random.pick([...country.childrenOf(district), undefined])?.code
  const birth = addDays(on, -(age * 365 + Math.floor(age / 4)) - random.int(1, 360))
  const known = random.weighted([['date', 62], ['year', 25], ['age', 13]] as const)
  const experience = Math.max(0, Math.min(age - 17, random.int(0, 12)) - random.int(0, 3))
  const language = random.pick(scriptsOf(country)) === 'lao' ? job.lo : job.km
  const lapsesOn = addMonths(on, monthsRegistered)
  const isOver = random.chance(0.3)
  const endedOn = addDays(on, random.int(12, 170))
  const state = isOver && endedOn <= today ? 'ended' : lapsesOn <= today ? 'lapsed' : 'active'
  const until = state === 'ended' ? endedOn : state === 'lapsed' ? lapsesOn : today
  const prefixes = phonePrefixes(country)
  const phone = random.chance(0.93) && prefixes.length > 0 ? random.pick(prefixes) : undefined
  const document = random.chance(0.72) ? country.identityDocuments[0] : undefined
  const row: JobseekerImportRow = {
    sourceSystem: source, sourceId: `P${String(number)}`, sex, provinceCode: province, wantedTitle: random.chance(0.75) ? language : job.en, centreId: centre.id,
    registeredOn: on, state, educationCode: education, nameNative: name.native,
    ...(random.chance(0.85) ? { nameLatin: name.latin } : {}),
    ...(known === 'date' ? { birthDate: birth } : known === 'year' ? { birthYear: Number(birth.slice(0, 4)) } : { age, ageOn: on }),
    ...(random.chance(0.86) ? { wantedIsco: job.isco } : {}),
    ...(phone ? { phone: phone.prefix + digitsText(random, phone.digits) } : {}),
    ...(district === undefined ? {} : { districtCode: district }),
    ...(commune === undefined ? {} : { communeCode: commune }),
    ...(document ? { idType: document.code, idNumber: numberLike(document.pattern, number) } : {}),
    ...(random.chance(0.88) ? { consentMatchingOn: on } : {}),
    ...(experience > 0 ? { experienceYears: experience, lastIsco: random.chance(0.7) ? job.isco : random.pick(jobs).isco } : {}),
    ...(state === 'active' ? {} : { endedOn: until }),
    ...(state === 'ended' ? { endReason: random.weighted(endings) } : {}),
    ...(centre.counsellors.length > 0 ? { counsellorId: random.pick(centre.counsellors) } : {}),
  }
  return { row, number, centre, job, sex, age, registeredOn: on, until }
}

/** How far a person is from the end of a registration on a day; negative when it is over. */
export const daysLeft = (person: StoryPerson, on: CalendarDate): number => daysBetween(on, person.until)
