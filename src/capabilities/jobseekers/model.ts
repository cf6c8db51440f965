import { z } from 'zod'
import type { CalendarDate } from '../../kernel/calendar'
import type { PublicCode } from '../../kernel/code'

/** What is known of a birth: a day, a year, or an age said on a day. One of the three, or nothing. */
export interface BirthFact {
  birthDate: CalendarDate | null
  birthYear: number | null
  ageStated: number | null
  ageStatedOn: CalendarDate | null
}
export const noBirth: BirthFact = { birthDate: null, birthYear: null, ageStated: null, ageStatedOn: null }

export interface PlaceFact {
  provinceCode: string | null
  districtCode: string | null
  communeCode: string | null
  villageCode: string | null
}

export type Channel = 'counter' | 'portal' | 'fair' | 'phone' | 'mobile-team' | 'import' | 'paper'
export type ConsentMethod = 'screen' | 'paper' | 'voice' | 'with-witness'

export interface ConsentAnswer {
  purpose: string
  answer: 'given' | 'refused'
  method: ConsentMethod
  language: string
}

/** A person with a first registration, ready to be written. */
export interface NewPerson {
  id: string
  cardNumber: PublicCode
  nameNative: string | null
  nameLatin: string | null
  sex: string
  birth: BirthFact
  language: string
  interpreterNeed: string | null
  noContactReason: string | null
  noDocumentReason: string | null
  place: PlaceFact | null
  phone: { typed: string; e164: string | null } | null
  wanted: { title: string; isco: string | null } | null
  educationCode: string | null
  experience: { title: string; isco: string | null; years: number | null } | null
  document: { country: string; type: string; sealed: string; key: string; seen: boolean } | null
  needs: readonly string[]
  consents: readonly ConsentAnswer[]
  note: string | null
  how: 'registered' | 'portal' | 'import'
  counsellorId: string | null
  registration: NewRegistration
}

export interface NewRegistration {
  id: string
  centreId: string
  channel: Channel
  state: 'pending' | 'active' | 'lapsed' | 'ended'
  submittedOn: CalendarDate
  reviewDueOn: CalendarDate | null
  acceptedOn: CalendarDate | null
  acceptedBy: string | null
  expiresOn: CalendarDate | null
  endedOn: CalendarDate | null
  endReason: string | null
  source: { system: string; id: string } | null
}

export const consentPurposes = [
  'matching', 'share-with-employer', 'show-anonymous-profile', 'cv-file', 'contact-sms', 'contact-phone', 'contact-chat', 'share-with-partner',
  'survey-invitation', 'functioning', 'accommodation-share', 'success-story',
] as const
/** Asked at the first registration; the others when they matter. */
export const firstConsents = ['matching', 'contact-sms', 'contact-phone', 'survey-invitation'] as const
/** Given for one vacancy, employer or partner at a time, where it happens. */
export const scopedConsents: readonly string[] = ['share-with-employer', 'share-with-partner']

const tooLong = 'errors.too-long'
/** A text field; left out counts as empty. */
export const textField = (max: number) => z.string().max(max, tooLong).default('')
/** Ticks under one name: none, one, several, or one text with commas. */
export const ticks = z.union([z.string(), z.array(z.string())]).default([]).transform((value) => (typeof value === 'string' ? value.split(',') : value).filter((one) => one !== ''))
const yesNo = z.enum(['yes', 'no', '']).default('')

const consentFields = {
  'consent-matching': yesNo, 'consent-contact-sms': yesNo, 'consent-contact-phone': yesNo, 'consent-survey-invitation': yesNo,
}

/** The eight questions of the shortest registration, as typed. */
const questions = {
  nameNative: textField(120), nameLatin: textField(120), sex: textField(20), birth: textField(60), ageConfirmed: textField(5), district: textField(20),
  wanted: textField(150), phone: textField(60), noContactReason: textField(40), language: textField(5),
}

export const counterForm = z.object({
  ...questions, ...consentFields,
  channel: z.enum(['', 'counter', 'fair', 'phone', 'mobile-team', 'paper']).default(''), consentMethod: textField(20), documentType: textField(40), documentNumber: textField(60), documentSeen: textField(5),
  noDocumentReason: textField(40), needs: ticks, duplicates: textField(20), seen: ticks,
})
export type CounterForm = z.output<typeof counterForm>

export const portalAnswersForm = z.object(questions)
export type PortalAnswers = z.output<typeof portalAnswersForm>
export const portalConsentsForm = z.object(consentFields)

/** A sentence about one field, with what it needs to say. */
export interface FieldFault {
  key: string
  parameters?: Readonly<Record<string, string | number>>
}
export type FieldFaults = Readonly<Record<string, FieldFault>>
