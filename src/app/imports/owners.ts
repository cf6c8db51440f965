import type { CalendarDate } from '../../kernel/calendar'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import * as employersDoor from '../../capabilities/employers/index'
import * as jobseekersDoor from '../../capabilities/jobseekers/index'
import * as vacanciesDoor from '../../capabilities/vacancies/index'
import type { Written } from './register'

export interface JobseekerImportRow {
  sourceSystem: string
  sourceId: string
  nameNative?: string
  nameLatin?: string
  sex: string
  birthDate?: CalendarDate
  birthYear?: number
  age?: number
  ageOn?: CalendarDate
  phone?: string
  provinceCode: string
  districtCode?: string
  communeCode?: string
  educationCode?: string
  wantedTitle: string
  wantedIsco?: string
  centreId: string
  registeredOn: CalendarDate
  state: 'active' | 'lapsed' | 'ended'
  endedOn?: CalendarDate
  endReason?: string
  consentMatchingOn?: CalendarDate
  idType?: string
  idNumber?: string
  note?: string
  lastIsco?: string
  experienceYears?: number
  /** The counsellor who looks after the person. */
  counsellorId?: string
}
export interface EmployerImportRow {
  sourceSystem: string
  sourceId: string
  register?: string
  registerNumber?: string
  nameNative?: string
  nameLatin?: string
  isic?: string
  sizeBand?: string
  provinceCode: string
  districtCode?: string
  address?: string
  contactName?: string
  contactFunction?: string
  phone?: string
  email?: string
  centreId: string
  registeredOn: CalendarDate
}
export interface VacancyImportRow {
  sourceSystem: string
  sourceId: string
  employerId: string
  titleNative?: string
  titleEn?: string
  isco?: string
  occupationTyped?: string
  duties: string
  requirements: string
  posts: number
  contract: string
  hoursPerWeek?: number
  provinceCode?: string
  districtCode?: string
  workplaceText?: string
  wageMin?: string
  wageMax?: string
  currency?: string
  wagePeriod?: string
  educationMin?: string
  experienceMinYears?: string
  statedSex: 'none' | 'F' | 'M'
  ageMin?: number
  ageMax?: number
  receivedOn: CalendarDate
  closesOn?: CalendarDate
  /** Longer text of the national language beside an English one. */
  titleKm?: string
  titleLo?: string
  state: 'open' | 'closed'
  closingReason?: string
  postsFilled?: number
  centreId: string
  origin: string
}

type Batch<Row> = (tx: Tx, platform: Platform, rows: readonly Row[], options?: object) => Promise<readonly Written[]>
type Raw = (tx: Tx, platform: Platform, rows: readonly unknown[], options?: object) => Promise<readonly unknown[]>
const door = (module: object, name: string): Raw => async (tx, platform, rows, options) => {
  const run = (module as Record<string, unknown>)[name]
  if (typeof run !== 'function') throw new Error(`${name} is not built`)
  return (await run(tx, platform, rows, options)) as readonly unknown[]
}

const rowsTogether = 500

/** Hands rows over in groups, and brings each register's own answer into one form. */
const inGroups = <Row, Answer>(run: Raw, read: (answer: Answer) => Written): Batch<Row> => async (tx, platform, rows, options) => {
  const written: Written[] = []
  for (let from = 0; from < rows.length; from += rowsTogether) {
    for (const answer of await run(tx, platform, rows.slice(from, from + rowsTogether), options)) written.push(read(answer as Answer))
  }
  return written
}

type JobseekerAnswer = { ok: true; value: { personId: string; verdict: 'new' | 'same' } } | { ok: false; reason: string }
export const importJobseekers = inGroups<JobseekerImportRow, JobseekerAnswer>(door(jobseekersDoor, 'importJobseekers'), (answer) =>
  answer.ok ? { id: answer.value.personId, verdict: answer.value.verdict } : { reason: answer.reason, column: answer.reason === 'document-held' ? 'id_number' : '' })

type EmployerAnswer = { verdict: 'new' | 'same'; id: string } | { verdict: 'held-elsewhere'; id: null }
export const importEmployers = inGroups<EmployerImportRow, EmployerAnswer>(door(employersDoor, 'importEmployers'), (answer) =>
  answer.id === null ? { reason: answer.verdict, column: 'register_number' } : { id: answer.id, verdict: answer.verdict })

type VacancyAnswer = { verdict: 'new' | 'same'; id: string } | { verdict: 'wrong'; reason: string }
export const importVacancies = inGroups<VacancyImportRow, VacancyAnswer>(door(vacanciesDoor, 'importVacancies'), (answer) =>
  answer.verdict === 'wrong' ? { reason: answer.reason, column: answer.reason === 'under-legal-age' ? 'age_min' : '' } : { id: answer.id, verdict: answer.verdict })

export const markVerified = employersDoor.markVerifiedForDemonstration
