import type { CalendarDate } from '../../kernel/calendar'
import type { Reader, Tx } from '../../platform/db/database'
import type { Route } from '../../platform/http/route'
import type { JobHandlers } from '../../platform/jobs/jobs'
import { type DeskProvider, type FunnelProvider, happening, type RecordFinder, registry } from '../../platform/providers'

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
  state: 'draft' | 'inspecting' | 'approved' | 'published' | 'paused' | 'closed' | 'rejected'
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

const missing = (): never => {
  throw new Error('vacancies: not built')
}
export const findVacancyLine = (_reader: Reader, _id: string): Promise<VacancyLine | undefined> => missing()
export const findVacancyByCode = (_reader: Reader, _code: string): Promise<VacancyLine | undefined> => missing()
export const listVacancyLines = (_reader: Reader, _ids: readonly string[]): Promise<Map<string, VacancyLine>> => missing()
/** In the page's language, else in any in which it is written. */
export const vacancyTitle = (_line: Pick<VacancyLine, 'titleKm' | 'titleLo' | 'titleEn'>, _lang: string): string => missing()
/** Takes or gives back one post; false when all posts are filled (or none is). Writes the posts change. */
export const movePosts = (_tx: Tx, _vacancyId: string, _delta: 1 | -1): Promise<boolean> => missing()

/** A vacancy was entered and sent by a counsellor or employer. */
export const vacancyTaken = happening<{ vacancyId: string; employerId: string; centreId: string; accountId: string | null }>()
/** A vacancy closed: its open referrals close with it. */
export const vacancyClosed = happening<{ vacancyId: string; reason: string }>()

/** What other capabilities tell beside a vacancy. */
export const vacancyFunnel = registry<FunnelProvider>()
export const vacancyRoutes: Route[] = []
export const vacancyDesk: DeskProvider = async () => []
export const vacancyDaily: JobHandlers = {}
export const findVacancyByKey: RecordFinder = async () => undefined
