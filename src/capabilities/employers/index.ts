import type { CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import type { Route } from '../../platform/http/route'
import type { JobHandlers } from '../../platform/jobs/jobs'
import { type DeskProvider, happening, type RecordFinder } from '../../platform/providers'

export interface EmployerLine {
  id: string
  code: string
  nameNative: string | null
  nameLatin: string | null
  state: 'claimed' | 'checking' | 'verified' | 'refused' | 'suspended' | 'blocked'
  verifiedOn: CalendarDate | null
  validUntil: CalendarDate | null
  centreId: string
  ownerId: string | null
  isic: string | null
  provinceCode: string | null
  recruitmentAgency: boolean
  licenceUntil: CalendarDate | null
  /** First callable phone of a contact that has not left. */
  phone: string | null
}

const missing = (): never => {
  throw new Error('employers: not built')
}
export const findEmployerLine = (_reader: Reader, _id: string): Promise<EmployerLine | undefined> => missing()
export const listEmployerLines = (_reader: Reader, _ids: readonly string[]): Promise<Map<string, EmployerLine>> => missing()
export const employerName = (_line: Pick<EmployerLine, 'nameNative' | 'nameLatin'>, _lang: string): string => missing()
/** Verified, and the verification is in force on this day. */
export const isVerified = (_line: EmployerLine, _on: CalendarDate): boolean => missing()
export const findEmployerContactWay = (_reader: Reader, _employerId: string): Promise<{ channel: 'sms' | 'print' | 'none'; address: string | null; language: string }> => missing()

/** An employer's state changed, for example to suspended: its vacancies pause. */
export const employerStateChanged = happening<{ employerId: string; from: string; to: string }>()
export const employerRoutes: Route[] = []
export const employerDesk: DeskProvider = async () => []
export const employerDaily: JobHandlers = {}
export const findEmployerByKey: RecordFinder = async () => undefined
