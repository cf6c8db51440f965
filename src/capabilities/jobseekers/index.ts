import type { CalendarDate } from '../../kernel/calendar'
import type { Outcome } from '../../kernel/outcome'
import type { Reader, Tx } from '../../platform/db/database'
import type { Route } from '../../platform/http/route'
import type { JobHandlers } from '../../platform/jobs/jobs'
import type { Platform } from '../../platform/platform'
import { type DeskProvider, happening, type HistoryProvider, type RecordFinder, registry } from '../../platform/providers'

export interface PersonLine {
  id: string
  cardNumber: string
  nameNative: string | null
  nameLatin: string | null
  sex: string
  /** At the reader's day; null when it was not stated. */
  ageYears: number | null
  provinceCode: string | null
  districtCode: string | null
  language: string
  /** Present main counsellor. */
  counsellorId: string | null
}
export interface ActiveRegistration {
  id: string
  centreId: string
  acceptedOn: CalendarDate
  counsellorId: string | null
}
export interface ContactWay {
  channel: 'sms' | 'print' | 'none'
  address: string | null
  language: string
  firstName: string
}
export interface ConsentScope {
  kind: 'vacancy' | 'employer' | 'partner'
  id: string
}
export interface NewConsent {
  personId: string
  purpose: string
  scope?: ConsentScope
  answer: 'given' | 'refused'
  method: 'screen' | 'paper' | 'voice' | 'with-witness'
  language: string
  witness?: string
}
export interface NewDisclosure {
  personId: string
  recipientKind: 'employer' | 'partner' | 'export' | 'person'
  recipientId: string
  fields: readonly string[]
  purpose: string
  /** Exactly one of the two. */
  consentId?: string
  basis?: 'public-task' | 'contract' | 'legal-duty' | 'vital-interest'
}

const missing = (): never => {
  throw new Error('jobseekers: not built')
}
/** One person inside the reader's scope; the read is audited with its purpose. */
export const findPersonLine = (_reader: Reader, _id: string, _purpose: string): Promise<PersonLine | undefined> => missing()
/** People inside the reader's scope by id; each shown person is audited. */
export const listPersonLines = (_reader: Reader, _ids: readonly string[], _purpose: string): Promise<Map<string, PersonLine>> => missing()
/** Native name on a page in the national script, else Latin; never empty. */
export const personName = (_line: Pick<PersonLine, 'nameNative' | 'nameLatin'>, _lang: string): string => missing()
export const findActiveRegistration = (_reader: Reader, _personId: string): Promise<ActiveRegistration | undefined> => missing()
/** How to reach a person now: only ways that the person agreed to. */
export const findContactWay = (_reader: Reader, _personId: string): Promise<ContactWay> => missing()
/** A visit, service, reply or application: the registration runs on from today. */
export const recordContactDay = (_tx: Tx, _personId: string): Promise<void> => missing()
export const endRegistration = (_tx: Tx, _platform: Platform, _personId: string, _end: { reason: string; note?: string }): Promise<Outcome<void, 'not-registered'>> => missing()
export const findConsent = (_reader: Reader, _personId: string, _purpose: string, _scope?: ConsentScope): Promise<{ id: string } | undefined> => missing()
/** Replaces the live answer of the same purpose and scope. Answers with the consent's id. */
export const recordConsent = (_tx: Tx, _platform: Platform, _consent: NewConsent): Promise<string> => missing()
export const recordDisclosure = (_tx: Tx, _disclosure: NewDisclosure): Promise<void> => missing()

export interface PortalApplicant {
  nameNative: string | null
  nameLatin: string | null
  phone: string
  age: number | null
  sex: string
  provinceCode: string | null
  districtCode: string | null
  centreId: string
  language: string
  wantedTitle: string
}
/** Someone who applies on the portal without being registered: becomes a person with a pending registration. The tx then acts as that person. */
export const registerApplicant = (_tx: Tx, _platform: Platform, _applicant: PortalApplicant): Promise<{ personId: string }> => missing()

/** A counsellor accepted a registration. */
export const registrationAccepted = happening<{ personId: string; registrationId: string; centreId: string; accountId: string | null; event: 'new' | 'reactivation' }>()
/** A person took a consent back. */
export const consentWithdrawn = happening<{ personId: string; consentId: string; purpose: string; scopeKind: string | null; scopeId: string | null }>()

/** What other capabilities tell on the person page. */
export const personHistory = registry<HistoryProvider>()
export const jobseekerRoutes: Route[] = []
export const jobseekerDesk: DeskProvider = async () => []
export const jobseekerDaily: JobHandlers = {}
export const findPersonByKey: RecordFinder = async () => undefined
