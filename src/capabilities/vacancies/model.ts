import { z } from 'zod'
import type { CalendarDate } from '../../kernel/calendar'
import type { Names } from '../../platform/country/index'

export const states = ['draft', 'inspecting', 'approved', 'published', 'paused', 'closed', 'rejected'] as const
export type State = (typeof states)[number]

export const contracts = ['open-ended', 'fixed', 'seasonal', 'casual', 'internship', 'apprenticeship'] as const
export const origins = ['counter', 'self-service', 'visit', 'fair', 'phone', 'import'] as const
export type Origin = (typeof origins)[number]
export const wagePeriods = ['hour', 'day', 'week', 'month', 'piece'] as const
export const applyChannels = ['via-centre', 'form', 'phone', 'visit'] as const
export const closingReasons = ['filled-by-centre', 'filled-by-private-agency', 'filled-via-portal', 'filled-otherwise', 'not-filled', 'changed-or-reposted'] as const
export type ClosingReason = (typeof closingReasons)[number]
/** Why nobody was found, where somebody says so. */
export const unfilledReasons = ['no-suitable-candidate', 'conditions', 'employer-withdrew', 'other'] as const
export type UnfilledReason = (typeof unfilledReasons)[number]
export const pauseReasons = ['silent', 'complaint', 'employer-check', 'limit-reached', 'asked'] as const
export const rejectionReasons = ['fraud', 'fee-asked', 'discrimination', 'unlawful-conditions', 'no-real-job', 'other'] as const
export const justifications = ['authenticity', 'intimate-care', 'law'] as const
export const complaintKinds = ['fee-asked', 'false-conditions', 'discrimination', 'danger', 'expired', 'other'] as const

export const longestWindow = 90
export const usualWindow = 30
export const mostPosts = 5000

/** What an employer says about a job: everything that people may write and change. Amounts are decimal text. */
export interface VacancyContent {
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  occupationTyped: string | null
  /** ISCO-08 unit group, confirmed by a person. */
  isco: string | null
  duties: string
  requirements: string
  posts: number
  contract: string
  hoursPerWeek: number | null
  daysPerWeek: number | null
  night: boolean
  provinceCode: string | null
  districtCode: string | null
  workplaceText: string | null
  abroadCountry: string | null
  startDate: CalendarDate | null
  wageMin: string | null
  wageMax: string | null
  wageCurrency: string | null
  wagePeriod: string | null
  wageShown: boolean
  benefits: readonly string[]
  educationMin: string | null
  experienceMinYears: string | null
  skillsMust: readonly string[]
  languagesMust: readonly string[]
  accessible: boolean | null
  statedSex: string
  statedAgeMin: number | null
  statedAgeMax: number | null
  applyChannel: string
  publicDisplay: boolean
  employerNameHidden: boolean
  maxOpenReferrals: number | null
  publishFrom: CalendarDate | null
  windowDays: number
}

/** A content with nothing but what the rest of the record needs. */
export const blankContent: VacancyContent = {
  titleKm: null, titleLo: null, titleEn: null, occupationTyped: null, isco: null, duties: '', requirements: '', posts: 1, contract: 'open-ended',
  hoursPerWeek: null, daysPerWeek: null, night: false, provinceCode: null, districtCode: null, workplaceText: null, abroadCountry: null, startDate: null,
  wageMin: null, wageMax: null, wageCurrency: null, wagePeriod: null, wageShown: true, benefits: [], educationMin: null, experienceMinYears: null,
  skillsMust: [], languagesMust: [], accessible: null, statedSex: 'none', statedAgeMin: null, statedAgeMax: null, applyChannel: 'via-centre',
  publicDisplay: true, employerNameHidden: false, maxOpenReferrals: null, publishFrom: null, windowDays: usualWindow,
}

/** A vacancy as it is stored. */
export interface Vacancy extends VacancyContent {
  /** Names of asked skills that the country's own list does not hold, by code. */
  skillNames?: Readonly<Record<string, Names>>
  id: string
  version: number
  createdAt: Date
  createdBy: string | null
  code: string
  employerId: string
  centreId: string
  ownerId: string | null
  origin: string
  isic: string | null
  filled: number
  state: State
  stateReason: string | null
  limitJustification: string | null
  receivedOn: CalendarDate | null
  decisionDueOn: CalendarDate | null
  publishedOn: CalendarDate | null
  validUntil: CalendarDate | null
  closedOn: CalendarDate | null
  closingReason: string | null
  unfilledReason: string | null
}

/** What other capabilities see of a vacancy. */
export interface VacancyLine {
  id: string
  code: string
  employerId: string
  centreId: string
  ownerId: string | null
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  isco: string | null
  isic: string | null
  posts: number
  filled: number
  state: State
  contract: string
  hoursPerWeek: number | null
  provinceCode: string | null
  districtCode: string | null
  /** Decimal text. */
  wageMin: string | null
  wageMax: string | null
  wageCurrency: string | null
  wagePeriod: string | null
  wageShown: boolean
  publicDisplay: boolean
  publishedOn: CalendarDate | null
  validUntil: CalendarDate | null
  maxOpenReferrals: number
}

export type Effect = 'hold' | 'caution' | 'justify' | 'explain' | 'refuse' | 'pause'
export type Decision = 'cleared' | 'removed' | 'justified' | 'explained' | 'checked'

/** Something that a check found in an advert. `rule` is R1 to R14, or ET for equal treatment with its ground. */
export interface Found {
  rule: string
  ground: string | null
  words: string | null
  effect: Effect
}
export interface Finding extends Found {
  id: string
  decision: Decision | null
  decidedBy: string | null
  note: string | null
}

/** A limit that an inspector accepted, as every reader may see it: kept with the vacancy as JSON. */
export interface AcceptedLimit extends Found {
  decision: 'justified' | 'explained'
  /** Code of the justification, or the explanation in words. */
  note: string
}
const acceptedLimits = z.array(z.object({ rule: z.string(), ground: z.string().nullable(), words: z.string().nullable(), effect: z.enum(['justify', 'explain']), decision: z.enum(['justified', 'explained']), note: z.string() }))
export const writeLimits = (limits: readonly AcceptedLimit[]): string | null => (limits.length === 0 ? null : JSON.stringify(limits))
export const readLimits = (stored: string | null): AcceptedLimit[] => (stored === null ? [] : acceptedLimits.parse(JSON.parse(stored)))

const text = (max: number) => z.string().max(max, 'errors.too-long').optional()
const many = z.union([z.string(), z.array(z.string())]).optional()

/** The nine fields of "take a vacancy". Numbers, places and money are read by the page's language in `entry-form`. */
export const entryForm = z.object({
  employer: text(40),
  title: z.string('errors.required').min(1, 'errors.required').max(150, 'errors.too-long'),
  occupation: text(150),
  posts: text(20),
  contract: z.enum(contracts, 'errors.required'),
  duties: text(8000),
  requirements: text(8000),
  place: z.string('errors.required').min(1, 'errors.required').max(20, 'errors.too-long'),
  wageMin: text(40),
  wageMax: text(40),
  wageCurrency: text(3),
  wagePeriod: z.union([z.enum(wagePeriods), z.literal('')], 'errors.not-valid').optional(),
  hoursPerWeek: text(10),
  origin: z.enum(origins).optional(),
  then: z.enum(['draft', 'send']).optional(),
})

/** Everything that may be changed later. */
export const editForm = entryForm.omit({ title: true, employer: true, origin: true, then: true }).extend({
  titleKm: text(150),
  titleLo: text(150),
  titleEn: text(150),
  isco: text(4),
  daysPerWeek: text(5),
  night: text(3),
  workplaceText: text(300),
  abroadCountry: text(60),
  startDate: text(60),
  wageShown: text(3),
  benefits: many,
  educationMin: text(40),
  experienceMinYears: text(10),
  skillsMust: many,
  languagesMust: many,
  accessible: z.union([z.enum(['yes', 'no']), z.literal('')]).optional(),
  statedSex: z.enum(['none', 'F', 'M']).optional(),
  statedAgeMin: text(5),
  statedAgeMax: text(5),
  applyChannel: z.enum(applyChannels).optional(),
  publicDisplay: text(3),
  employerNameHidden: text(3),
  maxOpenReferrals: text(5),
  publishFrom: text(60),
  windowDays: text(5),
  _version: z.string('errors.required').regex(/^\d{1,9}$/, 'errors.not-valid'),
})
